//! How a "no" looks over REST: a status, and one body for everybody, which is a problem document (RFC 9457) with the members
//! that the published clients look for. The only place that gives refusals their statuses.

use axum::response::{IntoResponse as _, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, StatusCode};

use super::json::{Json, list, object, text};
use crate::domain::faults::Violation;
use crate::domain::quote::shortened;
use crate::domain::refusal::{Ending, Refusal};
use crate::domain::request::{Request, State};
use crate::engine::Failure;
use crate::wire::request_id::RequestId;

/// How much of one value a refusal shows, of one sentence, and how many violations: a refusal is for reading.
const SHOWN: usize = 200;
const SENTENCE: usize = 1_000;
const VIOLATIONS: usize = 100;

/// Why a call is not answered as was hoped.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    reason: &'static str,
    message: Box<str>,
    violations: Vec<Violation>,
    metadata: Vec<(&'static str, String)>,
    header: Option<(&'static str, &'static str)>,
}

impl Problem {
    /// One without particulars.
    pub(super) fn new(status: StatusCode, reason: &'static str, message: impl Into<Box<str>>) -> Self {
        Self { status, reason, message: message.into(), violations: Vec::new(), metadata: Vec::new(), header: None }
    }

    fn with(self, name: &'static str, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    /// A fault of ours. Nothing of it is told.
    pub(super) fn bug() -> Self {
        let message = "Something went wrong on our side. Give the request id when you report it.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", message)
    }

    /// No route has this path.
    pub(super) fn no_path(path: &str) -> Self {
        let path = shortened(path, SHOWN);
        let message = format!("there is nothing at {path}; what there is says /api/openapi.json");
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", message)
    }

    /// The path has other methods.
    pub(super) fn no_method(method: &str, allowed: &'static str) -> Self {
        let message = format!("{} is not served here, but {allowed}", shortened(method, 20));
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message).with("allow", allowed)
    }

    /// The body comes as another type.
    pub(super) fn no_such_type(wanted: &'static str) -> Self {
        let message = format!("send the body as {wanted}, and say so in Content-Type");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_REQUEST", message).with("accept", wanted)
    }

    /// The body does not come.
    pub(super) fn too_slow() -> Self {
        let message = "the rest of the request did not come in time; nothing was done, so send it again";
        // The connection is no good any more: what is left of the body may still come over it.
        Self::new(StatusCode::REQUEST_TIMEOUT, "DEADLINE_EXCEEDED", message).with("connection", "close")
    }

    /// A request that ended without a result: the published clients know no other way to hear of it.
    pub(super) fn gone(request: &Request) -> Option<Self> {
        let refusal = request.require_open().err()?;
        let more = match &request.state {
            State::Cancelled { by, reason, .. } => vec![("cancelledBy", by.clone()), ("reason", reason.clone())],
            State::TimedOut { fell_back_to, .. } => vec![("fellBackTo", fell_back_to.clone())],
            State::Pending | State::Decided(_) | State::Answered(_) => return None,
        };
        let mut problem = Self { status: StatusCode::GONE, ..Self::from(refusal) };
        problem.metadata.extend(more);
        Some(problem)
    }

    /// The body.
    pub(super) fn body(&self, id: &RequestId) -> Json {
        let mut title = self.reason.to_lowercase().replace('_', " ");
        title[..1].make_ascii_uppercase();
        let violation = |violation: &Violation| {
            let (field, description) = (&violation.field, &violation.description);
            object([("field", text(shortened(field, SHOWN))), ("description", text(shortened(description, SENTENCE)))])
        };
        let violations = &self.violations[..self.violations.len().min(VIOLATIONS)];
        let sentence = match self.violations.len() - violations.len() {
            0 => shortened(&self.message, SENTENCE).into_owned(),
            left_out => format!("{} ({left_out} violations are left out here)", shortened(&self.message, SENTENCE)),
        };
        let metadata = self.metadata.iter();
        let mut body = vec![
            ("type", text(format!("urn:pumpup:{}", self.reason))),
            ("title", text(title)),
            ("status", Json::Number(self.status.as_u16().into())),
            ("detail", text(&sentence)),
            ("code", text(self.reason)),
            ("message", text(&sentence)),
            ("error", text(&sentence)),
            ("violations", list(violations, violation)),
            (
                "metadata",
                Json::Object(metadata.map(|(name, value)| ((*name).into(), text(shortened(value, SHOWN)))).collect()),
            ),
        ];
        if self.status == StatusCode::INTERNAL_SERVER_ERROR {
            body.push(("requestId", text(id.as_str())));
        }
        Json::Object(body.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The response.
    pub(super) fn respond(self, id: &RequestId) -> Response {
        let headers = [(CONTENT_TYPE, "application/problem+json")];
        let mut response = (self.status, headers, self.body(id).to_string()).into_response();
        let header = |(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value));
        response.headers_mut().extend(self.header.map(header));
        response
    }
}

