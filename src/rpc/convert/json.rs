//! `google.protobuf.Struct` and JSON objects.

use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value as Proto};
use serde_json::{Map, Number, Value};

use crate::domain::faults::Faults;

/// Beyond this a double no longer holds every whole number (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The JSON object that a struct holds. Whole numbers become integers; what JSON cannot say is a fault.
pub fn object(faults: &mut Faults, field: &str, from: Struct) -> Map<String, Value> {
    from.fields
        .into_iter()
        .map(|(name, value)| {
            let value = read(faults, field, value);
            (name, value)
        })
        .collect()
}

fn read(faults: &mut Faults, field: &str, from: Proto) -> Value {
    match from.kind {
        None | Some(Kind::NullValue(_)) => Value::Null,
        Some(Kind::BoolValue(value)) => Value::Bool(value),
        Some(Kind::StringValue(text)) => Value::String(text),
        Some(Kind::NumberValue(value)) => {
            let number = if value.fract() == 0.0 && value.abs() <= EXACT && !(value == 0.0 && value.is_sign_negative())
            {
                Some(Number::from(value as i64))
            } else {
                Number::from_f64(value)
            };
            number.map_or_else(
                || {
                    faults.add(field, format!("holds {value}, which JSON cannot say; numbers are finite"));
                    Value::Null
                },
                Value::Number,
            )
        }
        Some(Kind::StructValue(members)) => Value::Object(object(faults, field, members)),
        Some(Kind::ListValue(items)) => {
            Value::Array(items.values.into_iter().map(|item| read(faults, field, item)).collect())
        }
    }
}

/// The struct that holds a JSON object.
pub fn proto(from: &Map<String, Value>) -> Struct {
    Struct { fields: from.iter().map(|(name, value)| (name.clone(), write(value))).collect() }
}

fn write(from: &Value) -> Proto {
    let kind = match from {
        Value::Null => Kind::NullValue(0),
        Value::Bool(value) => Kind::BoolValue(*value),
        // Every number came in as a double, so each goes out as the one it was.
        Value::Number(number) => Kind::NumberValue(number.as_f64().unwrap_or_default()),
        Value::String(text) => Kind::StringValue(text.clone()),
        Value::Array(items) => Kind::ListValue(ListValue { values: items.iter().map(write).collect() }),
        Value::Object(members) => Kind::StructValue(proto(members)),
    };
    Proto { kind: Some(kind) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn objects_come_back_as_they_went() {
        let object_in =
            json!({"amount": 240, "rate": 0.5, "tags": ["a", null, true], "deep": {"er": {}}, "big": 1e300});
        let mut faults = Faults::default();
        let back = object(&mut faults, "m", proto(object_in.as_object().unwrap()));
        assert!(faults.is_empty());
        assert_eq!(Value::Object(back), object_in);
    }

    #[test]
    fn whole_numbers_stay_whole_and_what_json_cannot_say_is_a_fault() {
        let number = |value| Struct { fields: [("n".into(), Proto { kind: Some(Kind::NumberValue(value)) })].into() };
        let mut faults = Faults::default();
        assert_eq!(object(&mut faults, "m", number(7.0))["n"].to_string(), "7");
        assert_eq!(object(&mut faults, "m", number(-0.5))["n"].to_string(), "-0.5");
        assert_eq!(object(&mut faults, "m", number(1e16))["n"].to_string(), "1e+16");
        assert!(faults.is_empty());
        for bad in [f64::NAN, f64::INFINITY] {
            object(&mut faults, "m", number(bad));
        }
        assert_eq!(faults.0.len(), 2);
    }
}
