//! How a "no" looks on the wire: a status code, a sentence, and google.rpc details with a stable reason, so that
//! programs need not read the sentence. The only place that makes statuses.

use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::domain::faults::Violation;
use crate::domain::quote::shortened;
use crate::domain::refusal::{Ending, Refusal};
use crate::engine::Failure;

/// The domain of every `ErrorInfo` of ours: within it a reason means one thing.
pub const DOMAIN: &str = "pumpup";

/// How many bytes a status may take on the wire. Longer trailers break clients.
const MOST_BYTES: usize = 4 * 1024;

/// How much of that the sentence may take; it crosses the wire twice, once within the details and once on its own.
const MESSAGE_CHARS: usize = 500;

/// How many bytes the sentence may take on its own, where most characters are percent-encoded.
const MESSAGE_BYTES: usize = 1_500;

/// How much of it violations may take.
const VIOLATION_BYTES: usize = 2_200;

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
    pub const DRAINING: &str = "DRAINING";
    /// The store does not answer, or not for sure; the same call again finds out.
    pub const UNAVAILABLE: &str = "UNAVAILABLE";
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

/// The status of a call that was not done. What is our fault is logged here, once, with its cause.
pub fn of(failure: &Failure, request_id: &str) -> Status {
    match failure {
        Failure::Refused(refusal) => refused(refusal),
        Failure::Unavailable(why) => {
            tracing::error!(why, "a call could not be done");
            let message = "the store does not answer, and the call may or may not have been done; \
                           send the same call with the same idempotency key again to find out";
            again(Code::Unavailable, reason::UNAVAILABLE, message, Duration::from_millis(500))
        }
        Failure::Overloaded => {
            let message = "too many calls are waiting; nothing was done, try again in a moment";
            again(Code::ResourceExhausted, reason::LIMIT_EXCEEDED, message, Duration::from_millis(250))
        }
        Failure::Draining => {
            let message = "this server is going away; the same call on a new connection is answered";
            again(Code::Unavailable, reason::DRAINING, message, Duration::from_millis(50))
        }
        Failure::Bug(why) => {
            tracing::error!(why, "a call met a bug");
            bug(request_id)
        }
    }
}

fn again(code: Code, reason: &str, message: &str, delay: Duration) -> Status {
    let mut details = details(reason);
    details.set_retry_info(Some(delay));
    Status::with_error_details(code, message, details)
}

/// The status of a refusal.
pub fn refused(refusal: &Refusal) -> Status {
    let mut details = details_with(refusal.reason(), metadata(refusal));
    let mut message = sentence(&refusal.message());
    match refusal {
        Refusal::Invalid(violations) => message.push_str(&violate(&mut details, "", violations)),
        Refusal::MetadataSchema { complaints, .. } => message.push_str(&violate(&mut details, "", complaints)),
        Refusal::AnswersInvalid(violations) => message.push_str(&violate(&mut details, "answers", violations)),
        Refusal::NotFound { noun, id } => {
            let id = shortened(id, 200);
            details.set_resource_info(noun.word(), id, "", "");
        }
        Refusal::Exists { noun, name, .. } => {
            details.set_resource_info(noun.word(), shortened(name, 200), "", "");
        }
        Refusal::IdempotencyKeyReused { .. }
        | Refusal::PageTokenInvalid { .. }
        | Refusal::Unauthenticated
        | Refusal::PermissionDenied { .. }
        | Refusal::RequestAlreadyOpen { .. }
        | Refusal::RequestAlreadyDecided { .. }
        | Refusal::RequestClosed { .. }
        | Refusal::RequestNotDecided { .. }
        | Refusal::TaskClosed { .. }
        | Refusal::TransitionNotDeclared { .. }
        | Refusal::DigestMismatch { .. }
        | Refusal::PasswordWrong
        | Refusal::ProjectProtected
        | Refusal::ProjectInUse { .. }
        | Refusal::LimitExceeded { .. } => {}
    }
    let status = Status::with_error_details(code(refusal), message, details);
    debug_assert!(status.details().len() <= MOST_BYTES, "{} bytes of details for {refusal:?}", status.details().len());
    status
}

/// As much of a message as a trailer has room for.
fn sentence(message: &str) -> String {
    let encoded = |char: char| if char.is_ascii_alphanumeric() { 1 } else { 3 * char.len_utf8() };
    let fit = message.chars().scan(0, |bytes, char| {
        *bytes += encoded(char);
        (*bytes <= MESSAGE_BYTES).then_some(())
    });
    shortened(message, fit.count().min(MESSAGE_CHARS)).into_owned()
}

