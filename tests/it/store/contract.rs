//! The contract of `Store`, a case for each of its sentences. The cases take whatever time the store itself tells.

use bytes::Bytes;
use pumpup::auth;
use pumpup::domain::access::{ApiKey, PersonUpdate, Role};
use pumpup::domain::approval::Verdict;
use pumpup::domain::caller::{Caller, Who};
use pumpup::domain::command::Command;
use pumpup::domain::event::Payload;
use pumpup::domain::ids::{PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use pumpup::domain::project::{GENERAL, ProjectDelete};
use pumpup::domain::receipt::Answer;
use pumpup::domain::record::{Record, Ref, Target};
use pumpup::domain::recording::ActionRecord;
use pumpup::domain::sign_in::{LinkCreate, Means, PasswordSet, SessionOpen};
use pumpup::domain::task::{MetadataPatch, Status};
use pumpup::domain::upload::UploadCreate;
use pumpup::environment::mint;
use pumpup::store::{EndedFilter, InboxFilter, Listing, PAGE_BYTES, Store, StoreError};
use uuid::Uuid;

use super::cast::*;
pub use super::lists::*;

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
    assert_eq!(store.list(cast.account, all, None, 10).await.unwrap().items, []);
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
    assert_eq!(store.list(cast.account, all, None, 10).await.unwrap().items.len(), 1);
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

pub async fn records_come_in_the_order_of_their_names(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (task, request) = cast.approval(store, "may I").await;
    let Some(Record::Key(key)) = cast.get(store, Target::Key(cast.agent.key)).await else { panic!("no key") };
    let agent = if let Who::Agent(id) = cast.agent.who { id } else { panic!("an agent is an agent") };
    let targets = [
        (Target::Request(request), Some(request.0)),
        (Target::Task(TaskId(mint())), None),
        (Target::Task(task.id), Some(task.id.0)),
        (Target::PersonNamed("nobody".into()), None),
        (Target::AgentNamed("agent".into()), Some(agent.0)),
        (Target::Agent(agent), Some(agent.0)),
        (Target::Account, Some(cast.account.0)),
        (Target::ProjectNamed(GENERAL.into()), Some(task.project.0)),
        (Target::ProjectUse(task.project), None),
        (Target::Project(task.project), Some(task.project.0)),
        (Target::KeyPrefix(key.prefix), Some(key.id.0)),
        (Target::KeyPrefix("pumpup_none".into()), None),
        (Target::Task(task.id), Some(task.id.0)),
    ];
    let refs = targets.iter().map(|(target, _)| Ref { account: cast.account, target: target.clone() }).collect();
    let found = store.get_many(refs).await.unwrap();
    let ids: Vec<_> = found.iter().map(|record| record.as_ref().map(Record::id)).collect();
    assert_eq!(ids, targets.iter().map(|(_, id)| *id).collect::<Vec<_>>());
    assert_eq!(store.get_many(vec![]).await.unwrap(), []);
}

pub async fn nothing_is_found_in_another_account(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let (task, request) = cast.approval(store, "secret").await;
    for target in [
        Target::Task(task.id),
        Target::Request(request),
        Target::Project(task.project),
        Target::Key(cast.jane.key),
        Target::PersonNamed("nobody".into()),
    ] {
        assert_eq!(other.get(store, target.clone()).await, None, "{target:?}");
    }
    assert_eq!(store.history(other.account, task.id, 0, 10).await.unwrap(), []);
    assert_eq!(store.inbox(other.account, InboxFilter::default(), None, 10).await.unwrap().items, []);
    let all = Listing::Tasks { project: None, status: None, name: String::new() };
    assert_eq!(store.list(other.account, all, None, 10).await.unwrap().items, []);
    let outcomes =
        apply(store, vec![envelope(other.jane, "a", approve(request)), envelope(other.jane, "b", note(task.id, "x"))]);
    let outcomes = outcomes.await.outcomes;
    assert_eq!([refused(&outcomes[0]), refused(&outcomes[1])], ["REQUEST_NOT_FOUND", "TASK_NOT_FOUND"]);
}

pub async fn nothing_is_found_by_a_text_with_nul(store: &dyn Store) {
    let cast = Cast::of(store).await;
    cast.approval(store, "may I").await;
    let nul = || "gene\0ral".to_owned();
    for target in [Target::ProjectNamed(nul()), Target::PersonNamed(nul()), Target::AgentNamed(nul())] {
        assert_eq!(cast.get(store, target).await, None);
    }
    let tasks = Listing::Tasks { project: None, status: None, name: nul() };
    for listing in [Listing::Projects { name: nul() }, tasks] {
        assert_eq!(store.list(cast.account, listing, None, 10).await.unwrap().items, []);
    }
    let text = InboxFilter { text: Some(nul()), ..InboxFilter::default() };
    let step = InboxFilter { step: Some(nul()), ..InboxFilter::default() };
    let ended = EndedFilter { text: Some(nul()), ..EndedFilter::default() };
    assert_eq!(store.ended(cast.account, ended, None, 10).await.unwrap().items, []);
    for filter in [text, step] {
        assert_eq!(store.inbox(cast.account, filter, None, 10).await.unwrap().items, []);
    }
    let create = envelope(cast.agent, "in nowhere", task_create(&nul(), "in nowhere"));
    assert_eq!(refused(&outcome(store, create).await), "PROJECT_NOT_FOUND");
}

pub async fn a_deleted_project_stays_under_its_id_alone(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let made = ProjectId(answered_id(&done(store, cast.admin, project_create("Claims", None)).await));
    done(store, cast.admin, Command::ProjectDelete(ProjectDelete { project: made })).await;
    let named = Target::ProjectNamed("claims".into());
    assert_eq!(cast.get(store, named.clone()).await, None);
    assert!(cast.get(store, Target::Project(made)).await.is_some());
    // The slug is free again.
    let second = answered_id(&done(store, cast.admin, project_create("Claims", None)).await);
    assert_eq!(cast.get(store, named).await.unwrap().id(), second);
}

/// The whole list, in pages of `size`.
async fn pages(store: &dyn Store, cast: &Cast, listing: Listing, size: u32) -> Vec<Uuid> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = store.list(cast.account, listing.clone(), after, size).await.unwrap();
        assert!(page.items.len() <= size as usize);
        after = page.items.last().map(Record::id);
        ids.extend(page.items.iter().map(Record::id));
        if !page.more {
            return ids;
        }
        assert!(after.is_some(), "a page that is not the last holds something");
    }
}

