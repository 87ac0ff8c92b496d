//! Requests, what they ask, and how they stand.

use super::{attachment, status, time};
use crate::domain::approval::{Authority, Decision, Outcome, OutcomeBid, Verdict};
use crate::domain::elicitation::Answers;
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::request::{Ask, ContextEntry, Request, State};
use crate::rpc::pb;
use crate::store::InboxItem;

fn outcome(from: &Outcome) -> pb::Outcome {
    use pb::outcome::{Approve, EditAndApprove, Escalate, Kind, Reject, RequestMoreInfo};
    let (note, reason_code) = (from.note.clone(), from.reason_code.clone());
    let kind = match from.verdict {
        Verdict::Approve => Kind::Approve(Approve { note, reason_code }),
        Verdict::Reject => Kind::Reject(Reject { note, reason_code }),
        Verdict::EditAndApprove => Kind::EditAndApprove(EditAndApprove { note, reason_code }),
        Verdict::Escalate => Kind::Escalate(Escalate { note, reason_code }),
        Verdict::RequestMoreInfo => Kind::RequestMoreInfo(RequestMoreInfo { note, reason_code }),
    };
    pb::Outcome { kind: Some(kind) }
}

fn outcome_bid(from: &OutcomeBid) -> pb::OutcomeBid {
    pb::OutcomeBid {
        outcome: Some(outcome(&from.outcome)),
        confidence: from.confidence,
        rationale: from.rationale.clone(),
    }
}

fn authority(from: &Authority) -> pb::AuthoritySnapshot {
    pb::AuthoritySnapshot { subject: from.subject.to_string(), tags: from.tags.clone() }
}

fn field(from: &Field) -> pb::Field {
    use pb::field as f;
    let kind = match &from.kind {
        FieldKind::Text { min_length, max_length, format } => f::Kind::Text(f::Text {
            min_length: *min_length,
            max_length: *max_length,
            format: match format {
                Some(TextFormat::Email) => f::text::Format::Email,
                Some(TextFormat::Phone) => f::text::Format::Phone,
                Some(TextFormat::Url) => f::text::Format::Url,
                None => f::text::Format::Unspecified,
            }
            .into(),
        }),
        FieldKind::TextArea { min_length, max_length } => {
            f::Kind::TextArea(f::TextArea { min_length: *min_length, max_length: *max_length })
        }
        FieldKind::Number { min, max, integer_only } => {
            f::Kind::Number(f::Number { min: *min, max: *max, integer_only: *integer_only })
        }
        FieldKind::Slider { min, max, step } => f::Kind::Slider(f::Slider { min: *min, max: *max, step: *step }),
        FieldKind::Select { options } => f::Kind::Select(f::Select { options: options.clone() }),
        FieldKind::Multiselect { options } => f::Kind::Multiselect(f::Multiselect { options: options.clone() }),
        FieldKind::DateField { min, max } => f::Kind::DateField(f::DateField { min: min.clone(), max: max.clone() }),
        FieldKind::Time { min, max } => f::Kind::Time(f::Time { min: min.clone(), max: max.clone() }),
        FieldKind::DateTime { min, max } => f::Kind::DateTime(f::DateTime { min: min.clone(), max: max.clone() }),
        FieldKind::Switch => f::Kind::Switch(f::Switch {}),
    };
    pb::Field {
        id: from.id.clone(),
        label: from.label.clone(),
        description: from.description.clone(),
        required: from.required,
        kind: Some(kind),
    }
}

fn value(from: &FieldValue) -> pb::FieldValue {
    use pb::field_value::{Kind, Selection};
    let kind = match from {
        FieldValue::Text(text) => Kind::Text(text.clone()),
        FieldValue::TextArea(text) => Kind::TextArea(text.clone()),
        FieldValue::Number(number) => Kind::Number(*number),
        FieldValue::Slider(number) => Kind::Slider(*number),
        FieldValue::Select(option) => Kind::Select(option.clone()),
        FieldValue::Multiselect(options) => Kind::Multiselect(Selection { options: options.clone() }),
        FieldValue::DateField(text) => Kind::DateField(text.clone()),
        FieldValue::Time(text) => Kind::Time(text.clone()),
        FieldValue::DateTime(text) => Kind::DateTime(text.clone()),
        FieldValue::Switch(on) => Kind::Switch(*on),
    };
    pb::FieldValue { kind: Some(kind) }
}

fn field_bid(from: &FieldBid) -> pb::FieldBid {
    pb::FieldBid {
        field_id: from.field_id.clone(),
        value: Some(value(&from.value)),
        confidence: from.confidence,
        rationale: from.rationale.clone(),
    }
}

