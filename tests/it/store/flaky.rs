//! A store that loses its answers: every effect that was acknowledged is there, once, however often it failed before.

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use pumpup::domain::access::KeyRevoke;
use pumpup::domain::caller::Caller;
use pumpup::domain::command::Command;
use pumpup::domain::event::Event;
use pumpup::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use pumpup::domain::project::GENERAL;
use pumpup::domain::receipt::Answer;
use pumpup::domain::record::{Record, Ref};
use pumpup::domain::request::Kind;
use pumpup::domain::settle::Envelope;
use pumpup::engine::{Engine, Failure};
use pumpup::environment::Environment;
use pumpup::store::{EndedFilter, Flight, Hints, InboxFilter, InboxItem, Listing, Page, Settled, Store, StoreError};
use tokio::time::Instant;
use tokio_stream::StreamExt as _;
use uuid::Uuid;

use super::cast::{Cast, answered_id, approve, note, request, task_create};
use crate::chance::Chance;

/// What becomes of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Luck {
    /// It is committed, and says so.
    Good,
    /// It fails before anything is written.
    FailsBefore,
    /// It is committed, and says that it failed.
    FailsAfter,
    /// Nothing is written, and it says that it is our bug.
    Breaks,
}

/// A store whose batches have the luck that they are given; all else is the store within.
pub struct Flaky {
    inner: Arc<dyn Store>,
    luck: Mutex<Box<dyn FnMut() -> Luck + Send>>,
    /// So many reads by id still fail.
    pub mute: Arc<AtomicU32>,
}

impl Flaky {
    /// Puts luck before a store.
    pub fn new(inner: Arc<dyn Store>, luck: impl FnMut() -> Luck + Send + 'static) -> Self {
        Self { inner, luck: Mutex::new(Box::new(luck)), mute: Arc::default() }
    }
}

impl Store for Flaky {
    fn apply(&self, batch: Arc<[Envelope]>) -> Flight<'_, Settled> {
        let luck = (self.luck.lock().unwrap())();
        Box::pin(async move {
            let lost = |when: &str| Err(StoreError::Unavailable(format!("the connection broke {when} the commit")));
            match luck {
                Luck::Good => self.inner.apply(batch).await,
                Luck::FailsBefore => lost("before"),
                Luck::Breaks => Err(StoreError::Broken("it broke".into())),
                Luck::FailsAfter => match self.inner.apply(batch).await {
                    Ok(_) => lost("after"),
                    Err(error) => Err(error),
                },
            }
        })
    }

    fn lanes(&self) -> usize {
        self.inner.lanes()
    }

    fn hints(&self) -> Hints {
        self.inner.hints()
    }

    fn get_many(&self, refs: Vec<Ref>) -> Flight<'_, Vec<Option<Record>>> {
        if self.mute.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok() {
            return Box::pin(ready(Err(StoreError::Unavailable("the connection broke".into()))));
        }
        self.inner.get_many(refs)
    }

    fn list(&self, account: AccountId, listing: Listing, after: Option<Uuid>, limit: u32) -> Flight<'_, Page<Record>> {
        self.inner.list(account, listing, after, limit)
    }

    fn inbox(
        &self,
        account: AccountId,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        self.inner.inbox(account, filter, after, limit)
    }

    fn ended(
        &self,
        account: AccountId,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        self.inner.ended(account, filter, after, limit)
    }

    fn history(&self, account: AccountId, task: TaskId, after: u64, limit: u32) -> Flight<'_, Vec<Event>> {
        self.inner.history(account, task, after, limit)
    }

    fn due(&self, at: Time, limit: u32) -> Flight<'_, Vec<(AccountId, RequestId)>> {
        self.inner.due(at, limit)
    }

    fn forget(&self, receipts: Option<Time>, chunks: Time, keys: Time) -> Flight<'_, u64> {
        self.inner.forget(receipts, chunks, keys)
    }

    fn chunk_put(&self, account: AccountId, upload: UploadId, ordinal: u32, bytes: Bytes, at: Time) -> Flight<'_, ()> {
        self.inner.chunk_put(account, upload, ordinal, bytes, at)
    }

    fn chunk_get(&self, account: AccountId, upload: UploadId, ordinal: u32) -> Flight<'_, Option<Bytes>> {
        self.inner.chunk_get(account, upload, ordinal)
    }

    fn ready(&self) -> Flight<'_, ()> {
        self.inner.ready()
    }
}

