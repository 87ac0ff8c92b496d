//! One call as the log knows it.

use tokio::time::Instant;
use tonic::Code;
use tracing::{Span, debug, error_span};

use super::RequestId;

/// What is kept of a call until it ends, which for a watch may be an hour; small for that reason. Dropping it writes
/// the call's one line, so a caller that went away is logged like any other.
pub(super) struct Call {
    id: RequestId,
    path: Box<str>,
    started: Instant,
    code: Code,
    span: Option<Span>,
}

impl Call {
    pub(super) fn new(id: RequestId, path: &str) -> Self {
        // The path is copied: its slice of the header block would keep the whole block alive.
        Self { id, path: path.into(), started: Instant::now(), code: Code::Cancelled, span: None }
    }

    pub(super) fn id(&self) -> &str {
        self.id.as_str()
    }

    /// How it ended. A call that nobody ended was cancelled.
    pub(super) fn end(&mut self, code: Code) {
        self.code = code;
    }

    /// The span of the call: the one kept from the last time, else a new one. An idle watch has none, since spans are
    /// large; it gets one whenever it has something to do.
    pub(super) fn span(&mut self) -> Span {
        self.span.take().unwrap_or_else(|| error_span!("call", request_id = self.id.as_str(), path = &*self.path))
    }

    /// Keeps the span, as there is more to do at once.
    pub(super) fn keep(&mut self, span: Span) {
        self.span = Some(span);
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        debug!(
            request_id = self.id.as_str(),
            path = &*self.path,
            code = ?self.code,
            elapsed_us = self.started.elapsed().as_micros() as u64,
            "call ended"
        );
    }
}
