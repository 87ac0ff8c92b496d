//! One call: who calls and what with, and what surrounds it: its id, the net that catches a panic, a line in the log.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use bytes::BytesMut;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use http_body_util::BodyExt as _;
use tokio::time::{Instant, timeout};
use tracing::{debug, error_span};

use super::Wire;
use super::json::{self, Json};
use super::query::Query;
use super::reader::{Object, Reader};
use super::refusal::Problem;
use super::routes::Route;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::limits;
use crate::domain::quote::{quoted, shortened};
use crate::domain::receipt::Answer;
use crate::domain::record::Record;
use crate::domain::refusal::{Noun, Refusal};
use crate::domain::settle::Answered;
use crate::engine::Failure;
use crate::server::ConnInfo;
use crate::wire::request_id::{HEADER, RequestId};

/// The largest body of JSON that is taken, and how long it may take to come.
const BODY: usize = 3_584 * 1024;
const PATIENCE: Duration = Duration::from_secs(30);

/// How much of a body that is refused is read all the same, and for how long: a client that is still sending would not
/// read the answer.
const LEFT_OVER: usize = 8 * 1024 * 1024;
const LAST_PATIENCE: Duration = Duration::from_secs(5);

/// How long a stream may go on where the connection says nothing of it.
const LONGEST_STREAM: Duration = Duration::from_secs(3600);

const KEY: HeaderName = HeaderName::from_static("idempotency-key");
const VERSION: HeaderName = HeaderName::from_static("x-api-version");

/// What a handler answers.
pub(super) type Said = Result<Response, Problem>;

/// One call.
pub(super) struct Call {
    pub(super) wire: Arc<Wire>,
    pub(super) caller: Caller,
    pub(super) parts: Parts,
    /// What is left of the body. It may go from thread to thread but not be shared, which only the lock, that nobody ever
    /// takes, makes up for.
    body: Mutex<Body>,
    pub(super) id: RequestId,
    /// When streams of this call end by themselves.
    pub(super) retire: Instant,
}

/// Runs one call, whatever becomes of it.
pub(super) async fn run(wire: Arc<Wire>, route: &'static Route, request: Request) -> Response {
    let id = RequestId::of(request.headers());
    let mut ended = Ended { id: id.clone(), path: request.uri().path().into(), started: Instant::now(), status: None };
    let span = error_span!("call", request_id = id.as_str(), path = &*ended.path);
    let mut calling = pin!(call(wire, route, request, id.clone()));
    let said = poll_fn(|context| {
        match span.in_scope(|| catch_unwind(AssertUnwindSafe(|| calling.as_mut().poll(context)))) {
            Ok(said) => said,
            // The panic hook has logged it, within the span.
            Err(_) => Poll::Ready(Err(Problem::bug())),
        }
    });
    let response = said.await.unwrap_or_else(|problem| problem.respond(&id));
    ended.status = Some(response.status());
    finished(response, &id)
}

/// A response with what every one of them carries.
pub(super) fn finished(mut response: Response, id: &RequestId) -> Response {
    response.headers_mut().extend([
        (HEADER, id.header()),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    ]);
    response
}

async fn call(wire: Arc<Wire>, route: &'static Route, request: Request, id: RequestId) -> Said {
    let (parts, body) = request.into_parts();
    // A key, and nothing but a key: a browser's session says nothing here, so no page of anybody's can use it.
    let standing = wire.gate.caller(&parts.uri, &parts.headers, false).await?;
    require_version(&parts)?;
    let about: Option<&ConnInfo> = parts.extensions.get();
    let retire = about.map_or_else(|| Instant::now() + LONGEST_STREAM, |about| about.retire_at);
    (route.handler)(Call { wire, caller: standing.caller, parts, body: Mutex::new(body), id, retire }).await
}

fn require_version(parts: &Parts) -> Result<(), Refusal> {
    let Some(version) = parts.headers.get(VERSION) else { return Ok(()) };
    if version == "0" {
        return Ok(());
    }
    let shown = quoted(&String::from_utf8_lossy(version.as_bytes()));
    let mut reader = Reader::default();
    reader.faults.add("X-API-Version", format!("is {shown}; this server speaks version 0, so send 0 or leave it out"));
    reader.done()
}

/// The line that the log has of a call. A caller that went away is logged like any other.
struct Ended {
    id: RequestId,
    path: Box<str>,
    started: Instant,
    status: Option<StatusCode>,
}

impl Drop for Ended {
    fn drop(&mut self) {
        debug!(
            request_id = self.id.as_str(),
            path = &*self.path,
            status = self.status.map(|status| status.as_u16()),
            elapsed_us = self.started.elapsed().as_micros() as u64,
            "call ended"
        );
    }
}

impl Call {
    /// The id in the path. A text that is none names nothing, as an id that nothing has.
    pub(super) fn path_id<T>(&self, noun: Noun, parse: impl Fn(&str) -> Option<T>) -> Result<T, Refusal> {
        let text = self.parts.uri.path().split('/').nth(3).unwrap_or_default();
        parse(text).ok_or_else(|| Refusal::not_found(noun, shortened(text, 200)))
    }

    /// The query.
    pub(super) fn query(&self) -> Query {
        Query::of(self.parts.uri.query())
    }

