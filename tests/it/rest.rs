//! The published REST wire, over the real one: what programs and people with curl send, and what they get.

mod calls;
mod forms;
mod hostile;
mod once;
mod refusals;
mod uploads;
mod watching;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use serde_json::{Value, json};

use crate::support::{Service, fresh_key, key_in, patiently};

/// One caller.
#[derive(Clone)]
struct Rest {
    url: String,
    key: String,
}

/// What came back.
struct Said {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
}

impl Said {
    /// The body as JSON.
    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{}: {:?} is no JSON", self.status, self.bytes))
    }

    /// The body of an answer with this status.
    fn with(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{:?}", self.bytes);
        self.json()
    }

    /// The body of a refusal, which is always of the same shape.
    fn refused(&self, status: u16, code: &str) -> Value {
        let body = self.with(status);
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!((&body["status"], &body["code"]), (&json!(status), &json!(code)), "{body}");
        assert_eq!(body["type"], format!("urn:pumpup:{code}"));
        assert!(body["title"].is_string() && body["metadata"].is_object(), "{body}");
        let sentence = body["detail"].as_str().unwrap();
        assert!(!sentence.is_empty() && body["message"] == sentence && body["error"] == sentence, "{body}");
        assert_eq!(body.get("requestId").is_some(), status == 500);
        body
    }

    /// Where a refusal finds faults.
    fn fields(&self) -> Vec<String> {
        let body = self.refused(400, "INVALID_REQUEST");
        let violations = body["violations"].as_array().unwrap();
        violations.iter().map(|violation| violation["field"].as_str().unwrap().to_owned()).collect()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Rest {
    /// Whoever has this key.
    fn with_key(service: &Service, key: &str) -> Self {
        Self { url: format!("http://{}", service.server.address), key: key.to_owned() }
    }

    /// The first agent.
    fn agent(service: &Service) -> Self {
        Self::with_key(service, &key_in(&service.folder.path().join("agent.key")))
    }

    /// The first admin.
    fn admin(service: &Service) -> Self {
        Self::with_key(service, &key_in(&service.folder.path().join("admin.key")))
    }

    /// A request with the key, still to be sent.
    fn request(&self, method: Method, path: &str) -> http::request::Builder {
        let request = Request::builder().method(method).uri(format!("{}{path}", self.url));
        request.header("authorization", format!("Bearer {}", self.key)).header("x-api-version", "0")
    }

    /// Sends a request, and answers once its headers are there.
    async fn open(&self, request: Request<Body>) -> Response<hyper::body::Incoming> {
        let client = Client::builder(TokioExecutor::new()).build_http();
        patiently(client.request(request)).await.unwrap()
    }

    /// Sends a request, and answers with all of what came back.
    async fn send(&self, request: Request<Body>) -> Said {
        let (parts, body) = self.open(request).await.into_parts();
        let bytes = patiently(body.collect()).await.unwrap().to_bytes();
        Said { status: parts.status, headers: parts.headers, bytes }
    }

    async fn get(&self, path: &str) -> Said {
        self.send(self.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// Posts JSON under a fresh key.
    async fn post(&self, path: &str, body: &Value) -> Said {
        self.post_keyed(path, &fresh_key(), body).await
    }

    async fn post_keyed(&self, path: &str, key: &str, body: &Value) -> Said {
        self.post_bytes(path, key, body.to_string()).await
    }

    async fn post_bytes(&self, path: &str, key: &str, body: impl Into<Body>) -> Said {
        let request = self.request(Method::POST, path).header("idempotency-key", key);
        self.send(request.header("content-type", "application/json").body(body.into()).unwrap()).await
    }

    /// Posts a form with one file in it.
    async fn upload(&self, name: &str, content: &[u8]) -> Said {
        let head = format!("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let form = [head.as_bytes(), content, b"\r\n--XX--\r\n"];
        let request = self.request(Method::POST, "/api/uploads");
        let request = request.header("content-type", "multipart/form-data; boundary=XX");
        self.send(request.body(Body::from(form.concat())).unwrap()).await
    }

    /// Opens a task in the General project.
    async fn task(&self, name: &str) -> String {
        let said = self.post("/api/tasks", &json!({ "projectName": "general", "name": name })).await;
        said.with(201)["id"].as_str().unwrap().to_owned()
    }

    /// Asks for a sign-off on a task.
    async fn approval(&self, task: &str, more: &Value) -> Said {
        self.post("/api/approval-requests", &about(task, more)).await
    }

    /// Asks for a sign-off on a new task, and answers the request's id.
    async fn ask(&self) -> String {
        let task = self.task("a case").await;
        self.approval(&task, &json!({})).await.with(201)["eventId"].as_str().unwrap().to_owned()
    }
}

/// A request about a task of the General project, with more members or others.
fn about(task: &str, more: &Value) -> Value {
    let mut body = json!({ "projectName": "general", "taskId": task, "summary": "May I?" });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}
