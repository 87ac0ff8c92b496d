//! The stage of the tests: records as a store would keep them, a clock that is set by hand, and two accounts with
//! their people.
//!
//! Every batch is settled twice: over the records that its commands name, loaded by the contract of `Target`, and over
//! all the records there are. Both have to come to the same, so no rule reads what its command does not name, and none
//! sees what is another account's.

use std::collections::{BTreeMap, HashMap, HashSet};

use uuid::Uuid;

use super::words::{claims_graph, secret};
use crate::domain::access::{KeyCreate, PersonCreate, Role};
use crate::domain::account::AccountCreate;
use crate::domain::caller::{Caller, Who};
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::faults::Faults;
use crate::domain::ids::{AccountId, EventId, ProjectId, RequestId, TaskId, Time, UploadId};
use crate::domain::project::{Project, ProjectCreate};
use crate::domain::receipt::{Answer, Receipt};
use crate::domain::request::Request;
use crate::domain::scene::{Record, Ref, Scene, Target};
use crate::domain::settle::{Envelope, Outcome, Writes, settle};
use crate::domain::task::Task;
use crate::domain::upload::UploadCreate;

pub const SECOND: i64 = 1_000_000;
pub const DAY: i64 = 86_400 * SECOND;

/// The midnight at which every world begins.
pub const BEGINNING: Time = Time(1_767_225_600 * SECOND);

/// An id that nothing has.
pub const ABSENT: Uuid = Uuid::from_u128(0x0193_9b6e_0000_7abc_8def_0123_4567_89ab);

/// An account and who acts in it.
#[derive(Clone, Copy)]
pub struct House {
    pub account: AccountId,
    pub general: ProjectId,
    pub claims: ProjectId,
    pub admin: Caller,
    pub agent: Caller,
    /// A second agent.
    pub rival: Caller,
    /// A reviewer with the tags `finance` and `tier-2`.
    pub jane: Caller,
}

#[derive(Clone)]
pub struct World {
    pub acme: House,
    /// Another account; nothing of it may ever show.
    pub globex: House,
    pub now: Time,
    pub records: BTreeMap<(AccountId, Target), Record>,
    pub events: Vec<Event>,
    receipts: HashMap<(AccountId, String), Receipt>,
    minted: u64,
}

impl World {
    pub fn new() -> Self {
        let nobody = Caller::platform(AccountId(Uuid::nil()));
        let nowhere = ProjectId(Uuid::nil());
        let house = House {
            account: nobody.account,
            general: nowhere,
            claims: nowhere,
            admin: nobody,
            agent: nobody,
            rival: nobody,
            jane: nobody,
        };
        let mut world = Self {
            acme: house,
            globex: house,
            now: BEGINNING,
            records: BTreeMap::new(),
            events: Vec::new(),
            receipts: HashMap::new(),
            minted: 0,
        };
        world.acme = world.found("acme");
        world.globex = world.found("globex");
        world
    }

    fn found(&mut self, name: &str) -> House {
        let account = AccountId(self.mint());
        let (admin_key, agent_key) = (secret(&format!("{name}-admin")), Some(secret(&format!("{name}-agent"))));
        self.ok(Caller::platform(account), AccountCreate { name: name.into(), admin_key, agent_key });
        let [admin, agent] = ["admin", "agent"].map(|owner| {
            let keys = self.records.values().filter_map(|record| match record {
                Record::Key(key) if key.account == account => Some(key),
                _ => None,
            });
            let key = keys.into_iter().find(|key| key.owner_name == owner).expect("the account has keys");
            Caller { account, key: key.id, who: key.owner }
        });
        let jane = PersonCreate {
            name: "Jane".into(),
            email: "jane@example.com".into(),
            role: Role::Reviewer,
            tags: vec!["finance".into(), "tier-2".into()],
        };
        self.ok(admin, jane);
        let claims = ProjectCreate { name: "Claims".into(), steps: claims_graph(), response_target: None };
        let Record::Project(claims) = self.record(admin, claims) else { panic!("a project") };
        let general = self.project_named(account, "general").expect("every account has it").id;
        let rival = self.key(admin, Role::Agent, "Rival");
        let jane = self.key(admin, Role::Reviewer, "Jane");
        House { account, general, claims: claims.id, admin, agent, rival, jane }
    }

