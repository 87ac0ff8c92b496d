//! Watching as server-sent events: the present state at once, the decision when it is made, and an end.

use axum::body::Body;
use http::{Method, Request};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use pumpup::rpc::pb;
use serde_json::{Value, json};

use super::{Rest, about};
use crate::process::{Process, until};
use crate::support::{Service, approve, fresh_key, key_in, patiently};
use crate::world::answer;

/// A stream of events that is open.
struct Stream {
    body: Incoming,
    text: String,
}

/// One event: its name, its id and its data.
type Event = (String, String, Value);

impl Stream {
    async fn of(caller: &Rest, request: Request<Body>) -> Self {
        let response = caller.open(request).await;
        assert_eq!(
            (response.status().as_u16(), &response.headers()["content-type"]),
            (200, &"text/event-stream".parse().unwrap())
        );
        Self { body: response.into_body(), text: String::new() }
    }

    async fn open(caller: &Rest, path: &str) -> Self {
        Self::of(caller, caller.request(Method::GET, path).body(Body::empty()).unwrap()).await
    }

    /// The next event, comments aside; nothing at a clean end.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if event.starts_with(':') {
                    continue;
                }
                let line = |name: &str| {
                    let mut lines = event.lines().filter_map(|line| line.strip_prefix(name));
                    lines.next().map(|rest| rest.trim().to_owned()).unwrap_or_default()
                };
                return Some((line("event:"), line("id:"), serde_json::from_str(&line("data:")).unwrap()));
            }
            match patiently(self.body.frame()).await {
                Some(frame) => self.text.push_str(std::str::from_utf8(frame.unwrap().data_ref().unwrap()).unwrap()),
                None => {
                    assert_eq!(self.text, "", "the stream ends in the middle of an event");
                    return None;
                }
            }
        }
    }

    /// Everything that is still to come.
    async fn rest(mut self) -> Vec<Event> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event);
        }
        events
    }
}

fn names(events: &[Event]) -> Vec<&str> {
    events.iter().map(|(name, _, _)| name.as_str()).collect()
}

#[tokio::test]
async fn the_decision_is_said_when_it_is_made_and_the_stream_ends() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let id = agent.ask().await;
    let path = format!("/api/approval-requests/{id}");
    let mut stream = Stream::open(&agent, &format!("{path}/watch")).await;
    let (name, _, data) = stream.next().await.unwrap();
    assert_eq!((name.as_str(), &data["requestId"], &data["deadline"]), ("pending", &json!(id), &Value::Null));
    service.admin().approvals.decide(approve(&id, "two\nlines")).await.unwrap();
    let events = stream.rest().await;
    assert_eq!(names(&events), ["decided"]);
    let result = agent.get(&format!("{path}/result")).await.with(200);
    assert_eq!((&events[0].2, &result["outcome"]["note"]), (&result, &json!("two\nlines")));
    // Opened after the decision, it says so and ends.
    let after = Stream::open(&agent, &format!("{path}/watch")).await.rest().await;
    assert_eq!(after, events);
}

#[tokio::test]
async fn every_end_has_its_event() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let fields = json!([{ "type": "Text", "id": "why", "label": "Why", "required": true }]);
    let ask = async |more: Value| {
        let task = agent.task("a case").await;
        let mut body = about(&task, &more);
        body["fields"] = fields.clone();
        agent.post("/api/elicitation-requests", &body).await.with(201)["eventId"].as_str().unwrap().to_owned()
    };
    let watch = async |id: &str| {
        let mut stream = Stream::open(&agent, &format!("/api/elicitation-requests/{id}/watch")).await;
        assert_eq!(stream.next().await.unwrap().0, "pending");
        stream
    };
    let id = ask(json!({})).await;
    let stream = watch(&id).await;
    service.admin().elicitations.answer(answer(&id, "because")).await.unwrap();
    let events = stream.rest().await;
    assert_eq!((names(&events), &events[0].2["fields"]), (vec!["answered"], &json!({ "why": "because" })));

    let id = ask(json!({})).await;
    let stream = watch(&id).await;
    let cancel = pb::ElicitationsCancelRequest { idempotency_key: fresh_key(), id, reason: "turned up".into() };
    service.agent().elicitations.cancel(cancel).await.unwrap();
    let events = stream.rest().await;
    assert_eq!((names(&events), &events[0].2["reason"]), (vec!["cancelled"], &json!("turned up")));

    let deadline = service.clock.now().plus(60_000_000).to_string();
    let id = ask(json!({ "deadline": deadline })).await;
    let stream = watch(&id).await;
    service.clock.advance(std::time::Duration::from_secs(61));
    let events = stream.rest().await;
    assert_eq!((names(&events), &events[0].2["fellBackTo"]), (vec!["timed_out"], &Value::Null));
}

