//! What surrounds every call: its id, the net that catches a panic, who calls, and a line in the log.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use http::header::{CACHE_CONTROL, X_CONTENT_TYPE_OPTIONS};
use http::request::Parts;
use http::{HeaderName, HeaderValue, StatusCode};
use tokio::time::Instant;
use tracing::{debug, error_span};

use super::Wire;
use super::body::Incoming;
use super::call::{Call, Said};
use super::reader::Reader;
use super::refusal::Problem;
use super::routes::Route;
use crate::domain::quote::quoted;
use crate::domain::refusal::Refusal;
use crate::server::ConnInfo;
use crate::wire::request_id::{HEADER, RequestId};

/// How long a stream may go on where the connection says nothing of it.
const LONGEST_STREAM: Duration = Duration::from_secs(3600);

const VERSION: HeaderName = HeaderName::from_static("x-api-version");

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
    let mut body = Incoming::new(body, &parts.headers);
    let standing = match wire.gate.caller(&parts.uri, &parts.headers, false).await {
        Ok(standing) => standing,
        Err(failure) => {
            body.leave().await;
            return Err(failure.into());
        }
    };
    require_version(&parts)?;
    let about: Option<&ConnInfo> = parts.extensions.get();
    let retire = about.map_or_else(|| Instant::now() + LONGEST_STREAM, |about| about.retire_at);
    (route.handler)(Call { wire, caller: standing.caller, parts, body, id, retire }).await
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
