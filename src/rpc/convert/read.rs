//! From messages to commands. Every function reads the whole message, so that all of its faults come back together, in
//! the words and with the paths of the message.

use std::collections::BTreeMap;
use std::time::Duration;

use super::form::{field_bids, value};
use super::reader::{Read, Reader};
use crate::domain::access::{AgentUpdate, KeyCreate, KeyRevoke, PersonCreate, PersonUpdate, Secret};
use crate::domain::approval::{ApprovalDecide, OutcomeBid};
use crate::domain::asking::RequestCreate;
use crate::domain::command::Command;
use crate::domain::elicitation::ElicitationAnswer;
use crate::domain::ids::{AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, UploadId};
use crate::domain::project::{ProjectCreate, ProjectDelete, ProjectUpdate};
use crate::domain::recording::{ActionRecord, ExceptionRecord, NewAttachment, NoteAdd};
use crate::domain::request::{Ask, ContextEntry, Kind, RequestCancel};
use crate::domain::steps::StepGraph;
use crate::domain::task::{Status, TaskAssign, TaskCreate, TaskMove};
use crate::rpc::pb;

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
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
pub fn kind(reader: &mut Reader, field: &str, number: i32) -> Option<Kind> {
    match reader.enumeration(field, number)? {
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
        reason_presets: reader.reason_presets("reason_presets", from.reason_presets),
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
        reason_presets: from.reason_presets.map(|of| reader.reason_presets("reason_presets.values", of.values)),
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
