//! `pumpup tasks`: the cases that agents work on, as they stand and as they came to stand so.

use clap::{Args, Subcommand, ValueEnum};
use time::OffsetDateTime;
use tonic::{Request, Status, Streaming};

use super::connection::{Keyed, Server};
use super::failure::Failure;
use super::json;
use super::print::table::{facts, table};
use super::print::visible::{first_line, line, shell_word};
use super::print::{self, Screen, request::words, timeline};
use super::times;
use super::watch::{Followed, follow};
use crate::rpc::pb::{self, tasks_client::TasksClient};

/// `pumpup tasks …`
#[derive(Debug, Subcommand)]
pub enum TasksCommand {
    /// List tasks, newest first
    List(ListArgs),
    /// Show a task as it stands
    Show(ShowArgs),
    /// Show a task's timeline
    Events(EventsArgs),
}

/// `pumpup tasks list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Only those of the project with this slug
    #[arg(long, default_value = "", hide_default_value = true, value_name = "PROJECT")]
    project: String,
    /// Only those that stand so
    #[arg(long)]
    status: Option<StatusName>,
    /// Only those whose name contains this
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    name: String,
    /// How many at the most
    #[arg(long, default_value_t = 100, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum StatusName {
    Running,
    Waiting,
    Closed,
}

/// `pumpup tasks show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The task's id
    id: String,
}

/// `pumpup tasks events`
#[derive(Debug, Args)]
pub struct EventsArgs {
    /// The task's id
    id: String,
    /// Go on with what happens from now on
    #[arg(long)]
    watch: bool,
}

/// Lists, shows or follows tasks.
pub async fn tasks(command: TasksCommand, server: &Server, screen: Screen) -> Result<(), Failure> {
    match command {
        TasksCommand::List(args) => list(args, server, screen).await,
        TasksCommand::Show(args) => show(args, server, screen).await,
        TasksCommand::Events(args) if args.watch => {
            follow(server, Timeline { tasks: server.tasks(), task_id: args.id, cursor: String::new(), screen }).await
        }
        TasksCommand::Events(args) => events(args, server, screen).await,
    }
}

async fn list(args: ListArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut service = server.tasks();
    let status = match args.status {
        None => pb::TaskStatus::Unspecified,
        Some(StatusName::Running) => pb::TaskStatus::Running,
        Some(StatusName::Waiting) => pb::TaskStatus::Waiting,
        Some(StatusName::Closed) => pb::TaskStatus::Closed,
    };
    let limit = args.limit as usize;
    let (mut tasks, mut page_token): (Vec<pb::Task>, _) = (Vec::new(), String::new());
    loop {
        let message = pb::TasksListRequest {
            project_name: args.project.clone(),
            status: status.into(),
            name: args.name.clone(),
            page_size: page_size(limit - tasks.len()),
            page_token,
        };
        let page = server.call(message, async |request| service.list(request).await).await?;
        tasks.extend(page.tasks);
        page_token = page.next_page_token;
        if page_token.is_empty() || tasks.len() >= limit {
            break;
        }
    }
    let more = cut(&mut tasks, limit) || !page_token.is_empty();
    screen.show(
        || json::object([("items", json::list(&tasks, json::tasks::task)), ("more", more.into())]),
        || {
            let rows: Vec<_> = tasks.iter().map(|task| row(task, times::now())).collect();
            table(&screen, ["ID", "STATUS", "AGE", "PROJECT", "STEP", "ASSIGNEE", "NAME"], &rows)
        },
    )?;
    say_more(screen, more, limit);
    Ok(())
}

/// How many to ask for when so many are wanted.
pub fn page_size(wanted: usize) -> i32 {
    i32::try_from(wanted.min(200)).unwrap_or(200)
}

/// Keeps no more than asked for, and says whether there were more.
pub fn cut<T>(items: &mut Vec<T>, limit: usize) -> bool {
    let more = items.len() > limit;
    items.truncate(limit);
    more
}

/// Says beside the list that it is not all there is.
pub fn say_more(screen: Screen, more: bool, limit: usize) {
    if more && !screen.json {
        print::aside(&format!("These are the first {limit}; --limit shows more."));
    }
}

fn row(task: &pb::Task, now: OffsetDateTime) -> [String; 7] {
    [
        line(&task.id),
        status_word(task).to_owned(),
        task.created_at.as_ref().map_or_else(String::new, |at| times::age(at, now)),
        first_line(&task.project_name, 24),
        first_line(&task.current_step, 24),
        first_line(&task.assignee_name, 20),
        first_line(&task.name, 60),
    ]
}

fn status_word(task: &pb::Task) -> &'static str {
    match task.status() {
        pb::TaskStatus::Running => "running",
        pb::TaskStatus::Waiting => "waiting",
        pb::TaskStatus::Closed => "closed",
        pb::TaskStatus::Unspecified => "unknown",
    }
}

