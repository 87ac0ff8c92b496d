//! Servers that are not what they were: read-only, replaced, full, or with other tables than when statements were planned.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use pumpup::domain::project::GENERAL;
use pumpup::domain::record::Target;
use pumpup::store::postgres::Database;
use pumpup::store::{Store as _, StoreError};
use url::Url;

use super::{Place, engine, task_ids, tasks, try_apply};
use crate::cluster::{Cluster, client};
use crate::proxy::{Fault, Proxy};
use crate::store::cast::{Cast, envelope, note, task_create};
use crate::store::postgres_at;
use crate::support::patiently;

#[tokio::test]
async fn a_server_that_became_read_only_is_dropped_and_taken_again() {
    let cluster = Cluster::start(&[("fsync", "off")]).await;
    let place = Place::at(cluster.url()).await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    place.until_backends(0, "state <> 'idle'").await;
    let before = place.backends("true").await;
    cluster.sql("ALTER SYSTEM SET default_transaction_read_only = on").await;
    cluster.sql("SELECT pg_reload_conf()").await;
    let mut batches = (0..).map(|n| [envelope(cast.agent, &n.to_string(), task_create(GENERAL, "a case"))]);
    // Each connection hears of it by itself.
    let refused = async {
        loop {
            match store.apply(batches.next().unwrap().into()).await {
                Ok(_) => {}
                Err(StoreError::Unavailable(why)) => return why,
                Err(other) => panic!("{other:?}"),
            }
        }
    };
    let why = patiently(refused).await;
    assert!(why.contains("read-only"), "{why}");
    for batch in batches.by_ref().take(4) {
        let answer = try_apply(&*store, &batch).await;
        assert!(matches!(answer, Err(StoreError::Unavailable(_))), "{answer:?}");
    }
    assert!(matches!(patiently(store.ready()).await, Err(StoreError::Unavailable(_))));
    // None of those for batches is kept for better days.
    let after = place.backends("true").await;
    assert!(after.iter().filter(|pid| before.contains(pid)).count() < before.len(), "{before:?} {after:?}");

    let writable = client(&cluster.url()).await;
    writable.batch_execute("SET default_transaction_read_only = off").await.unwrap();
    writable.batch_execute("ALTER SYSTEM RESET default_transaction_read_only").await.unwrap();
    writable.batch_execute("SELECT pg_reload_conf()").await.unwrap();
    let batch = batches.next().unwrap();
    patiently(async { while store.apply(batch.clone().into()).await.is_err() {} }).await;
}

#[tokio::test]
async fn a_server_that_was_replaced_is_not_taken_again() {
    let old = Cluster::start(&[("fsync", "off")]).await;
    let (to_old, new) = (Proxy::before(&old.url()).await, old.standby("new", &[("fsync", "off")]).await);
    let port = Url::parse(&to_old.url()).unwrap().port().unwrap();
    let hosts = format!("postgres://pumpup:pumpup@127.0.0.1:{port},127.0.0.1:{}/postgres", new.port());
    let database = Database::new(&hosts, None, None).unwrap();
    let port_of = async |database: &Database| {
        let (client, _) = patiently(database.open(None)).await.map_err(|error| format!("{error:?}"))?;
        let row = client.query_one("SELECT inet_server_port()", &[]).await.unwrap();
        Ok::<_, String>(row.get::<_, i32>(0) as u16)
    };
    assert_eq!(port_of(&database).await, Ok(old.port()));
    let (kept, driving) = patiently(database.open(None)).await.unwrap();
    // Without the other one, a standby is none that can be used.
    to_old.set(Fault::Refuse);
    port_of(&database).await.unwrap_err();

    new.promote().await;
    assert!(!kept.is_closed());
    assert_eq!(port_of(&database).await, Ok(new.port()));
    // What was connected to the old one is so no longer.
    patiently(driving).await.unwrap();
    // The old one is back, takes writes, and comes first: but it was replaced.
    to_old.set(Fault::None);
    assert_eq!(port_of(&Database::new(&hosts, None, None).unwrap()).await, Ok(old.port()), "it can be connected to");
    assert_eq!(port_of(&database).await, Ok(new.port()));
    drop(new);
    port_of(&database).await.unwrap_err();
}

