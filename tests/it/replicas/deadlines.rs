//! Deadlines pass on every server's watch, and each fires once, whatever the servers' own clocks say.

use std::collections::BTreeMap;
use std::time::Duration;

use prost_types::Timestamp;
use pumpup::domain::ids::Time;
use pumpup::environment::{Clock, Environment};
use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;
use tokio::task::JoinSet;
use tokio_postgres::Client;

use super::{Case, Replicas, within};
use crate::cluster::client;
use crate::support::{Clients, PATIENCE, approval_on, approve, patiently};
use crate::watch::{PROMPT, last, watch, watch_pending};

/// So many are handled in one round of a server's sweeper.
const AT_ONCE: usize = 256;

/// That much later than now.
fn later(by: Duration) -> Time {
    Clock::system().now().plus(by.as_micros() as i64)
}

async fn ask(agent: Clients, deadline: Time) -> Case {
    let task = agent.open_task("in time").await;
    let deadline =
        Timestamp { seconds: deadline.0.div_euclid(1_000_000), nanos: deadline.0.rem_euclid(1_000_000) as i32 * 1_000 };
    let ask = pb::ApprovalsCreateRequest { deadline: Some(deadline), ..approval_on(&task, "quickly") };
    let request = agent.approvals.clone().create(ask).await.unwrap().into_inner().event_id;
    Case { task: task.id, request }
}

/// So many requests with that deadline, made through all servers.
async fn ask_many(replicas: &Replicas, count: usize, deadline: Time) -> Vec<Case> {
    let mut asking = JoinSet::new();
    for n in 0..count {
        asking.spawn(ask(replicas.agent(n % replicas.each.len()), deadline));
    }
    patiently(asking.join_all()).await
}

/// How often each of these tasks has timed out, by the tables.
async fn timeouts(database: &Client, cases: &[Case]) -> BTreeMap<String, i64> {
    let counts = "SELECT task_id::text, count(*) FILTER (WHERE event_type = 'TIMEOUT') FROM events GROUP BY 1";
    let rows = patiently(database.query(counts, &[])).await.unwrap();
    let counts: BTreeMap<String, i64> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    cases.iter().map(|case| (case.task.clone(), counts[&case.task])).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_calls_and_each_deadline_fires_once_for_all() {
    let replicas = Replicas::start(3).await;
    let database = client(&replicas.url).await;
    let cases = ask_many(&replicas, 200, later(Duration::from_secs(4))).await;
    // Every fourth is watched on all servers, and for the others nobody asks.
    let mut watches = JoinSet::new();
    for case in cases.iter().step_by(4).cloned() {
        for replica in 0..3 {
            let (mut agent, id) = (replicas.agent(replica), case.request.clone());
            watches.spawn(async move {
                let mut results = watch_pending(&mut agent, &id).await;
                matches!(last(&mut results).await, State::TimedOut(_))
            });
        }
    }
    assert!(within(PATIENCE, watches.join_all()).await.into_iter().all(|timed_out| timed_out));
    within(PROMPT, async {
        let open = "SELECT count(*) FROM requests WHERE open";
        while database.query_one(open, &[]).await.unwrap().get::<_, i64>(0) > 0 {}
    })
    .await;
    let timeouts = timeouts(&database, &cases).await;
    assert_eq!((timeouts.len(), timeouts.values().all(|count| *count == 1)), (200, true), "{timeouts:?}");
    for case in &cases[..6] {
        let events = pb::TasksListEventsRequest { task_id: case.task.clone(), ..Default::default() };
        let events = replicas.agent(0).tasks.list_events(events).await.unwrap().into_inner().events;
        assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(events[2].event_type(), pb::EventType::Timeout);
    }
}

/// A world whose clock is wrong by so many minutes; the database's is right.
fn wrong_by(minutes: i64) -> Environment {
    Environment { clock: Clock::new(move || Clock::system().now().plus(minutes * 60_000_000)), ..Environment::system() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_by_an_hour_changes_no_outcome() {
    let replicas = Replicas::start_in([0, 60, -60].map(wrong_by).into_iter()).await;
    let database = client(&replicas.url).await;
    let (soon, far) = (later(Duration::from_secs(5)), later(Duration::from_secs(30 * 60)));
    let far = ask_many(&replicas, AT_ONCE + 9, far).await;
    let soon = ask_many(&replicas, 9, soon).await;
    let (mut ending, mut going_on) = (JoinSet::new(), Vec::new());
    for (replica, open) in far.iter().enumerate().take(3) {
        for case in soon.clone() {
            let mut agent = replicas.agent(replica);
            ending.spawn(async move { last(&mut watch_pending(&mut agent, &case.request).await).await });
        }
        going_on.push((open.clone(), watch_pending(&mut replicas.agent(replica), &open.request).await));
    }
    for state in within(PATIENCE, ending.join_all()).await {
        assert!(matches!(state, State::TimedOut(_)), "{state:?}");
    }
    assert!(timeouts(&database, &soon).await.values().all(|count| *count == 1));
    assert!(timeouts(&database, &far).await.values().all(|count| *count == 0));

    // What is due in half an hour is open on every server, also in its inbox, and no sweeper is busy with it.
    let due = far.len();
    for replica in 0..3 {
        let list = pb::InboxListRequest { page_size: 200, ..Default::default() };
        let first = patiently(replicas.admin(replica).inbox.list(list.clone())).await.unwrap().into_inner();
        let next = pb::InboxListRequest { page_token: first.next_page_token, ..list };
        let next = patiently(replicas.admin(replica).inbox.list(next)).await.unwrap().into_inner();
        assert_eq!(first.items.len() + next.items.len(), due, "on server {replica}");
        assert_eq!(patiently(replicas.each[replica].server.engine.sweep_due(AT_ONCE as u32)).await.unwrap(), 0);
    }
    // It is decided through every one, and heard of on every one; what timed out is decided through none.
    for (replica, (case, mut results)) in going_on.into_iter().enumerate() {
        let mut admin = replicas.admin((replica + 1) % 3);
        let decided = patiently(admin.approvals.decide(approve(&case.request, ""))).await.unwrap().into_inner().result;
        let State::Decided(heard) = last(&mut results).await else { panic!("it was decided") };
        assert_eq!(Some(heard), decided);
        let late = patiently(admin.approvals.decide(approve(&soon[replica].request, ""))).await.unwrap_err();
        assert_eq!(crate::support::reason(&late), "REQUEST_CLOSED");
        let State::TimedOut(_) = last(&mut watch(&mut admin, &soon[replica].request).await).await else {
            panic!("it timed out")
        };
    }
}
