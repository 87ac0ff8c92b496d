//! Each fault is what it says, and the counters say that it was met.

use std::future::poll_fn;

use tokio_postgres::{AsyncMessage, Client, NoTls};

use super::{Fault, Proxy};
use crate::cluster::{client, fresh};
use crate::process::until;
use crate::support::patiently;

/// A proxy, and a client past it that has made a table.
async fn noted() -> (Proxy, Client) {
    let url = fresh().await;
    let direct = client(&url).await;
    direct.batch_execute("CREATE TABLE notes (note text)").await.unwrap();
    (Proxy::before(&url).await, direct)
}

async fn count(client: &Client) -> i64 {
    patiently(client.query_one("SELECT count(*) FROM notes", &[])).await.unwrap().get(0)
}

/// Begins a transaction that adds a note.
async fn note(client: &Client) {
    client.batch_execute("BEGIN; INSERT INTO notes VALUES ('one')").await.unwrap();
}

#[tokio::test]
async fn without_a_fault_everything_passes() {
    let (proxy, direct) = noted().await;
    let through = client(&proxy.url()).await;
    note(&through).await;
    through.batch_execute("COMMIT").await.unwrap();
    assert_eq!(count(&direct).await, 1);
    let refused = through.batch_execute("SELECT 1/0").await.unwrap_err();
    assert_eq!(refused.as_db_error().unwrap().message(), "division by zero");
}

#[tokio::test]
async fn a_cut_after_the_commit_leaves_what_was_written() {
    let (proxy, direct) = noted().await;
    proxy.once(Fault::CutAfterCommit);
    let through = client(&proxy.url()).await;
    note(&through).await;
    let lost = patiently(through.batch_execute("COMMIT")).await.unwrap_err();
    assert!(lost.as_db_error().is_none(), "{lost:?}");
    assert_eq!((proxy.met(Fault::CutAfterCommit), count(&direct).await), (1, 1));

    // A COMMIT that turns into a ROLLBACK is none, and once is once.
    proxy.once(Fault::CutAfterCommit);
    let through = client(&proxy.url()).await;
    note(&through).await;
    through.batch_execute("SELECT 1/0").await.unwrap_err();
    through.batch_execute("COMMIT").await.unwrap();
    note(&through).await;
    through.execute("COMMIT", &[]).await.unwrap_err();
    let through = client(&proxy.url()).await;
    note(&through).await;
    through.execute("COMMIT", &[]).await.unwrap();
    assert_eq!((proxy.met(Fault::CutAfterCommit), count(&direct).await), (2, 3));
}

#[tokio::test]
async fn a_cut_before_the_commit_leaves_nothing() {
    let (proxy, direct) = noted().await;
    proxy.set(Fault::CutBeforeCommit);
    let through = client(&proxy.url()).await;
    note(&through).await;
    patiently(through.batch_execute("commit")).await.unwrap_err();
    assert_eq!(proxy.met(Fault::CutBeforeCommit), 1);

    let through = client(&proxy.url()).await;
    let (begin, commit) = (through.prepare("BEGIN").await.unwrap(), through.prepare(" COMMIT").await.unwrap());
    through.execute(&begin, &[]).await.unwrap();
    through.execute("INSERT INTO notes VALUES ('one')", &[]).await.unwrap();
    assert_eq!(proxy.met(Fault::CutBeforeCommit), 1, "to prepare is not to run");
    patiently(through.execute(&commit, &[])).await.unwrap_err();
    assert_eq!((proxy.met(Fault::CutBeforeCommit), count(&direct).await), (2, 0));
    // Their locks go with them.
    patiently(direct.batch_execute("BEGIN; LOCK TABLE notes; COMMIT")).await.unwrap();
    assert_eq!(count(&direct).await, 0);
}

