//! Every call, and what it answers.

use std::time::Duration;

use http::{HeaderValue, StatusCode};
use pumpup::rpc::pb;
use serde_json::json;

use super::{Rest, about};
use crate::support::{Service, approve, fresh_key};
use crate::world::World;

#[tokio::test]
async fn projects_are_listed_and_read() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    for name in ["Claims", "Refunds"] {
        let request =
            pb::ProjectsCreateRequest { idempotency_key: fresh_key(), name: name.into(), ..Default::default() };
        service.admin().projects.create(request).await.unwrap();
    }
    let all = agent.get("/api/projects").await.with(200);
    let names: Vec<_> = all["items"].as_array().unwrap().iter().map(|one| one["projectName"].clone()).collect();
    assert_eq!((names, &all["nextCursor"]), (vec![json!("general"), json!("claims"), json!("refunds")], &json!(null)));
    let found = agent.get("/api/projects?name=LAIM").await.with(200);
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
    let general = &all["items"][0];
    let expected = json!({
        "initialStep": "in_progress",
        "steps": [
            { "name": "in_progress", "owner": "AGENT", "exits": ["complete"] },
            { "name": "complete", "owner": "PLATFORM", "exits": [] },
        ],
        "stepSchemas": {},
    });
    assert_eq!((&general["name"], &general["steps"]), (&json!("General"), &expected));
    let one = agent.get(&format!("/api/projects/{}", general["id"].as_str().unwrap())).await.with(200);
    assert_eq!(&one, general);

    // The published clients know no pages; whoever does goes on by the cursor.
    let (mut cursor, mut names) = (String::new(), Vec::new());
    loop {
        let page = agent.get(&format!("/api/projects?limit=2&cursor={cursor}")).await.with(200);
        names.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["projectName"].as_str().unwrap().to_owned()),
        );
        match page["nextCursor"].as_str() {
            Some(next) => cursor = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(names, ["general", "claims", "refunds"]);
    agent.get(&format!("/api/projects?name=other&cursor={cursor}")).await.refused(400, "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn tasks_are_opened_listed_and_read() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let body = json!({
        "projectName": "general",
        "name": "Refund",
        "externalId": "run-7",
        "metadataPatch": { "set": { "amount": 240.0, "deep": [{ "a": null }] }, "setOnce": { "amount": 1 }, "unset": ["b"] },
        "unknown": "members are passed over",
    });
    let said = agent.post("/api/tasks", &body).await;
    let task = said.with(201);
    assert_eq!(said.header("content-type"), Some("application/json"));
    assert_eq!(
        (said.header("cache-control"), said.header("x-content-type-options")),
        (Some("no-store"), Some("nosniff"))
    );
    assert!(said.header("x-request-id").is_some());
    for (member, value) in [
        ("name", json!("Refund")),
        ("status", json!("RUNNING")),
        ("currentStep", json!("in_progress")),
        ("externalId", json!("run-7")),
        ("metadata", json!({ "amount": 240, "deep": [{ "a": null }] })),
        ("attachments", json!([])),
    ] {
        assert_eq!(task[member], value, "{member}");
    }
    let id = task["id"].as_str().unwrap();
    let detail = agent.get(&format!("/api/tasks/{id}")).await.with(200);
    assert_eq!(detail, json!({ "task": task, "openRequests": [] }));

    let other = agent.task("Other").await;
    let listed = async |query: &str| {
        let page = agent.get(&format!("/api/tasks{query}")).await.with(200);
        page["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(listed("").await, [other.as_str(), id]);
    assert_eq!(listed("?name=reF").await, [id]);
    assert_eq!(listed(&format!("?projectId={}&limit=1", task["projectId"].as_str().unwrap())).await, [other.as_str()]);
    agent.approval(id, &json!({})).await.with(201);
    assert_eq!(listed("?status=WAITING").await, [id]);
}

#[tokio::test]
async fn a_timeline_goes_on_at_its_cursor_and_holds_what_was_recorded() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let request = agent.approval(&task, &json!({})).await.with(201)["eventId"].as_str().unwrap().to_owned();
    service.admin().approvals.decide(approve(&request, "fine")).await.unwrap();
    let action = json!({
        "projectName": "general", "taskId": task, "description": "done", "detail": { "n": 1 },
        "metadataPatch": { "set": { "paid": true } }, "transitionsTo": "complete", "inResponseTo": request,
        "externalTraceId": "trace",
    });
    let exception = json!({ "projectName": "general", "taskId": task, "message": "odd" });
    let note = json!({ "taskId": task, "message": "a note" });
    let mut ids = Vec::new();
    for (path, body) in [("exceptions", exception), ("agent-actions", action), ("notes", note)] {
        ids.push(agent.post(&format!("/api/{path}"), &body).await.with(201)["eventId"].clone());
    }
    let (mut cursor, mut events) = (String::new(), Vec::new());
    loop {
        let page = agent.get(&format!("/api/tasks/{task}/events?limit=3&cursor={cursor}")).await.with(200);
        // There is always a cursor to go on at, and where nothing is new it stays.
        let next = page["nextCursor"].as_str().unwrap().to_owned();
        let items = page["items"].as_array().unwrap().clone();
        if items.is_empty() {
            assert_eq!(next, cursor);
            break;
        }
        events.extend(items);
        cursor = next;
    }
    let kinds: Vec<_> = events
        .iter()
        .map(|event| (event["eventType"].as_str().unwrap(), event["payload"]["type"].as_str().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("TASK_CREATED", "TaskCreated"),
            ("APPROVAL_REQUESTED", "ApprovalRequested"),
            ("APPROVAL_DECIDED", "ApprovalDecided"),
            ("EXCEPTION", "ExceptionRaised"),
            ("ACTION", "Action"),
            ("TASK_CLOSED", "TaskClosed"),
            ("NOTE", "Note"),
        ]
    );
    let members = [
        "id",
        "taskId",
        "projectId",
        "eventType",
        "timestamp",
        "source",
        "owner",
        "inResponseTo",
        "transitionFrom",
        "transitionTo",
        "externalTraceId",
        "payload",
    ];
    for event in &events {
        assert!(members.iter().all(|member| event.get(member).is_some()), "{event}");
        assert!(event["timestamp"].as_str().unwrap().ends_with('Z'));
    }
    let none = json!({ "set": {}, "setOnce": {}, "unset": [] });
    assert_eq!(events[0]["payload"]["metadataPatch"], none, "a patch has all of its members");
    assert_eq!((&events[3]["id"], &events[4]["id"], &events[6]["id"]), (&ids[0], &ids[1], &ids[2]));
    let action = &events[4];
    assert_eq!(action["payload"]["metadataPatch"]["set"], json!({ "paid": true }));
    let moved = ["inResponseTo", "transitionFrom", "transitionTo", "externalTraceId"].map(|name| action[name].clone());
    assert_eq!(moved, [json!(request), json!("in_progress"), json!("complete"), json!("trace")]);
    agent
        .get(&format!("/api/tasks/{}/events?cursor={cursor}", agent.task("x").await))
        .await
        .refused(400, "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn an_approval_is_pending_and_then_decided() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let bid = json!({ "outcome": { "type": "EDIT_AND_APPROVE", "note": "less", "reasonCode": "r" }, "confidence": 0.5,
                      "rationale": "as before" });
    let body = about(&task, &json!({ "recommendation": bid, "externalTraceId": "trace" })).to_string();
    // Written by hand: the order of its members is what people are shown.
    let body = body.replacen('{', r#"{"keyValueContext":{"Zebra":"1","Amount":"$240","claim_id":"C"},"#, 1);
    let said = agent.post_bytes("/api/approval-requests", &fresh_key(), body).await;
    let id = said.with(201)["eventId"].as_str().unwrap().to_owned();
    let path = format!("/api/approval-requests/{id}/result");
    let pending = agent.get(&path).await;
    assert_eq!((pending.status, pending.bytes.len()), (StatusCode::NO_CONTENT, 0));
    let detail = agent.get(&format!("/api/tasks/{task}")).await.with(200);
    let open = &detail["openRequests"][0];
    assert_eq!((&open["requestId"], &open["eventType"]), (&json!(id), &json!("APPROVAL_REQUESTED")));
    assert_eq!((&open["summary"], &detail["task"]["status"]), (&json!("May I?"), &json!("WAITING")));

    // Who waits for it is answered when it is there.
    let (waiting, waits) = (agent.clone(), format!("{path}?wait=30"));
    let wait = tokio::spawn(async move { waiting.get(&waits).await.with(200) });
    service.admin().approvals.decide(approve(&id, "Photos check out")).await.unwrap();
    let result = wait.await.unwrap();
    assert_eq!(result["outcome"], json!({ "type": "APPROVE", "note": "Photos check out", "reasonCode": null }));
    assert_eq!((&result["requestId"], &result["taskId"]), (&json!(id), &json!(task)));
    assert_eq!((&result["decidedBy"], &result["recommendationSnapshot"]), (&json!("admin"), &bid));
    assert!(result["authoritySnapshot"]["subject"].is_string() && result["authoritySnapshot"]["tags"] == json!([]));
    assert!(result["decidedAt"].as_str().unwrap().ends_with('Z'));
    assert_eq!(agent.get(&path).await.with(200), result);

    let events = agent.get(&format!("/api/tasks/{task}/events")).await;
    let text = String::from_utf8(events.bytes.to_vec()).unwrap();
    assert!(text.contains(r#""keyValueContext":{"Zebra":"1","Amount":"$240","claim_id":"C"}"#), "{text}");
    // An approval is no elicitation.
    agent.get(&format!("/api/elicitation-requests/{id}/result")).await.refused(404, "REQUEST_NOT_FOUND");
}

#[tokio::test]
async fn a_request_without_a_result_is_gone() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let id = agent.ask().await;
    let request =
        pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id: id.clone(), reason: "turned up".into() };
    service.agent().approvals.cancel(request).await.unwrap();
    let gone = agent.get(&format!("/api/approval-requests/{id}/result")).await.refused(410, "REQUEST_CLOSED");
    let metadata = ["ending", "cancelledBy", "reason"].map(|name| gone["metadata"][name].clone());
    assert_eq!(metadata, [json!("cancelled"), json!("agent"), json!("turned up")]);

    let task = agent.task("a case").await;
    let deadline = service.clock.now().plus(60_000_000).to_string();
    let fields = json!([{ "type": "Switch", "id": "sure", "label": "Sure?", "required": true }]);
    let body = about(&task, &json!({ "fields": fields, "deadline": deadline, "fallbackStep": "complete" }));
    let id = agent.post("/api/elicitation-requests", &body).await.with(201)["eventId"].as_str().unwrap().to_owned();
    service.clock.advance(Duration::from_secs(61));
    let gone = agent.get(&format!("/api/elicitation-requests/{id}/result?wait=5")).await.refused(410, "REQUEST_CLOSED");
    assert_eq!(
        (&gone["metadata"]["ending"], &gone["metadata"]["fellBackTo"]),
        (&json!("timed_out"), &json!("complete"))
    );

    let events = agent.get(&format!("/api/tasks/{task}/events")).await.with(200);
    let kinds: Vec<_> =
        events["items"].as_array().unwrap().iter().map(|event| event["payload"]["type"].clone()).collect();
    assert_eq!(kinds, ["TaskCreated", "ElicitationRequested", "Timeout", "TaskClosed"]);
}

