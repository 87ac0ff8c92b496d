//! Requests: what an agent waits for a person to decide or answer. What both kinds share: creating, cancelling, timing
//! out, and the digest of what a person is shown.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::approval::{Decision, OutcomeBid};
use super::elicitation::Answers;
use super::event::{Actor, Event, Payload};
use super::faults::Faults;
use super::field::{self, Field, FieldBid};
use super::ids::{AccountId, EventId, ProjectId, RequestId, TaskId, Time, UploadId};
use super::limits;
use super::refusal::{Ending, Noun, Refusal};
use super::scene::{Act, Done, Reply, Scene};
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

/// SHA-256 over a versioned encoding of everything that a person is shown. The encoding is the compact JSON of `Shown`,
/// whose members stand in the order below; a change to it needs a new version word.
fn digest(shown: &Shown<'_>) -> String {
    let mut hash = Sha256::new();
    hash.update(b"pumpup.digest.v1\n");
    hash.update(serde_json::to_vec(shown).expect("what is shown is plain data with finite numbers"));
    hex(&hash.finalize())
}

#[derive(Serialize)]
struct Shown<'a> {
    summary: &'a str,
    context: &'a [ContextEntry],
    ask: &'a Ask,
    attachments: Vec<(&'a str, &'a str)>,
    deadline: Option<Time>,
    fallback_step: &'a str,
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Makes a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestCreate {
    /// The slug of the project.
    pub project_name: String,
    /// The task, which has to lie in that project.
    pub task: TaskId,
    /// What is asked.
    pub summary: String,
    /// Facts to decide by.
    pub key_value_context: Vec<ContextEntry>,
    /// Uploads that are attached to the task.
    pub attachments: Vec<UploadId>,
    /// The caller's own trace id.
    pub external_trace_id: String,
    /// When it closes by itself.
    pub deadline: Option<Time>,
    /// The step that the task falls back to then.
    pub fallback_step: String,
    /// What is asked for.
    pub ask: Ask,
}

impl RequestCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("project_name", &self.project_name, limits::NAME);
        faults.required_text("summary", &self.summary, limits::SUMMARY);
        faults.count("key_value_context", self.key_value_context.len(), limits::CONTEXT_ENTRIES);
        // Of entries beyond their limit only the number is complained of.
        let context = &self.key_value_context[..self.key_value_context.len().min(limits::CONTEXT_ENTRIES)];
        for (index, entry) in context.iter().enumerate() {
            faults.required_text(&format!("key_value_context[{index}].key"), &entry.key, limits::NAME);
            faults.text(&format!("key_value_context[{index}].value"), &entry.value, limits::CONTEXT_VALUE);
        }
        let keys = context.iter().map(|entry| entry.key.as_str());
        faults.distinct(keys, |index| format!("key_value_context[{index}].key"));
        faults.count("attachments", self.attachments.len(), limits::ATTACHMENTS);
        faults.text("external_trace_id", &self.external_trace_id, limits::NAME);
        faults.text("fallback_step", &self.fallback_step, limits::NAME);
        if self.deadline.is_none() && !self.fallback_step.is_empty() {
            faults.add("fallback_step", "is only for a request with a deadline; give one or leave the step out");
        }
        match &self.ask {
            Ask::Approval { recommendation } => {
                if let Some(bid) = recommendation {
                    bid.check(faults, "recommendation");
                }
            }
            Ask::Elicitation { fields, recommendation } => {
                field::check_fields(faults, fields);
                field::check_bids(faults, fields, recommendation);
            }
        }
    }

    /// The rule: an agent, a task of that project, open, with no request yet, and what is named has to be there.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.agent("make a request")?;
        let project = scene.project_named(act.account, &self.project_name)?;
        let task = scene.task(act.account, self.task)?;
        // The id, not the slug: a project that was deleted may have left its slug to another one.
        if task.project != project.id {
            return Err(Refusal::not_found(Noun::Task, self.task));
        }
        task.require_open()?;
        if let Some(request) = task.open_request {
            return Err(Refusal::RequestAlreadyOpen { task: task.id, request });
        }
        let mut timeline = act.timeline(scene, self.task)?;
        if let Some(deadline) = self.deadline.filter(|deadline| *deadline <= timeline.at) {
            let mut faults = Faults::default();
            faults.add("deadline", format!("is {deadline}, which has passed: it is {} now", timeline.at));
            return Err(Refusal::Invalid(faults.0));
        }
        if !self.fallback_step.is_empty() {
            timeline.require_exit(&self.fallback_step)?;
        }
        let attachments: Vec<Attachment> = self
            .attachments
            .iter()
            .map(|upload| {
                let attached = task.attachments.iter().find(|attachment| attachment.upload_id == *upload);
                attached.cloned().ok_or_else(|| Refusal::not_found(Noun::Attachment, upload))
            })
            .collect::<Result<_, _>>()?;
        // The request is the event that made it: one id for both.
        let id = RequestId(act.id);
        let request = Request {
            account: act.account,
            id,
            task: task.id,
            project: task.project,
            digest: digest(&Shown {
                summary: &self.summary,
                context: &self.key_value_context,
                ask: &self.ask,
                attachments: attachments.iter().map(|a| (a.label.as_str(), a.sha256.as_str())).collect(),
                deadline: self.deadline,
                fallback_step: &self.fallback_step,
            }),
            summary: self.summary.clone(),
            key_value_context: self.key_value_context.clone(),
            attachments,
            deadline: self.deadline,
            fallback_step: self.fallback_step.clone(),
            external_trace_id: self.external_trace_id.clone(),
            ask: self.ask.clone(),
            requested_by: act.actor().unwrap_or_else(|| Actor { id: act.id, name: "platform".into() }),
            requested_at: timeline.at,
            state: State::Pending,
        };
        timeline.push(Payload::Requested(Box::new(request)), |event| {
            event.id = EventId(act.id);
            event.external_trace_id = self.external_trace_id.clone();
        });
        Ok(timeline.done(Reply::Event(EventId(act.id))))
    }
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
    /// The rule: past its deadline; the task falls back if that is still possible, and the event says why if not.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
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
