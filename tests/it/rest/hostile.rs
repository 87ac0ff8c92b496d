//! What nobody's client sends: bodies of every wrong kind, wrong places, wrong methods.

use axum::body::Body;
use http::Method;
use serde_json::{Value, json};

use super::Rest;
use crate::support::{Service, fresh_key};

#[tokio::test]
async fn a_body_that_is_no_json_object_is_told_so() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let deep = format!(r#"{{"metadataPatch":{{"set":{{"a":{}1{}}}}}}}"#, "[".repeat(200), "]".repeat(200));
    for body in [
        "",
        "{",
        "null",
        "[]",
        "7",
        "\"text\"",
        "name=x",
        "{\"name\": NaN}",
        "{\"name\": 1e999}",
        "{} trailing",
        "{\"name\": \"a\", \"name\": \"b\"}",
        "{\"name\": \"\\ud800\"}",
        &deep,
        &"[".repeat(1_000_000),
    ] {
        let said = agent.post_bytes("/api/tasks", &fresh_key(), body.to_owned()).await;
        assert_eq!(said.fields(), ["body"], "{}", &body[..body.len().min(40)]);
    }
    let invalid = agent.post_bytes("/api/tasks", &fresh_key(), b"{\"name\": \"\xff\"}".to_vec()).await;
    assert_eq!(invalid.fields(), ["body"]);
}

#[tokio::test]
async fn all_faults_come_back_together() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let wrong = json!({
        "projectName": 7, "taskId": "C-1029", "summary": [], "keyValueContext": { "a": 1, "Due on": "x".repeat(2_001), "": "" },
        "attachments": ["x", 7], "externalTraceId": {}, "deadline": "tomorrow", "fallbackStep": false,
        "recommendation": { "outcome": { "type": "MAYBE", "note": 1 }, "confidence": 2, "rationale": true },
    });
    let mut fields = agent.post("/api/approval-requests", &wrong).await.fields();
    fields.sort();
    let mut expected = vec![
        "projectName",
        "taskId",
        "summary",
        "keyValueContext.a",
        "keyValueContext[\"Due on\"]",
        "keyValueContext[\"\"]",
        "attachments[0]",
        "attachments[1]",
        "externalTraceId",
        "deadline",
        "fallbackStep",
        "recommendation.outcome.type",
        "recommendation.outcome.note",
        "recommendation.confidence",
        "recommendation.rationale",
    ];
    expected.sort_unstable();
    assert_eq!(fields, expected);
    for (path, body, expected) in [
        ("tasks", json!({}), &["projectName", "name"][..]),
        ("tasks", json!({ "projectName": "general", "name": "n\0", "metadataPatch": [] }), &["metadataPatch", "name"]),
        (
            "tasks",
            json!({ "projectName": "general", "name": "n", "metadataPatch": { "set": 1, "unset": [1], "setOnce": null } }),
            &["metadataPatch.set", "metadataPatch.unset[0]"],
        ),
        ("agent-actions", json!({}), &["taskId", "description"]),
        (
            "agent-actions",
            json!({ "taskId": 1, "description": "d", "addAttachments": [{}, 1, { "label": "a", "uploadId": "b" }], "inResponseTo": "x" }),
            &[
                "addAttachments[1]",
                "taskId",
                "addAttachments[0].uploadId",
                "addAttachments[1].uploadId",
                "addAttachments[2].uploadId",
                "inResponseTo",
                "addAttachments[0].label",
            ],
        ),
        ("exceptions", json!({ "taskId": null, "detail": [] }), &["taskId", "detail", "message"]),
        ("notes", json!({ "message": " " }), &["taskId", "message"]),
        (
            "approval-requests",
            json!({ "recommendation": {} }),
            &["recommendation.outcome", "taskId", "projectName", "summary"],
        ),
        (
            "approval-requests",
            json!({ "projectName": "general", "taskId": crate::world::ABSENT, "summary": "s",
                    "recommendation": { "outcome": { "type": "EDIT_AND_APPROVE" } } }),
            &["recommendation.outcome.note"],
        ),
    ] {
        let said = agent.post(&format!("/api/{path}"), &body).await;
        let mut fields = said.fields();
        fields.sort();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(fields, expected, "{path} {body}");
    }
    let past = agent.approval(&agent.task("t").await, &json!({ "deadline": "2020-01-01T00:00:00Z" })).await;
    assert_eq!(past.fields(), ["deadline"]);
}

#[tokio::test]
async fn a_large_body_is_refused_and_the_answer_arrives() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let body = json!({ "projectName": "general", "name": "x".repeat(5_000_000) });
    let large = agent.post("/api/tasks", &body).await.refused(413, "LIMIT_EXCEEDED");
    assert_eq!(large["metadata"]["limit"], (3_584 * 1024).to_string());
    let fits = json!({ "projectName": "general", "name": "x".repeat(3_000_000) });
    assert_eq!(agent.post("/api/tasks", &fits).await.fields(), ["name"]);
}