fn code(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::Invalid(_)
        | Refusal::IdempotencyKeyReused { .. }
        | Refusal::PageTokenInvalid { .. }
        | Refusal::MetadataSchema { .. }
        | Refusal::AnswersInvalid(_) => Code::InvalidArgument,
        Refusal::Unauthenticated => Code::Unauthenticated,
        Refusal::PermissionDenied { .. } => Code::PermissionDenied,
        Refusal::NotFound { .. } => Code::NotFound,
        Refusal::Exists { .. } => Code::AlreadyExists,
        Refusal::RequestAlreadyOpen { .. }
        | Refusal::RequestAlreadyDecided { .. }
        | Refusal::RequestClosed { .. }
        | Refusal::RequestNotDecided { .. }
        | Refusal::TaskClosed { .. }
        | Refusal::TransitionNotDeclared { .. }
        | Refusal::DigestMismatch { .. }
        | Refusal::PasswordWrong
        | Refusal::ProjectProtected
        | Refusal::ProjectInUse { .. } => Code::FailedPrecondition,
        Refusal::LimitExceeded { .. } => Code::ResourceExhausted,
    }
}

/// What a program may want to know without reading the sentence.
fn metadata(refusal: &Refusal) -> Vec<(&'static str, String)> {
    match refusal {
        Refusal::IdempotencyKeyReused { key } => vec![("idempotency_key", key.clone())],
        Refusal::PageTokenInvalid { field } => vec![("field", (*field).into())],
        Refusal::MetadataSchema { step, .. } => vec![("step", step.clone())],
        Refusal::RequestAlreadyOpen { task, request } => {
            vec![("task_id", task.to_string()), ("request_id", request.to_string())]
        }
        Refusal::RequestAlreadyDecided { request, by, outcome, at } => {
            let outcome = outcome.as_ref().map(|outcome| ("outcome", outcome.verdict.as_str().to_owned()));
            [("request_id", request.to_string()), ("decided_by", by.clone()), ("decided_at", at.to_string())]
                .into_iter()
                .chain(outcome)
                .collect()
        }
        Refusal::RequestClosed { request, ending, at } => {
            let ending = match ending {
                Ending::Cancelled => "cancelled",
                Ending::TimedOut => "timed_out",
            };
            vec![("request_id", request.to_string()), ("ending", ending.into()), ("at", at.to_string())]
        }
        Refusal::RequestNotDecided { request } => vec![("request_id", request.to_string())],
        Refusal::TaskClosed { task, step } => vec![("task_id", task.to_string()), ("step", step.clone())],
        Refusal::TransitionNotDeclared { from, to, .. } => vec![("from", from.clone()), ("to", to.clone())],
        Refusal::DigestMismatch { request, digest } => {
            vec![("request_id", request.to_string()), ("digest", digest.clone())]
        }
        Refusal::ProjectInUse { project_name, .. } => vec![("project_name", project_name.clone())],
        Refusal::LimitExceeded { what, limit } => vec![("what", (*what).into()), ("limit", limit.to_string())],
        Refusal::Invalid(_)
        | Refusal::AnswersInvalid(_)
        | Refusal::Unauthenticated
        | Refusal::PermissionDenied { .. }
        | Refusal::NotFound { .. }
        | Refusal::Exists { .. }
        | Refusal::PasswordWrong
        | Refusal::ProjectProtected => vec![],
    }
}

/// Puts violations in as far as they fit, and says how many were left out.
fn violate(details: &mut ErrorDetails, within: &str, violations: &[Violation]) -> String {
    let mut bytes = 0;
    let mut left_out = 0;
    for violation in violations {
        let field = match within {
            "" => shortened(&violation.field, 250).into_owned(),
            within => format!("{within}[{:?}]", shortened(&violation.field, 250)),
        };
        let description = shortened(&violation.description, 400);
        bytes += field.len() + description.len() + 10;
        if bytes > VIOLATION_BYTES {
            left_out += 1;
        } else {
            details.add_bad_request_violation(field, description);
        }
    }
    match left_out {
        0 => String::new(),
        left_out => format!(" ({left_out} of {} violations are left out here for want of room)", violations.len()),
    }
}

fn details(reason: &str) -> ErrorDetails {
    details_with(reason, Vec::new())
}

fn details_with(reason: &str, metadata: Vec<(&'static str, String)>) -> ErrorDetails {
    let metadata: std::collections::HashMap<String, String> =
        metadata.into_iter().map(|(name, value)| (name.to_owned(), shortened(&value, 200).into_owned())).collect();
    ErrorDetails::with_error_info(reason, DOMAIN, metadata)
}
