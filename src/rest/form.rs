//! Reading outcomes and forms: what a person is asked, and what an agent bids.

use super::json::Json;
use super::reader::{Object, Reader};
use crate::domain::approval::{Outcome, OutcomeBid, Verdict};
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::limits;
use crate::domain::quote::quoted;

/// What an agent would decide.
pub(super) fn outcome_bid(reader: &mut Reader, mut from: Object) -> OutcomeBid {
    let outcome = from.object(reader, "outcome");
    if outcome.is_none() {
        reader.faults.add(from.path("outcome"), "is required: an object with a type");
    }
    OutcomeBid {
        outcome: outcome.map_or_else(nothing, |outcome| self::outcome(reader, outcome)),
        confidence: from.number(reader, "confidence"),
        rationale: from.text(reader, "rationale"),
    }
}

fn nothing() -> Outcome {
    Outcome { verdict: Verdict::Reject, note: String::new(), reason_code: String::new() }
}

fn outcome(reader: &mut Reader, mut from: Object) -> Outcome {
    let name = from.text(reader, "type");
    let known =
        [Verdict::Approve, Verdict::Reject, Verdict::EditAndApprove, Verdict::Escalate, Verdict::RequestMoreInfo];
    let verdict = known.into_iter().find(|verdict| verdict.as_str() == name);
    if verdict.is_none() {
        let names = known.map(Verdict::as_str).join(", ");
        reader.faults.add(from.path("type"), format!("is {}; one of {names} is wanted", quoted(&name)));
    }
    let (note, reason_code) = (from.text(reader, "note"), from.text(reader, "reasonCode"));
    verdict.map_or_else(nothing, |verdict| Outcome { verdict, note, reason_code })
}

/// The form, and the bids on it, which are read against their fields' arms.
pub(super) fn form(reader: &mut Reader, body: &mut Object) -> (Vec<Field>, Vec<FieldBid>) {
    let fields = body.objects(reader, "fields");
    let fields: Vec<Field> = fields.into_iter().enumerate().map(|(index, from)| field(reader, index, from)).collect();
    let bids = body.objects(reader, "recommendation");
    // Of fields beyond their limit only the number is complained of.
    let asked = &fields[..fields.len().min(limits::FIELDS)];
    let bids = bids.into_iter().map(|from| bid(reader, asked, from)).collect();
    (fields, bids)
}

fn field(reader: &mut Reader, index: usize, mut from: Object) -> Field {
    let name = from.text(reader, "type");
    let kind = kind(reader, &name, &mut from).unwrap_or_else(|| {
        // Of fields beyond their limit only the number is complained of.
        if index < limits::FIELDS {
            let wanted =
                "one of Text, TextArea, Number, Slider, Select, Multiselect, DateField, Time, DateTime, Switch";
            reader.faults.add(from.path("type"), format!("is {}; {wanted} is wanted", quoted(&name)));
        }
        // It keeps its place, so that the faults of those after it are told under their own.
        FieldKind::Switch
    });
    Field {
        id: from.text(reader, "id"),
        label: from.text(reader, "label"),
        description: from.text(reader, "description"),
        required: from.flag(reader, "required"),
        kind,
    }
}

fn kind(reader: &mut Reader, name: &str, from: &mut Object) -> Option<FieldKind> {
    Some(match name {
        "Text" => FieldKind::Text {
            min_length: from.length(reader, "minLength"),
            max_length: from.length(reader, "maxLength"),
            format: format(reader, from),
        },
        "TextArea" => FieldKind::TextArea {
            min_length: from.length(reader, "minLength"),
            max_length: from.length(reader, "maxLength"),
        },
        "Number" => FieldKind::Number {
            min: from.number(reader, "min"),
            max: from.number(reader, "max"),
            integer_only: from.flag(reader, "integerOnly"),
        },
        "Slider" => FieldKind::Slider {
            min: from.number(reader, "min"),
            max: from.number(reader, "max"),
            step: from.number(reader, "step"),
        },
        "Select" => FieldKind::Select { options: from.texts(reader, "options") },
        "Multiselect" => FieldKind::Multiselect { options: from.texts(reader, "options") },
        "DateField" => FieldKind::DateField { min: from.text(reader, "min"), max: from.text(reader, "max") },
        "Time" => FieldKind::Time { min: from.text(reader, "min"), max: from.text(reader, "max") },
        "DateTime" => FieldKind::DateTime { min: from.local(reader, "min"), max: from.local(reader, "max") },
        "Switch" => FieldKind::Switch,
        _ => return None,
    })
}

