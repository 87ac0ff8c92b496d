//! Accounts, which own everything, and how one begins: with its General project, an admin and an agent.

use serde::{Deserialize, Serialize};

use super::access::{Agent, ApiKey, Person, Role, Secret};
use super::act::{Act, Change, Done, Reply};
use super::caller::Who;
use super::ids::{AccountId, AgentId, KeyId, PersonId, ProjectId, Time, derive};
use super::project::Project;
use super::record::{Record, Target};
use super::refusal::{Noun, Refusal};
use super::scene::Scene;

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// Its name, unique on the machine.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
}

/// Makes an account. Only the platform's own hand does this: the command line on the machine, or the first start.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccountCreate {
    /// The name.
    pub name: String,
    /// The first admin's key.
    #[serde(skip)]
    pub admin_key: Secret,
    /// The first agent's key, where one is wanted.
    #[serde(skip)]
    pub agent_key: Option<Secret>,
}

impl AccountCreate {
    /// The rule: the platform, and a name that is free.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        if act.who != Who::Platform {
            return Err(Refusal::PermissionDenied { to: "make an account", only: "the command line".into() });
        }
        let reply = Reply::Record(Target::Account);
        // The id was minted for this command, which may carry no key: an account that has both the id and the name was made
        // by an earlier run of the same batch, whose commit had not been known to happen.
        let own = scene.account(act.account);
        if own.is_some_and(|own| own.name == self.name) {
            return Ok(Done { changes: Vec::new(), reply });
        }
        if let Some(taken) = own.or_else(|| scene.account_named(&self.name)) {
            let hint = "choose another name";
            return Err(Refusal::Exists { noun: Noun::Account, name: taken.name.clone(), hint });
        }
        let (account, at) = (act.account, act.at);
        let person = Person {
            account,
            id: PersonId(derive(act.id, 2)),
            name: "admin".into(),
            email: String::new(),
            role: Role::Admin,
            tags: Vec::new(),
            active: true,
            created_at: at,
            signed_out_at: None,
        };
        let admin_key =
            ApiKey::new(account, KeyId(derive(act.id, 3)), &self.admin_key, Who::Person(person.id), &person.name, at);
        let mut records = vec![
            Record::Account(Account { id: account, name: self.name.clone(), created_at: at }),
            Record::Project(Project::general(account, ProjectId(derive(act.id, 1)), at)),
            Record::Person(person),
            Record::Key(admin_key),
        ];
        if let Some(secret) = &self.agent_key {
            let agent =
                Agent { account, id: AgentId(derive(act.id, 4)), name: "agent".into(), active: true, created_at: at };
            let key = ApiKey::new(account, KeyId(derive(act.id, 5)), secret, Who::Agent(agent.id), &agent.name, at);
            records.extend([Record::Agent(agent), Record::Key(key)]);
        }
        Ok(Done { changes: records.into_iter().map(Change::Record).collect(), reply })
    }
}
