//! The layers around a real router, without a socket between.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Request, StatusCode};
use http_body_util::BodyExt as _;
use prost::Message as _;
use tokio::time::timeout;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use tower::ServiceExt as _;

use super::reply::Reply;
use crate::rpc::health_pb::HealthCheckRequest;
use crate::rpc::health_pb::health_client::HealthClient;
use crate::rpc::health_pb::health_server::HealthServer;
use crate::rpc::layers::around;
use crate::rpc::puppet::{Puppet, SOON, ask, router};
use crate::rpc::status::DOMAIN;

const CHECK: &str = "/grpc.health.v1.Health/Check";
const SHORT: Duration = Duration::from_millis(30);

fn client() -> HealthClient<axum::Router> {
    HealthClient::new(router())
}

#[track_caller]
fn assert_refused(status: &Status, code: Code, reason: &str) {
    assert_eq!(status.code(), code, "{status:?}");
    let info = status.get_details_error_info().unwrap_or_else(|| panic!("no ErrorInfo in {status:?}"));
    assert_eq!((info.domain.as_str(), info.reason.as_str()), (DOMAIN, reason));
}

/// Sends `body` to Check as it is and gives the headers of the reply, with its trailers among them.
async fn raw(headers: &[(&str, &str)], body: impl Into<Bytes>) -> (StatusCode, HeaderMap) {
    let mut request = Request::post(CHECK);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = router().oneshot(request.body(Body::from(body.into())).unwrap()).await.unwrap();
    let (parts, body) = response.into_parts();
    let mut headers = parts.headers;
    headers.extend(body.collect().await.unwrap().trailers().cloned().unwrap_or_default());
    (parts.status, headers)
}

async fn raw_grpc(body: impl Into<Bytes>) -> Status {
    let (_, headers) = raw(&[("content-type", "application/grpc")], body).await;
    Status::from_header_map(&headers).unwrap()
}

