//! Requests: what they ask, how they stand, and what came of them.

use std::borrow::Cow;

use crate::domain::approval::{Authority, Decision, Outcome, OutcomeBid};
use crate::domain::elicitation::Answers;
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::request::{Ask, Request, State};
use crate::rest::json::{Json, list, number, object, or_null, text, text_or_null};

/// An outcome.
pub(super) fn outcome(from: &Outcome) -> Json {
    object([
        ("type", text(from.verdict.as_str())),
        ("note", text_or_null(&from.note)),
        ("reasonCode", text_or_null(&from.reason_code)),
    ])
}

/// What the agent would decide.
pub(super) fn outcome_bid(from: &OutcomeBid) -> Json {
    object([
        ("outcome", outcome(&from.outcome)),
        ("confidence", or_null(from.confidence, number)),
        ("rationale", text_or_null(&from.rationale)),
    ])
}

/// Who decided, as they stood then.
pub(super) fn authority(from: &Authority) -> Json {
    object([("subject", text(from.subject)), ("tags", list(&from.tags, text))])
}

/// A field: its `type` is the arm, and the arm's own bounds stand beside what is common to all.
pub(super) fn field(from: &Field) -> Json {
    let length = |length: &Option<u32>| or_null(*length, |length| Json::Number(length.into()));
    let bound = |bound: &Option<f64>| or_null(*bound, number);
    let span = |min: &str, max: &str| vec![("min", text_or_null(min)), ("max", text_or_null(max))];
    let (arm, bounds) = match &from.kind {
        FieldKind::Text { min_length, max_length, format } => {
            let format = format.map(|format| match format {
                TextFormat::Email => "EMAIL",
                TextFormat::Phone => "PHONE",
                TextFormat::Url => "URL",
            });
            let lengths = [("minLength", length(min_length)), ("maxLength", length(max_length))];
            ("Text", lengths.into_iter().chain([("format", or_null(format, text))]).collect())
        }
        FieldKind::TextArea { min_length, max_length } => {
            ("TextArea", vec![("minLength", length(min_length)), ("maxLength", length(max_length))])
        }
        FieldKind::Number { min, max, integer_only } => {
            ("Number", vec![("min", bound(min)), ("max", bound(max)), ("integerOnly", Json::Flag(*integer_only))])
        }
        FieldKind::Slider { min, max, step } => {
            ("Slider", vec![("min", bound(min)), ("max", bound(max)), ("step", bound(step))])
        }
        FieldKind::Select { options } => ("Select", vec![("options", list(options, text))]),
        FieldKind::Multiselect { options } => ("Multiselect", vec![("options", list(options, text))]),
        FieldKind::DateField { min, max } => ("DateField", span(min, max)),
        FieldKind::Time { min, max } => ("Time", span(min, max)),
        FieldKind::DateTime { min, max } => ("DateTime", span(min, max)),
        FieldKind::Switch => ("Switch", Vec::new()),
    };
    let common = [
        ("type", text(arm)),
        ("id", text(&from.id)),
        ("label", text(&from.label)),
        ("description", text_or_null(&from.description)),
        ("required", Json::Flag(from.required)),
    ];
    Json::Object(common.into_iter().chain(bounds).map(|(name, value)| (Cow::Borrowed(name), value)).collect())
}

/// The value of a field, plainly.
pub(super) fn value(from: &FieldValue) -> Json {
    match from {
        FieldValue::Text(words)
        | FieldValue::TextArea(words)
        | FieldValue::Select(words)
        | FieldValue::DateField(words)
        | FieldValue::Time(words)
        | FieldValue::DateTime(words) => text(words),
        FieldValue::Number(value) | FieldValue::Slider(value) => number(*value),
        FieldValue::Multiselect(chosen) => list(chosen, text),
        FieldValue::Switch(on) => Json::Flag(*on),
    }
}

/// What the agent would answer to one field.
pub(super) fn field_bid(from: &FieldBid) -> Json {
    object([
        ("fieldId", text(&from.field_id)),
        ("value", value(&from.value)),
        ("confidence", or_null(from.confidence, number)),
        ("rationale", text_or_null(&from.rationale)),
    ])
}

/// The answers by field id.
pub(super) fn answers(from: &Answers) -> Json {
    Json::Object(from.answers.iter().map(|(id, answer)| (Cow::Owned(id.clone()), value(answer))).collect())
}

/// One of a task's open requests.
pub(in crate::rest) fn open_request(from: &Request) -> Json {
    let event_type = match from.ask {
        Ask::Approval { .. } => "APPROVAL_REQUESTED",
        Ask::Elicitation { .. } => "ELICITATION_REQUESTED",
    };
    object([
        ("requestId", text(from.id)),
        ("eventType", text(event_type)),
        ("summary", text(&from.summary)),
        ("requestedAt", text(from.requested_at)),
        ("deadline", or_null(from.deadline, text)),
    ])
}

/// What a person decided.
pub(in crate::rest) fn approval_result(of: &Request, decision: &Decision) -> Json {
    let recommendation = match &of.ask {
        Ask::Approval { recommendation } => recommendation.as_ref(),
        Ask::Elicitation { .. } => None,
    };
    object([
        ("requestId", text(of.id)),
        ("taskId", text(of.task)),
        ("eventId", text(decision.event)),
        ("outcome", outcome(&decision.outcome)),
        ("decidedAt", text(decision.at)),
        ("decidedBy", text(&decision.by)),
        ("authoritySnapshot", authority(&decision.authority)),
        ("recommendationSnapshot", or_null(recommendation, outcome_bid)),
    ])
}

/// What a person answered.
pub(in crate::rest) fn elicitation_result(of: &Request, given: &Answers) -> Json {
    object([
        ("requestId", text(of.id)),
        ("taskId", text(of.task)),
        ("eventId", text(given.event)),
        ("answeredAt", text(given.at)),
        ("answeredBy", text(&given.by)),
        ("authoritySnapshot", authority(&given.authority)),
        ("fields", answers(given)),
    ])
}

/// That nobody has decided or answered yet.
pub(in crate::rest) fn pending(of: &Request) -> Json {
    object([("requestId", text(of.id)), ("taskId", text(of.task)), ("deadline", or_null(of.deadline, text))])
}

/// How a request ended without a result; nothing for one that did not.
pub(in crate::rest) fn ended(of: &Request) -> Option<Json> {
    let (request, task) = (("requestId", text(of.id)), ("taskId", text(of.task)));
    match &of.state {
        State::Cancelled { event, at, by, reason } => Some(object([
            request,
            task,
            ("eventId", text(event)),
            ("cancelledAt", text(at)),
            ("cancelledBy", text(by)),
            ("reason", text_or_null(reason)),
        ])),
        State::TimedOut { event, at, fell_back_to } => Some(object([
            request,
            task,
            ("eventId", text(event)),
            ("timedOutAt", text(at)),
            ("fellBackTo", text_or_null(fell_back_to)),
        ])),
        State::Pending | State::Decided(_) | State::Answered(_) => None,
    }
}
