//! Events: what happened on a task. They are the only thing that changes a task or a request, so the timeline and the
//! current state cannot disagree: `Task::apply` and `Request::apply` fold them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::approval::{Decision, OutcomeBid};
use super::elicitation::Answers;
use super::ids::{AccountId, EventId, PersonId, ProjectId, RequestId, TaskId, Time};
use super::request::{Kind, Request};
use super::steps::Party;
use super::task::{Attachment, MetadataPatch};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// The account.
    pub account: AccountId,
    /// The event's id.
    pub id: EventId,
    /// The task whose timeline it stands on.
    pub task: TaskId,
    /// The project of that task.
    pub project: ProjectId,
    /// Its place on the timeline: 1, 2, 3, … without gaps.
    pub sequence: u64,
    /// When; never earlier than the event before it.
    pub at: Time,
    /// Who fired it.
    pub source: Party,
    /// Whose step it happened in.
    pub owner: Party,
    /// The id of the agent or person who fired it; nothing for the platform.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor: Option<Actor>,
    /// The request that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_response_to: Option<RequestId>,
    /// The step that the task left and the one that it entered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition: Option<Transition>,
    /// The caller's own trace id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_trace_id: String,
    /// The particulars.
    pub payload: Payload,
}

/// An agent or a person, as named at that moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The agent's or person's id.
    pub id: uuid::Uuid,
    /// The agent's or person's name.
    pub name: String,
}

/// A move from step to step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// The step that was left.
    pub from: String,
    /// The step that was entered.
    pub to: String,
}

/// The particulars of an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// The task was opened.
    TaskCreated {
        /// The slug of its project.
        project_name: String,
        /// Its name.
        name: String,
        /// The caller's correlation token.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        external_id: String,
        /// The step it entered.
        initial_step: String,
        /// The metadata it began with.
        #[serde(default, skip_serializing_if = "MetadataPatch::is_empty")]
        metadata_patch: MetadataPatch,
    },
    /// An approval or an elicitation was requested; which, the request says.
    Requested(Box<Request>),
    /// An approval was decided.
    ApprovalDecided {
        /// The decision.
        decision: Decision,
        /// A copy of what the agent recommended, so that the record stands alone.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommendation: Option<OutcomeBid>,
    },
    /// An elicitation was answered.
    ElicitationProvided {
        /// The answers.
        answers: Answers,
    },
    /// A request was withdrawn.
    RequestCancelled {
        /// Why.
        reason: String,
    },
    /// A request's deadline passed.
    Timeout {
        /// The step that the task was in.
        timed_out_step: String,
        /// Why the task did not fall back to the step that the request named.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        fallback_refused: String,
    },
    /// An agent advanced the case, or a person moved it.
    Action {
        /// What was done.
        description: String,
        /// Anything more.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        detail: Map<String, Value>,
        /// What changed in the metadata.
        #[serde(default, skip_serializing_if = "MetadataPatch::is_empty")]
        metadata_patch: MetadataPatch,
        /// Files that were attached.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        add_attachments: Vec<Attachment>,
    },
    /// An agent met something it did not expect.
    Exception {
        /// What went wrong.
        message: String,
        /// Anything more.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        detail: Map<String, Value>,
    },
    /// A remark.
    Note {
        /// The remark.
        message: String,
    },
    /// The task was given to a person, or to nobody.
    Assignment {
        /// The person.
        assignee: Option<PersonId>,
        /// The person's name.
        assignee_name: String,
    },
    /// The task reached a terminal step.
    TaskClosed {
        /// That step.
        terminal_step: String,
    },
}

impl Event {
    /// The word for its kind, as on the wire of the published clients.
    pub fn event_type(&self) -> &'static str {
        match &self.payload {
            Payload::TaskCreated { .. } => "TASK_CREATED",
            Payload::Requested(request) => match request.ask.kind() {
                Kind::Approval => "APPROVAL_REQUESTED",
                Kind::Elicitation => "ELICITATION_REQUESTED",
            },
            Payload::ApprovalDecided { .. } => "APPROVAL_DECIDED",
            Payload::ElicitationProvided { .. } => "ELICITATION_PROVIDED",
            Payload::RequestCancelled { .. } => "REQUEST_CANCELLED",
            Payload::Timeout { .. } => "TIMEOUT",
            Payload::Action { .. } => "ACTION",
            Payload::Exception { .. } => "EXCEPTION",
            Payload::Note { .. } => "NOTE",
            Payload::Assignment { .. } => "ASSIGNMENT",
            Payload::TaskClosed { .. } => "TASK_CLOSED",
        }
    }
}
