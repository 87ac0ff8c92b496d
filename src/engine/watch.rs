//! Watching, by looking again: subscribe, look, say what is new, wait for a wake-up, look again.
//!
//! A watch is one hand-written stream: no task, no channel, no queue. A slow client costs nothing but its own waiting, and
//! what it gets late is the state of then. Every look checks the caller's standing first, heartbeats included.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep};
use tokio_stream::Stream;
use uuid::Uuid;

use super::{Engine, Failure, Result};
use crate::domain::caller::{Caller, Who};
use crate::domain::event::Event;
use crate::domain::ids::{RequestId, TaskId};
use crate::domain::limits;
use crate::domain::request::{Kind, Request};
use crate::environment::jitter;
use crate::hub::Subscription;
use crate::store::{InboxFilter, InboxItem};

/// How long a stream is silent at the most. Proxies that cut idle streams begin at 60 seconds.
const BEAT: Duration = Duration::from_secs(15);

/// How long a watch bears with a store that does not answer, and how long it waits before it looks again. Nobody checks its
/// key meanwhile, so with the beat and what is remembered of the key it has to stay within 30 seconds.
const TROUBLE: Duration = Duration::from_secs(5);
const AGAIN: Duration = Duration::from_millis(500);

/// What a look found.
pub enum Found<T> {
    /// Nothing new.
    Nothing,
    /// Something to say; more may follow.
    News(T),
    /// The last thing to say.
    Last(T),
}

/// Something that can be looked at again and again.
pub trait Watched: Send + Sized + Unpin + 'static {
    /// What is said of it.
    type Item: Send + 'static;
    /// Whether to look again right after saying something: where one look does not say all there is.
    const AGAIN: bool;
    /// The least time between two looks: for looks that cost much.
    const PACE: Duration;

    /// Looks. `aloud` asks for something to say even if nothing is new: at the beginning, and as a heartbeat.
    fn look(&mut self, engine: &Engine, aloud: bool) -> impl Future<Output = Result<Found<Self::Item>>> + Send;
}

type Looking<W> = Pin<Box<dyn Future<Output = (W, Result<Found<<W as Watched>::Item>>)> + Send>>;

enum State<W: Watched> {
    Waiting(W),
    Looking(Looking<W>),
    Ended,
}

/// A stream of what is new about one thing.
pub struct Watch<W: Watched> {
    engine: Arc<Engine>,
    subscription: Subscription,
    state: State<W>,
    /// Whether a look is wanted: at first, and after a wake-up.
    wanted: bool,
    /// Whether the next look has something to say in any case.
    aloud: bool,
    /// When the next look may be.
    earliest: Instant,
    /// Since when the store does not answer, if it does not.
    trouble: Option<Instant>,
    /// Whether anything was said. Before that, a store that does not answer is the caller's to know at once.
    begun: bool,
    beat: Instant,
    /// When the stream ends by itself, because its connection does.
    retire: Instant,
    timer: Pin<Box<Sleep>>,
}

impl<W: Watched> Watch<W> {
    fn start(engine: Arc<Engine>, by: &Caller, id: Uuid, watched: W, retire: Instant) -> Self {
        let owner = match by.who {
            Who::Agent(agent) => agent.0,
            Who::Person(person) => person.0,
            Who::Platform => by.account.0,
        };
        let now = Instant::now();
        // The first beat comes early by chance, so that streams opened together do not beat together.
        let beat = now + BEAT.mul_f64(0.5 + jitter() / 2.0);
        Self {
            subscription: engine.hub.subscribe([id, by.key.0, owner]),
            engine,
            state: State::Waiting(watched),
            wanted: true,
            aloud: true,
            earliest: now,
            trouble: None,
            begun: false,
            beat,
            retire,
            timer: Box::pin(tokio::time::sleep_until(beat.min(retire))),
        }
    }

    /// Whether to look again in a while rather than end, though the store does not answer.
    fn bears(&mut self) -> bool {
        let now = Instant::now();
        // Not all at once.
        (self.wanted, self.earliest) = (true, now + AGAIN.mul_f64(0.5 + jitter()));
        now < *self.trouble.get_or_insert(now) + TROUBLE
    }

    /// Decides, while nothing is being looked at, whether to look now.
    fn poll_wanted(&mut self, context: &mut Context<'_>) -> Poll<Result<()>> {
        loop {
            if self.subscription.poll_woken(context).is_ready() {
                self.wanted = true;
            }
            let now = Instant::now();
            if self.engine.hub.is_draining() || now >= self.retire {
                return Poll::Ready(Err(Failure::Draining));
            }
            if now >= self.beat {
                (self.wanted, self.aloud) = (true, true);
            }
            if self.wanted && now >= self.earliest {
                return Poll::Ready(Ok(()));
            }
            let next = if self.wanted { self.earliest } else { self.beat }.min(self.retire);
            if self.timer.deadline() != next {
                self.timer.as_mut().reset(next);
            }
            std::task::ready!(self.timer.as_mut().poll(context));
        }
    }
}

