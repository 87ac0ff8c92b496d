//! How a refusal shows the value that it refuses: escaped, and never so long that it fills the answer.

use std::borrow::Cow;

/// The characters of a value that a refusal shows.
const SHOWN: usize = 80;

/// A value in quotes, with its control characters escaped, cut where it goes on for long.
pub fn quoted(text: &str) -> String {
    format!("{:?}", shortened(text, SHOWN))
}

/// A text of at most `max` characters; one that was cut ends in an ellipsis.
pub fn shortened(text: &str, max: usize) -> Cow<'_, str> {
    // The first character that does not fit tells whether there is anything to cut.
    if text.char_indices().nth(max).is_none() {
        return Cow::Borrowed(text);
    }
    let kept = text.char_indices().nth(max.saturating_sub(1)).map_or(text.len(), |(index, _)| index);
    Cow::Owned(format!("{}…", &text[..kept]))
}

/// A number as a person would write it: no `.0` behind a whole one, and an exponent in place of hundreds of digits.
pub fn number(value: f64) -> String {
    let text = format!("{value:?}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_by_characters_and_short_ones_are_left_alone() {
        assert_eq!(shortened("äöü", 3), "äöü");
        assert_eq!(shortened("äöüß", 3), "äö…");
        assert_eq!(shortened("", 3), "");
        assert_eq!(quoted("a\n\"b\""), r#""a\n\"b\"""#);
        assert_eq!(quoted(&"x".repeat(1_000_000)).chars().count(), SHOWN + 2);
    }

    #[test]
    fn numbers_read_as_a_person_writes_them() {
        for (value, text) in
            [(3.0, "3"), (-0.0, "-0"), (0.1, "0.1"), (1e300, "1e300"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")]
        {
            assert_eq!(number(value), text);
        }
    }
}
