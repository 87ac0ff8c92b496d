//! What a batch or a reader wants, by kind and in the order of ids: the parameters of the statements that find it.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::flight::{Param, param};
use crate::domain::ids::AccountId;
use crate::domain::record::{Ref, Target};

/// Ids, each with its account.
#[derive(Default)]
pub struct Ids(BTreeSet<(Uuid, Uuid)>);

/// Words, each with its account.
#[derive(Default)]
pub struct Words(BTreeSet<(Uuid, String)>);

/// Whether PostgreSQL can hold this text: NUL is the one character that it cannot, and so nothing is found by it.
pub fn is_text(text: &str) -> bool {
    !text.contains('\0')
}

/// What statements are asked for, where there is anything to ask for.
pub trait Asked {
    /// Whether there is nothing to ask for.
    fn is_empty(&self) -> bool;
    /// The parameters: the accounts, and what is wanted of each.
    fn params(&self) -> Vec<Param>;
}

impl Asked for Ids {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn params(&self) -> Vec<Param> {
        let (accounts, ids): (Vec<Uuid>, Vec<Uuid>) = self.0.iter().copied().unzip();
        vec![param(accounts), param(ids)]
    }
}

impl Asked for Words {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn params(&self) -> Vec<Param> {
        let (accounts, words): (Vec<Uuid>, Vec<String>) = self.0.iter().cloned().unzip();
        vec![param(accounts), param(words)]
    }
}

impl Ids {
    /// Wants one more.
    pub fn add(&mut self, account: AccountId, id: Uuid) {
        self.0.insert((account.0, id));
    }

    /// All of them, each after its account.
    pub fn iter(&self) -> impl Iterator<Item = (Uuid, Uuid)> + '_ {
        self.0.iter().copied()
    }
}

impl Words {
    /// Wants one more, unless nothing can be called that.
    pub fn add(&mut self, account: AccountId, word: String) {
        if is_text(&word) {
            self.0.insert((account.0, word));
        }
    }
}

/// What is wanted, by kind. What is found across accounts stands under the account that asks.
#[derive(Default)]
#[allow(missing_docs)] // Each is what its name says.
pub struct Wanted {
    pub accounts: Ids,
    pub account_names: Words,
    pub projects: Ids,
    pub project_names: Words,
    pub uses: Ids,
    pub tasks: Ids,
    pub requests: Ids,
    pub uploads: Ids,
    pub people: Ids,
    pub people_names: Words,
    pub agents: Ids,
    pub agent_names: Words,
    pub keys: Ids,
    pub prefixes: Words,
    pub receipts: Words,
}

impl Wanted {
    /// Wants one more record.
    pub fn add(&mut self, Ref { account, target }: Ref) {
        match target {
            Target::Account => self.accounts.add(account, account.0),
            Target::AccountNamed(name) => self.account_names.add(account, name),
            Target::Project(id) => self.projects.add(account, id.0),
            Target::ProjectNamed(name) => self.project_names.add(account, name),
            Target::ProjectUse(id) => self.uses.add(account, id.0),
            Target::Task(id) => self.tasks.add(account, id.0),
            Target::Request(id) => self.requests.add(account, id.0),
            Target::Upload(id) => self.uploads.add(account, id.0),
            Target::Person(id) => self.people.add(account, id.0),
            Target::PersonNamed(name) => self.people_names.add(account, name),
            Target::Agent(id) => self.agents.add(account, id.0),
            Target::AgentNamed(name) => self.agent_names.add(account, name),
            Target::Key(id) => self.keys.add(account, id.0),
            Target::KeyPrefix(prefix) => self.prefixes.add(account, prefix),
        }
    }
}
