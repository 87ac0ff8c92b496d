//! Stores keep records and know no rules: the contract that every one of them keeps.
//!
//! The embedded store is `sqlite`, the production store `postgres`; `place` opens the one that is configured. What a store promises stands on the methods below;
//! the conformance suite in `tests/it/store.rs` has a case for each sentence.

pub mod place;
pub mod postgres;
pub mod sqlite;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use tokio_stream::Stream;
use uuid::Uuid;

use crate::domain::approval::Verdict;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use crate::domain::record::{Record, Ref};
use crate::domain::request::{Kind, Request};
use crate::domain::settle::{Envelope, Outcome, Writes};
use crate::domain::task::{Status, Task};

/// A store's answer on its way.
pub type Flight<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// What a store cannot do. It is never the caller's fault, and never a definite "no": after either of these a write may
/// or may not have been committed, and running the same batch again finds out.
#[derive(Clone, Debug)]
pub enum StoreError {
    /// The disk or the database does not answer, or not now. The text is for the log.
    Unavailable(String),
    /// A statement or a row is not as it should be, or the code broke: our bug. The text is for the log.
    Broken(String),
    /// Somebody else holds what these envelopes need, for longer than the others can wait: their places in the batch.
    /// Nothing of the batch was done.
    Held(Vec<usize>),
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unavailable(why) => write!(f, "the store is unavailable: {why}"),
            Self::Broken(why) => write!(f, "the store is broken: {why}"),
            Self::Held(_) => f.write_str("somebody else holds what the call needs"),
        }
    }
}

impl std::error::Error for StoreError {}

/// Who opens a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opener {
    /// The server, which holds a folder alone and brings tables up to date.
    Server,
    /// The command line, which may write while a server runs.
    Beside,
}

/// What became of a batch that was committed.
#[derive(Debug, Default)]
pub struct Settled {
    /// The answer to each envelope, in the batch's order.
    pub outcomes: Vec<Outcome>,
    /// The ids of the records that changed, and of the accounts whose inbox did: who waits for one of them looks again.
    pub touched: Vec<Uuid>,
    /// Whether people, agents or keys are among them.
    pub access: bool,
}

impl Settled {
    /// What a batch did that has these outcomes and writes this.
    pub fn of(outcomes: Vec<Outcome>, writes: &Writes) -> Self {
        let mut touched = Vec::with_capacity(writes.records.len() + 1);
        let mut access = false;
        for record in &writes.records {
            touched.push(record.id());
            match record {
                Record::Task(_) | Record::Request(_) | Record::Project(_) => touched.push(record.place().0.0),
                Record::Person(_) | Record::Agent(_) | Record::Key(_) => access = true,
                Record::Account(_) | Record::Upload(_) => {}
            }
        }
        touched.sort_unstable();
        touched.dedup();
        Self { outcomes, touched, access }
    }
}

/// What other servers on the same store have changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Something that can be named.
    Touched {
        /// The ids, sorted, of records, and of accounts whose inbox changed.
        ids: Vec<Uuid>,
        /// Whether people, agents or keys are among them.
        access: bool,
    },
    /// Nobody knows: hints may have been lost.
    Lost,
}

/// Hints as they come. They may be lost or doubled, and are never the truth: who gets one reads.
pub type Hints = Pin<Box<dyn Stream<Item = Hint> + Send>>;

/// Which records to list, of one account.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    /// Projects that were not deleted, in the order of their making, whose name or slug contains the text.
    Projects {
        /// The text, in whatever case; empty for all.
        name: String,
    },
    /// Tasks, newest first.
    Tasks {
        /// Of this project.
        project: Option<ProjectId>,
        /// That stand so.
        status: Option<Status>,
        /// Whose name contains this, in whatever case; empty for all.
        name: String,
    },
    /// People, in the order of their making.
    People,
    /// Agents, in the order of their making.
    Agents,
    /// API keys, and no others, in the order of their making.
    Keys,
}

/// Which open requests, and in which order. Each filter that is set narrows the choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboxFilter {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Whose task is in this step.
    pub step: Option<String>,
    /// Made by this agent or person.
    pub requested_by: Option<Uuid>,
    /// Whose task this person has.
    pub assignee: Option<PersonId>,
    /// Whose task nobody has.
    pub unassigned: bool,
    /// Made at this moment or before.
    pub requested_until: Option<Time>,
    /// Past their project's response target at this moment.
    pub overdue_at: Option<Time>,
    /// With this in the summary, the task's name, its external id or the values of its metadata, in whatever case.
    pub text: Option<String>,
    /// The latest first instead of the longest waiting.
    pub latest_first: bool,
}