pub async fn projects_are_listed_in_the_order_of_their_making(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let mut made = vec![cast.get(store, Target::ProjectNamed(GENERAL.into())).await.unwrap().id()];
    for name in ["Zebra refunds", "Claims (ÄRZTE)", "aardvark"] {
        made.push(answered_id(&done(store, cast.admin, project_create(name, None)).await));
    }
    let named = |name: &str| Listing::Projects { name: name.into() };
    assert_eq!(pages(store, &cast, named(""), 2).await, made);
    assert_eq!(pages(store, &cast, named("ZEBRA R"), 2).await, [made[1]]);
    assert_eq!(pages(store, &cast, named("zebra-r"), 2).await, [made[1]], "slugs are looked at too");
    assert_eq!(pages(store, &cast, named("ärzte"), 2).await, [made[2]]);
    assert_eq!(pages(store, &cast, named("%"), 2).await, Vec::<Uuid>::new(), "nothing in a name is a pattern");
    done(store, cast.admin, Command::ProjectDelete(ProjectDelete { project: ProjectId(made[3]) })).await;
    assert_eq!(pages(store, &cast, named(""), 10).await, made[..3]);
}

pub async fn tasks_are_listed_newest_first_and_filtered(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let claims = ProjectId(answered_id(&done(store, cast.admin, project_create("Claims", None)).await));
    let running = cast.task(store, "Refund A").await.id.0;
    let waiting = cast.approval(store, "refund b").await.0.id.0;
    let closed = TaskId(answered_id(&done(store, cast.agent, task_create("claims", "C")).await));
    done(store, cast.agent, close(closed)).await;
    let tasks = |project, status, name: &str| Listing::Tasks { project, status, name: name.into() };
    for (listing, expected) in [
        (tasks(None, None, ""), vec![closed.0, waiting, running]),
        (tasks(Some(claims), None, ""), vec![closed.0]),
        (tasks(None, Some(Status::Running), ""), vec![running]),
        (tasks(None, Some(Status::Waiting), ""), vec![waiting]),
        (tasks(None, Some(Status::Closed), ""), vec![closed.0]),
        (tasks(None, None, "REFUND"), vec![waiting, running]),
        (tasks(Some(claims), Some(Status::Running), "refund"), vec![]),
    ] {
        assert_eq!(pages(store, &cast, listing.clone(), 1).await, expected, "{listing:?}");
        assert_eq!(pages(store, &cast, listing.clone(), 10).await, expected, "{listing:?}");
    }
}

