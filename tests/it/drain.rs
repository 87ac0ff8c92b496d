//! How a server goes: watches are told, calls under way finish, and no peer can hold it for longer than the drain.

use std::future::poll_fn;
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use h2::client;
use http::Request;
use prost::Message as _;
use pumpup::rpc::health_pb::HealthCheckRequest;
use pumpup::rpc::health_pb::health_check_response::ServingStatus;
use pumpup::rpc::health_pb::health_client::HealthClient;
use pumpup::rpc::pb;
use pumpup::serve::Server;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_stream::{StreamExt as _, wrappers::ReceiverStream};
use tonic::{Code, Status};
use tonic_reflection::pb::v1::server_reflection_client::ServerReflectionClient;
use tonic_reflection::pb::v1::{ServerReflectionRequest, server_reflection_request::MessageRequest};

use crate::process::{Process, Shim, serve, until};
use crate::support::{Clients, Service, TestClock, approve, config, connect, key_in, patiently, reason};

/// How long the servers here may drain.
const DRAIN: Duration = Duration::from_secs(2);
/// What ends by itself, on a busy machine too, and what is cut after the drain has this long for it.
const SLACK: Duration = Duration::from_secs(4);

fn drained_soon(folder: &Path) -> std::process::Command {
    let mut command = serve(folder);
    command.args(["--drain-seconds", &DRAIN.as_secs().to_string()]);
    command
}

fn assert_draining(status: &Status) {
    assert_eq!((status.code(), reason(status).as_str()), (Code::Unavailable, "DRAINING"), "{status:?}");
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_tells_every_watch_and_exits_well() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(drained_soon(folder.path()), folder.path()).await;
    let mut agent = process.clients("agent.key").await;
    let task = agent.open_task("a case").await;
    let id = agent.ask_approval("may I").await;

    let watch = pb::ApprovalsWatchResultRequest { id: id.clone() };
    let mut result = agent.approvals.watch_result(watch).await.unwrap().into_inner();
    let watch = pb::TasksWatchEventsRequest { task_id: task.id, ..Default::default() };
    let mut events = agent.tasks.watch_events(watch).await.unwrap().into_inner();
    let mut inbox = agent.inbox.watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
    let mut health = HealthClient::new(process.channel().await);
    let mut health = health.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    patiently(result.message()).await.unwrap().unwrap();
    patiently(events.message()).await.unwrap().unwrap();
    // Its snapshot, and that this is complete.
    patiently(inbox.message()).await.unwrap().unwrap();
    patiently(inbox.message()).await.unwrap().unwrap();
    assert_eq!(patiently(health.message()).await.unwrap().unwrap().status(), ServingStatus::Serving);
    let wait = Some(prost_types::Duration { seconds: 30, nanos: 0 });
    let mut poller = agent.clone();
    let poll = pb::ApprovalsGetResultRequest { id, wait };
    let poll = tokio::spawn(async move { poller.approvals.get_result(poll).await });

    let began = Instant::now();
    process.terminate();
    assert_eq!(patiently(health.message()).await.unwrap().unwrap().status(), ServingStatus::NotServing);
    assert_draining(&patiently(health.message()).await.unwrap_err());
    assert_draining(&patiently(result.message()).await.unwrap_err());
    assert_draining(&patiently(events.message()).await.unwrap_err());
    assert_draining(&patiently(inbox.message()).await.unwrap_err());
    // Who waits without streaming is told how it stands, if the server had heard of them by then.
    match patiently(poll).await.unwrap() {
        Ok(answer) => {
            let state = answer.into_inner().state;
            assert!(matches!(state, Some(pb::approvals_get_result_response::State::Pending(_))), "{state:?}");
        }
        Err(status) => assert_eq!(status.code(), Code::Unavailable, "{status:?}"),
    }
    assert!(process.exit().await.success());
    assert!(began.elapsed() < DRAIN + SLACK, "{:?}", began.elapsed());
    assert!(TcpStream::connect(process.url.trim_start_matches("http://")).await.is_err());
}

#[tokio::test]
async fn a_call_under_way_is_finished() {
    let (folder, shim) = (tempfile::tempdir().unwrap(), Shim::new());
    let mut command = shim.before(drained_soon(folder.path()));
    command.env("PUMPUP_SHIM_DELAY_US", "300000");
    let mut process = Process::start(command, folder.path()).await;
    let mut admin = process.clients("admin.key").await;
    let id = process.clients("agent.key").await.ask_approval("may I").await;
    let log = folder.path().join("pumpup.sqlite-wal");
    let size = || std::fs::metadata(&log).unwrap().len();
    let before = size();
    let mut decider = admin.clone();
    let decision = approve(&id, "");
    let decide = tokio::spawn(async move { decider.approvals.decide(decision).await });
    // It is written, and now waits for the disk.
    until(|| (size() > before).then_some(())).await;
    process.terminate();
    let result = patiently(decide).await.unwrap().unwrap().into_inner().result.unwrap();
    assert_eq!(result.request_id, id);
    assert!(process.exit().await.success());
    let late = admin.access.who_am_i(pb::AccessWhoAmIRequest::default()).await.unwrap_err();
    assert_eq!(late.code(), Code::Unavailable);
    let process = Process::on(folder.path()).await;
    let state = pb::ApprovalsGetResultRequest { id, wait: None };
    let state = process.clients("agent.key").await.approvals.get_result(state).await.unwrap().into_inner().state;
    assert!(matches!(state, Some(pb::approvals_get_result_response::State::Decided(_))), "{state:?}");
}

