//! The production store: PostgreSQL, with any number of servers over one database.
//!
//! A batch is one transaction of two flights: what it needs is locked and loaded, the rules decide, and what they say is
//! written and committed. A batch whose fate is unknown is run again by the engine; receipts say what became of it.
//! Nothing is kept in memory that another server would need.

mod address;
mod connect;
mod flight;
mod fold;
mod hints;
mod load;
mod migrate;
mod promise;
mod read;
mod wanted;
mod write;

use std::collections::{BTreeSet, HashMap};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::{Config, Row};
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

pub use self::connect::Database;
use self::flight::{BARRIER, Crash, Loan, Param, Step, param};
use self::hints::Mouth;
use self::load::{Found, Reading, get};
pub use self::migrate::{Migrations, Standing};
pub use self::promise::Promise;
use super::{EndedFilter, Flight, Hints, InboxFilter, InboxItem, Listing, Opener, Page, Settled, Store, StoreError};
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use crate::domain::record::{Record, Ref, Target};
use crate::domain::settle::{Envelope, settle};
use crate::environment::{Clock, mint};

/// How many batches are under way at once. More bring nothing: two keep the disk busy while the rules run.
const LANES: usize = 2;
/// How often a batch is run again because other servers made what it was about to make. Each time it finds at least one
/// more of them made.
const OVERTAKEN: u32 = 8;
/// How long a reader waits for a connection.
const WAIT: Duration = Duration::from_secs(5);

/// The production store.
pub struct PostgresStore {
    database: Database,
    /// For batches and hints, so that no reader is in their way.
    lanes: Pool,
    readers: Pool,
    /// Tells the time instead of the database: for tests.
    clock: Option<Clock>,
    /// Up to which moment old receipts were looked through.
    forgotten: AtomicI64,
    /// Names this server in its hints.
    origin: Uuid,
    mouth: Mouth,
    /// What the database promises of what it acknowledged.
    pub promise: Promise,
    /// Cancelled once the store is closed and everybody told of what it did last.
    closed: CancellationToken,
    _stop: DropGuard,
}

impl PostgresStore {
    /// Opens the store: the server brings the tables up to date, and everybody reads what the database promises.
    /// `readers` is how many connections reads may have. Without a `clock` the database tells the time, as it should.
    pub async fn open(
        database: Database,
        opener: Opener,
        readers: usize,
        clock: Option<Clock>,
    ) -> Result<Self, String> {
        let mut migrations = Migrations::connect(&database).await?;
        let promise = promise::Settings::read(migrations.client()).await?.promise()?;
        match (opener, migrations.standing().await?) {
            (_, Standing::Ready) => {}
            (Opener::Server, Standing::Behind(_)) => drop(migrations.up().await?),
            (Opener::Beside, Standing::Behind(_)) => {
                return Err("the database is not up to date; start the server, or run `pumpup migrate --apply`".into());
            }
        }
        let (stop, origin) = (CancellationToken::new(), mint());
        let lanes = pool(&database, LANES + 1)?;
        let (mouth, closed) = Mouth::open(lanes.clone(), origin, stop.clone());
        let readers = pool(&database, readers)?;
        Ok(Self {
            database,
            lanes,
            readers,
            clock,
            forgotten: AtomicI64::new(0),
            origin,
            mouth,
            promise,
            closed,
            _stop: stop.drop_guard(),
        })
    }

    /// Is cancelled once the store is closed.
    pub fn closed(&self) -> CancellationToken {
        self.closed.clone()
    }

