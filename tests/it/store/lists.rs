//! The contract of `Store` for lists of requests: those that are open, and those that have ended.

use pumpup::domain::access::Role;
use pumpup::domain::approval::Verdict;
use pumpup::domain::caller::Who;
use pumpup::domain::command::Command;
use pumpup::domain::elicitation::ElicitationAnswer;
use pumpup::domain::ids::{RequestId, TaskId};
use pumpup::domain::record::{Record, Target};
use pumpup::domain::recording::ActionRecord;
use pumpup::domain::request::{Ask, Kind, RequestCancel};
use pumpup::domain::task::{MetadataPatch, TaskAssign, TaskCreate};
use pumpup::store::{EndedFilter, InboxFilter, InboxItem, Page, Store};
use serde_json::json;

use super::cast::*;

async fn waiting(store: &dyn Store, cast: &Cast, filter: InboxFilter, size: u32) -> Vec<RequestId> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = store.inbox(cast.account, filter.clone(), after, size).await.unwrap();
        assert!(page.items.len() <= size as usize);
        after = page.items.last().map(|last| last.request.id.0);
        for item in page.items {
            assert_eq!(item.request.task, item.task.id);
            ids.push(item.request.id);
        }
        if !page.more {
            return ids;
        }
        assert!(after.is_some(), "a page that is not the last holds something");
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
    let rest = store.inbox(cast.account, InboxFilter::default(), Some(gone.0), 10).await.unwrap().items;
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
        let latest_first = InboxFilter { latest_first: true, ..filter.clone() };
        let reversed: Vec<_> = expected.iter().rev().copied().collect();
        assert_eq!(waiting(store, &cast, latest_first, 1).await, reversed, "{filter:?}, the latest first");
    }
}

pub async fn the_values_of_metadata_are_searched(store: &dyn Store) {
    let cast = Cast::of(store).await;
    let (task, request) = cast.approval(store, "plain").await;
    let metadata = json!({
        "customer": "ZOË \"Quote\" C:\\temp\nline", "amount": 240, "rate": 0.125, "paid": true, "nothing": null,
        "lines": [{"sku": "AB-77"}, ["deep"]],
    });
    let patch = MetadataPatch { set: metadata.as_object().cloned().unwrap(), ..MetadataPatch::default() };
    done(store, cast.agent, action(task.id, patch)).await;
    for (text, found) in [
        ("ZOË", true),
        ("zOë", true),
        (".", true),
        ("z.ë", false),
        ("zoë \"quote\"", true),
        ("c:\\temp", true),
        ("temp\nline", true),
        ("240", true),
        ("0.12", true),
        ("ab-7", true),
        ("DEEP", true),
        ("plain", true),
        // Names, words that are no values, and what JSON is written with.
        ("customer", false),
        ("sku", false),
        ("true", false),
        ("null", false),
        ("\\\"", false),
        ("\\n", false),
        ("[", false),
        ("240,", false),
        ("_", false),
    ] {
        let expected: &[_] = if found { &[request] } else { &[] };
        let filter = InboxFilter { text: Some(text.into()), ..InboxFilter::default() };
        assert_eq!(waiting(store, &cast, filter, 5).await, expected, "{text:?}");
    }
    done(store, cast.jane, approve(request)).await;
    for (text, expected) in [("zoë", vec![request]), ("sku", vec![])] {
        let filter = EndedFilter { text: Some(text.into()), ..EndedFilter::default() };
        assert_eq!(ended(store, &cast, filter, 5).await, expected, "{text:?}");
    }
}

fn action(task: TaskId, metadata_patch: MetadataPatch) -> Command {
    Command::ActionRecord(ActionRecord {
        task,
        description: "noted".into(),
        detail: serde_json::Map::new(),
        metadata_patch,
        add_attachments: Vec::new(),
        transitions_to: String::new(),
        in_response_to: None,
        external_trace_id: String::new(),
    })
}

async fn ended(store: &dyn Store, cast: &Cast, filter: EndedFilter, size: u32) -> Vec<RequestId> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let Page { items, more } = store.ended(cast.account, filter.clone(), after, size).await.unwrap();
        assert!(items.len() <= size as usize);
        assert!(items.iter().all(|item| item.request.task == item.task.id && !item.request.is_open()));
        after = items.last().map(|last| last.request.id.0).or(after);
        ids.extend(items.iter().map(|item| item.request.id));
        if !more {
            return ids;
        }
        assert!(!items.is_empty(), "a page that is not the last holds something");
    }
}

