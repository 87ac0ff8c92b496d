//! How watches end that do not end by themselves: with the caller's rights, with the caller, and never because of others.

use std::future::poll_fn;

use bytes::Bytes;
use h2::client;
use http::Request;
use prost::Message as _;
use pumpup::rpc::pb;
use pumpup::rpc::pb::approvals_watch_result_response::State;
use tokio::net::TcpStream;
use tonic::{Code, Status, Streaming};

use super::{last, next, promptly, watch_pending};
use crate::chance::Chance;
use crate::process::until;
use crate::support::{Clients, Service, approve, fresh_key, key_in, patiently, reason};

/// One watch of each kind, past what it begins with.
struct Watches {
    result: Streaming<pb::ApprovalsWatchResultResponse>,
    events: Streaming<pb::TasksWatchEventsResponse>,
    inbox: Streaming<pb::InboxWatchResponse>,
}

impl Watches {
    async fn of(mut clients: Clients, request: &str, task: &str) -> Self {
        let result = watch_pending(&mut clients, request).await;
        let events = pb::TasksWatchEventsRequest { task_id: task.into(), ..Default::default() };
        let mut events = clients.tasks.watch_events(events).await.unwrap().into_inner();
        promptly(events.message()).await.unwrap().unwrap();
        let mut inbox = clients.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
        promptly(inbox.message()).await.unwrap().unwrap();
        promptly(inbox.message()).await.unwrap().unwrap();
        Self { result, events, inbox }
    }

    async fn endings(mut self) -> [Status; 3] {
        [
            promptly(self.result.message()).await.expect_err("it ends"),
            promptly(self.events.message()).await.expect_err("it ends"),
            promptly(self.inbox.message()).await.expect_err("it ends"),
        ]
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_ends_its_open_streams_at_once() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("a case").await;
    let id = agent.ask_approval("may I").await;
    let created = pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: pb::Role::Reviewer.into(),
        name: "Jane".into(),
        ..Default::default()
    };
    let created = admin.access.create_key(created).await.unwrap().into_inner();
    let watches = Watches::of(service.with_key(&created.secret), &id, &task.id).await;
    let mut bystander = watch_pending(&mut admin, &id).await;

    let revoke = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: created.key.unwrap().id };
    admin.access.revoke_key(revoke).await.unwrap();
    for status in watches.endings().await {
        assert_eq!((status.code(), reason(&status).as_str()), (Code::Unauthenticated, "UNAUTHENTICATED"));
    }
    admin.approvals.decide(approve(&id, "")).await.unwrap();
    assert!(matches!(last(&mut bystander).await, State::Decided(_)));
}