/// Which requests that have ended. Each filter that is set narrows the choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EndedFilter {
    /// Of this project.
    pub project: Option<ProjectId>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Made by this agent or person.
    pub requested_by: Option<Uuid>,
    /// Decided or answered by this person.
    pub ended_by: Option<PersonId>,
    /// Decided so.
    pub outcome: Option<Verdict>,
    /// Ended at this moment or after.
    pub since: Option<Time>,
    /// With this in the summary, the task's name, its external id or the values of its metadata, in whatever case.
    pub text: Option<String>,
}

/// A request with what a list of them shows.
#[derive(Clone, Debug, PartialEq)]
pub struct InboxItem {
    /// The request.
    pub request: Request,
    /// Its task.
    pub task: Task,
    /// Its project's response target, in microseconds.
    pub response_target: Option<i64>,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Whether the list goes on after them.
    pub more: bool,
}

/// How many bytes of stored bodies a page holds before it ends early; the item that exceeds them is the last one. A page
/// then fits into the 4 MiB that clients take in one message, whatever its items are.
pub const PAGE_BYTES: usize = 1024 * 1024;

/// Keeps records. Knows no rules.
pub trait Store: Send + Sync + 'static {
    /// Settles a batch in one transaction: claims the idempotency keys, locks and loads what the envelopes name, reads the
    /// clock, lets `domain::settle` decide, writes what it says, and commits. All of it is durable when this answers, or
    /// none of it is there. An envelope that is refused leaves no trace and harms no other.
    fn apply(&self, batch: Arc<[Envelope]>) -> Flight<'_, Settled>;

    /// How many batches it takes at once, of writes and of reads by id each. Those of one caller after the other follow each other in any case.
    fn lanes(&self) -> usize;

    /// Tells what other servers change from now on. A store that only one server can use tells nothing.
    fn hints(&self) -> Hints;

    /// Reads committed records, in the order of the names: nothing where there is none in the named account.
    fn get_many(&self, refs: Vec<Ref>) -> Flight<'_, Vec<Option<Record>>>;

    /// Lists records of one account after the one with the id `after`: at most `limit` of them, and no more once they
    /// exceed `PAGE_BYTES`, but at least one if there is any.
    fn list(&self, account: AccountId, listing: Listing, after: Option<Uuid>, limit: u32) -> Flight<'_, Page<Record>>;

    /// Lists open requests of one account, longest waiting first unless the filter says otherwise, after the one with the
    /// id `after`, bounded as `list`.
    fn inbox(
        &self,
        account: AccountId,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>>;

    /// Lists requests of one account that have ended, the latest end first, after the one with the id `after`, bounded as
    /// `list`. After an id that is none of an ended request the list begins at its start.
    fn ended(
        &self,
        account: AccountId,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>>;

    /// Reads a task's events with a sequence number above `after`, in order, without gaps, bounded as `list`: there are no
    /// more only where there are none.
    fn history(&self, account: AccountId, task: TaskId, after: u64, limit: u32) -> Flight<'_, Vec<Event>>;

    /// Names open requests whose deadline has passed at `at`, the most overdue first.
    fn due(&self, at: Time, limit: u32) -> Flight<'_, Vec<(AccountId, RequestId)>>;

    /// Forgets receipts that were made before `receipts` and whose task is not open, and staged chunks from before
    /// `chunks` that no upload took, and keys that were to be kept until before `keys`. Answers how many of all.
    fn forget(&self, receipts: Option<Time>, chunks: Time, keys: Time) -> Flight<'_, u64>;

    /// Stages one chunk of an upload, durably. It becomes part of an upload when a command says so.
    fn chunk_put(&self, account: AccountId, upload: UploadId, ordinal: u32, bytes: Bytes, at: Time) -> Flight<'_, ()>;

    /// Reads one chunk of an upload.
    fn chunk_get(&self, account: AccountId, upload: UploadId, ordinal: u32) -> Flight<'_, Option<Bytes>>;

    /// Says whether the store can take a write.
    fn ready(&self) -> Flight<'_, ()>;
}
