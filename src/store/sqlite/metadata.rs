//! Looking for a text in the values of a task's metadata. SQLite folds the case of ASCII alone, so it asks Rust.

use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, Error};
use serde::Deserialize;
use serde_json::{Map, Value};

/// As much of a task's body as is looked through.
#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    metadata: Map<String, Value>,
}

/// Teaches a connection `metadata_holds(body, part)`: whether a text or a number in the metadata of the task with this body
/// holds the part, which is in lower case. The names of values are not looked at.
pub fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("metadata_holds", 2, flags, |arguments| {
        let failed = |error| Error::UserFunctionError(Box::new(error));
        let body: Body = serde_json::from_str(arguments.get_raw(0).as_str()?).map_err(failed)?;
        let part = arguments.get_raw(1).as_str()?;
        Ok(body.metadata.values().any(|value| holds(value, part)))
    })
}

fn holds(value: &Value, part: &str) -> bool {
    match value {
        Value::String(text) => text.to_lowercase().contains(part),
        Value::Number(number) => number.to_string().contains(part),
        Value::Array(items) => items.iter().any(|item| holds(item, part)),
        Value::Object(members) => members.values().any(|member| holds(member, part)),
        Value::Null | Value::Bool(_) => false,
    }
}
