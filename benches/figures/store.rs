//! A store, driven in process: as the ceiling for what the wire can do, and batched beside unbatched.

use std::process::Command as Process;
use std::sync::Arc;
use std::time::Instant;

use pumpup::auth;
use pumpup::batcher::{Batcher, Bounds};
use pumpup::domain::caller::Caller;
use pumpup::domain::command::Command;
use pumpup::domain::ids::{RequestId, TaskId};
use pumpup::domain::receipt::Answer;
use pumpup::domain::settle::Envelope;
use pumpup::engine::Engine;
use pumpup::environment::Environment;
use pumpup::local::{self, FirstStart};
use pumpup::store::Opener;
use pumpup::store::Store;
use pumpup::store::place::Place;
use pumpup::store::postgres::Database;
use tempfile::TempDir;
use uuid::Uuid;

use crate::measure::{self, Fault, median};
use crate::shim::DELAY;
use crate::{folder, messages, shim};

/// Callers at once, wherever many are measured.
pub const CALLERS: usize = 512;
/// What the argument is called that makes this process the one with slow fsyncs.
pub const SLOW: &str = "--slow-fsync";
/// How many calls may wait: more than ever do.
const DEPTH: usize = 8_192;
/// How many connections to a database may read, as unless a server is told otherwise.
const READERS: usize = 12;
/// How many commands share a transaction, as in the engine.
pub const TOGETHER: usize = 512;

/// Hands commands to a store, many together or one by one.
pub type Writes = Batcher<Envelope, Result<(), String>>;

/// A store with an account and an agent in it.
pub struct Bench {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Time and ids.
    pub environment: Environment,
    /// The agent.
    pub agent: Caller,
    /// Where its keys are, and all the rest if the store is an embedded one.
    folder: Arc<TempDir>,
}

impl Bench {
    /// Opens a new one, embedded.
    pub async fn open() -> Result<Self, Fault> {
        let folder = folder()?;
        Self::at(&Place::Folder(folder.path().to_owned()), folder).await
    }

    /// Opens a new one on an empty database.
    pub async fn on(url: &str) -> Result<Self, Fault> {
        Self::at(&database(url)?, folder()?).await
    }

    async fn at(place: &Place, folder: TempDir) -> Result<Self, Fault> {
        let environment = Environment::system();
        let store = place.open(Opener::Server, &environment).await?.store;
        let engine = Engine::start(store.clone(), environment.clone());
        let Some(FirstStart::Keys { agent, .. }) = local::first_start(&engine, place, folder.path(), None).await?
        else {
            return Err("the store is not empty".into());
        };
        let key = std::fs::read_to_string(agent)?;
        let standing = auth::authenticate(&engine, key.trim()).await;
        let agent = standing.map_err(|failure| format!("the key does not work: {failure:?}"))?.caller;
        Ok(Self { store, environment, agent, folder: Arc::new(folder) })
    }

    /// Opens the same database once more, as another server does.
    pub async fn beside(&self, url: &str) -> Result<Self, Fault> {
        let store = database(url)?.open(Opener::Server, &self.environment).await?.store;
        Ok(Self { store, environment: self.environment.clone(), agent: self.agent, folder: self.folder.clone() })
    }

    fn envelope(&self, command: Command) -> Envelope {
        Envelope::new(self.environment.mint(), Some(messages::fresh_key()), self.agent, command)
    }

    /// Settles commands, as many together as a batch takes, and answers the ids of what they made.
    async fn settle(&self, envelopes: impl Iterator<Item = Envelope>) -> Result<Vec<Uuid>, Fault> {
        let envelopes: Vec<Envelope> = envelopes.collect();
        let mut made = Vec::with_capacity(envelopes.len());
        for batch in envelopes.chunks(TOGETHER) {
            for outcome in self.store.apply(Arc::from(batch)).await?.outcomes {
                made.push(match outcome.map_err(|refusal| refusal.message())?.answer {
                    Answer::Record(record) => record.id(),
                    Answer::Event(event) => event.0,
                });
            }
        }
        Ok(made)
    }

    /// Envelopes that each make an approval on a new task of its own.
    pub async fn approvals(&self, count: usize) -> Result<Vec<Envelope>, Fault> {
        let tasks = self.settle((0..count).map(|_| self.envelope(messages::task_command()))).await?;
        Ok(tasks.into_iter().map(|task| self.envelope(messages::approval_command(TaskId(task)))).collect())
    }

    /// Makes so many approvals.
    pub async fn requests(&self, count: usize) -> Result<Vec<RequestId>, Fault> {
        let made = self.settle(self.approvals(count).await?.into_iter()).await?;
        Ok(made.into_iter().map(RequestId).collect())
    }

    /// One that takes at most so many commands together.
    pub fn batcher(&self, most: usize) -> Arc<Writes> {
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

    /// Approvals a second as the engine makes them: as many together as there are, in each of the store's lanes.
    pub async fn batched_rate(&self, operations: usize) -> Result<f64, Fault> {
        let lanes = (0..self.store.lanes()).map(|_| self.batcher(TOGETHER)).collect();
        rate(lanes, self.approvals(operations).await?).await
    }

    /// Approvals a second, each in a transaction of its own.
    pub async fn unbatched_rate(&self, operations: usize) -> Result<f64, Fault> {
        rate(vec![self.batcher(1)], self.approvals(operations).await?).await
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

fn database(url: &str) -> Result<Place, Fault> {
    Ok(Place::Database { database: Database::new(url, None, None)?, readers: READERS })
}

/// How many of these commands a second many callers get done, each through one of the batchers.
pub async fn rate(batchers: Vec<Arc<Writes>>, envelopes: Vec<Envelope>) -> Result<f64, Fault> {
    measure::rate(CALLERS, envelopes, move |caller, envelope| {
        let batcher = batchers[caller % batchers.len()].clone();
        async move { Ok(batcher.call(envelope).await.map_err(|missed| format!("{missed:?}"))??) }
    })
    .await
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
    let library = shim::library(folder.path())?;
    let child = Process::new(std::env::current_exe()?).arg(SLOW).envs(shim::slowed(&library)).output()?;
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
        batched.push(bench.batched_rate(10_000).await?);
        unbatched.push(bench.unbatched_rate(1_500).await?);
    }
    println!("{} {}", median(&batched), median(&unbatched));
    Ok(())
}
