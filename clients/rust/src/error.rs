//! Why a call was not done.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::transport;

/// Why a call was not done.
#[derive(Clone, Debug)]
pub enum Error {
    /// The server said no, and why.
    Refused(Box<Refusal>),
    /// The deadline of the call, or of the wait, passed. Whether the call took effect is not known; the same call with the same
    /// idempotency key finds out.
    TimedOut(String),
    /// The server cannot be reached, or the connection broke and did not come back before the retries were used up.
    Unreachable(String),
    /// The client is set up in a way that cannot work.
    Settings(String),
    /// A file on this side could not be read or written.
    File(String),
}

/// The server's "no".
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The stable word for it, one of [`reason`]; empty if what answered was no pumpup.
    pub reason: String,
    /// The server's sentence for people.
    pub message: String,
    /// The gRPC status code.
    pub code: Code,
    /// The particulars of the reason, for example `request_id` with `REQUEST_ALREADY_OPEN`.
    pub metadata: BTreeMap<String, String>,
    /// Every fault of the message, with its path.
    pub violations: Vec<Violation>,
    /// What to name when reporting a fault of the server; empty otherwise.
    pub request_id: String,
    /// When trying again makes sense, if the server said so.
    pub retry_after: Option<Duration>,
}

/// One fault of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field, for example `key_value_context[1].key`.
    pub field: String,
    /// What is wrong with it.
    pub description: String,
}

macro_rules! reasons {
    ($($name:ident)*) => {
        /// The reasons of refusals, as they stand in [`Refusal::reason`](super::Refusal::reason).
        #[allow(missing_docs)]
        pub mod reason {
            $(pub const $name: &str = stringify!($name);)*
            /// All of them.
            pub const ALL: &[&str] = &[$($name),*];
        }
    };
}

reasons! {
    INVALID_REQUEST IDEMPOTENCY_KEY_REUSED PAGE_TOKEN_INVALID METADATA_SCHEMA ANSWERS_INVALID
    UNAUTHENTICATED PERMISSION_DENIED
    NOT_FOUND ACCOUNT_NOT_FOUND PROJECT_NOT_FOUND TASK_NOT_FOUND REQUEST_NOT_FOUND UPLOAD_NOT_FOUND PERSON_NOT_FOUND
    AGENT_NOT_FOUND KEY_NOT_FOUND ATTACHMENT_NOT_FOUND
    ACCOUNT_EXISTS PROJECT_EXISTS PERSON_EXISTS AGENT_EXISTS ATTACHMENT_EXISTS
    REQUEST_ALREADY_OPEN REQUEST_ALREADY_DECIDED REQUEST_CLOSED REQUEST_NOT_DECIDED TASK_CLOSED TRANSITION_NOT_DECLARED
    DIGEST_MISMATCH PASSWORD_WRONG PROJECT_PROTECTED PROJECT_IN_USE
    LIMIT_EXCEEDED DEADLINE_EXCEEDED UNAVAILABLE DRAINING INTERNAL
}

impl Error {
    /// The reason of a refusal; empty for everything else.
    pub fn reason(&self) -> &str {
        self.refusal().map_or("", |refusal| refusal.reason.as_str())
    }

    /// The refusal, if the server refused.
    pub fn refusal(&self) -> Option<&Refusal> {
        if let Self::Refused(refusal) = self { Some(refusal) } else { None }
    }

    /// What a call to the server at `url` ended with.
    pub(crate) fn of(status: &Status, url: &str) -> Self {
        let refusal = Refusal::of(status);
        if status.code() == Code::DeadlineExceeded || transport::is_timeout(status) {
            let unsaid =
                || format!("The server at {url} did not answer in time. A write may have taken effect all the same.");
            return Self::TimedOut(if refusal.reason.is_empty() { unsaid() } else { refusal.to_string() });
        }
        match transport::sentence(status, url) {
            Some(sentence) => Self::Unreachable(sentence),
            None => Self::Refused(Box::new(refusal)),
        }
    }
}

impl Refusal {
    fn of(status: &Status) -> Self {
        let details = status.get_error_details();
        let info = details.error_info();
        let faults = details.bad_request().map(|request| request.field_violations.clone()).unwrap_or_default();
        let violation = |of: tonic_types::FieldViolation| Violation { field: of.field, description: of.description };
        Self {
            reason: info.map_or_else(String::new, |info| info.reason.clone()),
            message: status.message().to_owned(),
            code: status.code(),
            metadata: info.map(|info| info.metadata.clone().into_iter().collect()).unwrap_or_default(),
            violations: faults.into_iter().map(violation).collect(),
            request_id: details.request_info().map_or_else(String::new, |info| info.request_id.clone()),
            retry_after: details.retry_info().and_then(|info| info.retry_delay),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::TimedOut(sentence)
            | Self::Unreachable(sentence)
            | Self::Settings(sentence)
            | Self::File(sentence) => f.write_str(sentence),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = if self.reason.is_empty() { self.code.description() } else { &self.reason };
        write!(f, "{} [{reason}]", self.message)?;
        for violation in &self.violations {
            write!(f, "\n  {}: {}", violation.field, violation.description)?;
        }
        if !self.request_id.is_empty() {
            write!(f, "\n  request id: {}", self.request_id)?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic_types::ErrorDetails;

    #[test]
    fn a_refusal_says_its_sentence_reason_and_every_path() {
        let mut details = ErrorDetails::with_error_info("INVALID_REQUEST", "pumpup", [("puppet".into(), "yes".into())]);
        details.add_bad_request_violation("summary", "is required");
        details.add_bad_request_violation("key_value_context[1].key", "is there already");
        let status = Status::with_error_details(Code::InvalidArgument, "two faults", details);
        let error = Error::of(&status, "http://127.0.0.1:1");
        let text = "two faults [INVALID_REQUEST]\n  summary: is required\n  key_value_context[1].key: is there already";
        assert_eq!((error.reason(), error.to_string()), (reason::INVALID_REQUEST, text.to_owned()));
    }

    #[test]
    fn the_reasons_are_those_of_the_scenario() {
        let text = include_str!("../../scenario/reasons.json");
        let reasons: BTreeMap<String, String> = serde_json::from_str(text).expect("a table of reasons");
        let mut known: Vec<_> = reason::ALL.to_vec();
        known.sort_unstable();
        assert_eq!(known, reasons.keys().map(String::as_str).collect::<Vec<_>>());
    }
}
