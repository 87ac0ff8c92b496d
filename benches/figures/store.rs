//! The embedded store, driven in process: as the ceiling for what the wire can do, and batched beside unbatched.

use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pumpup::auth;
use pumpup::batcher::{Batcher, Bounds};
use pumpup::domain::caller::Caller;
use pumpup::domain::command::Command;
use pumpup::domain::ids::TaskId;
use pumpup::domain::receipt::Answer;
use pumpup::domain::settle::Envelope;
use pumpup::engine::Engine;
use pumpup::environment::Environment;
use pumpup::local::{self, FirstStart};
use pumpup::store::Store;
use pumpup::store::place::{Opener, Place};
use pumpup::store::sqlite::SqliteStore;
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::measure::{self, Fault, Pace, median};
use crate::{folder, messages};

/// Callers at once, wherever many are measured.
pub const CALLERS: usize = 512;
/// What the argument is called that makes this process the one with slow fsyncs.
pub const SLOW: &str = "--slow-fsync";
/// How much slower it makes each fsync.
const DELAY: Duration = Duration::from_millis(1);
/// How many calls may wait: more than ever do.
const DEPTH: usize = 8_192;
/// How many commands share a transaction, as in the engine.
const TOGETHER: usize = 512;

/// A store with an account and an agent in it.
pub struct Bench {
    store: Arc<SqliteStore>,
    environment: Environment,
    agent: Caller,
    folder: TempDir,
}

impl Bench {
    /// Opens a new one.
    pub async fn open() -> Result<Self, Fault> {
        let (folder, environment) = (folder()?, Environment::system());
        let store = Arc::new(SqliteStore::open(folder.path(), Opener::Server, environment.clock.clone())?);
        let engine = Engine::start(store.clone(), environment.clone());
        let place = Place::Folder(folder.path().to_owned());
        let Some(FirstStart::Keys { agent, .. }) = local::first_start(&engine, &place, folder.path(), None).await?
        else {
            return Err("the folder is not empty".into());
        };
        let key = std::fs::read_to_string(agent)?;
        let standing = auth::authenticate(&engine, key.trim()).await;
        let agent = standing.map_err(|failure| format!("the key does not work: {failure:?}"))?.caller;
        Ok(Self { store, environment, agent, folder })
    }

    fn envelope(&self, command: Command) -> Envelope {
        Envelope::new(self.environment.mint(), Some(messages::fresh_key()), self.agent, command)
    }

    /// Envelopes that each make an approval on a new task of its own.
    async fn approvals(&self, count: usize) -> Result<Vec<Envelope>, Fault> {
        let mut approvals = Vec::with_capacity(count);
        while approvals.len() < count {
            let wanted = TOGETHER.min(count - approvals.len());
            let tasks = (0..wanted).map(|_| self.envelope(messages::task_command())).collect();
            for task in self.store.apply(tasks).await?.outcomes {
                let Answer::Record(task) = task.map_err(|refusal| refusal.message())?.answer else {
                    return Err("a new task was answered with something else".into());
                };
                approvals.push(self.envelope(messages::approval_command(TaskId(task.id()))));
            }
        }
        Ok(approvals)
    }

    fn batcher(&self, most: usize) -> Arc<Batcher<Envelope, Result<(), String>>> {
        let store = self.store.clone();
        let bounds = Bounds { calls: DEPTH, bytes: usize::MAX, batch: most, batch_bytes: usize::MAX };
        Arc::new(Batcher::start(
            bounds,
            |_| 0,
            move |batch: Vec<Envelope>| {
                let store = store.clone();
                async move {
                    let count = batch.len();
                    match store.apply(batch.into()).await {
                        Ok(settled) => {
                            let outcomes = settled.outcomes.into_iter();
                            outcomes.map(|outcome| outcome.map(drop).map_err(|refusal| refusal.message())).collect()
                        }
                        Err(error) => vec![Err(error.to_string()); count],
                    }
                }
            },
        ))
    }

