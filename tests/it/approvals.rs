//! Approvals over the wire: what is asked is what is shown, all five outcomes, waiting, and ends without a decision.

use std::time::Duration;

use prost_types::Timestamp;
use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_get_result_response::State;
use pumpup::rpc::pb::outcome::{self, Kind};

use crate::support::{Clients, Service, approval_on, approve, fresh_key, patiently, reason};
use crate::world::upload;

async fn result(who: &Clients, id: &str, wait: u64) -> State {
    let wait = prost_types::Duration { seconds: i64::try_from(wait).unwrap(), nanos: 0 };
    let request = pb::ApprovalsGetResultRequest { id: id.into(), wait: Some(wait) };
    patiently(who.approvals.clone().get_result(request)).await.unwrap().into_inner().state.unwrap()
}

#[tokio::test]
async fn what_was_asked_is_what_is_shown() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("shown").await;
    let file = upload(&agent, "photo.png", b"\x89PNG\r\n\x1a\n").await;
    let attachment = pb::Attachment { label: "photo".into(), upload_id: file.id.clone(), ..Default::default() };
    let action = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "attached".into(),
        add_attachments: vec![attachment.clone()],
        ..Default::default()
    };
    agent.tasks.record_action(action).await.unwrap();
    let entry = |key: &str| pb::ContextEntry { key: key.into(), value: format!("value of {key}") };
    let later = service.clock.now().0 / 1_000_000 + 3_600;
    let request = pb::ApprovalsCreateRequest {
        key_value_context: ["z", "a", "m"].map(entry).to_vec(),
        attachments: vec![file.id],
        recommendation: Some(pb::OutcomeBid {
            outcome: approve("", "it looks fine").outcome,
            confidence: Some(31.245270191439438 / 40.0),
            rationale: "photos".into(),
        }),
        external_trace_id: "trace".into(),
        deadline: Some(Timestamp { seconds: later, nanos: 123_456_000 }),
        fallback_step: "complete".into(),
        ..approval_on(&task, "**May I?** 🦀")
    };
    let id = agent.approvals.create(request.clone()).await.unwrap().into_inner().event_id;
    let get = pb::ApprovalsGetRequest { id: id.clone() };
    let shown = service.admin().approvals.get(get).await.unwrap().into_inner().request.unwrap();
    assert_eq!(shown.summary, request.summary);
    assert_eq!(shown.key_value_context, request.key_value_context, "in the order given");
    assert_eq!(shown.attachments, [pb::Attachment { sha256: file.sha256, ..attachment }]);
    assert_eq!(shown.ask, Some(pb::request::Ask::Approval(pb::ApprovalAsk { recommendation: request.recommendation })));
    assert_eq!((shown.deadline, shown.fallback_step), (request.deadline, request.fallback_step));
    assert_eq!((shown.external_trace_id, shown.requested_by_name), ("trace".into(), "agent".into()));
    assert_eq!(shown.digest.len(), 64);
    let open = agent.tasks.get(pb::TasksGetRequest { id: task.id }).await.unwrap().into_inner();
    assert_eq!(open.task.unwrap().status(), pb::TaskStatus::Waiting);
    assert_eq!(open.open_requests[0].digest, shown.digest);
}

#[tokio::test]
async fn each_of_the_five_outcomes_is_final() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("outcomes").await;
    let (note, reason_code) = (|| "a note".to_owned(), || "code-7".to_owned());
    for kind in [
        Kind::Approve(outcome::Approve { note: String::new(), reason_code: reason_code() }),
        Kind::Reject(outcome::Reject { note: note(), reason_code: reason_code() }),
        Kind::EditAndApprove(outcome::EditAndApprove { note: note(), reason_code: String::new() }),
        Kind::Escalate(outcome::Escalate { note: note(), reason_code: String::new() }),
        Kind::RequestMoreInfo(outcome::RequestMoreInfo { note: note(), reason_code: reason_code() }),
    ] {
        let id = agent.approvals.create(approval_on(&task, "which")).await.unwrap().into_inner().event_id;
        let outcome = Some(pb::Outcome { kind: Some(kind) });
        let decision = pb::ApprovalsDecideRequest {
            idempotency_key: fresh_key(),
            id: id.clone(),
            outcome: outcome.clone(),
            digest: String::new(),
        };
        let said = admin.approvals.decide(decision).await.unwrap().into_inner().result.unwrap();
        assert_eq!(said.outcome, outcome);
        assert_eq!(result(&agent, &id, 0).await, State::Decided(said));
    }
}

