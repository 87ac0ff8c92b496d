//! Reading outcomes and forms: what a person is asked, what an agent bids, and what is answered.

use super::reader::Reader;
use crate::domain::approval::{Outcome, Verdict};
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::limits;
use crate::rpc::pb;

impl Reader {
    /// The outcome of a decision or a bid.
    pub(super) fn outcome(&mut self, path: &str, from: Option<pb::Outcome>) -> Outcome {
        use pb::outcome::Kind;
        let outcome = |verdict, note, reason_code| Outcome { verdict, note, reason_code };
        match from.and_then(|from| from.kind) {
            Some(Kind::Approve(of)) => outcome(Verdict::Approve, of.note, of.reason_code),
            Some(Kind::Reject(of)) => outcome(Verdict::Reject, of.note, of.reason_code),
            Some(Kind::EditAndApprove(of)) => outcome(Verdict::EditAndApprove, of.note, of.reason_code),
            Some(Kind::Escalate(of)) => outcome(Verdict::Escalate, of.note, of.reason_code),
            Some(Kind::RequestMoreInfo(of)) => outcome(Verdict::RequestMoreInfo, of.note, of.reason_code),
            None => {
                self.faults.add(path, "is required: approve, reject, edit_and_approve, escalate or request_more_info");
                outcome(Verdict::Reject, String::new(), String::new())
            }
        }
    }

    /// Which of the outcomes; nothing where that is not said.
    pub fn verdict(&mut self, field: &str, number: i32) -> Option<Verdict> {
        match self.enumeration(field, number)? {
            pb::OutcomeKind::Unspecified => None,
            pb::OutcomeKind::Approve => Some(Verdict::Approve),
            pb::OutcomeKind::Reject => Some(Verdict::Reject),
            pb::OutcomeKind::EditAndApprove => Some(Verdict::EditAndApprove),
            pb::OutcomeKind::Escalate => Some(Verdict::Escalate),
            pb::OutcomeKind::RequestMoreInfo => Some(Verdict::RequestMoreInfo),
        }
    }

    fn field(&mut self, index: usize, from: pb::Field) -> Field {
        use pb::field::Kind;
        let pb::Field { id, label, description, required, kind } = from;
        let kind = match kind {
            Some(Kind::Text(of)) => FieldKind::Text {
                min_length: of.min_length,
                max_length: of.max_length,
                format: match self.enumeration(&format!("fields[{index}].text.format"), of.format) {
                    Some(pb::field::text::Format::Email) => Some(TextFormat::Email),
                    Some(pb::field::text::Format::Phone) => Some(TextFormat::Phone),
                    Some(pb::field::text::Format::Url) => Some(TextFormat::Url),
                    Some(pb::field::text::Format::Unspecified) | None => None,
                },
            },
            Some(Kind::TextArea(of)) => FieldKind::TextArea { min_length: of.min_length, max_length: of.max_length },
            Some(Kind::Number(of)) => FieldKind::Number { min: of.min, max: of.max, integer_only: of.integer_only },
            Some(Kind::Slider(of)) => FieldKind::Slider { min: of.min, max: of.max, step: of.step },
            Some(Kind::Select(of)) => FieldKind::Select { options: of.options },
            Some(Kind::Multiselect(of)) => FieldKind::Multiselect { options: of.options },
            Some(Kind::DateField(of)) => FieldKind::DateField { min: of.min, max: of.max },
            Some(Kind::Time(of)) => FieldKind::Time { min: of.min, max: of.max },
            Some(Kind::DateTime(of)) => FieldKind::DateTime { min: of.min, max: of.max },
            Some(Kind::Switch(_)) => FieldKind::Switch,
            None => {
                // Of fields beyond their limit only the number is complained of.
                if index < limits::FIELDS {
                    let path = format!("fields[{index}].kind");
                    self.faults.add(path, "is required: one of the ten arms, from text to switch");
                }
                // It keeps its place, so that the faults of those after it are told under their own.
                FieldKind::Switch
            }
        };
        Field { id, label, description, required, kind }
    }

    /// A form.
    pub(super) fn fields(&mut self, from: Vec<pb::Field>) -> Vec<Field> {
        from.into_iter().enumerate().map(|(index, field)| self.field(index, field)).collect()
    }
}

/// The value of an answer; nothing where no arm is set.
pub(super) fn value(from: pb::FieldValue) -> Option<FieldValue> {
    use pb::field_value::Kind;
    Some(match from.kind? {
        Kind::Text(text) => FieldValue::Text(text),
        Kind::TextArea(text) => FieldValue::TextArea(text),
        Kind::Number(number) => FieldValue::Number(number),
        Kind::Slider(number) => FieldValue::Slider(number),
        Kind::Select(option) => FieldValue::Select(option),
        Kind::Multiselect(selection) => FieldValue::Multiselect(selection.options),
        Kind::DateField(text) => FieldValue::DateField(text),
        Kind::Time(text) => FieldValue::Time(text),
        Kind::DateTime(text) => FieldValue::DateTime(text),
        Kind::Switch(on) => FieldValue::Switch(on),
    })
}

/// The bids on a form. One without a value bids an empty one, which is told with its other faults and under its place.
pub(super) fn field_bids(from: Vec<pb::FieldBid>) -> Vec<FieldBid> {
    let bid = |bid: pb::FieldBid| FieldBid {
        field_id: bid.field_id,
        value: bid.value.and_then(value).unwrap_or_else(|| FieldValue::Text(String::new())),
        confidence: bid.confidence,
        rationale: bid.rationale,
    };
    from.into_iter().map(bid).collect()
}
