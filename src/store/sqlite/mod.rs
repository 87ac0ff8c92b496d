//! The embedded store: one SQLite file, one writer thread, a few WAL readers.
//!
//! Every commit is synced (`synchronous=FULL`), and a batch is one commit, so being durable costs one sync a batch. One
//! server holds a folder at a time, by a lock file; the command line may write beside it, through SQLite's own locks.

mod hand;
mod load;
mod metadata;
mod migrate;
mod read;
mod write;

use std::fs::{DirBuilder, File, TryLockError};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use rusqlite::{Connection, TransactionBehavior};
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

use self::hand::Hand;
use super::{EndedFilter, Flight, Hints, InboxFilter, InboxItem, Listing, Opener, Page, Settled, Store, StoreError};
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use crate::domain::record::{Record, Ref};
use crate::domain::settle::Envelope;
use crate::environment::Clock;

/// The file in the folder.
pub const FILE: &str = "pumpup.sqlite";

/// How many threads read lists. Reads by id have a thread of their own, so that no long list is in their way.
const LISTERS: usize = 2;

/// The embedded store.
pub struct SqliteStore {
    writer: Hand,
    reader: Hand,
    listers: Vec<Hand>,
    turn: std::sync::atomic::AtomicUsize,
    clock: Clock,
    /// Held for as long as the store is open; the hands above have ended when it is let go.
    _lock: Option<File>,
    closed: DropGuard,
}

impl SqliteStore {
    /// Opens the store in a folder, which is made if it is not there. The error is a sentence for whoever starts it.
    pub fn open(folder: &Path, opener: Opener, clock: Clock) -> Result<Self, String> {
        let shown = folder.display();
        // What it will hold is nobody else's on the machine.
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| format!("cannot make the data folder {shown}: {error}"))?;
        let lock = match opener {
            Opener::Server => Some(lock(folder)?),
            Opener::Beside => None,
        };
        let file = folder.join(FILE);
        let unusable = |why: String| format!("cannot use {}: {why}", file.display());
        let open = || connect(&file).map_err(|error| format!("cannot open {}: {error}", file.display()));
        // Looked at first with a connection that sets nothing: even the choice of a journal is written to the file.
        let look = Connection::open(&file).map_err(|error| error.to_string());
        let done = look.and_then(|connection| migrate::done(&connection)).map_err(unusable)?;
        let mut writer = open()?;
        if !migrate::is_current(done) {
            // A server that is running knows the tables as they are: nobody changes them under it.
            let alone = if lock.is_none() { Some(self::lock(folder)?) } else { None };
            migrate::up(&mut writer).map_err(unusable)?;
            drop(alone);
        }
        let listers = (0..LISTERS)
            .map(|n| Ok(Hand::start(&format!("sqlite-list-{n}"), open()?)))
            .collect::<Result<Vec<_>, String>>()?;
        Ok(Self {
            reader: Hand::start("sqlite-read", open()?),
            writer: Hand::start("sqlite-write", writer),
            listers,
            turn: 0.into(),
            clock,
            _lock: lock,
            closed: CancellationToken::new().drop_guard(),
        })
    }

    fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Flight<'_, T> {
        let turn = self.turn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Box::pin(self.listers[turn % self.listers.len()].ask(job))
    }

    /// Is cancelled once the store is closed and its folder free for another one.
    pub fn closed(&self) -> CancellationToken {
        self.closed.token().clone()
    }
}

fn lock(folder: &Path) -> Result<File, String> {
    let path = folder.join("pumpup.lock");
    let open = File::options().create(true).truncate(false).write(true).open(&path);
    let file = open.map_err(|error| format!("cannot open {}: {error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another pumpup server is using {}; stop that one, or give this one a folder of its own with --data",
            folder.display()
        )),
        Err(TryLockError::Error(error)) => Err(format!("cannot lock {}: {error}", path.display())),
    }
}

fn connect(file: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(128);
    metadata::teach(&connection)?;
    // A log of some 128 MiB before it is folded back is what makes batches fast. Larger pages would be no faster
    // and write more, since much of what a batch touches lies on pages of its own.
    connection.execute_batch(
        "PRAGMA page_size = 4096;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 32000;
         PRAGMA cache_size = -65536;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

impl Store for SqliteStore {
    fn apply(&self, batch: Arc<[Envelope]>) -> Flight<'_, Settled> {
        let clock = self.clock.clone();
        Box::pin(self.writer.call(move |connection| write::apply(connection, &batch, &clock)))
    }

    fn lanes(&self) -> usize {
        1
    }

    fn hints(&self) -> Hints {
        Box::pin(tokio_stream::pending())
    }

    fn get_many(&self, refs: Vec<Ref>) -> Flight<'_, Vec<Option<Record>>> {
        Box::pin(self.reader.ask(move |connection| refs.iter().map(|name| load::record(connection, name)).collect()))
    }

    fn list(&self, account: AccountId, listing: Listing, after: Option<Uuid>, limit: u32) -> Flight<'_, Page<Record>> {
        self.read(move |connection| read::list(connection, account, &listing, after, limit))
    }

    fn inbox(
        &self,
        account: AccountId,
        filter: InboxFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        self.read(move |connection| read::inbox(connection, account, &filter, after, limit))
    }

    fn ended(
        &self,
        account: AccountId,
        filter: EndedFilter,
        after: Option<Uuid>,
        limit: u32,
    ) -> Flight<'_, Page<InboxItem>> {
        self.read(move |connection| read::ended(connection, account, &filter, after, limit))
    }

    fn history(&self, account: AccountId, task: TaskId, after: u64, limit: u32) -> Flight<'_, Vec<Event>> {
        self.read(move |connection| read::history(connection, account, task, after, limit))
    }

    fn due(&self, at: Time, limit: u32) -> Flight<'_, Vec<(AccountId, RequestId)>> {
        self.read(move |connection| read::due(connection, at, limit))
    }

    fn forget(&self, receipts: Option<Time>, chunks: Time, keys: Time) -> Flight<'_, u64> {
        Box::pin(self.writer.call(move |connection| write::forget(connection, receipts, chunks, keys)))
    }

    fn chunk_put(&self, account: AccountId, upload: UploadId, ordinal: u32, bytes: Bytes, at: Time) -> Flight<'_, ()> {
        Box::pin(self.writer.call(move |connection| write::chunk(connection, account, upload, ordinal, &bytes, at)))
    }

    fn chunk_get(&self, account: AccountId, upload: UploadId, ordinal: u32) -> Flight<'_, Option<Bytes>> {
        self.read(move |connection| read::chunk(connection, account, upload, ordinal))
    }

    fn ready(&self) -> Flight<'_, ()> {
        // Taking the write lock and letting it go again is what a write begins with.
        Box::pin(
            self.writer
                .call(|connection| connection.transaction_with_behavior(TransactionBehavior::Immediate)?.rollback()),
        )
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(
                Code::DatabaseBusy
                | Code::DatabaseLocked
                | Code::OutOfMemory
                | Code::ReadOnly
                | Code::SystemIoFailure
                | Code::DiskFull
                | Code::CannotOpen
                | Code::FileLockingProtocolFailed,
            ) => Self::Unavailable(error.to_string()),
            _ => Self::Broken(error.to_string()),
        }
    }
}
