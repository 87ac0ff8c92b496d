//! PostgreSQL: a private cluster for each part, reached by its socket, with the settings of a small server.
//!
//! Where fsyncs are slowed, it is the database's own that are: the library is preloaded into its server.

mod growth;
mod naive;
mod replicas;

use std::fs::{Permissions, set_permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pumpup::engine::Engine;
use pumpup::rpc::pb;
use pumpup::store::Hint;
use tempfile::TempDir;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_stream::StreamExt as _;

pub use self::growth::growth;
use self::naive::Naive;
pub use self::replicas::{hearing, replicas};
use crate::cluster::{Cluster, client, installed};
use crate::driver::Driver;
use crate::measure::{self, Fault, median};
use crate::server::Server;
use crate::shim::DELAY;
use crate::store::{self, Bench, CALLERS};
use crate::{Figure, ROUNDS, folder, shim, watches};

const SETTINGS: [(&str, &str); 4] =
    [("fsync", "on"), ("shared_buffers", "512MB"), ("max_wal_size", "4GB"), ("wal_level", "replica")];
/// How many connections to the database a server has, unless it is told otherwise.
const CONNECTIONS: usize = 16;
/// How many of them one store writes on, its hints included.
const WRITING: usize = 3;
/// In a database with this function, and a search path on which it comes first, a server's first hint is never told, and
/// none comes after it.
const MUTE: &str = "CREATE FUNCTION pg_notify(text, text) RETURNS text LANGUAGE sql AS 'SELECT pg_sleep(600)::text'";

/// A cluster.
struct Postgres {
    cluster: Cluster,
    /// Where the preloaded library is, if any.
    _library: Option<TempDir>,
}

impl Postgres {
    async fn start() -> Result<Self, Fault> {
        installed::found().ok_or(installed::WANTED)?;
        Ok(Self { cluster: Cluster::start(&SETTINGS).await, _library: None })
    }

    /// Starts one whose fsyncs are slow.
    async fn slow() -> Result<Self, Fault> {
        installed::found().ok_or(installed::WANTED)?;
        let folder = TempDir::new()?;
        let library = shim::library(folder.path())?;
        // The database is another user's.
        set_permissions(folder.path(), Permissions::from_mode(0o755))?;
        let slowed = shim::slowed(&library);
        let slowed = slowed.each_ref().map(|(name, value)| (*name, value.as_str()));
        let slow = Self { cluster: Cluster::start_in(&slowed, &SETTINGS).await, _library: Some(folder) };
        let client = client(&slow.url()).await;
        let mut took = Vec::new();
        for _ in 0..50 {
            let began = Instant::now();
            client.batch_execute("SELECT pg_logical_emit_message(true, '', '')").await?;
            took.push(began.elapsed().as_secs_f64());
        }
        match median(&took) {
            took if took >= DELAY.as_secs_f64() => Ok(slow),
            took => Err(format!("a commit takes {took} s: fsyncs were not slowed down").into()),
        }
    }

    fn url(&self) -> String {
        self.cluster.socket_url("postgres")
    }

    /// The same database, with sessions that have this option.
    fn url_with(&self, option: &str) -> String {
        let option = option.replace('=', "%3D").replace(',', "%2C");
        format!("{}?options=-c%20{option}", self.url())
    }

    /// An empty database more.
    async fn another(&self, name: &str) -> String {
        self.cluster.sql(&format!("CREATE DATABASE {name}")).await;
        self.cluster.socket_url(name)
    }
}

/// Create-approval over the wire, in process, and as a naive server does it.
pub async fn wire() -> Result<Vec<Figure>, Fault> {
    const OPERATIONS: usize = 20_000;
    const NAIVE: usize = 5_000;
    let postgres = Postgres::start().await?;
    let keys = folder()?;
    let server = Server::on(&postgres.url(), keys.path())?;
    let driver = Driver::connect(&server.address, 4).await?;
    let open = driver.route("pumpup.v1.Tasks/Create", &server.agent_key)?;
    let ask = driver.route("pumpup.v1.Approvals/Create", &server.agent_key)?;
    // The others have a database of their own: nothing that they do is hinted to the server.
    let url = postgres.another("process").await;
    let (bench, plain) = (Bench::on(&url).await?, Naive::connect(&url, CONNECTIONS)?);
    let (mut wire, mut process, mut naive) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let asks = watches::asks(&driver, &open, OPERATIONS).await?;
        wire.push(driver.drive::<pb::ApprovalsCreateResponse>(CALLERS, &ask, asks).await?.1);
        process.push(bench.batched_rate(OPERATIONS).await?);
        naive.push(plain.rate(CALLERS, bench.approvals(NAIVE).await?).await?);
    }
    let (wire, process, naive) = (median(&wire), median(&process), median(&naive));
    Ok(vec![
        Figure::at_least(
            "PostgreSQL, create-approval at 512 streams: gRPC / in process",
            0.5,
            wire / process,
            format!("{wire:.0} of {process:.0} a second"),
        ),
        Figure::at_least(
            "the same: gRPC / a naive server's transactions in process",
            4.0,
            wire / naive,
            format!("{wire:.0} and {naive:.0} a second; both in process: {:.2}", process / naive),
        ),
    ])
}

