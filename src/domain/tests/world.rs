//! The stage of the tests: records as a store would keep them, a clock that is set by hand, and two accounts with
//! their people.
//!
//! Every batch is settled twice: over the records that its commands name, loaded by the contract of `Target`, and over
//! all the records there are. Both have to come to the same, so no rule reads what its command does not name, and none
//! sees what is another account's.

use std::collections::{BTreeMap, HashMap};

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
use crate::domain::record::{Record, Target};
use crate::domain::request::Request;
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

/// Records by where they stand.
pub type Records = BTreeMap<(AccountId, Target), Record>;

#[derive(Clone)]
pub struct World {
    pub acme: House,
    /// Another account; nothing of it may ever show.
    pub globex: House,
    pub now: Time,
    pub records: Records,
    pub events: Vec<Event>,
    pub receipts: HashMap<(AccountId, String), Receipt>,
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
        let claims = ProjectCreate {
            name: "Claims".into(),
            steps: claims_graph(),
            response_target: None,
            reason_presets: vec![],
        };
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

    /// Settles one envelope over what it names alone, and tells what it writes.
    pub fn settle_alone(&mut self, envelope: &Envelope) -> (Outcome, Writes) {
        let settled = || settle(self.named(std::slice::from_ref(envelope)), std::slice::from_ref(envelope), self.now);
        let (writes, mut outcomes) = settled();
        // Writes are kept whole and told whole: the rules give the same twice.
        let (told, _) = settled();
        self.keep(writes);
        (outcomes.remove(0), told)
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
}

/// An outcome in words.
pub fn said(outcome: &Outcome) -> String {
    match outcome {
        Ok(_) => "ok".into(),
        Err(refusal) => format!("{}: {}", refusal.reason(), refusal.message()),
    }
}
