//! What a store promises of writing and forgetting.

use bytes::Bytes;
use pumpup::domain::access::{PersonUpdate, Role};
use pumpup::domain::approval::Verdict;
use pumpup::domain::caller::Who;
use pumpup::domain::command::Command;
use pumpup::domain::event::Payload;
use pumpup::domain::ids::{PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use pumpup::domain::project::{GENERAL, ProjectDelete};
use pumpup::domain::scene::{Record, Target};
use pumpup::domain::upload::UploadCreate;
use pumpup::environment::mint;
use pumpup::store::{Listing, Store, StoreError};

use super::super::cast::*;

/// After every moment that a store tells.
const LATER: Time = Time(i64::MAX);
/// Before every moment that a store tells.
const EARLIER: Time = Time(0);

pub async fn outcomes_come_in_the_order_of_the_batch(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let names: Vec<_> = (0..40).map(|n| format!("task {n}")).collect();
    let batch = names.iter().map(|name| envelope(cast.agent, name, task_create(GENERAL, name))).collect();
    let answered: Vec<_> = apply(store, batch).await.outcomes.into_iter().map(Result::unwrap).collect();
    for (name, answered) in names.iter().zip(&answered) {
        let Some(Record::Task(task)) = cast.get(store, Target::Task(TaskId(answered_id(answered)))).await else {
            panic!("{name} is not there")
        };
        assert_eq!(task.name, *name);
    }
    assert_eq!(answered.len(), names.len());
}

pub async fn a_batch_is_there_whole_or_not_at_all(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let secret = pumpup::auth::new_key().1;
    let with = |name: &str| {
        let mut command = key_create(Role::Agent, name);
        if let Command::KeyCreate(create) = &mut command {
            create.secret = secret.clone();
        }
        command
    };
    done(store, cast.admin, with("first")).await;
    // The rules know nothing of two keys with one prefix; only the store can see that, and then all of it is off.
    let before = envelope(cast.agent, "before", task_create(GENERAL, "before"));
    let breaking = envelope(cast.admin, "breaking", with("second"));
    let after = envelope(cast.agent, "after", task_create(GENERAL, "after"));
    let batch = vec![before.clone(), breaking, after];
    assert!(matches!(store.apply(batch.into()).await, Err(StoreError::Broken(_))));
    let all = Listing::Tasks { project: None, status: None, name: String::new() };
    assert_eq!(store.list(cast.account, all, None, 10).await.unwrap(), []);
    assert_eq!(cast.get(store, Target::AgentNamed("second".into())).await, None);
    assert_eq!(cast.history(store, TaskId(before.id)).await, []);
    // Not even the receipt is.
    assert!(!outcome(store, before).await.unwrap().replayed);
}

pub async fn a_refused_envelope_leaves_no_trace_and_harms_no_other(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (task, request) = cast.approval(store, "may I").await;
    let before = cast.history(store, task.id).await;
    let foreign = envelope(cast.agent, "foreign", note(TaskId(mint()), "into the void"));
    let agent = envelope(cast.agent, "agent", approve(request));
    let second = envelope(cast.agent, "second", request_on(&task.project_name, task.id));
    let fine = envelope(cast.jane, "fine", note(task.id, "fine"));
    let outcomes = apply(store, vec![foreign, agent.clone(), second, fine]).await.outcomes;
    assert_eq!(refused(&outcomes[0]), "TASK_NOT_FOUND");
    assert_eq!(refused(&outcomes[1]), "PERMISSION_DENIED");
    assert_eq!(refused(&outcomes[2]), "REQUEST_ALREADY_OPEN");
    assert!(outcomes[3].is_ok());
    assert_eq!(cast.history(store, task.id).await.len(), before.len() + 1);
    assert_eq!(cast.get(store, Target::Request(RequestId(agent.id))).await, None);
    // A refused envelope's key can be used for anything.
    assert!(!outcome(store, envelope(cast.jane, "agent", approve(request))).await.unwrap().replayed);
}

fn request_on(project_name: &str, task: TaskId) -> Command {
    request(project_name, task, "may I too", None)
}

pub async fn a_later_envelope_sees_what_an_earlier_one_did(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let project = envelope(cast.admin, "project", project_create("Claims", None));
    let create = envelope(cast.agent, "task", task_create("claims", "C-1"));
    let (task, ask) = (TaskId(create.id), request("claims", TaskId(create.id), "may I", None));
    let ask = envelope(cast.agent, "ask", ask);
    let request = RequestId(ask.id);
    let delete = ProjectDelete { project: ProjectId(project.id) };
    let batch = vec![
        project,
        create,
        ask,
        envelope(cast.jane, "jane", approve(request)),
        envelope(cast.admin, "admin", decide(request, Verdict::Reject)),
        envelope(cast.admin, "delete", Command::ProjectDelete(delete)),
    ];
    let outcomes = apply(store, batch).await.outcomes;
    assert!(outcomes[..4].iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(refused(&outcomes[4]), "REQUEST_ALREADY_DECIDED");
    assert_eq!(refused(&outcomes[5]), "PROJECT_IN_USE");
    let history = cast.history(store, task).await;
    assert_eq!(history.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(matches!(&history[2].payload, Payload::ApprovalDecided { decision, .. } if decision.by == "Jane"));
}

pub async fn a_receipt_stands_with_its_effect_and_answers_again(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let first = outcome(store, envelope(cast.agent, "key", task_create(GENERAL, "one"))).await.unwrap();
    assert!(!first.replayed);
    done(store, cast.jane, note(TaskId(answered_id(&first)), "the task moves on")).await;
    let again = outcome(store, envelope(cast.agent, "key", task_create(GENERAL, "one"))).await.unwrap();
    assert!(again.replayed);
    assert_eq!(again.answer, first.answer, "a replay answers as the first time, whatever happened since");
    for (by, command) in [
        (cast.agent, task_create(GENERAL, "two")),
        (cast.jane, note(TaskId(answered_id(&first)), "by somebody else")),
        (cast.jane, task_create(GENERAL, "one")),
    ] {
        assert_eq!(refused(&outcome(store, envelope(by, "key", command)).await), "IDEMPOTENCY_KEY_REUSED");
    }
    let elsewhere = outcome(store, envelope(other.agent, "key", task_create(GENERAL, "two"))).await.unwrap();
    assert!(!elsewhere.replayed, "accounts do not share keys");
    let all = Listing::Tasks { project: None, status: None, name: String::new() };
    assert_eq!(store.list(cast.account, all, None, 10).await.unwrap().len(), 1);
}

pub async fn of_two_envelopes_with_one_key_the_later_gets_the_earlier_answer(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let twin = || envelope(cast.agent, "key", task_create(GENERAL, "twin"));
    let other = envelope(cast.agent, "key", task_create(GENERAL, "other"));
    let outcomes = apply(store, vec![twin(), twin(), other, twin()]).await.outcomes;
    let first = outcomes[0].as_ref().unwrap();
    assert!(!first.replayed);
    for later in [&outcomes[1], &outcomes[3]] {
        let later = later.as_ref().unwrap();
        assert!(later.replayed);
        assert_eq!(later.answer, first.answer);
    }
    assert_eq!(refused(&outcomes[2]), "IDEMPOTENCY_KEY_REUSED");
}

pub async fn the_key_of_a_refused_envelope_is_free_even_in_its_batch(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let refused_first = envelope(cast.agent, "key", task_create("nowhere", "x"));
    let runs_itself = envelope(cast.agent, "key", task_create(GENERAL, "x"));
    let outcomes = apply(store, vec![refused_first, runs_itself]).await.outcomes;
    assert_eq!(refused(&outcomes[0]), "PROJECT_NOT_FOUND");
    assert!(!outcomes[1].as_ref().unwrap().replayed);
}

pub async fn a_name_that_became_free_in_a_batch_can_be_taken_in_it(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (ann, ben) =
        (key(store, cast.admin, Role::Reviewer, "Ann").await, key(store, cast.admin, Role::Reviewer, "Ben").await);
    let rename = |who: &Who, name: &str| {
        let Who::Person(person) = *who else { panic!("only people are renamed") };
        let name = Some(name.to_owned());
        Command::PersonUpdate(PersonUpdate { person, name, email: None, role: None, tags: None, active: None })
    };
    let batch = vec![
        envelope(cast.admin, "1", rename(&ben.who, "Cat")),
        envelope(cast.admin, "2", rename(&ann.who, "Ben")),
        envelope(cast.admin, "3", rename(&ben.who, "Ann")),
    ];
    assert!(apply(store, batch).await.outcomes.iter().all(Result::is_ok));
    let who = async |name: &str| cast.get(store, Target::PersonNamed(name.into())).await.map(|record| record.id());
    let id = |who: Who| if let Who::Person(PersonId(id)) = who { Some(id) } else { None };
    assert_eq!(who("Ben").await, id(ann.who));
    assert_eq!(who("Ann").await, id(ben.who));
    assert_eq!(who("Cat").await, None);
}

pub async fn what_was_touched_names_records_and_inboxes(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let create = envelope(cast.agent, "task", task_create(GENERAL, "x"));
    let ask = envelope(cast.agent, "ask", request(GENERAL, TaskId(create.id), "may I", None));
    let (task, request) = (create.id, ask.id);
    let settled = apply(store, vec![create, ask]).await;
    assert!([task, request, cast.account.0].iter().all(|id| settled.touched.contains(id)));
    assert!(!settled.access);

    let settled = apply(store, vec![envelope(cast.admin, "bot", key_create(Role::Agent, "Bot"))]).await;
    let key = answered_id(settled.outcomes[0].as_ref().unwrap());
    let bot = cast.get(store, Target::AgentNamed("Bot".into())).await.unwrap().id();
    assert!(settled.touched.contains(&key) && settled.touched.contains(&bot));
    assert!(settled.access);

    let again = envelope(cast.admin, "refused", approve(RequestId(mint())));
    let settled = apply(store, vec![again]).await;
    assert_eq!((settled.touched, settled.access), (vec![], false), "nothing changed");
}

pub async fn receipts_of_open_tasks_are_not_forgotten(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let create = |key: &str| envelope(cast.agent, key, task_create(GENERAL, key));
    let open = outcome(store, create("open")).await.unwrap();
    let closed = outcome(store, create("closed")).await.unwrap();
    outcome(store, envelope(cast.agent, "closing", close(TaskId(answered_id(&closed))))).await.unwrap();
    outcome(store, envelope(cast.admin, "no task", project_create("Claims", None))).await.unwrap();

    assert_eq!(store.forget(None, EARLIER).await.unwrap(), 0);
    assert_eq!(store.forget(Some(EARLIER), EARLIER).await.unwrap(), 0);
    // The two of the closed task, the project's, and Jane's key.
    assert_eq!(store.forget(Some(LATER), EARLIER).await.unwrap(), 4);
    assert_eq!(store.forget(Some(LATER), EARLIER).await.unwrap(), 0);
    assert_eq!(outcome(store, create("open")).await.unwrap().answer, open.answer);
    assert!(!outcome(store, create("closed")).await.unwrap().replayed, "the key is as good as new");
}

pub async fn chunks_of_uploads_are_not_forgotten(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (taken, left) = (UploadId(mint()), UploadId(mint()));
    for upload in [taken, left] {
        store.chunk_put(cast.account, upload, 0, Bytes::from_static(b"abc"), Time(1_000)).await.unwrap();
    }
    let create = UploadCreate {
        upload: taken,
        chunks: 1,
        content_type: "text/plain".into(),
        size: 3,
        sha256: "00".into(),
        file_name: "a.txt".into(),
    };
    done(store, cast.agent, Command::UploadCreate(create)).await;
    assert_eq!(store.forget(None, Time(1_000)).await.unwrap(), 0, "it is not from before that moment");
    assert_eq!(store.forget(None, Time(1_001)).await.unwrap(), 1);
    assert_eq!(store.chunk_get(cast.account, left, 0).await.unwrap(), None);
    assert_eq!(store.chunk_get(cast.account, taken, 0).await.unwrap().as_deref(), Some(b"abc".as_slice()));
}

pub async fn a_chunk_is_read_as_it_was_written_last(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let upload = UploadId(mint());
    let long = Bytes::from(vec![7; 300_000]);
    for (ordinal, bytes) in [(0, Bytes::from_static(b"first")), (1, long.clone()), (0, Bytes::new())] {
        store.chunk_put(cast.account, upload, ordinal, bytes, Time(1)).await.unwrap();
    }
    let read = async |account, ordinal| store.chunk_get(account, upload, ordinal).await.unwrap();
    assert_eq!(read(cast.account, 0).await, Some(Bytes::new()));
    assert_eq!(read(cast.account, 1).await, Some(long));
    assert_eq!(read(cast.account, 2).await, None);
    assert_eq!(read(other.account, 0).await, None);
}

pub async fn it_says_that_it_is_ready(store: &dyn Store) {
    store.ready().await.unwrap();
}
