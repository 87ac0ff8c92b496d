//! Connections hand nothing on to who uses them next, and nobody waits for ever for one that is dead, busy or not there.

use std::time::Duration;

use pumpup::domain::project::GENERAL;
use pumpup::domain::record::{Ref, Target};
use pumpup::store::{Hint, Store, StoreError};
use tokio::time::Instant;
use tokio_stream::StreamExt as _;

use super::{Place, task_ids, tasks, try_apply};
use crate::cluster::{Cluster, fresh};
use crate::proxy::{Fault, Proxy};
use crate::store::cast::{Cast, envelope, note, task_create};
use crate::store::postgres_at;
use crate::support::patiently;

/// Stands where the store looks for the function that tells hints. Those begin a transaction without setting anything, on
/// the connections that batches use: so this sees what batches have left there.
const SPY: &str = "CREATE TABLE told (backend integer, changed text[]);
    CREATE FUNCTION pg_notify(text, text) RETURNS void LANGUAGE sql AS $$
        INSERT INTO told SELECT pg_backend_pid(), array(SELECT name FROM pg_settings
            WHERE source = 'session' AND name <> 'synchronous_commit') $$";

/// What a connection must not be in while nobody uses it.
const LEFT: &str = "(state LIKE 'idle in%' OR pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory'))";

#[tokio::test]
async fn nothing_is_left_on_a_connection_for_who_uses_it_next() {
    let place = Place::at(fresh().await + "%2Cpg_catalog").await;
    let store = place.store().await;
    place.sql(SPY).await;
    place.refuse_poison(false).await;
    let cast = Cast::of(&*store).await;
    let task = cast.task(&*store, "a case").await;
    for round in 0..10 {
        let good = [envelope(cast.agent, &format!("good {round}"), note(task.id, "well"))];
        let poison = [envelope(cast.agent, "poison", task_create(GENERAL, "another case"))];
        let reads = async { task_ids(&*store, cast).await.len() };
        let (good, poison, read) = tokio::join!(try_apply(&*store, &good), try_apply(&*store, &poison), reads);
        good.unwrap();
        poison.unwrap_err();
        assert_eq!(read, 1);
    }
    place.until_backends(0, "state <> 'idle'").await;
    assert_eq!(place.backends(LEFT).await.len(), 0);
    assert!(place.count("told").await > 0, "what they left was looked at");
    let changed = place.beside.query("SELECT DISTINCT unnest(changed) FROM told", &[]).await.unwrap();
    assert_eq!(changed.iter().map(|row| row.get(0)).collect::<Vec<String>>(), [""; 0]);
    // All of that took no more connections than there may be: three for batches, four for readers.
    assert!(place.backends("true").await.len() <= 7);
}

#[tokio::test]
async fn a_reader_that_went_away_leaves_nothing_open() {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let name = Ref { account: cast.account, target: Target::Account };
    for _ in 0..3 {
        place.sql("BEGIN; LOCK TABLE tasks, accounts IN ACCESS EXCLUSIVE MODE").await;
        {
            let mut list = store.list(cast.account, tasks(), None, 10);
            let mut get = store.get_many(vec![name.clone()]);
            tokio::select! {
                list = &mut list => panic!("it did not wait: {list:?}"),
                get = &mut get => panic!("it did not wait: {get:?}"),
                _ = place.until_backends(2, "wait_event_type = 'Lock'") => {}
            }
        }
        place.sql("ROLLBACK").await;
        place.until_backends(0, "state <> 'idle'").await;
        assert_eq!(task_ids(&*store, cast).await.len(), 0);
    }
    assert!(place.backends("true").await.len() <= 7);
}

