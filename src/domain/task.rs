//! Tasks: the cases that agents work on, and the rules for opening, moving and assigning them.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::act::{Act, Done, Reply};
use super::event::{Event, Payload};
use super::faults::Faults;
use super::ids::{AccountId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use super::limits;
use super::record::Target;
use super::refusal::{Noun, Refusal};
use super::scene::Scene;
use super::timeline::Timeline;

/// A file that stands on a task under a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The label, unique within the task.
    pub label: String,
    /// The upload.
    pub upload_id: UploadId,
    /// The SHA-256 of its bytes, in hex.
    pub sha256: String,
}

/// Changes to a task's metadata, applied in this order: set, set_once, unset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetadataPatch {
    /// Keys to write.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub set: Map<String, Value>,
    /// Keys to write where they are absent.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub set_once: Map<String, Value>,
    /// Keys to remove.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<String>,
}

impl MetadataPatch {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty() && self.set_once.is_empty() && self.unset.is_empty()
    }

    /// The metadata after it.
    pub fn apply(&self, metadata: &mut Map<String, Value>) {
        for (key, value) in &self.set {
            metadata.insert(key.clone(), value.clone());
        }
        for (key, value) in &self.set_once {
            if !metadata.contains_key(key) {
                metadata.insert(key.clone(), value.clone());
            }
        }
        for key in &self.unset {
            metadata.remove(key);
        }
    }

    /// Notes what is wrong with it.
    pub(super) fn check(&self, faults: &mut Faults) {
        faults.json("metadata_patch.set", &self.set);
        faults.json("metadata_patch.set_once", &self.set_once);
        // As JSON each key takes its quotes and a comma. No metadata holds more keys than fit.
        let bytes: usize = self.unset.iter().map(|key| key.len() + 3).sum();
        if bytes > limits::JSON_BYTES {
            let most = limits::JSON_BYTES;
            faults.add("metadata_patch.unset", format!("takes {bytes} bytes of JSON; at most {most} are allowed"));
            return;
        }
        for (index, key) in self.unset.iter().enumerate() {
            faults.text(&format!("metadata_patch.unset[{index}]"), key, limits::JSON_BYTES);
        }
        // The event keeps the patch: more keys than metadata could have are nothing but ballast.
        faults.json_size("metadata_patch.unset", &self.unset);
    }
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// Neither of the others.
    Running,
    /// A request is open on it.
    Waiting,
    /// It is in a terminal step.
    Closed,
}

impl Status {
    /// The word on the wire of the published clients.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Waiting => "WAITING",
            Self::Closed => "CLOSED",
        }
    }
}

/// A task as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// The account.
    pub account: AccountId,
    /// The task's id.
    pub id: TaskId,
    /// The project it lies in.
    pub project: ProjectId,
    /// The slug of that project, which never changes.
    pub project_name: String,
    /// Its name.
    pub name: String,
    /// The caller's correlation token.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub external_id: String,
    /// The step it is in.
    pub current_step: String,
    /// Whether it reached a terminal step.
    #[serde(default)]
    pub closed: bool,
    /// The request it waits for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_request: Option<RequestId>,
    /// What agents asserted about it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub metadata: Map<String, Value>,
    /// Its files.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Who has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<PersonId>,
    /// The name of who has it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub assignee_name: String,
    /// When it was opened.
    pub created_at: Time,
    /// When its last event happened.
    pub updated_at: Time,
    /// The sequence number of its last event.
    pub last_sequence: u64,
}

impl Task {
    /// How it stands.
    pub fn status(&self) -> Status {
        match (self.closed, self.open_request) {
            (true, _) => Status::Closed,
            (false, Some(_)) => Status::Waiting,
            (false, None) => Status::Running,
        }
    }

    /// Refuses if it is closed.
    pub fn require_open(&self) -> Result<(), Refusal> {
        if self.closed {
            return Err(Refusal::TaskClosed { task: self.id, step: self.current_step.clone() });
        }
        Ok(())
    }