    /// Flies a reading of its own, whoever still waits for it: a flight that is broken off costs its connection.
    fn read<T: Send + 'static>(
        &self,
        steps: impl IntoIterator<Item = Step>,
        take: impl FnOnce(&[Row]) -> Result<T, StoreError> + Send + 'static,
    ) -> Flight<'_, T> {
        let steps: Vec<Step> = Step::begin_read().into_iter().chain(steps).chain([Step::Say("COMMIT")]).collect();
        self.fly(steps, take)
    }

    /// Flies a transaction, whose statement before the last answers.
    fn fly<T: Send + 'static>(
        &self,
        steps: Vec<Step>,
        take: impl FnOnce(&[Row]) -> Result<T, StoreError> + Send + 'static,
    ) -> Flight<'_, T> {
        let pool = self.readers.clone();
        let flown = tokio::spawn(async move {
            let rows = Loan::from(&pool).await?.fly(&steps).await?;
            take(rows.len().checked_sub(2).and_then(|n| rows.get(n)).map_or(&[], Vec::as_slice))
        });
        Box::pin(async { flown.await.unwrap_or_else(|error| Err(StoreError::Broken(error.to_string()))) })
    }

    /// Runs a batch once.
    async fn run(&self, batch: &[Envelope]) -> Result<Settled, Crash> {
        let wanted = load::wanted(batch);
        let mut reading = Reading::after(Step::begin());
        reading.locked(&wanted, batch);
        let mut loan = Loan::from(&self.lanes).await.map_err(Crash::Error)?;
        let rows = loan.fly(&reading.steps).await?;
        let (scene, at) = reading.take(&rows).and_then(|found| load::scene(&wanted, found)).map_err(Crash::Error)?;
        drop(rows);
        let at = self.clock.as_ref().map_or(at, Clock::now);
        // A panic is a bug of ours in one command: it must not end the lane, and halving finds that command.
        let settled = catch_unwind(AssertUnwindSafe(|| settle(scene, batch, at)));
        let panicked = |_| Crash::Error(StoreError::Broken("the rules panicked".into()));
        let (writes, outcomes) = settled.map_err(panicked)?;
        let settled = Settled::of(outcomes, &writes);
        let mut steps = write::steps(&writes).map_err(Crash::Error)?;
        if steps.is_empty() {
            // What is answered without writing rests on what was committed before, perhaps by a server that died
            // waiting for a standby. It is told only once it is as durable as all else that is told.
            steps.push(Step::ask(BARRIER, []));
        }
        steps.push(Step::Say("COMMIT"));
        loan.fly(&steps).await?;
        Ok(settled)
    }

    /// Which envelopes of a batch wait for tasks that somebody else holds.
    async fn held(&self, batch: &[Envelope]) -> Result<Vec<usize>, StoreError> {
        const NAMED: &str = "SELECT DISTINCT n.place, named.task_id FROM unnest($1::uuid[], $2::uuid[], $3::bigint[])
            AS n (account_id, id, place) CROSS JOIN LATERAL (
                SELECT n.id AS task_id
                UNION SELECT r.task_id FROM requests r WHERE r.account_id = n.account_id AND r.id = n.id) AS named
            WHERE EXISTS (SELECT FROM tasks t WHERE t.account_id = n.account_id AND t.id = named.task_id)";
        const FREE: &str = "SELECT n.place, t.id FROM unnest($1::uuid[], $2::uuid[], $3::bigint[])
            AS n (account_id, id, place) CROSS JOIN LATERAL (
                SELECT n.id AS task_id
                UNION SELECT r.task_id FROM requests r WHERE r.account_id = n.account_id AND r.id = n.id) AS named
            JOIN tasks t ON t.account_id = n.account_id AND t.id = named.task_id
            FOR NO KEY UPDATE OF t SKIP LOCKED";
        let (mut accounts, mut ids, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for (place, envelope) in batch.iter().enumerate() {
            for Ref { account, target } in envelope.reads() {
                let (Target::Task(TaskId(id)) | Target::Request(RequestId(id))) = target else { continue };
                accounts.push(account.0);
                ids.push(id);
                places.push(place as i64);
            }
        }
        let ask = |sql| Step::ask(sql, [param(accounts.clone()), param(ids.clone()), param(places.clone())]);
        let mut steps: Vec<Step> = Step::begin().into();
        steps.extend([ask(NAMED), ask(FREE), Step::Say("ROLLBACK")]);
        let rows = Loan::from(&self.lanes).await?.fly(&steps).await?;
        let tasks = |rows: &[Row]| -> Result<BTreeSet<(i64, Uuid)>, StoreError> {
            rows.iter().map(|row| Ok((get(row, 0)?, get(row, 1)?))).collect()
        };
        let (named, free) = (tasks(&rows[2])?, tasks(&rows[3])?);
        let held: BTreeSet<usize> = named.difference(&free).map(|(place, _)| *place as usize).collect();
        Ok(held.into_iter().collect())
    }
}

