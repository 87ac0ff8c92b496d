//! The one pipeline. Every change goes through `execute`, every read checks the caller's standing, every watch looks
//! again when it is woken. Nothing here knows a wire format, and nothing here is a rule.

mod commit;
mod overview;
mod standing;
mod watch;

use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::sync::Arc;

use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

pub use self::overview::{AddedUp, Scope};
pub use self::standing::Standing;
use self::standing::Standings;
pub use self::watch::{InboxChange, Watch, Watched};
use crate::batcher::{Batcher, Bounds, Missed};
use crate::domain::access::{Person, Role};
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use crate::domain::limits;
use crate::domain::project::Project;
use crate::domain::record::{Record, Ref, Target};
use crate::domain::refusal::{Noun, Refusal};
use crate::domain::request::{Kind, Request, RequestExpire};
use crate::domain::settle::{Answered, Envelope};
use crate::domain::task::Task;
use crate::domain::upload::Upload;
use crate::environment::Environment;
use crate::hub::Hub;
use crate::store::{EndedFilter, InboxFilter, InboxItem, Listing, Page, Store, StoreError};
use crate::together;

/// Why a call was not done.
#[derive(Clone, Debug)]
pub enum Failure {
    /// The caller's to understand.
    Refused(Arc<Refusal>),
    /// Try again: the store does not answer, or not for sure. The text is for the log.
    Unavailable(String),
    /// Too many calls are waiting already.
    Overloaded,
    /// This server is going away; another one answers.
    Draining,
    /// Our fault. The text is for the log.
    Bug(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Arc::new(refusal))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Unavailable(_) | StoreError::Held(_) => Self::Unavailable(error.to_string()),
            StoreError::Broken(_) => Self::Bug(error.to_string()),
        }
    }
}

impl From<Missed> for Failure {
    fn from(missed: Missed) -> Self {
        match missed {
            Missed::Full => Self::Overloaded,
            Missed::Ended => Self::Draining,
        }
    }
}

/// What came of a call.
pub type Result<T> = std::result::Result<T, Failure>;

/// How much waits to be written over all lanes, and how much shares a transaction.
const WRITES: Bounds = Bounds { calls: 8_192, bytes: 256 << 20, batch: 512, batch_bytes: 8 << 20 };
/// How many reads by id wait, and how many share a statement. A drain or a lost hint makes every watch read at once, so
/// there is room for many.
const READS: Bounds = Bounds { calls: 262_144, bytes: usize::MAX, batch: 512, batch_bytes: usize::MAX };

/// The service behind every wire.
pub struct Engine {
    store: Arc<dyn Store>,
    /// One for each batch that the store takes at once, of writes as of reads.
    writes: Vec<Batcher<Envelope, Result<Answered>>>,
    reads: Vec<Batcher<Ref, Result<Option<Record>>>>,
    standings: Arc<Standings>,
    hub: Arc<Hub>,
    /// Time and ids.
    pub environment: Environment,
    /// Ends the listening for hints when the engine goes.
    _listening: DropGuard,
}

impl Engine {
    /// Starts the engine over a store.
    pub fn start(store: Arc<dyn Store>, environment: Environment) -> Arc<Self> {
        let hub = Arc::new(Hub::default());
        let standings = Arc::new(Standings::default());
        let lanes = store.lanes().max(1);
        let lane = |_| {
            let (store, hub, standings) = (store.clone(), hub.clone(), standings.clone());
            let bounds = Bounds { calls: WRITES.calls / lanes, bytes: WRITES.bytes / lanes, ..WRITES };
            Batcher::start(
                bounds,
                |envelope: &Envelope| envelope.weight,
                move |batch| {
                    let (store, hub, standings) = (store.clone(), hub.clone(), standings.clone());
                    async move { commit::commit(&*store, &hub, &standings, batch.into()).await }
                },
            )
        };
        let writes = (0..lanes).map(lane).collect();
        let reader = |_| {
            let store = store.clone();
            Batcher::start(
                READS,
                |_| 0,
                move |refs: Vec<Ref>| {
                    let store = store.clone();
                    async move {
                        let count = refs.len();
                        match store.get_many(refs).await {
                            Ok(records) => records.into_iter().map(Ok).collect(),
                            Err(error) => vec![Err(error.into()); count],
                        }
                    }
                },
            )
        };
        let reads = (0..lanes).map(reader).collect();
        let listening = CancellationToken::new();
        tokio::spawn(commit::heed(store.hints(), hub.clone(), standings.clone(), listening.clone()));
        Arc::new(Self { store, writes, reads, standings, hub, environment, _listening: listening.drop_guard() })
    }