#[tokio::test]
async fn no_caller_sees_that_tables_changed_under_the_statements() {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let engine = engine(store.clone());
    let task = cast.task(&*store, "a case").await;
    let done = Arc::new(AtomicBool::new(false));
    let load = (0..4).map(|worker| {
        let (engine, done) = (engine.clone(), done.clone());
        tokio::spawn(async move {
            let mut round = 0;
            while !done.load(Ordering::Relaxed) || round < 2 {
                round += 1;
                let key = |what: &str| Some(format!("{worker} {round} {what}"));
                engine.execute(cast.agent, key("note"), note(task.id, "well")).await.unwrap();
                engine.execute(cast.agent, key("task"), task_create(GENERAL, "a case")).await.unwrap();
                engine.task(&cast.agent, task.id).await.unwrap();
                engine.list(&cast.agent, tasks(), None, 10).await.unwrap();
            }
            round
        })
    });
    let load: Vec<_> = load.collect();
    let changes = [
        "ALTER TABLE tasks ADD COLUMN further text",
        "ALTER TABLE tasks ALTER COLUMN body TYPE varchar",
        "ALTER TABLE projects ALTER COLUMN body TYPE varchar",
        "ALTER TABLE keys ALTER COLUMN body TYPE varchar",
        "ALTER TABLE receipts ALTER COLUMN answer TYPE varchar",
        "ALTER TABLE tasks ALTER COLUMN body TYPE text",
        "ALTER TABLE projects ALTER COLUMN body TYPE text",
    ];
    for change in changes {
        let before = place.count("tasks").await;
        place.sql(change).await;
        // Each meets statements that were planned before it.
        patiently(async { while place.count("tasks").await < before + 8 {} }).await;
    }
    done.store(true, Ordering::Relaxed);
    let mut rounds = 0;
    for worker in load {
        rounds += patiently(worker).await.unwrap();
    }
    assert_eq!(task_ids(&*store, cast).await.len(), 1 + rounds);
    assert!(cast.get(&*store, Target::Task(task.id)).await.is_some());
}

#[tokio::test]
async fn a_server_without_room_is_unavailable_and_serves_again_once_there_is_some() {
    let cluster = Cluster::start(&[("fsync", "off"), ("max_connections", "12")]).await;
    let place = Place::at(cluster.url()).await;
    let store = postgres_at(&place.url, None).await;
    let cast = Cast::of(&store).await;
    let mut hogs = Vec::new();
    // Ours lose their connections, and others take the room.
    place.to_backends("pg_terminate_backend", "true").await;
    place.until_backends(0, "true").await;
    while let Ok((hog, wire)) = tokio_postgres::connect(&cluster.url(), tokio_postgres::NoTls).await {
        tokio::spawn(wire);
        hogs.push(hog);
    }
    assert!(hogs.len() > 5, "{}", hogs.len());
    let batch = [envelope(cast.agent, "key", task_create(GENERAL, "a case"))];
    for _ in 0..4 {
        let (applied, ready) = (try_apply(&store, &batch).await, patiently(store.ready()).await);
        assert!(matches!(applied, Err(StoreError::Unavailable(_))), "{applied:?}");
        assert!(matches!(ready, Err(StoreError::Unavailable(_))), "{ready:?}");
    }
    let why = try_apply(&store, &batch).await.unwrap_err().to_string();
    assert!(why.contains("too many clients"), "{why}");

    drop(hogs);
    patiently(async { while store.apply(batch.clone().into()).await.is_err() {} }).await;
    assert_eq!(task_ids(&store, cast).await.len(), 1);
}
