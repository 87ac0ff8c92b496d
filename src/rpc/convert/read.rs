//! From messages to commands. Every function reads the whole message, so that all of its faults come back together, in
//! the words and with the paths of the message.

use std::collections::BTreeMap;
use std::time::Duration;

use prost_types::Timestamp;

use crate::domain::access::{AgentUpdate, KeyCreate, KeyRevoke, PersonCreate, PersonUpdate, Role, Secret};
use crate::domain::approval::{ApprovalDecide, Outcome, OutcomeBid, Verdict};
use crate::domain::command::Command;
use crate::domain::elicitation::ElicitationAnswer;
use crate::domain::faults::Faults;
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue, TextFormat};
use crate::domain::ids::{AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use crate::domain::limits;
use crate::domain::project::{ProjectCreate, ProjectDelete, ProjectUpdate};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Ask, ContextEntry, Kind, RequestCancel, RequestCreate};
use crate::domain::steps::{Party, Step, StepGraph};
use crate::domain::task::{
    ActionRecord, ExceptionRecord, MetadataPatch, NewAttachment, NoteAdd, Status, TaskAssign, TaskCreate, TaskMove,
};
use crate::rpc::convert::json;
use crate::rpc::pb;

/// A command with its idempotency key, or what is wrong with the message.
pub type Read = Result<(String, Command), Refusal>;

/// Reads a message and keeps what is wrong with it.
#[derive(Default)]
pub struct Reader {
    /// What was wrong so far.
    pub faults: Faults,
}

