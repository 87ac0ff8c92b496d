//! Local times. The dates and times of a form have no zone, but the published client stamps its own machine's on every `datetime`
//! that has none: to drop it gives back what its user wrote.

use super::reader::{Object, Reader};

impl Reader {
    /// A local date-time without the offset that follows it. Offsets that differ within one form are no machine's: they mean
    /// something that a form cannot say.
    pub(super) fn local(&mut self, path: &str, text: &str) -> String {
        let (local, offset) = without_offset(text);
        if let Some(offset) = offset {
            let first = self.offset.get_or_insert_with(|| offset.to_owned());
            if first != offset {
                let fault = format!(
                    "has the offset {offset}, and another time of the form has {first}; a form's times have no zone, so \
                     leave the offsets out"
                );
                self.faults.add(path, fault);
            }
        }
        local.to_owned()
    }
}

impl Object {
    /// A local date-time, empty where there is none.
    pub(super) fn local(&mut self, reader: &mut Reader, name: &str) -> String {
        let text = self.text(reader, name);
        reader.local(&self.path(name), &text)
    }
}

/// What stands before an offset, and the offset, if it is one.
fn without_offset(text: &str) -> (&str, Option<&str>) {
    let Some(hours) = text.find('T').map(|at| at + 1) else { return (text, None) };
    let Some(at) = text[hours..].find(['Z', '+', '-']).map(|at| at + hours) else { return (text, None) };
    let is_offset = match text.as_bytes()[at..] {
        [b'Z'] => true,
        [_, h1, h2, b':', m1, m2] => [h1, h2, m1, m2].iter().all(u8::is_ascii_digit),
        [_, h1, h2, b':', m1, m2, b':', s1, s2] => [h1, h2, m1, m2, s1, s2].iter().all(u8::is_ascii_digit),
        _ => false,
    };
    if is_offset { (&text[..at], Some(&text[at..])) } else { (text, None) }
}

#[cfg(test)]
mod tests {
    use super::without_offset;

    #[test]
    fn an_offset_goes_and_nothing_else() {
        for (given, kept) in [
            ("2026-01-31T09:30", "2026-01-31T09:30"),
            ("2026-01-31T09:30:00Z", "2026-01-31T09:30:00"),
            ("2026-01-31T09:30:00+01:00", "2026-01-31T09:30:00"),
            ("2026-01-31T09:30:00.123456-05:30", "2026-01-31T09:30:00.123456"),
            ("2026-01-31T09:30:00+00:19:32", "2026-01-31T09:30:00"),
            ("2026-01-31", "2026-01-31"),
            ("2026-01-31T09:30:00+1", "2026-01-31T09:30:00+1"),
            ("2026-01-31T09:30:00Zulu", "2026-01-31T09:30:00Zulu"),
            ("Tä+öü:12", "Tä+öü:12"),
            ("", ""),
        ] {
            assert_eq!(without_offset(given).0, kept);
        }
    }
}
