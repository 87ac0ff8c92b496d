//! The inbox over the wire: each filter, and the live watch.

use std::time::Duration;

use prost_types::value::Kind;
use pumpup::rpc::pb;
use tonic::Streaming;

use crate::support::{Clients, Service, approval_on, approve, fresh_key, patiently};
use crate::world::{elicitation_on, object};

async fn found(who: &Clients, filter: pb::InboxFilter) -> Vec<String> {
    let request = pb::InboxListRequest { filter: Some(filter), ..Default::default() };
    let items = who.inbox.clone().list(request).await.unwrap().into_inner().items;
    items.into_iter().map(|item| item.request.unwrap().summary).collect()
}

#[tokio::test]
async fn each_filter_keeps_what_it_says() {
    let service = Service::start().await;
    let (mut admin, agent) = (service.admin(), service.agent());
    let create = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: "Fast".into(),
        response_target: Some(prost_types::Duration { seconds: 60, nanos: 0 }),
        ..Default::default()
    };
    let fast = admin.projects.create(create).await.unwrap().into_inner().project.unwrap();
    let create = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: fast.project_name.clone(),
        name: "A fast case".into(),
        external_id: "EXT-99".into(),
        metadata_patch: Some(pb::MetadataPatch {
            set: Some(object([
                ("customer", Kind::StringValue("Zoë \"Z\"".into())),
                ("amount", Kind::NumberValue(240.0)),
            ])),
            ..Default::default()
        }),
    };
    let fast_task = agent.tasks.clone().create(create).await.unwrap().into_inner().task.unwrap();
    agent.approvals.clone().create(approval_on(&fast_task, "fast")).await.unwrap();
    service.clock.advance(Duration::from_secs(60));

    let mut other = service.newcomer(pb::Role::Agent, "Other", &[]).await;
    let task = other.open_task("A slow case").await;
    other.elicitations.create(elicitation_on(&task, "form")).await.unwrap();
    let me = admin.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    let assign =
        pb::TasksAssignRequest { idempotency_key: fresh_key(), task_id: task.id.clone(), assignee_id: me.id.clone() };
    admin.tasks.assign(assign).await.unwrap();
    let other_id = other.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id;

    let none = pb::InboxFilter::default;
    let (fast_only, form_only) = (vec!["fast"], vec!["form elicitation"]);
    let minute = Some(prost_types::Duration { seconds: 60, nanos: 0 });
    let longer = Some(prost_types::Duration { seconds: 60, nanos: 1_000 });
    for (filter, expected) in [
        (none(), vec!["fast", "form elicitation"]),
        (pb::InboxFilter { project_name: "fast".into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { kind: pb::RequestKind::Elicitation.into(), ..none() }, form_only.clone()),
        (pb::InboxFilter { kind: pb::RequestKind::Approval.into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { step: "in_progress".into(), ..none() }, vec!["fast", "form elicitation"]),
        (pb::InboxFilter { step: "complete".into(), ..none() }, vec![]),
        (pb::InboxFilter { requested_by: other_id, ..none() }, form_only.clone()),
        (pb::InboxFilter { assignee_id: me.id, ..none() }, form_only.clone()),
        (pb::InboxFilter { unassigned: true, ..none() }, fast_only.clone()),
        (pb::InboxFilter { min_age: minute, ..none() }, fast_only.clone()),
        (pb::InboxFilter { min_age: longer, ..none() }, vec![]),
        (pb::InboxFilter { overdue: true, ..none() }, fast_only.clone()),
        (pb::InboxFilter { text: "FAST".into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { text: "ext-9".into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { text: "slow CASE".into(), ..none() }, form_only.clone()),
        (pb::InboxFilter { text: "ZOË \"z".into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { text: "240".into(), ..none() }, fast_only.clone()),
        (pb::InboxFilter { text: "customer".into(), ..none() }, vec![]),
        (pb::InboxFilter { text: "slow".into(), unassigned: true, ..none() }, vec![]),
    ] {
        assert_eq!(found(&admin, filter.clone()).await, expected, "{filter:?}");
    }
    let mine = pb::InboxFilter { mine: true, ..none() };
    assert_eq!(found(&agent, mine.clone()).await, fast_only, "an agent that crashed finds its way back");
    assert_eq!(found(&other, mine).await, form_only);

    let item = &admin.inbox.list(pb::InboxListRequest::default()).await.unwrap().into_inner().items[0];
    assert_eq!((item.project_name.as_str(), item.task_name.as_str()), ("fast", "A fast case"));
    assert_eq!((item.external_id.as_str(), item.current_step.as_str()), ("EXT-99", "in_progress"));
    assert_eq!(item.task_status(), pb::TaskStatus::Waiting);
    let (asked, overdue) = (item.request.as_ref().unwrap().requested_at.unwrap(), item.overdue_at.unwrap());
    assert_eq!((overdue.seconds - asked.seconds, overdue.nanos), (60, asked.nanos));
}

/// What is shown after the next message that says something new.
async fn next(watch: &mut Streaming<pb::InboxWatchResponse>) -> pb::InboxWatchResponse {
    loop {
        let said = patiently(watch.message()).await.unwrap().unwrap();
        if !(said.upserts.is_empty() && said.removals.is_empty()) {
            return said;
        }
    }
}

#[tokio::test]
async fn a_watch_shows_what_is_open_and_then_what_changes() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let id_of = |item: &pb::InboxItem| item.request.as_ref().unwrap().id.clone();
    let first = agent.ask_approval("first").await;
    let second = agent.ask_approval("second").await;
    let mut watch = admin.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
    let said = next(&mut watch).await;
    assert!(said.snapshot);
    assert_eq!(said.upserts.iter().map(id_of).collect::<Vec<_>>(), [first.clone(), second]);

    let third = agent.ask_approval("third").await;
    let said = next(&mut watch).await;
    assert!(!said.snapshot);
    assert_eq!(said.upserts.iter().map(id_of).collect::<Vec<_>>(), [third]);
    admin.approvals.decide(approve(&first, "")).await.unwrap();
    let said = next(&mut watch).await;
    assert_eq!((said.upserts.len(), said.removals), (0, vec![first]));
}

#[tokio::test]
async fn a_filtered_watch_loses_what_no_longer_fits() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let filter = Some(pb::InboxFilter { unassigned: true, ..Default::default() });
    let mut watch = admin.inbox.watch(pb::InboxWatchRequest { filter }).await.unwrap().into_inner();
    let said = patiently(watch.message()).await.unwrap().unwrap();
    assert!(said.upserts.is_empty(), "an empty inbox is said too: {said:?}");

    let id = agent.ask_approval("taken").await;
    let shown = next(&mut watch).await.upserts.remove(0).request.unwrap();
    assert_eq!(shown.id, id);
    let me = admin.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner().id;
    let assign = pb::TasksAssignRequest { idempotency_key: fresh_key(), task_id: shown.task_id, assignee_id: me };
    admin.tasks.assign(assign).await.unwrap();
    assert_eq!(next(&mut watch).await.removals, [id]);
}
