//! Idempotency: the same key and the same request answer as the first time, and do nothing again.

use std::collections::BTreeSet;

use pumpup::rpc::pb;
use tonic::{Code, Response};

use crate::support::{Clients, Service, approval_on, approve, fresh_key, reason};
use crate::world::{answer, elicitation_on};

fn replayed<T>(response: &Response<T>) -> bool {
    response.metadata().get("idempotent-replayed").is_some_and(|said| said == "true")
}

async fn timeline(who: &Clients, task: &pb::Task) -> Vec<pb::Event> {
    let request = pb::TasksListEventsRequest { task_id: task.id.clone(), ..Default::default() };
    who.tasks.clone().list_events(request).await.unwrap().into_inner().events
}

fn note(task: &pb::Task, message: &str) -> pb::TasksAddNoteRequest {
    pb::TasksAddNoteRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        message: message.into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn the_same_call_again_answers_as_the_first_time() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let create = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: "general".into(),
        name: "once".into(),
        ..Default::default()
    };
    let first = agent.tasks.create(create.clone()).await.unwrap();
    assert!(!replayed(&first));
    let task = first.into_inner().task.unwrap();
    let note = note(&task, "once");
    let noted = agent.tasks.add_note(note.clone()).await.unwrap().into_inner();

    for _ in 0..3 {
        let again = agent.tasks.create(create.clone()).await.unwrap();
        assert!(replayed(&again));
        assert_eq!(again.into_inner().task.unwrap(), task, "the task as it was then");
        let again = agent.tasks.add_note(note.clone()).await.unwrap();
        assert!(replayed(&again));
        assert_eq!(again.into_inner(), noted);
    }
    assert_eq!(timeline(&agent, &task).await.len(), 2);
    let tasks = agent.tasks.list(pb::TasksListRequest::default()).await.unwrap().into_inner().tasks;
    assert_eq!(tasks.len(), 1);
}

#[tokio::test]
async fn a_key_stands_for_one_request_of_one_caller() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("one").await;
    let first = note(&task, "first");
    agent.tasks.add_note(first.clone()).await.unwrap();

    let other_body = pb::TasksAddNoteRequest { message: "second".into(), ..first.clone() };
    let mut refused = vec![agent.tasks.add_note(other_body).await.unwrap_err()];
    let other_field = pb::TasksAddNoteRequest { external_trace_id: "t".into(), ..first.clone() };
    refused.push(agent.tasks.add_note(other_field).await.unwrap_err());
    let other_method = pb::TasksRecordExceptionRequest {
        idempotency_key: first.idempotency_key.clone(),
        task_id: task.id.clone(),
        message: "first".into(),
        ..Default::default()
    };
    refused.push(agent.tasks.record_exception(other_method).await.unwrap_err());
    let mut other = service.newcomer(pb::Role::Agent, "Another", &[]).await;
    refused.push(other.tasks.add_note(first.clone()).await.unwrap_err());
    for status in refused {
        assert_eq!((status.code(), reason(&status)), (Code::InvalidArgument, "IDEMPOTENCY_KEY_REUSED".into()));
    }
    assert_eq!(timeline(&agent, &task).await.len(), 2);

    let keys = [
        service.admin().key(pb::Role::Agent, "Scout", &[]).await,
        service.admin().key(pb::Role::Agent, "Scout", &[]).await,
    ];
    let of_two_keys = note(&task, "by Scout");
    service.with_key(&keys[0]).tasks.add_note(of_two_keys.clone()).await.unwrap();
    let again = service.with_key(&keys[1]).tasks.add_note(of_two_keys).await.unwrap();
    assert!(replayed(&again), "another API key of the same agent is the same caller");
}

#[tokio::test]
async fn of_fifty_calls_at_once_with_one_key_one_is_done() {
    let service = Service::start().await;
    let agent = service.agent();
    let task = agent.open_task("storm").await;
    let (note, request) = (note(&task, "storm"), approval_on(&task, "storm"));
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let (mut agent, note, request) = (agent.clone(), note.clone(), request.clone());
            tokio::spawn(async move {
                let noted = agent.tasks.add_note(note).await.unwrap();
                let asked = agent.approvals.create(request).await.unwrap();
                let fresh = [replayed(&noted), replayed(&asked)].map(|replayed| usize::from(!replayed));
                (noted.into_inner().event_id, asked.into_inner().event_id, fresh)
            })
        })
        .collect();
    let (mut notes, mut requests, mut fresh) = (BTreeSet::new(), BTreeSet::new(), [0, 0]);
    for call in calls {
        let (note, request, new) = call.await.unwrap();
        notes.insert(note);
        requests.insert(request);
        fresh = [fresh[0] + new[0], fresh[1] + new[1]];
    }
    assert_eq!((notes.len(), requests.len(), fresh), (1, 1, [1, 1]));
    assert_eq!(timeline(&agent, &task).await.len(), 3);
}

#[tokio::test]
async fn a_refused_call_leaves_its_key_free() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("refused").await;
    let invalid = note(&task, "");
    let status = agent.tasks.add_note(invalid.clone()).await.unwrap_err();
    assert_eq!(reason(&status), "INVALID_REQUEST");
    agent.tasks.add_note(pb::TasksAddNoteRequest { message: "now".into(), ..invalid }).await.unwrap();

    let first = agent.approvals.create(approval_on(&task, "first")).await.unwrap().into_inner().event_id;
    let second = approval_on(&task, "second");
    let status = agent.approvals.create(second.clone()).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_ALREADY_OPEN");
    service.admin().approvals.decide(approve(&first, "")).await.unwrap();
    assert!(!replayed(&agent.approvals.create(second).await.unwrap()));
}

#[tokio::test]
async fn a_replay_tells_what_was_said_whatever_happened_since() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("decided").await;
    let request = approval_on(&task, "may I");
    let id = agent.approvals.create(request.clone()).await.unwrap().into_inner().event_id;
    let decision = approve(&id, "go");
    let said = admin.approvals.decide(decision.clone()).await.unwrap().into_inner();

    let again = agent.approvals.create(request).await.unwrap();
    assert!(replayed(&again));
    assert_eq!(again.into_inner().event_id, id);
    let again = admin.approvals.decide(decision).await.unwrap();
    assert!(replayed(&again));
    assert_eq!(again.into_inner(), said);
    let status = admin.approvals.decide(approve(&id, "go")).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_ALREADY_DECIDED", "the same words with a new key are a new decision");

    let form = elicitation_on(&task, "form");
    let form_id = agent.elicitations.create(form).await.unwrap().into_inner().event_id;
    let given = answer(&form_id, "because");
    let said = admin.elicitations.answer(given.clone()).await.unwrap().into_inner();
    let again = admin.elicitations.answer(given).await.unwrap();
    assert!(replayed(&again));
    assert_eq!(again.into_inner(), said);
    assert_eq!(timeline(&agent, &task).await.len(), 5);
}

#[tokio::test]
async fn a_secret_is_told_once() {
    let service = Service::start().await;
    let mut admin = service.admin();
    let request = pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: pb::Role::Agent.into(),
        name: "Scout".into(),
        ..Default::default()
    };
    let first = admin.access.create_key(request.clone()).await.unwrap().into_inner();
    assert!(first.secret.starts_with(&first.key.as_ref().unwrap().prefix));
    let again = admin.access.create_key(request).await.unwrap();
    assert!(replayed(&again));
    let again = again.into_inner();
    assert_eq!((again.key, again.secret.as_str()), (first.key, ""));
    service.with_key(&first.secret).access.who_am_i(pb::AccessWhoAmIRequest {}).await.expect("the first one works");
}