async fn show(args: ShowArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut service = server.tasks();
    let message = pb::TasksGetRequest { id: args.id };
    let answer = server.call(message, async |request| service.get(request).await).await?;
    let task = answer.task.unwrap_or_default();
    screen.show(
        || {
            let open = json::list(&answer.open_requests, json::requests::request);
            json::object([("task", json::tasks::task(&task)), ("openRequests", open)])
        },
        || describe(&screen, &task, &answer.open_requests, times::now()),
    )
}

fn describe(screen: &Screen, task: &pb::Task, open: &[pb::Request], now: OffsetDateTime) -> String {
    let at = |at: &Option<prost_types::Timestamp>| {
        at.as_ref().map_or_else(String::new, |at| times::moment_and_distance(at, now))
    };
    let mut text = words(&task.name);
    text.push('\n');
    text.push_str(&facts(
        screen,
        &[
            ("status", status_word(task).to_owned()),
            ("step", first_line(&task.current_step, 60)),
            ("project", line(&task.project_name)),
            ("assignee", first_line(&task.assignee_name, 60)),
            ("external id", first_line(&task.external_id, 60)),
            ("opened", at(&task.created_at)),
            ("last event", at(&task.updated_at)),
            ("id", line(&task.id)),
        ],
    ));
    if task.metadata.as_ref().is_some_and(|metadata| !metadata.fields.is_empty()) {
        // A structure always has a JSON form; without one there would be nothing to show.
        let metadata = serde_json::to_string_pretty(&json::structure(task.metadata.as_ref())).unwrap_or_default();
        text.push_str(&format!("\n{}\n{}", screen.bold("Metadata"), words(&metadata)));
    }
    if !task.attachments.is_empty() {
        text.push_str(&format!("\n{}\n", screen.bold("Attachments")));
        for attachment in &task.attachments {
            text.push_str(&words(&line(&attachment.label)));
            text.push_str(&format!("    upload {}\n", line(&attachment.upload_id)));
        }
    }
    for request in open {
        text.push_str(&format!("\n{}\n{}", screen.bold("Waits for people"), words(&request.summary)));
        text.push_str(&format!("  pumpup show {}\n", shell_word(&request.id)));
    }
    text
}

async fn events(args: EventsArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let mut service = server.tasks();
    let (mut events, mut cursor) = (Vec::new(), String::new());
    loop {
        let message = pb::TasksListEventsRequest { task_id: args.id.clone(), cursor: cursor.clone(), limit: 200 };
        let page = server.call(message, async |request| service.list_events(request).await).await?;
        // The cursor that follows an empty page says no more than the one before it.
        if page.events.is_empty() || page.next_cursor == cursor {
            break;
        }
        cursor = page.next_cursor;
        events.extend(page.events);
    }
    screen.show(
        || json::object([("items", json::list(&events, json::tasks::event)), ("nextCursor", json::text(&cursor))]),
        || events.iter().map(|event| timeline::event(&screen, event)).collect(),
    )
}

/// A timeline that is followed from its first event on.
struct Timeline {
    tasks: TasksClient<Keyed>,
    task_id: String,
    cursor: String,
    screen: Screen,
}

impl Followed for Timeline {
    type Message = pb::TasksWatchEventsResponse;

    async fn open(&mut self) -> Result<Streaming<Self::Message>, Status> {
        let message = pb::TasksWatchEventsRequest { task_id: self.task_id.clone(), cursor: self.cursor.clone() };
        Ok(self.tasks.watch_events(Request::new(message)).await?.into_inner())
    }

    fn take(&mut self, message: Self::Message) -> Result<(), Failure> {
        for event in &message.events {
            if self.screen.json {
                self.screen.item(&json::tasks::event(event))?;
            } else {
                self.screen.text(&timeline::event(&self.screen, event))?;
            }
        }
        self.cursor = message.cursor;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;

    #[test]
    fn a_task_is_described_with_what_it_waits_for() {
        let serde_json::Value::Object(metadata) = serde_json::json!({"note": "\u{202e}x"}) else { panic!("an object") };
        let task = pb::Task {
            id: "task-1".to_owned(),
            name: "Refund".to_owned(),
            status: pb::TaskStatus::Waiting.into(),
            current_step: "in_progress".to_owned(),
            project_name: "general".to_owned(),
            metadata: Some(json::to_struct(metadata)),
            ..Default::default()
        };
        let now = OffsetDateTime::UNIX_EPOCH;
        assert_eq!(
            describe(&Screen::PLAIN, &task, &[samples::approval()], now),
            "  │ Refund\n\nstatus   waiting\nstep     in_progress\nproject  general\nid       task-1\n\n\
             Metadata\n  │ {\n  │   \"note\": \"\\u{202e}x\"\n  │ }\n\n\
             Waits for people\n  │ Refund $240 on claim C-1029\n  pumpup show req-1\n"
        );
    }

    #[test]
    fn a_limit_is_kept_and_said() {
        let mut items = vec![1, 2, 3];
        assert!(!cut(&mut items, 3) && cut(&mut items, 2));
        assert_eq!((items, page_size(0), page_size(7), page_size(usize::MAX)), (vec![1, 2], 0, 7, 200));
    }
}
