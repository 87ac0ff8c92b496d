//! Writing on the end of a task's timeline: numbers, times and ids of events, and what entering a step brings with it.

use serde_json::{Map, Value};

use super::act::{Act, Change, Done, Reply};
use super::event::{Event, Payload, Transition};
use super::ids::{EventId, RequestId, TaskId, Time, derive};
use super::project::Project;
use super::refusal::Refusal;
use super::steps::{self, Party};
use super::task::Task;

/// The events that a command adds to one task.
pub struct Timeline<'a> {
    act: &'a Act,
    project: &'a Project,
    id: TaskId,
    task: Option<&'a Task>,
    sequence: u64,
    step: String,
    events: Vec<Event>,
    /// The moment of all of them: never before the event that stands last.
    pub at: Time,
}

impl<'a> Timeline<'a> {
    /// The timeline of a task that is there.
    pub fn of(act: &'a Act, project: &'a Project, task: &'a Task) -> Self {
        let at = act.at.max(task.updated_at);
        let (sequence, step) = (task.last_sequence, task.current_step.clone());
        Self { act, project, id: task.id, task: Some(task), sequence, step, events: Vec::new(), at }
    }

    /// The timeline of a task that begins with it.
    pub fn begin(act: &'a Act, project: &'a Project, id: TaskId) -> Self {
        let step = project.steps.initial_step.clone();
        Self { act, project, id, task: None, sequence: 0, step, events: Vec::new(), at: act.at }
    }

    /// The step that the task is in by now.
    pub fn step(&self) -> &str {
        &self.step
    }

    /// The id that the next event gets.
    pub fn next_id(&self) -> EventId {
        EventId(derive(self.act.id, self.events.len() as u32 + 1))
    }

    /// Adds an event by whoever acts; `finish` sets what only some events have.
    pub fn push(&mut self, payload: Payload, finish: impl FnOnce(&mut Event)) -> EventId {
        let (source, actor) = (self.act.party(), self.act.actor());
        let owner = self.project.steps.step(&self.step).map_or(Party::Platform, |step| step.owner);
        self.sequence += 1;
        let mut event = Event {
            account: self.act.account,
            id: self.next_id(),
            task: self.id,
            project: self.project.id,
            sequence: self.sequence,
            at: self.at,
            source,
            owner,
            actor,
            in_response_to: None,
            transition: None,
            external_trace_id: String::new(),
            payload,
        };
        finish(&mut event);
        let id = event.id;
        self.events.push(event);
        id
    }

    fn push_by_platform(&mut self, payload: Payload, in_response_to: Option<RequestId>) {
        self.push(payload, |event| {
            event.source = Party::Platform;
            event.actor = None;
            event.in_response_to = in_response_to;
        });
    }

    /// Refuses unless `to` is an exit of the present step.
    pub fn require_exit(&self, to: &str) -> Result<(), Refusal> {
        let exits = self.project.steps.step(&self.step).map(|step| step.exits.clone()).unwrap_or_default();
        if exits.iter().any(|exit| exit == to) {
            return Ok(());
        }
        Err(Refusal::TransitionNotDeclared { from: self.step.clone(), to: to.to_owned(), exits })
    }

    /// Refuses unless the metadata satisfies the schema of `to`: the metadata given, or else the task's own.
    pub fn require_schema(&self, to: &str, metadata: Option<&Map<String, Value>>) -> Result<(), Refusal> {
        let Some(schema) = self.project.steps.step_schemas.get(to) else { return Ok(()) };
        let none = Map::new();
        let metadata = metadata.or(self.task.map(|task| &task.metadata)).unwrap_or(&none);
        let complaints = steps::complaints(schema, metadata);
        if complaints.is_empty() {
            return Ok(());
        }
        Err(Refusal::MetadataSchema { step: to.to_owned(), complaints })
    }

    /// Lets the last event move the task to `to`, which has been checked, and closes the task if that is terminal.
    pub fn transition(&mut self, to: &str) {
        let from = std::mem::replace(&mut self.step, to.to_owned());
        if let Some(event) = self.events.last_mut() {
            event.transition = Some(Transition { from, to: to.to_owned() });
        }
        self.close_if_terminal();
    }

    /// Closes the task if its step is terminal, and cancels the request that is still open on it.
    pub fn close_if_terminal(&mut self) {
        if !self.project.steps.is_terminal(&self.step) {
            return;
        }
        let open = self.task.and_then(|task| task.open_request);
        let ended = |request| self.events.iter().any(|event| event.in_response_to == Some(request) && ends(event));
        if let Some(request) = open.filter(|request| !ended(*request)) {
            let reason = format!("the task was closed in step {:?}", self.step);
            self.push_by_platform(Payload::RequestCancelled { reason }, Some(request));
        }
        self.push_by_platform(Payload::TaskClosed { terminal_step: self.step.clone() }, None);
    }

    /// The events as changes, with what to answer.
    pub fn done(self, reply: Reply) -> Done {
        Done { changes: self.events.into_iter().map(|event| Change::Event(Box::new(event))).collect(), reply }
    }
}

/// Whether an event ends the request that it responds to.
fn ends(event: &Event) -> bool {
    match event.payload {
        Payload::ApprovalDecided { .. }
        | Payload::ElicitationProvided { .. }
        | Payload::RequestCancelled { .. }
        | Payload::Timeout { .. } => true,
        Payload::TaskCreated { .. }
        | Payload::Requested(_)
        | Payload::Action { .. }
        | Payload::Exception { .. }
        | Payload::Note { .. }
        | Payload::Assignment { .. }
        | Payload::TaskClosed { .. } => false,
    }
}
