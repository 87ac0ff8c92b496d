//! From records to JSON, in the shapes of the published clients. A member that they require is always there; what is absent
//! is null. Members beyond theirs are allowed, and tell what the platform knows besides.

mod event;
mod request;

pub(super) use self::event::event;
pub(super) use self::request::{approval_result, elicitation_result, ended, open_request, pending};

use super::json::{Json, list, object, or_null, text, text_or_null};
use crate::domain::project::Project;
use crate::domain::steps::{Step, StepGraph};
use crate::domain::task::{Attachment, Task};
use crate::domain::upload::Upload;

fn steps(from: &StepGraph) -> Json {
    let step = |step: &Step| {
        object([("name", text(&step.name)), ("owner", text(step.owner.as_str())), ("exits", list(&step.exits, text))])
    };
    let schemas = from.step_schemas.iter().map(|(name, schema)| (name.clone().into(), schema.into()));
    object([
        ("initialStep", text(&from.initial_step)),
        ("steps", list(&from.steps, step)),
        ("stepSchemas", Json::Object(schemas.collect())),
    ])
}

/// A project.
pub(super) fn project(from: &Project) -> Json {
    object([
        ("id", text(from.id)),
        ("name", text(&from.name)),
        ("projectName", text(&from.project_name)),
        ("steps", steps(&from.steps)),
        ("createdAt", text(from.created_at)),
        ("updatedAt", text(from.updated_at)),
    ])
}

fn attachment(from: &Attachment) -> Json {
    object([("label", text(&from.label)), ("uploadId", text(from.upload_id)), ("sha256", text(&from.sha256))])
}

/// A task.
pub(super) fn task(from: &Task) -> Json {
    object([
        ("id", text(from.id)),
        ("projectId", text(from.project)),
        ("projectName", text(&from.project_name)),
        ("name", text(&from.name)),
        ("status", text(from.status().as_str())),
        ("currentStep", text(&from.current_step)),
        ("externalId", text_or_null(&from.external_id)),
        ("metadata", Json::from(&from.metadata)),
        ("attachments", list(&from.attachments, attachment)),
        ("assigneeId", or_null(from.assignee, text)),
        ("assigneeName", text_or_null(&from.assignee_name)),
        ("createdAt", text(from.created_at)),
        ("updatedAt", text(from.updated_at)),
    ])
}

/// An upload that was just made.
pub(super) fn upload_ref(from: &Upload) -> Json {
    object([("id", text(from.id)), ("status", text("READY"))])
}

/// An upload, with the address that its bytes are read at.
pub(super) fn upload(from: &Upload, url: String) -> Json {
    object([
        ("id", text(from.id)),
        ("contentType", text(&from.content_type)),
        ("size", Json::Number(from.size.into())),
        ("url", Json::Text(url)),
        ("sha256", text(&from.sha256)),
        ("fileName", text_or_null(&from.file_name)),
        ("createdAt", text(from.created_at)),
    ])
}
