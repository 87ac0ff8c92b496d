//! Work goes on while connections, statements and the whole server are ended at random: nothing is lost, nothing doubled.

use std::time::Duration;

use tokio::time::interval;

use super::{Place, engine};
use crate::chance::Chance;
use crate::cluster::Cluster;
use crate::store::cast::Cast;
use crate::store::flaky::{Met, all_is_there_once, all_work};
use crate::support::patiently;

const ROUNDS: usize = 6;

/// Ends one backend after the other in this way, without looking what it does, while six workers work.
async fn storm(function: &str, seed: u64) {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let engine = engine(store.clone());
    let (met, mut chance) = (Met::default(), Chance::of(seed));
    let mut ended = 0;
    let storm = async {
        let mut ticks = interval(Duration::from_millis(15));
        loop {
            ticks.tick().await;
            let busy = place.backends("state <> 'idle'").await;
            if let Some(pid) = chance.maybe(&busy) {
                ended += place.to_backends(function, &format!("pid = {pid}")).await;
            }
        }
    };
    let acknowledged = tokio::select! {
        acknowledged = all_work(&engine, cast, ROUNDS, &met) => acknowledged,
        () = storm => unreachable!("it goes on for ever"),
    };
    assert!(ended >= 3, "{function} met {ended} only");
    all_is_there_once(&engine, &*store, cast, ROUNDS, acknowledged).await;
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_while_connections_are_ended() {
    storm("pg_terminate_backend", 1).await;
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_while_statements_are_cancelled() {
    storm("pg_cancel_backend", 2).await;
}

#[tokio::test]
async fn nothing_is_lost_or_doubled_by_a_crash_of_the_server() {
    let mut cluster = Cluster::start(&[("fsync", "off")]).await;
    let place = Place::at(cluster.url()).await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let engine = engine(store.clone());
    let met = Met::default();
    let work = {
        let (engine, met) = (engine.clone(), met.clone());
        tokio::spawn(async move { all_work(&engine, cast, ROUNDS, &met).await })
    };
    let done = |met: &Met| met.lock().unwrap().get("done").copied().unwrap_or_default();
    patiently(async {
        while done(&met) < ROUNDS {
            place.count("tasks").await;
        }
    })
    .await;
    cluster.kill().await;
    assert!(!work.is_finished(), "the crash came too late");
    cluster.start_again().await;
    let acknowledged = patiently(work).await.unwrap();
    all_is_there_once(&engine, &*store, cast, ROUNDS, acknowledged).await;
}
