//! Every "no", its status, and that another account's things are as absent as what never was.

use pumpup::rpc::pb;
use serde_json::{Value, json};

use super::{Rest, Said, about};
use crate::support::{Service, approve, fresh_key};
use crate::world::{ABSENT, World};

#[tokio::test]
async fn conflicts_name_what_stands_in_the_way() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let open = agent.approval(&task, &json!({})).await.with(201)["eventId"].clone();
    let again = agent.approval(&task, &json!({})).await.refused(409, "REQUEST_ALREADY_OPEN");
    assert_eq!((&again["metadata"]["requestId"], &again["metadata"]["taskId"]), (&open, &json!(task)));
    let moved = json!({ "taskId": task, "description": "d", "transitionsTo": "nowhere" });
    let refused = agent.post("/api/agent-actions", &moved).await.refused(409, "TRANSITION_NOT_DECLARED");
    assert_eq!(refused["metadata"], json!({ "from": "in_progress", "to": "nowhere" }));
    let response = json!({ "taskId": task, "message": "m", "inResponseTo": open });
    agent.post("/api/exceptions", &response).await.refused(409, "REQUEST_NOT_DECIDED");

    let upload = agent.upload("a.txt", b"x").await.with(201)["id"].clone();
    let attach =
        json!({ "taskId": task, "description": "d", "addAttachments": [{ "label": "a", "uploadId": upload }] });
    agent.post("/api/agent-actions", &attach).await.with(201);
    agent.post("/api/agent-actions", &attach).await.refused(409, "ATTACHMENT_EXISTS");
    let fifty: Vec<Value> = (0..50).map(|n| json!({ "label": format!("{n}"), "uploadId": upload })).collect();
    let many = json!({ "taskId": task, "description": "d", "addAttachments": fifty });
    agent.post("/api/agent-actions", &many).await.refused(429, "LIMIT_EXCEEDED");

    let done = json!({ "taskId": task, "description": "d", "transitionsTo": "complete" });
    agent.post("/api/agent-actions", &done).await.with(201);
    let closed = agent.approval(&task, &json!({})).await.refused(409, "TASK_CLOSED");
    assert_eq!(closed["metadata"], json!({ "taskId": task, "step": "complete" }));
}

#[tokio::test]
async fn a_schema_says_what_the_metadata_lacks() {
    let service = Service::start().await;
    let schema = crate::world::object([(
        "required",
        prost_types::value::Kind::ListValue(prost_types::ListValue {
            values: vec![prost_types::Value { kind: Some(prost_types::value::Kind::StringValue("amount".into())) }],
        }),
    )]);
    let step = |name: &str, exits: &[&str]| pb::Step {
        name: name.into(),
        owner: pb::Party::Agent.into(),
        exits: exits.iter().map(ToString::to_string).collect(),
    };
    let steps = pb::StepGraph {
        initial_step: "open".into(),
        steps: vec![step("open", &["paid"]), step("paid", &[])],
        step_schemas: [("paid".to_owned(), schema)].into(),
    };
    let request = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: "Claims".into(),
        steps: Some(steps),
        ..Default::default()
    };
    service.admin().projects.create(request).await.unwrap();
    let agent = Rest::agent(&service);
    let project = &agent.get("/api/projects?name=claims").await.with(200)["items"][0];
    assert_eq!(project["steps"]["stepSchemas"], json!({ "paid": { "required": ["amount"] } }));
    let task = agent.post("/api/tasks", &json!({ "projectName": "claims", "name": "n" })).await.with(201)["id"].clone();
    let pay = json!({ "taskId": task, "description": "d", "transitionsTo": "paid" });
    let refused = agent.post("/api/agent-actions", &pay).await.refused(400, "METADATA_SCHEMA");
    assert_eq!(refused["metadata"], json!({ "step": "paid" }));
    assert!(refused["violations"][0]["description"].as_str().unwrap().contains("amount"), "{refused}");
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    for id in [ABSENT, "nonsense", "..%2f", "%00"] {
        for (path, code) in [
            (format!("projects/{id}"), "PROJECT_NOT_FOUND"),
            (format!("tasks/{id}"), "TASK_NOT_FOUND"),
            (format!("tasks/{id}/events"), "TASK_NOT_FOUND"),
            (format!("tasks/{id}/events/watch"), "TASK_NOT_FOUND"),
            (format!("approval-requests/{id}/result"), "REQUEST_NOT_FOUND"),
            (format!("approval-requests/{id}/watch"), "REQUEST_NOT_FOUND"),
            (format!("elicitation-requests/{id}/result?wait=1"), "REQUEST_NOT_FOUND"),
            (format!("elicitation-requests/{id}/watch"), "REQUEST_NOT_FOUND"),
            (format!("uploads/{id}"), "UPLOAD_NOT_FOUND"),
            (format!("uploads/{id}/content"), "UPLOAD_NOT_FOUND"),
        ] {
            agent.get(&format!("/api/{path}")).await.refused(404, code);
        }
    }
    agent.get(&format!("/api/tasks?projectId={ABSENT}")).await.refused(404, "PROJECT_NOT_FOUND");
    agent.post("/api/tasks", &json!({ "projectName": "none", "name": "n" })).await.refused(404, "PROJECT_NOT_FOUND");
    agent.approval(&task, &json!({ "projectName": "none" })).await.refused(404, "PROJECT_NOT_FOUND");
    agent.approval(&task, &json!({ "attachments": [ABSENT] })).await.refused(404, "ATTACHMENT_NOT_FOUND");
    // The published clients name the project of a task besides; it has to be that.
    let note = json!({ "projectName": "none", "taskId": task, "message": "m" });
    agent.post("/api/notes", &note).await.refused(404, "TASK_NOT_FOUND");
}

