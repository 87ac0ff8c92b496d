//! The user's own quickstart, from the first task to the decision and what follows it.

use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;

use crate::support::{Service, approval_on, approve, fresh_key, patiently};

#[tokio::test]
async fn an_agent_asks_a_person_decides_and_the_agent_acts() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let mut jane = service.newcomer(pb::Role::Reviewer, "Jane", &["finance"]).await;

    let task = agent.open_task("Refund — claim C-1029").await;
    let context = [("Claim", "C-1029"), ("Amount", "$240"), ("Reason", "Lost package — tracking and photos provided")];
    let request = pb::ApprovalsCreateRequest {
        key_value_context: context
            .map(|(key, value)| pb::ContextEntry { key: key.into(), value: value.into() })
            .to_vec(),
        ..approval_on(&task, "Refund $240 on claim C-1029")
    };
    let id = agent.approvals.create(request).await.unwrap().into_inner().event_id;

    let watch = pb::ApprovalsWatchResultRequest { id: id.clone() };
    let mut watch = agent.approvals.watch_result(watch).await.unwrap().into_inner();
    let said = patiently(watch.message()).await.unwrap().unwrap();
    assert!(matches!(said.state, Some(State::Pending(_))), "{said:?}");

    let inbox = jane.inbox.list(pb::InboxListRequest::default()).await.unwrap().into_inner();
    let shown = inbox.items[0].request.clone().unwrap();
    assert_eq!(shown.id, id);
    let shown_context: Vec<_> = shown.key_value_context.iter().map(|e| (e.key.as_str(), e.value.as_str())).collect();
    assert_eq!(shown_context, context);

    let decision = pb::ApprovalsDecideRequest { digest: shown.digest, ..approve(&id, "Photos are clear.") };
    jane.approvals.decide(decision).await.unwrap();

    let said = patiently(watch.message()).await.unwrap().unwrap();
    let Some(State::Decided(result)) = said.state else { panic!("{said:?}") };
    assert_eq!(result.decided_by, "Jane");
    assert_eq!(result.authority_snapshot.unwrap().tags, ["finance"]);
    assert!(patiently(watch.message()).await.unwrap().is_none(), "the stream ends after the decision");

    let action = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "Refunded $240".into(),
        in_response_to: id,
        transitions_to: "complete".into(),
        ..Default::default()
    };
    agent.tasks.record_action(action).await.unwrap();

    let request = pb::TasksListEventsRequest { task_id: task.id, ..Default::default() };
    let timeline = agent.tasks.list_events(request).await.unwrap().into_inner().events;
    let types: Vec<_> = timeline.iter().map(|event| event.event_type().as_str_name()).collect();
    assert_eq!(
        types,
        [
            "EVENT_TYPE_TASK_CREATED",
            "EVENT_TYPE_APPROVAL_REQUESTED",
            "EVENT_TYPE_APPROVAL_DECIDED",
            "EVENT_TYPE_ACTION",
            "EVENT_TYPE_TASK_CLOSED"
        ]
    );
    service.server.stop().await.unwrap();
}
