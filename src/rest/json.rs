//! JSON whose objects keep their members in order: people are shown a request's context as the agent wrote it. Reading
//! refuses an object that names a member twice, of which every reader would take another.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Number, Value};

use crate::domain::quote::quoted;

/// Beyond this a double no longer holds every whole number (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A member's name.
pub(super) type Name = Cow<'static, str>;

/// A JSON document.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// Nothing.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in order.
    Object(Vec<(Name, Json)>),
}

impl Json {
    /// What kind of thing it is, for faults.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Flag(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    /// The same in serde's own terms, which the records are kept in. A whole number is an integer, however it was written:
    /// through protobuf it comes as a double, and the same command has to be the same.
    pub(super) fn plain(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => Value::Bool(flag),
            Self::Number(number) => Value::Number(whole(number)),
            Self::Text(text) => Value::String(text),
            Self::List(items) => Value::Array(items.into_iter().map(Self::plain).collect()),
            Self::Object(members) => Value::Object(plain_object(members)),
        }
    }
}

/// The members of an object in serde's own terms.
pub(super) fn plain_object(members: Vec<(Name, Json)>) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.into_owned(), value.plain())).collect()
}

fn whole(number: Number) -> Number {
    let Some(value) = number.as_f64() else { return number };
    if value.fract() == 0.0 && value.abs() <= EXACT && !(value == 0.0 && value.is_sign_negative()) {
        return Number::from(value as i64);
    }
    Number::from_f64(value).unwrap_or(number)
}

/// A whole number that a double holds: all that protobuf's JSON has, and so all that people and other callers would be shown.
/// Another one would reach them as its neighbour.
fn exact<E: Error>(number: i128) -> Result<(), E> {
    if (number as f64) as i128 == number {
        return Ok(());
    }
    Err(E::custom(format!("{number} has more digits than a number keeps here; send it as a text")))
}

/// An object of these members.
pub(super) fn object<const N: usize>(members: [(&'static str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
}

/// A list of what `shape` makes of each.
pub(super) fn list<'a, T>(items: &'a [T], shape: impl Fn(&'a T) -> Json) -> Json {
    Json::List(items.iter().map(shape).collect())
}

/// A text.
pub(super) fn text(text: impl ToString) -> Json {
    Json::Text(text.to_string())
}

/// A text, or null where it is empty.
pub(super) fn text_or_null(text: &str) -> Json {
    if text.is_empty() { Json::Null } else { Json::Text(text.to_owned()) }
}

/// What there is, or null.
pub(super) fn or_null<T>(value: Option<T>, shape: impl FnOnce(T) -> Json) -> Json {
    value.map_or(Json::Null, shape)
}

/// A number, as a person would write it.
pub(super) fn number(value: f64) -> Json {
    // The domain lets no other number in than finite ones.
    Number::from_f64(value).map_or(Json::Null, |number| Json::Number(whole(number)))
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(flag),
            Value::Number(number) => Self::Number(number),
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => Self::from(&members),
        }
    }
}

impl From<&Map<String, Value>> for Json {
    fn from(members: &Map<String, Value>) -> Self {
        Self::Object(
            members.iter().map(|(name, value)| (Cow::Owned(name.clone()), Self::from(value.clone()))).collect(),
        )
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => number.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Json, E> {
        exact(number.into())?;
        Ok(Json::Number(number.into()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        exact(number.into())?;
        Ok(Json::Number(number.into()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Json, E> {
        Number::from_f64(number).map(Json::Number).ok_or_else(|| E::custom("a number is not finite"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        let mut seen = HashSet::new();
        while let Some(name) = members.next_key::<String>()? {
            if !seen.insert(name.clone()) {
                return Err(A::Error::custom(format!("the member {} is given twice", quoted(&name))));
            }
            object.push((Cow::Owned(name), members.next_value()?));
        }
        Ok(Json::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_are_there_once() {
        let said = r#"{"z":1,"a":[true,null,"x"],"m":{"y":-0.5,"b":1e300}}"#;
        let read: Json = serde_json::from_str(said).unwrap();
        assert_eq!(read.to_string(), r#"{"z":1,"a":[true,null,"x"],"m":{"y":-0.5,"b":1e+300}}"#);
        for twice in [r#"{"a":1,"a":2}"#, r#"[{"b":{"a":1,"c":0,"a":1}}]"#] {
            let fault = serde_json::from_str::<Json>(twice).unwrap_err().to_string();
            assert!(fault.contains(r#"the member "a" is given twice"#), "{fault}");
        }
    }

    #[test]
    fn what_is_not_json_is_refused_however_deep() {
        let deep = "[".repeat(100_000);
        for bad in ["", "{", "{'a':1}", "NaN", "1e999", r#""\ud800""#, "[1,]", "{} x", &deep] {
            assert!(serde_json::from_str::<Json>(bad).is_err(), "{}", &bad[..bad.len().min(20)]);
        }
    }

    #[test]
    fn whole_numbers_are_integers_however_they_are_written() {
        let plain = |text: &str| serde_json::from_str::<Json>(text).unwrap().plain().to_string();
        for (written, kept) in
            [("240", "240"), ("240.0", "240"), ("2.4e2", "240"), ("-0.0", "-0.0"), ("0.5", "0.5"), ("1e16", "1e+16")]
        {
            assert_eq!(plain(written), kept);
        }
        assert_eq!(plain("10000000000000000"), plain("1e16"), "as it comes through protobuf");
        for inexact in ["9007199254740993", "-9007199254740993", "12345678901234567891", r#"{"n":[9007199254740993]}"#]
        {
            let fault = serde_json::from_str::<Json>(inexact).unwrap_err().to_string();
            assert!(fault.contains("send it as a text"), "{fault}");
        }
    }
}