/// What was said, with the name that was asked for taken out.
fn without(said: &Said, name: &str) -> (u16, String) {
    (said.status.as_u16(), String::from_utf8_lossy(&said.bytes).replace(name, "#"))
}

#[tokio::test]
async fn another_accounts_things_are_as_absent_as_what_never_was() {
    let service = Service::start().await;
    let (ours, theirs) = (World::first(&service).await, World::second(&service).await);
    let mine = about(&ours.task.id, &json!({ "projectName": ours.project.project_name }));
    let with = |more: Value| {
        let mut body = mine.clone();
        body["message"] = json!("m");
        body["description"] = json!("d");
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let foreign = [
        &theirs.project.id,
        &theirs.task.id,
        &theirs.approval,
        &theirs.decided,
        &theirs.elicitation,
        &theirs.answered,
        &theirs.upload.id,
    ];
    for key in [&ours.agent_key, &ours.admin_key] {
        let caller = Rest::with_key(&service, key);
        for path in [
            "projects/{id}",
            "tasks?projectId={id}",
            "tasks/{id}",
            "tasks/{id}/events",
            "tasks/{id}/events/watch",
            "approval-requests/{id}/result",
            "approval-requests/{id}/watch",
            "elicitation-requests/{id}/result",
            "elicitation-requests/{id}/watch",
            "uploads/{id}",
            "uploads/{id}/content",
        ] {
            let ask = async |id: &str| caller.get(&format!("/api/{}", path.replace("{id}", id))).await;
            let absent = without(&ask(ABSENT).await, ABSENT);
            assert_eq!(absent.0, 404, "{path}");
            for id in foreign {
                assert_eq!(without(&ask(id).await, id), absent, "{path} of {id}");
            }
        }
        for (path, name, body) in [
            ("agent-actions", "taskId", Value::Null),
            ("agent-actions", "inResponseTo", Value::Null),
            ("agent-actions", "addAttachments", json!([{ "label": "l", "uploadId": "#" }])),
            ("exceptions", "taskId", Value::Null),
            ("notes", "taskId", Value::Null),
            ("approval-requests", "taskId", Value::Null),
            ("approval-requests", "attachments", json!(["#"])),
            ("elicitation-requests", "taskId", Value::Null),
        ] {
            let ask = async |id: &str| {
                let value = if body.is_null() { json!(id) } else { body.to_string().replace('#', id).parse().unwrap() };
                let fields = json!([{ "type": "Switch", "id": "s", "label": "S" }]);
                caller.post(&format!("/api/{path}"), &with(json!({ name: value, "fields": fields }))).await
            };
            let absent = without(&ask(ABSENT).await, ABSENT);
            assert!(matches!(absent.0, 403 | 404), "{path} {name}: {absent:?}");
            for id in foreign {
                assert_eq!(without(&ask(id).await, id), absent, "{path} {name} of {id}");
            }
        }
        let slug = &theirs.project.project_name;
        for body in [json!({ "projectName": slug, "name": "n" }), json!({ "projectName": "none-such", "name": "n" })] {
            let said = caller.post("/api/tasks", &body).await;
            assert!(matches!(said.status.as_u16(), 403 | 404));
        }
        for list in ["projects?name=birch", "tasks?name=birch"] {
            assert_eq!(caller.get(&format!("/api/{list}")).await.with(200)["items"], json!([]));
        }
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_stops_at_once() {
    let service = Service::start().await;
    let admin = service.admin();
    let key = admin.key(pb::Role::Agent, "short-lived", &[]).await;
    let agent = Rest::with_key(&service, &key);
    let id = agent.ask().await;
    let keys = admin.access.clone().list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
    let revoked = keys.into_iter().find(|one| one.owner_name == "short-lived").unwrap().id;
    let request = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: revoked };
    admin.access.clone().revoke_key(request).await.unwrap();
    agent.get(&format!("/api/approval-requests/{id}/result")).await.refused(401, "UNAUTHENTICATED");
    agent.post("/api/tasks", &json!({})).await.refused(401, "UNAUTHENTICATED");
    service.admin().approvals.decide(approve(&id, "")).await.unwrap();
}

#[tokio::test]
async fn a_session_is_no_key_here() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let port = service.server.address.port();
    let bare = |builder: http::request::Builder| builder.body(axum::body::Body::empty()).unwrap();
    let cookie = format!("pumpup-{port}=pumpup-session_0123456789ab_{}", "A".repeat(43));
    let uri = format!("{}/api/tasks", agent.url);
    let by_cookie = http::Request::get(&uri).header("cookie", &cookie).header("origin", agent.url.clone());
    agent.send(bare(by_cookie.header("sec-fetch-site", "same-origin"))).await.refused(401, "UNAUTHENTICATED");
    agent.send(bare(http::Request::get(&uri))).await.refused(401, "UNAUTHENTICATED");
    // Of two credentials nobody knows which was meant.
    let both = agent.request(http::Method::GET, "/api/tasks").header("cookie", &cookie);
    agent.send(bare(both)).await.refused(401, "UNAUTHENTICATED");
    let twice = agent.request(http::Method::GET, "/api/tasks").header("authorization", "Bearer x");
    agent.send(bare(twice)).await.refused(401, "UNAUTHENTICATED");
}