#[tokio::test]
async fn a_reply_is_held_until_it_is_released() {
    let (proxy, direct) = noted().await;
    proxy.once(Fault::HoldCommit);
    let through = client(&proxy.url()).await;
    note(&through).await;
    let commit = tokio::spawn(async move { through.batch_execute("COMMIT").await });
    until(|| (proxy.met(Fault::HoldCommit) == 1).then_some(())).await;
    assert_eq!(count(&direct).await, 1);
    assert!(!commit.is_finished());
    proxy.release();
    patiently(commit).await.unwrap().unwrap();
}

#[tokio::test]
async fn what_a_black_hole_took_comes_when_it_ends() {
    let (proxy, _direct) = noted().await;
    let (open, url) = (client(&proxy.url()).await, proxy.url());
    proxy.set(Fault::BlackHole);
    let open = tokio::spawn(async move { count(&open).await });
    let newcomer = tokio::spawn(async move { count(&client(&url).await).await });
    until(|| (proxy.met(Fault::BlackHole) == 2).then_some(())).await;
    assert!(!open.is_finished() && !newcomer.is_finished());
    proxy.set(Fault::None);
    assert_eq!((patiently(open).await.unwrap(), patiently(newcomer).await.unwrap()), (0, 0));
}

#[tokio::test]
async fn a_black_hole_takes_replies_too_and_a_cut_ends_the_wait() {
    let (proxy, direct) = noted().await;
    let through = client(&proxy.url()).await;
    direct.batch_execute("BEGIN; LOCK TABLE notes").await.unwrap();
    let waits = tokio::spawn(async move { through.execute("INSERT INTO notes VALUES ('one')", &[]).await });
    let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'notes'::regclass";
    patiently(async { while direct.query_one(waiting, &[]).await.unwrap().get::<_, i64>(0) == 0 {} }).await;
    proxy.set(Fault::BlackHole);
    direct.batch_execute("COMMIT").await.unwrap();
    until(|| (proxy.met(Fault::BlackHole) == 1).then_some(())).await;
    assert!(!waits.is_finished());
    proxy.cut();
    patiently(waits).await.unwrap().unwrap_err();
}

#[tokio::test]
async fn refused_are_those_who_come_and_cut_those_who_are_there() {
    let (proxy, _) = noted().await;
    let open = client(&proxy.url()).await;
    proxy.set(Fault::Refuse);
    patiently(tokio_postgres::connect(&proxy.url(), NoTls)).await.map(|_| ()).unwrap_err();
    assert_eq!((proxy.met(Fault::Refuse), count(&open).await), (1, 0));
    proxy.set(Fault::None);
    proxy.cut();
    until(|| open.is_closed().then_some(())).await;
    assert_eq!(count(&client(&proxy.url()).await).await, 0);
}

#[tokio::test]
async fn notifications_are_lost_and_later_ones_come() {
    let (proxy, direct) = noted().await;
    let (through, mut connection) = tokio_postgres::connect(&proxy.url(), NoTls).await.unwrap();
    let (heard, mut hears) = tokio::sync::mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(notification) = message {
                heard.send(notification.payload().to_owned()).unwrap();
            }
        }
    });
    through.batch_execute("LISTEN proxied").await.unwrap();
    proxy.set(Fault::DropNotifications);
    direct.batch_execute("NOTIFY proxied, 'lost'").await.unwrap();
    until(|| (proxy.met(Fault::DropNotifications) == 1).then_some(())).await;
    assert_eq!(count(&through).await, 0);
    proxy.set(Fault::None);
    direct.batch_execute("NOTIFY proxied, 'found'").await.unwrap();
    assert_eq!(patiently(hears.recv()).await.unwrap(), "found");
}

#[tokio::test]
async fn slices_add_up() {
    let (proxy, direct) = noted().await;
    proxy.set(Fault::Slice);
    let (through, long) = (client(&proxy.url()).await, "sliced".repeat(1_000));
    through.execute("INSERT INTO notes VALUES ($1)", &[&long]).await.unwrap();
    let row = patiently(through.query_one("SELECT note FROM notes", &[])).await.unwrap();
    assert_eq!(row.get::<_, String>(0), long);
    assert!(proxy.met(Fault::Slice) > 10);
    assert_eq!(count(&direct).await, 1);
}
