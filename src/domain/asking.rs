//! Asking: making a request, and the digest of what a person is then shown.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::act::{Act, Done, Reply};
use super::event::{Actor, Payload};
use super::faults::Faults;
use super::field;
use super::ids::{EventId, RequestId, TaskId, Time, UploadId};
use super::limits;
use super::refusal::{Noun, Refusal};
use super::request::{Ask, ContextEntry, Request, State, hex};
use super::scene::Scene;
use super::task::Attachment;

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
