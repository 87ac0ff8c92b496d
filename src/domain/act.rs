//! Acting: who does something, by the records as they stand, and what comes of it.

use std::collections::BTreeSet;

use super::access::Role;
use super::caller::Who;
use super::event::{Actor, Event};
use super::ids::{AccountId, EventId, KeyId, PersonId, TaskId, Time};
use super::record::{Record, Target};
use super::refusal::{Noun, Refusal};
use super::scene::Scene;
use super::steps::Party;
use super::timeline::Timeline;

/// One thing that a command changes.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant)] // As for `Record`.
pub enum Change {
    /// Something happened on a task: the task and its request follow from it.
    Event(Box<Event>),
    /// A record outside of tasks is as given from now on.
    Record(Record),
}

/// What a batch has touched so far.
#[derive(Default)]
pub struct Touched {
    /// The records, in the order in which they are locked and written.
    pub targets: BTreeSet<(AccountId, Target)>,
    /// The events, in order.
    pub events: Vec<Event>,
}

/// What a command that was allowed does.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// What to answer.
    pub reply: Reply,
}

impl Done {
    /// Puts one record and answers with it.
    pub fn record(record: Record) -> Self {
        let (_, target) = record.place();
        Self { changes: vec![Change::Record(record)], reply: Reply::Record(target) }
    }
}

/// What to answer once the changes are applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The id of the event that was recorded.
    Event(EventId),
    /// The record as it is then.
    Record(Target),
}

/// Somebody acting: who, by the records as they stand, with the id minted for what they do and the moment of it.
pub struct Act {
    /// The account.
    pub account: AccountId,
    /// The agent or person, or the platform itself.
    pub who: Who,
    /// The key that they act with; the platform has none.
    pub key: KeyId,
    /// What they may do.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// A person's tags.
    pub tags: Vec<String>,
    /// The id that was minted for this command.
    pub id: uuid::Uuid,
    /// The moment, read once the records were locked.
    pub at: Time,
}

impl Act {
    /// Refuses all but agents.
    pub fn agent(&self, to: &'static str) -> Result<(), Refusal> {
        match self.role {
            Role::Agent => Ok(()),
            Role::Reviewer | Role::Admin | Role::Platform => {
                Err(Refusal::PermissionDenied { to, only: "agents".into() })
            }
        }
    }

    /// Refuses all but people.
    pub fn person(&self, to: &'static str) -> Result<PersonId, Refusal> {
        match self.who {
            Who::Person(id) => Ok(id),
            Who::Agent(_) | Who::Platform => Err(Refusal::PermissionDenied { to, only: "people".into() }),
        }
    }

    /// Refuses all but admins, and the platform's own hand.
    pub fn admin(&self, to: &'static str) -> Result<(), Refusal> {
        match self.role {
            Role::Admin | Role::Platform => Ok(()),
            Role::Agent | Role::Reviewer => Err(Refusal::PermissionDenied { to, only: "admins".into() }),
        }
    }

    /// The agent or person as named in records; nothing for the platform.
    pub fn actor(&self) -> Option<Actor> {
        let id = match self.who {
            Who::Agent(id) => id.0,
            Who::Person(id) => id.0,
            Who::Platform => return None,
        };
        Some(Actor { id, name: self.name.clone() })
    }

    /// Which party they belong to.
    pub fn party(&self) -> Party {
        match self.who {
            Who::Agent(_) => Party::Agent,
            Who::Person(_) => Party::Human,
            Who::Platform => Party::Platform,
        }
    }

    /// The end of a task's timeline, to write on.
    pub fn timeline<'a>(&'a self, scene: &'a Scene, task: TaskId) -> Result<Timeline<'a>, Refusal> {
        let task = scene.task(self.account, task)?;
        let project = scene.project_of(task).ok_or_else(|| Refusal::not_found(Noun::Project, task.project))?;
        Ok(Timeline::of(self, project, task))
    }
}
