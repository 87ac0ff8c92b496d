//! The typed fields of an elicitation, the answers that people give to them, and the bids of the agent that asks.
//!
//! This file holds the shapes and the rules on whole forms; `bounds` holds what makes a field contradict itself,
//! `answer` what makes a value an answer to its field, `moment` and `format` how texts are read. Nothing here knows who
//! asks, who answers or when: that a form may be answered at all is the request's business.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::faults::{Faults, Violation};
use super::limits;
use super::quote::quoted;

mod answer;
mod bounds;
mod format;
mod moment;

/// One question of an elicitation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// The key that the answer comes back under.
    pub id: String,
    /// The prompt that a person reads.
    pub label: String,
    /// A longer explanation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether an answer has to be given.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// What is asked for.
    pub kind: FieldKind,
}

/// What a field asks for. Bounds stand as the caller wrote them, an empty text for none; `check_fields` reads them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text {
        /// The fewest characters that count as an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_length: Option<u32>,
        /// The most characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
        /// What the text has to look like.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        format: Option<TextFormat>,
    },
    /// Text of several lines.
    TextArea {
        /// The fewest characters that count as an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min_length: Option<u32>,
        /// The most characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max_length: Option<u32>,
    },
    /// A finite number.
    Number {
        /// The smallest, inclusive.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// The largest, inclusive.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        /// Whether only whole numbers are allowed.
        #[serde(default, skip_serializing_if = "is_false")]
        integer_only: bool,
    },
    /// A number on a scale.
    Slider {
        /// The left end, inclusive; required.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<f64>,
        /// The right end, inclusive; required.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<f64>,
        /// The distance between allowed values, counted from `min`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<f64>,
    },
    /// One of several options.
    Select {
        /// The options.
        options: Vec<String>,
    },
    /// Some of several options.
    Multiselect {
        /// The options.
        options: Vec<String>,
    },
    /// A calendar date without a zone.
    DateField {
        /// The first date, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        min: String,
        /// The last date, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        max: String,
    },
    /// A time of day without a zone.
    Time {
        /// The earliest time, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        min: String,
        /// The latest time, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        max: String,
    },
    /// A date and a time of day without a zone.
    DateTime {
        /// The earliest moment, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        min: String,
        /// The latest moment, inclusive.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        max: String,
    },
    /// Yes or no.
    Switch,
}

/// A check on the form of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// One plain e-mail address.
    Email,
    /// An E.164 number, with or without separators.
    Phone,
    /// An absolute http or https URL.
    Url,
}

/// The answer to one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldValue {
    /// To a text.
    Text(String),
    /// To a text of several lines.
    TextArea(String),
    /// To a number.
    Number(f64),
    /// To a slider.
    Slider(f64),
    /// The option chosen.
    Select(String),
    /// The options chosen.
    Multiselect(Vec<String>),
    /// `YYYY-MM-DD`.
    DateField(String),
    /// `HH:MM`, with optional seconds and fraction.
    Time(String),
    /// `YYYY-MM-DDTHH:MM`, with optional seconds and fraction.
    DateTime(String),
    /// Yes or no.
    Switch(bool),
}

/// What the agent would answer to one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldBid {
    /// The field that the bid is for.
    pub field_id: String,
    /// The value that the agent would answer.
    pub value: FieldValue,
    /// How sure it is, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
}

impl FieldKind {
    /// The name of the kind's arm in a message, which is also the arm that it is answered in.
    pub fn arm(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::TextArea { .. } => "text_area",
            Self::Number { .. } => "number",
            Self::Slider { .. } => "slider",
            Self::Select { .. } => "select",
            Self::Multiselect { .. } => "multiselect",
            Self::DateField { .. } => "date_field",
            Self::Time { .. } => "time",
            Self::DateTime { .. } => "date_time",
            Self::Switch => "switch",
        }
    }
}

