//! From bodies to commands. Every function reads the whole body, so that all of its faults come back together, in the words
//! and with the paths of the JSON.

use super::form;
use super::paths::member;
use super::reader::{Object, Reader};
use crate::domain::asking::RequestCreate;
use crate::domain::command::Command;
use crate::domain::ids::{RequestId, TaskId, UploadId};
use crate::domain::recording::{ActionRecord, ExceptionRecord, NewAttachment, NoteAdd};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Ask, ContextEntry, Kind};
use crate::domain::task::{MetadataPatch, TaskCreate};

/// A command, or what is wrong with the body.
pub(super) type Read = Result<Command, Refusal>;

/// Reads the body of `POST /api/tasks`.
pub(super) fn task_create(mut body: Object) -> Read {
    let mut reader = Reader::default();
    let command = TaskCreate {
        project_name: body.text(&mut reader, "projectName"),
        name: body.text(&mut reader, "name"),
        external_id: body.text(&mut reader, "externalId"),
        metadata_patch: patch(&mut reader, &mut body),
    };
    reader.finish(Command::TaskCreate(command))
}

/// Something to record on a task's timeline.
pub(super) struct Recording {
    /// The slug of the project that the caller believes the task to lie in; empty where they do not say.
    pub(super) project_name: String,
    /// The task.
    pub(super) task: TaskId,
    /// The command.
    pub(super) command: Command,
}

fn recording(
    mut body: Object,
    read: impl FnOnce(&mut Reader, &mut Object, TaskId) -> Command,
) -> Result<Recording, Refusal> {
    let mut reader = Reader::default();
    let project_name = body.text(&mut reader, "projectName");
    let task = body.id(&mut reader, "taskId", TaskId::parse);
    let command = read(&mut reader, &mut body, task);
    Ok(Recording { project_name, task, command: reader.finish(command)? })
}

/// Reads the body of `POST /api/agent-actions`.
pub(super) fn action_record(body: Object) -> Result<Recording, Refusal> {
    recording(body, |reader, body, task| {
        let mut add_attachments = Vec::new();
        for mut from in body.objects(reader, "addAttachments") {
            let label = from.text(reader, "label");
            add_attachments.push(NewAttachment { label, upload_id: from.id(reader, "uploadId", UploadId::parse) });
        }
        Command::ActionRecord(ActionRecord {
            task,
            description: body.text(reader, "description"),
            detail: body.document(reader, "detail"),
            metadata_patch: patch(reader, body),
            add_attachments,
            transitions_to: body.text(reader, "transitionsTo"),
            in_response_to: body.optional_id(reader, "inResponseTo", RequestId::parse),
            external_trace_id: body.text(reader, "externalTraceId"),
        })
    })
}

/// Reads the body of `POST /api/exceptions`.
pub(super) fn exception_record(body: Object) -> Result<Recording, Refusal> {
    recording(body, |reader, body, task| {
        Command::ExceptionRecord(ExceptionRecord {
            task,
            message: body.text(reader, "message"),
            detail: body.document(reader, "detail"),
            transitions_to: body.text(reader, "transitionsTo"),
            in_response_to: body.optional_id(reader, "inResponseTo", RequestId::parse),
            external_trace_id: body.text(reader, "externalTraceId"),
        })
    })
}

/// Reads the body of `POST /api/notes`.
pub(super) fn note_add(body: Object) -> Result<Recording, Refusal> {
    recording(body, |reader, body, task| {
        Command::NoteAdd(NoteAdd {
            task,
            message: body.text(reader, "message"),
            external_trace_id: body.text(reader, "externalTraceId"),
        })
    })
}

/// Reads the body of `POST /api/approval-requests` or `POST /api/elicitation-requests`.
pub(super) fn request_create(kind: Kind, mut body: Object) -> Read {
    let mut reader = Reader::default();
    let ask = match kind {
        Kind::Approval => {
            let recommendation = body.object(&mut reader, "recommendation");
            Ask::Approval { recommendation: recommendation.map(|from| form::outcome_bid(&mut reader, from)) }
        }
        Kind::Elicitation => {
            let (fields, recommendation) = form::form(&mut reader, &mut body);
            Ask::Elicitation { fields, recommendation }
        }
    };
    let attachments = body.texts(&mut reader, "attachments").into_iter().enumerate();
    let command = RequestCreate {
        project_name: body.text(&mut reader, "projectName"),
        task: body.id(&mut reader, "taskId", TaskId::parse),
        summary: body.text(&mut reader, "summary"),
        key_value_context: context(&mut reader, &mut body),
        attachments: attachments
            .map(|(index, id)| reader.id(&format!("attachments[{index}]"), &id, UploadId::parse))
            .collect(),
        external_trace_id: body.text(&mut reader, "externalTraceId"),
        deadline: body.moment(&mut reader, "deadline"),
        fallback_step: body.text(&mut reader, "fallbackStep"),
        ask,
    };
    reader.finish(Command::RequestCreate(command))
}

/// The context, in the order of its members.
fn context(reader: &mut Reader, body: &mut Object) -> Vec<ContextEntry> {
    let Some(context) = body.object(reader, "keyValueContext") else { return Vec::new() };
    let mut entries = Vec::new();
    for (key, value) in context.rest() {
        let value = reader.text(&member("keyValueContext", &key), value);
        reader.context.push(key.clone().into_owned());
        entries.push(ContextEntry { key: key.into_owned(), value });
    }
    entries
}

fn patch(reader: &mut Reader, body: &mut Object) -> MetadataPatch {
    let Some(mut from) = body.object(reader, "metadataPatch") else { return MetadataPatch::default() };
    MetadataPatch {
        set: from.document(reader, "set"),
        set_once: from.document(reader, "setOnce"),
        unset: from.texts(reader, "unset"),
    }
}
