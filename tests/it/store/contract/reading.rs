//! What a store promises of reading.

use pumpup::domain::access::Role;
use pumpup::domain::caller::Who;
use pumpup::domain::command::Command;
use pumpup::domain::ids::{ProjectId, RequestId, TaskId, Time};
use pumpup::domain::project::{GENERAL, ProjectDelete};
use pumpup::domain::request::Kind;
use pumpup::domain::scene::{Record, Ref, Target};
use pumpup::domain::task::{MetadataPatch, Status, TaskAssign, TaskCreate};
use pumpup::environment::mint;
use pumpup::store::{InboxFilter, Listing, Store};
use uuid::Uuid;

use super::super::cast::*;

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
    assert_eq!(store.inbox(other.account, InboxFilter::default(), None, 10).await.unwrap(), []);
    let all = Listing::Tasks { project: None, status: None, name: String::new() };
    assert_eq!(store.list(other.account, all, None, 10).await.unwrap(), []);
    let outcomes =
        apply(store, vec![envelope(other.jane, "a", approve(request)), envelope(other.jane, "b", note(task.id, "x"))]);
    let outcomes = outcomes.await.outcomes;
    assert_eq!([refused(&outcomes[0]), refused(&outcomes[1])], ["REQUEST_NOT_FOUND", "TASK_NOT_FOUND"]);
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
        assert!(page.len() <= size as usize);
        let Some(last) = page.last() else { return ids };
        after = Some(last.id());
        ids.extend(page.iter().map(Record::id));
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

async fn waiting(store: &dyn Store, cast: &Cast, filter: InboxFilter, size: u32) -> Vec<RequestId> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = store.inbox(cast.account, filter.clone(), after, size).await.unwrap();
        assert!(page.len() <= size as usize);
        let Some(last) = page.last() else { return ids };
        after = Some(last.request.id.0);
        for item in page {
            assert_eq!(item.request.task, item.task.id);
            ids.push(item.request.id);
        }
    }
}

pub async fn the_inbox_shows_open_requests_longest_waiting_first(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let mut open = Vec::new();
    for n in 0..7 {
        open.push(cast.approval(store, &format!("request {n}")).await.1);
    }
    assert_eq!(waiting(store, &cast, InboxFilter::default(), 3).await, open);
    // The cursor may be of a request that has gone since.
    let gone = open.remove(2);
    done(store, cast.jane, approve(gone)).await;
    let rest = store.inbox(cast.account, InboxFilter::default(), Some(gone.0), 10).await.unwrap();
    assert_eq!(rest.iter().map(|item| item.request.id).collect::<Vec<_>>(), open[2..]);
    assert_eq!(waiting(store, &cast, InboxFilter::default(), 10).await, open);
}

pub async fn each_filter_of_the_inbox_narrows_it(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let hour = 3_600_000_000;
    done(store, cast.admin, project_create("Claims", Some(hour))).await;
    let bot = key(store, cast.admin, Role::Agent, "Bot").await;
    let claim = Command::TaskCreate(TaskCreate {
        project_name: "claims".into(),
        name: "Straße 7".into(),
        external_id: "EXT-1029".into(),
        metadata_patch: MetadataPatch::default(),
    });
    let claim = TaskId(answered_id(&done(store, bot, claim).await));
    let theirs = RequestId(answered_id(&done(store, bot, request("claims", claim, "Pay up", None)).await));
    let (_, ours) = cast.approval(store, "100% sure").await;
    let Who::Person(jane) = cast.jane.who else { panic!("Jane is a person") };
    done(store, cast.jane, Command::TaskAssign(TaskAssign { task: claim, assignee: Some(jane) })).await;

    let Some(Record::Request(record)) = cast.get(store, Target::Request(theirs)).await else { panic!("no request") };
    let (project, by, at) = (Some(record.project), Some(record.requested_by.id), record.requested_at);
    let (both, none): (&[_], &[_]) = (&[theirs, ours], &[]);
    let all = InboxFilter::default;
    let text = |text: &str| InboxFilter { text: Some(text.into()), ..all() };
    for (filter, expected) in [
        (all(), both),
        (InboxFilter { project, ..all() }, &[theirs]),
        (InboxFilter { kind: Some(Kind::Approval), ..all() }, both),
        (InboxFilter { kind: Some(Kind::Elicitation), ..all() }, none),
        (InboxFilter { step: Some("in_progress".into()), ..all() }, both),
        (InboxFilter { step: Some("complete".into()), ..all() }, none),
        (InboxFilter { requested_by: by, ..all() }, &[theirs]),
        (InboxFilter { assignee: Some(jane), ..all() }, &[theirs]),
        (InboxFilter { unassigned: true, ..all() }, &[ours]),
        (InboxFilter { requested_until: Some(at), ..all() }, &[theirs]),
        (InboxFilter { requested_until: Some(at.plus(-1)), ..all() }, none),
        (InboxFilter { overdue_at: Some(at.plus(hour)), ..all() }, &[theirs]),
        (InboxFilter { overdue_at: Some(at.plus(hour - 1)), ..all() }, none),
        (text("PAY"), &[theirs]),
        (text("straße"), &[theirs]),
        (text("ext-10"), &[theirs]),
        (text("0% S"), &[ours]),
        (text("_"), none),
        (InboxFilter { project, unassigned: true, ..all() }, none),
    ] {
        assert_eq!(waiting(store, &cast, filter.clone(), 1).await, expected, "{filter:?}");
    }
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
    assert_eq!(store.due(Time(i64::MAX), 10).await.unwrap(), [due[1], due[3], due[0]]);
    assert_eq!(store.due(Time(i64::MAX), 2).await.unwrap(), [due[1], due[3]]);
    done(store, other.jane, approve(due[1].1)).await;
    assert_eq!(store.due(Time(i64::MAX), 10).await.unwrap(), [due[3], due[0]]);
}
