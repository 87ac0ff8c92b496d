//! What was acknowledged survives kill -9, a broken disk is never a false "yes", and one folder has one server.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use pumpup::rpc::pb;
use rusqlite::Connection;
use tokio::task::JoinSet;
use tonic::{Code, Status};

use crate::chance::Chance;
use crate::process::{Process, Shim, output, pumpup, said, serve, until};
use crate::support::{Clients, approval_on, approve, fresh_key, key_in, patiently, reason};

/// A write, with its key.
#[derive(Clone)]
enum Write {
    Task(pb::TasksCreateRequest),
    Ask(pb::ApprovalsCreateRequest),
    Decide(pb::ApprovalsDecideRequest),
}

/// Those who write.
#[derive(Clone)]
struct Writers {
    agent: Clients,
    jane: Clients,
}

impl Writers {
    async fn of(process: &Process) -> Self {
        let (agent, jane) = (process.clients("agent.key").await, process.clients("jane.key").await);
        Self { agent, jane }
    }

    /// Sends a write, and answers the id in its answer.
    async fn send(&mut self, write: Write) -> Result<String, Status> {
        Ok(match write {
            Write::Task(task) => self.agent.tasks.create(task).await?.into_inner().task.unwrap().id,
            Write::Ask(ask) => self.agent.approvals.create(ask).await?.into_inner().event_id,
            Write::Decide(decide) => self.jane.approvals.decide(decide).await?.into_inner().result.unwrap().event_id,
        })
    }
}

/// Everything that was ever sent, with the id that acknowledged it if any did.
type Sent = Arc<Mutex<Vec<(Write, Option<String>)>>>;

/// Writes case after case until the server is gone.
async fn write_on(mut writers: Writers, sent: Sent, acknowledged: Arc<AtomicUsize>) {
    let mut send = async |write: Write| {
        let place = {
            let mut sent = sent.lock().unwrap();
            sent.push((write.clone(), None));
            sent.len() - 1
        };
        let id = writers.send(write).await?;
        sent.lock().unwrap()[place].1 = Some(id.clone());
        acknowledged.fetch_add(1, Ordering::SeqCst);
        Ok::<_, Status>(id)
    };
    let gone: Result<(), Status> = async {
        loop {
            let name = fresh_key();
            let task = pb::TasksCreateRequest {
                idempotency_key: fresh_key(),
                project_name: "general".into(),
                name: name.clone(),
                ..Default::default()
            };
            let id = send(Write::Task(task)).await?;
            let task = pb::Task { id, project_name: "general".into(), ..Default::default() };
            let request = send(Write::Ask(approval_on(&task, &name))).await?;
            send(Write::Decide(approve(&request, ""))).await?;
        }
    }
    .await;
    let status = gone.unwrap_err();
    let of_the_connection = [Code::Unavailable, Code::Unknown, Code::Cancelled, Code::Internal];
    assert!(of_the_connection.contains(&status.code()), "{status:?}");
}

/// Whether the file is sound, by the database's own judgement.
fn assert_sound(folder: &Path) {
    let connection = Connection::open(folder.join("pumpup.sqlite")).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut process = Process::on(folder).await;
    let jane = process.clients("admin.key").await.key(pb::Role::Reviewer, "Jane", &[]).await;
    std::fs::write(folder.join("jane.key"), jane).unwrap();
    let mut chance = Chance::of(70);
    let sent = Sent::default();
    for _ in 0..4 {
        let acknowledged = Arc::new(AtomicUsize::new(0));
        let writers = Writers::of(&process).await;
        let mut workers = JoinSet::new();
        for _ in 0..8 {
            workers.spawn(write_on(writers.clone(), sent.clone(), acknowledged.clone()));
        }
        let enough = 10 + chance.below(60);
        until(|| (acknowledged.load(Ordering::SeqCst) >= enough).then_some(())).await;
        process.kill().await;
        patiently(workers.join_all()).await;
        process = Process::on(folder).await;
    }

    // Every key ever used is sent again: what was acknowledged answers the same, and what was not is done now.
    let sent = sent.lock().unwrap().clone();
    assert!(sent.iter().any(|(_, id)| id.is_none()), "no write was under way when the server was killed");
    let mut writers = Writers::of(&process).await;
    let mut tasks = Vec::new();
    for (write, acknowledged) in &sent {
        let id = patiently(writers.send(write.clone())).await.unwrap();
        assert_eq!(acknowledged.as_ref().unwrap_or(&id), &id);
        if let Write::Task(task) = write {
            tasks.push((id, task.name.clone()));
        }
    }
    assert_eq!(count_tasks(&mut writers.agent).await, tasks.len(), "no effect is there twice");
    for (task_id, name) in tasks {
        let request = pb::TasksListEventsRequest { task_id, ..Default::default() };
        let events = writers.agent.tasks.list_events(request).await.unwrap().into_inner().events;
        let sequences: Vec<_> = events.iter().map(|event| event.sequence).collect();
        assert_eq!(sequences, (1..=events.len() as u64).collect::<Vec<_>>());
        let asked = sent.iter().filter(|(write, _)| matches!(write, Write::Ask(ask) if ask.summary == name)).count();
        assert!((1 + asked..=1 + 2 * asked).contains(&events.len()), "{name}: {events:?}");
    }
    process.kill().await;
    assert_sound(folder);
}