#[tokio::test]
async fn who_waits_for_a_lock_or_for_a_busy_pool_is_told_so_in_time() {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    place.sql("BEGIN; LOCK TABLE tasks IN ACCESS EXCLUSIVE MODE").await;
    let began = Instant::now();
    // More than there are connections for.
    let reads: Vec<_> = (0..40)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.list(cast.account, tasks(), None, 10).await.map(|_| ()) })
        })
        .collect();
    let batch = [envelope(cast.agent, "key", task_create(GENERAL, "a case"))];
    let applied = try_apply(&*store, &batch).await;
    assert!(matches!(applied, Err(StoreError::Unavailable(_))), "{applied:?}");
    let mut busy = 0;
    for read in reads {
        match patiently(read).await.unwrap() {
            Err(StoreError::Unavailable(why)) => busy += usize::from(why.contains("no connection")),
            other => panic!("{other:?}"),
        }
    }
    assert!(busy > 0, "some did not even get a connection");
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    place.sql("ROLLBACK").await;
    try_apply(&*store, &batch).await.unwrap();
    assert_eq!(task_ids(&*store, cast).await.len(), 1);
}

/// What calls do while nothing answers, in time that passes as fast as they wait for it.
async fn nothing_answers(store: &dyn Store, cast: Cast) {
    tokio::time::pause();
    let batch = [envelope(cast.agent, "key", task_create(GENERAL, "a case"))];
    // The first finds connections that were open before, the later ones open their own.
    for bound in [15, 9, 9] {
        let began = Instant::now();
        let (applied, listed, got, ready) = tokio::join!(
            store.apply(batch.clone().into()),
            store.list(cast.account, tasks(), None, 10),
            store.get_many(vec![Ref { account: cast.account, target: Target::Account }]),
            store.ready(),
        );
        let answers = [applied.map(|_| ()), listed.map(|_| ()), got.map(|_| ()), ready];
        assert!(answers.iter().all(|answer| matches!(answer, Err(StoreError::Unavailable(_)))), "{answers:?}");
        assert!(began.elapsed() <= Duration::from_secs(bound + 1), "{:?}", began.elapsed());
    }
    tokio::time::resume();
}

/// After `nothing_answers`: all is as before, without a restart, and the unanswered batch came through at most once.
async fn all_answers(store: &dyn Store, cast: Cast) {
    let batch = [envelope(cast.agent, "key", task_create(GENERAL, "a case"))];
    patiently(async { while store.ready().await.is_err() {} }).await;
    patiently(async { while store.apply(batch.clone().into()).await.is_err() {} }).await;
    assert_eq!(task_ids(store, cast).await.len(), 1);
    // As many at once as there are connections: none was lost.
    let all = (0..7).map(|_| task_ids(store, cast));
    assert!(pumpup::together::all(all).await.iter().all(|tasks| tasks.len() == 1));
}

#[tokio::test]
async fn a_black_hole_ends_calls_in_time_and_heals() {
    let place = Place::new().await;
    let proxy = Proxy::before(&place.url).await;
    let store = postgres_at(&proxy.url(), None).await;
    let cast = Cast::of(&store).await;
    proxy.set(Fault::BlackHole);
    nothing_answers(&store, cast).await;
    assert!(proxy.met(Fault::BlackHole) > 0);
    proxy.set(Fault::None);
    all_answers(&store, cast).await;
    place.until_backends(0, "state <> 'idle'").await;
    assert!(place.backends("true").await.len() <= 7);
}

#[tokio::test]
async fn a_frozen_server_ends_calls_in_time_and_heals() {
    let mut cluster = Cluster::start(&[("fsync", "off")]).await;
    let place = Place::at(cluster.url()).await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    place.until_backends(0, "state <> 'idle'").await;
    cluster.freeze().await;
    nothing_answers(&*store, cast).await;
    cluster.thaw();
    all_answers(&*store, cast).await;
    place.until_backends(0, "state <> 'idle'").await;
    assert!(place.backends("true").await.len() <= 7);
}

#[tokio::test]
async fn a_listener_that_nobody_answers_notices_within_ten_seconds() {
    let place = Place::new().await;
    let proxy = Proxy::before(&place.url).await;
    let store = postgres_at(&proxy.url(), None).await;
    let mut hints = store.hints();
    assert_eq!(patiently(hints.next()).await, Some(Hint::Lost));
    proxy.set(Fault::BlackHole);
    tokio::time::pause();
    assert!(tokio::time::timeout(Duration::from_secs(10), hints.next()).await.is_err());
    tokio::time::resume();
    proxy.set(Fault::None);
    // One that had not noticed would listen on as if nothing had been.
    assert_eq!(patiently(hints.next()).await, Some(Hint::Lost));
}