    /// A caller with a new key.
    pub fn key(&mut self, admin: Caller, role: Role, name: &str) -> Caller {
        let secret = secret(&format!("{name}-{}", self.minted));
        let command = KeyCreate { role, name: name.into(), tags: vec![], expires_at: None, secret };
        let Record::Key(key) = self.record(admin, command) else { panic!("a key") };
        Caller { account: key.account, key: key.id, who: key.owner }
    }

    pub fn mint(&mut self) -> Uuid {
        self.minted += 1;
        let mut random = [0; 10];
        random[2..].copy_from_slice(&self.minted.to_be_bytes());
        uuid::Builder::from_unix_timestamp_millis((self.now.0 / 1_000).unsigned_abs(), &random).into_uuid()
    }

    pub fn envelope(&mut self, key: Option<&str>, by: Caller, command: impl Into<Command>) -> Envelope {
        let command = command.into();
        let mut faults = Faults::default();
        command.check(&mut faults);
        assert_eq!(faults, Faults::default(), "only what passes the check reaches the rules");
        Envelope::new(self.mint(), key.map(str::to_owned), by, command)
    }

    /// Settles a batch and keeps what it writes.
    pub fn settle(&mut self, batch: &[Envelope]) -> Vec<Outcome> {
        let (writes, outcomes) = settle(self.named(batch), batch, self.now);
        let (all_writes, all_outcomes) = settle(self.whole(), batch, self.now);
        assert_eq!(outcomes, all_outcomes, "a rule reads what its command does not name: {batch:#?}");
        assert_eq!(writes.records, all_writes.records, "{batch:#?}");
        assert_eq!(writes.events, all_writes.events, "{batch:#?}");
        assert_eq!(writes.receipts, all_writes.receipts, "{batch:#?}");
        self.keep(writes);
        outcomes
    }

    /// Settles one command under a fresh key.
    pub fn run(&mut self, by: Caller, command: impl Into<Command>) -> Outcome {
        let key = format!("key-{}", self.minted);
        self.send(&key, by, command)
    }

    /// Settles one command under this key; the platform has none.
    pub fn send(&mut self, key: &str, by: Caller, command: impl Into<Command>) -> Outcome {
        let key = (by.who != Who::Platform).then_some(key);
        let envelope = self.envelope(key, by, command);
        self.settle(&[envelope]).remove(0)
    }

    /// What a command that is allowed answers.
    pub fn ok(&mut self, by: Caller, command: impl Into<Command>) -> Answer {
        match self.run(by, command) {
            Ok(answered) => answered.answer,
            Err(refusal) => panic!("refused: {}: {}", refusal.reason(), refusal.message()),
        }
    }

    /// The record that it answers.
    pub fn record(&mut self, by: Caller, command: impl Into<Command>) -> Record {
        match self.ok(by, command) {
            Answer::Record(record) => *record,
            Answer::Event(event) => panic!("answered the event {event}"),
        }
    }

    /// The event that it answers.
    pub fn event(&mut self, by: Caller, command: impl Into<Command>) -> EventId {
        match self.ok(by, command) {
            Answer::Event(event) => event,
            Answer::Record(record) => panic!("answered the record {record:?}"),
        }
    }

    /// The request that it makes.
    pub fn request(&mut self, by: Caller, command: impl Into<Command>) -> RequestId {
        RequestId(self.event(by, command).0)
    }

    /// The task that it opens.
    pub fn open(&mut self, by: Caller, command: impl Into<Command>) -> TaskId {
        match self.record(by, command) {
            Record::Task(task) => task.id,
            other => panic!("answered {other:?}"),
        }
    }

    /// A stored upload.
    pub fn upload(&mut self, by: Caller, sha256: &str) -> UploadId {
        let upload = UploadId(self.mint());
        let (content_type, file_name, sha256) = ("text/plain".into(), "a.txt".into(), sha256.into());
        self.ok(by, UploadCreate { upload, chunks: 1, content_type, size: 3, sha256, file_name });
        upload
    }

    /// What is said to a command that changes nothing: its reason and its sentence.
    pub fn refusal(&mut self, by: Caller, command: impl Into<Command>) -> String {
        let before = self.clone();
        let said = said(&self.run(by, command));
        assert!(said != "ok", "it was allowed");
        assert_eq!(self.records, before.records, "it was refused and left a trace: {said}");
        assert_eq!(self.events, before.events, "it was refused and left a trace: {said}");
        assert_eq!(self.receipts, before.receipts, "it was refused and took its key: {said}");
        said
    }

