//! Watches on the engine itself, with a clock that jumps ahead while nothing happens: heartbeats, bounds, order.

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use pumpup::domain::ids::RequestId;
use pumpup::domain::request::Kind;
use pumpup::engine::{Engine, Failure, Watch, Watched};
use pumpup::environment::{Clock, Environment};
use pumpup::store::{InboxFilter, Store};
use tokio::time::{Instant, timeout};
use tokio_stream::StreamExt as _;

use crate::store::cast::{Cast, approve, done};
use crate::store::flaky::{Flaky, Luck};
use crate::store::{model, sqlite};

const BEAT: Duration = Duration::from_secs(15);

/// Never, as far as a test goes.
fn far() -> Instant {
    Instant::now() + Duration::from_secs(24 * 3_600)
}

async fn stage() -> (Arc<dyn Store>, Arc<Engine>, Cast, RequestId) {
    let store: Arc<dyn Store> = Arc::from(model(Clock::system()).await.0);
    let cast = Cast::of(&*store).await;
    let (_, request) = cast.approval(&*store, "may I").await;
    (store.clone(), Engine::start(store, Environment::system()), cast, request)
}

/// Whether a watch on which nothing happens is never silent for longer than a beat.
async fn beats<W: Watched>(mut watch: Watch<W>) {
    let (mut last, mut silences) = (Instant::now(), Vec::new());
    for _ in 0..8 {
        watch.next().await.expect("it goes on").unwrap_or_else(|failure| panic!("{failure:?}"));
        silences.push(last.elapsed());
        last = Instant::now();
    }
    assert!(silences.iter().all(|silence| *silence <= BEAT + Duration::from_millis(200)), "{silences:?}");
    let silent = silences.iter().filter(|silence| **silence >= BEAT / 2).count();
    assert!(silent >= 5, "it speaks only at the beginning and when it beats: {silences:?}");
}