fn pool(database: &Database, size: usize) -> Result<Pool, String> {
    let config = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_connect(Config::new(), database.clone(), config);
    Pool::builder(manager)
        .max_size(size)
        .runtime(Runtime::Tokio1)
        .wait_timeout(Some(WAIT))
        .create_timeout(Some(database.patience() + WAIT))
        .recycle_timeout(Some(WAIT))
        .build()
        .map_err(|error| format!("cannot set up connections to the database: {error}"))
}

impl Store for PostgresStore {
    fn apply(&self, batch: Arc<[Envelope]>) -> Flight<'_, Settled> {
        Box::pin(async move {
            let mut overtaken = 0;
            loop {
                match self.run(&batch).await {
                    Ok(settled) => {
                        self.mouth.tell(&settled.touched, settled.access);
                        return Ok(settled);
                    }
                    Err(Crash::Overtaken(why)) if overtaken < OVERTAKEN => {
                        overtaken += 1;
                        tracing::debug!(why, "another server was first; the batch is run again");
                    }
                    Err(Crash::Blocked) => {
                        let held = self.held(&batch).await?;
                        return Err(if held.is_empty() { Crash::Blocked.into() } else { StoreError::Held(held) });
                    }
                    Err(crash) => return Err(crash.into()),
                }
            }
        })
    }

    fn lanes(&self) -> usize {
        LANES
    }

    fn hints(&self) -> Hints {
        hints::listen(self.database.clone(), self.origin)
    }

    fn get_many(&self, refs: Vec<Ref>) -> Flight<'_, Vec<Option<Record>>> {
        let mut wanted = wanted::Wanted::default();
        refs.iter().for_each(|name| wanted.add(name.clone()));
        let mut reading = Reading::after(Step::begin_read());
        reading.plain(&wanted);
        reading.push(Step::Say("COMMIT"), |_, _| Ok(()));
        let pool = self.readers.clone();
        Box::pin(async move {
            let rows = Loan::from(&pool).await?.fly(&reading.steps).await?;
            let mut records = HashMap::with_capacity(refs.len());
            for found in reading.take(&rows)? {
                let Found::Record(record) = found else { continue };
                let record = Arc::new(record);
                for name in names(&record) {
                    records.insert(name, record.clone());
                }
            }
            // Several may ask for the same one: only those are copied.
            let found: Vec<Option<Arc<Record>>> = refs.iter().map(|name| records.get(&plain(name)).cloned()).collect();
            drop(records);
            Ok(found.into_iter().map(|record| record.map(Arc::unwrap_or_clone)).collect())
        })
    }

    fn list(&self, account: AccountId, listing: Listing, after: Option<Uuid>, limit: u32) -> Flight<'_, Page<Record>> {
        let Some(step) = read::list(account, &listing, after, limit) else { return nothing() };
        self.read([step], move |rows| read::page(rows, limit, |row| read::listed(&listing, row)))
    }

    fn inbox(
        &self,
        account: AccountId,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        let Some(step) = read::inbox(account, &filter, after, limit) else { return nothing() };
        self.read([step], move |rows| read::page(rows, limit, read::item))
    }

    fn ended(
        &self,
        account: AccountId,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        let Some(step) = read::ended(account, &filter, after, limit) else { return nothing() };
        self.read([step], move |rows| read::page(rows, limit, read::item))
    }

    fn history(&self, account: AccountId, task: TaskId, after: u64, limit: u32) -> Flight<'_, Vec<Event>> {
        let step = read::history(account, task, after, limit);
        self.read([step], move |rows| Ok(read::page(rows, limit, |row| load::body(row, 0))?.items))
    }

    fn due(&self, at: Time, limit: u32) -> Flight<'_, Vec<(AccountId, RequestId)>> {
        self.read([read::due(at, limit)], |rows| {
            rows.iter().map(|row| Ok((AccountId(get(row, 0)?), RequestId(get(row, 1)?)))).collect()
        })
    }

    fn forget(&self, receipts: Option<Time>, chunks: Time, keys: Time) -> Flight<'_, u64> {
        let forget = |sql, params: Vec<Param>| {
            let mut steps: Vec<Step> = Step::begin().into();
            steps.extend([Step::Ask(sql, params), Step::Say("COMMIT")]);
            self.fly(steps, |rows| {
                let row =
                    rows.first().ok_or_else(|| StoreError::Broken("nothing says how many were forgotten".into()))?;
                let next = if row.len() > 1 { get::<Option<i64>>(row, 1)? } else { None };
                Ok((get::<i64>(row, 0)?.unsigned_abs(), next))
            })
        };
        Box::pin(async move {
            let mut forgotten = 0;
            if let Some(before) = receipts {
                // Old receipts of tasks that are still open stay: they are not looked through again at each bite.
                let from = self.forgotten.load(Ordering::Relaxed);
                let (count, next) = forget(read::FORGET_RECEIPTS, vec![param(before.0), param(from)]).await?;
                self.forgotten.store(next.unwrap_or(0), Ordering::Relaxed);
                forgotten += count;
            }
            for (sql, before) in [(read::FORGET_CHUNKS, chunks), (read::FORGET_KEYS, keys)] {
                forgotten += forget(sql, vec![param(before.0)]).await?.0;
            }
            Ok(forgotten)
        })
    }

    fn chunk_put(&self, account: AccountId, upload: UploadId, ordinal: u32, bytes: Bytes, at: Time) -> Flight<'_, ()> {
        let params = [param(account.0), param(upload.0), param(ordinal as i32), param(at.0), param(bytes.to_vec())];
        let mut steps: Vec<Step> = Step::begin().into();
        steps.extend([Step::ask(read::CHUNK_PUT, params), Step::Say("COMMIT")]);
        self.fly(steps, |_| Ok(()))
    }

    fn chunk_get(&self, account: AccountId, upload: UploadId, ordinal: u32) -> Flight<'_, Option<Bytes>> {
        let step = Step::ask(read::CHUNK, [param(account.0), param(upload.0), param(ordinal as i32)]);
        self.read([step], |rows| rows.first().map(|row| get::<&[u8]>(row, 0).map(Bytes::copy_from_slice)).transpose())
    }

    fn ready(&self) -> Flight<'_, ()> {
        // To lock is to write: a server that only reads refuses it, also where there is nothing to lock.
        let lock = Step::ask("SELECT 1 FROM accounts WHERE id = $1 FOR NO KEY UPDATE", [param(Uuid::nil())]);
        let steps: Vec<Step> = Step::begin().into_iter().chain([lock, Step::Say("ROLLBACK")]).collect();
        self.fly(steps, |_| Ok(()))
    }
}