/// What batches bring, and what being durable and hinting costs them.
pub async fn batching() -> Result<Vec<Figure>, Fault> {
    const OPERATIONS: usize = 8_000;
    const ONE_BY_ONE: usize = 2_000;
    let slow = Postgres::slow().await?;
    let bench = Bench::on(&slow.url()).await?;
    let lazy = bench.beside(&slow.url_with("synchronous_commit=off")).await?;
    slow.cluster.sql(MUTE).await;
    let mute = bench.beside(&slow.url_with("search_path=public,pg_catalog")).await?;
    // One store has too few connections for many transactions at once.
    let mut stores = Vec::new();
    for _ in 0..CONNECTIONS.div_ceil(WRITING) {
        stores.push(bench.beside(&slow.url()).await?);
    }
    let ear = Ear::of(&bench.beside(&slow.url()).await?);
    let (mut batched, mut unbatched, mut unhinted, mut undurable) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        batched.push(bench.batched_rate(OPERATIONS).await?);
        let heard = ear.silence().await;
        unhinted.push(mute.batched_rate(OPERATIONS).await?);
        if heard == 0 || heard != ear.silence().await {
            return Err("hints were told where none should be, or none where they should".into());
        }
        undurable.push(lazy.batched_rate(OPERATIONS).await?);
        let batchers = (0..CONNECTIONS).map(|n| stores[n % stores.len()].batcher(1)).collect();
        unbatched.push(store::rate(batchers, bench.approvals(ONE_BY_ONE).await?).await?);
    }
    drop((mute, stores, ear, lazy, bench, slow));
    let (batched, unbatched) = (median(&batched), median(&unbatched));
    let (unhinted, undurable) = (median(&unhinted), median(&undurable));

    let fast = Postgres::start().await?;
    let bench = Bench::on(&fast.url()).await?;
    let lazy = bench.beside(&fast.url_with("synchronous_commit=off")).await?;
    let (mut durable, mut careless) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        durable.push(bench.batched_rate(OPERATIONS).await?);
        careless.push(lazy.batched_rate(OPERATIONS).await?);
    }
    let (durable, careless) = (median(&durable), median(&careless));
    Ok(vec![
        Figure::at_least(
            "PostgreSQL, 512 callers, fsync 1 ms slower: batched / one by one",
            8.0,
            batched / unbatched,
            format!("{batched:.0} and {unbatched:.0} a second, these on {CONNECTIONS} connections"),
        ),
        Figure::at_least(
            "batched: durable / with synchronous_commit=off",
            0.85,
            durable / careless,
            format!("{durable:.0} and {careless:.0} a second; fsync 1 ms slower: {:.2}", batched / undurable),
        ),
        Figure::at_least(
            "batched, fsync 1 ms slower: with hints / without",
            0.9,
            batched / unhinted,
            format!("{batched:.0} and {unhinted:.0} a second"),
        ),
    ])
}

/// Counts the hints that another server's store is told.
struct Ear {
    heard: Arc<AtomicUsize>,
    _listening: JoinSet<()>,
}

impl Ear {
    fn of(bench: &Bench) -> Self {
        let (heard, mut hints, mut listening) = (Arc::new(AtomicUsize::new(0)), bench.store.hints(), JoinSet::new());
        let count = heard.clone();
        listening.spawn(async move {
            while let Some(hint) = hints.next().await {
                // The first one says only that it listens.
                if let Hint::Touched { .. } = hint {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
        Self { heard, _listening: listening }
    }

    /// Waits until all that was told is heard, and answers how many hints that were.
    async fn silence(&self) -> usize {
        loop {
            let heard = self.heard.load(Ordering::Relaxed);
            sleep(Duration::from_millis(200)).await;
            if heard == self.heard.load(Ordering::Relaxed) {
                return heard;
            }
        }
    }
}

/// Reading by id: as the engine does it, and one by one from a pool.
pub async fn reads() -> Result<Vec<Figure>, Fault> {
    const REQUESTS: usize = 10_000;
    const BATCHED: usize = 150_000;
    const POOLED: usize = 50_000;
    let postgres = Postgres::start().await?;
    let bench = Bench::on(&postgres.url()).await?;
    let (plain, account) = (Arc::new(Naive::connect(&postgres.url(), CONNECTIONS)?), bench.agent.account);
    let engine = Engine::start(bench.store.clone(), bench.environment.clone());
    let requests = bench.requests(REQUESTS).await?;
    // Far apart, as they are asked for where many watch.
    let asked = |count| (0..count).map(|n: usize| requests[n * 7_919 % REQUESTS]).collect::<Vec<_>>();
    let (mut batched, mut pooled) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let engine = engine.clone();
        let read = move |_, id| {
            let engine = engine.clone();
            async move {
                let found = engine.record(account, pumpup::domain::record::Target::Request(id)).await;
                let found = found.map_err(|failure| format!("{failure:?}"))?;
                found.map(drop).ok_or_else(|| "a request is not there".into())
            }
        };
        batched.push(measure::rate(CALLERS, asked(BATCHED), read).await?);
        let plain = plain.clone();
        let read = move |_, id| {
            let plain = plain.clone();
            async move { plain.read(account, id).await.map(drop) }
        };
        pooled.push(measure::rate(CALLERS, asked(POOLED), read).await?);
    }
    let (batched, pooled) = (median(&batched), median(&pooled));
    let of = format!("{batched:.0} and {pooled:.0} a second");
    let name = "PostgreSQL, 512 callers reading by id: batched / pooled and prepared";
    Ok(vec![Figure::at_least(name, 4.0, batched / pooled, of)])
}