fn close(task: TaskId) -> Command {
    Command::ActionRecord(ActionRecord {
        task,
        description: "finished".into(),
        detail: serde_json::Map::new(),
        metadata_patch: MetadataPatch::default(),
        add_attachments: Vec::new(),
        transitions_to: "complete".into(),
        in_response_to: None,
        external_trace_id: String::new(),
    })
}

pub async fn people_agents_and_keys_are_listed_by_account(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let bot = key(store, cast.admin, Role::Agent, "Bot").await;
    for (listing, count) in [(Listing::People, 2), (Listing::Agents, 2), (Listing::Keys, 4)] {
        let ours = pages(store, &cast, listing.clone(), 1).await;
        assert_eq!(ours.len(), count, "{listing:?}");
        assert!(ours.is_sorted(), "in the order of their making");
        let theirs = pages(store, &other, listing, 10).await;
        assert!(theirs.iter().all(|id| !ours.contains(id)));
    }
    assert_eq!(pages(store, &cast, Listing::Keys, 10).await.last(), Some(&bot.key.0));
}

pub async fn a_history_has_no_gaps_and_is_bounded(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let task = cast.task(store, "busy").await.id;
    let batch = |from: usize| (0..20).map(move |n| envelope(cast.jane, &format!("{}", from + n), note(task, "so")));
    apply(store, batch(0).collect()).await;
    apply(store, batch(20).collect()).await;
    let sequences = async |after, limit| {
        let events = store.history(cast.account, task, after, limit).await.unwrap();
        events.iter().map(|event| event.sequence).collect::<Vec<_>>()
    };
    assert_eq!(sequences(0, 100).await, (1..=41).collect::<Vec<_>>());
    assert_eq!(sequences(5, 3).await, [6, 7, 8]);
    assert_eq!(sequences(40, 3).await, [41]);
    assert_eq!(sequences(41, 3).await, [0; 0]);
    assert_eq!(sequences(u64::MAX, 3).await, [0; 0]);
    let times: Vec<_> = cast.history(store, task).await.iter().map(|event| event.at).collect();
    assert!(times.is_sorted(), "time never goes back");
}

pub async fn a_page_ends_early_where_its_items_are_large(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (task, _) = cast.approval(store, "large").await;
    let prose = "x".repeat(PAGE_BYTES / 3);
    for _ in 0..9 {
        done(store, cast.jane, note(task.id, &prose)).await;
    }
    let (mut after, mut pages) = (0, Vec::new());
    loop {
        let events = store.history(cast.account, task.id, after, 100).await.unwrap();
        let Some(last) = events.last() else { break };
        assert!(events.iter().map(|event| event.sequence).eq(after + 1..=last.sequence), "there is no gap");
        after = last.sequence;
        pages.push(events.len());
    }
    // The two events of the request are small; of the notes the one that exceeds the bound is the last of its page.
    assert_eq!((after, pages), (11, vec![5, 3, 3]));
}

