//! What surrounds every gRPC call: its request id, its deadline, the net that catches a panic, tonic's own statuses
//! said in our terms, and one DEBUG line at its end. It knows no service and no message.
//!
//! It is one function around the handler rather than a stack of layers: a stack costs an allocation and a wrapped body
//! per layer for every idle watch.

mod call;
mod deadline;
mod dialect;
mod reply;
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
use http::StatusCode;
use tonic::{Code, Status};

pub use self::dialect::Dialect;
pub use crate::wire::request_id::RequestId;

use self::call::Call;
use self::deadline::Alarm;
use self::reply::Reply;
use super::status;
use crate::wire::request_id;

/// The gRPC `router` with everything that surrounds a call, and beside it `plain`, which answers whoever speaks no gRPC on
/// paths that no service has. Calls on such paths are answered as gRPC wants it.
pub fn around(router: axum::Router, plain: axum::Router) -> axum::Router {
    router.reset_fallback().route_layer(from_fn(guard)).merge(plain.layer(from_fn(pass)))
}

/// Runs a call of a service. Who speaks no gRPC is told so.
async fn guard(request: Request, next: Next) -> Response {
    match Dialect::of(&request) {
        Some(dialect) => dialect.run(request, async move |request| next.run(request).await).await,
        None => StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
    }
}

/// Refuses calls, and lets through what is none.
async fn pass(request: Request, next: Next) -> Response {
    match Dialect::of(&request) {
        Some(dialect) => dialect.run(request, async |_| Status::unimplemented("").into_http()).await,
        None => next.run(request).await,
    }
}

/// Runs one call.
async fn call(mut request: Request, handler: impl AsyncFnOnce(Request) -> Response) -> Response {
    let id = RequestId::of(request.headers());
    let mut call = Call::new(id.clone(), request.uri().path());

    let answered = match deadline::of(request.headers()) {
        Ok(alarm) => {
            request.extensions_mut().insert(id.clone());
            run(&mut call, alarm, handler(request)).await
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