impl From<Failure> for Problem {
    /// What is our fault is logged here, once, with its cause.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(refusal) => Self::from((*refusal).clone()),
            Failure::Unavailable(why) => {
                tracing::error!(why, "a call could not be done");
                let message = "the store does not answer, and the call may or may not have been done; \
                               send the same call with the same idempotency key again to find out";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", message).with("retry-after", "1")
            }
            Failure::Overloaded => {
                let message = "too many calls are waiting; nothing was done, try again in a moment";
                Self::new(StatusCode::TOO_MANY_REQUESTS, "LIMIT_EXCEEDED", message).with("retry-after", "1")
            }
            Failure::Draining => {
                let message = "this server is going away; the same call on a new connection is answered";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "DRAINING", message).with("retry-after", "1")
            }
            Failure::Bug(why) => {
                tracing::error!(why, "a call met a bug");
                Self::bug()
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let mut problem = Self::new(status(&refusal), refusal.reason(), refusal.message());
        problem.metadata = metadata(&refusal);
        match refusal {
            Refusal::Invalid(violations) | Refusal::AnswersInvalid(violations) => problem.violations = violations,
            Refusal::MetadataSchema { complaints, .. } => problem.violations = complaints,
            // Pages go on by a cursor here, whatever the listing calls it.
            Refusal::PageTokenInvalid { .. } => {
                problem.message = Refusal::PageTokenInvalid { field: "cursor" }.message().into();
            }
            Refusal::Unauthenticated => {
                problem.header = Some(("www-authenticate", "Bearer"));
            }
            Refusal::IdempotencyKeyReused { .. }
            | Refusal::PermissionDenied { .. }
            | Refusal::NotFound { .. }
            | Refusal::Exists { .. }
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
        problem
    }
}

fn status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::Invalid(_)
        | Refusal::IdempotencyKeyReused { .. }
        | Refusal::PageTokenInvalid { .. }
        | Refusal::MetadataSchema { .. }
        | Refusal::AnswersInvalid(_) => StatusCode::BAD_REQUEST,
        Refusal::Unauthenticated => StatusCode::UNAUTHORIZED,
        Refusal::PermissionDenied { .. } => StatusCode::FORBIDDEN,
        Refusal::NotFound { .. } => StatusCode::NOT_FOUND,
        Refusal::Exists { .. }
        | Refusal::RequestAlreadyOpen { .. }
        | Refusal::RequestAlreadyDecided { .. }
        | Refusal::RequestClosed { .. }
        | Refusal::RequestNotDecided { .. }
        | Refusal::TaskClosed { .. }
        | Refusal::TransitionNotDeclared { .. }
        | Refusal::DigestMismatch { .. }
        | Refusal::PasswordWrong
        | Refusal::ProjectProtected
        | Refusal::ProjectInUse { .. } => StatusCode::CONFLICT,
        // What is too large is so the next time as well; of what is too much there may be less by then.
        Refusal::LimitExceeded { what, .. } if what.starts_with("bytes") => StatusCode::PAYLOAD_TOO_LARGE,
        Refusal::LimitExceeded { .. } => StatusCode::TOO_MANY_REQUESTS,
    }
}

