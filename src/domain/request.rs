//! Requests: what an agent waits for a person to decide or answer. What both kinds share: how they stand, and
//! how they end without a decision.

use serde::{Deserialize, Serialize};

use super::act::{Act, Done, Reply};
use super::approval::{Decision, OutcomeBid, Verdict};
use super::caller::Who;
use super::elicitation::Answers;
use super::event::{Actor, Event, Payload};
use super::faults::Faults;
use super::field::{Field, FieldBid};
use super::ids::{AccountId, EventId, PersonId, ProjectId, RequestId, TaskId, Time};
use super::limits;
use super::refusal::{Ending, Refusal};
use super::scene::Scene;
use super::task::Attachment;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A sign-off on an action.
    Approval,
    /// A form to fill in.
    Elicitation,
}

impl Kind {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::Elicitation => "elicitation",
        }
    }
}

/// One line of context.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextEntry {
    /// What the value is.
    pub key: String,
    /// The value.
    pub value: String,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A sign-off on an action.
    Approval {
        /// The agent's own lean.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommendation: Option<OutcomeBid>,
    },
    /// A form to fill in.
    Elicitation {
        /// The form.
        fields: Vec<Field>,
        /// The agent's own leans, at most one a field.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        recommendation: Vec<FieldBid>,
    },
}

impl Ask {
    /// Which of the two.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Approval { .. } => Kind::Approval,
            Self::Elicitation { .. } => Kind::Elicitation,
        }
    }
}

/// How a request stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Nobody has decided yet.
    #[default]
    Pending,
    /// A person decided.
    Decided(Decision),
    /// A person answered.
    Answered(Answers),
    /// It was withdrawn, or its task closed.
    Cancelled {
        /// The event that says so.
        event: EventId,
        /// When.
        at: Time,
        /// The name of who withdrew it.
        by: String,
        /// Why.
        reason: String,
    },
    /// Its deadline passed.
    TimedOut {
        /// The event that says so.
        event: EventId,
        /// When the platform closed it.
        at: Time,
        /// The step that the task fell back to; empty if it stayed.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        fell_back_to: String,
    },
}

/// That a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// When.
    pub at: Time,
    /// The person who decided or answered it.
    pub by: Option<PersonId>,
    /// How it was decided.
    pub verdict: Option<Verdict>,
}

/// A request. It never changes after creation, but for its state, and that only once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// The account.
    pub account: AccountId,
    /// The request's id.
    pub id: RequestId,
    /// The task it stands on.
    pub task: TaskId,
    /// The project of that task.
    pub project: ProjectId,
    /// What is asked, in short Markdown.
    pub summary: String,
    /// Facts to decide by, in the agent's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub key_value_context: Vec<ContextEntry>,
    /// Files of the task to look at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// When it closes by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Time>,
    /// The step that the task falls back to at the deadline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub fallback_step: String,
    /// The caller's own trace id.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_trace_id: String,
    /// What is asked for.
    pub ask: Ask,
    /// SHA-256 over everything that a person is shown, in hex.
    pub digest: String,
    /// Who made it.
    pub requested_by: Actor,
    /// When.
    pub requested_at: Time,
    /// How it stands.
    #[serde(default)]
    pub state: State,
}

impl Request {
    /// Whether it still waits for a person.
    pub fn is_open(&self) -> bool {
        self.state == State::Pending
    }

    /// That it ended; nothing while it is open.
    pub fn end(&self) -> Option<End> {
        match &self.state {
            State::Pending => None,
            State::Decided(Decision { at, authority, outcome, .. }) => {
                Some(End { at: *at, by: Some(authority.subject), verdict: Some(outcome.verdict) })
            }
            State::Answered(Answers { at, authority, .. }) => {
                Some(End { at: *at, by: Some(authority.subject), verdict: None })
            }
            State::Cancelled { at, .. } | State::TimedOut { at, .. } => Some(End { at: *at, by: None, verdict: None }),
        }
    }

    /// Whether it waits in vain: its deadline has passed, and nobody has closed it yet.
    pub fn is_due(&self, at: Time) -> bool {
        self.is_open() && self.deadline.is_some_and(|deadline| deadline <= at)
    }