    /// Approvals a second, by many callers through a batcher that takes at most so many together.
    pub async fn rate(&self, most: usize, operations: usize) -> Result<f64, Fault> {
        let envelopes = Arc::new(self.approvals(operations).await?);
        let (batcher, pace, next) = (self.batcher(most), Arc::new(Pace::of(operations)), Arc::new(AtomicUsize::new(0)));
        let mut callers = JoinSet::new();
        for _ in 0..CALLERS {
            let (batcher, pace, next, envelopes) = (batcher.clone(), pace.clone(), next.clone(), envelopes.clone());
            callers.spawn(async move {
                while let Some(envelope) = envelopes.get(next.fetch_add(1, Ordering::Relaxed)) {
                    batcher.call(envelope.clone()).await.map_err(|missed| format!("{missed:?}"))??;
                    pace.tick();
                }
                Ok::<_, Fault>(())
            });
        }
        while let Some(caller) = callers.join_next().await {
            caller??;
        }
        pace.rate()
    }

    /// The same as the engine does it: as many together as there are.
    pub async fn batched_rate(&self, operations: usize) -> Result<f64, Fault> {
        self.rate(TOGETHER, operations).await
    }

    /// How long a caller waits who is alone, in the middle: through the batcher, and by a transaction of its own. The two
    /// take turns, so that whatever else the machine does meets both.
    pub async fn lone(&self, operations: usize) -> Result<(f64, f64), Fault> {
        let batcher = self.batcher(TOGETHER);
        let (mut batched, mut unbatched) = (Vec::new(), Vec::new());
        let mut envelopes = self.approvals(operations * 2).await?.into_iter();
        while let (Some(first), Some(second)) = (envelopes.next(), envelopes.next()) {
            let began = Instant::now();
            batcher.call(first).await.map_err(|missed| format!("{missed:?}"))??;
            batched.push(began.elapsed().as_secs_f64());
            let began = Instant::now();
            for outcome in self.store.apply(Arc::from([second])).await?.outcomes {
                outcome.map_err(|refusal| refusal.message())?;
            }
            unbatched.push(began.elapsed().as_secs_f64());
        }
        Ok((median(&batched), median(&unbatched)))
    }
}

/// What was measured with slow fsyncs.
pub struct Slow {
    /// Approvals a second, batched.
    pub batched: f64,
    /// Approvals a second, each in a transaction of its own.
    pub unbatched: f64,
}

/// Runs `slow_child` in a process of its own, with the library preloaded that slows its fsyncs down.
pub fn slow() -> Result<Slow, Fault> {
    let folder = folder()?;
    let library = folder.path().join("sync.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shim/sync.c");
    let compiled = Process::new("cc").args(["-O2", "-shared", "-fPIC", "-o"]).arg(&library).arg(source).status()?;
    if !compiled.success() {
        return Err("cc cannot compile tests/shim/sync.c".into());
    }
    let child = Process::new(std::env::current_exe()?)
        .arg(SLOW)
        .env("LD_PRELOAD", &library)
        .env("PUMPUP_SHIM_DELAY_US", DELAY.as_micros().to_string())
        .output()?;
    let (said, complaint) = (String::from_utf8(child.stdout)?, String::from_utf8(child.stderr)?);
    let rates: Result<Vec<f64>, _> = said.split_whitespace().map(str::parse).collect();
    match rates.as_deref() {
        Ok([batched, unbatched]) if child.status.success() => Ok(Slow { batched: *batched, unbatched: *unbatched }),
        _ => Err(format!("the process with slow fsyncs said {said:?} {complaint:?}").into()),
    }
}

/// What the process with slow fsyncs does: says both rates on one line.
pub async fn slow_child() -> Result<(), Fault> {
    let bench = Bench::open().await?;
    let sync = measure::fdatasync(bench.folder.path())?;
    if sync < DELAY {
        return Err(format!("an fdatasync takes {sync:?}: it was not slowed down").into());
    }
    let (mut batched, mut unbatched) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        batched.push(bench.rate(TOGETHER, 10_000).await?);
        unbatched.push(bench.rate(1, 1_500).await?);
    }
    println!("{} {}", median(&batched), median(&unbatched));
    Ok(())
}
