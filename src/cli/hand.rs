//! `pumpup note`, `move` and `assign`: a person's hand on a task.

use clap::Args;

use super::access::person;
use super::connection::Server;
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::visible::line;
use super::retry::idempotency_key;
use crate::rpc::pb;

/// `pumpup note`
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// The task's id
    #[arg(value_name = "TASK-ID")]
    id: String,
    /// The remark
    text: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// `pumpup move`
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// The task's id
    #[arg(value_name = "TASK-ID")]
    id: String,
    /// The step to move to, an exit of the present one
    step: String,
    /// Why
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    note: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// `pumpup assign`
#[derive(Debug, Args)]
pub struct AssignArgs {
    /// The task's id
    #[arg(value_name = "TASK-ID")]
    id: String,
    /// The person's id or name; none takes the task from whoever has it
    #[arg(value_name = "PERSON|none")]
    person: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// Writes a note.
pub async fn note(args: NoteArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let message = pb::TasksAddNoteRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        task_id: args.id,
        message: args.text,
        external_trace_id: String::new(),
    };
    let mut service = server.tasks();
    let answer = server.call(message, async |request| service.add_note(request).await).await?;
    recorded(screen, "Noted", &answer.event_id)
}

/// Moves a task.
pub async fn move_to(args: MoveArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let message = pb::TasksMoveRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        task_id: args.id,
        transitions_to: args.step.clone(),
        description: args.note,
    };
    let mut service = server.tasks();
    let answer = server.call(message, async |request| service.r#move(request).await).await?;
    recorded(screen, &format!("Moved to {}", line(&args.step)), &answer.event_id)
}

/// Gives a task to a person, or to nobody.
pub async fn assign(args: AssignArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let assignee = match args.person.as_str() {
        "none" => None,
        id_or_name => Some(person(server, id_or_name).await?),
    };
    let message = pb::TasksAssignRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        task_id: args.id,
        assignee_id: assignee.as_ref().map_or_else(String::new, |person| person.id.clone()),
    };
    let mut service = server.tasks();
    let answer = server.call(message, async |request| service.assign(request).await).await?;
    let name = assignee.as_ref().map_or_else(|| "nobody".to_owned(), |person| line(&person.name));
    recorded(screen, &format!("Assigned to {name}"), &answer.event_id)
}

fn recorded(screen: Screen, what: &str, event_id: &str) -> Result<(), Failure> {
    screen
        .show(|| json::object([("eventId", json::text(event_id))]), || format!("{what} (event {}).\n", line(event_id)))
}
