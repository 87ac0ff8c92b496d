//! People, agents and their API keys, and the rules for changing them. How people sign in is in `sign_in`.

use serde::{Deserialize, Serialize};

use super::act::{Act, Change, Done, Reply};
use super::caller::Who;
use super::faults::Faults;
use super::field::TextFormat;
use super::ids::{AccountId, AgentId, KeyId, PersonId, Time, derive};
pub use super::key::{ApiKey, KeyKind, Secret};
use super::limits;
use super::record::{Record, Target};
use super::refusal::{Noun, Refusal};
use super::scene::Scene;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// Opens tasks, records events, makes requests, reads. Never decides or answers.
    Agent,
    /// A person who reads, decides, answers, notes, moves, assigns.
    Reviewer,
    /// A person who may also change projects, people and keys.
    Admin,
    /// The platform itself.
    Platform,
}

impl Role {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agent => "AGENT",
            Self::Reviewer => "REVIEWER",
            Self::Admin => "ADMIN",
            Self::Platform => "PLATFORM",
        }
    }
}

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The person's id: the subject of decisions.
    pub id: PersonId,
    /// The name, unique among the account's people.
    pub name: String,
    /// The e-mail address; empty if none was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Reviewer or admin.
    pub role: Role,
    /// What they are good for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Whether their keys work.
    pub active: bool,
    /// When they were added.
    pub created_at: Time,
    /// When all their sessions were ended: what let them in before does no longer. Keys for the API are no sessions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_out_at: Option<Time>,
}

impl Person {
    /// Ends what let them in before: later than any such end there was, whatever the clock says.
    pub fn sign_out(&mut self, at: Time) {
        self.signed_out_at = Some(self.signed_out_at.map_or(at, |out| at.max(out.plus(1))));
    }

    /// Whether a key of theirs works, as far as they themselves go.
    pub fn lets(&self, key: &ApiKey) -> bool {
        self.active && (key.kind == KeyKind::Api || self.signed_out_at.is_none_or(|out| out < key.created_at))
    }
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// The account.
    pub account: AccountId,
    /// The agent's id.
    pub id: AgentId,
    /// The name, unique among the account's agents.
    pub name: String,
    /// Whether its keys work.
    pub active: bool,
    /// When it was added.
    pub created_at: Time,
}

fn check_tags(faults: &mut Faults, path: &str, tags: &[String]) {
    faults.count(path, tags.len(), limits::TAGS);
    // Of tags beyond their limit only the number is complained of.
    let tags = &tags[..tags.len().min(limits::TAGS)];
    for (index, tag) in tags.iter().enumerate() {
        faults.required_text(&format!("{path}[{index}]"), tag, limits::CODE);
    }
    faults.distinct(tags.iter().map(String::as_str), |index| format!("{path}[{index}]"));
}

fn check_email(faults: &mut Faults, email: &str) {
    if !email.is_empty() && !TextFormat::Email.matches(email) {
        faults.add("email", "is not one plain address, for example jane@example.com");
    }
}

fn check_person_role(faults: &mut Faults, role: Role) {
    if !matches!(role, Role::Reviewer | Role::Admin) {
        faults.add("role", format!("is {}; a person is a REVIEWER or an ADMIN", role.as_str()));
    }
}

const NAME_TAKEN: &str = "choose another name, or change the one that is there";
const DEACTIVATED: &str = "but was deactivated, so that no key of theirs works; activate them first";

/// Adds a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonCreate {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Reviewer or admin.
    pub role: Role,
    /// Tags.
    pub tags: Vec<String>,
}

impl PersonCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("name", &self.name, limits::NAME);
        check_email(faults, &self.email);
        check_person_role(faults, self.role);
        check_tags(faults, "tags", &self.tags);
    }

    /// The rule: an admin, and a name that is free.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("add a person")?;
        if scene.person_named(act.account, &self.name).is_some() {
            return Err(Refusal::Exists { noun: Noun::Person, name: self.name.clone(), hint: NAME_TAKEN });
        }
        Ok(Done::record(Record::Person(Person {
            account: act.account,
            id: PersonId(act.id),
            name: self.name.clone(),
            email: self.email.clone(),
            role: self.role,
            tags: self.tags.clone(),
            active: true,
            created_at: act.at,
            signed_out_at: None,
        })))
    }
}

/// Changes a person. What is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonUpdate {
    /// The person.
    pub person: PersonId,
    /// The new name.
    pub name: Option<String>,
    /// The new e-mail address.
    pub email: Option<String>,
    /// The new role.
    pub role: Option<Role>,
    /// The new tags, whole.
    pub tags: Option<Vec<String>>,
    /// Whether their keys work.
    pub active: Option<bool>,
}

