//! Many idle watches, each on an approval of its own, and beside them some whose approval is decided: how fast those
//! wake, what the idle ones hold, and whether every one of them gets its decision in the end.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use pb::approvals_watch_result_response::State;
use prost::Message as _;
use pumpup::environment::Clock;
use pumpup::rpc::pb;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{interval, sleep, timeout};
use uuid::Uuid;

use crate::driver::{Driver, Route};
use crate::measure::{Fault, percentile};
use crate::messages;
use crate::server::Server;
use crate::store::CALLERS;

/// Well below the 10,000 streams that the server allows on each.
const WATCHES_PER_CONNECTION: usize = 9_000;
/// Watches that are being opened at once.
const OPENING: usize = 1_024;
/// Decisions a second.
const RATE: u32 = 500;
/// How long something that has to come may take; heartbeats come every 15 seconds.
pub const SOON: Duration = Duration::from_secs(30);

/// Makes so many open approvals, each on a task of its own.
pub async fn approvals(server: &Server, count: usize) -> Result<Vec<Uuid>, Fault> {
    let driver = Driver::connect(&server.address, 4).await?;
    let (open, ask) = (
        driver.route("pumpup.v1.Tasks/Create", &server.agent_key)?,
        driver.route("pumpup.v1.Approvals/Create", &server.agent_key)?,
    );
    let tasks = asks(&driver, &open, count).await?;
    let (made, _) = driver.drive::<pb::ApprovalsCreateResponse>(CALLERS, &ask, tasks).await?;
    Ok(made.iter().map(|made| made.event_id.parse()).collect::<Result<_, _>>()?)
}

/// Opens so many tasks, and answers a message for each that asks for an approval on it.
pub async fn asks(driver: &Arc<Driver>, open: &Arc<Route>, count: usize) -> Result<Vec<bytes::Bytes>, Fault> {
    let (task, approval) = (messages::task(), messages::approval());
    let tasks = (0..count).map(|_| task.about(Uuid::nil())).collect();
    let (made, _) = driver.drive::<pb::TasksCreateResponse>(CALLERS, open, tasks).await?;
    let ask = |made: &pb::TasksCreateResponse| {
        let task = made.task.as_ref().ok_or("a task was made and not answered")?;
        Ok(approval.about(task.id.parse()?))
    };
    made.iter().map(ask).collect()
}

/// What one watch has seen so far.
#[derive(Default)]
struct Seen {
    /// How often it was told something.
    told: AtomicU32,
    /// Microseconds from the decision to its being here, and one more, so that 0 is none yet.
    took: AtomicI64,
    ended: AtomicBool,
}

/// A watch on a request.
struct Watch {
    request: Uuid,
    seen: Arc<Seen>,
}

impl Watch {
    fn is_decided(&self) -> bool {
        self.seen.took.load(Ordering::Acquire) != 0
    }

    fn has_ended(&self) -> bool {
        self.seen.ended.load(Ordering::Acquire)
    }
}

/// Follows a request to its end.
async fn follow(
    driver: &Driver,
    turn: usize,
    route: &Route,
    request: Uuid,
    seen: &Seen,
    opening: &Semaphore,
) -> Result<(), Fault> {
    let clock = Clock::system();
    let mut permit = Some(opening.acquire().await?);
    let mut replies = driver.open(turn, route, messages::watch().about(request)).await?;
    while let Some(message) = replies.next().await? {
        let now = clock.now();
        match pb::ApprovalsWatchResultResponse::decode(message)?.state {
            Some(State::Pending(_)) => {}
            Some(State::Decided(result)) if result.request_id == request.to_string() => {
                let at = result.decided_at.ok_or("a decision has no time")?;
                let at = at.seconds * 1_000_000 + i64::from(at.nanos) / 1_000;
                seen.took.store((now.0 - at).max(0) + 1, Ordering::Release);
            }
            other => return Err(format!("the watch on {request} was told {other:?}").into()),
        }
        seen.told.fetch_add(1, Ordering::Release);
        permit = None;
    }
    drop(permit);
    seen.ended.store(true, Ordering::Release);
    Ok(())
}

/// Watches on a server, and decisions through it or another one on the same store.
pub struct Field<'a> {
    server: &'a Server,
    driver: Arc<Driver>,
    decider: Arc<Driver>,
    watching: Arc<Route>,
    deciding: Arc<Route>,
    opening: Arc<Semaphore>,
    approvals: std::vec::IntoIter<Uuid>,
    /// The tasks that follow; they end with this.
    following: JoinSet<()>,
    /// Why the first watch broke that did.
    broken: Arc<OnceLock<String>>,
    idle: Vec<Watch>,
    /// Decisions that a watch did not get.
    pub lost: usize,
    /// Watches that did not end after it.
    pub endless: usize,
}

/// How watches woke.
pub struct Woken {
    /// Milliseconds from the decision until the watcher had it: half of them took less.
    pub p50: f64,
    /// All but a hundredth took less.
    pub p99: f64,
    /// Microseconds on a processor for each decision, heartbeats included.
    pub processor: f64,
}

impl<'a> Field<'a> {
    /// Watches these approvals, one each, as they are asked for.
    pub async fn new(server: &'a Server, approvals: Vec<Uuid>) -> Result<Self, Fault> {
        Self::across(server, server, approvals).await
    }

    /// The same, with decisions through another server.
    pub async fn across(server: &'a Server, decided: &Server, approvals: Vec<Uuid>) -> Result<Self, Fault> {
        let connections = approvals.len().div_ceil(WATCHES_PER_CONNECTION);
        let driver = Driver::connect(&server.address, connections).await?;
        let decider = Driver::connect(&decided.address, 1).await?;
        Ok(Self {
            watching: driver.route("pumpup.v1.Approvals/WatchResult", &server.agent_key)?,
            deciding: decider.route("pumpup.v1.Approvals/Decide", &decided.admin_key)?,
            server,
            driver,
            decider,
            opening: Arc::new(Semaphore::new(OPENING)),
            approvals: approvals.into_iter(),
            following: JoinSet::new(),
            broken: Arc::default(),
            idle: Vec::new(),
            lost: 0,
            endless: 0,
        })
    }

