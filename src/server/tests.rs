//! The accept loop against real peers, friendly and not.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;
use tonic::Code;
use tonic::service::Routes;
use tonic::transport::{Channel, Endpoint};

use super::{Limits, Tls, serve};
use crate::rpc::health::Health;
use crate::rpc::health_pb::health_client::HealthClient;
use crate::rpc::layers::around;
use crate::rpc::puppet::{SOON, ask, router};

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const SHORT: Duration = Duration::from_millis(100);
const LONG: Duration = Duration::from_secs(600);

struct Running {
    address: SocketAddr,
    stop: CancellationToken,
    done: JoinHandle<()>,
}

impl Running {
    async fn start(router: axum::Router, tls: Option<Tls>, limits: Limits) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let done = tokio::spawn(serve(listener, tls, router, limits, stop.clone()));
        Self { address, stop, done }
    }

    async fn puppet(limits: Limits) -> Self {
        Self::start(router(), None, limits).await
    }

    fn endpoint(&self) -> Endpoint {
        Channel::from_shared(format!("http://{}", self.address)).unwrap()
    }

    async fn client(&self) -> HealthClient<Channel> {
        HealthClient::new(self.endpoint().connect().await.unwrap())
    }

    async fn socket(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Stops it and waits until all is closed.
    async fn stop(self) {
        self.stop.cancel();
        soon(self.done).await.unwrap();
        assert!(TcpStream::connect(self.address).await.is_err(), "the listener is closed");
    }
}

async fn soon<T>(what: impl Future<Output = T>) -> T {
    timeout(SOON, what).await.expect("this should have happened by now")
}

/// Whether the server hangs up on `socket`, whatever it says before.
async fn hangs_up(socket: &mut TcpStream) {
    let mut said = Vec::new();
    match soon(socket.read_to_end(&mut said)).await {
        Ok(_) => {}
        Err(fault) => assert_eq!(fault.kind(), std::io::ErrorKind::ConnectionReset),
    }
}

#[tokio::test]
async fn a_drain_with_nothing_open_is_over_at_once() {
    let server = Running::puppet(Limits { drain_timeout: LONG, ..Limits::default() }).await;
    server.client().await.check(ask("")).await.unwrap();
    let mut silent = server.socket().await;
    let _kept = server.client().await;
    server.stop().await;
    hangs_up(&mut silent).await;
}

#[tokio::test]
async fn a_drain_lets_a_call_finish_and_ends_at_its_limit() {
    let server = Running::puppet(Limits { drain_timeout: SHORT, preface_timeout: LONG, ..Limits::default() }).await;
    let mut endless = server.client().await.watch(ask("once, then silence")).await.unwrap().into_inner();
    assert!(endless.message().await.unwrap().is_some());
    let mut silent = server.socket().await;
    let mut greeted = server.socket().await;
    greeted.write_all(PREFACE).await.unwrap();

    let before = Instant::now();
    server.stop().await;
    assert!(before.elapsed() >= SHORT, "the endless stream got its time");
    assert!(soon(endless.message()).await.is_err());
    hangs_up(&mut silent).await;
    hangs_up(&mut greeted).await;
}