pub async fn what_has_ended_is_listed_latest_end_first(store: &dyn Store) {
    let (cast, other) = (Cast::of(store).await, Cast::of(store).await);
    let mut made = Vec::new();
    for n in 0..7 {
        made.push(cast.approval(store, &format!("request {n}")).await.1);
    }
    let (_, theirs) = other.approval(store, "theirs").await;
    done(store, other.jane, approve(theirs)).await;
    assert_eq!(ended(store, &cast, EndedFilter::default(), 10).await, []);
    // They end in another order than they were made in; the middle ones in one batch, and so at one moment.
    let (first, last) = (made[4], made[1]);
    let together = [made[6], made[0], made[3]];
    done(store, cast.jane, approve(first)).await;
    apply(store, together.map(|id| envelope(cast.jane, &format!("decide {id}"), approve(id))).to_vec()).await;
    done(store, cast.jane, approve(last)).await;
    let mut expected = vec![last, made[6], made[3], made[0], first];
    for size in [1, 2, 3, 10] {
        assert_eq!(ended(store, &cast, EndedFilter::default(), size).await, expected, "{size} a page");
    }
    // What ends while one pages is on no page to come.
    let page = store.ended(cast.account, EndedFilter::default(), None, 2).await.unwrap();
    assert!(page.more);
    done(store, cast.jane, approve(made[5])).await;
    let after = page.items.last().map(|last| last.request.id.0);
    let rest = store.ended(cast.account, EndedFilter::default(), after, 10).await.unwrap();
    let ids = |items: &[InboxItem]| items.iter().map(|item| item.request.id).collect::<Vec<_>>();
    assert_eq!((ids(&rest.items), rest.more), (expected[2..].to_vec(), false));
    // After what has not ended, or is not there in this account, the list begins at its start.
    expected.insert(0, made[5]);
    for none in [made[2], theirs] {
        let page = store.ended(cast.account, EndedFilter::default(), Some(none.0), 10).await.unwrap();
        assert_eq!(ids(&page.items), expected);
    }
    assert_eq!(ended(store, &other, EndedFilter::default(), 10).await, [theirs]);
}

pub async fn each_filter_of_what_has_ended_narrows_it(store: &dyn Store) {
    let cast = Cast::of(store).await;
    done(store, cast.admin, project_create("Claims", Some(60_000_000))).await;
    let bot = key(store, cast.admin, Role::Agent, "Bot").await;
    let claim = TaskId(answered_id(&done(store, bot, task_create("claims", "Straße 7")).await));
    let in_claims = RequestId(answered_id(&done(store, bot, request("claims", claim, "Pay up", None)).await));
    let rejected = cast.approval(store, "100% sure").await.1;
    let withdrawn = cast.approval(store, "never mind").await.1;
    let asking = cast.task(store, "a form").await;
    let mut form = request("general", asking.id, "fill in", None);
    let Command::RequestCreate(create) = &mut form else { panic!("it makes a request") };
    create.ask = Ask::Elicitation { fields: vec![text_field("why")], recommendation: vec![] };
    let form = RequestId(answered_id(&done(store, cast.agent, form).await));
    cast.approval(store, "still open, 100%").await;

    done(store, cast.jane, approve(in_claims)).await;
    done(store, cast.admin, decide(rejected, Verdict::Reject)).await;
    let cancel = RequestCancel { request: withdrawn, kind: Kind::Approval, reason: "changed".into() };
    done(store, cast.agent, Command::RequestCancel(cancel)).await;
    let answers = [("why".to_owned(), pumpup::domain::field::FieldValue::Text("so".into()))].into();
    let answer = ElicitationAnswer { request: form, answers, digest: String::new() };
    done(store, cast.jane, Command::ElicitationAnswer(answer)).await;

    let Some(Record::Request(record)) = cast.get(store, Target::Request(in_claims)).await else { panic!("a request") };
    let Some(Record::Request(later)) = cast.get(store, Target::Request(withdrawn)).await else { panic!("a request") };
    let (Who::Person(jane), Who::Person(admin)) = (cast.jane.who, cast.admin.who) else { panic!("they are people") };
    let at = later.end().unwrap().at;
    let all = EndedFilter::default;
    let text = |text: &str| EndedFilter { text: Some(text.into()), ..all() };
    let by = |person| EndedFilter { ended_by: Some(person), ..all() };
    let so = |outcome| EndedFilter { outcome: Some(outcome), ..all() };
    for (filter, expected) in [
        (all(), vec![form, withdrawn, rejected, in_claims]),
        (EndedFilter { project: Some(record.project), ..all() }, vec![in_claims]),
        (EndedFilter { kind: Some(Kind::Elicitation), ..all() }, vec![form]),
        (EndedFilter { kind: Some(Kind::Approval), ..all() }, vec![withdrawn, rejected, in_claims]),
        (EndedFilter { requested_by: Some(record.requested_by.id), ..all() }, vec![in_claims]),
        (by(jane), vec![form, in_claims]),
        (by(admin), vec![rejected]),
        (so(Verdict::Approve), vec![in_claims]),
        (so(Verdict::Reject), vec![rejected]),
        (so(Verdict::Escalate), vec![]),
        (EndedFilter { since: Some(at), ..all() }, vec![form, withdrawn]),
        (EndedFilter { since: Some(at.plus(1)), ..all() }, vec![form]),
        (text("STRASSE"), vec![]),
        (text("STRAßE"), vec![in_claims]),
        (text("0% s"), vec![rejected]),
        (EndedFilter { outcome: Some(Verdict::Approve), ..by(admin) }, vec![]),
    ] {
        assert_eq!(ended(store, &cast, filter.clone(), 1).await, expected, "{filter:?}");
        assert_eq!(ended(store, &cast, filter.clone(), 10).await, expected, "{filter:?}");
    }
    let item = store.ended(cast.account, by(jane), None, 10).await.unwrap().items.remove(1);
    assert_eq!((item.task.id, item.response_target), (claim, Some(60_000_000)));
}
