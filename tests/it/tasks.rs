//! Tasks over the wire: what is recorded is what the timeline tells, listed and live.

use prost_types::Struct;
use prost_types::value::Kind;
use pumpup::rpc::pb;
use pumpup::rpc::pb::event::Payload;

use crate::support::{Clients, Service, fresh_key, patiently, reason};
use crate::world::object;

async fn get(who: &Clients, id: &str) -> pb::Task {
    let request = pb::TasksGetRequest { id: id.into() };
    who.tasks.clone().get(request).await.unwrap().into_inner().task.unwrap()
}

fn number(value: f64) -> Kind {
    Kind::NumberValue(value)
}

#[tokio::test]
async fn a_patch_sets_then_sets_once_then_unsets() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: "general".into(),
        name: "Metadata".into(),
        external_id: "C-1029".into(),
        metadata_patch: Some(pb::MetadataPatch {
            set: Some(object([("kept", number(1.0)), ("gone", number(1.0))])),
            ..Default::default()
        }),
    };
    let task = agent.tasks.create(request).await.unwrap().into_inner().task.unwrap();
    assert_eq!((task.external_id.as_str(), task.status()), ("C-1029", pb::TaskStatus::Running));
    let action = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "asserted".into(),
        metadata_patch: Some(pb::MetadataPatch {
            set: Some(object([("new", number(2.0)), ("brief", number(2.0))])),
            set_once: Some(object([("kept", number(3.0)), ("once", number(3.0))])),
            unset: vec!["gone".into(), "brief".into(), "never there".into()],
        }),
        ..Default::default()
    };
    agent.tasks.record_action(action).await.unwrap();
    let expected: Struct = object([("kept", number(1.0)), ("new", number(2.0)), ("once", number(3.0))]);
    assert_eq!(get(&agent, &task.id).await.metadata, Some(expected));
}

#[tokio::test]
async fn the_timeline_tells_what_happened_listed_and_live() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("Timeline").await;
    let watch = pb::TasksWatchEventsRequest { task_id: task.id.clone(), ..Default::default() };
    let mut watch = agent.tasks.watch_events(watch).await.unwrap().into_inner();

    let me = admin.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    let (task_id, trace) = (|| task.id.clone(), || "trace-7".to_owned());
    let note = pb::TasksAddNoteRequest {
        idempotency_key: fresh_key(),
        task_id: task_id(),
        message: "by hand".into(),
        external_trace_id: trace(),
    };
    admin.tasks.add_note(note).await.unwrap();
    let assign = |assignee_id: &str| pb::TasksAssignRequest {
        idempotency_key: fresh_key(),
        task_id: task_id(),
        assignee_id: assignee_id.into(),
    };
    admin.tasks.assign(assign(&me.id)).await.unwrap();
    assert_eq!(get(&agent, &task.id).await.assignee_name, me.name);
    admin.tasks.assign(assign("")).await.unwrap();
    assert_eq!(get(&agent, &task.id).await.assignee_id, "");
    let exception = pb::TasksRecordExceptionRequest {
        idempotency_key: fresh_key(),
        task_id: task_id(),
        message: "the carrier did not answer".into(),
        detail: Some(object([("status", number(503.0))])),
        ..Default::default()
    };
    agent.tasks.record_exception(exception).await.unwrap();
    let to_complete = pb::TasksMoveRequest {
        idempotency_key: fresh_key(),
        task_id: task_id(),
        transitions_to: "complete".into(),
        ..Default::default()
    };
    let moved = admin.tasks.r#move(to_complete).await.unwrap().into_inner().event_id;

    let request = pb::TasksListEventsRequest { task_id: task_id(), ..Default::default() };
    let listed = agent.tasks.list_events(request).await.unwrap().into_inner().events;
    let sources: Vec<_> = listed.iter().map(pb::Event::source).collect();
    use pb::Party::{Agent, Human, Platform};
    assert_eq!(sources, [Agent, Human, Human, Human, Agent, Human, Platform]);
    let sequences: Vec<_> = listed.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5, 6, 7]);
    assert_eq!((listed[1].external_trace_id.as_str(), listed[1].actor_id.as_str()), ("trace-7", me.id.as_str()));
    assert_eq!(listed[5].id, moved);
    assert_eq!((listed[5].transition_from.as_str(), listed[5].transition_to.as_str()), ("in_progress", "complete"));
    let Some(Payload::Action(action)) = &listed[5].payload else { panic!("{:?}", listed[5]) };
    assert_eq!((action.description.as_str(), &action.metadata_patch), ("Moved to complete", &None));
    assert!(matches!(&listed[6].payload, Some(Payload::TaskClosed(closed)) if closed.terminal_step == "complete"));

    let mut watched = Vec::new();
    while watched.len() < listed.len() {
        watched.extend(patiently(watch.message()).await.unwrap().unwrap().events);
    }
    assert_eq!(watched, listed);
}

#[tokio::test]
async fn lists_keep_what_is_asked_for() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let running = agent.open_task("A running Übung").await;
    let waiting = agent.open_task("A waiting übung").await;
    agent.approvals.create(crate::support::approval_on(&waiting, "may I")).await.unwrap();
    let closed = agent.open_task("A closed one").await;
    let action = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: closed.id.clone(),
        description: "done".into(),
        transitions_to: "complete".into(),
        ..Default::default()
    };
    agent.tasks.record_action(action).await.unwrap();
    use pb::TaskStatus::{Closed, Running, Unspecified, Waiting};
    for (project_name, status, name, expected) in [
        ("", Unspecified, "", vec![&closed, &waiting, &running]),
        ("general", Unspecified, "", vec![&closed, &waiting, &running]),
        ("", Running, "", vec![&running]),
        ("", Waiting, "", vec![&waiting]),
        ("", Closed, "", vec![&closed]),
        ("", Unspecified, "ÜBUNG", vec![&waiting, &running]),
        ("general", Waiting, "übung", vec![&waiting]),
        ("", Closed, "übung", vec![]),
        ("", Unspecified, "%", vec![]),
    ] {
        let request = pb::TasksListRequest {
            project_name: project_name.into(),
            status: status.into(),
            name: name.into(),
            ..Default::default()
        };
        let found = agent.tasks.list(request).await.unwrap().into_inner().tasks;
        let (found, expected): (Vec<_>, Vec<_>) =
            (found.iter().map(|task| &task.name).collect(), expected.iter().map(|task| &task.name).collect());
        assert_eq!(found, expected, "{project_name:?} {status:?} {name:?}");
    }
    let request = pb::TasksListRequest { project_name: "no-such".into(), ..Default::default() };
    assert_eq!(reason(&agent.tasks.list(request).await.unwrap_err()), "PROJECT_NOT_FOUND");
}
