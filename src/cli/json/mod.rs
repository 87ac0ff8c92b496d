//! What `--json` prints: the contract's messages in camelCase, with `type`-tagged unions, as the REST wire has them.
//! Members keep their order, since context is shown in the agent's order and serde_json's own maps are sorted. What is
//! absent is `null`, never missing, so that a script can rely on every member being there.

pub mod access;
pub mod fields;
pub mod requests;
pub mod tasks;

use prost_types::{Struct, Timestamp, value::Kind};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// A JSON document whose objects keep their members in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    /// Anything without an order of its own.
    Value(Value),
    /// A list.
    List(Vec<Json>),
    /// An object, in order.
    Object(Vec<(String, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Value(value) => value.serialize(serializer),
            Json::List(items) => serializer.collect_seq(items),
            Json::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, value)?;
                }
                map.end()
            }
        }
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(value: T) -> Json {
        Json::Value(value.into())
    }
}

/// An object of these members.
pub fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// An object of the members of both; none if either is not an object.
pub fn joined<const N: usize>(members: [(&str, Json); N], more: Json) -> Json {
    let Json::Object(rest) = more else { return NULL };
    Json::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).chain(rest).collect())
}

/// A list of what `shape` makes of each.
pub fn list<T>(items: &[T], shape: impl Fn(&T) -> Json) -> Json {
    Json::List(items.iter().map(shape).collect())
}

/// `null`.
pub const NULL: Json = Json::Value(Value::Null);

/// A text that is always there.
pub fn text(text: &str) -> Json {
    text.into()
}

/// A text whose emptiness means that there is none.
pub fn optional_text(text: &str) -> Json {
    if text.is_empty() { NULL } else { text.into() }
}

/// What `shape` makes of a value that may be absent.
pub fn optional<T>(value: Option<&T>, shape: impl Fn(&T) -> Json) -> Json {
    value.map_or(NULL, shape)
}

/// A number; one without a fraction is written without one. JSON has none for what is not finite.
pub fn number(number: f64) -> Json {
    Json::Value(number_value(number))
}

/// A moment, as RFC 3339 says.
pub fn moment(at: Option<&Timestamp>) -> Json {
    at.map_or(NULL, |at| at.to_string().into())
}

/// The name of an enum's value without the prefix that the contract's style asks for: `TASK_STATUS_RUNNING` is `RUNNING`.
/// Not said, or not known to this build, is `null`.
pub fn name(name: Option<&str>, prefix: &str) -> Json {
    name.and_then(|name| name.strip_prefix(prefix)).filter(|name| *name != "UNSPECIFIED").map_or(NULL, Json::from)
}

/// A JSON object that an agent sent.
pub fn structure(of: Option<&Struct>) -> Json {
    of.map_or(NULL, |of| Json::Value(struct_value(of)))
}

/// A JSON object that is always there, empty if nothing was said.
pub fn structure_or_empty(of: Option<&Struct>) -> Json {
    of.map_or_else(|| Value::Object(serde_json::Map::new()).into(), |of| struct_value(of).into())
}

fn struct_value(of: &Struct) -> Value {
    Value::Object(of.fields.iter().map(|(key, value)| (key.clone(), wire_value(value))).collect())
}

fn wire_value(value: &prost_types::Value) -> Value {
    match &value.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(flag)) => Value::Bool(*flag),
        Some(Kind::NumberValue(figure)) => number_value(*figure),
        Some(Kind::StringValue(text)) => Value::String(text.clone()),
        Some(Kind::ListValue(list)) => Value::Array(list.values.iter().map(wire_value).collect()),
        Some(Kind::StructValue(of)) => struct_value(of),
    }
}

fn number_value(number: f64) -> Value {
    // Doubles hold whole numbers exactly up to 2^53; people wrote 240 and shall read 240, not 240.0.
    if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 {
        Value::from(number as i64)
    } else {
        serde_json::Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

/// A JSON object as the contract carries it.
pub fn to_struct(members: serde_json::Map<String, Value>) -> Struct {
    Struct { fields: members.into_iter().map(|(key, value)| (key, to_wire_value(value))).collect() }
}

fn to_wire_value(value: Value) -> prost_types::Value {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(flag) => Kind::BoolValue(flag),
        // Without serde_json's arbitrary precision every number reads as a double.
        Value::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => Kind::StringValue(text),
        Value::Array(values) => {
            Kind::ListValue(prost_types::ListValue { values: values.into_iter().map(to_wire_value).collect() })
        }
        Value::Object(members) => Kind::StructValue(to_struct(members)),
    };
    prost_types::Value { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_keep_their_order() {
        let document = object([("zeta", 1.into()), ("alpha", list(&["b", "a"], |item| text(item))), ("none", NULL)]);
        assert_eq!(serde_json::to_string(&document).expect("JSON"), r#"{"zeta":1,"alpha":["b","a"],"none":null}"#);
    }

    #[test]
    fn objects_go_to_the_wire_and_back() {
        let value = json!({"a": [1, 2.5, null, true], "b": {"c": "d"}, "e": -7, "f": 1e300});
        let Value::Object(members) = value.clone() else { panic!("not an object") };
        assert_eq!(structure(Some(&to_struct(members))), Json::Value(value));
        assert_eq!(structure_or_empty(None), Json::Value(json!({})));
    }

    #[test]
    fn numbers_are_written_as_people_wrote_them() {
        for (figure, written) in [(240.0, "240"), (-0.5, "-0.5"), (1e16, "1e+16"), (f64::NAN, "null")] {
            assert_eq!(serde_json::to_string(&number(figure)).expect("JSON"), written);
        }
    }

    #[test]
    fn enum_names_lose_their_prefix() {
        assert_eq!(name(Some("TASK_STATUS_RUNNING"), "TASK_STATUS_"), "RUNNING".into());
        assert_eq!(name(Some("TASK_STATUS_UNSPECIFIED"), "TASK_STATUS_"), NULL);
        assert_eq!(name(None, "TASK_STATUS_"), NULL);
    }
}
