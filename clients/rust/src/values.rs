//! JSON objects, which the contract carries as `google.protobuf.Struct`, from `serde_json` and back.

use prost_types::value::Kind;
use prost_types::{ListValue, Struct};
use serde_json::{Map, Number, Value};

/// A JSON object for metadata or detail. Nothing if the value is no object, or holds a whole number that a double cannot: send
/// such a one as text, or somebody approves another number than yours.
pub fn object(value: Value) -> Option<Struct> {
    if !is_exact(&value) {
        return None;
    }
    if let Value::Object(members) = value { Some(structure(members)) } else { None }
}

fn is_exact(value: &Value) -> bool {
    match value {
        Value::Number(number) if number.is_f64() => true,
        Value::Number(number) => {
            let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
            size.is_some_and(|size| size <= 1 << 53)
        }
        Value::Array(items) => items.iter().all(is_exact),
        Value::Object(members) => members.values().all(is_exact),
        Value::Null | Value::Bool(_) | Value::String(_) => true,
    }
}

/// What such an object holds. Numbers are doubles there, so whole ones come back as whole numbers.
pub fn json(from: &Struct) -> Value {
    Value::Object(from.fields.iter().map(|(name, value)| (name.clone(), plain(value))).collect())
}

fn structure(members: Map<String, Value>) -> Struct {
    Struct { fields: members.into_iter().map(|(name, value)| (name, wrapped(value))).collect() }
}

fn wrapped(value: Value) -> prost_types::Value {
    let kind = match value {
        Value::Null => Kind::NullValue(0),
        Value::Bool(truth) => Kind::BoolValue(truth),
        Value::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => Kind::StringValue(text),
        Value::Array(items) => Kind::ListValue(ListValue { values: items.into_iter().map(wrapped).collect() }),
        Value::Object(members) => Kind::StructValue(structure(members)),
    };
    prost_types::Value { kind: Some(kind) }
}

fn plain(value: &prost_types::Value) -> Value {
    match &value.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(truth)) => Value::Bool(*truth),
        Some(Kind::NumberValue(number)) => self::number(*number),
        Some(Kind::StringValue(text)) => Value::String(text.clone()),
        Some(Kind::ListValue(list)) => Value::Array(list.values.iter().map(plain).collect()),
        Some(Kind::StructValue(of)) => json(of),
    }
}

fn number(number: f64) -> Value {
    // Up to here doubles tell whole numbers apart.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT {
        #[allow(clippy::cast_possible_truncation)]
        return Value::Number(Number::from(number as i64));
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json as value;

    #[test]
    fn objects_come_back_as_they_went() {
        let whole =
            value!({"claim": "C-1029", "amount": 240, "rate": 0.5, "tags": ["a", null, true], "of": {"deep": -1}});
        assert_eq!(json(&object(whole.clone()).expect("an object")), whole);
        assert_eq!(object(value!([1])), None);
        for number in [9_007_199_254_740_993_i64, -9_007_199_254_740_993, i64::MAX] {
            assert_eq!(object(value!({"of": [{"account": number}]})), None, "{number} would go out as another");
        }
    }
}
