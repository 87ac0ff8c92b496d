//! The clusters do what the tests that stand on them take for granted.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use tokio_postgres::error::SqlState;

use crate::cluster::home::Process;
use crate::cluster::{Cluster, client, fresh};
use crate::process::until;
use crate::support::patiently;

async fn notes(cluster: &Cluster) -> Vec<String> {
    let rows = cluster.client().await.query("SELECT note FROM notes ORDER BY note", &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn its_socket_leads_to_the_same_cluster() {
    let cluster = Cluster::start(&[]).await;
    cluster.sql("CREATE DATABASE other").await;
    let client = client(&cluster.socket_url("other")).await;
    let row = client.query_one("SELECT current_database()::text, current_setting('port')", &[]).await.unwrap();
    assert_eq!((row.get(0), row.get(1)), ("other", cluster.port().to_string().as_str()));
}

#[tokio::test]
async fn what_was_committed_survives_a_crash() {
    let mut cluster = Cluster::start(&[("synchronous_commit", "on"), ("log_line_prefix", "it's me: ")]).await;
    let (port, folder) = (cluster.port(), cluster.folder().to_owned());
    cluster.sql("CREATE TABLE notes (note text); INSERT INTO notes VALUES ('kept')").await;
    let mut open = cluster.client().await;
    let lost = open.transaction().await.unwrap();
    lost.batch_execute("INSERT INTO notes VALUES ('lost')").await.unwrap();

    cluster.kill().await;
    assert!(patiently(lost.commit()).await.unwrap_err().is_closed());
    tokio_postgres::connect(&cluster.url(), tokio_postgres::NoTls).await.map(|_| ()).unwrap_err();
    cluster.start_again().await;
    assert_eq!(notes(&cluster).await, ["kept"]);
    assert_eq!(cluster.port(), port);
    assert!(cluster.log().contains("it's me: "), "{}", cluster.log());
    assert!(cluster.log().contains("was not properly shut down"), "{}", cluster.log());

    drop(cluster);
    assert!(!folder.exists());
}

#[tokio::test]
async fn what_is_frozen_does_not_answer_until_it_is_thawed() {
    let mut cluster = Cluster::start(&[("fsync", "off")]).await;
    let client = cluster.client().await;
    cluster.freeze().await;
    let mut answer = Box::pin(client.query_one("SELECT 1", &[]));
    tokio::time::timeout(Duration::from_millis(200), &mut answer).await.map(|_| ()).unwrap_err();
    cluster.thaw();
    patiently(answer).await.unwrap();
    // One that is dropped while it is frozen goes, too.
    cluster.freeze().await;
}

#[tokio::test]
async fn a_standby_follows_and_takes_over() {
    let mut primary = Cluster::start(&[("fsync", "off")]).await;
    primary.sql("CREATE TABLE notes (note text)").await;
    let standby = primary.standby("second", &[("fsync", "off")]).await;
    // From here on, a commit is acknowledged when the standby shows it.
    primary.sql("ALTER SYSTEM SET synchronous_standby_names = 'second'").await;
    primary.sql("ALTER SYSTEM SET synchronous_commit = 'remote_apply'").await;
    primary.sql("SELECT pg_reload_conf()").await;
    let client = primary.client().await;
    let is_sync = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'second' AND sync_state = 'sync'";
    patiently(async {
        while client.query_one(is_sync, &[]).await.unwrap().get::<_, i64>(0) == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    primary.sql("INSERT INTO notes VALUES ('before')").await;
    assert_eq!(notes(&standby).await, ["before"]);
    let refused = standby.client().await.batch_execute("INSERT INTO notes VALUES ('too early')").await.unwrap_err();
    assert_eq!(refused.code(), Some(&SqlState::READ_ONLY_SQL_TRANSACTION));

    primary.kill().await;
    standby.promote().await;
    // It has copied the primary's wish for a standby, and has none.
    standby.sql("ALTER SYSTEM RESET ALL").await;
    standby.sql("SELECT pg_reload_conf()").await;
    patiently(standby.sql("INSERT INTO notes VALUES ('after')")).await;
    assert_eq!(notes(&standby).await, ["after", "before"]);
}

#[tokio::test]
async fn every_test_has_a_schema_of_its_own() {
    let (here, there) = (client(&fresh().await).await, client(&fresh().await).await);
    for client in [&here, &there] {
        client.batch_execute("CREATE TABLE notes (note text)").await.unwrap();
    }
    here.batch_execute("INSERT INTO notes VALUES ('here')").await.unwrap();
    let count = async |client: &tokio_postgres::Client| -> i64 {
        client.query_one("SELECT count(*) FROM notes", &[]).await.unwrap().get(0)
    };
    assert_eq!((count(&here).await, count(&there).await), (1, 0));
}

#[tokio::test]
async fn a_test_process_that_is_killed_leaves_nothing() {
    let temporary = tempfile::tempdir().unwrap();
    std::fs::set_permissions(temporary.path(), Permissions::from_mode(0o755)).unwrap();
    let mut process = Command::new(std::env::current_exe().unwrap());
    process.args(["--exact", "clusters::what_is_frozen_does_not_answer_until_it_is_thawed"]);
    let mut process = process.env("TMPDIR", temporary.path()).stdout(Stdio::null()).spawn().unwrap();
    let home = until(|| std::fs::read_dir(temporary.path()).unwrap().next()).await.unwrap().path();
    let server =
        until(|| std::fs::read_to_string(home.join("data/postmaster.pid")).ok()?.lines().next()?.parse().ok()).await;

    process.kill().unwrap();
    assert_eq!(process.wait().unwrap().signal(), Some(9), "it was still at work");
    until(|| (!home.exists()).then_some(())).await;
    until(|| Process::of(server).is_none().then_some(())).await;
}