/// A page of nothing.
fn nothing<'a, T: Send + 'a>() -> Flight<'a, Page<T>> {
    Box::pin(std::future::ready(Ok(Page { items: Vec::new(), more: false })))
}

/// The names under which a record can be asked for.
fn names(record: &Record) -> Vec<Ref> {
    let (account, target) = record.place();
    let named = match record {
        Record::Account(found) => Some(Target::AccountNamed(found.name.clone())),
        Record::Project(project) if project.deleted_at.is_none() => {
            Some(Target::ProjectNamed(project.project_name.clone()))
        }
        Record::Person(person) => Some(Target::PersonNamed(person.name.clone())),
        Record::Agent(agent) => Some(Target::AgentNamed(agent.name.clone())),
        Record::Key(key) => Some(Target::KeyPrefix(key.prefix.clone())),
        Record::Project(_) | Record::Task(_) | Record::Request(_) | Record::Upload(_) => None,
    };
    [target].into_iter().chain(named).map(|target| plain(&Ref { account, target })).collect()
}

/// A name as it stands for itself: what is found across accounts is no account's.
fn plain(name: &Ref) -> Ref {
    let account = match &name.target {
        Target::AccountNamed(_) | Target::KeyPrefix(_) => AccountId(Uuid::nil()),
        _ => name.account,
    };
    Ref { account, target: name.target.clone() }
}