    /// Runs a table of refusals.
    pub fn refuses<const N: usize>(&mut self, rows: [(Caller, Command, &str); N]) {
        for (index, (by, command, expected)) in rows.into_iter().enumerate() {
            assert_eq!(self.refusal(by, command), expected, "row {index}");
        }
    }

    pub fn get(&self, account: AccountId, target: Target) -> &Record {
        self.records.get(&(account, target)).expect("the record is there")
    }

    pub fn task(&self, id: TaskId) -> &Task {
        let found = self.records.values().find_map(|record| match record {
            Record::Task(task) if task.id == id => Some(task),
            _ => None,
        });
        found.expect("the task is there")
    }

    pub fn asked(&self, id: RequestId) -> &Request {
        let found = self.records.values().find_map(|record| match record {
            Record::Request(request) if request.id == id => Some(request),
            _ => None,
        });
        found.expect("the request is there")
    }

    pub fn tasks(&self) -> impl Iterator<Item = &Task> {
        self.records.values().filter_map(|record| if let Record::Task(task) = record { Some(task) } else { None })
    }

    pub fn projects(&self) -> impl Iterator<Item = &Project> {
        self.records.values().filter_map(|record| if let Record::Project(found) = record { Some(found) } else { None })
    }

    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        self.records.values().filter_map(|record| if let Record::Request(found) = record { Some(found) } else { None })
    }

    pub fn timeline(&self, task: TaskId) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.task == task)
    }

    /// A task's timeline in words, for example `3 ACTION AGENT@AGENT agent: in_progress -> review, to 2`: its place, its
    /// kind, who fired it in whose step, the name of who that was, the move, and the place of the request it is about.
    pub fn story(&self, task: TaskId) -> Vec<String> {
        let line = |event: &Event| {
            let mut line = format!("{} {}", event.sequence, event.event_type());
            line += &format!(" {}@{}", event.source.as_str(), event.owner.as_str());
            line += &event.actor.as_ref().map_or(String::new(), |actor| format!(" {}", actor.name));
            let moved = event.transition.as_ref().map(|moved| format!("{} -> {}", moved.from, moved.to));
            let about = event.in_response_to.map(|request| {
                let made =
                    self.timeline(task).find(|made| made.id.0 == request.0).expect("the request is of this task");
                format!("to {}", made.sequence)
            });
            let more: Vec<_> = moved.into_iter().chain(about).collect();
            if more.is_empty() { line } else { format!("{line}: {}", more.join(", ")) }
        };
        self.timeline(task).map(line).collect()
    }

    /// The events of a task after the first `count`, in words.
    pub fn since(&self, task: TaskId, count: usize) -> Vec<String> {
        self.story(task).split_off(count)
    }

    fn project_named(&self, account: AccountId, name: &str) -> Option<&Project> {
        self.projects().find(|it| it.account == account && it.project_name == name && it.deleted_at.is_none())
    }

    /// The record that a name stands for, as a store finds it.
    fn find(&self, Ref { account, target }: &Ref) -> Option<Record> {
        let of_account = |record: &&Record| record.place().0 == *account;
        let named = |matches: &dyn Fn(&Record) -> bool| {
            self.records.values().filter(of_account).find(|record| matches(record)).cloned()
        };
        match target {
            Target::AccountNamed(name) => {
                self.records.values().find(|it| matches!(it, Record::Account(it) if it.name == *name)).cloned()
            }
            Target::ProjectNamed(name) => self.project_named(*account, name).cloned().map(Record::Project),
            Target::PersonNamed(name) => named(&|it| matches!(it, Record::Person(it) if it.name == *name)),
            Target::AgentNamed(name) => named(&|it| matches!(it, Record::Agent(it) if it.name == *name)),
            Target::KeyPrefix(_) | Target::ProjectUse(_) => None,
            Target::Account
            | Target::Project(_)
            | Target::Task(_)
            | Target::Request(_)
            | Target::Upload(_)
            | Target::Person(_)
            | Target::Agent(_)
            | Target::Key(_) => self.records.get(&(*account, target.clone())).cloned(),
        }
    }

    /// How many open tasks stand where in a project of the account.
    fn open_tasks(&self, account: AccountId, project: ProjectId) -> BTreeMap<String, u64> {
        let mut open = BTreeMap::new();
        for task in self.tasks().filter(|it| it.account == account && it.project == project && !it.closed) {
            *open.entry(task.current_step.clone()).or_default() += 1;
        }
        open
    }

    /// What the batch names, and what that brings.
    fn named(&self, batch: &[Envelope]) -> Scene {
        let mut scene = Scene::default();
        for envelope in batch {
            let place = envelope.key.clone().map(|key| (envelope.by.account, key));
            if let Some(receipt) = place.and_then(|place| self.receipts.get(&place)) {
                scene.put_receipt(receipt.clone());
            }
        }
        let mut wanted: Vec<Ref> = batch.iter().flat_map(Envelope::reads).collect();
        let mut seen = HashSet::new();
        while let Some(name) = wanted.pop() {
            if !seen.insert(name.clone()) {
                continue;
            }
            if let Target::ProjectUse(project) = name.target {
                scene.put_use(name.account, project, self.open_tasks(name.account, project));
            }
            let Some(found) = self.find(&name) else { continue };
            let brings = match &found {
                Record::Task(task) => {
                    let open = task.open_request.map(Target::Request);
                    [Target::Project(task.project)].into_iter().chain(open).collect()
                }
                Record::Request(request) => vec![Target::Task(request.task)],
                Record::Key(key) => match key.owner {
                    Who::Agent(agent) => vec![Target::Agent(agent)],
                    Who::Person(person) => vec![Target::Person(person)],
                    Who::Platform => vec![],
                },
                _ => vec![],
            };
            wanted.extend(brings.into_iter().map(|target| Ref { account: name.account, target }));
            scene.put(found);
        }
        scene
    }

    /// All that there is, of every account.
    fn whole(&self) -> Scene {
        let mut scene = Scene::default();
        for record in self.records.values() {
            scene.put(record.clone());
        }
        for project in self.projects() {
            scene.put_use(project.account, project.id, self.open_tasks(project.account, project.id));
        }
        for receipt in self.receipts.values() {
            scene.put_receipt(receipt.clone());
        }
        scene
    }

    fn keep(&mut self, writes: Writes) {
        self.events.extend(writes.events);
        for receipt in writes.receipts {
            let before = self.receipts.insert((receipt.account, receipt.key.clone()), receipt);
            assert!(before.is_none(), "a receipt is written once");
        }
        let mut changed = Vec::new();
        for record in writes.records {
            changed.extend(if let Record::Task(task) = &record { Some(task.id) } else { None });
            self.records.insert(record.place(), record);
        }
        for task in changed {
            self.audit(task);
        }
    }

    /// Compares a task and its requests with what their events fold to, and the timeline with what it promises.
    pub fn audit(&self, id: TaskId) {
        let (mut task, mut requests) = (None, BTreeMap::<RequestId, Option<Request>>::new());
        let (mut sequence, mut at, mut ids) = (0, Time(i64::MIN), HashSet::new());
        for event in self.timeline(id) {
            assert_eq!(event.sequence, sequence + 1, "no gaps on the timeline of {id}");
            assert!(event.at >= at, "time goes back on the timeline of {id}");
            assert!(ids.insert(event.id), "an id is given twice on the timeline of {id}");
            (sequence, at) = (event.sequence, event.at);
            task = Task::apply(task, event);
            let made = matches!(event.event_type(), "APPROVAL_REQUESTED" | "ELICITATION_REQUESTED");
            if let Some(request) = event.in_response_to.or(made.then_some(RequestId(event.id.0))) {
                let entry = requests.entry(request).or_default();
                *entry = Request::apply(entry.take(), event);
            }
        }
        assert_eq!(task.as_ref(), Some(self.task(id)), "the task is what its events say");
        for (request, folded) in &requests {
            assert_eq!(folded.as_ref(), Some(self.asked(*request)), "the request is what its events say");
        }
        let open: Vec<_> = requests.into_values().flatten().filter(Request::is_open).map(|it| it.id).collect();
        assert_eq!(open, self.task(id).open_request.into_iter().collect::<Vec<_>>(), "one open request at the most");
    }
}

/// An outcome in words.
pub fn said(outcome: &Outcome) -> String {
    match outcome {
        Ok(_) => "ok".into(),
        Err(refusal) => format!("{}: {}", refusal.reason(), refusal.message()),
    }
}
