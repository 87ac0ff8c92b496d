//! Locks: what somebody else holds, what two servers want at once, and what must not change while another looks at it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use pumpup::domain::access::{PersonCreate, PersonUpdate, Role};
use pumpup::domain::caller::{Caller, Who};
use pumpup::domain::command::Command;
use pumpup::domain::ids::{PersonId, ProjectId, TaskId};
use pumpup::domain::project::{GENERAL, ProjectUpdate};
use pumpup::domain::record::{Record, Target};
use pumpup::domain::settle::{Envelope, Outcome};
use pumpup::domain::steps::{Party, Step, StepGraph};
use pumpup::domain::task::TaskMove;
use pumpup::engine::Failure;
use pumpup::environment::mint;
use pumpup::store::postgres::PostgresStore;
use pumpup::store::{Store as _, StoreError};
use tokio::time::Instant;

use super::{Place, engine, task_ids, try_apply};
use crate::chance::Chance;
use crate::cluster::{Cluster, fresh};
use crate::store::cast::{self, Cast, approve, envelope, key, note, project_create, refused, request, task_create};
use crate::support::patiently;

/// Applies one command, whatever becomes of it.
async fn settle(store: &PostgresStore, by: Caller, command: Command) -> Outcome {
    cast::outcome(store, envelope(by, &mint().to_string(), command)).await
}

#[tokio::test]
async fn who_needs_what_somebody_else_holds_is_named_and_the_others_are_done() {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let (held, request) = cast.approval(&*store, "may I").await;
    let free = cast.task(&*store, "another case").await;
    let batch = [
        envelope(cast.agent, "free", note(free.id, "well")),
        envelope(cast.agent, "held", note(held.id, "well")),
        envelope(cast.agent, "new", task_create(GENERAL, "a third")),
        envelope(cast.jane, "decide", approve(request)),
    ];
    place.sql(&format!("BEGIN; SELECT FROM tasks WHERE id = '{}' FOR UPDATE", held.id)).await;
    let answer = try_apply(&*store, &batch).await;
    assert!(matches!(&answer, Err(StoreError::Held(places)) if places == &[1, 3]), "{answer:?}");
    assert_eq!(task_ids(&*store, cast).await.len(), 2, "nothing of the batch was done");

    let engine = engine(store.clone());
    let send = |n: usize| engine.execute(batch[n].by, batch[n].key.clone(), batch[n].command.clone());
    let began = Instant::now();
    let answers = patiently(pumpup::together::all((0..4).map(send))).await;
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    for (n, answer) in answers.iter().enumerate() {
        match n {
            0 | 2 => assert!(!answer.as_ref().unwrap().replayed),
            _ => assert!(matches!(answer, Err(Failure::Unavailable(_))), "{n}: {answer:?}"),
        }
    }
    place.sql("ROLLBACK").await;
    for n in 0..4 {
        assert_eq!(patiently(send(n)).await.unwrap().replayed, n % 2 == 0);
    }
    assert_eq!(cast.history(&*store, held.id).await.len(), 4);
}

/// What a server may be asked for, about some of the same things as another one.
fn any(chance: &mut Chance, cast: Cast, project: ProjectId, tasks: &[TaskId]) -> Envelope {
    let (task, own) = (*chance.pick(tasks), mint().to_string());
    match chance.below(12) {
        0 => envelope(cast.admin, &own, project_create(&format!("Project {}", chance.below(40)), None)),
        1 => envelope(cast.admin, &own, person_create(&format!("Person {}", chance.below(40)))),
        2 => envelope(cast.admin, &own, project_update(project, None)),
        3 | 4 => envelope(cast.agent, &format!("shared {}", chance.below(60)), task_create(GENERAL, "a case")),
        5 => envelope(cast.agent, &own, request(GENERAL, task, "may I", None)),
        _ => envelope(cast.agent, &own, note(task, "well")),
    }
}

fn person_create(name: &str) -> Command {
    let (name, email, tags) = (name.to_owned(), String::new(), Vec::new());
    Command::PersonCreate(PersonCreate { name, email, role: Role::Reviewer, tags })
}

fn project_update(project: ProjectId, steps: Option<StepGraph>) -> Command {
    Command::ProjectUpdate(ProjectUpdate {
        project,
        name: None,
        steps,
        response_target: Some(1_000_000),
        reason_presets: None,
    })
}

