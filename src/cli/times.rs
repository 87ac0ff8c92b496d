//! Times as people write and read them: expiries, spans, ages. The only place of the command line that reads the clock;
//! everything else gets the moment as an argument. It knows UTC only, so that two people read the same figure.

use crate::environment::Clock;
use std::time::Duration;

use prost_types::Timestamp;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// When something stops by itself, as it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Expiry {
    /// So long after the command runs.
    In(Duration),
    /// At this moment.
    At(OffsetDateTime),
}

impl Expiry {
    /// The moment that is meant, for a command that runs now.
    pub fn moment(self, now: OffsetDateTime) -> Timestamp {
        let at = match self {
            Expiry::In(span) => now.saturating_add(time::Duration::try_from(span).unwrap_or(time::Duration::MAX)),
            Expiry::At(at) => at,
        };
        Timestamp { seconds: at.unix_timestamp(), nanos: at.nanosecond().cast_signed() }
    }
}

/// The present moment.
pub fn now() -> OffsetDateTime {
    let micros = Clock::system().now().0;
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1_000).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// Reads `30d` or `2026-05-14T09:00:00Z`.
pub fn parse_expiry(text: &str) -> Result<Expiry, String> {
    if let Ok(at) = OffsetDateTime::parse(text, &Rfc3339) {
        return Ok(Expiry::At(at));
    }
    parse_span(text)
        .map(Expiry::In)
        .map_err(|_| "write a span such as 30d or 12h, or a moment such as 2026-05-14T09:00:00Z".to_owned())
}

/// Reads a span of one unit: `90s`, `45m`, `12h`, `30d`, `2w`.
pub fn parse_span(text: &str) -> Result<Duration, String> {
    let fault = || "write a whole number above 0 and a unit, s, m, h, d or w: for example 45m or 30d".to_owned();
    let unit = text.chars().next_back().ok_or_else(fault)?;
    let seconds: u64 = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return Err(fault()),
    };
    let digits = &text[..text.len() - unit.len_utf8()];
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(fault());
    }
    let count: u64 = digits.parse().map_err(|_| fault())?;
    // Ten thousand years is more than anybody means, and keeps the sum inside what a timestamp holds.
    match count.checked_mul(seconds) {
        Some(total) if total > 0 && total < 315_360_000_000 => Ok(Duration::from_secs(total)),
        _ => Err(fault()),
    }
}

/// A span as the wire carries it.
pub fn wire_span(span: Duration) -> prost_types::Duration {
    prost_types::Duration { seconds: span.as_secs().cast_signed(), nanos: span.subsec_nanos().cast_signed() }
}

/// A moment for people: `2026-05-14 09:00:00 UTC`.
pub fn moment(at: &Timestamp) -> String {
    let whole = Timestamp { seconds: at.seconds, nanos: 0 };
    whole.to_string().replacen('T', " ", 1).replacen('Z', " UTC", 1)
}

/// A moment for people with its distance from now: `2026-05-14 09:00:00 UTC (in 2h)`.
pub fn moment_and_distance(at: &Timestamp, now: OffsetDateTime) -> String {
    let ahead = at.seconds.saturating_sub(now.unix_timestamp());
    match ahead {
        0 => format!("{} (now)", moment(at)),
        1.. => format!("{} (in {})", moment(at), span(ahead)),
        _ => format!("{} ({} ago)", moment(at), span(-ahead)),
    }
}

/// How long ago something happened, in its largest unit: `45s`, `3m`, `2h`, `5d`. Clocks that disagree give `0s`.
pub fn age(since: &Timestamp, now: OffsetDateTime) -> String {
    span(now.unix_timestamp().saturating_sub(since.seconds).max(0))
}

/// A span in its largest unit, rounded down.
pub fn span(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn stamp(seconds: i64) -> Timestamp {
        Timestamp { seconds, nanos: 250_000_000 }
    }

    #[test]
    fn spans_are_read_and_refused() {
        for (text, seconds) in [("90s", 90), ("45m", 2_700), ("12h", 43_200), ("30d", 2_592_000), ("2w", 1_209_600)] {
            assert_eq!(parse_span(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in
            ["", "d", "0d", "-1d", "+1d", "1.5h", "30", "30 d", "30y", "1é", "99999999999999999999d", "999999999w"]
        {
            assert!(parse_span(text).is_err(), "{text} was read");
        }
    }

    #[test]
    fn expiries_are_spans_or_moments() {
        let now = datetime!(2026-05-14 09:00:00 UTC);
        for (text, moment) in [
            ("30d", "2026-06-13T09:00:00Z"),
            ("1s", "2026-05-14T09:00:01Z"),
            ("2026-12-31T23:59:59Z", "2026-12-31T23:59:59Z"),
            ("2026-12-31T23:59:59.5+02:00", "2026-12-31T21:59:59.500Z"),
        ] {
            assert_eq!(
                parse_expiry(text).map(|expiry| expiry.moment(now).to_string()),
                Ok(moment.to_owned()),
                "{text}"
            );
        }
        for text in ["tomorrow", "2026-12-31", "2026-12-31T23:59:59", "0d"] {
            assert!(parse_expiry(text).is_err(), "{text} was read");
        }
    }

    #[test]
    fn ages_are_in_their_largest_unit() {
        let now = OffsetDateTime::from_unix_timestamp(1_000_000).expect("a moment within range");
        for (ago, text) in [
            (0, "0s"),
            (-30, "0s"),
            (59, "59s"),
            (60, "1m"),
            (3_599, "59m"),
            (3_600, "1h"),
            (86_399, "23h"),
            (86_400, "1d"),
            (400 * 86_400, "400d"),
        ] {
            assert_eq!(age(&stamp(1_000_000 - ago), now), text, "{ago} seconds");
        }
    }

    #[test]
    fn moments_say_how_far_they_are() {
        let now = datetime!(2026-05-14 09:00:00 UTC);
        let at = |seconds| stamp(now.unix_timestamp() + seconds);
        assert_eq!(moment_and_distance(&at(7_200), now), "2026-05-14 11:00:00 UTC (in 2h)");
        assert_eq!(moment_and_distance(&at(-90), now), "2026-05-14 08:58:30 UTC (1m ago)");
    }
}
