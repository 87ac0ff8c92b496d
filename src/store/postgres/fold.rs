//! Finding a text in whatever case, the same in every database: `lower()` folds as the locale says, and the locale of many
//! a database is C, which folds ASCII alone.

/// The regular expression that finds `part`: each letter in both its cases, and everything else as it is.
pub fn pattern(part: &str) -> String {
    let mut pattern = String::with_capacity(part.len() * 4);
    for char in part.chars() {
        let cases = [single(char.to_lowercase()), single(char.to_uppercase())];
        match cases {
            [Some(lower), Some(upper)] if lower != upper => pattern.extend(['[', lower, upper, ']']),
            _ if char.is_ascii_punctuation() => pattern.extend(['\\', char]),
            _ => pattern.push(char),
        }
    }
    pattern
}

/// The character, if it is one: a few letters have more of them in the other case.
fn single(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_in_both_cases_and_nothing_else_means_anything() {
        for (part, expected) in [
            ("", ""),
            ("Zoë 7", "[zZ][oO][ëË] 7"),
            ("straße", "[sS][tT][rR][aA]ß[eE]"),
            (".*[a-b](?i)***=\\d$^|{1}", r"\.\*\[[aA]\-[bB]\]\(\?[iI]\)\*\*\*\=\\[dD]\$\^\|\{1\}"),
            ("日本\n", "日本\n"),
        ] {
            assert_eq!(pattern(part), expected, "{part:?}");
        }
    }
}
