//! Watching over the wire: everybody who watches hears of the end, whatever happens to them or to others.

mod ends;
mod engine;
mod timeline;

use std::time::Duration;

use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;
use tokio::task::JoinSet;
use tonic::{Code, Status, Streaming};

use crate::process::until;
use crate::support::{Clients, Service, approval_on, approve, connect, fresh_key, patiently, reason};

type Results = Streaming<pb::ApprovalsWatchResultResponse>;

/// Well before the first heartbeat, which comes after seven and a half seconds at the earliest: who hears something
/// within this was woken.
pub const PROMPT: Duration = Duration::from_secs(7);

/// What comes at once, and not by a heartbeat.
pub async fn promptly<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PROMPT, future).await.expect("nobody was woken")
}

/// Watches a request.
pub async fn watch(clients: &mut Clients, id: &str) -> Results {
    clients.approvals.watch_result(pb::ApprovalsWatchResultRequest { id: id.into() }).await.unwrap().into_inner()
}

/// Watches a request until it is heard that it is pending.
pub async fn watch_pending(clients: &mut Clients, id: &str) -> Results {
    let mut results = watch(clients, id).await;
    assert!(matches!(next(&mut results).await, State::Pending(_)));
    results
}

/// What a watch says next.
pub async fn next(results: &mut Results) -> State {
    promptly(results.message()).await.unwrap().expect("the stream goes on").state.expect("a state is set")
}

/// What a watch says at its end, which is the end.
pub async fn last(results: &mut Results) -> State {
    let state = next(results).await;
    assert!(promptly(results.message()).await.unwrap().is_none(), "the stream ends with OK");
    state
}

#[tokio::test]
async fn whoever_watches_before_or_after_hears_of_the_decision_and_the_stream_ends() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let id = agent.ask_approval("may I").await;
    let mut first = watch_pending(&mut agent, &id).await;
    let mut second = watch_pending(&mut admin, &id).await;
    let decided = admin.approvals.decide(approve(&id, "go")).await.unwrap().into_inner().result;
    let mut late = watch(&mut agent, &id).await;
    for results in [&mut first, &mut second, &mut late] {
        let State::Decided(result) = last(results).await else { panic!("it was decided") };
        assert_eq!(Some(result), decided);
    }
}

#[tokio::test]
async fn whoever_watches_hears_of_the_cancellation() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let id = agent.ask_approval("may I").await;
    let mut results = watch_pending(&mut agent, &id).await;
    let cancel = pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id, reason: "never mind".into() };
    agent.approvals.cancel(cancel).await.unwrap();
    let State::Cancelled(cancelled) = last(&mut results).await else { panic!("it was cancelled") };
    assert_eq!(cancelled.reason, "never mind");
}

#[tokio::test]
async fn whoever_watches_hears_of_the_time_out_without_anybody_asking() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("in time").await;
    let micros = service.clock.now().0 + 60_000_000;
    let deadline = prost_types::Timestamp { seconds: micros / 1_000_000, nanos: (micros % 1_000_000) as i32 * 1_000 };
    let ask = pb::ApprovalsCreateRequest { deadline: Some(deadline), ..approval_on(&task, "quickly") };
    let id = agent.approvals.create(ask).await.unwrap().into_inner().event_id;
    let mut results = watch_pending(&mut agent, &id).await;
    service.clock.advance(Duration::from_secs(59));
    agent.open_task("something else happens").await;
    service.clock.advance(Duration::from_secs(1));
    let State::TimedOut(_) = last(&mut results).await else { panic!("it timed out") };
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_thousand_watches_on_one_connection_all_get_theirs() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let mut ids = Vec::new();
    for n in 0..50 {
        ids.push(agent.ask_approval(&format!("request {n}")).await);
    }
    let mut watches = JoinSet::new();
    for n in 0..2_000 {
        let (mut agent, id) = (agent.clone(), ids[n % ids.len()].clone());
        watches.spawn(async move {
            let mut results = watch(&mut agent, &id).await;
            let mut last = None;
            while let Some(said) = patiently(results.message()).await.unwrap() {
                last = said.state;
            }
            matches!(last, Some(State::Decided(result)) if result.request_id == id)
        });
    }
    // Each waits for the request, its key and its owner.
    until(|| (service.server.engine.waiting() == 3 * 2_000).then_some(())).await;
    for id in &ids {
        admin.approvals.decide(approve(id, "")).await.unwrap();
    }
    assert!(patiently(watches.join_all()).await.into_iter().all(|decided| decided));
    until(|| (service.server.engine.waiting() == 0).then_some(())).await;
}