fn format(reader: &mut Reader, from: &mut Object) -> Option<TextFormat> {
    match from.text(reader, "format").as_str() {
        "" => None,
        "EMAIL" => Some(TextFormat::Email),
        "PHONE" => Some(TextFormat::Phone),
        "URL" => Some(TextFormat::Url),
        other => {
            reader.faults.add(from.path("format"), format!("is {}; one of EMAIL, PHONE, URL is wanted", quoted(other)));
            None
        }
    }
}

fn bid(reader: &mut Reader, fields: &[Field], mut from: Object) -> FieldBid {
    let field_id = from.text(reader, "fieldId");
    let value = from.take("value");
    let asked = fields.iter().find(|field| field.id == field_id).map(|field| &field.kind);
    let value = match (asked, value) {
        (Some(kind), Some(given)) => value_of(reader, &from.path("value"), kind, given),
        // That the bid is empty, or on no field, is told with its other faults and under its place.
        _ => None,
    };
    FieldBid {
        field_id,
        value: value.unwrap_or_else(|| FieldValue::Text(String::new())),
        confidence: from.number(reader, "confidence"),
        rationale: from.text(reader, "rationale"),
    }
}

/// A plain value as an answer to a field of this kind; nothing, and a fault, where it is another thing.
fn value_of(reader: &mut Reader, path: &str, kind: &FieldKind, given: Json) -> Option<FieldValue> {
    Some(match (kind, given) {
        (FieldKind::Text { .. }, Json::Text(text)) => FieldValue::Text(text),
        (FieldKind::TextArea { .. }, Json::Text(text)) => FieldValue::TextArea(text),
        (FieldKind::Select { .. }, Json::Text(text)) => FieldValue::Select(text),
        (FieldKind::DateField { .. }, Json::Text(text)) => FieldValue::DateField(text),
        (FieldKind::Time { .. }, Json::Text(text)) => FieldValue::Time(text),
        (FieldKind::DateTime { .. }, Json::Text(text)) => FieldValue::DateTime(reader.local(path, &text)),
        (FieldKind::Number { .. }, Json::Number(number)) => FieldValue::Number(number.as_f64()?),
        (FieldKind::Slider { .. }, Json::Number(number)) => FieldValue::Slider(number.as_f64()?),
        (FieldKind::Multiselect { .. }, given @ Json::List(_)) => FieldValue::Multiselect(reader.texts(path, given)),
        (FieldKind::Switch, Json::Flag(flag)) => FieldValue::Switch(flag),
        (kind, given) => {
            let wanted = match kind {
                FieldKind::Number { .. } | FieldKind::Slider { .. } => "a number",
                FieldKind::Multiselect { .. } => "a list of texts",
                FieldKind::Switch => "true or false",
                FieldKind::Text { .. }
                | FieldKind::TextArea { .. }
                | FieldKind::Select { .. }
                | FieldKind::DateField { .. }
                | FieldKind::Time { .. }
                | FieldKind::DateTime { .. } => "a text",
            };
            let arm = kind.arm().replace('_', " ");
            reader.faults.add(path, format!("is {}; its field is a {arm}: {wanted} is wanted", given.kind()));
            return None;
        }
    })
}
