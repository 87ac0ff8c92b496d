//! From records to messages. Total: every record has its message.

mod event;
mod figures;
mod request;

use prost_types::{Duration, Timestamp};

pub use self::event::event;
pub use self::figures::overview;
pub use self::request::{Standing, inbox_item, request, standing};
use super::json::proto;
use crate::domain::access::{Agent, ApiKey, Person, Role};
use crate::domain::approval::Verdict;
use crate::domain::caller::Who;
use crate::domain::ids::Time;
use crate::domain::project::{Project, ReasonPreset};
use crate::domain::steps::{Party, Step, StepGraph};
use crate::domain::task::{Attachment, Status, Task};
use crate::domain::upload::Upload;
use crate::rpc::pb;

/// A moment.
pub fn time(at: Time) -> Timestamp {
    Timestamp { seconds: at.0.div_euclid(1_000_000), nanos: (at.0.rem_euclid(1_000_000) * 1_000) as i32 }
}

/// A length of time.
fn duration(micros: i64) -> Duration {
    Duration { seconds: micros / 1_000_000, nanos: (micros % 1_000_000 * 1_000) as i32 }
}

fn party(party: Party) -> pb::Party {
    match party {
        Party::Agent => pb::Party::Agent,
        Party::Human => pb::Party::Human,
        Party::Platform => pb::Party::Platform,
    }
}

/// A role.
pub fn role(role: Role) -> pb::Role {
    match role {
        Role::Agent => pb::Role::Agent,
        Role::Reviewer => pb::Role::Reviewer,
        Role::Admin => pb::Role::Admin,
        // No key stands for the platform.
        Role::Platform => pb::Role::Unspecified,
    }
}

fn steps(from: &StepGraph) -> pb::StepGraph {
    let step =
        |step: &Step| pb::Step { name: step.name.clone(), owner: party(step.owner).into(), exits: step.exits.clone() };
    pb::StepGraph {
        initial_step: from.initial_step.clone(),
        steps: from.steps.iter().map(step).collect(),
        step_schemas: from.step_schemas.iter().map(|(name, schema)| (name.clone(), proto(schema))).collect(),
    }
}

fn reason_preset(from: &ReasonPreset) -> pb::ReasonPreset {
    let outcome = |verdict: &Verdict| -> i32 {
        match verdict {
            Verdict::Approve => pb::OutcomeKind::Approve,
            Verdict::Reject => pb::OutcomeKind::Reject,
            Verdict::EditAndApprove => pb::OutcomeKind::EditAndApprove,
            Verdict::Escalate => pb::OutcomeKind::Escalate,
            Verdict::RequestMoreInfo => pb::OutcomeKind::RequestMoreInfo,
        }
        .into()
    };
    pb::ReasonPreset {
        code: from.code.clone(),
        label: from.label.clone(),
        outcomes: from.outcomes.iter().map(outcome).collect(),
    }
}

/// A project.
pub fn project(from: &Project) -> pb::Project {
    pb::Project {
        id: from.id.to_string(),
        name: from.name.clone(),
        project_name: from.project_name.clone(),
        steps: Some(steps(&from.steps)),
        response_target: from.response_target.map(duration),
        created_at: Some(time(from.created_at)),
        updated_at: Some(time(from.updated_at)),
        reason_presets: from.reason_presets.iter().map(reason_preset).collect(),
    }
}

fn attachment(from: &Attachment) -> pb::Attachment {
    pb::Attachment { label: from.label.clone(), upload_id: from.upload_id.to_string(), sha256: from.sha256.clone() }
}

fn status(status: Status) -> pb::TaskStatus {
    match status {
        Status::Running => pb::TaskStatus::Running,
        Status::Waiting => pb::TaskStatus::Waiting,
        Status::Closed => pb::TaskStatus::Closed,
    }
}

/// A task.
pub fn task(from: &Task) -> pb::Task {
    pb::Task {
        id: from.id.to_string(),
        project_id: from.project.to_string(),
        project_name: from.project_name.clone(),
        name: from.name.clone(),
        external_id: from.external_id.clone(),
        current_step: from.current_step.clone(),
        status: status(from.status()).into(),
        metadata: Some(proto(&from.metadata)),
        attachments: from.attachments.iter().map(attachment).collect(),
        assignee_id: from.assignee.map(|person| person.to_string()).unwrap_or_default(),
        assignee_name: from.assignee_name.clone(),
        created_at: Some(time(from.created_at)),
        updated_at: Some(time(from.updated_at)),
        last_sequence: from.last_sequence,
    }
}

/// A person.
pub fn person(from: &Person) -> pb::Person {
    pb::Person {
        id: from.id.to_string(),
        name: from.name.clone(),
        email: from.email.clone(),
        role: role(from.role).into(),
        tags: from.tags.clone(),
        active: from.active,
        created_at: Some(time(from.created_at)),
    }
}

/// An agent.
pub fn agent(from: &Agent) -> pb::Agent {
    pb::Agent {
        id: from.id.to_string(),
        name: from.name.clone(),
        active: from.active,
        created_at: Some(time(from.created_at)),
    }
}

/// An API key, without its secret or the hash of it.
pub fn key(from: &ApiKey) -> pb::ApiKey {
    let owner = match from.owner {
        Who::Agent(id) => id.to_string(),
        Who::Person(id) => id.to_string(),
        Who::Platform => String::new(),
    };
    pb::ApiKey {
        id: from.id.to_string(),
        prefix: from.prefix.clone(),
        role: role(from.role).into(),
        owner_id: owner,
        owner_name: from.owner_name.clone(),
        created_at: Some(time(from.created_at)),
        expires_at: from.expires_at.map(time),
        revoked_at: from.revoked_at.map(time),
        last_used_at: from.used_at.map(time),
    }
}

/// An upload.
pub fn upload(from: &Upload) -> pb::Upload {
    pb::Upload {
        id: from.id.to_string(),
        status: pb::UploadStatus::Ready.into(),
        content_type: from.content_type.clone(),
        size: from.size,
        sha256: from.sha256.clone(),
        file_name: from.file_name.clone(),
        created_at: Some(time(from.created_at)),
    }
}