/// How a request stands: one arm of each message that says so.
pub enum Standing {
    /// Nobody has decided yet.
    Pending(pb::Pending),
    /// A person decided.
    Decided(pb::ApprovalResult),
    /// A person answered.
    Answered(pb::ElicitationResult),
    /// It was withdrawn.
    Cancelled(pb::Cancelled),
    /// Its deadline passed.
    TimedOut(pb::TimedOut),
}

/// How a request stands.
pub fn standing(from: &Request) -> Standing {
    match &from.state {
        State::Pending => Standing::Pending(pb::Pending { deadline: from.deadline.map(time) }),
        State::Decided(decision) => {
            let recommendation = match &from.ask {
                Ask::Approval { recommendation } => recommendation.as_ref(),
                Ask::Elicitation { .. } => None,
            };
            let (request, task) = (from.id.to_string(), from.task.to_string());
            Standing::Decided(approval_result(request, task, decision, recommendation))
        }
        State::Answered(answers) => {
            Standing::Answered(elicitation_result(from.id.to_string(), from.task.to_string(), answers))
        }
        State::Cancelled { event, at, by, reason } => Standing::Cancelled(pb::Cancelled {
            event_id: event.to_string(),
            cancelled_at: Some(time(*at)),
            cancelled_by: by.clone(),
            reason: reason.clone(),
        }),
        State::TimedOut { event, at, fell_back_to } => Standing::TimedOut(pb::TimedOut {
            event_id: event.to_string(),
            timed_out_at: Some(time(*at)),
            fell_back_to: fell_back_to.clone(),
        }),
    }
}

pub(super) fn approval_result(
    request_id: String,
    task_id: String,
    decision: &Decision,
    recommendation: Option<&OutcomeBid>,
) -> pb::ApprovalResult {
    pb::ApprovalResult {
        request_id,
        task_id,
        event_id: decision.event.to_string(),
        outcome: Some(outcome(&decision.outcome)),
        decided_at: Some(time(decision.at)),
        decided_by: decision.by.clone(),
        authority_snapshot: Some(authority(&decision.authority)),
        recommendation_snapshot: recommendation.map(outcome_bid),
    }
}

pub(super) fn elicitation_result(request_id: String, task_id: String, answers: &Answers) -> pb::ElicitationResult {
    pb::ElicitationResult {
        request_id,
        task_id,
        event_id: answers.event.to_string(),
        answers: answers.answers.iter().map(|(id, answer)| (id.clone(), value(answer))).collect(),
        answered_at: Some(time(answers.at)),
        answered_by: answers.by.clone(),
        authority_snapshot: Some(authority(&answers.authority)),
    }
}

/// A request.
pub fn request(from: &Request) -> pb::Request {
    use pb::request::{Ask as AskArm, State as StateArm};
    let entry = |entry: &ContextEntry| pb::ContextEntry { key: entry.key.clone(), value: entry.value.clone() };
    let ask = match &from.ask {
        Ask::Approval { recommendation } => {
            AskArm::Approval(pb::ApprovalAsk { recommendation: recommendation.as_ref().map(outcome_bid) })
        }
        Ask::Elicitation { fields, recommendation } => AskArm::Elicitation(pb::ElicitationAsk {
            fields: fields.iter().map(field).collect(),
            recommendation: recommendation.iter().map(field_bid).collect(),
        }),
    };
    let state = match standing(from) {
        Standing::Pending(of) => StateArm::Pending(of),
        Standing::Decided(of) => StateArm::Decided(of),
        Standing::Answered(of) => StateArm::Answered(of),
        Standing::Cancelled(of) => StateArm::Cancelled(of),
        Standing::TimedOut(of) => StateArm::TimedOut(of),
    };
    pb::Request {
        id: from.id.to_string(),
        task_id: from.task.to_string(),
        project_id: from.project.to_string(),
        summary: from.summary.clone(),
        key_value_context: from.key_value_context.iter().map(entry).collect(),
        attachments: from.attachments.iter().map(attachment).collect(),
        deadline: from.deadline.map(time),
        fallback_step: from.fallback_step.clone(),
        external_trace_id: from.external_trace_id.clone(),
        digest: from.digest.clone(),
        requested_by: from.requested_by.id.to_string(),
        requested_by_name: from.requested_by.name.clone(),
        requested_at: Some(time(from.requested_at)),
        ask: Some(ask),
        state: Some(state),
    }
}

/// A request with what a list of them shows.
pub fn inbox_item(from: &InboxItem) -> pb::InboxItem {
    pb::InboxItem {
        request: Some(request(&from.request)),
        project_name: from.task.project_name.clone(),
        task_name: from.task.name.clone(),
        external_id: from.task.external_id.clone(),
        current_step: from.task.current_step.clone(),
        assignee_id: from.task.assignee.map(|person| person.to_string()).unwrap_or_default(),
        assignee_name: from.task.assignee_name.clone(),
        overdue_at: from.response_target.map(|target| time(from.request.requested_at.plus(target))),
        task_status: status(from.task.status()).into(),
    }
}
