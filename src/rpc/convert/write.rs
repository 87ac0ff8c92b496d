//! From records to messages. Total: every record has its message.

use prost_types::{Duration, Timestamp};

use super::json::proto;
use crate::domain::access::{Agent, ApiKey, Person, Role};
use crate::domain::approval::{Authority, Decision, Outcome, OutcomeBid, Verdict};
use crate::domain::elicitation::Answers;
use crate::domain::event::{Event, Payload};
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::ids::Time;
use crate::domain::project::Project;
use crate::domain::request::{Ask, Kind, Request, State};
use crate::domain::steps::{Party, StepGraph};
use crate::domain::task::{Attachment, MetadataPatch, Status, Task};
use crate::domain::upload::Upload;
use crate::rpc::pb;
use crate::store::InboxItem;

/// A moment.
pub fn time(at: Time) -> Timestamp {
    Timestamp { seconds: at.0.div_euclid(1_000_000), nanos: (at.0.rem_euclid(1_000_000) * 1_000) as i32 }
}

fn duration(micros: i64) -> Duration {
    Duration { seconds: micros / 1_000_000, nanos: (micros % 1_000_000 * 1_000) as i32 }
}

fn party(party: Party) -> pb::Party {
    match party {
        Party::Agent => pb::Party::Agent,
        Party::Human => pb::Party::Human,
        Party::Platform => pb::Party::Platform,
    }
}

/// A role.
pub fn role(role: Role) -> pb::Role {
    match role {
        Role::Agent => pb::Role::Agent,
        Role::Reviewer => pb::Role::Reviewer,
        Role::Admin => pb::Role::Admin,
        // No key stands for the platform.
        Role::Platform => pb::Role::Unspecified,
    }
}

fn steps(from: &StepGraph) -> pb::StepGraph {
    let step = |step: &crate::domain::steps::Step| pb::Step {
        name: step.name.clone(),
        owner: party(step.owner).into(),
        exits: step.exits.clone(),
    };
    pb::StepGraph {
        initial_step: from.initial_step.clone(),
        steps: from.steps.iter().map(step).collect(),
        step_schemas: from.step_schemas.iter().map(|(name, schema)| (name.clone(), proto(schema))).collect(),
    }
}

/// A project.
pub fn project(from: &Project) -> pb::Project {
    pb::Project {
        id: from.id.to_string(),
        name: from.name.clone(),
        project_name: from.project_name.clone(),
        steps: Some(steps(&from.steps)),
        response_target: from.response_target.map(duration),
        created_at: Some(time(from.created_at)),
        updated_at: Some(time(from.updated_at)),
    }
}

fn attachment(from: &Attachment) -> pb::Attachment {
    pb::Attachment { label: from.label.clone(), upload_id: from.upload_id.to_string(), sha256: from.sha256.clone() }
}

/// A task.
pub fn task(from: &Task) -> pb::Task {
    let status = match from.status() {
        Status::Running => pb::TaskStatus::Running,
        Status::Waiting => pb::TaskStatus::Waiting,
        Status::Closed => pb::TaskStatus::Closed,
    };
    pb::Task {
        id: from.id.to_string(),
        project_id: from.project.to_string(),
        project_name: from.project_name.clone(),
        name: from.name.clone(),
        external_id: from.external_id.clone(),
        current_step: from.current_step.clone(),
        status: status.into(),
        metadata: Some(proto(&from.metadata)),
        attachments: from.attachments.iter().map(attachment).collect(),
        assignee_id: from.assignee.map(|person| person.to_string()).unwrap_or_default(),
        assignee_name: from.assignee_name.clone(),
        created_at: Some(time(from.created_at)),
        updated_at: Some(time(from.updated_at)),
        last_sequence: from.last_sequence,
    }
}

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

fn approval_result(
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

fn elicitation_result(request_id: String, task_id: String, answers: &Answers) -> pb::ElicitationResult {
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
    let entry = |entry: &crate::domain::request::ContextEntry| pb::ContextEntry {
        key: entry.key.clone(),
        value: entry.value.clone(),
    };
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

/// An open request in the inbox.
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
    }
}

fn patch(from: &MetadataPatch) -> Option<pb::MetadataPatch> {
    let object = |object: &serde_json::Map<_, _>| (!object.is_empty()).then(|| proto(object));
    (!from.is_empty()).then(|| pb::MetadataPatch {
        set: object(&from.set),
        set_once: object(&from.set_once),
        unset: from.unset.clone(),
    })
}

