//! Watches on one server hear of what is done through another: at once by a hint, and without any by the slow look.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;
use tokio::task::JoinSet;
use tokio::time::interval;
use tonic::{Code, Status, Streaming};

use super::{Case, Replicas, within};
use crate::cluster::client;
use crate::process::until;
use crate::proxy::Fault;
use crate::support::{Clients, PATIENCE, approve, fresh_key, patiently, reason};
use crate::watch::{PROMPT, watch_pending};

/// The longest that a watch is silent, and some time for all of them to look.
const SLOW: Duration = Duration::from_secs(15 + 4);
/// How soon a key that was revoked has to stop, whatever is lost.
const REVOKED: Duration = Duration::from_secs(30);

/// One watch of each kind, past what it begins with.
struct Watches {
    case: Case,
    result: Streaming<pb::ApprovalsWatchResultResponse>,
    events: Streaming<pb::TasksWatchEventsResponse>,
    inbox: Streaming<pb::InboxWatchResponse>,
}

impl Watches {
    async fn of(mut clients: Clients, case: &Case) -> Self {
        let result = watch_pending(&mut clients, &case.request).await;
        let events = pb::TasksWatchEventsRequest { task_id: case.task.clone(), ..Default::default() };
        let mut events = clients.tasks.watch_events(events).await.unwrap().into_inner();
        patiently(events.message()).await.unwrap().unwrap();
        let mut inbox = clients.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
        while patiently(inbox.message()).await.unwrap().unwrap().snapshot {}
        Self { case: case.clone(), result, events, inbox }
    }

    /// Hears of a decision, and of nothing else but heartbeats before it.
    async fn hear_of(mut self, decided: &pb::ApprovalResult) {
        assert_eq!(&end(&mut self.result).await, decided);
        loop {
            let said = self.events.message().await.unwrap().unwrap().events;
            if let [event] = &said[..] {
                assert_eq!(event.id, decided.event_id);
                break;
            }
            assert!(said.is_empty(), "{said:?}");
        }
        while !self.inbox.message().await.unwrap().unwrap().removals.contains(&self.case.request) {}
    }

    /// How each of them ends that ends badly.
    async fn endings(mut self) -> [Status; 3] {
        async fn ending<T>(stream: &mut Streaming<T>) -> Status {
            loop {
                match stream.message().await {
                    Ok(said) => drop(said.expect("it does not end well")),
                    Err(status) => return status,
                }
            }
        }
        tokio::join!(ending(&mut self.result), ending(&mut self.events), ending(&mut self.inbox)).into()
    }
}

/// The decision that a watch ends with; heartbeats come before it.
async fn end(result: &mut Streaming<pb::ApprovalsWatchResultResponse>) -> pb::ApprovalResult {
    loop {
        match result.message().await.unwrap().expect("it ends with a decision").state.unwrap() {
            State::Pending(_) => {}
            State::Decided(decided) => {
                assert!(result.message().await.unwrap().is_none(), "it ends with OK");
                return decided;
            }
            other => panic!("{other:?}"),
        }
    }
}

