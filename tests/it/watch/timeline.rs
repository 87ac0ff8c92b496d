//! Timelines that are watched while others write: by cursor, without gaps, without doubles.

use pumpup::rpc::pb;
use tokio::task::JoinSet;
use tonic::{Code, Streaming};

use super::promptly;
use crate::chance::Chance;
use crate::support::{Clients, Service, fresh_key, patiently, reason};

async fn follow(clients: &mut Clients, task_id: &str, cursor: &str) -> Streaming<pb::TasksWatchEventsResponse> {
    let request = pb::TasksWatchEventsRequest { task_id: task_id.into(), cursor: cursor.into() };
    patiently(clients.tasks.watch_events(request)).await.unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_timeline_goes_on_by_its_cursor_without_gaps_or_doubles() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let task = agent.open_task("a busy case").await;
    let mut writers = JoinSet::new();
    for writer in 0..5 {
        let (mut agent, task_id) = (agent.clone(), task.id.clone());
        writers.spawn(async move {
            for n in 0..40 {
                let message = format!("{writer}-{n}");
                let note = pb::TasksAddNoteRequest {
                    idempotency_key: fresh_key(),
                    task_id: task_id.clone(),
                    message,
                    ..Default::default()
                };
                agent.tasks.add_note(note).await.unwrap();
            }
        });
    }
    let (mut chance, mut seen, mut cursor) = (Chance::of(34), Vec::new(), String::new());
    let mut streams = 0;
    while seen.len() < 201 {
        let mut events = follow(&mut agent, &task.id, &cursor).await;
        streams += 1;
        // It breaks off anywhere, and what was not processed by then is said again.
        for _ in 0..1 + chance.below(6) {
            if seen.len() == 201 {
                break;
            }
            let said = promptly(events.message()).await.unwrap().expect("it does not end by itself");
            if chance.percent(20) {
                break;
            }
            seen.extend(said.events.iter().map(|event| event.sequence));
            cursor = said.cursor;
        }
    }
    assert_eq!(seen, (1..=201).collect::<Vec<_>>(), "over {streams} streams");
    assert!(streams > 1, "it was never broken off");
    patiently(writers.join_all()).await;
}

#[tokio::test]
async fn a_cursor_belongs_to_its_task() {
    let service = Service::start().await;
    let mut agent = service.agent();
    let (one, other) = (agent.open_task("one").await, agent.open_task("other").await);
    let said = promptly(follow(&mut agent, &one.id, "").await.message()).await.unwrap().unwrap();
    for cursor in [said.cursor.as_str(), "junk"] {
        let request = pb::TasksWatchEventsRequest { task_id: other.id.clone(), cursor: cursor.into() };
        let refused = match agent.tasks.watch_events(request).await {
            Err(status) => status,
            Ok(stream) => promptly(stream.into_inner().message()).await.expect_err("it is another task's"),
        };
        assert_eq!((refused.code(), reason(&refused).as_str()), (Code::InvalidArgument, "PAGE_TOKEN_INVALID"));
    }
}