impl Reader {
    /// An id. A text that is none is a fault, and stands for an id that nothing has.
    pub fn id<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        parse(text).unwrap_or_else(|| {
            if text.is_empty() {
                self.faults.add(field, "is required: an id as the platform answered it");
            } else {
                let shown = crate::domain::quote::quoted(text);
                self.faults.add(field, format!("is {shown}, which is no id; send one as the platform answered it"));
            }
            parse("00000000-0000-0000-0000-000000000000").expect("the nil id is an id")
        })
    }

    /// An id that may be left out.
    pub fn optional_id<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        (!text.is_empty()).then(|| self.id(field, text, parse))
    }

    /// An idempotency key.
    pub fn key(&mut self, key: String) -> String {
        let most = limits::IDEMPOTENCY_KEY;
        if key.is_empty() {
            self.faults.add("idempotency_key", format!("is required: 1 to {most} printable ASCII characters"));
        } else if key.len() > most || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            self.faults.add("idempotency_key", format!("is not 1 to {most} printable ASCII characters"));
        }
        key
    }

    /// A moment. One beyond year 9999 or before 1970 is a fault.
    pub fn time(&mut self, field: &str, at: Option<Timestamp>) -> Option<Time> {
        let Timestamp { seconds, nanos } = at?;
        if !(0..=253_402_300_799).contains(&seconds) || !(0..=999_999_999).contains(&nanos) {
            self.faults.add(field, "is not a moment from 1970 to 9999");
            return None;
        }
        // What is finer than a microsecond counts upwards, so that a deadline is never earlier than it was given.
        Some(Time(seconds * 1_000_000 + i64::from(nanos).div_euclid(1_000) + i64::from(nanos % 1_000 != 0)))
    }

    /// A length of time that is not negative.
    pub fn duration(&mut self, field: &str, from: Option<prost_types::Duration>) -> Option<Duration> {
        let from = from?;
        // No leniency towards parts that contradict each other: whoever sends them means something else.
        let seconds = u64::try_from(from.seconds).ok().filter(|seconds| *seconds < 100 * 366 * 86_400);
        let nanos = u32::try_from(from.nanos).ok().filter(|nanos| *nanos < 1_000_000_000);
        let read = seconds.zip(nanos).map(|(seconds, nanos)| Duration::new(seconds, nanos));
        if read.is_none() {
            let prost_types::Duration { seconds, nanos } = from;
            let fault = format!("is {seconds} s and {nanos} ns; a length of time is from 0 to 100 years");
            self.faults.add(field, fault);
        }
        read
    }

    /// How long to wait for a result.
    pub fn wait(&mut self, from: Option<prost_types::Duration>) -> Duration {
        let wait = self.duration("wait", from).unwrap_or_default();
        let most = Duration::from_secs(limits::WAIT_SECONDS);
        if wait > most {
            self.faults.add("wait", format!("is {} s; at most {} s are allowed", wait.as_secs_f64(), most.as_secs()));
        }
        wait
    }

    fn object(&mut self, field: &str, from: Option<prost_types::Struct>) -> serde_json::Map<String, serde_json::Value> {
        from.map(|members| json::object(&mut self.faults, field, members)).unwrap_or_default()
    }

    fn patch(&mut self, from: Option<pb::MetadataPatch>) -> MetadataPatch {
        let Some(from) = from else { return MetadataPatch::default() };
        MetadataPatch {
            set: self.object("metadata_patch.set", from.set),
            set_once: self.object("metadata_patch.set_once", from.set_once),
            unset: from.unset,
        }
    }

    /// How many items a page holds.
    pub fn page_size(&mut self, field: &str, size: i32) -> u32 {
        match u32::try_from(size) {
            Ok(0) => limits::PAGE_DEFAULT,
            Ok(size) => size.min(limits::PAGE_MAX),
            Err(_) => {
                self.faults
                    .add(field, format!("is {size}; it is 0 for the default, or from 1 to {}", limits::PAGE_MAX));
                limits::PAGE_DEFAULT
            }
        }
    }

    fn enumeration<E: TryFrom<i32>>(&mut self, field: &str, number: i32) -> Option<E> {
        let known = E::try_from(number).ok();
        if known.is_none() {
            self.faults.add(field, format!("is {number}, which this server does not know"));
        }
        known
    }

    /// A role; agents only where `Role::Agent` can be meant.
    fn role(&mut self, number: i32) -> Option<Role> {
        match self.enumeration::<pb::Role>("role", number)? {
            pb::Role::Unspecified => None,
            pb::Role::Agent => Some(Role::Agent),
            pb::Role::Reviewer => Some(Role::Reviewer),
            pb::Role::Admin => Some(Role::Admin),
        }
    }

    fn required_role(&mut self, number: i32) -> Role {
        let faults = self.faults.0.len();
        self.role(number).unwrap_or_else(|| {
            if self.faults.0.len() == faults {
                self.faults.add("role", "is required");
            }
            Role::Reviewer
        })
    }

    /// The outcome of a decision or a bid.
    fn outcome(&mut self, path: &str, from: Option<pb::Outcome>) -> Outcome {
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

    fn fields(&mut self, from: Vec<pb::Field>) -> Vec<Field> {
        from.into_iter().enumerate().map(|(index, field)| self.field(index, field)).collect()
    }

    fn steps(&mut self, from: pb::StepGraph) -> StepGraph {
        let mut steps = Vec::with_capacity(from.steps.len());
        for (index, step) in from.steps.into_iter().enumerate() {
            let owner = match self.enumeration(&format!("steps.steps[{index}].owner"), step.owner) {
                Some(pb::Party::Human) => Party::Human,
                Some(pb::Party::Platform) => Party::Platform,
                Some(pb::Party::Agent | pb::Party::Unspecified) | None => Party::Agent,
            };
            steps.push(Step { name: step.name, owner, exits: step.exits });
        }
        let step_schemas = from.step_schemas.into_iter().map(|(name, schema)| {
            let schema = json::object(&mut self.faults, &format!("steps.step_schemas[{name:?}]"), schema);
            (name, schema)
        });
        StepGraph { initial_step: from.initial_step, step_schemas: step_schemas.collect(), steps }
    }

    /// The command, if nothing was wrong with the message.
    fn finish(mut self, key: String, command: Command) -> Read {
        command.check(&mut self.faults);
        self.done()?;
        Ok((key, command))
    }

    /// A refusal if anything was wrong.
    pub fn done(self) -> Result<(), Refusal> {
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.faults.0)) }
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

