//! What surrounds every gRPC call: its request id, its deadline, the net that catches a panic, tonic's own statuses
//! said in our terms, and one DEBUG line at its end. It knows no service and no message.
//!
//! It is one function around the handler rather than a stack of layers: a stack costs an allocation and a wrapped body
//! per layer for every idle watch.

mod call;
mod deadline;
mod reply;
mod request_id;
mod translate;

#[cfg(test)]
mod tests;

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Response};
use axum::routing::any;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, StatusCode};
use tonic::{Code, Status};

pub use self::request_id::RequestId;

use self::call::Call;
use self::deadline::Alarm;
use self::reply::Reply;
use super::status;

/// The gRPC `router` with everything that surrounds a call. Its fallback answers paths that no service has; a router
/// that is merged with it later may put another in its place.
pub fn around(router: axum::Router) -> axum::Router {
    let unknown = any(unimplemented).layer(from_fn(|request, next| guard(StatusCode::NOT_FOUND, request, next)));
    router
        .layer(from_fn(|request, next| guard(StatusCode::UNSUPPORTED_MEDIA_TYPE, request, next)))
        .fallback_service(unknown)
}

async fn unimplemented() -> Response {
    Status::unimplemented("").into_http()
}

/// Runs one call. Who speaks no gRPC gets the plain answer `otherwise`.
async fn guard(otherwise: StatusCode, mut request: Request, next: Next) -> Response {
    if !speaks_grpc(&request) {
        return otherwise.into_response();
    }
    let id = RequestId::of(request.headers());
    let mut call = Call::new(id.clone(), request.uri().path());

    let answered = match deadline::of(request.headers()) {
        Ok(alarm) => {
            request.extensions_mut().insert(id.clone());
            run(&mut call, alarm, next.run(request)).await
        }
        Err(refusal) => Err(refusal),
    };
    let (mut response, alarm) = answered.unwrap_or_else(|refusal| (refusal.into_http(), None));

    translate::into_our_terms(response.headers_mut());
    response.headers_mut().insert(request_id::HEADER, id.header());
    match response.headers().get(translate::STATUS) {
        Some(code) => call.end(Code::from_bytes(code.as_bytes())),
        None => return response.map(|body| Body::new(Reply::new(body, call, alarm))),
    }
    response
}

/// Waits for the handler's response, but not past the deadline, and survives its panic.
async fn run(
    call: &mut Call,
    mut alarm: Option<Alarm>,
    handler: impl Future<Output = Response>,
) -> Result<(Response, Option<Alarm>), Status> {
    let mut handler = pin!(handler);
    let span = call.span();
    let response = poll_fn(|context| {
        match span.in_scope(|| catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(context)))) {
            Ok(Poll::Ready(response)) => return Poll::Ready(Ok(response)),
            Ok(Poll::Pending) => {}
            // The panic hook has logged it, within the span.
            Err(_) => return Poll::Ready(Err(status::bug(call.id()))),
        }
        match &mut alarm {
            Some(alarm) => alarm.poll(context).map(|()| Err(deadline::passed())),
            None => Poll::Pending,
        }
    })
    .await?;
    call.keep(span);
    Ok((response, alarm))
}

/// Whether this is a gRPC call whose messages are protobuf, which is all that we read.
fn speaks_grpc(request: &Request) -> bool {
    let media_type = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    let media_type = media_type.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    request.method() == Method::POST
        && [&b"application/grpc"[..], b"application/grpc+proto"]
            .iter()
            .any(|ours| media_type.eq_ignore_ascii_case(ours))
}