async fn decide(mut who: Clients, case: &Case, note: &str) -> Result<pb::ApprovalResult, Status> {
    let decided = patiently(who.approvals.decide(approve(&case.request, note))).await?;
    Ok(decided.into_inner().result.unwrap())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_through_one_is_heard_at_once_on_the_other() {
    let replicas = Replicas::start(2).await;
    let mut waits = Vec::new();
    for n in 0..20 {
        let (here, there) = (n % 2, (n + 1) % 2);
        let case = Case::open(&replicas.agent(here)).await;
        let watches = Watches::of(replicas.agent(there), &case).await;
        let began = Instant::now();
        let decided = decide(replicas.admin(here), &case, "go").await.unwrap();
        within(PROMPT, watches.hear_of(&decided)).await;
        waits.push(began.elapsed());
    }
    waits.sort();
    // A busy machine may slow some of them.
    assert!(waits[waits.len() / 2] < Duration::from_millis(500), "{waits:?}");
}

/// All that is heard of one case by somebody who watches it from before its end.
struct Heard {
    n: usize,
    decided: pb::ApprovalResult,
    sequences: Vec<u64>,
}

/// Watches a case until it has so many events.
async fn follow(n: usize, watches: Watches, begun: usize, events: usize) -> Heard {
    let Watches { mut result, events: mut timeline, inbox, .. } = watches;
    drop(inbox);
    let mut sequences: Vec<u64> = (1..=begun as u64).collect();
    while sequences.len() < events {
        let said = timeline.message().await.unwrap().expect("it does not end by itself");
        sequences.extend(said.events.iter().map(|event| event.sequence));
    }
    Heard { n, decided: end(&mut result).await, sequences }
}

/// Follows an inbox, past its snapshot, until all of these requests have gone.
async fn empty(mut inbox: Streaming<pb::InboxWatchResponse>, mut requests: BTreeSet<String>) {
    while !requests.is_empty() {
        for gone in inbox.message().await.unwrap().expect("it does not end by itself").removals {
            assert!(requests.remove(&gone), "it went twice");
        }
    }
}

/// Two people decide the same requests through both servers while everything is watched on both: of each, all hear what
/// the one answered who was first, and none misses anything or waits for it longer than `wait`.
async fn race(replicas: &Replicas, wait: Duration) {
    let cases = replicas.ask(60).await;
    let ids: BTreeSet<String> = cases.iter().map(|case| case.request.clone()).collect();
    let (mut opening, mut inboxes) = (JoinSet::new(), JoinSet::new());
    for replica in 0..2 {
        for (n, case) in cases.iter().cloned().enumerate() {
            let agent = replicas.agent(replica);
            opening.spawn(async move { (n, Watches::of(agent, &case).await) });
        }
        let watches = Watches::of(replicas.admin(replica), &cases[0]).await;
        inboxes.spawn(empty(watches.inbox, ids.clone()));
    }
    let watches = patiently(opening.join_all()).await;
    // They are created, asked for, looked at twice, and decided.
    let follows: JoinSet<_> = watches.into_iter().map(|(n, watches)| follow(n, watches, 2, 5)).collect();

    let mut deciding = JoinSet::new();
    for replica in 0..2 {
        for (n, case) in cases.iter().cloned().enumerate() {
            let (mut agent, admin) = (replicas.agent(replica), replicas.admin(replica));
            deciding.spawn(async move {
                let note = pb::TasksAddNoteRequest {
                    idempotency_key: fresh_key(),
                    task_id: case.task.clone(),
                    message: "looked at".into(),
                    ..Default::default()
                };
                patiently(agent.tasks.add_note(note)).await.unwrap();
                (n, decide(admin, &case, &format!("through {replica}")).await)
            });
        }
    }
    let mut first = vec![None; cases.len()];
    for (n, decided) in patiently(deciding.join_all()).await {
        match decided {
            Ok(decided) => assert!(first[n].replace(decided).is_none(), "it was decided twice"),
            Err(status) => assert_eq!(reason(&status), "REQUEST_ALREADY_DECIDED", "{status:?}"),
        }
    }
    let (heard, _) = within(wait, async { tokio::join!(follows.join_all(), inboxes.join_all()) }).await;
    assert_eq!(heard.len(), 2 * cases.len());
    for Heard { n, decided, sequences } in heard {
        assert_eq!((Some(decided), sequences), (first[n].clone(), vec![1, 2, 3, 4, 5]));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_decides_wherever_all_hear_the_same() {
    let replicas = Replicas::start(2).await;
    race(&replicas, PROMPT).await;
}

/// Somebody's calls and streams on one server.
struct Stopped {
    clients: Clients,
    watches: Vec<Watches>,
}

impl Stopped {
    /// A newcomer, with their id and that of their key.
    async fn newcomer(replicas: &Replicas, role: pb::Role, name: &str, case: &Case) -> (Self, String, String) {
        let create = pb::AccessCreateKeyRequest {
            idempotency_key: fresh_key(),
            role: role.into(),
            name: name.into(),
            ..Default::default()
        };
        let created = replicas.admin(0).access.create_key(create).await.unwrap().into_inner();
        let clients = replicas.each[1].with_key(&created.secret);
        let mut watches = Vec::new();
        for _ in 0..4 {
            watches.push(Watches::of(clients.clone(), case).await);
        }
        let key = created.key.unwrap();
        (Self { clients, watches }, key.owner_id, key.id)
    }

    /// All calls and streams are refused soon.
    async fn stops(self, wait: Duration) {
        let Self { mut clients, watches } = self;
        let calls = async {
            let mut ticks = interval(Duration::from_millis(20));
            loop {
                ticks.tick().await;
                if let Err(status) = clients.access.who_am_i(pb::AccessWhoAmIRequest::default()).await {
                    return status;
                }
            }
        };
        let streams: JoinSet<_> = watches.into_iter().map(Watches::endings).collect();
        let (call, streams) = within(wait, async { tokio::join!(calls, streams.join_all()) }).await;
        for status in streams.iter().flatten().chain([&call]) {
            assert_eq!((status.code(), reason(status).as_str()), (Code::Unauthenticated, "UNAUTHENTICATED"));
        }
    }
}

/// A key is revoked, and a person and an agent are deactivated, through one server: on the other nothing of theirs goes
/// on for longer than `wait`, and all else does.
async fn revoke(replicas: &Replicas, wait: Duration) {
    let case = Case::open(&replicas.agent(0)).await;
    let bystander = Watches::of(replicas.agent(1), &case).await;
    let (revoked, _, key) = Stopped::newcomer(replicas, pb::Role::Reviewer, "Joe", &case).await;
    let (person, person_id, _) = Stopped::newcomer(replicas, pb::Role::Reviewer, "Jane", &case).await;
    let (agent, agent_id, _) = Stopped::newcomer(replicas, pb::Role::Agent, "Bot", &case).await;
    let mut admin = replicas.admin(0).access;
    let revoke = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: key };
    admin.revoke_key(revoke).await.unwrap();
    let update = pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: person_id,
        active: Some(false),
        ..Default::default()
    };
    admin.update_person(update).await.unwrap();
    let update = pb::AccessUpdateAgentRequest { idempotency_key: fresh_key(), id: agent_id, active: false };
    admin.update_agent(update).await.unwrap();
    tokio::join!(revoked.stops(wait), person.stops(wait), agent.stops(wait));
    let decided = decide(replicas.admin(1), &case, "").await.unwrap();
    within(PROMPT, bystander.hear_of(&decided)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_no_more_stops_at_once_on_the_other() {
    let replicas = Replicas::start(2).await;
    revoke(&replicas, PROMPT).await;
}

/// The one test that has to wait for the slow look, so both that wait for it are here.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_every_hint_lost_nothing_is_missed_and_nobody_stays() {
    let (decided, revoked) = (Replicas::start(2).await, Replicas::start(2).await);
    decided.lose_hints();
    revoked.lose_hints();
    tokio::join!(race(&decided, SLOW), revoke(&revoked, REVOKED));
    for replica in decided.each.iter().chain(&revoked.each) {
        assert!(replica.proxy.met(Fault::DropNotifications) > 0, "no hint was ever sent");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_could_not_listen_looks_again_as_soon_as_it_can() {
    let replicas = Replicas::start(2).await;
    let proxy = &replicas.each[1].proxy;
    let cases = replicas.ask(20).await;
    let mut watches = Vec::new();
    for case in &cases {
        watches.push(Watches::of(replicas.agent(1), case).await);
    }
    let began = Instant::now();
    proxy.set(Fault::Refuse);
    proxy.cut();
    until(|| (proxy.met(Fault::Refuse) > 0).then_some(())).await;
    let mut decided = Vec::new();
    for case in &cases {
        decided.push(decide(replicas.admin(0), case, "").await.unwrap());
    }
    proxy.set(Fault::None);
    let heard = watches.into_iter().zip(&decided).map(|(watches, decided)| async move {
        end_of(watches, decided).await;
    });
    within(PROMPT, pumpup::together::all(heard)).await;
    assert!(began.elapsed() < PROMPT, "{:?}: the slow look may have seen it", began.elapsed());
}

/// Waits for the decision alone: others on the same inbox have been decided meanwhile.
async fn end_of(mut watches: Watches, decided: &pb::ApprovalResult) {
    assert_eq!(&end(&mut watches.result).await, decided);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rubbish_on_the_channel_is_a_reason_to_look_and_no_more() {
    let replicas = Replicas::start(2).await;
    let (proxy, database) = (&replicas.each[1].proxy, client(&replicas.url).await);
    let (first, second) = (Case::open(&replicas.agent(0)).await, Case::open(&replicas.agent(0)).await);
    let mut told = Watches::of(replicas.agent(1), &first).await;
    let goes_on = Watches::of(replicas.agent(1), &second).await;
    // Its own hint is lost, so that it is the rubbish that is heeded.
    proxy.set(Fault::DropNotifications);
    let decided = decide(replicas.admin(0), &first, "").await.unwrap();
    until(|| (proxy.met(Fault::DropNotifications) > 0).then_some(())).await;
    proxy.set(Fault::None);
    let long = "x".repeat(7_999);
    for rubbish in ["", "*", "?", "ä", "' --", "AAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAA*", &long] {
        let notify = "SELECT pg_notify('pumpup_' || md5(current_schema()), $1)";
        patiently(database.execute(notify, &[&rubbish])).await.unwrap();
    }
    assert_eq!(within(PROMPT, end(&mut told.result)).await, decided);
    let flood =
        "SELECT pg_notify('pumpup_' || md5(current_schema()), 'rubbish ' || n) FROM generate_series(1, 5000) AS n";
    patiently(database.execute(flood, &[])).await.unwrap();
    let decided = decide(replicas.admin(0), &second, "").await.unwrap();
    within(PATIENCE, async {
        let Watches { mut result, .. } = goes_on;
        assert_eq!(end(&mut result).await, decided);
    })
    .await;
}
