//! Records: whatever is kept as it stands, and what names one.

use serde::{Deserialize, Serialize};

use super::access::{Agent, ApiKey, Person};
use super::account::Account;
use super::ids::{AccountId, AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, UploadId};
use super::project::Project;
use super::request::Request;
use super::task::Task;
use super::upload::Upload;

/// Names one record within an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// The account itself.
    Account,
    /// The account of a name; accounts are the one thing that is named across accounts.
    AccountNamed(String),
    /// A project.
    Project(ProjectId),
    /// The project of a slug.
    ProjectNamed(String),
    /// How many open tasks stand on which step of a project.
    ProjectUse(ProjectId),
    /// A task. It brings its project and its open request.
    Task(TaskId),
    /// A request. It brings its task.
    Request(RequestId),
    /// An upload.
    Upload(UploadId),
    /// A person.
    Person(PersonId),
    /// The person of a name.
    PersonNamed(String),
    /// An agent.
    Agent(AgentId),
    /// The agent of a name.
    AgentNamed(String),
    /// An API key. It brings the agent or person that it stands for.
    Key(KeyId),
    /// The API key that begins so, in whichever account; only authentication asks for it.
    KeyPrefix(String),
}

/// Names one record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref {
    /// The account that it is looked for in.
    pub account: AccountId,
    /// Which one.
    pub target: Target,
}

/// A record as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)] // Records are moved one by one; a box for each would cost more than the room.
pub enum Record {
    /// An account.
    Account(Account),
    /// A project.
    Project(Project),
    /// A task.
    Task(Task),
    /// A request.
    Request(Request),
    /// An upload.
    Upload(Upload),
    /// A person.
    Person(Person),
    /// An agent.
    Agent(Agent),
    /// An API key.
    Key(ApiKey),
}

impl Record {
    /// Its id.
    pub fn id(&self) -> uuid::Uuid {
        match self {
            Self::Account(account) => account.id.0,
            Self::Project(project) => project.id.0,
            Self::Task(task) => task.id.0,
            Self::Request(request) => request.id.0,
            Self::Upload(upload) => upload.id.0,
            Self::Person(person) => person.id.0,
            Self::Agent(agent) => agent.id.0,
            Self::Key(key) => key.id.0,
        }
    }

    /// Where it stands.
    pub fn place(&self) -> (AccountId, Target) {
        match self {
            Self::Account(account) => (account.id, Target::Account),
            Self::Project(project) => (project.account, Target::Project(project.id)),
            Self::Task(task) => (task.account, Target::Task(task.id)),
            Self::Request(request) => (request.account, Target::Request(request.id)),
            Self::Upload(upload) => (upload.account, Target::Upload(upload.id)),
            Self::Person(person) => (person.account, Target::Person(person.id)),
            Self::Agent(agent) => (agent.account, Target::Agent(agent.id)),
            Self::Key(key) => (key.account, Target::Key(key.id)),
        }
    }
}