#[tokio::test(start_paused = true)]
async fn a_watch_on_which_nothing_happens_says_so_every_fifteen_seconds() {
    let (store, engine, cast, request) = stage().await;
    let task = cast.task(&*store, "quiet").await.id;
    beats(engine.watch_request(cast.agent, request, Kind::Approval, far())).await;
    beats(engine.watch_timeline(cast.agent, task, 0, far())).await;
    beats(engine.watch_inbox(cast.jane, Box::new(InboxFilter::default), far())).await;
    assert_eq!(engine.waiting(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_watch_ends_where_its_connection_does_and_when_the_server_goes() {
    let (_, engine, cast, request) = stage().await;
    let retire = Instant::now() + Duration::from_secs(100);
    let mut watch = engine.watch_request(cast.agent, request, Kind::Approval, retire);
    let end = loop {
        match watch.next().await.expect("it ends with a word") {
            Ok(request) => assert!(request.is_open()),
            Err(failure) => break failure,
        }
    };
    assert!(matches!(end, Failure::Draining) && Instant::now().duration_since(retire) < Duration::from_millis(10));
    assert!(watch.next().await.is_none());

    let mut open = engine.watch_request(cast.agent, request, Kind::Approval, far());
    open.next().await.unwrap().unwrap();
    let began = Instant::now();
    engine.drain();
    assert!(matches!(open.next().await, Some(Err(Failure::Draining))));
    let mut late = engine.watch_request(cast.agent, request, Kind::Approval, far());
    assert!(matches!(late.next().await, Some(Err(Failure::Draining))));
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_with_the_decision_or_in_time() {
    let (_, engine, cast, request) = stage().await;
    let began = Instant::now();
    let wait = Duration::from_secs(20);
    let state = engine.wait_request(cast.agent, request, Kind::Approval, wait).await.unwrap();
    assert!(state.is_open() && (wait..wait + Duration::from_millis(10)).contains(&began.elapsed()));

    let began = Instant::now();
    let decide = async {
        tokio::time::advance(Duration::from_secs(3)).await;
        engine.execute(cast.jane, Some("decide".into()), approve(request)).await
    };
    let (state, decided) = tokio::join!(engine.wait_request(cast.agent, request, Kind::Approval, wait), decide);
    assert!(decided.is_ok() && !state.unwrap().is_open());
    assert!(began.elapsed() < Duration::from_secs(4));
    assert_eq!(engine.waiting(), 0);
}

#[tokio::test(start_paused = true)]
async fn nobody_sees_a_decision_before_it_is_committed() {
    let (store, _, cast, request) = stage().await;
    // The batch comes through at the third try; until then it is not there, and nobody may say that it is.
    let mut tries = 0;
    let flaky = Flaky::new(store, move || {
        tries += 1;
        if tries < 3 { Luck::FailsBefore } else { Luck::Good }
    });
    let engine = Engine::start(Arc::new(flaky), Environment::system());
    let mut watch = engine.watch_request(cast.agent, request, Kind::Approval, far());
    assert!(watch.next().await.unwrap().unwrap().is_open());
    let mut decide = pin!(engine.execute(cast.jane, Some("decide".into()), approve(request)));
    // Two tries take 120 milliseconds between them.
    assert!(timeout(Duration::from_millis(100), &mut decide).await.is_err());
    assert!(timeout(Duration::from_millis(1), watch.next()).await.is_err(), "it spoke before the commit");
    assert!(engine.request(&cast.agent, request, None).await.unwrap().is_open());
    let (decided, seen) = tokio::join!(decide, watch.next());
    assert!(decided.is_ok() && !seen.unwrap().unwrap().is_open());
}

#[tokio::test(start_paused = true)]
async fn a_watch_bears_with_a_store_that_does_not_answer_for_a_moment() {
    for (failures, ends) in [(3, false), (1_000, true)] {
        let (store, _, cast, request) = stage().await;
        let flaky = Flaky::new(store.clone(), || Luck::Good);
        let mute = flaky.mute.clone();
        let engine = Engine::start(Arc::new(flaky), Environment::system());
        let mut watch = engine.watch_request(cast.agent, request, Kind::Approval, far());
        assert!(watch.next().await.unwrap().unwrap().is_open());
        // Decided elsewhere: the watch sees it when it beats, and cannot.
        done(&*store, cast.jane, approve(request)).await;
        mute.store(failures, Ordering::SeqCst);
        let began = Instant::now();
        match watch.next().await.unwrap() {
            Ok(request) => assert!(!ends && !request.is_open()),
            Err(failure) => assert!(ends && matches!(failure, Failure::Unavailable(_)), "{failure:?}"),
        }
        assert!(mute.load(Ordering::SeqCst) < failures, "the store has failed");
        assert!(began.elapsed() < BEAT + Duration::from_secs(7), "it took {:?}", began.elapsed());
        // Whoever only begins to watch is told at once.
        mute.store(1, Ordering::SeqCst);
        let mut watch = engine.watch_request(cast.agent, request, Kind::Approval, far());
        assert!(matches!(watch.next().await, Some(Err(Failure::Unavailable(_)))));
    }
}

#[tokio::test]
async fn a_command_whose_caller_goes_at_any_moment_is_done_whole_or_not_at_all() {
    let (store, _folder) = sqlite(Clock::system()).await;
    let store: Arc<dyn Store> = Arc::from(store);
    let cast = Cast::of(&*store).await;
    let engine = Engine::start(store.clone(), Environment::system());
    for polls in 0..6 {
        let (task, request) = cast.approval(&*store, "may I").await;
        let key = format!("decide after {polls} polls");
        let command = || approve(request);
        go_after(polls, engine.execute(cast.jane, Some(key.clone()), command())).await;
        let first = engine.request(&cast.agent, request, None).await.unwrap();
        let again = engine.execute(cast.jane, Some(key), command()).await.unwrap();
        assert!(first.is_open() || again.replayed, "what was seen decided was decided by the first try");
        assert_eq!(cast.history(&*store, task.id).await.len(), 3);
    }
}

/// Drops a future after so many polls.
async fn go_after<T>(polls: usize, future: impl Future<Output = T>) {
    let mut future = pin!(future);
    for _ in 0..polls {
        let done =
            std::future::poll_fn(|context| std::task::Poll::Ready(future.as_mut().poll(context).is_ready())).await;
        if done {
            return;
        }
        tokio::task::yield_now().await;
    }
}