#[tokio::test]
async fn a_person_or_agent_who_is_deactivated_stops_seeing_at_once() {
    let service = Service::start().await;
    let (agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("a case").await;
    let id = agent.ask_approval("may I").await;
    let mut jane = service.newcomer(pb::Role::Reviewer, "Jane", &[]).await;
    let mut bot = service.newcomer(pb::Role::Agent, "Bot", &[]).await;
    let who = async |clients: &mut Clients| {
        clients.access.who_am_i(pb::AccessWhoAmIRequest::default()).await.unwrap().into_inner().id
    };
    let (jane_id, bot_id) = (who(&mut jane).await, who(&mut bot).await);
    let theirs = [Watches::of(jane, &id, &task.id).await, Watches::of(bot, &id, &task.id).await];
    let person = pb::AccessUpdatePersonRequest {
        idempotency_key: fresh_key(),
        id: jane_id,
        active: Some(false),
        ..Default::default()
    };
    admin.access.update_person(person).await.unwrap();
    let agent = pb::AccessUpdateAgentRequest { idempotency_key: fresh_key(), id: bot_id, active: false };
    admin.access.update_agent(agent).await.unwrap();
    for watches in theirs {
        for status in watches.endings().await {
            assert_eq!(status.code(), Code::Unauthenticated, "{status:?}");
        }
    }
}

#[tokio::test]
async fn a_peer_that_does_not_read_slows_nobody() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("long").await;
    let id = agent.ask_approval("may I").await;
    let socket = TcpStream::connect(service.server.address).await.unwrap();
    let (mut sender, connection) =
        client::Builder::new().initial_window_size(0).handshake::<_, Bytes>(socket).await.unwrap();
    let connection = tokio::spawn(connection);
    let key = key_in(&service.folder.path().join("agent.key"));
    let message = pb::TasksWatchEventsRequest { task_id: task.id.clone(), ..Default::default() }.encode_to_vec();
    let mut frame = vec![0];
    frame.extend((message.len() as u32).to_be_bytes());
    frame.extend(message);
    let mut streams = Vec::new();
    for _ in 0..100 {
        poll_fn(|context| sender.poll_ready(context)).await.unwrap();
        let request = Request::post(format!("http://{}/pumpup.v1.Tasks/WatchEvents", service.server.address))
            .header("content-type", "application/grpc")
            .header("te", "trailers")
            .header("authorization", format!("Bearer {key}"));
        let (response, mut stream) = sender.send_request(request.body(()).unwrap(), false).unwrap();
        stream.send_data(frame.clone().into(), true).unwrap();
        streams.push(patiently(response).await.unwrap());
    }
    let mut watch = watch_pending(&mut agent, &id).await;
    for n in 0..50 {
        let note = pb::TasksAddNoteRequest {
            idempotency_key: fresh_key(),
            task_id: task.id.clone(),
            message: format!("{n} {}", "long ".repeat(1_000)),
            ..Default::default()
        };
        promptly(agent.tasks.add_note(note)).await.unwrap();
    }
    admin.approvals.decide(approve(&id, "")).await.unwrap();
    assert!(matches!(last(&mut watch).await, State::Decided(_)));
    drop((streams, sender));
    connection.abort();
    until(|| (service.server.engine.waiting() == 0).then_some(())).await;
}

#[tokio::test]
async fn streams_that_are_dropped_leave_nothing_behind() {
    let service = Service::start().await;
    let agent = service.agent();
    let task = agent.open_task("a case").await;
    let id = agent.ask_approval("may I").await;
    for _ in 0..20 {
        let watches = Watches::of(agent.clone(), &id, &task.id).await;
        assert!(service.server.engine.waiting() > 0);
        drop(watches);
    }
    until(|| (service.server.engine.waiting() == 0).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_that_its_caller_gave_up_is_there_or_not_but_never_half() {
    let service = Service::start().await;
    let (mut agent, admin) = (service.agent(), service.admin());
    let mut chance = Chance::of(50);
    let (mut given_up, mut decided_before) = (0, 0);
    for n in 0..60 {
        let task = agent.open_task("a case").await;
        let ask = crate::support::approval_on(&task, "may I");
        let id = agent.approvals.create(ask).await.unwrap().into_inner().event_id;
        let decision = approve(&id, "go");
        let mut decide = tonic::Request::new(decision.clone());
        let patience = std::time::Duration::from_micros(chance.below(12_000) as u64);
        // Every other one says so with its deadline, which the server sees; the others reset the stream.
        if n % 2 == 0 {
            decide.set_timeout(patience);
        }
        let mut admin = admin.clone();
        let answer = tokio::time::timeout(patience, admin.approvals.decide(decide)).await;
        given_up += usize::from(!matches!(answer, Ok(Ok(_))));

        let mut watch = super::watch(&mut agent, &id).await;
        let before = next(&mut watch).await;
        decided_before += usize::from(matches!(before, State::Decided(_)));
        // The same key finds out, whatever became of the first try.
        let result = patiently(admin.approvals.decide(decision)).await.unwrap().into_inner().result.unwrap();
        if let State::Decided(before) = before {
            assert_eq!(before.event_id, result.event_id);
        }
        let events = pb::TasksListEventsRequest { task_id: task.id, ..Default::default() };
        let events = agent.tasks.list_events(events).await.unwrap().into_inner().events;
        assert_eq!(events.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(events[2].id, result.event_id);
    }
    assert!(given_up > 0 && decided_before > 0, "{given_up} were given up, {decided_before} decided all the same");
}