#[tokio::test]
async fn who_was_cut_off_watches_again_and_missed_nothing() {
    let service = Service::start().await;
    let url = format!("http://{}", service.server.address);
    let key = service.admin().key(pb::Role::Agent, "Bot", &[]).await;
    let mut cut_off = Clients::new(connect(&url).await, &key);
    let id = cut_off.ask_approval("may I").await;
    let results = watch_pending(&mut cut_off, &id).await;
    drop((results, cut_off));
    until(|| (service.server.engine.waiting() == 0).then_some(())).await;
    service.admin().approvals.decide(approve(&id, "meanwhile")).await.unwrap();
    let mut again = Clients::new(connect(&url).await, &key);
    let State::Decided(_) = last(&mut watch(&mut again, &id).await).await else { panic!("it was decided") };
}

#[tokio::test]
async fn what_is_not_there_cannot_be_watched_and_foreign_ids_are_not_there() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let id = agent.ask_approval("may I").await;
    let task = agent.open_task("a task").await;
    let mut other = service.other_account("other").await;
    let absent = "01939b6e-0000-7abc-8def-0123456789ab".to_owned();
    // A refusal may come before the stream or as its end.
    async fn refusal<T>(answer: Result<tonic::Response<Streaming<T>>, Status>) -> Status {
        match answer {
            Err(status) => status,
            Ok(response) => promptly(response.into_inner().message()).await.map(|_| ()).expect_err("it is not there"),
        }
    }
    let plain = |status: Status, id: &str| (status.code(), reason(&status), status.message().replace(id, "ID"));
    let approval = |id: &String| pb::ApprovalsWatchResultRequest { id: id.clone() };
    let elicitation = |id: &String| pb::ElicitationsWatchResultRequest { id: id.clone() };
    let not_there = plain(refusal(agent.approvals.watch_result(approval(&absent)).await).await, &absent);
    assert_eq!((not_there.0, not_there.1.as_str()), (Code::NotFound, "REQUEST_NOT_FOUND"));
    let foreign = refusal(other.approvals.watch_result(approval(&id)).await).await;
    assert_eq!(plain(foreign, &id), not_there);
    let wrong_kind = refusal(agent.elicitations.watch_result(elicitation(&id)).await).await;
    assert_eq!(plain(wrong_kind, &id), not_there);
    let not_a_request = refusal(agent.approvals.watch_result(approval(&task.id)).await).await;
    assert_eq!(plain(not_a_request, &task.id), not_there);

    let events = |task_id: &String| pb::TasksWatchEventsRequest { task_id: task_id.clone(), ..Default::default() };
    let not_there = plain(refusal(agent.tasks.watch_events(events(&absent)).await).await, &absent);
    assert_eq!((not_there.0, not_there.1.as_str()), (Code::NotFound, "TASK_NOT_FOUND"));
    let foreign = refusal(other.tasks.watch_events(events(&task.id)).await).await;
    assert_eq!(plain(foreign, &task.id), not_there);
    assert_eq!(service.server.engine.waiting(), 0);
}

#[tokio::test]
async fn who_cannot_stream_waits_for_the_result_as_long_as_they_say() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let id = agent.ask_approval("may I").await;
    let ask = async |seconds: i64, nanos: i32| {
        let wait = Some(prost_types::Duration { seconds, nanos });
        let request = pb::ApprovalsGetResultRequest { id: id.clone(), wait };
        agent.approvals.clone().get_result(request).await.unwrap().into_inner().state.unwrap()
    };
    use pb::approvals_get_result_response::State;
    assert!(matches!(promptly(ask(0, 100_000_000)).await, State::Pending(_)));
    let waiting = async {
        let (state, ()) = tokio::join!(promptly(ask(30, 0)), async {
            until(|| (service.server.engine.waiting() > 0).then_some(())).await;
            admin.approvals.decide(approve(&id, "")).await.unwrap();
        });
        state
    };
    assert!(matches!(patiently(waiting).await, State::Decided(_)));
    assert!(matches!(promptly(ask(30, 0)).await, State::Decided(_)));
}

#[tokio::test]
async fn an_inbox_is_watched_from_its_snapshot_on() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let first = agent.ask_approval("first").await;
    let mut inbox = admin.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
    let mut next = async || {
        let said = promptly(inbox.message()).await.unwrap().expect("it does not end by itself");
        let ids: Vec<_> = said.upserts.into_iter().map(|item| item.request.unwrap().id).collect();
        (ids, said.removals, said.snapshot)
    };
    assert_eq!(next().await, (vec![first.clone()], vec![], true));
    assert_eq!(next().await, (vec![], vec![], false), "the snapshot is complete");
    let second = agent.ask_approval("second").await;
    assert_eq!(next().await, (vec![second.clone()], vec![], false));
    service.admin().approvals.decide(approve(&first, "")).await.unwrap();
    assert_eq!(next().await, (vec![], vec![first], false));
}
