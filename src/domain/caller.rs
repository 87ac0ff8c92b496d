//! Who calls. Only authentication makes a `Caller` of an agent or a person (and tests do).

use serde::{Deserialize, Serialize};

use super::ids::{AccountId, AgentId, KeyId, PersonId};

/// Whom a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// An agent.
    Agent(AgentId),
    /// A person.
    Person(PersonId),
    /// The platform itself: what it does by its own hand.
    Platform,
}

/// Somebody who may ask for something in one account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub account: AccountId,
    /// The key that was shown; nil for the platform.
    pub key: KeyId,
    /// Whom it stands for.
    pub who: Who,
}

impl Caller {
    /// The platform's own hand in an account.
    pub fn platform(account: AccountId) -> Self {
        Self { account, key: KeyId(uuid::Uuid::nil()), who: Who::Platform }
    }
}