    /// Opens so many watches, and answers when each has been told that its approval is pending.
    async fn open(&mut self, count: usize) -> Result<Vec<Watch>, Fault> {
        let mut watches = Vec::with_capacity(count);
        for request in self.approvals.by_ref().take(count) {
            let seen = Arc::new(Seen::default());
            watches.push(Watch { request, seen: seen.clone() });
            let (driver, route, opening) = (self.driver.clone(), self.watching.clone(), self.opening.clone());
            let (turn, broken) = (self.following.len(), self.broken.clone());
            self.following.spawn(async move {
                if let Err(fault) = follow(&driver, turn, &route, request, &seen, &opening).await {
                    broken.get_or_init(|| format!("the watch on {request} broke: {fault}"));
                }
            });
        }
        if watches.len() < count {
            return Err("there are too few approvals to watch".into());
        }
        self.told(&watches, 1).await?;
        Ok(watches)
    }

    /// Opens watches until so many are idle.
    pub async fn idle(&mut self, count: usize) -> Result<(), Fault> {
        let more = self.open(count.saturating_sub(self.idle.len())).await?;
        self.idle.extend(more);
        Ok(())
    }

    /// Waits until every idle watch has had a heartbeat: only then it holds what it holds for long.
    pub async fn beat(&self) -> Result<(), Fault> {
        self.told(&self.idle, 2).await
    }

    /// Waits until each of the watches was told something so often.
    async fn told(&self, watches: &[Watch], times: u32) -> Result<(), Fault> {
        let all = || watches.iter().all(|watch| watch.seen.told.load(Ordering::Acquire) >= times);
        let waited = until(SOON, || self.broken.get().is_some() || all()).await;
        if let Some(why) = self.broken.get() {
            return Err(why.clone().into());
        }
        waited.map_err(|late| format!("some watches were not told anything in time: {late}").into())
    }

    /// Decides so many approvals that are watched, at the rate, while the idle ones stay.
    pub async fn wake(&mut self, decisions: usize) -> Result<Woken, Fault> {
        let watches = self.open(decisions).await?;
        let before = self.server.processor()?;
        let (mut tick, mut deciding) = (interval(Duration::from_secs(1) / RATE), JoinSet::new());
        for watch in &watches {
            tick.tick().await;
            let (decider, route) = (self.decider.clone(), self.deciding.clone());
            let message = messages::decision().about(watch.request);
            deciding.spawn(async move { decider.call(0, &route, message).await });
        }
        while let Some(decided) = deciding.join_next().await {
            decided??;
        }
        self.settle(&watches).await;
        let processor = (self.server.processor()? - before).as_secs_f64() * 1e6 / decisions as f64;
        let took = watches.iter().map(|watch| watch.seen.took.load(Ordering::Acquire) as f64 / 1e3);
        let took: Vec<f64> = took.filter(|took| *took > 0.0).collect();
        Ok(Woken { p50: percentile(&took, 0.5), p99: percentile(&took, 0.99), processor })
    }

    /// Decides all that is still open as fast as it goes, and answers how many decisions a second that were.
    pub async fn finish(&mut self) -> Result<f64, Fault> {
        let (decision, idle) = (messages::decision(), std::mem::take(&mut self.idle));
        let decisions = idle.iter().map(|watch| decision.about(watch.request)).collect();
        let (_, rate) = self.decider.drive::<pb::ApprovalsDecideResponse>(CALLERS, &self.deciding, decisions).await?;
        self.settle(&idle).await;
        Ok(rate)
    }

    /// Waits for watches whose approvals were decided, and counts those that wait in vain.
    async fn settle(&mut self, watches: &[Watch]) {
        // What is missing at the end of the time is counted below.
        let _ = until(SOON, || watches.iter().all(|watch| watch.is_decided() && watch.has_ended())).await;
        self.lost += watches.iter().filter(|watch| !watch.is_decided()).count();
        self.endless += watches.iter().filter(|watch| !watch.has_ended()).count();
        if let Some(why) = self.broken.get() {
            eprintln!("{why}");
        }
    }
}

/// Waits until this is so, but not for longer than that.
pub async fn until(deadline: Duration, mut condition: impl FnMut() -> bool) -> Result<(), tokio::time::error::Elapsed> {
    timeout(deadline, async {
        while !condition() {
            sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

/// Bytes in the server's memory for each of so many idle watches.
pub async fn memory(folder: &Path, count: usize) -> Result<f64, Fault> {
    let approvals = {
        let server = Server::start(folder)?;
        approvals(&server, count).await?
    };
    // A server that made nothing itself: what making left behind in its heap would hide what watching takes.
    let server = Server::start(folder)?;
    {
        // And one whose store has its pages in memory already, in both of its readers: those belong to no watch.
        let driver = Driver::connect(&server.address, 4).await?;
        let (route, get) = (driver.route("pumpup.v1.Approvals/Get", &server.agent_key)?, messages::get());
        let gets = approvals.iter().cycle().take(count * 3).map(|request| get.about(*request)).collect();
        driver.drive::<pb::ApprovalsGetResponse>(64, &route, gets).await?;
    }
    let before = server.resident()?;
    let mut field = Field::new(&server, approvals).await?;
    field.idle(count).await?;
    field.beat().await?;
    Ok((server.resident()? as f64 - before as f64) / count as f64)
}
