//! Walking lists page by page, while more is added: everything that was there is seen once.

use std::collections::BTreeSet;

use pumpup::rpc::pb;

use crate::support::{Clients, Service, approve, fresh_key};
use crate::world::fresh_name;

/// How many things each list holds at first, and how many fit on a page.
const THINGS: usize = 11;
const PAGE: i32 = 4;
/// How many are added meanwhile, one after each page; a list that grows at its end for ever is never walked.
const ADDED: usize = 5;

/// Walks a list, and adds something after each page. `page` answers ids and the next token, `add` the id that it made.
async fn walk(
    what: &str,
    before: &BTreeSet<String>,
    page: impl AsyncFn(String) -> (Vec<String>, String),
    add: impl AsyncFn() -> String,
) -> (Vec<String>, Vec<String>) {
    let (mut seen, mut added, mut token) = (Vec::new(), Vec::new(), String::new());
    loop {
        let (ids, next) = page(token).await;
        assert!(ids.len() <= PAGE as usize, "{what}: {} on a page", ids.len());
        seen.extend(ids);
        if next.is_empty() {
            break;
        }
        if added.len() < ADDED {
            added.push(add().await);
        }
        token = next;
    }
    let distinct: BTreeSet<_> = seen.iter().cloned().collect();
    assert_eq!(distinct.len(), seen.len(), "{what}: something was seen twice");
    assert!(distinct.is_superset(before), "{what}: {:?} were missed", before.difference(&distinct));
    assert!(added.len() >= 2, "{what}: the list had several pages");
    (seen, added)
}

/// Adds the first things of a list.
async fn fill(add: impl AsyncFn() -> String) -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    for _ in 0..THINGS {
        made.insert(add().await);
    }
    made
}

async fn add_key(admin: &Clients, role: pb::Role) -> pb::ApiKey {
    let request = pb::AccessCreateKeyRequest {
        idempotency_key: fresh_key(),
        role: role.into(),
        name: fresh_name(),
        ..Default::default()
    };
    admin.access.clone().create_key(request).await.unwrap().into_inner().key.unwrap()
}

#[tokio::test]
async fn people_agents_and_keys() {
    let service = Service::start().await;
    let admin = service.admin();
    let add = async || add_key(&admin, pb::Role::Reviewer).await.owner_id;
    let page = async |page_token| {
        let request = pb::AccessListPeopleRequest { page_size: PAGE, page_token };
        let page = admin.access.clone().list_people(request).await.unwrap().into_inner();
        (page.people.into_iter().map(|person| person.id).collect(), page.next_page_token)
    };
    let (seen, added) = walk("people", &fill(add).await, page, add).await;
    assert!(added.iter().all(|id| seen.contains(id)), "what is added at the end is seen too");

    let add = async || add_key(&admin, pb::Role::Agent).await.owner_id;
    let page = async |page_token| {
        let request = pb::AccessListAgentsRequest { page_size: PAGE, page_token };
        let page = admin.access.clone().list_agents(request).await.unwrap().into_inner();
        (page.agents.into_iter().map(|agent| agent.id).collect(), page.next_page_token)
    };
    let (seen, added) = walk("agents", &fill(add).await, page, add).await;
    assert!(added.iter().all(|id| seen.contains(id)));

    let add = async || add_key(&admin, pb::Role::Agent).await.id;
    let page = async |page_token| {
        let request = pb::AccessListKeysRequest { page_size: PAGE, page_token };
        let page = admin.access.clone().list_keys(request).await.unwrap().into_inner();
        (page.keys.into_iter().map(|key| key.id).collect(), page.next_page_token)
    };
    let (seen, added) = walk("keys", &fill(add).await, page, add).await;
    assert!(added.iter().all(|id| seen.contains(id)));
}

