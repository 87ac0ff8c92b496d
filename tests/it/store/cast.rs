//! Who acts on a store that no server stands before, and the commands that they send.

use pumpup::auth;
use pumpup::domain::access::{KeyCreate, Role};
use pumpup::domain::account::AccountCreate;
use pumpup::domain::approval::{ApprovalDecide, Outcome as Said, Verdict};
use pumpup::domain::asking::RequestCreate;
use pumpup::domain::caller::{Caller, Who};
use pumpup::domain::command::Command;
use pumpup::domain::event::Event;
use pumpup::domain::field::{Field, FieldKind};
use pumpup::domain::ids::{AccountId, RequestId, TaskId, Time};
use pumpup::domain::project::{GENERAL, ProjectCreate};
use pumpup::domain::receipt::Answer;
use pumpup::domain::record::{Record, Ref, Target};
use pumpup::domain::recording::NoteAdd;
use pumpup::domain::request::Ask;
use pumpup::domain::settle::{Answered, Envelope, Outcome};
use pumpup::domain::steps::StepGraph;
use pumpup::domain::task::{MetadataPatch, Task, TaskCreate};
use pumpup::environment::mint;
use pumpup::store::{Listing, Settled, Store};
use uuid::Uuid;

/// An account of its own, with those who act in it.
#[derive(Clone, Copy)]
pub struct Cast {
    pub account: AccountId,
    pub admin: Caller,
    pub agent: Caller,
    pub jane: Caller,
}

impl Cast {
    /// Makes them all.
    pub async fn of(store: &dyn Store) -> Self {
        Self::recorded(store).await.0
    }

    /// Makes them all, and says with which envelopes: another store is given the same ones.
    pub async fn recorded(store: &dyn Store) -> (Self, Vec<Envelope>) {
        let account = AccountId(mint());
        let create = AccountCreate {
            name: format!("account {account}"),
            admin_key: auth::new_key().1,
            agent_key: Some(auth::new_key().1),
        };
        let create = Envelope::new(mint(), None, Caller::platform(account), Command::AccountCreate(create));
        outcome(store, create.clone()).await.unwrap();
        let keys = store.list(account, Listing::Keys, None, 10).await.unwrap().items;
        let caller = |wanted: fn(&Who) -> bool| {
            let mut keys = keys.iter().filter_map(|key| if let Record::Key(key) = key { Some(key) } else { None });
            let key = keys.find(|key| wanted(&key.owner)).unwrap();
            Caller { account, key: key.id, who: key.owner }
        };
        let admin = caller(|who| matches!(who, Who::Person(_)));
        let agent = caller(|who| matches!(who, Who::Agent(_)));
        // Ids that were derived, as those of the account's first records, are in order by the millisecond only.
        let made_in = mint().as_u128() >> 80;
        while mint().as_u128() >> 80 == made_in {
            std::thread::yield_now();
        }
        let hire = envelope(admin, "hire Jane", key_create(Role::Reviewer, "Jane"));
        let jane = key_of(&outcome(store, hire.clone()).await.unwrap());
        (Self { account, admin, agent, jane }, vec![create, hire])
    }

    /// Opens a task in General.
    pub async fn task(&self, store: &dyn Store, name: &str) -> Task {
        let Answer::Record(record) = done(store, self.agent, task_create(GENERAL, name)).await.answer else {
            panic!("a task was asked for")
        };
        let Record::Task(task) = *record else { panic!("{record:?} is no task") };
        task
    }

    /// Makes an approval on a new task.
    pub async fn approval(&self, store: &dyn Store, summary: &str) -> (Task, RequestId) {
        let task = self.task(store, summary).await;
        let id = self.approval_on(store, &task, summary, None).await;
        (task, id)
    }

    /// Makes an approval on a task.
    pub async fn approval_on(
        &self,
        store: &dyn Store,
        task: &Task,
        summary: &str,
        deadline: Option<Time>,
    ) -> RequestId {
        let command = request(&task.project_name, task.id, summary, deadline);
        let Answer::Event(id) = done(store, self.agent, command).await.answer else { panic!("an id was asked for") };
        RequestId(id.0)
    }