/// How many work at once.
const WORKERS: usize = 6;

/// How often each fate was met.
pub type Met = Arc<Mutex<BTreeMap<&'static str, usize>>>;

fn meet(met: &Met, what: &'static str) {
    *met.lock().unwrap().entry(what).or_default() += 1;
}

/// Sends a command until it is known what became of it, as a client does, and answers the id in the answer.
pub async fn insist(engine: &Engine, by: Caller, key: &str, command: Command, met: &Met) -> Uuid {
    for _ in 0..100 {
        match engine.execute(by, Some(key.to_owned()), command.clone()).await {
            Ok(answered) => {
                meet(met, if answered.replayed { "replayed" } else { "done" });
                return answered_id(&answered);
            }
            Err(Failure::Unavailable(_)) => meet(met, "unavailable"),
            Err(other) => panic!("{key}: {other:?}"),
        }
    }
    panic!("{key} never came through")
}

/// What one worker was acknowledged: each key with its command and the id that it was answered with.
pub type Acknowledged = Vec<(Caller, String, Command, Uuid)>;

async fn work(engine: Arc<Engine>, cast: Cast, worker: usize, rounds: usize, met: Met) -> Acknowledged {
    let mut acknowledged = Acknowledged::new();
    for round in 0..rounds {
        let mut say = async |by: Caller, what: &str, command: Command| {
            let key = format!("{worker}-{round}-{what}");
            let id = insist(&engine, by, &key, command.clone(), &met).await;
            acknowledged.push((by, key, command, id));
            id
        };
        let task = TaskId(say(cast.agent, "task", task_create(GENERAL, "a case")).await);
        let ask = request(GENERAL, task, "may I", None);
        let request = RequestId(say(cast.agent, "ask", ask).await);
        say(cast.jane, "decide", approve(request)).await;
        say(cast.agent, "note", note(task, "done")).await;
    }
    acknowledged
}

/// Lets six workers work, and answers all that they were acknowledged.
pub async fn all_work(engine: &Arc<Engine>, cast: Cast, rounds: usize, met: &Met) -> Acknowledged {
    let work = |worker| tokio::spawn(work(engine.clone(), cast, worker, rounds, met.clone()));
    let workers: Vec<_> = (0..WORKERS).map(work).collect();
    let mut acknowledged = Acknowledged::new();
    for worker in workers {
        acknowledged.extend(worker.await.unwrap());
    }
    acknowledged
}

/// All that they were acknowledged is there, once, and is answered again as it was.
pub async fn all_is_there_once(engine: &Engine, store: &dyn Store, cast: Cast, rounds: usize, all: Acknowledged) {
    let listing = Listing::Tasks { project: None, status: None, name: String::new() };
    let tasks = store.list(cast.account, listing, None, 1_000).await.unwrap().items;
    assert_eq!(tasks.len(), WORKERS * rounds, "each task is there once");
    for task in &tasks {
        let history = cast.history(store, TaskId(task.id())).await;
        let sequences: Vec<_> = history.iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, [1, 2, 3, 4], "each effect is there once");
    }
    let met = Met::default();
    for (by, key, command, id) in all {
        assert_eq!(insist(engine, by, &key, command, &met).await, id, "{key} answers the same for ever");
    }
}