    /// The lane for a command: the same for all about one thing, so that they seldom wait for each other's locks, and the
    /// same for all with one key, so that they meet in one batch.
    fn lane(&self, envelope: &Envelope) -> &Batcher<Envelope, Result<Answered>> {
        match (envelope.command.about(), &envelope.key) {
            (Some(id), _) => one_of(&self.writes, id),
            (None, Some(key)) => one_of(&self.writes, key),
            (None, None) => one_of(&self.writes, envelope.id),
        }
    }

    /// Does a command, or answers what it answered the first time. Whoever drops the future does not undo it.
    pub async fn execute(&self, by: Caller, key: Option<String>, command: Command) -> Result<Answered> {
        let name = command.name();
        let envelope = Envelope::new(self.environment.mint(), key, by, command);
        let result = self.lane(&envelope).call(envelope).await?;
        match &result {
            Ok(answered) => tracing::debug!(command = name, replayed = answered.replayed, "command done"),
            Err(Failure::Refused(refusal)) => {
                tracing::debug!(command = name, reason = refusal.reason(), "command refused");
            }
            Err(_) => {}
        }
        result
    }

    /// Who the caller is now, or a refusal if the key no longer works.
    pub async fn standing(&self, by: &Caller) -> Result<Arc<Standing>> {
        self.standings.of(self, Ref { account: by.account, target: Target::Key(by.key) }).await
    }

    /// Who the key with this prefix stands for now, whichever account it is of.
    pub async fn standing_of_prefix(&self, prefix: &str) -> Result<Arc<Standing>> {
        let target = Target::KeyPrefix(prefix.to_owned());
        self.standings.of(self, Ref { account: AccountId(Uuid::nil()), target }).await
    }

    /// Reads a record, whoever asks.
    pub async fn record(&self, account: AccountId, target: Target) -> Result<Option<Record>> {
        let name = Ref { account, target };
        one_of(&self.reads, &name).call(name).await?
    }

    async fn found(&self, by: &Caller, target: Target, noun: Noun, id: impl ToString) -> Result<Record> {
        self.standing(by).await?;
        let found = self.record(by.account, target).await?;
        found.ok_or_else(|| Refusal::not_found(noun, id).into())
    }

    /// Reads a project.
    pub async fn project(&self, by: &Caller, target: Target, shown: &str) -> Result<Project> {
        match self.found(by, target, Noun::Project, shown).await? {
            Record::Project(project) if project.deleted_at.is_none() => Ok(project),
            _ => Err(Refusal::not_found(Noun::Project, shown).into()),
        }
    }

    /// Reads a task. If its open request is due, that is closed first.
    pub async fn task(&self, by: &Caller, id: TaskId) -> Result<(Task, Option<Request>)> {
        let read = async || match self.found(by, Target::Task(id), Noun::Task, id).await? {
            Record::Task(task) => Ok(task),
            _ => Err(Failure::from(Refusal::not_found(Noun::Task, id))),
        };
        let mut task = read().await?;
        let Some(open) = task.open_request else { return Ok((task, None)) };
        let request = self.request(by, open, None).await?;
        if !request.is_open() {
            // It was ended since, perhaps just now by us: what follows from that is on the task.
            task = read().await?;
        }
        let open = (task.open_request == Some(request.id)).then_some(request);
        Ok((task, open.filter(Request::is_open)))
    }

    /// Reads a request, of that kind if one is given. If it is due, it is closed first.
    pub async fn request(&self, by: &Caller, id: RequestId, kind: Option<Kind>) -> Result<Request> {
        let read = async || match self.found(by, Target::Request(id), Noun::Request, id).await? {
            Record::Request(request) if kind.is_none_or(|kind| request.ask.kind() == kind) => Ok(request),
            _ => Err(Failure::from(Refusal::not_found(Noun::Request, id))),
        };
        let request = read().await?;
        if request.is_due(self.environment.clock.now()) {
            self.expire(by.account, id).await?;
            return read().await;
        }
        Ok(request)
    }

    /// Closes a request whose deadline has passed, if that is still to do, and answers whether it is over: the store
    /// judges by a clock of its own, and this server's may be ahead of it.
    pub async fn expire(&self, account: AccountId, request: RequestId) -> Result<bool> {
        let command = Command::RequestExpire(RequestExpire { request });
        self.execute(Caller::platform(account), None, command).await?;
        let found = self.record(account, Target::Request(request)).await?;
        Ok(!matches!(found, Some(Record::Request(request)) if request.is_open()))
    }

    /// Lists records.
    pub async fn list(&self, by: &Caller, listing: Listing, after: Option<Uuid>, limit: u32) -> Result<Page<Record>> {
        let standing = self.standing(by).await?;
        if listing == Listing::Keys && standing.role != Role::Admin {
            return Err(Refusal::PermissionDenied { to: "list keys", only: "admins".into() }.into());
        }
        Ok(self.store.list(by.account, listing, after, limit).await?)
    }