    /// The idempotency key; nothing where there is none.
    pub(super) fn key(&self) -> Result<Option<String>, Refusal> {
        let mut keys = self.parts.headers.get_all(KEY).into_iter();
        let Some(key) = keys.next() else { return Ok(None) };
        let most = limits::IDEMPOTENCY_KEY;
        let text = key.to_str().ok().filter(|text| (1..=most).contains(&text.len()));
        let text = text.filter(|text| text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) && keys.next().is_none());
        let mut reader = Reader::default();
        if text.is_none() {
            reader.faults.add("Idempotency-Key", format!("is not 1 to {most} printable ASCII characters, said once"));
        }
        reader.done().map(|()| text.map(str::to_owned))
    }

    /// The idempotency key, without which nothing is written. Its fault is told beside those of the body.
    fn required_key(&self, reader: &mut Reader) -> String {
        match self.key() {
            Ok(Some(key)) => return key,
            Ok(None) => {
                let most = limits::IDEMPOTENCY_KEY;
                let fault = format!("is required: a header of 1 to {most} printable ASCII characters");
                reader.faults.add("Idempotency-Key", fault);
            }
            Err(Refusal::Invalid(faults)) => reader.faults.0.extend(faults),
            Err(_) => {}
        }
        String::new()
    }

    /// Whether the body comes as this type.
    pub(super) fn media_type(&self) -> Option<&str> {
        self.parts.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// What is left of the body.
    pub(super) fn rest(&mut self) -> &mut Body {
        self.body.get_mut().unwrap_or_else(PoisonError::into_inner)
    }

    /// The body, which has to be a JSON object.
    pub(super) async fn body(&mut self) -> Result<Object, Problem> {
        let essence = self.media_type().unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            self.leave().await;
            return Err(Problem::no_such_type("application/json"));
        }
        let bytes = match timeout(PATIENCE, self.collect()).await {
            Ok(bytes) => bytes?,
            Err(_) => return Err(Problem::too_slow()),
        };
        let mut reader = Reader::default();
        match serde_json::from_slice(&bytes) {
            Ok(Json::Object(members)) => return Ok(Object::body(members)),
            Ok(other) => reader.unlike("body", &other, "a JSON object"),
            Err(fault) => reader.faults.add("body", format!("cannot be read as JSON: {fault}")),
        }
        reader.done().map(|()| Object::body(Vec::new())).map_err(Problem::from)
    }

    async fn collect(&mut self) -> Result<BytesMut, Problem> {
        let mut bytes = BytesMut::new();
        while let Some(frame) = self.rest().frame().await {
            let Ok(data) = frame.map_err(|_| Problem::too_slow())?.into_data() else { continue };
            if bytes.len() + data.len() > BODY {
                self.leave().await;
                return Err(Refusal::LimitExceeded { what: "bytes of a body", limit: BODY as u64 }.into());
            }
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    }

    /// Reads past what is left of the body, within bounds.
    pub(super) async fn leave(&mut self) {
        let mut left = LEFT_OVER;
        let reading = async {
            while let Some(Ok(frame)) = self.rest().frame().await {
                left = left.saturating_sub(frame.data_ref().map_or(0, bytes::Bytes::len));
                if left == 0 {
                    return;
                }
            }
        };
        // Whoever sends for longer gets the answer while they do, or not at all.
        let _ = timeout(LAST_PATIENCE, reading).await;
    }

    /// The idempotency key, and what `read` makes of the body; or what is wrong with either.
    pub(super) async fn read<T>(
        &mut self,
        read: impl FnOnce(Object) -> Result<T, Refusal>,
    ) -> Result<(String, T), Problem> {
        let mut reader = Reader::default();
        let key = self.required_key(&mut reader);
        let read = match (reader.done(), read(self.body().await?)) {
            (Ok(()), read) => read?,
            (Err(Refusal::Invalid(mut faults)), Err(Refusal::Invalid(of_body))) => {
                faults.extend(of_body);
                return Err(Refusal::Invalid(faults).into());
            }
            (Err(refusal), _) => return Err(refusal.into()),
        };
        Ok((key, read))
    }

    /// Does a command.
    pub(super) async fn execute(&self, key: String, command: Command) -> Result<Done, Problem> {
        let Answered { answer, replayed } = self.wire.engine.execute(self.caller, Some(key), command).await?;
        Ok(Done { answer, replayed })
    }
}

/// What a command answered.
pub(super) struct Done {
    answer: Answer,
    replayed: bool,
}

impl Done {
    /// The response to what was made: the event that was recorded, or the record as `shape` knows it.
    pub(super) fn created(self, shape: impl FnOnce(&Record) -> Option<Json>) -> Said {
        let body = match &self.answer {
            Answer::Event(id) => Some(json::object([("eventId", json::text(id))])),
            Answer::Record(record) => shape(record),
        };
        let bug = || Problem::from(Failure::Bug("a command answered with another kind of thing".into()));
        let mut response = answer(StatusCode::CREATED, &body.ok_or_else(bug)?);
        if self.replayed {
            let header = HeaderName::from_static("idempotent-replayed");
            response.headers_mut().insert(header, HeaderValue::from_static("true"));
        }
        Ok(response)
    }
}

/// A response of JSON.
pub(super) fn answer(status: StatusCode, body: &Json) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], body.to_string()).into_response()
}