async fn nothing_is_lost_or_doubled(inner: Arc<dyn Store>, seed: u64, rounds: usize) {
    let cast = Cast::of(&*inner).await;
    let mut chance = Chance::of(seed);
    let flaky = Flaky::new(inner.clone(), move || match chance.below(10) {
        0..4 => Luck::Good,
        4..7 => Luck::FailsBefore,
        _ => Luck::FailsAfter,
    });
    let engine = Engine::start(Arc::new(flaky), Environment::system());
    let met = Met::default();
    let acknowledged = all_work(&engine, cast, rounds, &met).await;
    for what in ["done", "replayed", "unavailable"] {
        assert!(met.lock().unwrap().contains_key(what), "this run met no call that was {what}: {met:?}");
    }
    all_is_there_once(&engine, &*inner, cast, rounds, acknowledged).await;
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_or_doubled_by_the_model() {
    for seed in 1..=3 {
        let (store, _) = super::model(pumpup::environment::Clock::system()).await;
        nothing_is_lost_or_doubled(Arc::from(store), seed, 12).await;
    }
}

#[tokio::test(start_paused = true)]
async fn nothing_is_lost_or_doubled_by_the_embedded_store() {
    let (store, _folder) = super::sqlite(pumpup::environment::Clock::system()).await;
    nothing_is_lost_or_doubled(Arc::from(store), 4, 12).await;
}

/// In real time, and so not as long: a paused clock would not wait for the database.
#[tokio::test]
async fn nothing_is_lost_or_doubled_by_the_production_store() {
    let (store, _) = super::postgres(pumpup::environment::Clock::system()).await;
    nothing_is_lost_or_doubled(Arc::from(store), 5, 3).await;
}

#[tokio::test(start_paused = true)]
async fn a_watch_is_woken_by_a_commit_whose_answer_was_lost() {
    for fates in [vec![Luck::FailsAfter], vec![Luck::FailsAfter; 5]] {
        let (inner, _) = super::model(pumpup::environment::Clock::system()).await;
        let inner: Arc<dyn Store> = Arc::from(inner);
        let cast = Cast::of(&*inner).await;
        let (_, request) = cast.approval(&*inner, "may I").await;
        let mut fates = fates.into_iter();
        let engine = Engine::start(
            Arc::new(Flaky::new(inner, move || fates.next().unwrap_or(Luck::Good))),
            Environment::system(),
        );
        let mut watch =
            engine.watch_request(cast.agent, request, Kind::Approval, Instant::now() + Duration::from_secs(3600));
        assert!(watch.next().await.unwrap().unwrap().is_open());
        let began = Instant::now();
        let decided = engine.execute(cast.jane, Some("decide".into()), approve(request));
        let (decided, said) = tokio::join!(decided, watch.next());
        assert!(!said.unwrap().unwrap().is_open());
        assert!(began.elapsed() < Duration::from_secs(2), "it was not woken, but heard of it by chance");
        assert!(matches!(
            decided.map(|answered| answered.answer),
            Ok(Answer::Record(_)) | Err(Failure::Unavailable(_))
        ));
    }
}

#[tokio::test(start_paused = true)]
async fn who_was_allowed_when_it_was_done_is_not_told_that_they_may_not() {
    for fates in [vec![Luck::FailsAfter], vec![Luck::FailsAfter, Luck::Breaks]] {
        let (inner, _) = super::model(pumpup::environment::Clock::system()).await;
        let inner: Arc<dyn Store> = Arc::from(inner);
        let cast = Cast::of(&*inner).await;
        let mut fates = fates.into_iter();
        let flaky = Flaky::new(inner, move || fates.next().unwrap_or(Luck::Good));
        let engine = Engine::start(Arc::new(flaky), Environment::system());
        // The first try revokes the key that a later one would have to act with, be it as a part of the batch.
        let revoke = Command::KeyRevoke(KeyRevoke { key: cast.admin.key });
        let (told, also) = tokio::join!(
            engine.execute(cast.admin, Some("revoke".into()), revoke.clone()),
            engine.execute(cast.agent, Some("task".into()), task_create(GENERAL, "a case")),
        );
        assert!(matches!(told, Err(Failure::Unavailable(_))), "{told:?}");
        assert!(also.unwrap().replayed, "both were in the batch whose answer was lost");
        let told = engine.execute(cast.admin, Some("again".into()), revoke).await;
        assert!(matches!(told, Err(Failure::Refused(refusal)) if refusal.reason() == "UNAUTHENTICATED"));
    }
}