pub async fn due_requests_come_most_overdue_first(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let now = cast.task(store, "the time").await.created_at;
    let hour = |n: i64| now.plus(n * 3_600_000_000);
    let mut due = Vec::new();
    for (cast, deadline) in [(cast, Some(hour(3))), (other, Some(hour(1))), (cast, None), (cast, Some(hour(2)))] {
        let task = cast.task(store, "with a deadline").await;
        due.push((cast.account, cast.approval_on(store, &task, "in time", deadline).await));
    }
    assert_eq!(store.due(hour(1).plus(-1), 10).await.unwrap(), []);
    assert_eq!(store.due(hour(1), 10).await.unwrap(), [due[1]]);
    assert_eq!(store.due(LATER, 10).await.unwrap(), [due[1], due[3], due[0]]);
    assert_eq!(store.due(LATER, 2).await.unwrap(), [due[1], due[3]]);
    done(store, other.jane, approve(due[1].1)).await;
    assert_eq!(store.due(LATER, 10).await.unwrap(), [due[3], due[0]]);
}

pub async fn receipts_of_open_tasks_are_not_forgotten(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let create = |key: &str| envelope(cast.agent, key, task_create(GENERAL, key));
    let open = outcome(store, create("open")).await.unwrap();
    let closed = outcome(store, create("closed")).await.unwrap();
    outcome(store, envelope(cast.agent, "closing", close(TaskId(answered_id(&closed))))).await.unwrap();
    outcome(store, envelope(cast.admin, "no task", project_create("Claims", None))).await.unwrap();

    assert_eq!(store.forget(None, EARLIER, EARLIER).await.unwrap(), 0);
    assert_eq!(store.forget(Some(EARLIER), EARLIER, EARLIER).await.unwrap(), 0);
    // The two of the closed task, the project's, and Jane's key.
    assert_eq!(store.forget(Some(LATER), EARLIER, EARLIER).await.unwrap(), 4);
    assert_eq!(store.forget(Some(LATER), EARLIER, EARLIER).await.unwrap(), 0);
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
    assert_eq!(store.forget(None, Time(1_000), EARLIER).await.unwrap(), 0, "it is not from before that moment");
    assert_eq!(store.forget(None, Time(1_001), EARLIER).await.unwrap(), 1);
    assert_eq!(store.chunk_get(cast.account, left, 0).await.unwrap(), None);
    assert_eq!(store.chunk_get(cast.account, taken, 0).await.unwrap().as_deref(), Some(b"abc".as_slice()));
}

pub async fn sessions_are_found_and_not_listed_and_forgotten_after_their_end(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let Who::Person(jane) = cast.jane.who else { panic!("Jane is a person") };
    let keys = async || store.list(cast.account, Listing::Keys, None, 100).await.unwrap().items;
    let before = keys().await;
    let (link, session) = (auth::new_link().1, auth::new_session().1);
    done(store, cast.admin, Command::LinkCreate(LinkCreate { person: jane, secret: link.clone() })).await;
    let opening =
        SessionOpen { means: Means::Person(jane), idle: 60_000_000, lasts: 120_000_000, secret: session.clone() };
    let opened = done(store, Caller::platform(cast.account), Command::SessionOpen(opening)).await;
    let Answer::Record(opened) = opened.answer else { panic!("a session is a record") };
    let Record::Key(opened) = *opened else { panic!("a session is a key") };
    let password = PasswordSet { person: jane, known: None, hash: Some("a hash".into()) };
    done(store, Caller { key: opened.id, ..cast.jane }, Command::PasswordSet(password)).await;
    assert_eq!(keys().await, before, "only API keys are listed");

    let found = async |prefix: &str| {
        let name = Ref { account: cast.account, target: Target::KeyPrefix(prefix.to_owned()) };
        match store.get_many(vec![name]).await.unwrap().remove(0) {
            Some(Record::Key(key)) => Some(key),
            _ => None,
        }
    };
    let ends = |key: Option<ApiKey>| key.unwrap().forget_at().unwrap();
    let (first, last) = (ends(found(&session.prefix).await), ends(found(&link.prefix).await));
    assert!(first < last);
    assert_eq!(store.forget(None, EARLIER, first).await.unwrap(), 0, "it is to be kept until then");
    assert_eq!(store.forget(None, EARLIER, first.plus(1)).await.unwrap(), 1);
    assert!(found(&session.prefix).await.is_none() && found(&link.prefix).await.is_some());
    assert_eq!(store.forget(None, EARLIER, LATER).await.unwrap(), 1);
    assert!(found(&ApiKey::password_of(jane)).await.is_some(), "a password is no session");
    assert_eq!(keys().await, before);
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
