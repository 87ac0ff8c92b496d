//! Idempotency: the same write twice is one, whichever wire it comes over; and an answer stays right when it is asked for again.

use http::Method;
use pumpup::rpc::pb;
use serde_json::{Value, json};

use super::{Rest, about};
use crate::support::{Service, fresh_key, reason};

async fn timeline(agent: &Rest, task: &str) -> usize {
    agent.get(&format!("/api/tasks/{task}/events")).await.with(200)["items"].as_array().unwrap().len()
}

#[tokio::test]
async fn the_same_write_again_answers_as_the_first_time() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let (key_of_task, once) = (fresh_key(), json!({ "projectName": "general", "name": "once" }));
    let first = agent.post_keyed("/api/tasks", &key_of_task, &once).await;
    assert_eq!(first.header("idempotent-replayed"), None);
    let task = first.with(201)["id"].as_str().unwrap().to_owned();
    let fields = json!([{ "type": "Switch", "id": "s", "label": "S" }]);
    for (path, body) in [
        ("agent-actions", json!({ "taskId": task, "description": "d", "detail": { "b": 1, "a": 2.0 } })),
        ("exceptions", json!({ "taskId": task, "message": "m" })),
        ("notes", json!({ "taskId": task, "message": "m" })),
        ("approval-requests", about(&task, &json!({ "keyValueContext": { "k": "v" } }))),
    ] {
        let (path, key) = (format!("/api/{path}"), fresh_key());
        let first = agent.post_keyed(&path, &key, &body).await.with(201);
        let events = timeline(&agent, &task).await;
        let again = agent.post_keyed(&path, &key, &body).await;
        assert_eq!((again.header("idempotent-replayed"), again.with(201)), (Some("true"), first));
        assert_eq!(timeline(&agent, &task).await, events, "{path}");
        let mut other = body.clone();
        other["externalTraceId"] = json!("another");
        let refused = agent.post_keyed(&path, &key, &other).await.refused(400, "IDEMPOTENCY_KEY_REUSED");
        assert_eq!(refused["metadata"]["idempotencyKey"], key);
    }
    // A conflict is the same each time, takes no key, and gives way once there is nothing in the way.
    let (key, body) = (fresh_key(), about(&task, &json!({ "fields": fields })));
    for _ in 0..3 {
        agent.post_keyed("/api/elicitation-requests", &key, &body).await.refused(409, "REQUEST_ALREADY_OPEN");
    }
    let open = agent.get(&format!("/api/tasks/{task}")).await.with(200)["openRequests"][0]["requestId"].clone();
    let id = open.as_str().unwrap().to_owned();
    let cancel = pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id, reason: "r".into() };
    service.agent().approvals.cancel(cancel).await.unwrap();
    agent.post_keyed("/api/elicitation-requests", &key, &body).await.with(201);
    // The task's creation still answers with the task as it was then.
    assert_eq!(agent.post_keyed("/api/tasks", &key_of_task, &once).await.with(201)["status"], "RUNNING");
}

