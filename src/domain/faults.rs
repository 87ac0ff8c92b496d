//! What is wrong with a message, field by field: collected to the end, so that a caller learns all of it at once.

use serde::Serialize;
use serde_json::{Map, Value};

use super::limits;
use super::quote::quoted;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the field as in the message, for example `fields[2].slider.step`.
    pub field: String,
    /// What was wrong with it, and what would be right.
    pub description: String,
}

/// How many violations are kept. An answer has room for a few dozen, and a message of tiny wrong entries holds millions.
const MOST: usize = 1_000;

/// The violations found so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Violation>);

impl Faults {
    /// Notes one violation, unless there are more than anybody will read already.
    pub fn add(&mut self, field: impl Into<String>, description: impl Into<String>) {
        if self.0.len() < MOST {
            self.0.push(Violation { field: field.into(), description: description.into() });
        }
    }

    /// Whether nothing was wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// A text that may be empty, of at most `max` characters.
    pub fn text(&mut self, field: &str, text: &str, max: usize) {
        if text.contains('\0') {
            self.add(field, "holds a NUL character, which no text may");
        }
        // Bytes are an upper bound for characters: nearly every text is settled without counting.
        if text.len() > max {
            let count = text.chars().count();
            if count > max {
                self.add(field, format!("has {count} characters; at most {max} are allowed"));
            }
        }
    }

    /// A text that has to say something, of at most `max` characters.
    pub fn required_text(&mut self, field: &str, text: &str, max: usize) {
        if text.trim().is_empty() {
            self.add(field, format!("is required: 1 to {max} characters"));
        }
        self.text(field, text, max);
    }

    /// At most `max` of something.
    pub fn count(&mut self, field: &str, count: usize, max: usize) {
        if count > max {
            self.add(field, format!("has {count} entries; at most {max} are allowed"));
        }
    }

    /// Entries that all have to differ; `name` tells the path of the entry at an index.
    pub fn distinct<'a>(&mut self, entries: impl Iterator<Item = &'a str>, name: impl Fn(usize) -> String) {
        let mut seen = std::collections::HashMap::new();
        for (index, entry) in entries.enumerate() {
            if let Some(first) = seen.insert(entry, index) {
                self.add(name(index), format!("repeats {} of {}; each has to differ", quoted(entry), name(first)));
            }
        }
    }

    /// A confidence: absent, or from 0 to 1.
    pub fn confidence(&mut self, field: &str, confidence: Option<f64>) {
        if let Some(value) = confidence.filter(|value| !(0.0..=1.0).contains(value)) {
            self.add(field, format!("is {value}; a confidence lies from 0 to 1"));
        }
    }

    /// A JSON object within the limits on size and depth.
    pub fn json(&mut self, field: &str, object: &Map<String, Value>) {
        if object.is_empty() {
            return;
        }
        let depth = 1 + object.values().map(depth).max().unwrap_or(0);
        if depth > limits::JSON_DEPTH {
            self.add(field, format!("is nested {depth} levels deep; at most {} are allowed", limits::JSON_DEPTH));
        }
        if object.iter().any(|(key, value)| key.contains('\0') || has_nul(value)) {
            self.add(field, "holds a NUL character, which no text may");
        }
        self.json_size(field, object);
    }

    /// JSON within the limit on size.
    pub fn json_size(&mut self, field: &str, json: &impl Serialize) {
        let bytes = json_bytes(json);
        if bytes > limits::JSON_BYTES {
            self.add(field, format!("takes {bytes} bytes of JSON; at most {} are allowed", limits::JSON_BYTES));
        }
    }
}

/// How many bytes the compact form of an object or a list of texts takes.
pub fn json_bytes(json: &impl Serialize) -> usize {
    struct Count(usize);
    impl std::io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    serde_json::to_writer(&mut count, json).expect("JSON always has a text, and counting never fails");
    count.0
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or(0),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn has_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Object(members) => members.iter().any(|(key, value)| key.contains('\0') || has_nul(value)),
        Value::Array(items) => items.iter().any(has_nul),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(check: impl Fn(&mut Faults)) -> Vec<String> {
        let mut faults = Faults::default();
        check(&mut faults);
        faults.0.into_iter().map(|violation| format!("{} {}", violation.field, violation.description)).collect()
    }

    #[test]
    fn lengths_count_characters_and_not_bytes() {
        assert!(found(|faults| faults.text("name", &"ü".repeat(200), 200)).is_empty());
        assert_eq!(
            found(|faults| faults.text("name", &"ü".repeat(201), 200)),
            ["name has 201 characters; at most 200 are allowed"]
        );
        assert_eq!(found(|faults| faults.required_text("name", " \n", 200)), ["name is required: 1 to 200 characters"]);
        assert_eq!(found(|faults| faults.text("name", "a\0b", 200)), ["name holds a NUL character, which no text may"]);
    }

    #[test]
    fn confidences_lie_from_nought_to_one() {
        for good in [None, Some(0.0), Some(0.5), Some(1.0)] {
            assert!(found(|faults| faults.confidence("c", good)).is_empty(), "{good:?}");
        }
        for bad in [-0.1, 1.0001, f64::NAN, f64::INFINITY] {
            assert_eq!(found(|faults| faults.confidence("c", Some(bad))).len(), 1, "{bad}");
        }
    }

    #[test]
    fn json_has_bounds_on_size_depth_and_nul() {
        let nested = |levels: usize| {
            (1..levels).fold(json!({"leaf": 1}), |inner, _| json!({"inner": inner})).as_object().unwrap().clone()
        };
        let big = json!({"text": "x".repeat(65_536)}).as_object().unwrap().clone();
        assert!(found(|faults| faults.json("m", &nested(32))).is_empty());
        assert_eq!(
            found(|faults| faults.json("m", &nested(33))),
            ["m is nested 33 levels deep; at most 32 are allowed"]
        );
        assert_eq!(found(|faults| faults.json("m", &big)), ["m takes 65547 bytes of JSON; at most 65536 are allowed"]);
        let nul = json!({"a": ["b\0"]}).as_object().unwrap().clone();
        assert_eq!(found(|faults| faults.json("m", &nul)), ["m holds a NUL character, which no text may"]);
    }

    #[test]
    fn repeated_entries_are_named_with_the_first() {
        let entries = ["a", "b", "a"];
        assert_eq!(
            found(|faults| faults.distinct(entries.into_iter(), |index| format!("options[{index}]"))),
            ["options[2] repeats \"a\" of options[0]; each has to differ"]
        );
    }
}