/// The value of an answer; nothing where no arm is set.
fn value(from: pb::FieldValue) -> Option<FieldValue> {
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
fn field_bids(from: Vec<pb::FieldBid>) -> Vec<FieldBid> {
    let bid = |bid: pb::FieldBid| FieldBid {
        field_id: bid.field_id,
        value: bid.value.and_then(value).unwrap_or_else(|| FieldValue::Text(String::new())),
        confidence: bid.confidence,
        rationale: bid.rationale,
    };
    from.into_iter().map(bid).collect()
}

/// How a task has to stand; nothing where that is not said.
pub fn status(reader: &mut Reader, number: i32) -> Option<Status> {
    match reader.enumeration("status", number)? {
        pb::TaskStatus::Unspecified => None,
        pb::TaskStatus::Running => Some(Status::Running),
        pb::TaskStatus::Waiting => Some(Status::Waiting),
        pb::TaskStatus::Closed => Some(Status::Closed),
    }
}

/// Which kind of request; nothing where that is not said.
pub fn kind(reader: &mut Reader, number: i32) -> Option<Kind> {
    match reader.enumeration("filter.kind", number)? {
        pb::RequestKind::Unspecified => None,
        pb::RequestKind::Approval => Some(Kind::Approval),
        pb::RequestKind::Elicitation => Some(Kind::Elicitation),
    }
}

/// Reads Projects.Create.
pub fn project_create(from: pb::ProjectsCreateRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = ProjectCreate {
        name: from.name,
        steps: from.steps.map_or_else(StepGraph::general, |steps| reader.steps(steps)),
        response_target: reader.duration("response_target", from.response_target).map(micros),
    };
    reader.finish(key, Command::ProjectCreate(command))
}

/// Reads Projects.Update.
pub fn project_update(from: pb::ProjectsUpdateRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = ProjectUpdate {
        project: reader.id("id", &from.id, ProjectId::parse),
        name: from.name,
        steps: from.steps.map(|steps| reader.steps(steps)),
        response_target: reader.duration("response_target", from.response_target).map(micros),
    };
    reader.finish(key, Command::ProjectUpdate(command))
}

/// Reads Projects.Delete.
pub fn project_delete(from: pb::ProjectsDeleteRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let project = reader.id("id", &from.id, ProjectId::parse);
    reader.finish(key, Command::ProjectDelete(ProjectDelete { project }))
}

/// Reads Tasks.Create.
pub fn task_create(from: pb::TasksCreateRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = TaskCreate {
        project_name: from.project_name,
        name: from.name,
        external_id: from.external_id,
        metadata_patch: reader.patch(from.metadata_patch),
    };
    reader.finish(key, Command::TaskCreate(command))
}

/// Reads Tasks.RecordAction.
pub fn action_record(from: pb::TasksRecordActionRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let mut add_attachments = Vec::with_capacity(from.add_attachments.len());
    for (index, attachment) in from.add_attachments.into_iter().enumerate() {
        let field = format!("add_attachments[{index}].upload_id");
        let upload_id = reader.id(&field, &attachment.upload_id, UploadId::parse);
        add_attachments.push(NewAttachment { label: attachment.label, upload_id });
    }
    let command = ActionRecord {
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        description: from.description,
        detail: reader.object("detail", from.detail),
        metadata_patch: reader.patch(from.metadata_patch),
        add_attachments,
        transitions_to: from.transitions_to,
        in_response_to: reader.optional_id("in_response_to", &from.in_response_to, RequestId::parse),
        external_trace_id: from.external_trace_id,
    };
    reader.finish(key, Command::ActionRecord(command))
}

/// Reads Tasks.RecordException.
pub fn exception_record(from: pb::TasksRecordExceptionRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = ExceptionRecord {
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        message: from.message,
        detail: reader.object("detail", from.detail),
        transitions_to: from.transitions_to,
        in_response_to: reader.optional_id("in_response_to", &from.in_response_to, RequestId::parse),
        external_trace_id: from.external_trace_id,
    };
    reader.finish(key, Command::ExceptionRecord(command))
}

/// Reads Tasks.AddNote.
pub fn note_add(from: pb::TasksAddNoteRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = NoteAdd {
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        message: from.message,
        external_trace_id: from.external_trace_id,
    };
    reader.finish(key, Command::NoteAdd(command))
}

/// Reads Tasks.Move.
pub fn task_move(from: pb::TasksMoveRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = TaskMove {
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        transitions_to: from.transitions_to,
        description: from.description,
    };
    reader.finish(key, Command::TaskMove(command))
}

/// Reads Tasks.Assign.
pub fn task_assign(from: pb::TasksAssignRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = TaskAssign {
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        assignee: reader.optional_id("assignee_id", &from.assignee_id, PersonId::parse),
    };
    reader.finish(key, Command::TaskAssign(command))
}

/// Reads Approvals.Create.
pub fn approval_create(from: pb::ApprovalsCreateRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let recommendation = from.recommendation.map(|bid| OutcomeBid {
        outcome: reader.outcome("recommendation.outcome", bid.outcome),
        confidence: bid.confidence,
        rationale: bid.rationale,
    });
    let command = RequestCreate {
        project_name: from.project_name,
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        summary: from.summary,
        key_value_context: context(from.key_value_context),
        attachments: attachments(&mut reader, from.attachments),
        external_trace_id: from.external_trace_id,
        deadline: reader.time("deadline", from.deadline),
        fallback_step: from.fallback_step,
        ask: Ask::Approval { recommendation },
    };
    reader.finish(key, Command::RequestCreate(command))
}

/// Reads Elicitations.Create.
pub fn elicitation_create(from: pb::ElicitationsCreateRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let ask = Ask::Elicitation { fields: reader.fields(from.fields), recommendation: field_bids(from.recommendation) };
    let command = RequestCreate {
        project_name: from.project_name,
        task: reader.id("task_id", &from.task_id, TaskId::parse),
        summary: from.summary,
        key_value_context: context(from.key_value_context),
        attachments: attachments(&mut reader, from.attachments),
        external_trace_id: from.external_trace_id,
        deadline: reader.time("deadline", from.deadline),
        fallback_step: from.fallback_step,
        ask,
    };
    reader.finish(key, Command::RequestCreate(command))
}

fn context(from: Vec<pb::ContextEntry>) -> Vec<ContextEntry> {
    from.into_iter().map(|entry| ContextEntry { key: entry.key, value: entry.value }).collect()
}

fn attachments(reader: &mut Reader, from: Vec<String>) -> Vec<UploadId> {
    let read = |(index, id): (usize, String)| reader.id(&format!("attachments[{index}]"), &id, UploadId::parse);
    from.into_iter().enumerate().map(read).collect()
}

/// Reads Approvals.Decide.
pub fn approval_decide(from: pb::ApprovalsDecideRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = ApprovalDecide {
        request: reader.id("id", &from.id, RequestId::parse),
        outcome: reader.outcome("outcome", from.outcome),
        digest: from.digest,
    };
    reader.finish(key, Command::ApprovalDecide(command))
}

/// Reads Elicitations.Answer.
pub fn elicitation_answer(from: pb::ElicitationsAnswerRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let mut answers = BTreeMap::new();
    for (field, answer) in from.answers {
        match value(answer) {
            Some(value) => drop(answers.insert(field, value)),
            // Perhaps an arm that a newer client knows: to leave it out would record less than the person said.
            None => {
                let path = format!("answers[{}]", crate::domain::quote::quoted(&field));
                reader.faults.add(path, "is in no arm that this server knows; leave the field out to leave it open");
            }
        }
    }
    let command =
        ElicitationAnswer { request: reader.id("id", &from.id, RequestId::parse), answers, digest: from.digest };
    reader.finish(key, Command::ElicitationAnswer(command))
}

/// Reads Approvals.Cancel and Elicitations.Cancel.
pub fn request_cancel(idempotency_key: String, id: &str, kind: Kind, reason: String) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(idempotency_key);
    let request = reader.id("id", id, RequestId::parse);
    reader.finish(key, Command::RequestCancel(RequestCancel { request, kind, reason }))
}