async fn count_tasks(agent: &mut Clients) -> usize {
    let (mut count, mut page_token) = (0, String::new());
    loop {
        let request = pb::TasksListRequest { page_size: 200, page_token, ..Default::default() };
        let page = agent.tasks.list(request).await.unwrap().into_inner();
        count += page.tasks.len();
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return count;
        }
    }
}

#[tokio::test]
async fn each_acknowledged_write_was_synced_and_concurrent_ones_share_a_sync() {
    let (folder, shim) = (tempfile::tempdir().unwrap(), Shim::new());
    let mut command = shim.before(serve(folder.path()));
    command.env("PUMPUP_SHIM_DELAY_US", "2000");
    let process = Process::start(command, folder.path()).await;
    let agent = process.clients("agent.key").await;

    let before = shim.count();
    for n in 1..=20 {
        agent.open_task("alone").await;
        assert!(shim.count() >= before + n, "{n} writes were acknowledged after {} syncs", shim.count() - before);
    }

    let before = shim.count();
    let mut calls = JoinSet::new();
    for _ in 0..400 {
        let agent = agent.clone();
        calls.spawn(async move { agent.open_task("together").await });
    }
    patiently(calls.join_all()).await;
    let syncs = shim.count() - before;
    assert!((1..100).contains(&syncs), "400 concurrent writes took {syncs} syncs");
}

#[tokio::test]
async fn a_decision_is_not_seen_before_it_is_synced() {
    let (folder, shim) = (tempfile::tempdir().unwrap(), Shim::new());
    let mut command = shim.before(serve(folder.path()));
    command.env("PUMPUP_SHIM_DELAY_US", "100000");
    let process = Process::start(command, folder.path()).await;
    let (mut agent, mut admin) = (process.clients("agent.key").await, process.clients("admin.key").await);
    for _ in 0..3 {
        let id = agent.ask_approval("may I").await;
        let watch = pb::ApprovalsWatchResultRequest { id: id.clone() };
        let mut watch = agent.approvals.watch_result(watch).await.unwrap().into_inner();
        patiently(watch.message()).await.unwrap().unwrap();
        let before = shim.count();
        let (decided, seen) = tokio::join!(admin.approvals.decide(approve(&id, "")), async {
            patiently(watch.message()).await.unwrap().unwrap();
            shim.count()
        });
        decided.unwrap();
        assert!(seen > before, "the watch saw a decision that a power cut could have undone");
    }
}

#[tokio::test]
async fn a_disk_that_breaks_is_no_yes_and_the_same_key_finds_out() {
    let (folder, shim) = (tempfile::tempdir().unwrap(), Shim::new());
    let mut process = Process::start(shim.before(serve(folder.path())), folder.path()).await;
    let mut agent = process.clients("agent.key").await;
    let before = agent.open_task("before").await;
    let create = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: "general".into(),
        name: "through thick and thin".into(),
        ..Default::default()
    };
    shim.break_disk(true);
    let status = patiently(agent.tasks.create(create.clone())).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable, "{status:?}");
    let get = pb::TasksGetRequest { id: before.id };
    agent.tasks.get(get).await.expect("what was read before can still be read");
    shim.break_disk(false);
    let made = patiently(agent.tasks.create(create.clone())).await.unwrap().into_inner().task.unwrap();
    process.kill().await;

    process = Process::on(folder.path()).await;
    let mut agent = process.clients("agent.key").await;
    let again = agent.tasks.create(create).await.unwrap().into_inner().task.unwrap();
    assert_eq!(again.id, made.id);
    assert_eq!(count_tasks(&mut agent).await, 2);
    process.kill().await;
    assert_sound(folder.path());
}

#[tokio::test]
async fn one_folder_has_one_server() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::on(folder.path()).await;
    let second = output(serve(folder.path())).await;
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("another pumpup server is using"), "{}", said(&second));
    assert_eq!(String::from_utf8_lossy(&second.stdout), "", "it never said that it serves");
    process.clients("agent.key").await.open_task("undisturbed").await;
    process.kill().await;
    Process::on(folder.path()).await.clients("agent.key").await.open_task("the lock went with its holder").await;
}

