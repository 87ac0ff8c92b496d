//! `multipart/form-data` (RFC 7578), taken apart as it comes: what is fed in comes out again at the next step, so a file of
//! any size takes no more room than what was fed last. It knows bytes, and neither uploads nor the network.

use bytes::{Bytes, BytesMut};

/// How many bytes the headers of one part may take.
const HEADERS: usize = 8 * 1024;
/// How long a boundary may be, by the standard.
const BOUNDARY: usize = 70;

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Step {
    /// More bytes are wanted.
    More,
    /// A part begins.
    Part(Part),
    /// The next bytes of the part.
    Data(Bytes),
    /// There are no more parts.
    End,
}

/// What is said of a part.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// The name of its field.
    pub(super) name: String,
    /// The name of its file; empty if there is none.
    pub(super) file_name: String,
}

enum State {
    /// Before the first part, or within one: whether what comes is its data.
    Within { data: bool },
    /// Right after a boundary.
    Boundary,
    /// After the last.
    End,
}

/// A body that is being taken apart.
pub(super) struct Parts {
    delimiter: Vec<u8>,
    buffer: BytesMut,
    state: State,
}

impl Parts {
    /// The parts of a body of this media type, if it is one that has parts and says how they are told apart.
    pub(super) fn of(media_type: &str) -> Option<Self> {
        let (essence, parameters) = media_type.split_once(';')?;
        let is_form = essence.trim().eq_ignore_ascii_case("multipart/form-data");
        let boundary = parameter(parameters, "boundary").filter(|_| is_form)?;
        (1..=BOUNDARY).contains(&boundary.len()).then(|| Self {
            delimiter: [b"\r\n--", boundary.as_bytes()].concat(),
            // The first boundary stands at the beginning of a line as the others do, though no line is before it.
            buffer: BytesMut::from(&b"\r\n"[..]),
            state: State::Within { data: false },
        })
    }

    /// Takes the next bytes of the body.
    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// What comes next, or what is wrong with the body.
    pub(super) fn step(&mut self) -> Result<Step, &'static str> {
        loop {
            match self.state {
                State::End => return Ok(Step::End),
                State::Within { data } => {
                    let (found, upto) = match find(&self.buffer, &self.delimiter) {
                        Some(at) => (true, at),
                        // The last bytes may be the beginning of a boundary.
                        None => (false, (self.buffer.len() + 1).saturating_sub(self.delimiter.len())),
                    };
                    let bytes = self.buffer.split_to(upto).freeze();
                    if data && !bytes.is_empty() {
                        return Ok(Step::Data(bytes));
                    }
                    if !found {
                        return Ok(Step::More);
                    }
                    let _ = self.buffer.split_to(self.delimiter.len());
                    self.state = State::Boundary;
                }
                State::Boundary => {
                    if self.buffer.starts_with(b"--") {
                        self.state = State::End;
                        continue;
                    }
                    let Some(end) = find(&self.buffer, b"\r\n\r\n") else {
                        if self.buffer.len() > HEADERS {
                            return Err("the headers of a part are too long");
                        }
                        return Ok(Step::More);
                    };
                    let head = self.buffer.split_to(end + 4);
                    self.state = State::Within { data: true };
                    return part(&head).map(Step::Part);
                }
            }
        }
    }
}

/// What the rest of a boundary's line and the lines after it say of a part.
fn part(head: &[u8]) -> Result<Part, &'static str> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    if lines.next().is_some_and(|rest| !rest.trim_matches([' ', '\t']).is_empty()) {
        return Err("there is something behind a boundary");
    }
    let mut headers = lines.filter_map(|line| line.split_once(':'));
    let disposition = headers.find(|(name, _)| name.trim().eq_ignore_ascii_case("content-disposition"));
    let Some((_, parameters)) = disposition.and_then(|(_, value)| value.split_once(';')) else {
        return Err("a part has no Content-Disposition with a name");
    };
    let name = parameter(parameters, "name").ok_or("a part has no name")?;
    Ok(Part { name, file_name: parameter(parameters, "filename").unwrap_or_default() })
}