#[tokio::test]
async fn a_peer_that_does_not_say_what_it_speaks_is_dropped() {
    let server = Running::puppet(Limits { preface_timeout: SHORT, ..Limits::default() }).await;
    for beginning in [&b""[..], b"P", &PREFACE[..23]] {
        let mut peer = server.socket().await;
        peer.write_all(beginning).await.unwrap();
        hangs_up(&mut peer).await;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_peer_that_speaks_outlives_the_opening() {
    let server = Running::puppet(Limits { preface_timeout: SHORT, ..Limits::default() }).await;
    let mut client = server.client().await;
    let mut stream = client.watch(ask("once, then silence")).await.unwrap().into_inner();
    assert!(stream.message().await.unwrap().is_some());
    timeout(2 * SHORT, stream.message()).await.expect_err("the stream is still open");
    client.check(ask("")).await.unwrap();
    drop((stream, client));
    server.stop().await;
}

#[tokio::test]
async fn a_slow_http1_peer_is_dropped() {
    let server = Running::puppet(Limits { header_timeout: SHORT, ..Limits::default() }).await;
    let mut peer = server.socket().await;
    peer.write_all(b"GET / HTTP/1.1\r\nhost: a").await.unwrap();
    hangs_up(&mut peer).await;
    server.stop().await;
}

#[tokio::test]
async fn an_old_connection_is_told_to_go_and_its_streams_end_by_themselves() {
    let health = Health::new(["a"]);
    let grace = Duration::from_secs(2);
    let limits = Limits { connection_age: SHORT, connection_grace: grace, ..Limits::default() };
    let server =
        Running::start(around(Routes::new(health.service()).into_axum_router(), axum::Router::new()), None, limits)
            .await;
    let born = Instant::now();
    let (mut client, connection) = h2::client::handshake(server.socket().await).await.unwrap();
    let ended = tokio::spawn(connection);

    let request = Request::post("http://a/grpc.health.v1.Health/Watch").header("content-type", "application/grpc");
    let (response, mut message) = client.send_request(request.body(()).unwrap(), false).unwrap();
    message.send_data(Bytes::from_static(&[0; 5]), true).unwrap();
    let mut body = soon(response).await.unwrap().into_body();
    let not_serving = &[0, 0, 0, 0, 2, 8, 2][..];
    assert_eq!(soon(body.data()).await.unwrap().unwrap(), not_serving);

    // The GOAWAY comes at its age, not at the end of the grace, and takes no stream with it.
    let told = soon(async {
        loop {
            if let Err(told) = poll_fn(|context| client.poll_ready(context)).await {
                return told;
            }
            tokio::task::yield_now().await;
        }
    });
    let told = told.await;
    assert!(told.is_go_away() && told.reason() == Some(h2::Reason::NO_ERROR), "{told:?}");
    assert!(born.elapsed() < grace / 2);
    health.set_serving(true);
    assert!(soon(body.data()).await.unwrap().is_ok(), "the stream goes on");

    // Before the grace is over the stream ends with a status, and then the connection without an error.
    assert!(soon(body.data()).await.is_none());
    let trailers = soon(body.trailers()).await.unwrap().unwrap();
    assert_eq!(Code::from_bytes(trailers["grpc-status"].as_bytes()), Code::Unavailable);
    assert!(born.elapsed() < grace + SHORT);
    drop((client, body, message));
    soon(ended).await.unwrap().unwrap();
    server.stop().await;
}

#[tokio::test]
async fn an_old_connection_is_cut_when_its_grace_is_over() {
    let limits = Limits { connection_age: SHORT, connection_grace: SHORT, drain_timeout: LONG, ..Limits::default() };
    let server = Running::puppet(limits).await;
    let mut endless = server.client().await.watch(ask("once, then silence")).await.unwrap().into_inner();
    assert!(endless.message().await.unwrap().is_some());
    assert!(soon(endless.message()).await.is_err());
    server.stop().await;
}

#[tokio::test]
async fn beyond_the_cap_a_connection_waits_for_another_to_end() {
    let server = Running::puppet(Limits { max_connections: 1, ..Limits::default() }).await;
    let mut first = server.client().await;
    first.check(ask("")).await.unwrap();
    let channel = server.endpoint().connect_lazy();
    let mut second = tokio::spawn(async move { HealthClient::new(channel).check(ask("")).await });
    timeout(SHORT, &mut second).await.expect_err("there is no slot");
    drop(first);
    soon(second).await.unwrap().unwrap();
    server.stop().await;
}

#[tokio::test]
async fn the_limits_are_said_and_kept() {
    let server = Running::puppet(Limits { max_concurrent_streams: 77, ..Limits::default() }).await;
    let (mut client, connection) = h2::client::handshake(server.socket().await).await.unwrap();
    let connection = tokio::spawn(connection);
    let ask = || Request::get("http://a/").header("x-long", "x".repeat(15 * 1024)).body(()).unwrap();
    let (response, _) = client.send_request(ask(), true).unwrap();
    assert_eq!(soon(response).await.unwrap().status(), 404);
    assert_eq!(client.current_max_send_streams(), 77);

    let mut bomb = ask();
    bomb.headers_mut().insert("x-more", "x".repeat(2 * 1024).parse().unwrap());
    let (response, _) = client.send_request(bomb, true).unwrap();
    match soon(response).await {
        Ok(response) => assert_eq!(response.status(), 431),
        Err(refused) => assert!(refused.is_remote(), "{refused:?}"),
    }
    drop(client);
    connection.abort();
    server.stop().await;
}

/// RUSTSEC-2024-0003: without the limit, 20,000 of these were answered.
#[tokio::test]
async fn a_peer_that_makes_the_server_reset_streams_is_sent_away() {
    let server = Running::puppet(Limits::default()).await;
    let (mut from, mut to) = server.socket().await.into_split();
    let flood = tokio::spawn(async move {
        // An empty SETTINGS; then requests (POST http /), each with a window update beyond what a window may be.
        let mut frames = [PREFACE, &[0, 0, 0, 4, 0, 0, 0, 0, 0]].concat();
        for stream in (1..20_000_u32).step_by(2) {
            let id = stream.to_be_bytes();
            frames.extend([&[0, 0, 3, 1, 4][..], &id, &[0x83, 0x86, 0x84]].concat());
            frames.extend([&[0, 0, 4, 8, 0][..], &id, &[0x7f, 0xff, 0xff, 0xff]].concat());
        }
        // The server hangs up in the middle of it.
        to.write_all(&frames).await.is_err()
    });
    let mut said = Vec::new();
    if let Err(fault) = soon(from.read_to_end(&mut said)).await {
        assert_eq!(fault.kind(), std::io::ErrorKind::ConnectionReset);
    }
    let (mut resets, mut sent_away) = (0, false);
    let mut rest = &said[..];
    while let [a, b, c, kind, _, _, _, _, _, after @ ..] = rest {
        let length = u32::from_be_bytes([0, *a, *b, *c]) as usize;
        let Some((payload, after)) = after.split_at_checked(length) else {
            break;
        };
        resets += usize::from(*kind == 3);
        // ENHANCE_YOUR_CALM
        sent_away |= *kind == 7 && payload[4..8] == [0, 0, 0, 11];
        rest = after;
    }
    assert!(sent_away && resets <= 1100, "{resets} resets in {} bytes", said.len());
    soon(flood).await.unwrap();
    server.stop().await;
}

mod tls {
    use std::path::PathBuf;
    use std::sync::Arc;

    use tokio_rustls::TlsConnector;
    use tokio_rustls::client::TlsStream;
    use tokio_rustls::rustls::{ClientConfig, RootCertStore};

    use super::*;

    struct Files {
        _folder: tempfile::TempDir,
        cert: PathBuf,
        key: PathBuf,
        roots: RootCertStore,
    }

    fn files() -> Files {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let (cert, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
        std::fs::write(&cert, made.cert.pem()).unwrap();
        std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
        let mut roots = RootCertStore::empty();
        roots.add(made.cert.der().clone()).unwrap();
        Files { _folder: folder, cert, key, roots }
    }

    async fn connect(server: &Running, files: &Files, protocol: &[u8]) -> std::io::Result<TlsStream<TcpStream>> {
        let mut config = ClientConfig::builder().with_root_certificates(files.roots.clone()).with_no_client_auth();
        config.alpn_protocols = vec![protocol.to_vec()];
        let name = "localhost".try_into().unwrap();
        soon(TlsConnector::from(Arc::new(config)).connect(name, server.socket().await)).await
    }

    #[tokio::test]
    async fn both_protocols_are_spoken_and_no_other() {
        let files = files();
        let tls = Tls::from_files(&files.cert, &files.key).unwrap();
        let server = Running::start(router(), Some(tls), Limits::default()).await;

        let stream = connect(&server, &files, b"h2").await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
        let (mut client, connection) = h2::client::handshake(stream).await.unwrap();
        let connection = tokio::spawn(connection);
        let (response, _) = client.send_request(Request::get("https://localhost/").body(()).unwrap(), true).unwrap();
        assert_eq!(soon(response).await.unwrap().status(), 404);
        connection.abort();

        let mut stream = connect(&server, &files, b"http/1.1").await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"http/1.1"[..]));
        stream.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
        let mut answer = [0; 12];
        soon(stream.read_exact(&mut answer)).await.unwrap();
        assert_eq!(&answer, b"HTTP/1.1 404");

        assert!(connect(&server, &files, b"gopher").await.is_err());
        drop((client, stream));
        server.stop().await;
    }

    #[tokio::test]
    async fn a_handshake_has_a_limit() {
        let files = files();
        let tls = Tls::from_files(&files.cert, &files.key).unwrap();
        let limits = Limits { handshake_timeout: SHORT, ..Limits::default() };
        let server = Running::start(router(), Some(tls), limits).await;
        hangs_up(&mut server.socket().await).await;
        server.stop().await;
    }

    #[test]
    fn files_that_cannot_serve_are_refused_in_one_sentence() {
        let (ours, others) = (files(), files());
        for (cert, key, hint) in [
            (&PathBuf::from("/nowhere/cert.pem"), &ours.key, "/nowhere/cert.pem"),
            (&ours.cert, &PathBuf::from("/nowhere/key.pem"), "/nowhere/key.pem"),
            (&ours.key, &ours.key, "holds no certificate"),
            (&ours.cert, &ours.cert, "can't read the TLS key"),
            (&ours.cert, &others.key, "can't be used"),
        ] {
            let refused = Tls::from_files(cert, key).err().expect("these should be refused");
            assert!(refused.contains(hint) && !refused.contains('\n'), "{refused}");
        }
    }
}