fn framed(message: &[u8]) -> Vec<u8> {
    [&[0][..], &u32::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
}

#[tokio::test]
async fn a_call_that_is_fine_passes_and_carries_its_id() {
    let mut request = ask("");
    request.metadata_mut().insert("x-request-id", "job-7".parse().unwrap());
    let response = client().check(request).await.unwrap();
    assert_eq!(response.metadata().get("x-request-id").unwrap(), "job-7");

    let refused = client().check(ask("panic")).await.unwrap_err();
    assert!(refused.metadata().get("x-request-id").is_some(), "a refusal carries one too");
}

#[tokio::test]
async fn a_passed_deadline_is_deadline_exceeded_before_and_within_a_stream() {
    let mut request = ask("never");
    request.set_timeout(SHORT);
    let refused = timeout(SOON, client().check(request)).await.unwrap().unwrap_err();
    assert_refused(&refused, Code::DeadlineExceeded, "DEADLINE_EXCEEDED");

    let mut request = ask("never");
    request.set_timeout(SHORT);
    let refused = timeout(SOON, client().watch(request)).await.unwrap().unwrap_err();
    assert_refused(&refused, Code::DeadlineExceeded, "DEADLINE_EXCEEDED");

    for kind in ["once, then silence", "always"] {
        let mut request = ask(kind);
        request.set_timeout(SHORT);
        let mut stream = client().watch(request).await.unwrap().into_inner();
        assert!(stream.message().await.unwrap().is_some());
        let ended = async {
            loop {
                if let Err(refused) = stream.message().await {
                    return refused;
                }
            }
        };
        assert_refused(&timeout(SOON, ended).await.unwrap(), Code::DeadlineExceeded, "DEADLINE_EXCEEDED");
    }
}

#[tokio::test]
async fn a_deadline_that_is_kept_changes_nothing() {
    let mut request = ask("");
    request.set_timeout(SOON);
    client().check(request).await.unwrap();
    let mut request = ask("once");
    request.set_timeout(SOON);
    let mut stream = client().watch(request).await.unwrap().into_inner();
    assert!(stream.message().await.unwrap().is_some());
    assert!(stream.message().await.unwrap().is_none());
}

#[tokio::test]
async fn a_malformed_deadline_is_refused() {
    let headers = [("content-type", "application/grpc"), ("grpc-timeout", "soon")];
    let (_, headers) = raw(&headers, framed(&[])).await;
    assert_refused(&Status::from_header_map(&headers).unwrap(), Code::InvalidArgument, "INVALID_REQUEST");
}

#[tokio::test]
async fn a_panic_costs_one_call_and_says_nothing_of_itself() {
    let mut request = ask("panic");
    request.metadata_mut().insert("x-request-id", "job-7".parse().unwrap());
    let before = client().check(request).await.unwrap_err();
    let mut request = ask("once, then panic");
    request.metadata_mut().insert("x-request-id", "job-7".parse().unwrap());
    let mut stream = client().watch(request).await.unwrap().into_inner();
    assert!(stream.message().await.unwrap().is_some());
    let within = stream.message().await.unwrap_err();
    assert!(stream.message().await.unwrap().is_none(), "the stream has ended");

    for refused in [before, within] {
        assert_refused(&refused, Code::Internal, "INTERNAL");
        assert_eq!(refused.get_details_request_info().unwrap().request_id, "job-7");
        assert!(!refused.message().contains("secret"));
    }
    client().check(ask("")).await.unwrap();
}

#[tokio::test]
async fn a_message_that_is_too_large_exhausts_a_limit() {
    let service = HealthServer::new(Puppet).max_decoding_message_size(100);
    let routes = tonic::service::Routes::new(service).into_axum_router();
    let refused =
        HealthClient::new(around(routes, axum::Router::new())).check(ask(&"x".repeat(101))).await.unwrap_err();
    assert_refused(&refused, Code::ResourceExhausted, "LIMIT_EXCEEDED");
    assert_eq!(refused.message(), "The message is too large: found 103 bytes, the limit is: 100 bytes.");

    // In trailers, where it stands once a stream has begun.
    let mut stream = client().watch(ask("once, then out of range")).await.unwrap().into_inner();
    assert!(stream.message().await.unwrap().is_some());
    assert_refused(&stream.message().await.unwrap_err(), Code::ResourceExhausted, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn what_cannot_be_read_is_the_callers_fault() {
    let whole = framed(&HealthCheckRequest { service: "a name".into() }.encode_to_vec());
    for (what, body) in [
        ("invalid UTF-8", framed(&[0x0a, 1, 0xff])),
        ("wrong wire type", framed(&[0x08, 1])),
        ("cut field", framed(&[0x0a, 9, b'a'])),
        ("nothing at all", vec![]),
        ("cut frame", whole[..whole.len() - 1].to_vec()),
        ("unknown compression", [&[7][..], &whole[1..]].concat()),
        ("compressed without saying how", [&[1][..], &whole[1..]].concat()),
        ("deep nesting", framed(&[0x13; 1000])),
    ] {
        let refused = raw_grpc(body).await;
        assert_eq!(refused.code(), Code::InvalidArgument, "{what}: {refused:?}");
        assert_refused(&refused, Code::InvalidArgument, "INVALID_REQUEST");
    }
    let refused = raw_grpc(framed(&[0x0a, 1, 0xff])).await;
    assert!(refused.message().contains("HealthCheckRequest.service"), "the field is named: {refused:?}");
    assert_eq!(raw_grpc(whole).await.code(), Code::Ok);
}

#[tokio::test]
async fn an_internal_error_of_a_handler_stays_one() {
    let refused = client().check(ask("internal")).await.unwrap_err();
    assert_eq!((refused.code(), refused.message()), (Code::Internal, "a slip of a handler"));
}

#[tokio::test]
async fn a_length_that_lies_is_refused_before_it_is_believed() {
    assert_refused(&raw_grpc(vec![0, 0xff, 0xff, 0xff, 0xff]).await, Code::ResourceExhausted, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn other_protocols_and_unknown_paths_never_reach_a_handler() {
    for (method, path, content_type, expected) in [
        ("POST", CHECK, "application/json", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("POST", CHECK, "application/grpc-web-text", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("POST", CHECK, "application/grpc+json", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("GET", CHECK, "application/grpc", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("GET", "/", "text/html", StatusCode::NOT_FOUND),
        ("POST", "/nowhere", "application/json", StatusCode::NOT_FOUND),
    ] {
        let request = Request::builder().method(method).uri(path).header("content-type", content_type);
        let response = router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), expected, "{method} {path} {content_type}");
        assert!(response.headers().get("grpc-status").is_none());
    }
    for path in [
        "/",
        "//grpc.health.v1.Health/Check",
        "/grpc.health.v1.Health/Check/",
        "/grpc.health.v1.Health/check",
        "/grpc.health.v1.Health%2fCheck",
        "/no.Such/Thing",
    ] {
        let request = Request::post(path).header("content-type", "application/grpc+proto; charset=utf-8");
        let response = router().oneshot(request.body(Body::from(framed(&[]))).unwrap()).await.unwrap();
        let status = Status::from_header_map(response.headers()).unwrap_or_else(|| panic!("no status for {path}"));
        assert_eq!((response.status(), status.code()), (StatusCode::OK, Code::Unimplemented), "{path}");
    }
}

#[tokio::test]
async fn each_call_leaves_one_line_without_payload_or_headers() {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::DEBUG);
    let subscriber = subscriber.with_writer({
        let lines = lines.clone();
        move || lines.clone()
    });
    let guard = tracing::subscriber::set_default(subscriber.finish());

    let call = |id: &'static str, what: &str| {
        let mut request = ask(what);
        request.metadata_mut().insert("x-request-id", id.parse().unwrap());
        request.metadata_mut().insert("authorization", "Bearer a-key".parse().unwrap());
        request.set_timeout(SOON);
        request
    };
    client().check(call("one", "a-payload")).await.unwrap();
    client().check(call("two", "internal")).await.unwrap_err();
    drop(client().watch(call("three", "once, then silence")).await.unwrap());
    drop(guard);

    let text = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    let ended = |id: &str| {
        let id = format!("request_id=\"{id}\"");
        let lines: Vec<_> = text.lines().filter(|line| line.contains("call ended") && line.contains(&id)).collect();
        assert_eq!(lines.len(), 1, "{id} in {text}");
        lines[0].to_owned()
    };
    assert!(ended("one").contains("code=Ok") && ended("one").contains("path=\"/grpc.health.v1.Health/Check\""));
    assert!(ended("two").contains("code=Internal"));
    assert!(ended("three").contains("code=Cancelled"), "the caller went away");
    assert!(!text.contains("a-key") && !text.contains("a-payload"), "{text}");
}

#[test]
fn an_idle_stream_costs_little() {
    assert!(size_of::<Reply>() <= 136, "{} bytes", size_of::<Reply>());
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