#[tokio::test]
async fn a_timeline_goes_on_where_it_was_left() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let note = async |message: &str| {
        agent.post("/api/notes", &json!({ "taskId": task, "message": message })).await.with(201);
    };
    note("one").await;
    let path = format!("/api/tasks/{task}/events");
    let mut stream = Stream::open(&agent, &format!("{path}/watch")).await;
    let created = stream.next().await.unwrap();
    let one = stream.next().await.unwrap();
    assert_eq!((&created.2["eventType"], &one.2["payload"]["message"]), (&json!("TASK_CREATED"), &json!("one")));
    note("two").await;
    let two = stream.next().await.unwrap();
    assert_eq!(two.2["payload"]["message"], "two");
    drop(stream);
    note("three").await;

    // By the cursor of the list and by that of the stream, which are the same; the one that came last goes before.
    let page = agent.get(&format!("{path}?limit=2")).await.with(200);
    assert_eq!((&page["nextCursor"], &page["items"][1]), (&json!(one.1), &one.2));
    let mut by_cursor = Stream::open(&agent, &format!("{path}/watch?cursor={}", one.1)).await;
    assert_eq!(by_cursor.next().await.unwrap(), two);
    let request = agent.request(Method::GET, &format!("{path}/watch?cursor={}", created.1));
    let mut resumed = Stream::of(&agent, request.header("last-event-id", &two.1).body(Body::empty()).unwrap()).await;
    assert_eq!(resumed.next().await.unwrap().2["payload"]["message"], "three");
    let request = agent.request(Method::GET, &format!("{path}/watch")).header("last-event-id", "junk");
    agent.send(request.body(Body::empty()).unwrap()).await.refused(400, "PAGE_TOKEN_INVALID");
    agent.get(&format!("{path}/watch?cursor=junk")).await.refused(400, "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn a_key_that_is_revoked_ends_its_streams() {
    let service = Service::start().await;
    let admin = service.admin();
    let agent = Rest::with_key(&service, &admin.key(pb::Role::Agent, "short-lived", &[]).await);
    let id = agent.ask().await;
    let mut stream = Stream::open(&agent, &format!("/api/approval-requests/{id}/watch")).await;
    stream.next().await.unwrap();
    let keys = admin.access.clone().list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
    let key = keys.into_iter().find(|one| one.owner_name == "short-lived").unwrap().id;
    let request = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: key };
    admin.access.clone().revoke_key(request).await.unwrap();
    let events = stream.rest().await;
    assert_eq!((names(&events), &events[0].2["code"]), (vec!["closing"], &json!("UNAUTHENTICATED")));
    assert_eq!(events[0].2["status"], 401);
}

#[tokio::test]
async fn who_goes_away_leaves_nothing_behind() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let id = agent.ask().await;
    let mut stream = Stream::open(&agent, &format!("/api/approval-requests/{id}/watch")).await;
    stream.next().await.unwrap();
    assert!(service.server.engine.waiting() > 0);
    drop(stream);
    until(|| (service.server.engine.waiting() == 0).then_some(())).await;
}

#[tokio::test]
async fn a_server_that_goes_says_so_and_the_next_one_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut process = Process::on(folder.path()).await;
    let agent = Rest { url: process.url.clone(), key: key_in(&folder.path().join("agent.key")) };
    let id = agent.ask().await;
    let path = format!("/api/approval-requests/{id}");
    let mut stream = Stream::open(&agent, &format!("{path}/watch")).await;
    assert_eq!(stream.next().await.unwrap().0, "pending");
    let (waiting, waits) = (agent.clone(), format!("{path}/result?wait=30"));
    let wait = tokio::spawn(async move {
        let request = waiting.request(Method::GET, &waits).body(Body::empty()).unwrap();
        let client = hyper_util::client::legacy::Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
        client.request(request).await.map(|response| response.status().as_u16())
    });
    process.terminate();
    let events = stream.rest().await;
    assert_eq!((names(&events), &events[0].2["code"]), (vec!["closing"], &json!("DRAINING")));
    // Who waits without streaming is told how it stands, if the server had heard of them by then.
    if let Ok(status) = patiently(wait).await.unwrap() {
        assert_eq!(status, 204);
    }
    assert!(process.exit().await.success());

    let process = Process::on(folder.path()).await;
    let agent = Rest { url: process.url.clone(), ..agent };
    let mut stream = Stream::open(&agent, &format!("{path}/watch")).await;
    assert_eq!(stream.next().await.unwrap().0, "pending");
    process.clients("admin.key").await.approvals.decide(approve(&id, "")).await.unwrap();
    assert_eq!(names(&stream.rest().await), ["decided"]);
}