async fn project_named(store: &PostgresStore, cast: Cast, name: &str) -> pumpup::domain::project::Project {
    match cast.get(store, Target::ProjectNamed(name.into())).await {
        Some(Record::Project(project)) => project,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn servers_that_want_the_same_things_in_any_order_never_wait_in_a_circle() {
    let cluster = Cluster::start(&[("fsync", "off"), ("deadlock_timeout", "100ms")]).await;
    let place = Place::at(cluster.url()).await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    let project = project_named(&stores[0], cast, GENERAL).await.id;
    let mut tasks = Vec::new();
    for _ in 0..6 {
        tasks.push(cast.task(&*stores[0], "a case").await.id);
    }
    let lanes = (0..4).map(|lane| {
        let (store, tasks, mut chance) = (stores[lane % 2].clone(), tasks.clone(), Chance::of(lane as u64));
        tokio::spawn(async move {
            let mut notes = BTreeMap::<TaskId, usize>::new();
            for _ in 0..25 {
                let count = chance.below(10) + 1;
                let batch: Vec<_> = (0..count).map(|_| any(&mut chance, cast, project, &tasks)).collect();
                let settled = try_apply(&*store, &batch).await.unwrap();
                assert_eq!(settled.outcomes.len(), count);
                for (envelope, outcome) in batch.iter().zip(&settled.outcomes) {
                    match (&envelope.command, outcome) {
                        (Command::NoteAdd(note), Ok(_)) => *notes.entry(note.task).or_default() += 1,
                        (Command::RequestCreate(request), Ok(_)) => *notes.entry(request.task).or_default() += 1,
                        (_, Ok(_)) => {}
                        (_, Err(refusal)) => {
                            let expected = ["PROJECT_EXISTS", "PERSON_EXISTS", "REQUEST_ALREADY_OPEN"];
                            assert!(expected.contains(&refusal.reason()), "{refusal:?}");
                        }
                    }
                }
            }
            notes
        })
    });
    let mut noted = BTreeMap::<TaskId, usize>::new();
    for lane in lanes.collect::<Vec<_>>() {
        for (task, count) in lane.await.unwrap() {
            *noted.entry(task).or_default() += count;
        }
    }
    for task in tasks {
        let sequences: Vec<_> = cast.history(&*stores[1], task).await.iter().map(|event| event.sequence).collect();
        let last = 1 + noted.get(&task).copied().unwrap_or_default() as u64;
        assert_eq!(sequences, (1..=last).collect::<Vec<_>>());
    }
    let log = std::fs::read_to_string(cluster.folder().join("log")).unwrap();
    assert!(!log.contains("deadlock detected"), "{log}");
}

/// Makes every row of a table take its time, so that two batches that write there meet.
const SLOWLY: &str = "CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(0.01); RETURN NEW; END $$;
    CREATE TRIGGER slowly BEFORE INSERT ON projects FOR EACH ROW EXECUTE FUNCTION slowly();
    CREATE TRIGGER slowly BEFORE INSERT ON receipts FOR EACH ROW EXECUTE FUNCTION slowly()";

#[tokio::test]
async fn names_and_keys_that_two_servers_use_in_opposite_orders_are_no_circle() {
    let place = Place::new().await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    place.sql(SLOWLY).await;
    for round in 0..3 {
        let names =
            |n| envelope(cast.admin, &mint().to_string(), project_create(&format!("Project {round} {n}"), None));
        let (up, down) = ((0..6).map(names).collect::<Vec<_>>(), (0..6).rev().map(names).collect::<Vec<_>>());
        let (up, down) = tokio::join!(try_apply(&*stores[0], &up), try_apply(&*stores[1], &down));
        for (one, other) in up.unwrap().outcomes.iter().zip(down.unwrap().outcomes.iter().rev()) {
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
            assert_eq!(refused(if one.is_ok() { other } else { one }), "PROJECT_EXISTS");
        }

        let keys = |n| envelope(cast.agent, &format!("{round} {n}"), task_create(GENERAL, "a case"));
        let (up, down) = ((0..6).map(keys).collect::<Vec<_>>(), (0..6).rev().map(keys).collect::<Vec<_>>());
        let (up, down) = tokio::join!(try_apply(&*stores[0], &up), try_apply(&*stores[1], &down));
        for (one, other) in up.unwrap().outcomes.iter().zip(down.unwrap().outcomes.iter().rev()) {
            let (one, other) = (one.as_ref().unwrap(), other.as_ref().unwrap());
            assert_eq!(cast::answered_id(one), cast::answered_id(other));
            assert!(one.replayed != other.replayed);
        }
    }
}

#[tokio::test]
async fn tasks_that_two_servers_lock_at_once_are_no_circle() {
    let place = Place::new().await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    let mut tasks = Vec::new();
    for _ in 0..8 {
        tasks.push(cast.task(&*stores[0], "a case").await.id);
    }
    let note = |task: &TaskId| envelope(cast.agent, &mint().to_string(), note(*task, "well"));
    for _ in 0..5 {
        let (up, down): (Vec<_>, Vec<_>) = (tasks.iter().map(note).collect(), tasks.iter().rev().map(note).collect());
        place.until_backends(0, "state <> 'idle'").await;
        // While somebody holds the last one, both have taken what they take before it.
        place.sql(&format!("BEGIN; SELECT FROM tasks WHERE id = '{}' FOR UPDATE", tasks[7])).await;
        let release = async {
            place.until_backends(2, "wait_event_type = 'Lock'").await;
            place.sql("ROLLBACK").await;
        };
        let (up, down, ()) = tokio::join!(try_apply(&*stores[0], &up), try_apply(&*stores[1], &down), release);
        for outcome in up.unwrap().outcomes.iter().chain(&down.unwrap().outcomes) {
            outcome.as_ref().unwrap();
        }
    }
    for task in tasks {
        assert_eq!(cast.history(&*stores[0], task).await.len(), 11);
    }
}

#[tokio::test]
async fn one_key_in_flight_fifty_times_on_two_servers_has_one_effect() {
    let place = Place::new().await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    let engines = stores.clone().map(|store| engine(store));
    for round in 0..3 {
        let calls = (0..50).map(|call| {
            let engine = engines[call % 2].clone();
            async move { engine.execute(cast.agent, Some(format!("key {round}")), task_create(GENERAL, "a case")).await }
        });
        let answers = patiently(pumpup::together::all(calls)).await;
        let answers: Vec<_> = answers.into_iter().map(|answer| answer.unwrap()).collect();
        assert_eq!(answers.iter().filter(|answer| !answer.replayed).count(), 1);
        let ids: Vec<_> = answers.iter().map(cast::answered_id).collect();
        assert!(ids.iter().all(|id| *id == ids[0]));
        assert_eq!(task_ids(&*stores[0], cast).await.len(), round + 1);
    }
}

#[tokio::test]
async fn one_name_given_by_two_servers_at_once_is_given_once() {
    let place = Place::new().await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    for round in 0..10 {
        let project = || project_create(&format!("Project {round}"), None);
        let person = || person_create(&format!("Person {round}"));
        let (one, other, third, fourth) = tokio::join!(
            settle(&stores[0], cast.admin, project()),
            settle(&stores[1], cast.admin, project()),
            settle(&stores[0], cast.admin, person()),
            settle(&stores[1], cast.admin, person()),
        );
        for (one, other, reason) in [(one, other, "PROJECT_EXISTS"), (third, fourth, "PERSON_EXISTS")] {
            assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
            assert_eq!(refused(if one.is_ok() { &other } else { &one }), reason);
        }
    }
}

#[tokio::test]
async fn of_two_admins_who_dismiss_each_other_at_once_one_stays() {
    let place = Place::new().await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    let person = |caller: Caller| -> PersonId {
        let Who::Person(id) = caller.who else { panic!("{caller:?} is no person") };
        id
    };
    let update = |of: Caller, role: Role| {
        let (name, email, tags, active) = (None, None, None, None);
        Command::PersonUpdate(PersonUpdate { person: person(of), name, email, role: Some(role), tags, active })
    };
    let other = key(&*stores[0], cast.admin, Role::Admin, "the other one").await;
    for _ in 0..10 {
        let (one, two) = tokio::join!(
            settle(&stores[0], cast.admin, update(other, Role::Reviewer)),
            settle(&stores[1], other, update(cast.admin, Role::Reviewer)),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        let (stays, goes, refusal) = if one.is_ok() { (cast.admin, other, &two) } else { (other, cast.admin, &one) };
        assert_eq!(refused(refusal), "PERMISSION_DENIED");
        settle(&stores[0], stays, update(goes, Role::Admin)).await.unwrap();
    }
}

/// A graph of steps that are passed through one after the other.
fn chain(names: &[&str]) -> StepGraph {
    let steps = names.iter().enumerate().map(|(n, name)| Step {
        name: (*name).to_owned(),
        owner: Party::Agent,
        exits: names.get(n + 1).map(|next| (*next).to_owned()).into_iter().collect(),
    });
    StepGraph { initial_step: names[0].to_owned(), steps: steps.collect(), step_schemas: BTreeMap::new() }
}

#[tokio::test]
async fn a_change_of_a_project_gets_its_turn_however_many_work_in_it() {
    let place = Place::new().await;
    let store = place.store().await;
    let cast = Cast::of(&*store).await;
    let project = project_named(&store, cast, GENERAL).await.id;
    let (done, batches) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let mut busy = Vec::new();
    for server in 0..5 {
        let store = place.store().await;
        for lane in 0..2 {
            let (store, done, batches) = (store.clone(), done.clone(), batches.clone());
            busy.push(tokio::spawn(async move {
                for n in 0.. {
                    let key = |task| format!("{server} {lane} {n} {task}");
                    let tasks = (0..8).map(|task| envelope(cast.agent, &key(task), task_create(GENERAL, "a case")));
                    store.apply(tasks.collect::<Vec<_>>().into()).await.unwrap();
                    batches.fetch_add(1, Ordering::Relaxed);
                    if done.load(Ordering::Relaxed) {
                        return n;
                    }
                }
                0
            }));
        }
    }
    let mut passed = Vec::new();
    for _ in 0..10 {
        let before = batches.load(Ordering::Relaxed);
        settle(&store, cast.admin, project_update(project, None)).await.unwrap();
        passed.push(batches.load(Ordering::Relaxed) - before);
    }
    // A round of the ten or two each; with locks that let others pass it is thousands.
    assert!(passed.iter().sum::<usize>() < 1_000, "{passed:?} batches went by while the changes waited");
    done.store(true, Ordering::Relaxed);
    for busy in busy {
        patiently(busy).await.unwrap();
    }
}

#[tokio::test]
async fn no_task_comes_to_stand_on_a_step_that_is_taken_away_at_once() {
    // Whatever isolation the role has by default, a statement sees what was committed while it waited.
    let place = Place::at(fresh().await + "%20-c%20default_transaction_isolation%3Dserializable").await;
    let stores = [place.store().await, place.store().await];
    let cast = Cast::of(&*stores[0]).await;
    let mut met = [0, 0];
    for round in 0..24 {
        let name = format!("project-{round}");
        settle(&stores[0], cast.admin, project_create(&name, None)).await.unwrap();
        let project = project_named(&stores[0], cast, &name).await.id;
        let graph = chain(&["begin", "middle", "late", "end"]);
        settle(&stores[0], cast.admin, project_update(project, Some(graph))).await.unwrap();
        let create = settle(&stores[1], cast.agent, task_create(&name, "a case")).await.unwrap();
        let task = TaskId(cast::answered_id(&create));
        let (transitions_to, description) = ("middle".to_owned(), String::new());
        let to_middle = Command::TaskMove(TaskMove { task, transitions_to, description });
        // Either a task moves to the step that is taken away, or a new one begins on it.
        let (steps, by, command) = if round % 2 == 0 {
            (["begin", "late", "end"], cast.jane, to_middle)
        } else {
            settle(&stores[1], cast.jane, to_middle).await.unwrap();
            (["middle", "late", "end"], cast.agent, task_create(&name, "another case"))
        };
        let update = project_update(project, Some(chain(&steps)));
        let (updated, done) = if round % 4 < 2 {
            tokio::join!(settle(&stores[0], cast.admin, update), settle(&stores[1], by, command))
        } else {
            let (done, updated) = tokio::join!(settle(&stores[1], by, command), settle(&stores[0], cast.admin, update));
            (updated, done)
        };
        met[usize::from(updated.is_ok())] += 1;
        if let Err(refusal) = &updated {
            assert_eq!(refusal.reason(), "PROJECT_IN_USE");
        }
        if let Err(refusal) = &done {
            assert_eq!(refusal.reason(), "TRANSITION_NOT_DECLARED", "{refusal:?}");
        }
        let graph = project_named(&stores[0], cast, &name).await.steps;
        for id in task_ids(&*stores[0], cast).await {
            match cast.get(&*stores[0], Target::Task(TaskId(id))).await {
                Some(Record::Task(task)) if task.project == project => {
                    assert!(graph.step(&task.current_step).is_some(), "{updated:?} {done:?}");
                }
                _ => {}
            }
        }
    }
    assert!(met.iter().all(|met| *met > 0), "both were first at times: {met:?}");
}
