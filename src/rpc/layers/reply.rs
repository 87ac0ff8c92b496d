//! The body of a reply on its way out: still under the deadline, still caught when it panics, and logged at its end.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use http::HeaderMap;
use http_body::{Frame, SizeHint};
use tonic::{Code, Status};

use super::call::Call;
use super::deadline::{self, Alarm};
use super::translate;
use crate::rpc::status;

/// A body that says how its call ended. It has no timer unless the caller set a deadline.
pub(super) struct Reply {
    inner: Body,
    call: Call,
    alarm: Option<Alarm>,
}

impl Reply {
    pub(super) fn new(inner: Body, call: Call, alarm: Option<Alarm>) -> Self {
        Self { inner, call, alarm }
    }

    /// Ends the body with `status`, whatever it still wanted to say.
    fn end(&mut self, status: &Status) -> Frame<Bytes> {
        self.inner = Body::empty();
        self.alarm = None;
        self.call.end(status.code());
        let mut trailers = HeaderMap::new();
        status.add_header(&mut trailers).expect("a status is written percent-encoded and in base64");
        Frame::trailers(trailers)
    }

    /// Notes the status that a last frame carries.
    fn seen(&mut self, frame: &mut Frame<Bytes>) {
        if let Some(trailers) = frame.trailers_mut() {
            translate::into_our_terms(trailers);
            let code = trailers.get(translate::STATUS).map_or(Code::Unknown, |code| Code::from_bytes(code.as_bytes()));
            self.call.end(code);
            self.alarm = None;
        }
    }
}

impl http_body::Body for Reply {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let this = &mut *self;
        if this.alarm.as_ref().is_some_and(Alarm::is_due) {
            return Poll::Ready(Some(Ok(this.end(&deadline::passed()))));
        }
        let span = this.call.span();
        let inner = Pin::new(&mut this.inner);
        match span.in_scope(|| catch_unwind(AssertUnwindSafe(|| inner.poll_frame(context)))) {
            Ok(Poll::Ready(mut frame)) => {
                if let Some(Ok(frame)) = &mut frame {
                    this.seen(frame);
                }
                this.call.keep(span);
                Poll::Ready(frame)
            }
            Ok(Poll::Pending) => match &mut this.alarm {
                Some(alarm) => alarm.poll(context).map(|()| Some(Ok(this.end(&deadline::passed())))),
                None => Poll::Pending,
            },
            // The panic hook has logged it, within the span.
            Err(_) => {
                let bug = status::bug(this.call.id());
                Poll::Ready(Some(Ok(this.end(&bug))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        // A deadline may cut the body short, so only what can't be cut is promised.
        if self.alarm.is_some() { SizeHint::default() } else { self.inner.size_hint() }
    }
}
