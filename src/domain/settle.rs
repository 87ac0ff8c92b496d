//! Settling a batch: every command in turn over the evolving scene. A refused one leaves no trace in it.
//!
//! This is the only place that knows of idempotency keys and of deadlines that pass by themselves.

use std::sync::Arc;

use uuid::Uuid;

use super::act::{Act, Done, Reply, Touched};
use super::caller::{Caller, Who};
use super::command::Command;
use super::event::Event;
use super::ids::{AccountId, Time, derive};
use super::receipt::{Answer, Receipt};
use super::record::{Record, Ref, Target};
use super::refusal::Refusal;
use super::request::RequestExpire;
use super::scene::Scene;

/// A command on its way: who asks for it, and under which key.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// Minted for it: whatever it makes gets this id, or one derived from it.
    pub id: Uuid,
    /// The idempotency key. What the platform does by itself carries none.
    pub key: Option<String>,
    /// Who asks.
    pub by: Caller,
    /// What for.
    pub command: Command,
    /// The fingerprint of caller and command.
    pub fingerprint: [u8; 32],
    /// How many bytes the command is, about.
    pub weight: usize,
}

impl Envelope {
    /// Closes the envelope around a command.
    pub fn new(id: Uuid, key: Option<String>, by: Caller, command: Command) -> Self {
        let (fingerprint, weight) = command.print(&by);
        Self { id, key, by, command, fingerprint, weight }
    }

    /// All the records that settling it needs.
    pub fn reads(&self) -> impl Iterator<Item = Ref> + use<'_> {
        let key = (self.by.who != Who::Platform).then_some(Target::Key(self.by.key));
        let targets = self.command.reads().into_iter().chain(key);
        targets.map(|target| Ref { account: self.by.account, target })
    }
}

/// What came of a command that was allowed.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The answer.
    pub answer: Answer,
    /// Whether it is the answer of an earlier call with the same key.
    pub replayed: bool,
}

/// What came of a command.
pub type Outcome = Result<Answered, Arc<Refusal>>;

/// What a batch writes.
#[derive(Default)]
pub struct Writes {
    /// The records as they are from now on, in the order of their targets.
    pub records: Vec<Record>,
    /// The events to append, in order.
    pub events: Vec<Event>,
    /// The receipts to keep.
    pub receipts: Vec<Receipt>,
}

/// Settles a batch: what to write, and what to answer to each command, in the batch's order.
pub fn settle(mut scene: Scene, batch: &[Envelope], at: Time) -> (Writes, Vec<Outcome>) {
    let mut touched = Touched::default();
    let mut receipts = Vec::new();
    let mut outcomes = Vec::with_capacity(batch.len());
    for envelope in batch {
        outcomes.push(settle_one(&mut scene, envelope, at, &mut touched, &mut receipts).map_err(Arc::new));
    }
    let records = touched.targets.iter().filter_map(|(account, target)| scene.get(*account, target)).collect();
    (Writes { records, events: touched.events, receipts }, outcomes)
}

fn settle_one(
    scene: &mut Scene,
    envelope: &Envelope,
    at: Time,
    touched: &mut Touched,
    receipts: &mut Vec<Receipt>,
) -> Result<Answered, Refusal> {
    let Envelope { id, key, by, command, fingerprint, .. } = envelope;
    let act = scene.act(by, *id, at)?;
    if let Some(receipt) = key.as_ref().and_then(|key| scene.receipt(by.account, key)) {
        if receipt.fingerprint != *fingerprint {
            return Err(Refusal::IdempotencyKeyReused { key: receipt.key.clone() });
        }
        return Ok(Answered { answer: receipt.answer.clone(), replayed: true });
    }
    for task in command.tasks(scene, by) {
        if let Some(done) = expire(scene, by.account, task, at) {
            apply(scene, done, touched);
        }
    }
    let done = command.decide(scene, &act)?;
    let task = command.tasks(scene, by).first().copied();
    let reply = done.reply.clone();
    apply(scene, done, touched);
    let (answer, task) = match reply {
        Reply::Event(event) => (Answer::Event(event), task),
        Reply::Record(target) => {
            let record = scene.get(by.account, &target).ok_or_else(|| missing(by.account, &target))?;
            let task = if let Record::Task(task) = &record { Some(task.id) } else { task };
            (Answer::Record(Box::new(record)), task)
        }
    };
    if let Some(key) = key {
        let receipt = Receipt {
            account: by.account,
            key: key.clone(),
            fingerprint: *fingerprint,
            answer: answer.clone(),
            at,
            task,
        };
        scene.put_receipt(receipt.clone());
        receipts.push(receipt);
    }
    Ok(Answered { answer, replayed: false })
}

fn apply(scene: &mut Scene, done: Done, touched: &mut Touched) {
    for change in done.changes {
        scene.apply(change, touched);
    }
}

/// The closing of a task's open request if that is due, by the platform's own hand.
fn expire(scene: &Scene, account: AccountId, task: super::ids::TaskId, at: Time) -> Option<Done> {
    let task = scene.task(account, task).ok()?;
    let request = task.open_request?;
    let act: Act = scene.act(&Caller::platform(account), derive(request.0, 0), at).ok()?;
    let due = scene.request(account, request, None).ok()?.is_due(at.max(task.updated_at));
    due.then(|| RequestExpire { request }.decide(scene, &act).ok()).flatten()
}

/// A reply names what its own changes put: this is never seen, and still no reason to bring the whole batch down.
fn missing(account: AccountId, target: &Target) -> Refusal {
    debug_assert!(false, "the reply names {target:?} of {account}, which its changes did not put");
    Refusal::not_found(super::refusal::Noun::Account, account)
}