#[tokio::test]
async fn keys_are_on_disk_for_their_owner_alone_before_they_are_valid() {
    let (folder, shim) = (tempfile::tempdir().unwrap(), Shim::new());
    // What a crash between the files and the commit leaves, and a file that anybody could read.
    for name in ["admin.key", "agent.key"] {
        std::fs::write(folder.path().join(name), "pumpup_of_a_start_that_crashed\n").unwrap();
        std::fs::set_permissions(folder.path().join(name), PermissionsExt::from_mode(0o644)).unwrap();
    }
    let process = Process::start(shim.before(serve(folder.path())), folder.path()).await;
    for name in ["admin.key", "agent.key"] {
        let file = std::fs::metadata(folder.path().join(name)).unwrap();
        assert_eq!(file.permissions().mode() & 0o777, 0o600, "{name}");
    }
    let names = shim.names();
    let last =
        |name: &str| names.iter().rposition(|synced| synced == name).unwrap_or_else(|| panic!("{name}: {names:?}"));
    let folder_name = folder.path().file_name().unwrap().to_str().unwrap();
    assert!(last("admin.key").max(last("agent.key")) < last(folder_name), "{names:?}");
    assert!(last(folder_name) < last("pumpup.sqlite-wal"), "the account came before its keys: {names:?}");

    process.clients("agent.key").await.open_task("the keys work").await;
    let key = key_in(&folder.path().join("admin.key"));
    process.kill().await;
    let process = Process::on(folder.path()).await;
    assert_eq!(key_in(&folder.path().join("admin.key")), key, "a later start leaves them as they are");
    process.clients("admin.key").await.key(pb::Role::Agent, "Bot", &[]).await;
}

#[tokio::test]
async fn tables_of_a_newer_version_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    Process::on(folder.path()).await.kill().await;
    let file = folder.path().join("pumpup.sqlite");
    Connection::open(&file).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let refused = output(serve(folder.path())).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("was written by a newer pumpup"), "{}", said(&refused));
    let version = Connection::open(&file).unwrap().query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
    assert_eq!(version.unwrap(), 99);
}

#[tokio::test]
async fn another_programs_file_is_refused_and_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pumpup.sqlite");
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE theirs (a); INSERT INTO theirs VALUES (1);").unwrap();
    let before = std::fs::read(&file).unwrap();
    let refused = output(serve(folder.path())).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("another program's file"), "{}", said(&refused));
    assert!(std::fs::read(&file).unwrap() == before, "not a byte of it has changed");

    std::fs::write(&file, "Dear diary, this is not a database at all.\n".repeat(50)).unwrap();
    let refused = output(serve(folder.path())).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("pumpup.sqlite"), "{}", said(&refused));
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("Dear diary"));
}

#[tokio::test]
async fn keys_are_recovered_and_accounts_made_beside_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let process = Process::on(folder.path()).await;
    let beside = async |arguments: &[&str]| {
        let done = output(pumpup(&[arguments, &["--data", data]].concat())).await;
        assert!(done.status.success(), "{arguments:?}: {}", said(&done));
        let key = String::from_utf8(done.stdout).unwrap().trim().to_owned();
        Clients::new(process.channel().await, &key)
    };
    let mut recovered = beside(&["keys", "recover"]).await;
    let who = recovered.access.who_am_i(pb::AccessWhoAmIRequest::default()).await.unwrap().into_inner();
    assert_eq!((who.role(), who.name.as_str()), (pb::Role::Admin, "admin"));

    let mut other = beside(&["accounts", "create", "--name", "other"]).await;
    let agent = Clients::new(process.channel().await, &other.key(pb::Role::Agent, "Bot", &[]).await);
    let id = agent.ask_approval("may I").await;
    let foreign = recovered.approvals.decide(approve(&id, "")).await.unwrap_err();
    assert_eq!(reason(&foreign), "REQUEST_NOT_FOUND");
    other.approvals.decide(approve(&id, "")).await.unwrap();

    let twice = output(pumpup(&["accounts", "create", "--name", "other", "--data", data])).await;
    assert!(!twice.status.success() && said(&twice).contains("exists already"), "{}", said(&twice));
    let nowhere = output(pumpup(&["keys", "recover", "--data", &format!("{data}/nowhere")])).await;
    assert!(!nowhere.status.success() && said(&nowhere).contains("there is no store"), "{}", said(&nowhere));
    assert!(!folder.path().join("nowhere").exists());
}