impl<W: Watched> Stream for Watch<W> {
    type Item = Result<W::Item>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match std::mem::replace(&mut this.state, State::Ended) {
                State::Ended => return Poll::Ready(None),
                State::Waiting(mut watched) => match this.poll_wanted(context) {
                    Poll::Pending => {
                        this.state = State::Waiting(watched);
                        return Poll::Pending;
                    }
                    Poll::Ready(Err(failure)) => return Poll::Ready(Some(Err(failure))),
                    Poll::Ready(Ok(())) => {
                        let aloud = this.aloud;
                        (this.wanted, this.earliest) = (false, Instant::now() + W::PACE);
                        let engine = this.engine.clone();
                        this.state = State::Looking(Box::pin(async move {
                            let found = watched.look(&engine, aloud).await;
                            (watched, found)
                        }));
                    }
                },
                State::Looking(mut looking) => {
                    let Poll::Ready((watched, found)) = looking.as_mut().poll(context) else {
                        this.state = State::Looking(looking);
                        return Poll::Pending;
                    };
                    if let Err(Failure::Unavailable(_)) = &found
                        && this.begun
                        && this.bears()
                    {
                        this.state = State::Waiting(watched);
                        continue;
                    }
                    this.trouble = None;
                    match found {
                        Err(failure) => return Poll::Ready(Some(Err(failure))),
                        Ok(Found::Last(item)) => return Poll::Ready(Some(Ok(item))),
                        Ok(Found::Nothing) => this.state = State::Waiting(watched),
                        Ok(Found::News(item)) => {
                            this.state = State::Waiting(watched);
                            this.wanted = W::AGAIN;
                            (this.begun, this.aloud) = (true, false);
                            this.beat = Instant::now() + BEAT;
                            return Poll::Ready(Some(Ok(item)));
                        }
                    }
                }
            }
        }
    }
}

/// A request, until it ends.
pub struct WatchedRequest {
    by: Caller,
    id: RequestId,
    kind: Kind,
}

impl Watched for WatchedRequest {
    type Item = Request;
    const AGAIN: bool = false;
    const PACE: Duration = Duration::ZERO;

    async fn look(&mut self, engine: &Engine, aloud: bool) -> Result<Found<Request>> {
        let request = engine.request(&self.by, self.id, Some(self.kind)).await?;
        Ok(match (request.is_open(), aloud) {
            (false, _) => Found::Last(request),
            (true, true) => Found::News(request),
            (true, false) => Found::Nothing,
        })
    }
}

/// A task's timeline, from a sequence number on.
pub struct WatchedTimeline {
    by: Caller,
    task: TaskId,
    after: u64,
}

impl Watched for WatchedTimeline {
    type Item = Vec<Event>;
    const AGAIN: bool = true;
    const PACE: Duration = Duration::ZERO;

    async fn look(&mut self, engine: &Engine, aloud: bool) -> Result<Found<Vec<Event>>> {
        let events = engine.history(&self.by, self.task, self.after, limits::PAGE_MAX).await?;
        if let Some(last) = events.last() {
            self.after = last.sequence;
        }
        Ok(if events.is_empty() && !aloud { Found::Nothing } else { Found::News(events) })
    }
}

/// What is new in an inbox.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InboxChange {
    /// Requests that appeared or changed.
    pub upserts: Vec<InboxItem>,
    /// Requests that went.
    pub removals: Vec<RequestId>,
    /// Whether this still belongs to the snapshot that the stream begins with.
    pub snapshot: bool,
}

/// Makes the filter anew for every look: what depends on the time moves with it.
pub type Filter = Box<dyn Fn() -> InboxFilter + Send + Sync>;

/// The open requests that match a filter.
pub struct WatchedInbox {
    by: Caller,
    filter: Filter,
    /// What was said of each request: the sequence number of its task.
    said: BTreeMap<RequestId, u64>,
    snapshot: Snapshot,
}

/// How far the snapshot is that a watch begins with.
#[derive(Clone, Copy)]
enum Snapshot {
    /// A page of it, after this id, is still to be said.
    After(Option<Uuid>),
    /// All of it is said, but not yet that it is complete.
    Said,
    /// It is complete.
    Complete,
}

impl WatchedInbox {
    async fn page(&self, engine: &Engine, after: Option<Uuid>) -> Result<(Vec<InboxItem>, Option<Uuid>)> {
        engine.inbox(&self.by, (self.filter)(), after, limits::PAGE_MAX).await
    }
}