#[tokio::test]
async fn another_type_is_not_taken() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let send = async |media_type: Option<&[u8]>| {
        let mut request = agent.request(Method::POST, "/api/tasks").header("idempotency-key", fresh_key());
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        let body = json!({ "projectName": "general", "name": "n" });
        agent.send(request.body(Body::from(body.to_string())).unwrap()).await
    };
    for media_type in [
        None,
        Some(&b"text/plain"[..]),
        Some(b"application/x-www-form-urlencoded"),
        Some(b"\xff"),
        Some(b"application/jsonx"),
    ] {
        let said = send(media_type).await;
        said.refused(415, "INVALID_REQUEST");
        assert_eq!(said.header("accept"), Some("application/json"));
    }
    for media_type in [&b"application/json"[..], b"Application/JSON; charset=utf-8"] {
        send(Some(media_type)).await.with(201);
    }
}

#[tokio::test]
async fn what_is_not_served_is_told_so_in_json() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let send = async |method: &Method, path: &str| {
        agent.send(agent.request(method.clone(), path).body(Body::empty()).unwrap()).await
    };
    for path in
        ["/api", "/api/", "/api/nothing", "/api/tasks/", "/api/tasks/x/y", "/api/uploads/x/content/", "/api/%ff"]
    {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            send(&method, path).await.refused(404, "NOT_FOUND");
        }
    }
    for (path, allowed) in [
        ("/api/tasks", "GET, HEAD, POST"),
        ("/api/notes", "POST"),
        ("/api/tasks/x", "GET, HEAD"),
        ("/api/tasks/x/events/watch", "GET, HEAD"),
        ("/api/openapi.json", "GET, HEAD"),
    ] {
        for method in
            [Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::from_bytes(b"BREW").unwrap()]
        {
            let said = send(&method, path).await;
            said.refused(405, "METHOD_NOT_ALLOWED");
            assert_eq!(said.header("allow"), Some(allowed));
        }
    }
    let head = send(&Method::HEAD, "/api/tasks").await;
    assert_eq!((head.status.as_u16(), head.bytes.len()), (200, 0));
    // No page of anybody's may read what is said here.
    assert!(head.headers.keys().all(|name| !name.as_str().starts_with("access-control")));
}

#[tokio::test]
async fn the_version_is_this_one() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let send = async |version: Option<&[u8]>| {
        let mut request = http::Request::get(format!("{}/api/tasks", agent.url));
        request = request.header("authorization", format!("Bearer {}", agent.key));
        if let Some(version) = version {
            request = request.header("x-api-version", version);
        }
        agent.send(request.body(Body::empty()).unwrap()).await
    };
    for version in [None, Some(&b"0"[..])] {
        send(version).await.with(200);
    }
    for version in [&b"1"[..], b"", b"latest", b"\xff"] {
        assert_eq!(send(Some(version)).await.fields(), ["X-API-Version"]);
    }
}

#[tokio::test]
async fn queries_are_within_their_bounds() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    for (path, fields) in [
        ("tasks?limit=x&status=OPEN&projectId=7".to_owned(), &["status", "projectId", "limit"][..]),
        ("tasks?name=a&name=b".to_owned(), &["name"]),
        ("projects?limit=-1".to_owned(), &["limit"]),
        (format!("tasks/{task}/events?limit="), &["limit"]),
        (format!("approval-requests/{task}/result?wait=31"), &["wait"]),
        (format!("elicitation-requests/{task}/result?wait=1.5"), &["wait"]),
    ] {
        assert_eq!(agent.get(&format!("/api/{path}")).await.fields(), fields, "{path}");
    }
    agent.get("/api/tasks?cursor=%ff").await.refused(400, "PAGE_TOKEN_INVALID");
    agent.get("/api/tasks?unknown=1&limit=1000").await.with(200);
}

#[tokio::test]
async fn the_description_is_for_everybody() {
    let service = Service::start().await;
    let nobody = Rest { key: "none".into(), ..Rest::agent(&service) };
    let document: Value = nobody.get("/api/openapi.json").await.with(200);
    assert_eq!(document["openapi"], "3.1.0");
}

#[tokio::test]
async fn a_refusal_is_short_whatever_was_sent() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let long = "a".repeat(1_000_000);
    let context = super::about(&task, &json!({ "keyValueContext": { (long.as_str()): "x" } }));
    let options = json!([{ "type": "Select", "id": "a", "label": "A", "options": vec!["\u{1}".repeat(2_900); 190] }]);
    let form = super::about(&task, &json!({ "fields": options }));
    let twice = format!("{{\"{long}\": 1, \"{long}\": 2}}");
    for said in [
        agent.post("/api/approval-requests", &context).await,
        agent.post("/api/elicitation-requests", &form).await,
        agent.post_bytes("/api/approval-requests", "twice", twice).await,
    ] {
        said.refused(400, "INVALID_REQUEST");
        assert!(said.bytes.len() < 256 * 1024, "{} bytes", said.bytes.len());
    }
}

#[tokio::test]
async fn a_program_in_the_wrong_place_is_not_given_the_page() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    for path in ["//api/tasks", "/API/tasks", "/api%2Ftasks", "/pumpup/api/tasks"] {
        assert_eq!(agent.get(path).await.status, 404, "{path}");
    }
    // A proxy that signs people in may put its own token on what their browsers ask for.
    let request = agent.request(Method::GET, "/tasks").header("accept", "text/html,application/xhtml+xml");
    assert_eq!(agent.send(request.body(Body::empty()).unwrap()).await.status, 200);
}