#[tokio::test]
async fn both_wires_make_the_same_command() {
    let service = Service::start().await;
    let (rest, mut grpc) = (Rest::agent(&service), service.agent());
    let (key, number) = (fresh_key(), prost_types::value::Kind::NumberValue(240.0));
    let create = pb::TasksCreateRequest {
        idempotency_key: key.clone(),
        project_name: "general".into(),
        name: "both".into(),
        metadata_patch: Some(pb::MetadataPatch {
            set: Some(crate::world::object([("amount", number)])),
            ..Default::default()
        }),
        ..Default::default()
    };
    let made = grpc.tasks.create(create).await.unwrap().into_inner().task.unwrap();
    let patch = json!({ "set": { "amount": 240 }, "setOnce": {}, "unset": null });
    let body = json!({ "name": "both", "projectName": "general", "metadataPatch": patch });
    let again = rest.post_keyed("/api/tasks", &key, &body).await;
    assert_eq!((again.header("idempotent-replayed"), &again.with(201)["id"]), (Some("true"), &json!(made.id)));

    // And the other way round, with everything that a form can hold.
    let key = fresh_key();
    let fields = json!([
        { "type": "Text", "id": "t", "label": "T", "required": true, "minLength": 1, "format": "URL" },
        { "type": "Number", "id": "n", "label": "N", "integerOnly": true, "min": 1 },
        { "type": "Select", "id": "s", "label": "S", "description": "which", "options": ["a", "b"] },
    ]);
    let bids = json!([{ "fieldId": "n", "value": 3, "confidence": 1, "rationale": "r" }]);
    let more = json!({ "keyValueContext": { "Claim": "C" }, "fields": fields, "recommendation": bids,
                       "deadline": "2099-01-01T00:00:00.5+01:00", "fallbackStep": "complete", "externalTraceId": "t" });
    let first = rest.post_keyed("/api/elicitation-requests", &key, &about(&made.id, &more)).await.with(201);
    use pb::field::{self, Kind};
    let text = field::Text { min_length: Some(1), max_length: None, format: field::text::Format::Url.into() };
    let field = |id: &str, label: &str, required, kind| pb::Field {
        id: id.into(),
        label: label.into(),
        required,
        kind: Some(kind),
        ..Default::default()
    };
    let select = field::Select { options: vec!["a".into(), "b".into()] };
    let request = pb::ElicitationsCreateRequest {
        idempotency_key: key,
        project_name: "general".into(),
        task_id: made.id.clone(),
        summary: "May I?".into(),
        key_value_context: vec![pb::ContextEntry { key: "Claim".into(), value: "C".into() }],
        external_trace_id: "t".into(),
        deadline: Some(prost_types::Timestamp { seconds: 4_070_905_200, nanos: 500_000_000 }),
        fallback_step: "complete".into(),
        fields: vec![
            field("t", "T", true, Kind::Text(text)),
            field("n", "N", false, Kind::Number(field::Number { min: Some(1.0), max: None, integer_only: true })),
            pb::Field { description: "which".into(), ..field("s", "S", false, Kind::Select(select)) },
        ],
        recommendation: vec![pb::FieldBid {
            field_id: "n".into(),
            value: Some(pb::FieldValue { kind: Some(pb::field_value::Kind::Number(3.0)) }),
            confidence: Some(1.0),
            rationale: "r".into(),
        }],
        ..Default::default()
    };
    let again = grpc.elicitations.create(request.clone()).await.unwrap();
    assert_eq!(again.metadata().get("idempotent-replayed").unwrap(), "true");
    assert_eq!(json!(again.into_inner().event_id), first["eventId"]);
    let other = pb::ElicitationsCreateRequest { summary: "Another".into(), ..request };
    assert_eq!(reason(&grpc.elicitations.create(other).await.unwrap_err()), "IDEMPOTENCY_KEY_REUSED");
}

#[tokio::test]
async fn two_at_once_are_one() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let (key, body) = (fresh_key(), json!({ "taskId": task, "message": "m" }));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (agent, key, body) = (agent.clone(), key.clone(), body.clone());
        calls.spawn(async move { agent.post_keyed("/api/notes", &key, &body).await.with(201) });
    }
    let said = calls.join_all().await;
    assert!(said.iter().all(|one| *one == said[0]), "{said:?}");
    assert_eq!(timeline(&agent, &task).await, 2);
}

#[tokio::test]
async fn a_key_is_required_and_plain() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let body = json!({ "taskId": task, "message": "m" }).to_string();
    let send = async |keys: &[&[u8]], body: &str| {
        let mut request = agent.request(Method::POST, "/api/notes").header("content-type", "application/json");
        for key in keys {
            request = request.header("idempotency-key", *key);
        }
        agent.send(request.body(axum::body::Body::from(body.to_owned())).unwrap()).await
    };
    let long = "x".repeat(256);
    let wrong: [&[&[u8]]; 7] =
        [&[], &[b""], &[long.as_bytes()], &["schlüssel".as_bytes()], &[b"\xff"], &[b"a\tb"], &[b"a", b"b"]];
    for keys in wrong {
        assert_eq!(send(keys, &body).await.fields(), ["Idempotency-Key"], "{keys:?}");
    }
    assert_eq!(send(&[], "{}").await.fields(), ["Idempotency-Key", "taskId", "message"], "all faults at once");
    let most: Value = send(&[&long.as_bytes()[1..]], &body).await.with(201);
    assert!(most["eventId"].is_string());
}
