//! The id under which one request is found in the log: the caller's own if it is sane, else a new one.

use std::sync::Arc;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use crate::environment::mint;

/// The header that carries the id both ways.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// A request's id: 1 to 128 characters of `A-Z a-z 0-9 . _ -`. Handlers find it in the request's extensions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id that the caller gave, or a new one where that is missing or could do harm in a log.
    pub fn of(headers: &HeaderMap) -> Self {
        headers
            .get(HEADER)
            .and_then(|given| given.to_str().ok())
            .filter(|given| is_sane(given))
            .map_or_else(Self::mint, |given| Self(given.into()))
    }

    /// A new id. Ids of version 7 sort by time, as the log does.
    fn mint() -> Self {
        let mut buffer = Uuid::encode_buffer();
        Self(Arc::from(&*mint().hyphenated().encode_lower(&mut buffer)))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as the value of a header.
    pub fn header(&self) -> HeaderValue {
        HeaderValue::from_str(&self.0).expect("a request id holds only characters that a header may hold")
    }
}

fn is_sane(given: &str) -> bool {
    (1..=128).contains(&given.len())
        && given.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_sane_id_and_replaces_any_other() {
        let long = "x".repeat(128);
        for given in ["a", "Job-7_b.3", &long] {
            let headers = HeaderMap::from_iter([(HEADER, HeaderValue::from_str(given).unwrap())]);
            assert_eq!(RequestId::of(&headers).as_str(), given);
        }
        let too_long = "x".repeat(129);
        for given in [&b""[..], b"a b", b"a/b", b"a\tb", b"\xff", too_long.as_bytes()] {
            let headers = HeaderMap::from_iter([(HEADER, HeaderValue::from_bytes(given).unwrap())]);
            assert!(Uuid::parse_str(RequestId::of(&headers).as_str()).is_ok(), "{given:?} was kept");
        }
        assert_ne!(RequestId::of(&HeaderMap::new()), RequestId::of(&HeaderMap::new()));
    }
}
