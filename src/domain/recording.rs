//! Recording on a task's timeline: what an agent did, what it met, and what anybody remarks.

use serde::Serialize;
use serde_json::{Map, Value};

use super::act::{Act, Done, Reply};
use super::event::Payload;
use super::faults::Faults;
use super::ids::{RequestId, TaskId, UploadId};
use super::limits;
use super::refusal::{Noun, Refusal};
use super::scene::Scene;
use super::task::{Attachment, MetadataPatch, Task, require_size};

/// A file to attach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NewAttachment {
    /// The label, new to the task.
    pub label: String,
    /// The upload.
    pub upload_id: UploadId,
}

/// Records what an agent did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ActionRecord {
    /// The task.
    pub task: TaskId,
    /// What was done.
    pub description: String,
    /// Anything more.
    pub detail: Map<String, Value>,
    /// What to change in the metadata.
    pub metadata_patch: MetadataPatch,
    /// Files to attach.
    pub add_attachments: Vec<NewAttachment>,
    /// The step to move to; empty to stay.
    pub transitions_to: String,
    /// The decided request that this was done about.
    pub in_response_to: Option<RequestId>,
    /// The caller's own trace id.
    pub external_trace_id: String,
}

impl ActionRecord {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("description", &self.description, limits::PROSE);
        faults.json("detail", &self.detail);
        self.metadata_patch.check(faults);
        faults.count("add_attachments", self.add_attachments.len(), limits::ATTACHMENTS);
        // Of attachments beyond their limit only the number is complained of.
        let attachments = &self.add_attachments[..self.add_attachments.len().min(limits::ATTACHMENTS)];
        for (index, attachment) in attachments.iter().enumerate() {
            faults.required_text(&format!("add_attachments[{index}].label"), &attachment.label, limits::NAME);
        }
        let labels = attachments.iter().map(|attachment| attachment.label.as_str());
        faults.distinct(labels, |index| format!("add_attachments[{index}].label"));
        faults.text("transitions_to", &self.transitions_to, limits::NAME);
        faults.text("external_trace_id", &self.external_trace_id, limits::NAME);
    }

    /// The rule: an agent, an open task, new labels on uploads that are there, a declared exit, satisfied metadata.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.agent("record an action")?;
        let task = scene.task(act.account, self.task)?;
        task.require_open()?;
        require_response(scene, act, task, self.in_response_to)?;
        if task.attachments.len() + self.add_attachments.len() > limits::ATTACHMENTS {
            return Err(Refusal::LimitExceeded { what: "attachments of a task", limit: limits::ATTACHMENTS as u64 });
        }
        let mut add_attachments = Vec::with_capacity(self.add_attachments.len());
        for NewAttachment { label, upload_id } in &self.add_attachments {
            if task.attachments.iter().any(|attachment| attachment.label == *label) {
                let hint = "choose another label: each is used once within a task";
                return Err(Refusal::Exists { noun: Noun::Attachment, name: label.clone(), hint });
            }
            let upload = scene.upload(act.account, *upload_id)?;
            add_attachments.push(Attachment {
                label: label.clone(),
                upload_id: *upload_id,
                sha256: upload.sha256.clone(),
            });
        }
        let mut timeline = act.timeline(scene, self.task)?;
        let mut metadata = task.metadata.clone();
        self.metadata_patch.apply(&mut metadata);
        require_size(&metadata)?;
        if !self.transitions_to.is_empty() {
            timeline.require_exit(&self.transitions_to)?;
            timeline.require_schema(&self.transitions_to, Some(&metadata))?;
        }
        let payload = Payload::Action {
            description: self.description.clone(),
            detail: self.detail.clone(),
            metadata_patch: self.metadata_patch.clone(),
            add_attachments,
        };
        let event = timeline.push(payload, |event| {
            event.in_response_to = self.in_response_to;
            event.external_trace_id.clone_from(&self.external_trace_id);
        });
        if !self.transitions_to.is_empty() {
            timeline.transition(&self.transitions_to);
        }
        Ok(timeline.done(Reply::Event(event)))
    }
}

/// Records something unexpected.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExceptionRecord {
    /// The task.
    pub task: TaskId,
    /// What went wrong.
    pub message: String,
    /// Anything more.
    pub detail: Map<String, Value>,
    /// The step to move to; empty to stay.
    pub transitions_to: String,
    /// The decided request that this happened about.
    pub in_response_to: Option<RequestId>,
    /// The caller's own trace id.
    pub external_trace_id: String,
}

impl ExceptionRecord {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("message", &self.message, limits::PROSE);
        faults.json("detail", &self.detail);
        faults.text("transitions_to", &self.transitions_to, limits::NAME);
        faults.text("external_trace_id", &self.external_trace_id, limits::NAME);
    }

    /// The rule: an agent, an open task, a declared exit.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.agent("record an exception")?;
        let task = scene.task(act.account, self.task)?;
        task.require_open()?;
        require_response(scene, act, task, self.in_response_to)?;
        let mut timeline = act.timeline(scene, self.task)?;
        if !self.transitions_to.is_empty() {
            timeline.require_exit(&self.transitions_to)?;
            timeline.require_schema(&self.transitions_to, None)?;
        }
        let payload = Payload::Exception { message: self.message.clone(), detail: self.detail.clone() };
        let event = timeline.push(payload, |event| {
            event.in_response_to = self.in_response_to;
            event.external_trace_id.clone_from(&self.external_trace_id);
        });
        if !self.transitions_to.is_empty() {
            timeline.transition(&self.transitions_to);
        }
        Ok(timeline.done(Reply::Event(event)))
    }
}

/// Writes a note.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NoteAdd {
    /// The task.
    pub task: TaskId,
    /// The remark.
    pub message: String,
    /// The caller's own trace id.
    pub external_trace_id: String,
}

impl NoteAdd {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("message", &self.message, limits::PROSE);
        faults.text("external_trace_id", &self.external_trace_id, limits::NAME);
    }

    /// The rule: a task that is there, closed or not.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        let mut timeline = act.timeline(scene, self.task)?;
        let event = timeline.push(Payload::Note { message: self.message.clone() }, |event| {
            event.external_trace_id.clone_from(&self.external_trace_id);
        });
        Ok(timeline.done(Reply::Event(event)))
    }
}

fn require_response(scene: &Scene, act: &Act, task: &Task, request: Option<RequestId>) -> Result<(), Refusal> {
    let Some(id) = request else { return Ok(()) };
    let request = scene.request(act.account, id, None)?;
    if request.task != task.id {
        return Err(Refusal::not_found(Noun::Request, id));
    }
    request.require_decided()
}
