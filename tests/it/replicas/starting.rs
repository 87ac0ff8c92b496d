//! The first start of several servers at once, and every later one: the tables and the first keys are made once.

use std::path::Path;
use std::process::Command;

use pumpup::auth;
use pumpup::environment::Environment;
use pumpup::rpc::pb;
use pumpup::serve::Server;
use tokio::task::JoinSet;

use super::{Replicas, within};
use crate::cluster::{client, fresh};
use crate::process::{Process, output, said, serve};
use crate::proxy::Fault;
use crate::support::{Clients, PATIENCE, config, connect, key_in, patiently};

/// How many start at once.
const MANY: usize = 5;

/// A server over a database, still to be started.
pub fn serve_from(url: &str, folder: &Path) -> Command {
    let mut command = serve(folder);
    command.args(["--database-url", url, "--database-connections", "4"]);
    command
}

/// The names of what is in a folder, which may not be there.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn assert_works(url: &str, key: &str, name: &str) {
    let mut clients = Clients::new(connect(url).await, key);
    let me = patiently(clients.access.who_am_i(pb::AccessWhoAmIRequest::default())).await.unwrap().into_inner();
    assert_eq!(me.name, name);
}

/// How many rows tell of a step of the tables, how many steps those are, and how many keys there are.
async fn ledger(url: &str) -> (i64, i64, i64) {
    let counts = "SELECT count(*), count(DISTINCT number), (SELECT count(*) FROM keys) FROM pumpup_migrations";
    let row = client(url).await.query_one(counts, &[]).await.unwrap();
    (row.get(0), row.get(1), row.get(2))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_start_at_once_one_makes_the_keys_and_they_open_all() {
    let (url, parent) = (fresh().await, tempfile::tempdir().unwrap());
    let folders: Vec<_> = (0..MANY).map(|n| parent.path().join(n.to_string())).collect();
    let start = async || {
        let mut starting = JoinSet::new();
        for (n, folder) in folders.iter().enumerate() {
            let config = config(folder, &["--database-url", &url, "--database-connections", "2"]);
            starting.spawn(async move { (n, Server::start(config, Environment::system()).await.unwrap()) });
        }
        let mut servers = patiently(starting.join_all()).await;
        servers.sort_by_key(|(n, _)| *n);
        servers.into_iter().map(|(_, server)| server).collect::<Vec<_>>()
    };
    let servers = start().await;
    let made: Vec<usize> = (0..MANY).filter(|n| servers[*n].first_start.is_some()).collect();
    let [first] = made[..] else { panic!("servers {made:?} made keys") };
    for (n, folder) in folders.iter().enumerate() {
        let expected: &[&str] = if n == first { &["admin.key", "agent.key"] } else { &[] };
        assert_eq!(files(folder), expected);
    }
    let keys = ["admin", "agent"].map(|name| (key_in(&folders[first].join(format!("{name}.key"))), name));
    let before = ledger(&url).await;
    assert_eq!((before.0, before.2), (before.1, 2));
    assert!(before.0 > 0);
    for server in servers {
        for (key, name) in &keys {
            assert_works(&format!("http://{}", server.address), key, name).await;
        }
        patiently(server.stop()).await.unwrap();
    }

    let servers = start().await;
    for server in servers {
        assert!(server.first_start.is_none());
        assert_works(&format!("http://{}", server.address), &keys[0].0, "admin").await;
        patiently(server.stop()).await.unwrap();
    }
    assert_eq!(key_in(&folders[first].join("admin.key")), keys[0].0);
    assert_eq!(ledger(&url).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_admins_key_may_be_given_and_then_nothing_is_written() {
    let (url, parent) = (fresh().await, tempfile::tempdir().unwrap());
    let (key, _) = auth::new_key();
    let mut starting = JoinSet::new();
    for n in 0..3 {
        let folder = parent.path().join(n.to_string());
        let mut command = serve_from(&url, &folder);
        command.env("PUMPUP_BOOTSTRAP_ADMIN_KEY", &key);
        starting.spawn(async move { (Process::start(command, &folder).await, folder) });
    }
    for (mut process, folder) in patiently(starting.join_all()).await {
        assert_works(&process.url, &key, "admin").await;
        assert_eq!(files(&folder), [""; 0]);
        process.terminate();
        assert!(process.exit().await.success());
    }
    assert_eq!(ledger(&url).await.2, 1, "there is one key, the one that was given");
    // It is for the first start alone.
    let folder = parent.path().join("later");
    let mut command = serve_from(&url, &folder);
    command.env("PUMPUP_BOOTSTRAP_ADMIN_KEY", auth::new_key().0);
    let process = Process::start(command, &folder).await;
    assert_works(&process.url, &key, "admin").await;
    assert_eq!((ledger(&url).await.2, files(&folder)), (1, vec![]));
}

#[tokio::test]
async fn the_keys_of_an_embedded_store_are_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(config(folder.path(), &[]), Environment::system()).await.unwrap();
    patiently(server.stop()).await.unwrap();
    let (before, key) = (files(folder.path()), key_in(&folder.path().join("admin.key")));
    let url = fresh().await;
    let refused = output(serve_from(&url, folder.path())).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("holds a store of its own and the keys to it"), "{}", said(&refused));
    assert_eq!((files(folder.path()), key_in(&folder.path().join("admin.key"))), (before, key));
    // Nothing of it keeps the next one, elsewhere, from its first start.
    let elsewhere = tempfile::tempdir().unwrap();
    let process = Process::start(serve_from(&url, elsewhere.path()), elsewhere.path()).await;
    assert_works(&process.url, &key_in(&elsewhere.path().join("admin.key")), "admin").await;
}

#[tokio::test]
async fn a_new_key_is_told_though_its_commit_was_answered_by_nobody() {
    let replicas = Replicas::start(1).await;
    let (beside, proxy) = (client(&replicas.url).await, &replicas.each[0].proxy);
    let admin = replicas.admin(0);
    // From here on the server knows who calls, and has to ask nobody: that the key was used is written down already, which
    // makes it forget once more, and asked for again since. The next commit is the one that is meant.
    admin.key(pb::Role::Agent, "forerunner", &[]).await;
    let used = async || {
        let keys =
            admin.access.clone().list_keys(pb::AccessListKeysRequest::default()).await.unwrap().into_inner().keys;
        keys.iter().any(|key| key.last_used_at.is_some())
    };
    within(PATIENCE, async { while !used().await {} }).await;
    for _ in 0..3 {
        assert!(used().await);
    }
    proxy.set(Fault::CutAfterCommit);
    let asking = tokio::spawn(async move { admin.key(pb::Role::Agent, "newcomer", &[]).await });
    let count = async || beside.query_one("SELECT count(*) FROM keys", &[]).await.unwrap().get::<_, i64>(0);
    // The first two, the forerunner's, and the one that nobody has been told of yet.
    within(PATIENCE, async { while count().await < 4 {} }).await;
    proxy.set(Fault::None);
    let key = within(PATIENCE, asking).await.unwrap();
    assert!(proxy.met(Fault::CutAfterCommit) > 0);
    replicas.each[0].with_key(&key).open_task("with the key").await;
}
