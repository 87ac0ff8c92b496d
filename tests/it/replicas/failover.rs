//! What an operator lives through: servers replaced one by one, and a primary that dies and is replaced by its standby.
//! `docs/operations.md` walks the second one by hand.

use std::time::Instant;

use super::life::{Life, UnderWay};
use super::starting::serve_from;
use crate::cluster::{Cluster, client, fresh};
use crate::process::{Process, until};
use crate::support::{key_in, patiently};

/// How many people work at once.
const WORKERS: usize = 12;

/// Two servers over a database, and the keys that the first of them made.
async fn two(url: &str, folder: &tempfile::TempDir) -> ([Process; 2], [String; 2]) {
    let folder = folder.path();
    let first = Process::start(serve_from(url, folder), folder).await;
    let second = Process::start(serve_from(url, folder), folder).await;
    ([first, second], ["admin.key", "agent.key"].map(|name| key_in(&folder.join(name))))
}

/// Waits until so many more writes are acknowledged.
async fn go_on(life: &Life, more: usize) {
    let enough = life.acknowledged() + more;
    until(|| (life.acknowledged() >= enough).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_are_replaced_one_by_one_and_nobody_loses_anything() {
    const LONG: usize = 100;
    let (url, folder) = (fresh().await, tempfile::tempdir().unwrap());
    let ([first, second], [admin, agent]) = two(&url, &folder).await;
    let life = Life::new(vec![first.channel().await, second.channel().await], admin, agent);
    let mut long = Vec::new();
    for n in 0..LONG {
        let request = life.ask(n).await;
        long.push((request.clone(), tokio::spawn(life.clone().watch(request, n))));
    }
    let working = life.begin(WORKERS);
    go_on(&life, 200).await;
    let mut running = [first, second];
    for replaced in 0..2 {
        let new = Process::start(serve_from(&url, folder.path()), folder.path()).await;
        let mut old = std::mem::replace(&mut running[replaced], new);
        life.move_to(vec![running[0].channel().await, running[1].channel().await]);
        old.terminate();
        assert!(old.exit().await.success());
        go_on(&life, 200).await;
    }
    assert!(life.reopened() >= LONG, "each server ended its watches");
    for (n, (request, watch)) in long.into_iter().enumerate() {
        let decided = life.decide(&request, n).await;
        assert_eq!(patiently(watch).await.unwrap(), decided);
    }
    life.end(working).await;
    eprintln!("rolling restart: {}", life.summary());
    assert!(life.check().await > LONG);
}

/// A primary that waits for its standby with every commit.
async fn primary_and_standby() -> (Cluster, Cluster) {
    let primary = Cluster::start(&[]).await;
    // The standby is a copy, and will have the same wish.
    primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'second'").await;
    let standby = primary.standby("second", &[]).await;
    primary.sql("SELECT pg_reload_conf()").await;
    let client = primary.client().await;
    let is_sync = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'second' AND sync_state = 'sync'";
    patiently(async { while client.query_one(is_sync, &[]).await.unwrap().get::<_, i64>(0) == 0 {} }).await;
    (primary, standby)
}

/// One walk; none if nothing was under way when the primary died, which shows nothing.
async fn walk() -> Option<()> {
    let (mut primary, standby) = primary_and_standby().await;
    let (folder, hosts) = (tempfile::tempdir().unwrap(), [primary.port(), standby.port()]);
    let url = format!("postgres://pumpup:pumpup@127.0.0.1:{},127.0.0.1:{}/postgres", hosts[0], hosts[1]);
    let (servers, [admin, agent]) = two(&url, &folder).await;
    let life = Life::new(vec![servers[0].channel().await, servers[1].channel().await], admin, agent);
    let working = life.begin(WORKERS);
    go_on(&life, 300).await;

    let before: UnderWay = life.under_way();
    primary.kill().await;
    let cut_off = life.still_under_way(&before);
    // Nobody promotes anything before the servers have begun to say that they cannot write.
    let refused = life.sent_again();
    until(|| (cut_off == 0 || life.sent_again() > refused).then_some(())).await;
    // As the operator does: it must not wait for a standby that it does not have, and then it takes over.
    standby.sql("ALTER SYSTEM RESET synchronous_standby_names").await;
    standby.sql("SELECT pg_reload_conf()").await;
    standby.promote().await;
    let promoted = Instant::now();
    if cut_off == 0 {
        return None;
    }
    go_on(&life, 300).await;
    let (gap, next) = (life.gap(), life.next_after(promoted));

    // The old primary comes back as it was, which nobody should let happen. It is the first that is tried when the
    // servers lose their connections, and none goes back to it.
    primary.start_again().await;
    let theirs = "SELECT count(*) FROM events";
    let stale: i64 = primary.client().await.query_one(theirs, &[]).await.unwrap().get(0);
    standby.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pumpup'").await;
    go_on(&life, 300).await;
    life.end(working).await;
    let after: i64 = primary.client().await.query_one(theirs, &[]).await.unwrap().get(0);
    assert_eq!(after, stale, "somebody wrote to the old primary");
    let log = std::fs::read_to_string(primary.folder().join("log")).unwrap();
    assert!(log.contains("was replaced by one on 2"), "nobody tried the old primary: {log}");

    let decisions = life.check().await;
    let there = "SELECT count(*) FROM events WHERE event_type = 'APPROVAL_DECIDED'";
    let there: i64 = client(&standby.url()).await.query_one(there, &[]).await.unwrap().get(0);
    assert_eq!(there, decisions as i64);
    eprintln!(
        "failover: {cut_off} writes were under way at the kill, and the next one was acknowledged {:.2} s after it, {:.2} s \
         after the promotion; {decisions} decisions, none lost, none doubled; {}",
        gap.as_secs_f64(),
        next.as_secs_f64(),
        life.summary()
    );
    Some(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_primary_dies_and_its_standby_goes_on_without_a_loss() {
    for _ in 0..3 {
        if walk().await.is_some() {
            return;
        }
    }
    panic!("no write was ever under way when the primary was killed");
}