    /// The task after one more event. Total: whatever the rules produced applies.
    pub fn apply(before: Option<Self>, event: &Event) -> Option<Self> {
        if let Payload::TaskCreated { project_name, name, external_id, initial_step, metadata_patch } = &event.payload {
            let mut metadata = Map::new();
            metadata_patch.apply(&mut metadata);
            return Some(Self {
                account: event.account,
                id: event.task,
                project: event.project,
                project_name: project_name.clone(),
                name: name.clone(),
                external_id: external_id.clone(),
                current_step: initial_step.clone(),
                closed: false,
                open_request: None,
                metadata,
                attachments: Vec::new(),
                assignee: None,
                assignee_name: String::new(),
                created_at: event.at,
                updated_at: event.at,
                last_sequence: event.sequence,
            });
        }
        let mut task = before?;
        match &event.payload {
            Payload::TaskCreated { .. } | Payload::Exception { .. } | Payload::Note { .. } => {}
            Payload::Requested(request) => task.open_request = Some(request.id),
            Payload::ApprovalDecided { .. }
            | Payload::ElicitationProvided { .. }
            | Payload::RequestCancelled { .. }
            | Payload::Timeout { .. } => task.open_request = None,
            Payload::Action { metadata_patch, add_attachments, .. } => {
                metadata_patch.apply(&mut task.metadata);
                task.attachments.extend(add_attachments.iter().cloned());
            }
            Payload::Assignment { assignee, assignee_name } => {
                task.assignee = *assignee;
                task.assignee_name.clone_from(assignee_name);
            }
            Payload::TaskClosed { .. } => task.closed = true,
        }
        if let Some(transition) = &event.transition {
            task.current_step.clone_from(&transition.to);
        }
        task.updated_at = event.at;
        task.last_sequence = event.sequence;
        Some(task)
    }
}

/// Opens a task.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskCreate {
    /// The slug of the project.
    pub project_name: String,
    /// The name.
    pub name: String,
    /// The caller's correlation token.
    pub external_id: String,
    /// The metadata to begin with.
    pub metadata_patch: MetadataPatch,
}

impl TaskCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("project_name", &self.project_name, limits::NAME);
        faults.required_text("name", &self.name, limits::NAME);
        faults.text("external_id", &self.external_id, limits::NAME);
        self.metadata_patch.check(faults);
    }

    /// The rule: an agent, a project that is there, metadata that may enter its initial step.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.agent("open a task")?;
        let project = scene.project_named(act.account, &self.project_name)?;
        let task = TaskId(act.id);
        let mut timeline = Timeline::begin(act, project, task);
        let mut metadata = Map::new();
        self.metadata_patch.apply(&mut metadata);
        require_size(&metadata)?;
        timeline.require_schema(&project.steps.initial_step, Some(&metadata))?;
        timeline.push(
            Payload::TaskCreated {
                project_name: project.project_name.clone(),
                name: self.name.clone(),
                external_id: self.external_id.clone(),
                initial_step: project.steps.initial_step.clone(),
                metadata_patch: self.metadata_patch.clone(),
            },
            |_| {},
        );
        timeline.close_if_terminal();
        Ok(timeline.done(Reply::Record(Target::Task(task))))
    }
}

/// Moves a task by a person's hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskMove {
    /// The task.
    pub task: TaskId,
    /// The step to move to.
    pub transitions_to: String,
    /// Why; empty for a plain sentence.
    pub description: String,
}

impl TaskMove {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("transitions_to", &self.transitions_to, limits::NAME);
        faults.text("description", &self.description, limits::PROSE);
    }

    /// The rule: a person, an open task, a declared exit.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.person("move a task")?;
        scene.task(act.account, self.task)?.require_open()?;
        let mut timeline = act.timeline(scene, self.task)?;
        timeline.require_exit(&self.transitions_to)?;
        timeline.require_schema(&self.transitions_to, None)?;
        let description = match self.description.trim() {
            "" => format!("Moved to {}", self.transitions_to),
            _ => self.description.clone(),
        };
        let payload = Payload::Action {
            description,
            detail: Map::new(),
            metadata_patch: MetadataPatch::default(),
            add_attachments: Vec::new(),
        };
        let event = timeline.push(payload, |_| {});
        timeline.transition(&self.transitions_to);
        Ok(timeline.done(Reply::Event(event)))
    }
}

/// Gives a task to a person, or to nobody.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TaskAssign {
    /// The task.
    pub task: TaskId,
    /// The person.
    pub assignee: Option<PersonId>,
}

impl TaskAssign {
    /// The rule: a person, an open task, an assignee who is active.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.person("assign a task")?;
        scene.task(act.account, self.task)?.require_open()?;
        let assignee_name = match self.assignee {
            Some(person) => {
                let found = scene.person(act.account, person)?;
                if !found.active {
                    return Err(Refusal::not_found(Noun::Person, person));
                }
                found.name.clone()
            }
            None => String::new(),
        };
        let mut timeline = act.timeline(scene, self.task)?;
        let event = timeline.push(Payload::Assignment { assignee: self.assignee, assignee_name }, |_| {});
        Ok(timeline.done(Reply::Event(event)))
    }
}

/// Refuses metadata that has grown beyond its limit.
pub(super) fn require_size(metadata: &Map<String, Value>) -> Result<(), Refusal> {
    let mut faults = Faults::default();
    faults.json_size("metadata_patch", metadata);
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(faults.0)) }
}
