//! Several servers on one database: what one decides, watchers on another learn; and they do not stand in each other's way.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use prost::Message as _;
use pumpup::rpc::pb;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::Postgres;
use crate::driver::{Driver, Route};
use crate::measure::{Fault, median};
use crate::server::Server;
use crate::store::CALLERS;
use crate::watches::{self, Field, SOON};
use crate::{Figure, ROUNDS, folder, messages};

/// Opens so many tasks.
async fn tasks(server: &Server, count: usize) -> Result<Vec<Uuid>, Fault> {
    let driver = Driver::connect(&server.address, 4).await?;
    let (route, task) = (driver.route("pumpup.v1.Tasks/Create", &server.agent_key)?, messages::task());
    let opened = (0..count).map(|_| task.about(Uuid::nil())).collect();
    let (made, _) = driver.drive::<pb::TasksCreateResponse>(CALLERS, &route, opened).await?;
    let id = |made: pb::TasksCreateResponse| Ok(made.task.ok_or("a task was made and not answered")?.id.parse()?);
    made.into_iter().map(id).collect()
}

/// How long it takes from a decision on one server until a watcher on another has it, and whether all get there.
pub async fn hearing() -> Result<Vec<Figure>, Fault> {
    const IDLE: usize = 10_000;
    const DECISIONS: usize = 1_500;
    const DEAF: usize = 1_000;
    let postgres = Postgres::start().await?;
    let keys = folder()?;
    let one = Server::on(&postgres.url(), keys.path())?;
    let other = Server::beside(&postgres.url(), keys.path())?;
    let all = IDLE + ROUNDS * DECISIONS;
    let mut field = Field::across(&other, &one, watches::approvals(&one, all).await?).await?;
    field.idle(IDLE).await?;
    let (mut p50, mut p99) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let round = field.wake(DECISIONS).await?;
        p50.push(round.p50);
        p99.push(round.p99);
    }
    field.finish().await?;
    let decisions = field.lost;
    drop(field);
    let heard = timelines(&one, &other).await?;

    // Hints go by the name of the first schema on the search path: this server listens where nobody tells anything.
    postgres.cluster.sql("CREATE SCHEMA deaf").await;
    let deaf = Server::beside(&postgres.url_with("search_path=deaf,public"), keys.path())?;
    let mut field = Field::across(&deaf, &one, watches::approvals(&one, DEAF).await?).await?;
    field.idle(DEAF).await?;
    // Each watch has looked as it began, and looks again with its next heartbeat.
    let began = Instant::now();
    let (decided, unheard) = tokio::join!(field.finish(), timelines(&one, &deaf));
    let unheard = unheard?;
    decided?;
    let took = began.elapsed().as_secs_f64();
    if unheard.took < Duration::from_secs(1) {
        return Err("a server that is told nothing learns of it too soon".into());
    }
    Ok(vec![
        Figure::at_most(
            "PostgreSQL, another server's watchers: wake-up p99 in ms, 500 decisions a second, 10,000 idle",
            5.0,
            median(&p99),
            format!("p50 {:.2} ms, p99 {:.2} ms", median(&p50), median(&p99)),
        ),
        Figure::none(
            "events and decisions that another server's watchers missed, with hints",
            heard.missed + decisions,
            format!(
                "of {} events and {all} decisions; the events were there after {:.1} s",
                heard.all,
                heard.took.as_secs_f64()
            ),
        ),
        Figure::none(
            "the same, with every hint dropped",
            unheard.missed + field.lost,
            format!("of {} events and {DEAF} decisions; all were there after {took:.1} s", unheard.all),
        ),
    ])
}

/// What watchers of timelines saw.
struct Followed {
    all: usize,
    missed: usize,
    took: Duration,
}

