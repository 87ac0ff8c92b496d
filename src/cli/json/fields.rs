//! Fields, their values and bids on them as JSON.

use super::{Json, NULL, list, number, object, optional, optional_text, text};
use crate::rpc::pb::{self, field, field_value};

/// A field: its `type` is the arm, and the arm's own bounds stand beside what is common to all.
pub fn field(field: &pb::Field) -> Json {
    use field::Kind;
    let size = |size: Option<u32>| size.map_or(NULL, Json::from);
    let figure = |figure: Option<f64>| figure.map_or(NULL, number);
    let between = |min: &str, max: &str| vec![("min", optional_text(min)), ("max", optional_text(max))];
    let (arm, bounds) = match &field.kind {
        Some(Kind::Text(arm)) => (
            "Text",
            vec![
                ("minLength", size(arm.min_length)),
                ("maxLength", size(arm.max_length)),
                ("format", super::name(Some(arm.format().as_str_name()), "FORMAT_")),
            ],
        ),
        Some(Kind::TextArea(arm)) => {
            ("TextArea", vec![("minLength", size(arm.min_length)), ("maxLength", size(arm.max_length))])
        }
        Some(Kind::Number(arm)) => (
            "Number",
            vec![("min", figure(arm.min)), ("max", figure(arm.max)), ("integerOnly", arm.integer_only.into())],
        ),
        Some(Kind::Slider(arm)) => {
            ("Slider", vec![("min", figure(arm.min)), ("max", figure(arm.max)), ("step", figure(arm.step))])
        }
        Some(Kind::Select(arm)) => ("Select", vec![("options", list(&arm.options, |option| text(option)))]),
        Some(Kind::Multiselect(arm)) => ("Multiselect", vec![("options", list(&arm.options, |option| text(option)))]),
        Some(Kind::DateField(arm)) => ("DateField", between(&arm.min, &arm.max)),
        Some(Kind::Time(arm)) => ("Time", between(&arm.min, &arm.max)),
        Some(Kind::DateTime(arm)) => ("DateTime", between(&arm.min, &arm.max)),
        Some(Kind::Switch(_)) => ("Switch", vec![]),
        // A newer server may know an arm that this build does not.
        None => ("Unknown", vec![]),
    };
    let common = [
        ("type", text(arm)),
        ("id", text(&field.id)),
        ("label", text(&field.label)),
        ("description", optional_text(&field.description)),
        ("required", field.required.into()),
    ];
    Json::Object(common.into_iter().chain(bounds).map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The value of a field, as plain JSON: a text, a number, a list, or true or false.
pub fn value(value: &pb::FieldValue) -> Json {
    use field_value::Kind;
    match &value.kind {
        Some(
            Kind::Text(text)
            | Kind::TextArea(text)
            | Kind::Select(text)
            | Kind::DateField(text)
            | Kind::Time(text)
            | Kind::DateTime(text),
        ) => self::text(text),
        Some(Kind::Number(figure) | Kind::Slider(figure)) => number(*figure),
        Some(Kind::Multiselect(selection)) => list(&selection.options, |option| text(option)),
        Some(Kind::Switch(on)) => (*on).into(),
        None => NULL,
    }
}

/// What the agent would answer to one field.
pub fn bid(bid: &pb::FieldBid) -> Json {
    object([
        ("fieldId", text(&bid.field_id)),
        ("value", optional(bid.value.as_ref(), value)),
        ("confidence", bid.confidence.map_or(NULL, number)),
        ("rationale", optional_text(&bid.rationale)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shape(kind: field::Kind) -> serde_json::Value {
        let field = pb::Field {
            id: "f".to_owned(),
            label: "F".to_owned(),
            description: String::new(),
            required: true,
            kind: Some(kind),
        };
        serde_json::to_value(self::field(&field)).expect("JSON")
    }

    #[test]
    fn every_arm_has_its_type_and_bounds() {
        use field::{DateField, DateTime, Kind, Multiselect, Number, Select, Slider, Switch, Text, TextArea, Time};
        let options = || vec!["a".to_owned(), "b".to_owned()];
        let (min, max) = ("2026-01-01".to_owned(), String::new());
        for (kind, bounds) in [
            (
                Kind::Text(Text { min_length: Some(2), max_length: None, format: 1 }),
                json!({"type": "Text", "minLength": 2, "maxLength": null, "format": "EMAIL"}),
            ),
            (
                Kind::TextArea(TextArea { min_length: None, max_length: Some(9) }),
                json!({"type": "TextArea", "minLength": null, "maxLength": 9}),
            ),
            (
                Kind::Number(Number { min: Some(0.5), max: Some(3.0), integer_only: true }),
                json!({"type": "Number", "min": 0.5, "max": 3, "integerOnly": true}),
            ),
            (
                Kind::Slider(Slider { min: Some(0.0), max: Some(1.0), step: Some(0.25) }),
                json!({"type": "Slider", "min": 0, "max": 1, "step": 0.25}),
            ),
            (Kind::Select(Select { options: options() }), json!({"type": "Select", "options": ["a", "b"]})),
            (
                Kind::Multiselect(Multiselect { options: options() }),
                json!({"type": "Multiselect", "options": ["a", "b"]}),
            ),
            (
                Kind::DateField(DateField { min: min.clone(), max: max.clone() }),
                json!({"type": "DateField", "min": "2026-01-01", "max": null}),
            ),
            (
                Kind::Time(Time { min: String::new(), max: "10:00".to_owned() }),
                json!({"type": "Time", "min": null, "max": "10:00"}),
            ),
            (Kind::DateTime(DateTime { min, max }), json!({"type": "DateTime", "min": "2026-01-01", "max": null})),
            (Kind::Switch(Switch {}), json!({"type": "Switch"})),
        ] {
            let mut expected = json!({"id": "f", "label": "F", "description": null, "required": true});
            let members = bounds.as_object().expect("an object").clone();
            expected.as_object_mut().expect("an object").extend(members);
            assert_eq!(shape(kind), expected);
        }
    }

    #[test]
    fn values_are_plain() {
        use field_value::{Kind, Selection};
        for (kind, expected) in [
            (Kind::Text("a".to_owned()), json!("a")),
            (Kind::Slider(0.5), json!(0.5)),
            (Kind::Number(240.0), json!(240)),
            (Kind::Multiselect(Selection { options: vec!["a".to_owned()] }), json!(["a"])),
            (Kind::DateField("2026-05-14".to_owned()), json!("2026-05-14")),
            (Kind::Switch(false), json!(false)),
        ] {
            let shown = serde_json::to_value(value(&pb::FieldValue { kind: Some(kind) })).expect("JSON");
            assert_eq!(shown, expected);
        }
    }
}
