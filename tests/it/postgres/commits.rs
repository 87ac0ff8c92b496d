//! A commit that was none is an error; one whose fate is unknown is found out from its receipt.

use std::time::Duration;

use pumpup::domain::ids::TaskId;
use pumpup::domain::project::GENERAL;
use pumpup::domain::request::Kind;
use pumpup::engine::Failure;
use pumpup::store::StoreError;
use tokio::time::Instant;
use tokio_stream::StreamExt as _;

use super::{Place, engine, task_ids, try_apply};
use crate::proxy::{Fault, Proxy};
use crate::store::cast::{Cast, answered_id, approve, envelope, task_create};
use crate::store::flaky::{Met, insist};
use crate::store::postgres_at;
use crate::support::{PATIENCE, patiently};

#[tokio::test]
async fn a_commit_that_became_a_rollback_is_an_error() {
    for at_commit in [false, true] {
        let place = Place::new().await;
        let store = place.store().await;
        let cast = Cast::of(&*store).await;
        place.refuse_poison(at_commit).await;
        let receipts = place.count("receipts").await;
        let batch = ["good", "poison"].map(|key| envelope(cast.agent, key, task_create(GENERAL, key)));
        // Nobody tells of anything any more, so that all the store's connections stay where they are.
        place.until_backends(0, "state <> 'idle'").await;
        let before = place.backends("true").await;

        let answer = try_apply(&*store, &batch).await;
        assert!(matches!(&answer, Err(StoreError::Broken(why)) if why.contains("not this one")), "{answer:?}");
        assert_eq!(place.count("tasks").await + place.count("events").await, 0);
        assert_eq!(place.count("receipts").await, receipts);
        // The connection is clean, and serves the next batch.
        let after = place.backends("state = 'idle'").await;
        assert!(before.iter().all(|pid| after.contains(pid)), "{before:?} {after:?}");
        try_apply(&*store, &batch[..1]).await.unwrap();
        assert_eq!(task_ids(&*store, cast).await.len(), 1);

        // Who is in a batch with it by chance is done all the same.
        let engine = engine(store.clone());
        let call = |key: &'static str| engine.execute(cast.agent, Some(key.into()), task_create(GENERAL, key));
        let (poison, innocent) = patiently(async { tokio::join!(call("poison"), call("innocent")) }).await;
        assert!(matches!(poison, Err(Failure::Bug(_))), "{poison:?}");
        assert!(!innocent.unwrap().replayed);
        assert_eq!(task_ids(&*store, cast).await.len(), 2);
    }
}

#[tokio::test]
async fn a_connection_lost_at_commit_leaves_the_batch_unknown_and_its_receipts_say_what_became_of_it() {
    for (fault, committed) in [(Fault::CutBeforeCommit, false), (Fault::CutAfterCommit, true)] {
        let place = Place::new().await;
        let direct = place.store().await;
        let cast = Cast::of(&*direct).await;
        let proxy = Proxy::before(&place.url).await;
        let store = postgres_at(&proxy.url(), None).await;
        let batch: Vec<_> =
            ["one", "two", "three"].map(|key| envelope(cast.agent, key, task_create(GENERAL, key))).into();

        proxy.once(fault);
        let answer = try_apply(&store, &batch).await;
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{fault:?}: {answer:?}");
        assert_eq!(proxy.met(fault), 1);
        // A connection that is cut before its COMMIT rolls back as soon as the server sees that it was.
        place.until_backends(0, "state LIKE 'idle in transaction%'").await;
        let there = task_ids(&*direct, cast).await;
        assert_eq!(there.len(), if committed { 3 } else { 0 });

        let outcomes = try_apply(&store, &batch).await.unwrap().outcomes;
        for (outcome, envelope) in outcomes.iter().zip(&batch) {
            let answered = outcome.as_ref().unwrap();
            assert_eq!((answered.replayed, answered_id(answered)), (committed, envelope.id));
        }
        assert_eq!(task_ids(&*direct, cast).await.len(), 3);
    }
}

#[tokio::test]
async fn callers_whose_connection_was_lost_at_commit_are_answered_rightly_and_watches_are_woken() {
    for fault in [Fault::CutBeforeCommit, Fault::CutAfterCommit] {
        let place = Place::new().await;
        let direct = place.store().await;
        let cast = Cast::of(&*direct).await;
        let proxy = Proxy::before(&place.url).await;
        let engine = engine(std::sync::Arc::new(postgres_at(&proxy.url(), None).await));
        let met = Met::default();
        let (rounds, callers) = (4, 5);
        for round in 0..rounds {
            let (task, request) = cast.approval(&*direct, "may I").await;
            let mut watch = engine.watch_request(cast.agent, request, Kind::Approval, Instant::now() + PATIENCE);
            assert!(patiently(watch.next()).await.unwrap().unwrap().is_open());
            // What the last round told other servers is told.
            place.until_backends(0, "state <> 'idle'").await;

            proxy.once(fault);
            let began = Instant::now();
            let calls = (0..callers).map(|caller| {
                let key = format!("{round}-{caller}");
                let (engine, met) = (engine.clone(), met.clone());
                tokio::spawn(async move {
                    let create = || task_create(GENERAL, "a case");
                    let id = insist(&engine, cast.agent, &key, create(), &met).await;
                    (id, insist(&engine, cast.agent, &key, create(), &Met::default()).await)
                })
            });
            let calls: Vec<_> = calls.collect();
            insist(&engine, cast.jane, &format!("decide {round}"), approve(request), &met).await;
            assert!(!patiently(watch.next()).await.unwrap().unwrap().is_open());
            assert!(began.elapsed() < Duration::from_secs(4), "it was not woken, but heard of it by chance");
            for call in calls {
                let (id, again) = patiently(call).await.unwrap();
                assert_eq!(id, again);
                assert_eq!(cast.history(&*direct, TaskId(id)).await.len(), 1);
            }
            assert_eq!(cast.history(&*direct, task.id).await.len(), 3);
            assert_eq!(proxy.met(fault), round + 1);
        }
        assert_eq!(task_ids(&*direct, cast).await.len(), rounds * (callers + 1));
        let met = met.lock().unwrap();
        assert_eq!(met.get("unavailable"), None, "the engine found out: {met:?}");
        assert_eq!(met.contains_key("replayed"), fault == Fault::CutAfterCommit, "{fault:?}: {met:?}");
    }
}
