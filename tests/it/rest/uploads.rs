//! Files: in as a form, out as an attachment, and never whole in memory.

use axum::body::Body;
use bytes::Bytes;
use http::Method;
use serde_json::json;

use super::Rest;
use crate::support::{Service, fresh_key};

fn file(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|index| (index * index / 7 % 251) as u8).collect()
}

fn part(name: &str, file_name: &str, content: &[u8]) -> Vec<u8> {
    let file_name = if file_name.is_empty() { String::new() } else { format!("; filename=\"{file_name}\"") };
    let head = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"{file_name}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

async fn form(agent: &Rest, parts: &[Vec<u8>]) -> super::Said {
    let body = [parts.concat(), b"--XX--\r\n".to_vec()].concat();
    let request =
        agent.request(Method::POST, "/api/uploads").header("content-type", "multipart/form-data; boundary=XX");
    agent.send(request.body(Body::from(body)).unwrap()).await
}

#[tokio::test]
async fn bytes_go_in_and_the_same_come_out() {
    let service = Service::start().await;
    let (agent, admin) = (Rest::agent(&service), Rest::admin(&service));
    for (size, kind) in [
        (0, "text/plain"),
        (1, "application/octet-stream"),
        (256 * 1024, "application/octet-stream"),
        (3_000_001, "application/octet-stream"),
    ] {
        let content = file(size);
        let made = agent.upload("da\u{f6}ta.html", &content).await.with(201);
        assert_eq!(made["status"], "READY");
        let id = made["id"].as_str().unwrap();
        let known = admin.get(&format!("/api/uploads/{id}")).await.with(200);
        assert_eq!(
            (&known["contentType"], &known["size"], &known["fileName"]),
            (&json!(kind), &json!(size), &json!("daöta.html"))
        );
        assert_eq!(known["url"], format!("{}/api/uploads/{id}/content", agent.url));
        let read = admin.get(&format!("/api/uploads/{id}/content")).await;
        assert_eq!((read.status.as_u16(), read.header("content-type")), (200, Some(kind)));
        assert!(read.bytes == content, "{size} bytes came out as others");
        assert_eq!(read.header("content-length"), Some(&*size.to_string()));
        assert_eq!(
            read.header("content-disposition"),
            Some("attachment; filename=\"da_ta.html\"; filename*=UTF-8''da%C3%B6ta.html")
        );
        assert_eq!(read.header("content-security-policy"), Some("sandbox; default-src 'none'"));
        assert_eq!(read.header("x-content-type-options"), Some("nosniff"));
    }
}

#[tokio::test]
async fn the_address_is_under_the_name_that_was_asked_for() {
    let service = Service::start_with(&["--public-url", "https://pumpup.example.com"]).await;
    let agent = Rest::agent(&service);
    let id = agent.upload("a", b"x").await.with(201)["id"].as_str().unwrap().to_owned();
    // By a name that the server does not know, somebody came through a proxy, which speaks TLS unless it says otherwise.
    for (host, proto, origin) in [
        ("pumpup.example.com", "", "https://pumpup.example.com"),
        ("Pumpup.example.com:443", "", "https://pumpup.example.com"),
        ("pumpup.internal:8080", "", "https://pumpup.internal:8080"),
        ("pumpup.internal:8080", "http", "http://pumpup.internal:8080"),
    ] {
        let request = agent.request(Method::GET, &format!("/api/uploads/{id}")).header("host", host);
        let request = request.header("x-forwarded-proto", proto);
        let known = agent.send(request.body(Body::empty()).unwrap()).await.with(200);
        assert_eq!(known["url"], format!("{origin}/api/uploads/{id}/content"));
    }
}

#[tokio::test]
async fn a_file_with_a_key_is_stored_once_and_one_without_each_time() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let key = fresh_key();
    let send = async |content: &[u8]| {
        let body = [part("file", "a.txt", content), b"--XX--".to_vec()].concat();
        let request = agent.request(Method::POST, "/api/uploads").header("idempotency-key", &key);
        let request = request.header("content-type", "multipart/form-data; boundary=XX");
        agent.send(request.body(Body::from(body)).unwrap()).await
    };
    let first = send(b"one").await.with(201);
    let again = send(b"one").await;
    assert_eq!((again.header("idempotent-replayed"), again.with(201)), (Some("true"), first));
    send(b"two").await.refused(400, "IDEMPOTENCY_KEY_REUSED");
    let ids = [agent.upload("a", b"x").await, agent.upload("a", b"x").await].map(|said| said.with(201)["id"].clone());
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn what_is_no_form_with_one_file_is_refused() {
    let service = Service::start_with(&["--max-upload-bytes", "300000"]).await;
    let agent = Rest::agent(&service);
    let one = part("file", "a.txt", b"x");
    form(&agent, &[part("other", "", b"passed over"), one.clone(), part("more", "", b"")]).await.with(201);
    for (parts, field) in [
        (vec![], "file"),
        (vec![part("other", "a.txt", b"x")], "file"),
        (vec![one.clone(), one.clone()], "file"),
        (vec![part("file", &"n".repeat(201), b"x")], "file"),
        (vec![b"--XX\r\nContent-Type: text/plain\r\n\r\nx\r\n".to_vec()], "body"),
        (vec![b"--XX\r\nX: ".to_vec(), vec![b'x'; 9_000]], "body"),
    ] {
        assert_eq!(form(&agent, &parts).await.fields(), [field]);
    }
    form(&agent, &[part("file", "", &file(300_000))]).await.with(201);
    let large = form(&agent, &[part("file", "", &file(300_001))]).await.refused(413, "LIMIT_EXCEEDED");
    assert_eq!(large["metadata"]["limit"], "300000");
    form(&agent, &[part("other", "", &file(2_000_000)), one.clone()]).await.refused(413, "LIMIT_EXCEEDED");

    let send = async |media_type: Option<&str>, body: &[u8]| {
        let mut request = agent.request(Method::POST, "/api/uploads");
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        agent.send(request.body(Body::from(body.to_vec())).unwrap()).await
    };
    let whole = [one, b"--XX--".to_vec()].concat();
    for media_type in
        [None, Some("application/json"), Some("multipart/form-data"), Some("multipart/mixed; boundary=XX")]
    {
        let said = send(media_type, &whole).await;
        said.refused(415, "INVALID_REQUEST");
        assert_eq!(said.header("accept"), Some("multipart/form-data"));
    }
    let cut = &whole[..whole.len() - 2];
    assert_eq!(send(Some("multipart/form-data; boundary=XX"), cut).await.fields(), ["body"]);
    assert_eq!(send(Some("multipart/form-data; boundary=XX"), b"").await.fields(), ["body"]);
}

#[tokio::test]
async fn a_file_without_end_is_refused_long_before_it() {
    let service = Service::start_with(&["--max-upload-bytes", "1000000"]).await;
    let agent = Rest::agent(&service);
    // Whoever sends for ever gets the answer all the same: what is left is read past, within bounds.
    let head = Bytes::from(part("file", "", b""));
    let rest = std::iter::repeat_n(Bytes::from(vec![7; 64 * 1024]), 100);
    let frames = std::iter::once(head).chain(rest).map(Ok::<_, std::convert::Infallible>);
    let request =
        agent.request(Method::POST, "/api/uploads").header("content-type", "multipart/form-data; boundary=XX");
    let said = agent.send(request.body(Body::from_stream(tokio_stream::iter(frames))).unwrap()).await;
    said.refused(413, "LIMIT_EXCEEDED");
}

#[tokio::test]
async fn what_stands_around_the_file_has_an_end_too() {
    let service = Service::start_with(&["--max-upload-bytes", "1000000"]).await;
    let agent = Rest::agent(&service);
    let before = Bytes::from(vec![b'p'; 64 * 1024]);
    let empty = Bytes::from(part("other", "", b"").repeat(500));
    for piece in [before, empty] {
        let frames = std::iter::repeat_n(piece, 200).map(Ok::<_, std::convert::Infallible>);
        let request =
            agent.request(Method::POST, "/api/uploads").header("content-type", "multipart/form-data; boundary=XX");
        let said = agent.send(request.body(Body::from_stream(tokio_stream::iter(frames))).unwrap()).await;
        said.refused(413, "LIMIT_EXCEEDED");
    }
}