/// Reads Access.CreatePerson.
pub fn person_create(from: pb::AccessCreatePersonRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let role = reader.required_role(from.role);
    let command = PersonCreate { name: from.name, email: from.email, role, tags: from.tags };
    reader.finish(key, Command::PersonCreate(command))
}

/// Reads Access.UpdatePerson.
pub fn person_update(from: pb::AccessUpdatePersonRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = PersonUpdate {
        person: reader.id("id", &from.id, PersonId::parse),
        name: from.name,
        email: from.email,
        role: reader.role(from.role),
        tags: from.tags.map(|tags| tags.values),
        active: from.active,
    };
    reader.finish(key, Command::PersonUpdate(command))
}

/// Reads Access.UpdateAgent.
pub fn agent_update(from: pb::AccessUpdateAgentRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let agent = reader.id("id", &from.id, AgentId::parse);
    reader.finish(key, Command::AgentUpdate(AgentUpdate { agent, active: from.active }))
}

/// Reads Access.CreateKey; what is kept of the secret comes from outside.
pub fn key_create(from: pb::AccessCreateKeyRequest, secret: Secret) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let command = KeyCreate {
        role: reader.required_role(from.role),
        name: from.name,
        tags: from.tags,
        expires_at: reader.time("expires_at", from.expires_at),
        secret,
    };
    reader.finish(key, Command::KeyCreate(command))
}

/// Reads Access.RevokeKey.
pub fn key_revoke(from: pb::AccessRevokeKeyRequest) -> Read {
    let mut reader = Reader::default();
    let key = reader.key(from.idempotency_key);
    let revoked = reader.id("id", &from.id, KeyId::parse);
    reader.finish(key, Command::KeyRevoke(KeyRevoke { key: revoked }))
}