impl Watched for WatchedInbox {
    type Item = InboxChange;
    const AGAIN: bool = true;
    // A look reads every open request that matches. Ten a second are as live as a person can see.
    const PACE: Duration = Duration::from_millis(100);

    async fn look(&mut self, engine: &Engine, aloud: bool) -> Result<Found<InboxChange>> {
        if let Snapshot::After(after) = self.snapshot {
            let (upserts, next) = self.page(engine, after).await?;
            self.said.extend(upserts.iter().map(|item| (item.request.id, item.task.last_sequence)));
            self.snapshot = next.map_or(Snapshot::Said, |next| Snapshot::After(Some(next)));
            return Ok(Found::News(InboxChange { upserts, removals: Vec::new(), snapshot: true }));
        }
        // What has changed while the snapshot was read follows it, and is said even if that is nothing.
        let aloud = aloud || matches!(self.snapshot, Snapshot::Said);
        self.snapshot = Snapshot::Complete;
        let change = self.changes(engine).await?;
        Ok(if change == InboxChange::default() && !aloud { Found::Nothing } else { Found::News(change) })
    }
}

impl WatchedInbox {
    async fn changes(&mut self, engine: &Engine) -> Result<InboxChange> {
        let mut change = InboxChange::default();
        let mut open = BTreeSet::new();
        let mut after = None;
        loop {
            let (page, next) = self.page(engine, after).await?;
            // A page that ends before it is full is heavy: what is new on it fills a message.
            let heavy = page.len() < limits::PAGE_MAX as usize;
            open.extend(page.iter().map(|item| item.request.id));
            let news =
                page.into_iter().filter(|item| self.said.get(&item.request.id) != Some(&item.task.last_sequence));
            change.upserts.extend(news);
            if next.is_none() {
                break;
            }
            let full = change.upserts.len() >= limits::PAGE_MAX as usize;
            if full || (heavy && !change.upserts.is_empty()) {
                // The rest follows: this watch looks again after saying something.
                self.said.extend(change.upserts.iter().map(|item| (item.request.id, item.task.last_sequence)));
                return Ok(change);
            }
            after = next;
        }
        change.removals = self.said.keys().filter(|id| !open.contains(id)).copied().collect();
        for id in &change.removals {
            self.said.remove(id);
        }
        self.said.extend(change.upserts.iter().map(|item| (item.request.id, item.task.last_sequence)));
        Ok(change)
    }
}

impl Engine {
    /// Watches a request until it ends. The stream ends by itself at `retire`.
    pub fn watch_request(
        self: &Arc<Self>,
        by: Caller,
        id: RequestId,
        kind: Kind,
        retire: Instant,
    ) -> Watch<WatchedRequest> {
        Watch::start(self.clone(), &by, id.0, WatchedRequest { by, id, kind }, retire)
    }

    /// Watches a task's timeline from a sequence number on.
    pub fn watch_timeline(
        self: &Arc<Self>,
        by: Caller,
        task: TaskId,
        after: u64,
        retire: Instant,
    ) -> Watch<WatchedTimeline> {
        Watch::start(self.clone(), &by, task.0, WatchedTimeline { by, task, after }, retire)
    }

    /// Watches the open requests that match a filter.
    pub fn watch_inbox(self: &Arc<Self>, by: Caller, filter: Filter, retire: Instant) -> Watch<WatchedInbox> {
        let watched = WatchedInbox { by, filter, said: BTreeMap::new(), snapshot: Snapshot::After(None) };
        Watch::start(self.clone(), &by, by.account.0, watched, retire)
    }

    /// Reads a request, and waits at most `wait` for its end if it is open.
    pub async fn wait_request(
        self: &Arc<Self>,
        by: Caller,
        id: RequestId,
        kind: Kind,
        wait: Duration,
    ) -> Result<Request> {
        if wait.is_zero() {
            return self.request(&by, id, Some(kind)).await;
        }
        let until = Instant::now() + wait;
        let mut watch = self.watch_request(by, id, kind, until);
        let mut last = None;
        loop {
            match std::future::poll_fn(|context| Pin::new(&mut watch).poll_next(context)).await {
                Some(Ok(request)) if request.is_open() => last = Some(request),
                Some(Ok(request)) => return Ok(request),
                // The wait is over, or the server is going away: either way the state that was read last stands.
                Some(Err(Failure::Draining)) | None => break,
                Some(Err(failure)) => return Err(failure),
            }
        }
        match last {
            Some(request) => Ok(request),
            None => self.request(&by, id, Some(kind)).await,
        }
    }
}
