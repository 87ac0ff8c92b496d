//! Stores that were filled before they knew how to look back, and one with more in it than an overview looks at.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use pumpup::domain::approval::Verdict;
use pumpup::domain::caller::Who;
use pumpup::domain::command::Command;
use pumpup::domain::elicitation::ElicitationAnswer;
use pumpup::domain::field::FieldValue;
use pumpup::domain::ids::{RequestId, Time};
use pumpup::domain::limits;
use pumpup::domain::request::{Ask, Kind, RequestCancel, RequestExpire};
use pumpup::engine::{Engine, Scope};
use pumpup::environment::{Clock, Environment};
use pumpup::store::sqlite::{FILE, SqliteStore};
use pumpup::store::{EndedFilter, InboxItem, Opener, Store};
use rusqlite::Connection;

use super::cast::{self, Cast, answered_id, approve, decide, done, request, text_field};
use super::postgres_at;
use crate::cluster;
use crate::support::TestClock;

fn open(folder: &Path, clock: Clock) -> SqliteStore {
    SqliteStore::open(folder, Opener::Beside, clock).unwrap()
}

/// One request for each way to end, a second after the other, and one that is open.
async fn every_end(store: &dyn Store, clock: &TestClock) -> Cast {
    let cast = Cast::of(store).await;
    let mut approvals = Vec::new();
    for n in 0..4 {
        approvals.push(cast.approval(store, &format!("request {n}")).await.1);
    }
    let task = cast.task(store, "a form").await.id;
    let mut form = request("general", task, "fill in", None);
    let Command::RequestCreate(create) = &mut form else { panic!("it makes a request") };
    create.ask = Ask::Elicitation { fields: vec![text_field("why")], recommendation: vec![] };
    let form = RequestId(answered_id(&done(store, cast.agent, form).await));
    let task = cast.task(store, "in vain").await;
    let due = cast.approval_on(store, &task, "in vain", Some(clock.now().plus(1_000))).await;
    let (reason, answers) = ("changed".into(), [("why".into(), FieldValue::Text("so".into()))].into());
    let (answer, cancel) = (
        ElicitationAnswer { request: form, answers, digest: String::new() },
        RequestCancel { request: approvals[2], kind: Kind::Approval, reason },
    );
    for (by, command) in [
        (cast.jane, approve(approvals[1])),
        (cast.admin, decide(approvals[0], Verdict::Escalate)),
        (cast.agent, Command::RequestCancel(cancel)),
        (cast.jane, Command::ElicitationAnswer(answer)),
    ] {
        clock.advance(Duration::from_secs(1));
        done(store, by, command).await;
    }
    clock.advance(Duration::from_secs(1));
    let expire = pumpup::domain::settle::Envelope::new(
        pumpup::environment::mint(),
        None,
        pumpup::domain::caller::Caller::platform(cast.account),
        Command::RequestExpire(RequestExpire { request: due }),
    );
    cast::outcome(store, expire).await.unwrap();
    cast
}

/// What the store says has ended: all of it, what Jane ended, and what was escalated.
async fn said(store: &dyn Store, cast: Cast) -> [Vec<InboxItem>; 3] {
    let Who::Person(jane) = cast.jane.who else { panic!("Jane is a person") };
    let list = async |filter| store.ended(cast.account, filter, None, 100).await.unwrap().items;
    [
        list(EndedFilter::default()).await,
        list(EndedFilter { ended_by: Some(jane), ..EndedFilter::default() }).await,
        list(EndedFilter { outcome: Some(Verdict::Escalate), ..EndedFilter::default() }).await,
    ]
}

fn is_every_end(said: &[Vec<InboxItem>; 3]) {
    assert_eq!(said.each_ref().map(Vec::len), [5, 2, 1]);
    let ends: Vec<Time> = said[0].iter().map(|item| item.request.end().unwrap().at).collect();
    assert!(ends.is_sorted_by(|later, earlier| later > earlier), "the latest end first");
}