impl PersonUpdate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        if let Some(name) = &self.name {
            faults.required_text("name", name, limits::NAME);
        }
        check_email(faults, self.email.as_deref().unwrap_or_default());
        if let Some(role) = self.role {
            check_person_role(faults, role);
        }
        check_tags(faults, "tags.values", self.tags.as_deref().unwrap_or_default());
    }

    /// The rule: an admin, a name that is free, and nobody takes their own admin's hat off: so one always stays.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("change a person")?;
        let mut person = scene.person(act.account, self.person)?.clone();
        if let Some(name) = self.name.as_ref().filter(|name| **name != person.name) {
            if scene.person_named(act.account, name).is_some() {
                return Err(Refusal::Exists { noun: Noun::Person, name: name.clone(), hint: NAME_TAKEN });
            }
            person.name.clone_from(name);
        }
        if act.who == Who::Person(person.id)
            && (self.active == Some(false) || self.role.is_some_and(|role| role != Role::Admin))
        {
            let only = "another admin".into();
            return Err(Refusal::PermissionDenied { to: "deactivate or demote an admin", only });
        }
        if let Some(email) = &self.email {
            person.email.clone_from(email);
        }
        if let Some(tags) = &self.tags {
            person.tags.clone_from(tags);
        }
        person.role = self.role.unwrap_or(person.role);
        let mut changes = Vec::new();
        let active = self.active.unwrap_or(person.active);
        if active != person.active {
            person.active = active;
            // What let them in before never does again, nor when they are activated: somebody may have had them deactivated
            // because it was in other hands.
            person.sign_out(act.at);
            changes.extend(scene.password_removed(act, person.id));
        }
        changes.push(Change::Record(Record::Person(person)));
        Ok(Done { changes, reply: Reply::Record(Target::Person(self.person)) })
    }
}

/// Deactivates an agent or activates it again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgentUpdate {
    /// The agent.
    pub agent: AgentId,
    /// Whether its keys work.
    pub active: bool,
}

impl AgentUpdate {
    /// The rule: an admin.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("change an agent")?;
        let agent = scene.agent(act.account, self.agent)?.clone();
        Ok(Done::record(Record::Agent(Agent { active: self.active, ..agent })))
    }
}

/// Makes an API key, and the agent or person that it stands for if there is none of that name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyCreate {
    /// What the key may do.
    pub role: Role,
    /// The name of whom it stands for.
    pub name: String,
    /// Tags for a person who is made.
    pub tags: Vec<String>,
    /// When the key stops by itself.
    pub expires_at: Option<Time>,
    /// What is kept of the secret. It is made anew for each try, so it is no part of what the caller asked for.
    #[serde(skip)]
    pub secret: Secret,
}

impl KeyCreate {
    /// Notes what is wrong with the message.
    pub fn check(&self, faults: &mut Faults) {
        faults.required_text("name", &self.name, limits::NAME);
        check_tags(faults, "tags", &self.tags);
        if self.role == Role::Platform {
            faults.add("role", "is PLATFORM; a key is for an AGENT, a REVIEWER or an ADMIN");
        }
        if self.role == Role::Agent && !self.tags.is_empty() {
            faults.add("tags", "are for people; an agent has none");
        }
    }

    /// The rule: an admin, a deadline ahead, and for whoever is there already, who has to be active, the same role and tags.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("make a key")?;
        if let Some(expires) = self.expires_at.filter(|expires| *expires <= act.at) {
            let mut faults = Faults::default();
            faults.add("expires_at", format!("is {expires}, which has passed: it is {} now", act.at));
            return Err(Refusal::Invalid(faults.0));
        }
        let mut changes = Vec::new();
        let owner = if self.role == Role::Agent {
            let known = scene.agent_named(act.account, &self.name).cloned();
            if known.as_ref().is_some_and(|agent| !agent.active) {
                return Err(Refusal::Exists { noun: Noun::Agent, name: self.name.clone(), hint: DEACTIVATED });
            }
            let agent = known.unwrap_or_else(|| {
                let id = AgentId(derive(act.id, 1));
                let agent =
                    Agent { account: act.account, id, name: self.name.clone(), active: true, created_at: act.at };
                changes.push(Change::Record(Record::Agent(agent.clone())));
                agent
            });
            Who::Agent(agent.id)
        } else if let Some(person) = scene.person_named(act.account, &self.name) {
            if person.role != self.role || !(self.tags.is_empty() || self.tags == person.tags) {
                let hint = "with another role or other tags; change the person first, or name the same";
                return Err(Refusal::Exists { noun: Noun::Person, name: self.name.clone(), hint });
            }
            if !person.active {
                return Err(Refusal::Exists { noun: Noun::Person, name: self.name.clone(), hint: DEACTIVATED });
            }
            Who::Person(person.id)
        } else {
            let person = Person {
                account: act.account,
                id: PersonId(derive(act.id, 1)),
                name: self.name.clone(),
                email: String::new(),
                role: self.role,
                tags: self.tags.clone(),
                active: true,
                created_at: act.at,
                signed_out_at: None,
            };
            let owner = Who::Person(person.id);
            changes.push(Change::Record(Record::Person(person)));
            owner
        };
        let key = ApiKey {
            role: self.role,
            expires_at: self.expires_at,
            ..ApiKey::new(act.account, KeyId(act.id), &self.secret, owner, &self.name, act.at)
        };
        changes.push(Change::Record(Record::Key(key)));
        Ok(Done { changes, reply: Reply::Record(Target::Key(KeyId(act.id))) })
    }
}

/// Revokes an API key.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KeyRevoke {
    /// The key.
    pub key: KeyId,
}

impl KeyRevoke {
    /// The rule: an admin. A key that was revoked before stays as it was.
    pub fn decide(&self, scene: &Scene, act: &Act) -> Result<Done, Refusal> {
        act.admin("revoke a key")?;
        let key = scene.key(act.account, self.key)?.clone();
        if key.kind != KeyKind::Api {
            return Err(Refusal::not_found(Noun::Key, self.key));
        }
        Ok(Done::record(Record::Key(ApiKey { revoked_at: key.revoked_at.or(Some(act.at)), ..key })))
    }
}