#[tokio::test]
async fn a_wait_ends_with_the_decision() {
    let service = Service::start().await;
    let agent = service.agent();
    let id = agent.ask_approval("wait").await;
    assert!(matches!(result(&agent, &id, 0).await, State::Pending(_)));
    let waiting = tokio::spawn({
        let (agent, id) = (agent.clone(), id.clone());
        async move { result(&agent, &id, 30).await }
    });
    service.admin().approvals.decide(approve(&id, "go")).await.unwrap();
    assert!(matches!(waiting.await.unwrap(), State::Decided(_)));
}

#[tokio::test]
async fn requests_end_without_a_decision_too() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let id = agent.ask_approval("withdrawn").await;
    let cancel =
        pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id: id.clone(), reason: "found it out".into() };
    let event_id = agent.approvals.cancel(cancel).await.unwrap().into_inner().event_id;
    let State::Cancelled(said) = result(&agent, &id, 0).await else { panic!("it was cancelled") };
    assert_eq!((said.event_id, said.cancelled_by, said.reason), (event_id, "agent".into(), "found it out".into()));

    let task = agent.open_task("due").await;
    let deadline = service.clock.now().0 / 1_000_000 + 60;
    let request = pb::ApprovalsCreateRequest {
        deadline: Some(Timestamp { seconds: deadline, nanos: 0 }),
        fallback_step: "complete".into(),
        ..approval_on(&task, "by then")
    };
    let id = agent.approvals.create(request).await.unwrap().into_inner().event_id;
    service.clock.advance(Duration::from_secs(61));
    let State::TimedOut(said) = result(&agent, &id, 0).await else { panic!("it is due") };
    assert!(said.timed_out_at.unwrap().seconds >= deadline);
    assert_eq!(said.fell_back_to, "complete");
    let status = service.admin().approvals.decide(approve(&id, "late")).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_CLOSED");
    let task = agent.tasks.get(pb::TasksGetRequest { id: task.id }).await.unwrap().into_inner().task.unwrap();
    assert_eq!((task.status(), task.current_step.as_str()), (pb::TaskStatus::Closed, "complete"));
}

#[tokio::test]
async fn of_many_deciders_at_once_one_wins() {
    let service = Service::start().await;
    let agent = service.agent();
    let id = agent.ask_approval("race").await;
    let mut people = Vec::new();
    for index in 0..8 {
        people.push(service.newcomer(pb::Role::Reviewer, &format!("Person {index}"), &[]).await);
    }
    let calls: Vec<_> = people
        .into_iter()
        .map(|mut person| {
            let decision = approve(&id, "mine");
            tokio::spawn(async move { person.approvals.decide(decision).await })
        })
        .collect();
    let (mut won, mut lost) = (Vec::new(), Vec::new());
    for call in calls {
        match call.await.unwrap() {
            Ok(said) => won.push(said.into_inner().result.unwrap()),
            Err(status) => lost.push(status),
        }
    }
    assert_eq!((won.len(), lost.len()), (1, 7));
    for status in lost {
        assert_eq!(reason(&status), "REQUEST_ALREADY_DECIDED");
        assert!(status.message().contains(&won[0].decided_by), "it shows who decided: {}", status.message());
    }
    assert_eq!(result(&agent, &id, 0).await, State::Decided(won.remove(0)));
}
