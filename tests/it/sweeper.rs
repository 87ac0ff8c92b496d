//! What the sweeper has to keep up with.

use std::sync::Arc;
use std::time::Duration;

use pumpup::engine::Engine;
use pumpup::store::Opener;
use pumpup::store::Store;
use pumpup::store::sqlite::SqliteStore;
use pumpup::sweeper;
use rusqlite::Connection;
use tokio_util::sync::CancellationToken;

use crate::process::until;
use crate::store::cast::{Cast, apply, envelope, key_create};
use crate::support::{TestClock, patiently};

#[tokio::test]
async fn old_receipts_go_as_fast_as_they_come() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), TestClock::new());
    let store = SqliteStore::open(folder.path(), Opener::Server, clock.environment().clock).unwrap();
    let store: Arc<dyn Store> = Arc::new(store);
    let cast = Cast::of(&*store).await;
    let write = |n: usize| {
        envelope(cast.admin, &format!("key {n}"), key_create(pumpup::domain::access::Role::Agent, &format!("bot {n}")))
    };
    apply(&*store, (0..2_500).map(write).collect()).await;
    let reader = Connection::open(folder.path().join("pumpup.sqlite")).unwrap();
    let left = || reader.query_row("SELECT count(*) FROM receipts", [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(left(), 2_501, "these and the one of Jane's key");

    clock.advance(Duration::from_secs(7_200));
    let stop = CancellationToken::new();
    let engine = Engine::start(store, clock.environment());
    let sweeping = tokio::spawn(sweeper::run(engine, Some(Duration::from_secs(3_600)), stop.clone()));
    until(|| (left() == 0).then_some(())).await;
    stop.cancel();
    patiently(sweeping).await.unwrap();
}