/// An event.
pub fn event(from: &Event) -> pb::Event {
    use pb::EventType as Type;
    use pb::event::Payload as Arm;
    let request_id = from.in_response_to.map(|request| request.to_string()).unwrap_or_default();
    let task_id = from.task.to_string();
    let detail = |detail: &serde_json::Map<_, _>| (!detail.is_empty()).then(|| proto(detail));
    let (event_type, payload) = match &from.payload {
        Payload::TaskCreated { name, external_id, initial_step, metadata_patch, project_name: _ } => (
            Type::TaskCreated,
            Arm::TaskCreated(pb::TaskCreated {
                name: name.clone(),
                initial_step: initial_step.clone(),
                metadata_patch: patch(metadata_patch),
                external_id: external_id.clone(),
            }),
        ),
        Payload::Requested(of) => {
            let message = Some(request(of));
            match of.ask.kind() {
                Kind::Approval => {
                    (Type::ApprovalRequested, Arm::ApprovalRequested(pb::ApprovalRequested { request: message }))
                }
                Kind::Elicitation => (
                    Type::ElicitationRequested,
                    Arm::ElicitationRequested(pb::ElicitationRequested { request: message }),
                ),
            }
        }
        Payload::ApprovalDecided { decision, recommendation } => (
            Type::ApprovalDecided,
            Arm::ApprovalDecided(pb::ApprovalDecided {
                result: Some(approval_result(request_id.clone(), task_id.clone(), decision, recommendation.as_ref())),
            }),
        ),
        Payload::ElicitationProvided { answers } => (
            Type::ElicitationProvided,
            Arm::ElicitationProvided(pb::ElicitationProvided {
                result: Some(elicitation_result(request_id.clone(), task_id.clone(), answers)),
            }),
        ),
        Payload::RequestCancelled { reason } => {
            (Type::RequestCancelled, Arm::RequestCancelled(pb::RequestCancelled { reason: reason.clone() }))
        }
        Payload::Timeout { timed_out_step, fallback_refused } => (
            Type::Timeout,
            Arm::Timeout(pb::Timeout {
                timed_out_step: timed_out_step.clone(),
                fallback_refused: fallback_refused.clone(),
            }),
        ),
        Payload::Action { description, detail: more, metadata_patch, add_attachments } => (
            Type::Action,
            Arm::Action(pb::Action {
                description: description.clone(),
                detail: detail(more),
                metadata_patch: patch(metadata_patch),
                add_attachments: add_attachments.iter().map(attachment).collect(),
            }),
        ),
        Payload::Exception { message, detail: more } => {
            (Type::Exception, Arm::Exception(pb::ExceptionRaised { message: message.clone(), detail: detail(more) }))
        }
        Payload::Note { message } => (Type::Note, Arm::Note(pb::Note { message: message.clone() })),
        Payload::Assignment { assignee, assignee_name } => (
            Type::Assignment,
            Arm::Assignment(pb::Assignment {
                assignee_id: assignee.map(|person| person.to_string()).unwrap_or_default(),
                assignee_name: assignee_name.clone(),
            }),
        ),
        Payload::TaskClosed { terminal_step } => {
            (Type::TaskClosed, Arm::TaskClosed(pb::TaskClosed { terminal_step: terminal_step.clone() }))
        }
    };
    let (actor_id, actor_name) = from.actor.as_ref().map(|a| (a.id.to_string(), a.name.clone())).unwrap_or_default();
    let (transition_from, transition_to) =
        from.transition.as_ref().map(|t| (t.from.clone(), t.to.clone())).unwrap_or_default();
    pb::Event {
        id: from.id.to_string(),
        task_id,
        project_id: from.project.to_string(),
        sequence: from.sequence,
        event_type: event_type.into(),
        timestamp: Some(time(from.at)),
        source: party(from.source).into(),
        owner: party(from.owner).into(),
        actor_id,
        actor_name,
        in_response_to: request_id,
        transition_from,
        transition_to,
        external_trace_id: from.external_trace_id.clone(),
        payload: Some(payload),
    }
}

/// A person.
pub fn person(from: &Person) -> pb::Person {
    pb::Person {
        id: from.id.to_string(),
        name: from.name.clone(),
        email: from.email.clone(),
        role: role(from.role).into(),
        tags: from.tags.clone(),
        active: from.active,
        created_at: Some(time(from.created_at)),
    }
}

/// An agent.
pub fn agent(from: &Agent) -> pb::Agent {
    pb::Agent {
        id: from.id.to_string(),
        name: from.name.clone(),
        active: from.active,
        created_at: Some(time(from.created_at)),
    }
}

/// An API key, without its secret or the hash of it.
pub fn key(from: &ApiKey) -> pb::ApiKey {
    let owner = match from.owner {
        crate::domain::caller::Who::Agent(id) => id.to_string(),
        crate::domain::caller::Who::Person(id) => id.to_string(),
        crate::domain::caller::Who::Platform => String::new(),
    };
    pb::ApiKey {
        id: from.id.to_string(),
        prefix: from.prefix.clone(),
        role: role(from.role).into(),
        owner_id: owner,
        owner_name: from.owner_name.clone(),
        created_at: Some(time(from.created_at)),
        expires_at: from.expires_at.map(time),
        revoked_at: from.revoked_at.map(time),
    }
}

/// An upload.
pub fn upload(from: &Upload) -> pb::Upload {
    pb::Upload {
        id: from.id.to_string(),
        status: pb::UploadStatus::Ready.into(),
        content_type: from.content_type.clone(),
        size: from.size,
        sha256: from.sha256.clone(),
        file_name: from.file_name.clone(),
        created_at: Some(time(from.created_at)),
    }
}