#[tokio::test]
async fn a_file_from_before_tells_what_ended_in_it() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), TestClock::new());
    let store = open(folder.path(), clock.environment().clock);
    let cast = every_end(&store, &clock).await;
    let before = said(&store, cast).await;
    is_every_end(&before);
    drop(store);
    let undo = "DROP INDEX requests_ended; DROP INDEX keys_forget_at;
        ALTER TABLE requests DROP COLUMN ended_at; ALTER TABLE requests DROP COLUMN ended_by;
        ALTER TABLE requests DROP COLUMN outcome; ALTER TABLE keys DROP COLUMN kind;
        ALTER TABLE keys DROP COLUMN forget_at; PRAGMA user_version = 1;";
    Connection::open(folder.path().join(FILE)).unwrap().execute_batch(undo).unwrap();
    let store = open(folder.path(), clock.environment().clock);
    assert_eq!(said(&store, cast).await, before);
}

#[tokio::test]
async fn a_database_from_before_tells_what_ended_in_it_and_what_an_older_server_ends() {
    let (url, clock) = (cluster::fresh().await, TestClock::new());
    let store = postgres_at(&url, Some(clock.environment().clock)).await;
    let cast = every_end(&store, &clock).await;
    let before = said(&store, cast).await;
    is_every_end(&before);
    let client = cluster::client(&url).await;
    // An older server knows nothing of the columns: it says that a request is no longer open, and how it stands.
    let older = "UPDATE requests SET open = true, ended_at = NULL, ended_by = NULL, outcome = NULL WHERE NOT open;
        UPDATE requests SET open = false WHERE body::json ->> 'state' <> 'pending'";
    client.batch_execute(older).await.unwrap();
    assert_eq!(said(&store, cast).await, before);
    drop(store);
    let undo = "DROP TRIGGER requests_tell_their_end ON requests; DROP FUNCTION requests_tell_their_end;
        ALTER TABLE requests DROP COLUMN ended_at, DROP COLUMN ended_by, DROP COLUMN outcome;
        ALTER TABLE keys DROP COLUMN kind, DROP COLUMN forget_at; DELETE FROM pumpup_migrations WHERE number = 2";
    client.batch_execute(undo).await.unwrap();
    let store = postgres_at(&url, Some(clock.environment().clock)).await;
    assert_eq!(said(&store, cast).await, before);
}

#[tokio::test]
async fn an_overview_says_that_there_is_more_than_it_looks_at() {
    let (folder, most) = (tempfile::tempdir().unwrap(), limits::OVERVIEW_REQUESTS);
    let store = Arc::new(open(folder.path(), Clock::system()));
    let cast = Cast::of(&*store).await;
    let (_, request) = cast.approval(&*store, "one of many").await;
    done(&*store, cast.jane, approve(request)).await;
    // Copies, each older than the one before, with ids of their own.
    let copy = |from: u32, to: u32| {
        let sql = "WITH RECURSIVE n (n, id) AS (
                SELECT ?1, printf('00000000-0000-4000-8000-%012x', ?1) UNION ALL
                SELECT n + 1, printf('00000000-0000-4000-8000-%012x', n + 1) FROM n WHERE n + 1 < ?2)
            INSERT INTO requests SELECT account_id, unhex(replace(n.id, '-', '')), task_id, project_id, kind, open,
                requested_by, requested_at, deadline, summary_folded, json_set(body, '$.id', n.id), ended_at - n, ended_by,
                outcome
            FROM requests r, n WHERE r.id = ?3";
        let file = Connection::open(folder.path().join(FILE)).unwrap();
        assert_eq!(file.execute(sql, (from, to, request.0.as_bytes())).unwrap(), (to - from) as usize);
    };
    let engine = Engine::start(store.clone(), Environment::system());
    let overview = async || {
        let scope = Scope { project: None, requested_by: None, period: 86_400_000_000 };
        let added_up = engine.overview(&cast.jane, scope).await.unwrap();
        (added_up.overview.total.resolved, added_up.partial)
    };
    copy(1, most);
    assert_eq!(overview().await, (most, false), "all of them, and no more than fit");
    copy(most, most + 1);
    assert_eq!(overview().await, (most, true));
}
