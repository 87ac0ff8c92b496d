//! tonic's own statuses in our terms. What tonic refuses before a handler runs has other codes than the gRPC world
//! expects, and no details. We never use OUT_OF_RANGE, and every INTERNAL of ours has details, so they can be told
//! apart.

use http::{HeaderMap, HeaderName};
use tonic::{Code, Status};

use crate::rpc::status::{reason, status};

/// Where a call's code is found, in headers or trailers.
pub(super) const STATUS: HeaderName = HeaderName::from_static("grpc-status");
const DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");

const TOO_LARGE: &str = "Error, decoded message length too large: ";
/// How tonic's complaints about framing begin. They are the caller's faults.
const BROKEN: [&str; 3] = ["protocol error: ", "Unexpected EOF decoding stream.", "Missing request message."];

/// Rewrites the status in headers or trailers where it is one of tonic's.
pub(super) fn into_our_terms(headers: &mut HeaderMap) {
    // The first look is at bytes only: nearly every call is neither.
    if !headers.get(STATUS).is_some_and(|code| matches!(code.as_bytes(), b"11" | b"13")) {
        return;
    }
    if let Some(ours) = Status::from_header_map(headers).as_ref().and_then(translated) {
        headers.remove(DETAILS);
        ours.add_header(headers).expect("a status is written percent-encoded and in base64");
    }
}

fn translated(theirs: &Status) -> Option<Status> {
    match theirs.code() {
        Code::OutOfRange => {
            let sizes = theirs.message().strip_prefix(TOO_LARGE).map(|sizes| format!(": {sizes}")).unwrap_or_default();
            let message = format!("The message is too large{sizes}.");
            Some(status(Code::ResourceExhausted, reason::LIMIT_EXCEEDED, message))
        }
        Code::Internal
            if theirs.details().is_empty() && BROKEN.iter().any(|fault| theirs.message().starts_with(fault)) =>
        {
            let message = "The request is no well-formed gRPC message: its frame is cut short, empty or damaged.";
            Some(status(Code::InvalidArgument, reason::INVALID_REQUEST, message))
        }
        _ => None,
    }
}
