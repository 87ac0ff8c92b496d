//! What a step's schema may say, and what it says about metadata.
//!
//! Schemas come from callers and are run by everybody's server. So a schema reaches nothing outside itself, its patterns
//! run in linear time, and it is measured before it is run (see `measure`): the validator that does the work has no
//! limit of its own.

use jsonschema::{Draft, PatternOptions, ValidationError, Validator};
use serde_json::{Map, Value};

use super::super::faults::{Faults, Violation};
use super::super::quote::{quoted, shortened};
use document::Document;

mod document;
mod measure;

/// The one dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// The faults of one schema that are named, and the complaints about one metadata.
const NAMED: usize = 50;
/// The characters of the validator's message that are shown.
const SHOWN: usize = 300;
/// The bytes that one compiled pattern may take.
const PATTERN_BYTES: usize = 256 * 1024;

/// Checks a step's schema; `path` leads to it.
pub(super) fn check(faults: &mut Faults, path: &str, schema: &Map<String, Value>) {
    let before = faults.0.len();
    faults.json(path, schema);
    if faults.0.len() > before {
        // What follows walks the schema, and may do so only within the limits on size and depth.
        return;
    }
    let schema = Value::Object(schema.clone());
    let metaschema = jsonschema::draft202012::meta::validator();
    let mut found: Vec<_> = metaschema.iter_errors(&schema).take(NAMED).map(|error| described(&error)).collect();
    // The metaschema consists of several, and each of them may find the same.
    found.dedup();
    match Document::read(&schema) {
        Err(faults_of_references) => found.extend(faults_of_references),
        Ok(document) if found.is_empty() => {
            // Only what was measured is handed to the validator, which would follow the schema wherever it leads.
            let measured = document.measure();
            found.extend(measured.and_then(|()| compile(&schema).map(drop).map_err(|error| described(&error))).err());
        }
        Ok(_) => {}
    }
    for fault in found {
        faults.add(path, fault);
    }
}

/// What a step's schema has against metadata: nothing, if the task may enter the step. Each complaint stands under the
/// path of the value that it is about.
pub fn complaints(schema: &Map<String, Value>, metadata: &Map<String, Value>) -> Vec<Violation> {
    let [schema, metadata] = [schema, metadata].map(|object| Value::Object(object.clone()));
    let whole = |description: String| vec![Violation { field: "metadata".to_owned(), description }];
    // The schema was checked when it was made. Should it be none after all, then nothing can be said to satisfy it.
    let unusable =
        |faults: Vec<String>| whole(format!("cannot be checked: the step's schema {}", faults.join("; it ")));
    let document = match Document::read(&schema) {
        Ok(document) => document,
        Err(faults) => return unusable(faults),
    };
    if let Err(fault) = document.measure_with(&metadata) {
        return whole(fault);
    }
    let validator = match compile(&schema) {
        Ok(validator) => validator,
        Err(error) => return unusable(vec![described(&error)]),
    };
    let mut complaints: Vec<Violation> = Vec::new();
    for error in validator.iter_errors(&metadata) {
        let field = format!("metadata{}", path_of(&metadata, error.instance_path().as_str()));
        let complaint = Violation { field, description: message(&error) };
        if !complaints.contains(&complaint) {
            complaints.push(complaint);
        }
        if complaints.len() == NAMED {
            break;
        }
    }
    complaints
}

fn compile(schema: &Value) -> Result<Validator, ValidationError<'static>> {
    let patterns = PatternOptions::regex().size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES);
    jsonschema::options().with_draft(Draft::Draft202012).offline().with_pattern_options(patterns).build(schema)
}

/// A fault of a schema, with the place where it is.
fn described(error: &ValidationError<'_>) -> String {
    let place = match error.instance_path().as_str() {
        "" => "at the top".to_owned(),
        pointer => format!("at {}", quoted(pointer)),
    };
    let message = message(error);
    let hint = if message.ends_with("is not a \"regex\"") {
        " that runs in linear time: patterns have no look-around, no back-references, and a bounded size"
    } else {
        ""
    };
    format!("is no schema {place}: {message}{hint}")
}

/// The validator's message; where the value in it is long, without the value.
fn message(error: &ValidationError<'_>) -> String {
    let message = error.to_string();
    if message.chars().nth(SHOWN).is_none() {
        return message;
    }
    shortened(&error.masked().to_string(), SHOWN).into_owned()
}

/// A JSON Pointer in the form that the paths of messages have: `.key`, `["a key"]` and `[0]`.
fn path_of(metadata: &Value, pointer: &str) -> String {
    let mut path = String::new();
    let mut value = Some(metadata);
    for segment in pointer.split('/').skip(1) {
        let key = segment.replace("~1", "/").replace("~0", "~");
        // Only the value tells whether a number is the index of an item or the name of a member.
        let plain = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        match value {
            Some(Value::Array(items)) => {
                value = key.parse::<usize>().ok().and_then(|index| items.get(index));
                path.push_str(&format!("[{key}]"));
            }
            _ => {
                value = value.and_then(|value| value.get(&key));
                path.push_str(&if plain { format!(".{}", shortened(&key, 80)) } else { format!("[{}]", quoted(&key)) });
            }
        }
    }
    path
}