    /// What is there of it.
    pub async fn get(&self, store: &dyn Store, target: Target) -> Option<Record> {
        store.get_many(vec![Ref { account: self.account, target }]).await.unwrap().remove(0)
    }

    /// A task's whole timeline.
    pub async fn history(&self, store: &dyn Store, task: TaskId) -> Vec<Event> {
        store.history(self.account, task, 0, 1_000).await.unwrap()
    }
}

/// Makes a key.
pub async fn key(store: &dyn Store, admin: Caller, role: Role, name: &str) -> Caller {
    key_of(&done(store, admin, key_create(role, name)).await)
}

fn key_of(answered: &Answered) -> Caller {
    let Answer::Record(record) = &answered.answer else { panic!("a key was asked for") };
    let Record::Key(key) = &**record else { panic!("{record:?} is no key") };
    Caller { account: key.account, key: key.id, who: key.owner }
}

/// Applies a batch.
pub async fn apply(store: &dyn Store, batch: Vec<Envelope>) -> Settled {
    store.apply(batch.into()).await.unwrap()
}

/// Applies one command under a fresh key, which has to be allowed.
pub async fn done(store: &dyn Store, by: Caller, command: Command) -> Answered {
    outcome(store, envelope(by, &mint().to_string(), command)).await.unwrap()
}

/// Applies one envelope.
pub async fn outcome(store: &dyn Store, envelope: Envelope) -> Outcome {
    apply(store, vec![envelope]).await.outcomes.remove(0)
}

/// The reason of a refusal.
pub fn refused(outcome: &Outcome) -> &'static str {
    outcome.as_ref().expect_err("it was not refused").reason()
}

/// A command under a key.
pub fn envelope(by: Caller, key: &str, command: Command) -> Envelope {
    Envelope::new(mint(), Some(key.to_owned()), by, command)
}

pub fn task_create(project_name: &str, name: &str) -> Command {
    Command::TaskCreate(TaskCreate {
        project_name: project_name.into(),
        name: name.into(),
        external_id: String::new(),
        metadata_patch: MetadataPatch::default(),
    })
}

pub fn note(task: TaskId, message: &str) -> Command {
    Command::NoteAdd(NoteAdd { task, message: message.into(), external_trace_id: String::new() })
}

pub fn request(project_name: &str, task: TaskId, summary: &str, deadline: Option<Time>) -> Command {
    Command::RequestCreate(RequestCreate {
        project_name: project_name.into(),
        task,
        summary: summary.into(),
        key_value_context: Vec::new(),
        attachments: Vec::new(),
        external_trace_id: String::new(),
        deadline,
        fallback_step: String::new(),
        ask: Ask::Approval { recommendation: None },
    })
}

pub fn decide(request: RequestId, verdict: Verdict) -> Command {
    let outcome = Said { verdict, note: "as agreed".into(), reason_code: String::new() };
    Command::ApprovalDecide(ApprovalDecide { request, outcome, digest: String::new() })
}

pub fn approve(request: RequestId) -> Command {
    decide(request, Verdict::Approve)
}

pub fn key_create(role: Role, name: &str) -> Command {
    let secret = auth::new_key().1;
    Command::KeyCreate(KeyCreate { role, name: name.into(), tags: Vec::new(), expires_at: None, secret })
}

pub fn project_create(name: &str, response_target: Option<i64>) -> Command {
    Command::ProjectCreate(ProjectCreate {
        name: name.into(),
        steps: StepGraph::general(),
        response_target,
        reason_presets: Vec::new(),
    })
}

/// A field of a form that takes a text.
pub fn text_field(id: &str) -> Field {
    let kind = FieldKind::Text { min_length: None, max_length: Some(5), format: None };
    Field { id: id.into(), label: id.into(), description: String::new(), required: true, kind }
}

/// The record's id in an answer.
pub fn answered_id(answered: &Answered) -> Uuid {
    match &answered.answer {
        Answer::Event(id) => id.0,
        Answer::Record(record) => record.id(),
    }
}