    /// All people of an account, in the order of their making, whoever asks.
    pub async fn people(&self, account: AccountId) -> Result<Vec<Person>> {
        let (mut people, mut after) = (Vec::new(), None);
        loop {
            let page = self.store.list(account, Listing::People, after, limits::PAGE_MAX).await?;
            after = page.items.last().map(Record::id);
            let found = page.items.into_iter();
            people.extend(found.filter_map(|record| if let Record::Person(one) = record { Some(one) } else { None }));
            if !page.more {
                return Ok(people);
            }
        }
    }

    /// Lists open requests; those that are due are closed first and left out. With them comes the id after which the next
    /// page begins, if there is one.
    pub async fn inbox(
        &self,
        by: &Caller,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<(Vec<InboxItem>, Option<Uuid>)> {
        self.standing(by).await?;
        let Page { mut items, more } = self.store.inbox(by.account, filter, after, limit).await?;
        let next = items.last().filter(|_| more).map(|last| last.request.id.0);
        let now = self.environment.clock.now();
        let due = items.iter().map(|item| &item.request).filter(|request| request.is_due(now));
        let due: Vec<RequestId> = due.map(|request| request.id).collect();
        let over = together::all(due.iter().map(|id| self.expire(by.account, *id))).await;
        for (id, over) in due.into_iter().zip(over) {
            match over {
                Ok(true) => items.retain(|item| item.request.id != id),
                // One that cannot be closed now is no reason to hide the others.
                Ok(false) | Err(Failure::Unavailable(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        Ok((items, next))
    }

    /// Lists requests that have ended, the latest end first, with the id after which the next page begins, if there is one.
    pub async fn ended(
        &self,
        by: &Caller,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<(Vec<InboxItem>, Option<Uuid>)> {
        self.standing(by).await?;
        let Page { items, more } = self.store.ended(by.account, filter, after, limit).await?;
        let next = items.last().filter(|_| more).map(|last| last.request.id.0);
        Ok((items, next))
    }

    /// Reads a task's events after a sequence number.
    pub async fn history(&self, by: &Caller, task: TaskId, after: u64, limit: u32) -> Result<Vec<Event>> {
        // The task itself is read first: it may be another account's, and what is due on it belongs to its history.
        self.task(by, task).await?;
        Ok(self.store.history(by.account, task, after, limit).await?)
    }

    /// Reads what is known of an upload.
    pub async fn upload(&self, by: &Caller, id: UploadId) -> Result<Upload> {
        match self.found(by, Target::Upload(id), Noun::Upload, id).await? {
            Record::Upload(upload) => Ok(upload),
            _ => Err(Refusal::not_found(Noun::Upload, id).into()),
        }
    }

    /// Stages one chunk of an upload.
    pub async fn chunk_put(&self, by: &Caller, upload: UploadId, ordinal: u32, bytes: bytes::Bytes) -> Result<()> {
        Ok(self.store.chunk_put(by.account, upload, ordinal, bytes, self.environment.clock.now()).await?)
    }

    /// Reads one chunk of an upload.
    pub async fn chunk_get(&self, by: &Caller, upload: UploadId, ordinal: u32) -> Result<Option<bytes::Bytes>> {
        Ok(self.store.chunk_get(by.account, upload, ordinal).await?)
    }

    /// How many ids are waited for, over all open watches.
    pub fn waiting(&self) -> usize {
        self.hub.waiting()
    }

    /// Ends every watch, now and later: this server is going away.
    pub fn drain(&self) {
        self.hub.drain();
    }

    /// Closes what is due, and answers how many that were: fewer than `limit` if nothing more is to be done now. It fails
    /// if none could be closed that should be.
    pub async fn sweep_due(&self, limit: u32) -> Result<usize> {
        let due = self.store.due(self.environment.clock.now(), limit).await?;
        let closings = due.iter().map(|(account, request)| self.expire(*account, *request));
        let (mut closed, mut failed) = (0, None);
        for over in together::all(closings).await {
            match over {
                Ok(over) => closed += usize::from(over),
                Err(failure) => failed = Some(failure),
            }
        }
        // What failed is still due at the next look.
        failed.filter(|_| closed == 0).map_or(Ok(closed), Err)
    }

    /// Forgets receipts and staged chunks from before these moments, and keys that were kept until now; answers how many.
    pub async fn forget(&self, receipts: Option<Time>, chunks: Time) -> Result<u64> {
        Ok(self.store.forget(receipts, chunks, self.environment.clock.now()).await?)
    }

    /// Whether the store takes writes.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.store.ready().await?)
    }
}

/// The same one of several for the same thing.
fn one_of<T>(several: &[T], thing: impl Hash) -> &T {
    let mut hash = DefaultHasher::new();
    thing.hash(&mut hash);
    &several[hash.finish() as usize % several.len()]
}