#[tokio::test]
async fn projects() {
    let service = Service::start().await;
    let admin = service.admin();
    let add = async || {
        let request = pb::ProjectsCreateRequest {
            idempotency_key: fresh_key(),
            name: format!("{} of many", fresh_name()),
            ..Default::default()
        };
        admin.projects.clone().create(request).await.unwrap().into_inner().project.unwrap().id
    };
    let page = async |page_token| {
        let request = pb::ProjectsListRequest { name: "of many".into(), page_size: PAGE, page_token };
        let page = admin.projects.clone().list(request).await.unwrap().into_inner();
        (page.projects.into_iter().map(|project| project.id).collect(), page.next_page_token)
    };
    let (seen, added) = walk("projects", &fill(add).await, page, add).await;
    assert!(added.iter().all(|id| seen.contains(id)));
}

#[tokio::test]
async fn tasks_newest_first() {
    let service = Service::start().await;
    let agent = service.agent();
    let add = async || agent.open_task("of many").await.id;
    let page = async |page_token| {
        let request = pb::TasksListRequest { name: "many".into(), page_size: PAGE, page_token, ..Default::default() };
        let page = agent.tasks.clone().list(request).await.unwrap().into_inner();
        (page.tasks.into_iter().map(|task| task.id).collect(), page.next_page_token)
    };
    let before = fill(add).await;
    let (seen, _) = walk("tasks", &before, page, add).await;
    assert!(seen.iter().eq(before.iter().rev()), "newest first; what is newer than the first page is not on the next");
}

#[tokio::test]
async fn the_inbox_longest_waiting_first() {
    let service = Service::start().await;
    let agent = service.agent();
    let add = async || agent.ask_approval("of many").await;
    let page = async |page_token| {
        let request = pb::InboxListRequest { page_size: PAGE, page_token, ..Default::default() };
        let page = agent.inbox.clone().list(request).await.unwrap().into_inner();
        (page.items.into_iter().map(|item| item.request.unwrap().id).collect(), page.next_page_token)
    };
    let before = fill(add).await;
    let (seen, added) = walk("the inbox", &before, page, add).await;
    assert!(seen.iter().eq(before.iter().chain(&added)), "in the order of their making");
}

#[tokio::test]
async fn what_has_ended_latest_end_first() {
    let service = Service::start().await;
    let (agent, admin) = (service.agent(), service.admin());
    let add = async || {
        let id = agent.ask_approval("of many").await;
        admin.approvals.clone().decide(approve(&id, "")).await.unwrap();
        id
    };
    let page = async |page_token| {
        let request = pb::InboxListEndedRequest { page_size: PAGE, page_token, ..Default::default() };
        let page = agent.inbox.clone().list_ended(request).await.unwrap().into_inner();
        (page.items.into_iter().map(|item| item.request.unwrap().id).collect(), page.next_page_token)
    };
    let before = fill(add).await;
    let (seen, _) = walk("what has ended", &before, page, add).await;
    assert!(seen.iter().eq(before.iter().rev()), "what ended after the first page was read is not on the next");
}

#[tokio::test]
async fn a_timeline_from_its_first_event_on() {
    let service = Service::start().await;
    let agent = service.agent();
    let task = agent.open_task("of many").await;
    let add = async || {
        let request = pb::TasksAddNoteRequest {
            idempotency_key: fresh_key(),
            task_id: task.id.clone(),
            message: "one of many".into(),
            ..Default::default()
        };
        agent.tasks.clone().add_note(request).await.unwrap().into_inner().event_id
    };
    let page = async |cursor: String| {
        let request = pb::TasksListEventsRequest { task_id: task.id.clone(), cursor, limit: PAGE };
        let page = agent.tasks.clone().list_events(request).await.unwrap().into_inner();
        assert!(!page.next_cursor.is_empty(), "it is always set: one may watch on from there");
        // A page with no events is the end as it is now.
        let next = if page.events.is_empty() { String::new() } else { page.next_cursor };
        (page.events.into_iter().map(|event| event.id).collect(), next)
    };
    let (seen, added) = walk("the timeline", &fill(add).await, page, add).await;
    assert!(added.iter().all(|id| seen.contains(id)));
    assert_eq!(seen.len(), 1 + THINGS + ADDED);
}