/// Opens a watch whose client never reads a byte of it.
async fn deaf_watch(address: &str, key: &str, id: &str) -> impl Sized + use<> {
    let socket = TcpStream::connect(address).await.unwrap();
    let mut builder = client::Builder::new();
    let (mut sender, connection) = builder.initial_window_size(0).handshake::<_, Bytes>(socket).await.unwrap();
    let connection = tokio::spawn(connection);
    poll_fn(|context| sender.poll_ready(context)).await.unwrap();
    let request = Request::post(format!("http://{address}/pumpup.v1.Approvals/WatchResult"))
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("authorization", format!("Bearer {key}"));
    let (response, mut stream) = sender.send_request(request.body(()).unwrap(), false).unwrap();
    let message = pb::ApprovalsWatchResultRequest { id: id.into() }.encode_to_vec();
    let head = [&[0][..], &(message.len() as u32).to_be_bytes()].concat();
    stream.send_data([head, message].concat().into(), true).unwrap();
    let response = patiently(response).await.unwrap();
    (sender, connection, response)
}

#[tokio::test]
async fn no_peer_holds_a_server_that_is_told_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::start(drained_soon(folder.path()), folder.path()).await;
    let address = process.url.trim_start_matches("http://").to_owned();
    let id = process.clients("agent.key").await.ask_approval("may I").await;
    let _deaf = deaf_watch(&address, &key_in(&folder.path().join("agent.key")), &id).await;
    let _silent = TcpStream::connect(&address).await.unwrap();
    let mut begun = TcpStream::connect(&address).await.unwrap();
    begun.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    let mut slow = TcpStream::connect(&address).await.unwrap();
    slow.write_all(b"POST /pumpup.v1.Tasks/Get HTTP/1.1\r\nhost:").await.unwrap();
    // A stream that only its client ends, and this one does not.
    let (_ask, asked) = tokio::sync::mpsc::channel(1);
    let services = ServerReflectionRequest {
        message_request: Some(MessageRequest::ListServices(String::new())),
        ..Default::default()
    };
    let asked = tokio_stream::once(services).chain(ReceiverStream::new(asked));
    let mut reflection = ServerReflectionClient::new(process.channel().await);
    let mut reflection = reflection.server_reflection_info(asked).await.unwrap().into_inner();
    patiently(reflection.message()).await.unwrap().unwrap();

    let began = Instant::now();
    process.terminate();
    assert!(process.exit().await.success());
    assert!(began.elapsed() < DRAIN + SLACK, "{:?}", began.elapsed());
    let mut said = Vec::new();
    // Whether it hung up well or reset: it is gone.
    let _ = patiently(begun.read_to_end(&mut said)).await;
}

#[tokio::test]
async fn an_old_connection_ends_its_streams_before_it_is_cut() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), TestClock::new());
    let mut config = config(folder.path(), &["--connection-age-seconds", "1"]);
    config.limits.connection_grace = Duration::from_secs(4);
    let (age, grace) = (config.limits.connection_age, config.limits.connection_grace);
    let server = Server::start(config, clock.environment()).await.unwrap();
    let url = format!("http://{}", server.address);
    let began = Instant::now();
    let channel = connect(&url).await;
    let mut agent = Clients::new(channel, &key_in(&folder.path().join("agent.key")));
    let id = agent.ask_approval("may I").await;
    let watch = pb::ApprovalsWatchResultRequest { id };
    let mut result = agent.approvals.watch_result(watch.clone()).await.unwrap().into_inner();
    let end = loop {
        match patiently(result.message()).await {
            Ok(said) => assert!(said.is_some(), "it does not end with OK before the decision"),
            Err(status) => break status,
        }
    };
    assert_draining(&end);
    assert!((age..age.mul_f64(1.1) + grace).contains(&began.elapsed()), "{:?}", began.elapsed());
    // The client finds a new connection by itself.
    let mut again = agent.approvals.watch_result(watch).await.unwrap().into_inner();
    patiently(again.message()).await.unwrap().unwrap();
    drop((again, agent));
    patiently(server.stop()).await.unwrap();
}

#[tokio::test]
async fn a_server_that_stopped_has_let_go_of_its_folder() {
    let mut service = Service::start().await;
    for n in 1..=5 {
        service.agent().open_task(&format!("task {n}")).await;
        service = service.restart().await;
        let tasks = service.agent().tasks.list(pb::TasksListRequest::default()).await.unwrap().into_inner().tasks;
        assert_eq!(tasks.len(), n);
    }
}