/// What a program may want to know without reading the sentence.
fn metadata(refusal: &Refusal) -> Vec<(&'static str, String)> {
    match refusal {
        Refusal::IdempotencyKeyReused { key } => vec![("idempotencyKey", key.clone())],
        Refusal::MetadataSchema { step, .. } => vec![("step", step.clone())],
        Refusal::NotFound { noun, id } => vec![("resource", noun.word().into()), ("id", id.clone())],
        Refusal::Exists { noun, name, .. } => vec![("resource", noun.word().into()), ("name", name.clone())],
        Refusal::RequestAlreadyOpen { task, request } => {
            vec![("taskId", task.to_string()), ("requestId", request.to_string())]
        }
        Refusal::RequestAlreadyDecided { request, by, outcome, at } => {
            let outcome = outcome.as_ref().map(|outcome| ("outcome", outcome.verdict.as_str().to_owned()));
            [("requestId", request.to_string()), ("decidedBy", by.clone()), ("decidedAt", at.to_string())]
                .into_iter()
                .chain(outcome)
                .collect()
        }
        Refusal::RequestClosed { request, ending, at } => {
            let ending = match ending {
                Ending::Cancelled => "cancelled",
                Ending::TimedOut => "timed_out",
            };
            vec![("requestId", request.to_string()), ("ending", ending.into()), ("at", at.to_string())]
        }
        Refusal::RequestNotDecided { request } => vec![("requestId", request.to_string())],
        Refusal::TaskClosed { task, step } => vec![("taskId", task.to_string()), ("step", step.clone())],
        Refusal::TransitionNotDeclared { from, to, .. } => vec![("from", from.clone()), ("to", to.clone())],
        Refusal::DigestMismatch { request, digest } => {
            vec![("requestId", request.to_string()), ("digest", digest.clone())]
        }
        Refusal::ProjectInUse { project_name, .. } => vec![("projectName", project_name.clone())],
        Refusal::LimitExceeded { what, limit } => vec![("what", (*what).into()), ("limit", limit.to_string())],
        Refusal::Invalid(_)
        | Refusal::AnswersInvalid(_)
        | Refusal::PageTokenInvalid { .. }
        | Refusal::Unauthenticated
        | Refusal::PermissionDenied { .. }
        | Refusal::PasswordWrong
        | Refusal::ProjectProtected => vec![],
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;

    use super::*;
    use crate::domain::ids::{RequestId as Asked, TaskId, Time};
    use crate::domain::refusal::Noun;

    fn answer(failure: Failure) -> (u16, String, Option<String>) {
        let problem = Problem::from(failure);
        let id = RequestId::of(&HeaderMap::new());
        let body = problem.body(&id).to_string();
        assert_eq!(body.contains(&format!(r#""requestId":"{}""#, id.as_str())), problem.status == 500, "{body}");
        let response = problem.respond(&id);
        let again = response.headers().get("retry-after").map(|after| after.to_str().unwrap().to_owned());
        (response.status().as_u16(), body, again)
    }

    #[test]
    fn what_is_ours_tells_nothing_and_says_whether_to_come_again() {
        let secret = || "the password of the database is hunter2".to_owned();
        for (failure, status, code, again) in [
            (Failure::Unavailable(secret()), 503, "UNAVAILABLE", Some("1")),
            (Failure::Draining, 503, "DRAINING", Some("1")),
            (Failure::Overloaded, 429, "LIMIT_EXCEEDED", Some("1")),
            (Failure::Bug(secret()), 500, "INTERNAL", None),
        ] {
            let (found, body, after) = answer(failure);
            assert_eq!((found, after.as_deref()), (status, again));
            assert!(body.contains(&format!(r#""code":"{code}""#)) && !body.contains("hunter2"), "{body}");
        }
    }

    #[test]
    fn refusals_have_the_statuses_of_the_platform() {
        let nil = uuid::Uuid::nil();
        let (request, task, at) = (Asked(nil), TaskId(nil), Time(0));
        let name = || "n".to_owned();
        for (refusal, status) in [
            (Refusal::Invalid(vec![]), 400),
            (Refusal::AnswersInvalid(vec![]), 400),
            (Refusal::IdempotencyKeyReused { key: name() }, 400),
            (Refusal::PageTokenInvalid { field: "page_token" }, 400),
            (Refusal::MetadataSchema { step: name(), complaints: vec![] }, 400),
            (Refusal::Unauthenticated, 401),
            (Refusal::PermissionDenied { to: "decide", only: name() }, 403),
            (Refusal::not_found(Noun::Task, "x"), 404),
            (Refusal::Exists { noun: Noun::Attachment, name: name(), hint: "" }, 409),
            (Refusal::RequestAlreadyOpen { task, request }, 409),
            (Refusal::RequestAlreadyDecided { request, by: name(), outcome: None, at }, 409),
            (Refusal::RequestClosed { request, ending: Ending::TimedOut, at }, 409),
            (Refusal::RequestNotDecided { request }, 409),
            (Refusal::TaskClosed { task, step: name() }, 409),
            (Refusal::TransitionNotDeclared { from: name(), to: name(), exits: vec![] }, 409),
            (Refusal::LimitExceeded { what: "attachments of a task", limit: 50 }, 429),
            (Refusal::LimitExceeded { what: "bytes of an upload", limit: 1 }, 413),
        ] {
            let (found, body, again) = answer(refusal.clone().into());
            assert_eq!((found, again), (status, None), "{body}");
            assert!(!body.contains("page_token"), "{body}");
        }
    }
}
