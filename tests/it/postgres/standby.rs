//! What is acknowledged waits for a standby, and so does what is answered again: whoever cut the waiting short.

use std::sync::Arc;

use pumpup::domain::command::Command;
use pumpup::domain::ids::UploadId;
use pumpup::domain::upload::UploadCreate;
use pumpup::environment::mint;
use pumpup::store::postgres::{Database, PostgresStore};
use pumpup::store::{Settled, StoreError};
use tokio::task::JoinHandle;

use super::{Place, task_ids, try_apply};
use crate::cluster::Cluster;
use crate::store::cast::{Cast, answered_id, envelope};
use crate::support::patiently;

const WAITS: &str = "wait_event = 'SyncRep'";

/// A primary with a store on it, whose commits wait for a standby "x" that is not there.
async fn lonely() -> (Cluster, Place, Arc<PostgresStore>, Cast) {
    let cluster = Cluster::start(&[("fsync", "off")]).await;
    let place = Place::at(cluster.url()).await;
    let store = place.store().await;
    // Two at once, so that there are two connections before there is a standby to wait for.
    let (cast, _) = tokio::join!(Cast::of(&*store), Cast::of(&*store));
    place.until_backends(0, "state <> 'idle'").await;
    cluster.sql("ALTER SYSTEM SET synchronous_standby_names = 'x'").await;
    cluster.sql("SELECT pg_reload_conf()").await;
    // The server's processes hear of it one after the other; the last one is that which tells commits to wait.
    let probe = cluster.client().await;
    let waiting = format!("pg_stat_activity WHERE {WAITS}");
    patiently(async {
        loop {
            let mut commit = Box::pin(probe.batch_execute("SELECT pg_logical_emit_message(true, 'probe', '')"));
            let waits = loop {
                tokio::select! {
                    biased;
                    _ = &mut commit => break false,
                    count = place.count(&waiting) => if count > 0 { break true },
                }
            };
            if waits {
                place.sql(&format!("SELECT pg_cancel_backend(pid) FROM {waiting}")).await;
                commit.await.unwrap();
                return;
            }
        }
    })
    .await;
    (cluster, place, store, cast)
}

/// Locks nothing, so that its replay writes nothing by itself, not even a lock.
fn upload_create() -> Command {
    Command::UploadCreate(UploadCreate {
        upload: UploadId(mint()),
        chunks: 1,
        content_type: "text/plain".into(),
        size: 4,
        sha256: String::new(),
        file_name: "note.txt".into(),
    })
}

async fn no_longer_waits(cluster: &Cluster) {
    cluster.sql("ALTER SYSTEM RESET synchronous_standby_names").await;
    cluster.sql("SELECT pg_reload_conf()").await;
}

#[tokio::test]
async fn a_commit_that_stopped_waiting_is_no_success_and_is_replayed_only_once_it_is_durable() {
    for (stop, with_standby) in [("pg_cancel_backend", true), ("pg_terminate_backend", false)] {
        let (cluster, place, store, cast) = lonely().await;
        let batch = Arc::new([envelope(cast.agent, "key", upload_create())]);
        let send = || -> JoinHandle<Result<Settled, StoreError>> {
            let (store, batch) = (store.clone(), batch.clone());
            tokio::spawn(async move { try_apply(&*store, &*batch).await })
        };
        assert!(place.backends("true").await.len() >= 2, "the one that is left is used for the retry");
        let first = send();
        place.until_backends(1, WAITS).await;
        assert_eq!(place.to_backends(stop, WAITS).await, 1);
        let first = first.await.unwrap();
        assert!(matches!(first, Err(StoreError::Unavailable(_))), "{stop}: {first:?}");
        // It is there for all to see, and yet would be gone with the primary.
        patiently(async { while place.count("uploads").await == 0 {} }).await;

        let second = send();
        place.until_backends(1, WAITS).await;
        assert!(!second.is_finished(), "{stop}: it was answered before it was durable");
        let _standby = if with_standby {
            Some(cluster.standby("x", &[("fsync", "off"), ("synchronous_standby_names", "")]).await)
        } else {
            no_longer_waits(&cluster).await;
            None
        };
        let outcomes = second.await.unwrap().unwrap().outcomes;
        let answered = outcomes[0].as_ref().unwrap();
        assert!(answered.replayed);
        assert_eq!(place.count(&format!("uploads WHERE id = '{}'", answered_id(answered))).await, 1);
    }
}

#[tokio::test]
async fn a_new_connection_waits_until_what_it_would_show_is_durable() {
    let (cluster, place, store, cast) = lonely().await;
    let database = Database::new(&place.url, None, None).unwrap();
    let opening = tokio::spawn(async move { database.open(None).await.map(|_| ()) });
    place.until_backends(1, WAITS).await;
    assert!(!opening.is_finished());
    // Who reads on a connection that was there before needs not wait.
    assert_eq!(task_ids(&*store, cast).await.len(), 0);
    no_longer_waits(&cluster).await;
    patiently(opening).await.unwrap().unwrap();
}

#[tokio::test]
async fn those_who_give_up_waiting_for_a_standby_do_not_fill_the_server() {
    let (cluster, place, _store, _) = lonely().await;
    let database = Database::new(&place.url, None, None).unwrap();
    let opening = (0..5).map(|_| {
        let database = database.clone();
        tokio::spawn(async move { database.open(None).await.map(|_| ()) })
    });
    for opening in opening.collect::<Vec<_>>() {
        patiently(opening).await.unwrap().unwrap_err();
    }
    // The server keeps a process for whoever waits for a standby, even if nobody is there any more.
    assert_eq!(place.backends(WAITS).await.len(), 1);
    no_longer_waits(&cluster).await;
    patiently(database.open(None)).await.unwrap();
}
