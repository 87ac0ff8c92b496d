//! Watching, for people with curl: the engine's watches as server-sent events. A stream ends after its last event; one that
//! ends before says why in an event `closing`, and whoever opens it again misses nothing.

use axum::body::{Body, Bytes};
use axum::response::{IntoResponse as _, Response};
use http::HeaderName;
use http::header::CONTENT_TYPE;
use tokio_stream::{Stream, StreamExt as _};

use super::call::{Call, Said};
use super::json::Json;
use super::refusal::Problem;
use super::requests::said;
use super::write;
use crate::domain::ids::{RequestId, TaskId};
use crate::domain::refusal::Noun;
use crate::domain::request::{Kind, Request, State};
use crate::engine::{Failure, Watch, Watched};
use crate::wire::page;
use crate::wire::request_id::RequestId as CallId;

/// Where a browser goes on that lost its stream.
const LAST: HeaderName = HeaderName::from_static("last-event-id");

/// `GET /api/approval-requests/{id}/watch`, `GET /api/elicitation-requests/{id}/watch`
pub(super) async fn request(call: Call, kind: Kind) -> Said {
    let id = call.path_id(Noun::Request, RequestId::parse)?;
    let watch = call.wire.engine.watch_request(call.caller, id, kind, call.retire);
    stream(&call, watch, |request| standing(&request)).await
}

fn standing(request: &Request) -> String {
    let name = match &request.state {
        State::Pending => "pending",
        State::Decided(_) => "decided",
        State::Answered(_) => "answered",
        State::Cancelled { .. } => "cancelled",
        State::TimedOut { .. } => "timed_out",
    };
    let data = said(request).or_else(|| write::ended(request)).unwrap_or_else(|| write::pending(request));
    event(name, &data)
}

/// `GET /api/tasks/{id}/events/watch`
pub(super) async fn timeline(call: Call) -> Said {
    let id = call.path_id(Noun::Task, TaskId::parse)?;
    let mut query = call.query();
    let asked = query.text("cursor");
    query.reader.done()?;
    // A client that lost its stream repeats the address that it began with, and says beside it how far it came.
    let last = call.parts.headers.get(LAST).and_then(|last| last.to_str().ok()).filter(|last| !last.is_empty());
    let after = page::after(id, last.unwrap_or(&asked))?;
    let watch = call.wire.engine.watch_timeline(call.caller, id, after, call.retire);
    stream(&call, watch, move |events| {
        if events.is_empty() {
            // A comment: there is nothing to say but that somebody is there.
            return ": nothing new\n\n".to_owned();
        }
        let one = |event: &crate::domain::event::Event| {
            format!("id: {}\ndata: {}\n\n", page::cursor(id, event.sequence), write::event(event))
        };
        events.iter().map(one).collect()
    })
    .await
}

/// One event with a name.
fn event(name: &str, data: &Json) -> String {
    format!("event: {name}\ndata: {data}\n\n")
}

/// The stream of what a watch says. What goes wrong before it says anything is a refusal like any other.
async fn stream<W: Watched>(
    call: &Call,
    mut watch: Watch<W>,
    mut say: impl FnMut(W::Item) -> String + Send + 'static,
) -> Said {
    let id = call.id.clone();
    let first = match watch.next().await {
        Some(first) => say(first?),
        None => return Err(Failure::Bug("a watch ended without a word".into()).into()),
    };
    let rest = watch.map(move |next| match next {
        Ok(item) => say(item),
        Err(failure) => closing(failure, &id),
    });
    Ok(response(tokio_stream::once(first).chain(rest)))
}

fn closing(failure: Failure, id: &CallId) -> String {
    event("closing", &Problem::from(failure).body(id))
}

fn response(events: impl Stream<Item = String> + Send + 'static) -> Response {
    let events = events.map(|event| Ok::<_, std::convert::Infallible>(Bytes::from(event)));
    // Proxies that hold answers back until they are complete would hold these back for ever.
    let headers = [(CONTENT_TYPE, "text/event-stream"), (HeaderName::from_static("x-accel-buffering"), "no")];
    (headers, Body::from_stream(events)).into_response()
}
