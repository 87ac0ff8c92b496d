//! How a "no" looks on the wire: a status code, a sentence, and google.rpc details with a stable reason, so that
//! programs need not read the sentence. The only place that makes statuses.

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

/// The domain of every `ErrorInfo` of ours: within it a reason means one thing.
pub const DOMAIN: &str = "pumpup";

/// The reasons that the edge itself gives.
pub mod reason {
    /// The request can't be read, whatever it asked for.
    pub const INVALID_REQUEST: &str = "INVALID_REQUEST";
    /// The request is larger than the server takes.
    pub const LIMIT_EXCEEDED: &str = "LIMIT_EXCEEDED";
    /// There is no such thing, or none that the caller may see.
    pub const NOT_FOUND: &str = "NOT_FOUND";
    /// The caller's own deadline passed before the answer was there.
    pub const DEADLINE_EXCEEDED: &str = "DEADLINE_EXCEEDED";
    /// The server, or this connection to it, is about to close; another connection will do.
    pub const SERVER_DRAINING: &str = "SERVER_DRAINING";
    /// A fault of ours.
    pub const INTERNAL: &str = "INTERNAL";
}

/// A status with its reason in an `ErrorInfo`.
pub fn status(code: Code, reason: &str, message: impl Into<String>) -> Status {
    Status::with_error_details(code, message, details(reason))
}

/// The answer to a fault of ours: nothing of the fault, but the request's id to find it in the log.
pub fn bug(request_id: &str) -> Status {
    let mut details = details(reason::INTERNAL);
    details.set_request_info(request_id, "");
    Status::with_error_details(
        Code::Internal,
        "Something went wrong on our side. Give the request id when you report it.",
        details,
    )
}

fn details(reason: &str) -> ErrorDetails {
    ErrorDetails::with_error_info(reason, DOMAIN, [])
}