/// Watches timelines on one server while another one writes to them.
async fn timelines(writes: &Server, watched: &Server) -> Result<Followed, Fault> {
    const TASKS: usize = 100;
    const NOTES: usize = 100;
    let tasks = tasks(writes, TASKS).await?;
    let driver = Driver::connect(&watched.address, 1).await?;
    let route = driver.route("pumpup.v1.Tasks/WatchEvents", &watched.agent_key)?;
    let (mut following, mut seen) = (JoinSet::new(), Vec::new());
    for task in &tasks {
        let last = Arc::new(AtomicU64::new(0));
        following.spawn(follow(driver.clone(), route.clone(), *task, last.clone()));
        seen.push(last);
    }
    let seen = || seen.iter().map(|last| last.load(Ordering::Acquire)).collect::<Vec<_>>();
    watches::until(SOON, || seen().iter().all(|last| *last > 0)).await?;
    let wanted: Vec<u64> = seen().iter().map(|first| first + NOTES as u64).collect();

    let writer = Driver::connect(&writes.address, 4).await?;
    let (route, note) = (writer.route("pumpup.v1.Tasks/AddNote", &writes.agent_key)?, messages::note());
    let notes = (0..TASKS * NOTES).map(|n| note.about(tasks[n % TASKS])).collect();
    let began = Instant::now();
    writer.drive::<pb::TasksAddNoteResponse>(CALLERS, &route, notes).await?;
    // What is missing at the end of the time is counted.
    let _ = watches::until(SOON, || seen() == wanted).await;
    let missed = wanted.iter().zip(seen()).map(|(wanted, seen)| wanted.abs_diff(seen) as usize).sum();
    let took = began.elapsed();
    if let Some(ended) = following.try_join_next() {
        ended??;
    }
    Ok(Followed { all: TASKS * NOTES, missed, took })
}

/// Follows a timeline, and says which event it has seen last. A gap is an error.
async fn follow(driver: Arc<Driver>, route: Arc<Route>, task: Uuid, last: Arc<AtomicU64>) -> Result<(), Fault> {
    let mut replies = driver.open(0, &route, messages::watch_events().about(task)).await?;
    while let Some(message) = replies.next().await? {
        for event in pb::TasksWatchEventsResponse::decode(message)?.events {
            let before = last.swap(event.sequence, Ordering::AcqRel);
            if event.sequence != before + 1 {
                return Err(format!("after event {before} of {task} came {}", event.sequence).into());
            }
        }
    }
    Err("a timeline ended".into())
}

/// Two servers that write to the same tasks, beside one that does.
pub async fn replicas() -> Result<Vec<Figure>, Fault> {
    const TASKS: usize = 2_000;
    const NOTES: usize = 20_000;
    let postgres = Postgres::start().await?;
    let keys = folder()?;
    let first = Server::on(&postgres.url(), keys.path())?;
    let second = Server::beside(&postgres.url(), keys.path())?;
    let tasks = tasks(&first, TASKS).await?;
    let alone = Driver::across(&[&first.address], 4).await?;
    let both = Driver::across(&[&first.address, &second.address], 2).await?;
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (driver, rates) in [(&alone, &mut one), (&both, &mut two)] {
            let (route, note) = (driver.route("pumpup.v1.Tasks/AddNote", &first.agent_key)?, messages::note());
            let notes = (0..NOTES).map(|n| note.about(tasks[n * 7_919 % TASKS])).collect();
            rates.push(driver.drive::<pb::TasksAddNoteResponse>(CALLERS, &route, notes).await?.1);
        }
    }
    let counted = "SELECT sum(deadlocks)::bigint FROM pg_stat_database";
    let counted: i64 = postgres.cluster.client().await.query_one(counted, &[]).await?.get(0);
    // What a session counts reaches the statistics late; the log is sure.
    let deadlocks = postgres.cluster.log().matches("deadlock detected").count().max(counted.unsigned_abs() as usize);
    let (one, two) = (median(&one), median(&two));
    let of = format!("{two:.0} and {one:.0} notes a second on {TASKS} tasks");
    Ok(vec![
        Figure::at_least("PostgreSQL, two servers on the same tasks / one", 0.9, two / one, of),
        Figure::none("their deadlocks", deadlocks, format!("in {} notes", 2 * ROUNDS * NOTES)),
    ])
}
