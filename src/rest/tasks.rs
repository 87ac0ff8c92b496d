//! Tasks: opening and reading them, and recording what happens on them.

use http::StatusCode;

use super::call::{Call, Said, answer};
use super::json::{self, object, text};
use super::projects;
use super::read::{self, Recording};
use super::reader::Object;
use super::write;
use crate::domain::ids::{ProjectId, TaskId};
use crate::domain::record::{Record, Target};
use crate::domain::refusal::{Noun, Refusal};
use crate::store::Listing;
use crate::wire::page;

/// `POST /api/tasks`
pub(super) async fn create(mut call: Call) -> Said {
    let (key, command) = call.read(read::task_create).await?;
    let done = call.execute(key, command).await?;
    done.created(|record| if let Record::Task(task) = record { Some(write::task(task)) } else { None })
}

/// `GET /api/tasks`
pub(super) async fn list(call: Call) -> Said {
    let mut query = call.query();
    let (project, name, status) = (query.text("projectId"), query.text("name"), query.status());
    let project = (!project.is_empty()).then(|| query.reader.id("projectId", &project, ProjectId::parse));
    if let Some(id) = project.filter(|_| query.reader.faults.is_empty()) {
        call.wire.engine.project(&call.caller, Target::Project(id), &id.to_string()).await?;
    }
    projects::page(&call, query, Listing::Tasks { project, status, name }).await
}

/// `GET /api/tasks/{id}`
pub(super) async fn get(call: Call) -> Said {
    let id = call.path_id(Noun::Task, TaskId::parse)?;
    let (task, open) = call.wire.engine.task(&call.caller, id).await?;
    let open = json::list(open.as_slice(), write::open_request);
    let body = object([("task", write::task(&task)), ("openRequests", open)]);
    Ok(answer(StatusCode::OK, &body))
}

/// `GET /api/tasks/{id}/events`
pub(super) async fn events(call: Call) -> Said {
    let id = call.path_id(Noun::Task, TaskId::parse)?;
    let mut query = call.query();
    let (limit, cursor) = (query.limit(), query.text("cursor"));
    query.reader.done()?;
    let after = page::after(id, &cursor)?;
    let events = call.wire.engine.history(&call.caller, id, after, limit).await?;
    // There is always a place to go on at: more may happen.
    let next = page::cursor(id, events.last().map_or(after, |event| event.sequence));
    Ok(answer(StatusCode::OK, &object([("items", json::list(&events, write::event)), ("nextCursor", text(next))])))
}

/// `POST /api/agent-actions`
pub(super) async fn action(call: Call) -> Said {
    record(call, read::action_record).await
}

/// `POST /api/exceptions`
pub(super) async fn exception(call: Call) -> Said {
    record(call, read::exception_record).await
}

/// `POST /api/notes`
pub(super) async fn note(call: Call) -> Said {
    record(call, read::note_add).await
}

async fn record(mut call: Call, read: impl FnOnce(Object) -> Result<Recording, Refusal>) -> Said {
    let (key, Recording { project_name, task, command }) = call.read(read).await?;
    if !project_name.is_empty() {
        // The published clients name the project besides. A task never leaves its project, so this stays true of a retry.
        let (found, _) = call.wire.engine.task(&call.caller, task).await?;
        if found.project_name != project_name {
            return Err(Refusal::not_found(Noun::Task, task).into());
        }
    }
    call.execute(key, command).await?.created(|_| None)
}