/// The parameter of a name, as in `a=b; c="d \"e\""`.
fn parameter(text: &str, wanted: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (mut value, mut escaped, mut end) = (String::new(), false, None);
                for (at, char) in quoted.char_indices() {
                    match char {
                        '\\' if !escaped => escaped = true,
                        '"' if !escaped => {
                            end = Some(at + 1);
                            break;
                        }
                        char => {
                            // A backslash stands for itself except before what it has to set off: paths of Windows hold some.
                            if escaped && !matches!(char, '"' | '\\') {
                                value.push('\\');
                            }
                            value.push(char);
                            escaped = false;
                        }
                    }
                }
                (value, &quoted[end?..])
            }
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        if name.trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = left.trim_start().strip_prefix(';').unwrap_or_default();
    }
}

/// Where something begins within bytes.
fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = within[from..].iter().position(|byte| *byte == wanted[0]).map(|at| at + from) {
        if within[at..].starts_with(wanted) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=XX";

    /// The parts of a body that comes in pieces of that size, each with all of its data; and whether there was an end.
    fn parts(body: &[u8], size: usize) -> Result<(Vec<(Part, Vec<u8>)>, bool), &'static str> {
        let (mut parser, mut found) = (Parts::of(TYPE).unwrap(), Vec::new());
        let mut pieces = body.chunks(size);
        loop {
            match parser.step()? {
                Step::More => match pieces.next() {
                    Some(piece) => parser.feed(piece),
                    None => return Ok((found, false)),
                },
                Step::Part(part) => found.push((part, Vec::new())),
                Step::Data(data) => found.last_mut().unwrap().1.extend_from_slice(&data),
                Step::End => return Ok((found, true)),
            }
            assert!(parser.buffer.len() <= size + parser.delimiter.len() + HEADERS);
        }
    }

    #[test]
    fn parts_come_out_whole_however_the_body_is_cut() {
        let body = b"a preamble\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\
                     Content-Type: text/plain\r\n\r\none\r\n--X\r\n--\r\ntwo\r\n--XX \t\r\ncontent-disposition:form-data;name=b\
                     \r\n\r\n\r\n--XX--\r\nan epilogue";
        let expected = [
            (Part { name: "file".into(), file_name: "a.txt".into() }, b"one\r\n--X\r\n--\r\ntwo".to_vec()),
            (Part { name: "b".into(), file_name: String::new() }, Vec::new()),
        ];
        for size in 1..body.len() {
            assert_eq!(parts(body, size), Ok((expected.to_vec(), true)), "in pieces of {size}");
        }
        let at_once = b"--XX\r\nContent-Disposition: form-data; name=n\r\n\r\nx\r\n--XX--";
        assert_eq!(parts(at_once, 99).unwrap().0[0].1, b"x");
        for cut in 0..at_once.len() {
            assert!(!parts(&at_once[..cut], 7).unwrap().1, "{cut} bytes have no end");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (body, fault) in [
            (&b"--XX\r\nContent-Type: text/plain\r\n\r\nx"[..], "a part has no Content-Disposition with a name"),
            (b"--XX\r\nContent-Disposition: form-data; filename=\"x\"\r\n\r\nx", "a part has no name"),
            (b"--XXY\r\nContent-Disposition: form-data; name=n\r\n\r\nx", "there is something behind a boundary"),
            (&[&b"--XX\r\nA: "[..], &[b'x'; HEADERS]].concat(), "the headers of a part are too long"),
        ] {
            assert_eq!(parts(body, 100), Err(fault));
        }
    }

    #[test]
    fn boundaries_and_names_are_read_as_they_are_written() {
        let long = format!("multipart/form-data; boundary={}", "x".repeat(71));
        for not_one in
            ["multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x", "", &long]
        {
            assert!(Parts::of(not_one).is_none(), "{not_one}");
        }
        for one in ["Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", "multipart/form-data;Boundary=x"] {
            assert!(Parts::of(one).is_some(), "{one}");
        }
        for (text, name) in [
            (r#"name="a \"b\".txt""#, Some(r#"a "b".txt"#)),
            (r#"other="x; name=y"; name="ü\\z""#, Some(r"ü\z")),
            (r#"name="C:\temp\a.txt""#, Some(r"C:\temp\a.txt")),
            ("name=plain ; x=y", Some("plain")),
            (r#"name="open"#, None),
            ("filename=x", None),
        ] {
            assert_eq!(parameter(text, "name").as_deref(), name, "{text}");
        }
    }
}
