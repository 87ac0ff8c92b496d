//! The caller's deadline, from `grpc-timeout`. tonic calls a passed one CANCELLED and doesn't watch over streams.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::{HeaderMap, HeaderName};
use tokio::time::{Instant, Sleep, sleep_until};
use tonic::{Code, Status};

use crate::rpc::status::{reason, status};

const HEADER: HeaderName = HeaderName::from_static("grpc-timeout");
/// A call that may take longer than this has no deadline worth a timer.
const ENDLESS: Duration = Duration::from_secs(365 * 24 * 3600);

/// Goes off at the deadline of a call. Only a call that has a deadline has one.
pub(super) struct Alarm(Pin<Box<Sleep>>);

impl Alarm {
    /// Ready once the deadline has passed.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }

    /// The same without waiting for it, which a stream that always has something to say needs.
    pub(super) fn is_due(&self) -> bool {
        Instant::now() >= self.0.deadline()
    }
}

/// The alarm that the headers ask for.
pub(super) fn of(headers: &HeaderMap) -> Result<Option<Alarm>, Status> {
    let Some(given) = headers.get(HEADER) else {
        return Ok(None);
    };
    let timeout = given.to_str().ok().and_then(parse).ok_or_else(|| {
        let message = "The grpc-timeout is malformed: it must be one to eight digits and one of H, M, S, m, u, n.";
        status(Code::InvalidArgument, reason::INVALID_REQUEST, message)
    })?;
    Ok((timeout < ENDLESS).then(|| Alarm(Box::pin(sleep_until(Instant::now() + timeout)))))
}

/// The answer when the deadline passed first.
pub(super) fn passed() -> Status {
    status(
        Code::DeadlineExceeded,
        reason::DEADLINE_EXCEEDED,
        "The deadline that the caller set has passed; a write may still take effect.",
    )
}

fn parse(given: &str) -> Option<Duration> {
    let (digits, unit) = given.split_at_checked(given.len().checked_sub(1)?)?;
    if !(1..=8).contains(&digits.len()) || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let count: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(count * 3600)),
        "M" => Some(Duration::from_secs(count * 60)),
        "S" => Some(Duration::from_secs(count)),
        "m" => Some(Duration::from_millis(count)),
        "u" => Some(Duration::from_micros(count)),
        "n" => Some(Duration::from_nanos(count)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_protocol_allows_and_nothing_else() {
        let second = Duration::from_secs(1);
        for (given, expected) in [
            ("1H", Some(second * 3600)),
            ("2M", Some(second * 120)),
            ("3S", Some(second * 3)),
            ("4m", Some(Duration::from_millis(4))),
            ("5u", Some(Duration::from_micros(5))),
            ("6n", Some(Duration::from_nanos(6))),
            ("0n", Some(Duration::ZERO)),
            ("00000001S", Some(second)),
            ("99999999H", Some(second * 99_999_999 * 3600)),
            ("", None),
            ("S", None),
            ("1", None),
            ("1s", None),
            ("1h", None),
            ("-1S", None),
            ("+1S", None),
            ("1.5S", None),
            ("1 S", None),
            (" 1S", None),
            ("1SS", None),
            ("100000000S", None),
            ("1é", None),
            ("é", None),
        ] {
            assert_eq!(parse(given), expected, "{given:?}");
        }
    }
}
