//! Makes text from elsewhere safe to show: a terminal is an approval screen too, so nothing that an agent sent may move
//! the cursor, reorder what is read, hide, or pass for the command line's own words. It changes only what is shown;
//! `--json` carries the text as it is.

/// Text on one line: what cannot be seen is written out as an escape, line ends too.
pub fn line(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, character| {
        push(&mut shown, character);
        shown
    })
}

/// The first line of a text that may have several, cut to so many characters.
pub fn first_line(text: &str, most: usize) -> String {
    let mut lines = text.trim().lines();
    let first = line(lines.next().unwrap_or_default().trim_end());
    if first.chars().count() > most {
        let cut: String = first.chars().take(most.saturating_sub(1)).collect();
        format!("{}…", cut.trim_end())
    } else if lines.next().is_some() {
        format!("{first} …")
    } else {
        first
    }
}

/// Text of several lines, each behind `margin` and none wider than `width` columns, so that no line of it can begin
/// where the command line's own words begin.
pub fn block(text: &str, margin: &str, width: usize) -> String {
    let mut shown = String::new();
    for source in text.trim_end().replace("\r\n", "\n").split('\n') {
        for piece in wrap(&line(source), width) {
            shown.push_str(margin);
            shown.push_str(piece);
            shown.push('\n');
        }
    }
    shown
}

/// A word that a shell reads back as it is, whatever an agent put into it.
pub fn shell_word(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./:=,+@%".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", line(text).replace('\'', r"'\''"))
    }
}

/// JSON text in which whatever a terminal would not show is escaped; it still reads as the same document, since such
/// characters occur inside strings only.
pub fn json(document: &str) -> String {
    let mut shown = String::with_capacity(document.len());
    for character in document.chars() {
        if character != '\n' && hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(character);
        }
    }
    shown
}

fn push(shown: &mut String, character: char) {
    if hidden(character) {
        shown.extend(character.escape_unicode());
    } else {
        shown.push(character);
    }
}

/// Whether a character does something other than show itself: control, bidirectional, zero-width, invisible filler.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{feff}'
                | '\u{ffa0}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Breaks a line at its spaces where it can, and in the middle of a word where it must.
fn wrap(line: &str, width: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some(limit) = overflow(rest, width) {
        // The break goes behind the last space that fits, unless that would leave the piece blank.
        let at = rest[..limit].rfind(' ').map(|space| space + 1).filter(|at| !rest[..*at].trim().is_empty());
        let (piece, tail) = rest.split_at(at.unwrap_or(limit));
        pieces.push(piece.trim_end());
        rest = tail;
    }
    pieces.push(rest);
    pieces
}

/// Where the first character stands that such a width has no room for. The very first character always has room, so that
/// each piece holds something.
fn overflow(line: &str, width: usize) -> Option<usize> {
    let mut taken = 0;
    line.char_indices().find_map(|(at, character)| {
        taken += columns(character);
        (taken > width && at > 0).then_some(at)
    })
}

/// How many columns a terminal gives a text. East Asian wide characters and emoji take two; it is an estimate by block,
/// good enough to line columns up.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn columns(character: char) -> usize {
    match character {
        '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 2,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' => 2,
        '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_written_out() {
        for (text, shown) in [
            ("Refund $240 – naïve 日本 👍", "Refund $240 – naïve 日本 👍"),
            ("\u{1b}[2Jgone", "\\u{1b}[2Jgone"),
            ("a\r\nb\tc\0", "a\\u{d}\\u{a}b\\u{9}c\\u{0}"),
            ("pay \u{202e}042$", "pay \\u{202e}042$"),
            ("\u{2066}x\u{2069}\u{200b}\u{feff}", "\\u{2066}x\\u{2069}\\u{200b}\\u{feff}"),
            ("\u{85}\u{9b}31m", "\\u{85}\\u{9b}31m"),
            ("tag\u{e0041}\u{e0100}", "tag\\u{e0041}\\u{e0100}"),
            ("\u{3164}\u{ad}", "\\u{3164}\\u{ad}"),
        ] {
            assert_eq!(line(text), shown);
        }
    }

    #[test]
    fn a_block_stays_behind_its_margin() {
        assert_eq!(block("one\n\ntwo\r\nthree\n\n", "| ", 20), "| one\n| \n| two\n| three\n");
        assert_eq!(block("aaaa bbbb cccc", "| ", 9), "| aaaa\n| bbbb cccc\n");
        assert_eq!(block("aaaa bbbb cccc", "| ", 10), "| aaaa bbbb\n| cccc\n");
        assert_eq!(block("aaaaaaaaaaaa", "| ", 5), "| aaaaa\n| aaaaa\n| aa\n");
        assert_eq!(block("\rdigest: 00\u{2028}x", "| ", 40), "| \\u{d}digest: 00\\u{2028}x\n");
        for made in [block(&" ".repeat(500), "| ", 10), block(&format!("{}Decide:", " ".repeat(95)), "| ", 10)] {
            assert!(made.lines().all(|line| line.starts_with("| ") && line.len() <= 12), "{made}");
        }
    }

    #[test]
    fn a_first_line_is_cut_and_says_so() {
        for (text, most, shown) in [
            ("Refund", 10, "Refund"),
            ("\n Refund \nmore", 10, "Refund …"),
            ("Refund $240 now", 8, "Refund…"),
            ("", 8, ""),
            ("été été", 7, "été été"),
        ] {
            assert_eq!(first_line(text, most), shown, "{text:?}");
        }
    }

    #[test]
    fn a_shell_reads_a_word_back() {
        for (text, word) in [
            ("incident_date=YYYY-MM-DD", "incident_date=YYYY-MM-DD"),
            ("", "''"),
            ("a b", "'a b'"),
            ("$(rm -rf ~)", "'$(rm -rf ~)'"),
            ("it's", r"'it'\''s'"),
            ("x;y", "'x;y'"),
            ("~", "'~'"),
            ("a\nb", "'a\\u{a}b'"),
        ] {
            assert_eq!(shell_word(text), word);
        }
    }

    #[test]
    fn escaped_json_is_the_same_document() {
        let value = serde_json::json!({"summary": "\u{1b}[2J \u{202e}x\u{7f} 日本 \u{e0041} \n"});
        let shown = json(&serde_json::to_string_pretty(&value).expect("a value"));
        assert!(shown.chars().all(|character| character == '\n' || !hidden(character)), "{shown}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON"), value);
    }
}