    /// Refuses unless it still waits.
    pub fn require_open(&self) -> Result<(), Refusal> {
        let request = self.id;
        match &self.state {
            State::Pending => Ok(()),
            State::Decided(decision) => Err(Refusal::RequestAlreadyDecided {
                request,
                by: decision.by.clone(),
                outcome: Some(decision.outcome.clone()),
                at: decision.at,
            }),
            State::Answered(answers) => {
                Err(Refusal::RequestAlreadyDecided { request, by: answers.by.clone(), outcome: None, at: answers.at })
            }
            State::Cancelled { at, .. } => Err(Refusal::RequestClosed { request, ending: Ending::Cancelled, at: *at }),
            State::TimedOut { at, .. } => Err(Refusal::RequestClosed { request, ending: Ending::TimedOut, at: *at }),
        }
    }

    /// Refuses unless `seen` is empty or the request's own digest.
    pub fn require_digest(&self, seen: &str) -> Result<(), Refusal> {
        if seen.is_empty() || seen == self.digest {
            return Ok(());
        }
        Err(Refusal::DigestMismatch { request: self.id, digest: self.digest.clone() })
    }

    /// Refuses unless a person decided or answered it.
    pub fn require_decided(&self) -> Result<(), Refusal> {
        match self.state {
            State::Decided(_) | State::Answered(_) => Ok(()),
            State::Pending | State::Cancelled { .. } | State::TimedOut { .. } => {
                Err(Refusal::RequestNotDecided { request: self.id })
            }
        }
    }

    /// The request after one more event that belongs to it. Total: whatever the rules produced applies.
    pub fn apply(before: Option<Self>, event: &Event) -> Option<Self> {
        let state = match &event.payload {
            Payload::Requested(request) => return Some((**request).clone()),
            Payload::ApprovalDecided { decision, .. } => State::Decided(decision.clone()),
            Payload::ElicitationProvided { answers } => State::Answered(answers.clone()),
            Payload::RequestCancelled { reason } => State::Cancelled {
                event: event.id,
                at: event.at,
                by: event.actor.as_ref().map_or_else(|| "platform".into(), |actor| actor.name.clone()),
                reason: reason.clone(),
            },
            Payload::Timeout { .. } => State::TimedOut {
                event: event.id,
                at: event.at,
                fell_back_to: event.transition.as_ref().map_or_else(String::new, |transition| transition.to.clone()),
            },
            // A response to a decision leaves the decision as it is.
            Payload::TaskCreated { .. }
            | Payload::Action { .. }
            | Payload::Exception { .. }
            | Payload::Note { .. }
            | Payload::Assignment { .. }
            | Payload::TaskClosed { .. } => return before,
        };
        before.map(|request| Self { state, ..request })
    }
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Withdraws an open request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestCancel {
    /// The request.
    pub request: RequestId,
    /// Which kind the caller takes it for.
    pub kind: Kind,
    /// Why.
    pub reason: String,
}

impl RequestCancel {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("reason", &self.reason, limits::PROSE);
    }

    /// The rule: the one that made it, while it is open.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let request = scene.request(act.account, self.request, Some(self.kind))?;
        if act.actor().is_none_or(|actor| actor.id != request.requested_by.id) {
            return Err(Refusal::PermissionDenied { to: "cancel a request", only: "the one that made it".into() });
        }
        request.require_open()?;
        let mut timeline = act.timeline(scene, request.task)?;
        let event = timeline.push(Payload::RequestCancelled { reason: self.reason.clone() }, |event| {
            event.in_response_to = Some(self.request);
        });
        Ok(timeline.done(Reply::Event(event)))
    }
}

/// Closes a request whose deadline has passed. Only the platform does this, and it does nothing where there is nothing to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestExpire {
    /// The request.
    pub request: RequestId,
}

impl RequestExpire {
    /// The rule: the platform, past the deadline; the task falls back if that is still possible, and the event says why
    /// if not.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        if act.who != Who::Platform {
            let to = "close a request by its deadline";
            return Err(Refusal::PermissionDenied { to, only: "the platform".into() });
        }
        let request = scene.request(act.account, self.request, None)?;
        let mut timeline = act.timeline(scene, request.task)?;
        if !request.is_due(timeline.at) {
            return Ok(timeline.done(Reply::Event(EventId(act.id))));
        }
        let fallback = request.fallback_step.as_str();
        let refused = if fallback.is_empty() {
            None
        } else {
            timeline.require_exit(fallback).and_then(|()| timeline.require_schema(fallback, None)).err()
        };
        let timed_out_step = timeline.step().to_owned();
        let payload = Payload::Timeout {
            timed_out_step,
            fallback_refused: refused.as_ref().map_or_else(String::new, Refusal::message),
        };
        let event = timeline.push(payload, |event| event.in_response_to = Some(self.request));
        if refused.is_none() && !fallback.is_empty() {
            timeline.transition(fallback);
        }
        Ok(timeline.done(Reply::Event(event)))
    }
}