#[tokio::test]
async fn every_call_is_there_for_whoever_may_make_it() {
    let service = Service::start().await;
    let world = World::first(&service).await;
    let (task, slug) = (&world.task.id, &world.project.project_name);
    let about = json!({ "projectName": slug, "taskId": task, "summary": "s" });
    let event = json!({ "taskId": task, "message": "m", "description": "d" });
    for (key, denied) in [(&world.agent_key, false), (&world.reviewer_key, true), (&world.admin_key, true)] {
        let caller = Rest::with_key(&service, key);
        for path in [
            "projects".to_owned(),
            format!("projects/{}", world.project.id),
            "tasks".to_owned(),
            format!("tasks/{task}"),
            format!("tasks/{task}/events"),
            format!("approval-requests/{}/result", world.decided),
            format!("elicitation-requests/{}/result", world.answered),
            format!("uploads/{}", world.upload.id),
            format!("uploads/{}/content", world.upload.id),
        ] {
            assert_eq!(caller.get(&format!("/api/{path}")).await.status, 200, "{path}");
        }
        assert_eq!(caller.post("/api/notes", &event).await.status, 201);
        assert_eq!(caller.upload("a.txt", b"x").await.status, 201);
        let expected = if denied { 403 } else { 201 };
        for (path, body) in [
            ("tasks", json!({ "projectName": slug, "name": "n" })),
            ("agent-actions", event.clone()),
            ("exceptions", event.clone()),
            ("approval-requests", about.clone()),
        ] {
            let said = caller.post(&format!("/api/{path}"), &body).await;
            assert_eq!(said.status, expected, "{path}: {:?}", said.bytes);
            if denied {
                said.refused(403, "PERMISSION_DENIED");
            }
        }
    }
    let wrong = HeaderValue::from_static("Bearer");
    let said = Rest { key: "pumpup_wrong".into(), ..Rest::agent(&service) }.get("/api/tasks").await;
    said.refused(401, "UNAUTHENTICATED");
    assert_eq!(said.headers["www-authenticate"], wrong);
}
