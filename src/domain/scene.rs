//! The scene of a batch: the records that its commands name.
//!
//! A scene is loaded before the rules run and evolves while they do. It never loads anything itself: what a command did
//! not name is not there.

use super::act::{Act, Change, Touched};
use super::record::{Record, Target};
use std::collections::{BTreeMap, HashMap};

use super::access::{Agent, ApiKey, Person, Role};
use super::account::Account;
use super::caller::{Caller, Who};
use super::ids::{AccountId, AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use super::project::Project;
use super::receipt::Receipt;
use super::refusal::{Noun, Refusal};
use super::request::{Kind, Request};
use super::task::Task;
use super::upload::Upload;

/// The records that a batch works on.
#[derive(Default)]
pub struct Scene {
    accounts: HashMap<AccountId, Account>,
    projects: HashMap<ProjectId, Project>,
    tasks: HashMap<TaskId, Task>,
    requests: HashMap<RequestId, Request>,
    uploads: HashMap<UploadId, Upload>,
    people: HashMap<PersonId, Person>,
    agents: HashMap<AgentId, Agent>,
    keys: HashMap<KeyId, ApiKey>,
    receipts: HashMap<(AccountId, String), Receipt>,
    uses: HashMap<(AccountId, ProjectId), BTreeMap<String, u64>>,
}

impl Scene {
    /// Puts a record in, as loaded or as changed.
    pub fn put(&mut self, record: Record) {
        match record {
            Record::Account(account) => drop(self.accounts.insert(account.id, account)),
            Record::Project(project) => drop(self.projects.insert(project.id, project)),
            Record::Task(task) => drop(self.tasks.insert(task.id, task)),
            Record::Request(request) => drop(self.requests.insert(request.id, request)),
            Record::Upload(upload) => drop(self.uploads.insert(upload.id, upload)),
            Record::Person(person) => drop(self.people.insert(person.id, person)),
            Record::Agent(agent) => drop(self.agents.insert(agent.id, agent)),
            Record::Key(key) => drop(self.keys.insert(key.id, key)),
        }
    }

    /// Puts in how many open tasks stand on which step of a project, as the account sees it: one account naming another's
    /// project finds none there, and says nothing about what its owner finds.
    pub fn put_use(&mut self, account: AccountId, project: ProjectId, open: BTreeMap<String, u64>) {
        self.uses.insert((account, project), open);
    }

    /// Puts in the receipt of an idempotency key.
    pub fn put_receipt(&mut self, receipt: Receipt) {
        self.receipts.insert((receipt.account, receipt.key.clone()), receipt);
    }

    /// The receipt of an idempotency key.
    pub fn receipt(&self, account: AccountId, key: &str) -> Option<&Receipt> {
        self.receipts.get(&(account, key.to_owned()))
    }

    /// The record that a target names, if it is there.
    pub fn get(&self, account: AccountId, target: &Target) -> Option<Record> {
        Some(match target {
            Target::Account => Record::Account(self.accounts.get(&account)?.clone()),
            Target::AccountNamed(name) => {
                Record::Account(self.accounts.values().find(|account| account.name == *name)?.clone())
            }
            // A project that was deleted is still a record.
            Target::Project(id) => {
                Record::Project(self.projects.get(id).filter(|project| project.account == account)?.clone())
            }
            Target::ProjectNamed(name) => Record::Project(self.project_named(account, name).ok()?.clone()),
            Target::ProjectUse(_) => return None,
            Target::Task(id) => Record::Task(self.task(account, *id).ok()?.clone()),
            Target::Request(id) => Record::Request(self.request(account, *id, None).ok()?.clone()),
            Target::Upload(id) => Record::Upload(self.upload(account, *id).ok()?.clone()),
            Target::Person(id) => Record::Person(self.person(account, *id).ok()?.clone()),
            Target::PersonNamed(name) => Record::Person(self.person_named(account, name)?.clone()),
            Target::Agent(id) => Record::Agent(self.agent(account, *id).ok()?.clone()),
            Target::AgentNamed(name) => Record::Agent(self.agent_named(account, name)?.clone()),
            Target::Key(id) => Record::Key(self.key(account, *id).ok()?.clone()),
            Target::KeyPrefix(prefix) => Record::Key(self.keys.values().find(|key| key.prefix == *prefix)?.clone()),
        })
    }

    /// An account.
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.get(&id)
    }

    /// The account of a name, whichever that is.
    pub fn account_named(&self, name: &str) -> Option<&Account> {
        self.accounts.values().find(|account| account.name == name)
    }

    /// A project of the account that was not deleted.
    pub fn project(&self, account: AccountId, id: ProjectId) -> Result<&Project, Refusal> {
        let found = self.projects.get(&id).filter(|project| project.account == account && project.deleted_at.is_none());
        found.ok_or_else(|| Refusal::not_found(Noun::Project, id))
    }

    /// The project of a slug.
    pub fn project_named(&self, account: AccountId, name: &str) -> Result<&Project, Refusal> {
        let mut projects = self.projects.values();
        projects
            .find(|project| project.project_name == name && project.account == account && project.deleted_at.is_none())
            .ok_or_else(|| Refusal::not_found(Noun::Project, name))
    }

    /// The project that a task lies in, deleted or not.
    pub fn project_of(&self, task: &Task) -> Option<&Project> {
        self.projects.get(&task.project)
    }

    /// How many open tasks stand on which step of a project.
    pub fn project_use(&self, account: AccountId, id: ProjectId) -> BTreeMap<String, u64> {
        self.uses.get(&(account, id)).cloned().unwrap_or_default()
    }

    /// A task of the account.
    pub fn task(&self, account: AccountId, id: TaskId) -> Result<&Task, Refusal> {
        let found = self.tasks.get(&id).filter(|task| task.account == account);
        found.ok_or_else(|| Refusal::not_found(Noun::Task, id))
    }

    /// A request of the account; of that kind, if one is given.
    pub fn request(&self, account: AccountId, id: RequestId, kind: Option<Kind>) -> Result<&Request, Refusal> {
        let found = self
            .requests
            .get(&id)
            .filter(|request| request.account == account && kind.is_none_or(|kind| request.ask.kind() == kind));
        found.ok_or_else(|| Refusal::not_found(Noun::Request, id))
    }

    /// An upload of the account.
    pub fn upload(&self, account: AccountId, id: UploadId) -> Result<&Upload, Refusal> {
        let found = self.uploads.get(&id).filter(|upload| upload.account == account);
        found.ok_or_else(|| Refusal::not_found(Noun::Upload, id))
    }

    /// A person of the account.
    pub fn person(&self, account: AccountId, id: PersonId) -> Result<&Person, Refusal> {
        let found = self.people.get(&id).filter(|person| person.account == account);
        found.ok_or_else(|| Refusal::not_found(Noun::Person, id))
    }

    /// The person of a name.
    pub fn person_named(&self, account: AccountId, name: &str) -> Option<&Person> {
        self.people.values().find(|person| person.name == name && person.account == account)
    }

    /// An agent of the account.
    pub fn agent(&self, account: AccountId, id: AgentId) -> Result<&Agent, Refusal> {
        let found = self.agents.get(&id).filter(|agent| agent.account == account);
        found.ok_or_else(|| Refusal::not_found(Noun::Agent, id))
    }

    /// The agent of a name.
    pub fn agent_named(&self, account: AccountId, name: &str) -> Option<&Agent> {
        self.agents.values().find(|agent| agent.name == name && agent.account == account)
    }

    /// An API key of the account.
    pub fn key(&self, account: AccountId, id: KeyId) -> Result<&ApiKey, Refusal> {
        let found = self.keys.get(&id).filter(|key| key.account == account);
        found.ok_or_else(|| Refusal::not_found(Noun::Key, id))
    }

    /// A person's password, set or removed.
    pub fn password(&self, account: AccountId, person: PersonId) -> Option<&ApiKey> {
        let prefix = ApiKey::password_of(person);
        self.keys.values().find(|key| key.prefix == prefix && key.account == account)
    }

    /// What removes a person's password; nothing if they have none.
    pub fn password_removed(&self, act: &Act, person: PersonId) -> Option<Change> {
        let present = self.password(act.account, person).filter(|present| present.revoked_at.is_none())?;
        let removed = ApiKey { hash: String::new(), revoked_at: Some(act.at), ..present.clone() };
        Some(Change::Record(Record::Key(removed)))
    }

    /// Who the caller is by the records as they stand now: a key that was revoked, or an owner who was deactivated,
    /// since the call came in no longer acts.
    pub fn act(&self, by: &Caller, id: uuid::Uuid, at: Time) -> Result<Act, Refusal> {
        let act = |role, name: &str, tags: &[String]| Act {
            account: by.account,
            who: by.who,
            key: by.key,
            role,
            name: name.to_owned(),
            tags: tags.to_vec(),
            id,
            at,
        };
        if by.who == Who::Platform {
            return Ok(act(Role::Platform, "platform", &[]));
        }
        let key = self.key(by.account, by.key).map_err(|_| Refusal::Unauthenticated)?;
        if !key.calls() || !key.works(at) || key.owner != by.who {
            return Err(Refusal::Unauthenticated);
        }
        match by.who {
            Who::Agent(id) => {
                let agent = self.agent(by.account, id).ok().filter(|agent| agent.active);
                agent.map(|agent| act(Role::Agent, &agent.name, &[])).ok_or(Refusal::Unauthenticated)
            }
            Who::Person(id) => {
                let person = self.person(by.account, id).ok().filter(|person| person.lets(key));
                person.map(|person| act(person.role, &person.name, &person.tags)).ok_or(Refusal::Unauthenticated)
            }
            Who::Platform => Err(Refusal::Unauthenticated),
        }
    }

    /// Applies one change and notes what it touched.
    pub fn apply(&mut self, change: Change, touched: &mut Touched) {
        match change {
            Change::Event(event) => {
                let before = self.tasks.remove(&event.task);
                self.count(before.as_ref(), -1);
                let after = Task::apply(before, &event);
                self.count(after.as_ref(), 1);
                if let Some(task) = after {
                    self.tasks.insert(task.id, task);
                }
                let request = match &event.payload {
                    super::event::Payload::Requested(request) => Some(request.id),
                    _ => event.in_response_to,
                };
                if let Some(id) = request {
                    let before = self.requests.remove(&id);
                    if let Some(request) = Request::apply(before, &event) {
                        self.requests.insert(id, request);
                    }
                    touched.targets.insert((event.account, Target::Request(id)));
                }
                touched.targets.insert((event.account, Target::Task(event.task)));
                touched.events.push(*event);
            }
            Change::Record(record) => {
                touched.targets.insert(record.place());
                self.put(record);
            }
        }
    }

    /// Keeps the counts of open tasks true while the batch changes them.
    fn count(&mut self, task: Option<&Task>, by: i64) {
        let Some(task) = task.filter(|task| !task.closed) else { return };
        if let Some(open) = self.uses.get_mut(&(task.account, task.project)) {
            let entry = open.entry(task.current_step.clone()).or_default();
            *entry = entry.saturating_add_signed(by);
            open.retain(|_, count| *count > 0);
        }
    }
}
