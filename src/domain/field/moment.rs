//! Dates, times of day and local date-times as ISO 8601 texts without an offset: exactly the widths of
//! `YYYY-MM-DDTHH:MM:SS.fffffffff`, seconds and fraction optional. They compare as times, never as texts.

use time::{Date, Month, PrimitiveDateTime, Time};

/// Reads `YYYY-MM-DD`, a day that is in the calendar.
pub(super) fn date(text: &str) -> Option<Date> {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let month = Month::try_from(u8::try_from(digits(&[*m1, *m2], 2)?).ok()?).ok()?;
    Date::from_calendar_date(i32::try_from(digits(year, 4)?).ok()?, month, u8::try_from(digits(&[*d1, *d2], 2)?).ok()?)
        .ok()
}

/// Reads `HH:MM`, `HH:MM:SS` or `HH:MM:SS.` with 1 to 9 digits of a fraction. There is no 24:00, and no second 60.
pub(super) fn time(text: &str) -> Option<Time> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction.as_bytes())),
        None => (text, None),
    };
    let mut parts = whole.split(':').map(|part| digits(part.as_bytes(), 2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next());
    // A fraction is one of seconds, so it needs them; and nothing comes after them.
    if parts.next().is_some() || (fraction.is_some() && second.is_none()) {
        return None;
    }
    let second = second.unwrap_or(Some(0))?;
    let nanosecond = match fraction {
        Some(fraction) if fraction.len() <= 9 => {
            digits(fraction, fraction.len())? * 10_u32.pow(9 - u32::try_from(fraction.len()).ok()?)
        }
        Some(_) => return None,
        None => 0,
    };
    let part = |value: u32| u8::try_from(value).ok();
    Time::from_hms_nano(part(hour)?, part(minute)?, part(second)?, nanosecond).ok()
}

/// Reads a date and a time with a `T` between them.
pub(super) fn date_time(text: &str) -> Option<PrimitiveDateTime> {
    let (day, hours) = text.split_once('T')?;
    Some(PrimitiveDateTime::new(date(day)?, time(hours)?))
}

/// Reads exactly `width` ASCII digits, at least one and at most nine.
fn digits(text: &[u8], width: usize) -> Option<u32> {
    if text.len() != width || text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(text.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_of_the_calendar_in_strict_widths() {
        for good in ["0000-01-01", "0001-01-01", "2024-02-29", "2000-02-29", "2026-12-31", "9999-12-31"] {
            assert_eq!(date(good).map(|date| date.to_string()).as_deref(), Some(good));
        }
        for bad in [
            "",
            "2026",
            "2026-1-1",
            "2026-01-1",
            "26-01-01",
            "02026-01-01",
            "+2026-01-01",
            "-2026-01-01",
            "2026-00-10",
            "2026-13-01",
            "2026-01-00",
            "2026-01-32",
            "2026-04-31",
            "2025-02-29",
            "1900-02-29",
            "2026-01-01 ",
            " 2026-01-01",
            "2026/01/01",
            "20260101",
            "2026-01-01Z",
            "2026-01-01T00:00",
            "２０２６-01-01",
            "2026-0a-01",
            "2026-01-+1",
            "2026-W01-1",
            "--01-01",
            "2026-01-01\n",
            "ä",
            "2026-01-0ä",
        ] {
            assert_eq!(date(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn times_have_optional_seconds_and_fractions_but_no_offset() {
        let nanos = |text: &str| {
            let (hour, minute, second, nano) = time(text)?.as_hms_nano();
            Some(
                ((u64::from(hour) * 60 + u64::from(minute)) * 60 + u64::from(second)) * 1_000_000_000 + u64::from(nano),
            )
        };
        for (good, expected) in [
            ("00:00", 0),
            ("00:00:00", 0),
            ("00:01", 60_000_000_000),
            ("00:00:01", 1_000_000_000),
            ("00:00:00.5", 500_000_000),
            ("00:00:00.50", 500_000_000),
            ("00:00:00.000000001", 1),
            ("23:59:59.999999999", 86_399_999_999_999),
            ("01:00:00.0", 3_600_000_000_000),
        ] {
            assert_eq!(nanos(good), Some(expected), "{good:?}");
        }
        for bad in [
            "",
            "0",
            "00",
            "0:00",
            "00:0",
            "24:00",
            "24:00:00",
            "23:60",
            "23:59:60",
            "00:00:",
            "00:00:0",
            "00:00.5",
            "00:00:00.",
            "00:00:00.0123456789",
            "00:00:00,5",
            "00:00:00.5.5",
            "00:00:00:00",
            "00:00Z",
            "00:00+01:00",
            "00:00:00-05:00",
            "T00:00",
            " 00:00",
            "00:00 ",
            "0000",
            "-1:00",
            "+1:00",
            "0a:00",
            "12:00 PM",
            "00:00:00.٥",
        ] {
            assert_eq!(time(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_date_time_has_a_capital_t_and_both_halves() {
        for good in ["2024-02-29T00:00", "2026-01-01T23:59:59.999999999", "9999-12-31T23:59:59"] {
            assert!(date_time(good).is_some(), "{good:?}");
        }
        for bad in [
            "",
            "T",
            "2026-01-01",
            "2026-01-01T",
            "T00:00",
            "2026-01-01 00:00",
            "2026-01-01t00:00",
            "2025-02-29T00:00",
            "2026-01-01T24:00",
            "2026-01-01T00:00Z",
            "2026-01-01T00:00+00:00",
            "2026-01-01TT00:00",
            "2026-01-01T00:00T",
        ] {
            assert_eq!(date_time(bad), None, "{bad:?}");
        }
        assert!(date_time("2026-01-01T10:00:00.1") < date_time("2026-01-01T10:00:00.11"));
        assert_eq!(date_time("2026-01-01T10:00"), date_time("2026-01-01T10:00:00.000"));
    }
}