impl FieldValue {
    /// The name of the arm in a message that holds this value.
    pub fn arm(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::TextArea(_) => "text_area",
            Self::Number(_) => "number",
            Self::Slider(_) => "slider",
            Self::Select(_) => "select",
            Self::Multiselect(_) => "multiselect",
            Self::DateField(_) => "date_field",
            Self::Time(_) => "time",
            Self::DateTime(_) => "date_time",
            Self::Switch(_) => "switch",
        }
    }

    /// Whether this says something: an empty text or selection, in whichever arm, is no answer.
    fn is_answer(&self) -> bool {
        match self {
            Self::Text(text)
            | Self::TextArea(text)
            | Self::Select(text)
            | Self::DateField(text)
            | Self::Time(text)
            | Self::DateTime(text) => !text.is_empty(),
            Self::Multiselect(chosen) => !chosen.is_empty(),
            Self::Number(_) | Self::Slider(_) | Self::Switch(_) => true,
        }
    }
}

/// Checks the fields of a new form. Of fields or options beyond their limit only the number is complained of.
pub fn check_fields(faults: &mut Faults, fields: &[Field]) {
    if fields.is_empty() {
        faults.add("fields", format!("is required: 1 to {} fields", limits::FIELDS));
    }
    faults.count("fields", fields.len(), limits::FIELDS);
    let fields = &fields[..fields.len().min(limits::FIELDS)];
    for (index, field) in fields.iter().enumerate() {
        let path = format!("fields[{index}]");
        faults.required_text(&format!("{path}.id"), &field.id, limits::NAME);
        faults.required_text(&format!("{path}.label"), &field.label, limits::NAME);
        faults.text(&format!("{path}.description"), &field.description, limits::SUMMARY);
        bounds::check(faults, &format!("{path}.{}", field.kind.arm()), &field.kind);
    }
    faults.distinct(fields.iter().map(|field| field.id.as_str()), |index| format!("fields[{index}].id"));
}

/// Checks the answers to a whole form; every fault stands under the id of its field.
pub fn check_answers(fields: &[Field], answers: &BTreeMap<String, FieldValue>) -> Faults {
    let mut faults = Faults::default();
    for field in fields {
        match answers.get(&field.id).filter(|value| value.is_answer()) {
            Some(value) => {
                let descriptions = answer::complaints(&field.kind, value).into_iter();
                faults.0.extend(descriptions.map(|description| Violation { field: field.id.clone(), description }));
            }
            None if field.required => {
                faults.add(&field.id, format!("is required and was not answered: answer in `{}`", field.kind.arm()));
            }
            None => {}
        }
    }
    for id in answers.keys().filter(|id| fields.iter().all(|field| field.id != **id)) {
        faults.add(id, "is not a field of this request: answer only the fields that it asks");
    }
    faults
}

/// The answers that say something: those that are empty mean that their field was left unanswered.
pub fn answered(mut answers: BTreeMap<String, FieldValue>) -> BTreeMap<String, FieldValue> {
    answers.retain(|_, value| value.is_answer());
    answers
}

/// Checks what the agent would answer: at most one bid a field, each of them an answer that a person could give.
pub fn check_bids(faults: &mut Faults, fields: &[Field], bids: &[FieldBid]) {
    faults.count("recommendation", bids.len(), limits::FIELDS);
    let bids = &bids[..bids.len().min(limits::FIELDS)];
    for (index, bid) in bids.iter().enumerate() {
        let path = format!("recommendation[{index}]");
        match fields.iter().find(|field| field.id == bid.field_id) {
            Some(field) if bid.value.is_answer() => {
                for description in answer::complaints(&field.kind, &bid.value) {
                    faults.add(format!("{path}.value"), description);
                }
            }
            Some(_) => faults.add(format!("{path}.value"), "is empty: bid a value, or leave the bid out"),
            None => faults.add(
                format!("{path}.field_id"),
                format!("is {}, which is not the id of any of the fields", quoted(&bid.field_id)),
            ),
        }
        faults.confidence(&format!("{path}.confidence"), bid.confidence);
        faults.text(&format!("{path}.rationale"), &bid.rationale, limits::PROSE);
    }
    faults.distinct(bids.iter().map(|bid| bid.field_id.as_str()), |index| format!("recommendation[{index}].field_id"));
}

fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests;
