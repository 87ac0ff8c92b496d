//! The page over the wire: its files and its walls, and gRPC as browsers speak it.

use std::io::Read as _;

use flate2::read::GzDecoder;
use http::{Method, StatusCode};
use pumpup::rpc::pb;
use tonic::Code;

use crate::browser::Browser;
use crate::support::{Service, approve, key_in, patiently, reason};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn every_place_of_the_page_answers_it_and_unknown_files_do_not() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    let index = browser.get("/").await;
    assert_eq!(index.status(), StatusCode::OK);
    assert_eq!(index.headers()["content-type"], "text/html; charset=utf-8");
    assert_eq!(index.headers()["cache-control"], "no-cache");
    assert!(text(index.body()).starts_with("<!doctype html>"));
    for path in ["/index.html", "/inbox", "/inbox/0193?view=mine", "/projects/general", "/sign-in"] {
        let answer = browser.get(path).await;
        assert_eq!((answer.status(), answer.body()), (StatusCode::OK, index.body()), "{path}");
    }
    for path in ["/assets/none.js", "/favicon.exe", "/../Cargo.toml", "/index.html/../x.js"] {
        assert_eq!(browser.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        let answer = browser.send(method.clone(), "/inbox", &[], "").await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(answer.headers()["allow"], "GET, HEAD");
        assert!(answer.headers().get("access-control-allow-origin").is_none());
    }
    let head = browser.send(Method::HEAD, "/", &[], "").await;
    assert_eq!((head.status(), head.body().len()), (StatusCode::OK, 0));
    assert_eq!(head.headers()["etag"], index.headers()["etag"]);
    assert_eq!(head.headers()["content-length"], index.body().len().to_string());
}

#[tokio::test]
async fn files_are_packed_and_known_again() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    let plain = browser.get("/").await;
    let packed = browser.send(Method::GET, "/", &[("accept-encoding", "gzip, br")], "").await;
    assert_eq!(plain.headers()["vary"], "accept-encoding");
    assert_eq!(packed.headers()["vary"], "accept-encoding");
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    let mut unpacked = Vec::new();
    GzDecoder::new(&packed.body()[..]).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body()[..]);
    assert!(packed.body().len() < plain.body().len());

    let etag = plain.headers()["etag"].to_str().unwrap().to_owned();
    for known in [&*etag, "*", &format!("\"x\", {etag}")] {
        let same = browser.send(Method::GET, "/", &[("if-none-match", known)], "").await;
        assert_eq!((same.status(), same.body().len()), (StatusCode::NOT_MODIFIED, 0), "{known}");
        assert_eq!(same.headers()["etag"], *etag);
    }
    let other = browser.send(Method::GET, "/", &[("if-none-match", "W/\"x\"")], "").await;
    assert_eq!(other.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_walls_are_around_every_plain_answer() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    for path in ["/", "/inbox", "/none.js", "/index.html"] {
        let answer = browser.get(path).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap();
        for part in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
        ] {
            assert_eq!(answer.headers()[name], value, "{path}");
        }
        assert!(answer.headers().get("strict-transport-security").is_none(), "there is no TLS to hold to");
    }
}

#[tokio::test]
async fn another_name_is_answered_with_what_to_do() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    let port = service.server.address.port();
    for host in [format!("localhost:{port}"), format!("LocalHost:{port}"), format!("[::1]:{port}")] {
        assert_eq!(browser.send(Method::GET, "/", &[("host", &host)], "").await.status(), StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "localhost", "localhost:1"] {
        let answer = browser.send(Method::GET, "/", &[("host", host)], "").await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(text(answer.body()).contains("--public-url"));
        assert_eq!(answer.headers()["x-frame-options"], "DENY");
    }

    let service = Service::start_with(&["--public-url", "https://pumpup.example,http://other.example:8080"]).await;
    let browser = Browser::at(&service);
    let secure = browser.send(Method::GET, "/", &[("host", "pumpup.example")], "").await;
    assert_eq!(secure.headers()["strict-transport-security"], "max-age=63072000");
    let plain = browser.send(Method::GET, "/", &[("host", "other.example:8080")], "").await;
    assert_eq!(plain.status(), StatusCode::OK);
    assert!(plain.headers().get("strict-transport-security").is_none());
    assert_eq!(browser.get("/").await.status(), StatusCode::MISDIRECTED_REQUEST);
    // Keys know no names.
    service.admin().access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap();
}

#[tokio::test]
async fn browsers_call_as_everybody_does() {
    let service = Service::start().await;
    let key = key_in(&service.folder.path().join("admin.key"));
    for browser in [Browser::at(&service), Browser::at(&service).over_http2()] {
        let browser = browser.with("authorization", &format!("Bearer {key}"));
        let me = browser.access().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap();
        assert!(me.metadata().get("x-request-id").is_some());
        assert_eq!(me.into_inner().role(), pb::Role::Admin);

        let id = service.agent().ask_approval("May I?").await;
        let request = pb::ApprovalsWatchResultRequest { id: id.clone() };
        let mut watch = browser.approvals().watch_result(request).await.unwrap().into_inner();
        let first = patiently(watch.message()).await.unwrap().unwrap();
        assert!(matches!(first.state, Some(pb::approvals_watch_result_response::State::Pending(_))));
        browser.approvals().decide(approve(&id, "Yes.")).await.unwrap();
        let last = patiently(watch.message()).await.unwrap().unwrap();
        assert!(matches!(last.state, Some(pb::approvals_watch_result_response::State::Decided(_))));
        assert!(patiently(watch.message()).await.unwrap().is_none());

        let refused = browser.approvals().decide(approve(&id, "Again.")).await.unwrap_err();
        assert_eq!((refused.code(), &*reason(&refused)), (Code::FailedPrecondition, "REQUEST_ALREADY_DECIDED"));
    }
}

#[tokio::test]
async fn what_the_layers_refuse_is_told_to_browsers_too() {
    let service = Service::start().await;
    let browser = Browser::at(&service);
    let refused = browser.access().who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap_err();
    assert_eq!((refused.code(), &*reason(&refused)), (Code::Unauthenticated, "UNAUTHENTICATED"));
    let refused = browser.clone().with("grpc-timeout", "soon").access().who_am_i(pb::AccessWhoAmIRequest {}).await;
    assert_eq!(reason(&refused.unwrap_err()), "INVALID_REQUEST");

    // On a path that no service has, and in a dialect that nobody here speaks.
    let answer =
        browser.send(Method::POST, "/pumpup.v1.None/Get", &[("content-type", "application/grpc-web")], "").await;
    assert_eq!((answer.status(), &answer.headers()["grpc-status"]), (StatusCode::OK, &"12".parse().unwrap()));
    assert_eq!(answer.headers()["content-type"], "application/grpc-web+proto");
    let path = "/pumpup.v1.Access/WhoAmI";
    for content_type in ["application/grpc-web-text", "application/json", "application/grpc-webby", "text/plain"] {
        let answer = browser.send(Method::POST, path, &[("content-type", content_type)], "").await;
        assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "{content_type}");
    }
    assert_eq!(browser.get(path).await.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}
