//! Notes, and what people do to tasks by hand: moving, assigning. And how a task closes.

use serde_json::json;

use super::words::*;
use super::world::*;
use crate::domain::access::{PersonUpdate, Role};
use crate::domain::asking::RequestCreate;
use crate::domain::event::Payload;
use crate::domain::ids::{PersonId, TaskId};
use crate::domain::recording::{ActionRecord, NoteAdd};
use crate::domain::request::State;
use crate::domain::task::{Status, TaskCreate, TaskMove};

#[test]
fn notes_are_for_everybody_and_on_closed_tasks_too() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let task = world.open(agent, chore());
    let request = world.request(agent, RequestCreate { project_name: "general".into(), ..approval(task) });
    let missing = format!("TASK_NOT_FOUND: there is no task \"{ABSENT}\" in this account");
    world.refuses([(jane, note(TaskId(ABSENT)).into(), &missing)]);
    let event = world.event(jane, NoteAdd { external_trace_id: "t".into(), ..note(task) });
    let recorded = world.timeline(task).last().expect("the note");
    assert_eq!((recorded.id, recorded.external_trace_id.as_str()), (event, "t"));
    assert_eq!(recorded.payload, Payload::Note { message: "Called the client".into() });
    assert_eq!(world.task(task).open_request, Some(request));
    world.ok(agent, advance(task, "complete"));
    world.now = world.now.plus(SECOND);
    for caller in [agent, jane, admin] {
        world.ok(caller, note(task));
    }
    assert_eq!(
        world.since(task, 2),
        [
            "3 NOTE HUMAN@AGENT Jane",
            "4 ACTION AGENT@AGENT agent: in_progress -> complete",
            "5 REQUEST_CANCELLED PLATFORM@PLATFORM: to 2",
            "6 TASK_CLOSED PLATFORM@PLATFORM",
            "7 NOTE AGENT@PLATFORM agent",
            "8 NOTE HUMAN@PLATFORM Jane",
            "9 NOTE HUMAN@PLATFORM admin",
        ]
    );
    let found = world.task(task);
    assert_eq!((found.status(), found.updated_at), (Status::Closed, BEGINNING.plus(SECOND)));
}

#[test]
fn a_person_moves_a_task_along_its_exits() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, TaskCreate { metadata_patch: set(json!({})), ..claim() });
    let closed = world.open(agent, chore());
    world.ok(jane, moving(closed, "complete"));
    world.refuses([
        (agent, moving(TaskId(ABSENT), "moon").into(), "PERMISSION_DENIED: only people may move a task"),
        (
            jane,
            moving(TaskId(ABSENT), "moon").into(),
            &format!("TASK_NOT_FOUND: there is no task \"{ABSENT}\" in this account"),
        ),
        (
            jane,
            moving(closed, "moon").into(),
            &format!("TASK_CLOSED: task {closed} is closed in step \"complete\"; only notes may be written on it"),
        ),
        (
            jane,
            moving(task, "moon").into(),
            "TRANSITION_NOT_DECLARED: step \"moon\" cannot be reached from \"in_progress\"; \
             its exits are [\"review\", \"in_progress\"]",
        ),
        (
            jane,
            moving(task, "review").into(),
            "METADATA_SCHEMA: the task's metadata does not satisfy the schema of step \"review\": \
             metadata \"amount\" is a required property",
        ),
    ]);
    world.ok(agent, ActionRecord { metadata_patch: set(json!({"amount": 3})), ..action(task) });
    world.ok(jane, moving(task, "in_progress"));
    world.ok(jane, TaskMove { description: "Looks fine".into(), ..moving(task, "review") });
    world.ok(jane, moving(task, "approved"));
    assert_eq!(
        world.since(task, 2),
        [
            "3 ACTION HUMAN@AGENT Jane: in_progress -> in_progress",
            "4 ACTION HUMAN@AGENT Jane: in_progress -> review",
            "5 ACTION HUMAN@HUMAN Jane: review -> approved",
            "6 TASK_CLOSED PLATFORM@PLATFORM",
        ]
    );
    let moves: Vec<_> = world.timeline(task).skip(2).take(3).map(|event| event.payload.clone()).collect();
    for (payload, words) in moves.into_iter().zip(["Moved to in_progress", "Looks fine", "Moved to approved"]) {
        let description = words.into();
        let (detail, metadata_patch, add_attachments) = Default::default();
        assert_eq!(payload, Payload::Action { description, detail, metadata_patch, add_attachments });
    }
}

#[test]
fn a_person_gives_a_task_to_somebody_who_is_active_or_to_nobody() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let closed = world.open(agent, chore());
    world.ok(agent, advance(closed, "complete"));
    let left = world.key(admin, Role::Reviewer, "Left");
    world.ok(admin, PersonUpdate { active: Some(false), ..person_update(person_of(left)) });
    let nobody = Some(PersonId(ABSENT));
    world.refuses([
        (agent, assign(TaskId(ABSENT), nobody).into(), "PERMISSION_DENIED: only people may assign a task"),
        (
            jane,
            assign(TaskId(ABSENT), nobody).into(),
            &format!("TASK_NOT_FOUND: there is no task \"{ABSENT}\" in this account"),
        ),
        (
            jane,
            assign(closed, nobody).into(),
            &format!("TASK_CLOSED: task {closed} is closed in step \"complete\"; only notes may be written on it"),
        ),
        (
            jane,
            assign(task, nobody).into(),
            &format!("PERSON_NOT_FOUND: there is no person \"{ABSENT}\" in this account"),
        ),
        (
            jane,
            assign(task, Some(person_of(left))).into(),
            &format!("PERSON_NOT_FOUND: there is no person \"{}\" in this account", person_of(left)),
        ),
    ]);
    world.ok(admin, assign(task, Some(person_of(jane))));
    let found = world.task(task);
    assert_eq!((found.assignee, found.assignee_name.as_str()), (Some(person_of(jane)), "Jane"));
    world.ok(jane, assign(task, None));
    let found = world.task(task);
    assert_eq!((found.assignee, found.assignee_name.as_str()), (None, ""));
    assert_eq!(world.since(task, 1), ["2 ASSIGNMENT HUMAN@AGENT admin", "3 ASSIGNMENT HUMAN@AGENT Jane"]);
    let Payload::Assignment { assignee, assignee_name } = &world.timeline(task).nth(1).expect("it").payload else {
        panic!("an assignment")
    };
    assert_eq!((*assignee, assignee_name.as_str()), (Some(person_of(jane)), "Jane"));
}

#[test]
fn entering_a_last_step_closes_the_task_and_cancels_its_request_in_the_same_commit() {
    for by_hand in [false, true] {
        let mut world = World::new();
        let House { agent, jane, .. } = world.acme;
        let task = world.open(agent, claim());
        world.ok(agent, advance(task, "review"));
        let request = world.request(agent, approval(task));
        assert_eq!(world.task(task).status(), Status::Waiting);
        world.now = world.now.plus(SECOND);
        let (by, hand) = if by_hand { (jane, "HUMAN@HUMAN Jane") } else { (agent, "AGENT@HUMAN agent") };
        let answered = if by_hand {
            world.event(by, moving(task, "approved"))
        } else {
            world.event(by, advance(task, "approved"))
        };
        assert_eq!(
            world.since(task, 3),
            [
                format!("4 ACTION {hand}: review -> approved"),
                "5 REQUEST_CANCELLED PLATFORM@PLATFORM: to 3".into(),
                "6 TASK_CLOSED PLATFORM@PLATFORM".into(),
            ]
        );
        let events: Vec<_> = world.timeline(task).skip(3).cloned().collect();
        assert_eq!(events[0].id, answered);
        assert!(events.iter().all(|event| event.at == BEGINNING.plus(SECOND)));
        assert_eq!(events[2].payload, Payload::TaskClosed { terminal_step: "approved".into() });
        let found = world.task(task);
        assert_eq!((found.status(), found.open_request), (Status::Closed, None));
        assert_eq!(
            world.asked(request).state,
            State::Cancelled {
                event: events[1].id,
                at: BEGINNING.plus(SECOND),
                by: "platform".into(),
                reason: "the task was closed in step \"approved\"".into(),
            }
        );
    }
}

#[test]
fn nothing_but_notes_is_written_on_a_closed_task() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    for to in ["review", "approved"] {
        world.ok(agent, advance(task, to));
    }
    let closed = format!("TASK_CLOSED: task {task} is closed in step \"approved\"; only notes may be written on it");
    let gone =
        format!("REQUEST_CLOSED: request {request} was cancelled at 2026-01-01T00:00:00Z; no decision can follow");
    world.refuses([
        (agent, action(task).into(), &closed),
        (agent, exception(task).into(), &closed),
        (jane, moving(task, "review").into(), &closed),
        (jane, assign(task, None).into(), &closed),
        (agent, approval(task).into(), &closed),
        (jane, approve(request).into(), &gone),
        (agent, cancel(request).into(), &gone),
    ]);
    world.ok(jane, note(task));
}

#[test]
fn actions_moves_and_assignments_leave_an_open_request_open() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    world.ok(agent, action(task));
    world.ok(agent, exception(task));
    world.ok(jane, assign(task, Some(person_of(jane))));
    world.ok(jane, moving(task, "review"));
    let found = world.task(task);
    assert_eq!((found.status(), found.open_request), (Status::Waiting, Some(request)));
    world.ok(jane, approve(request));
    let found = world.task(task);
    assert_eq!((found.status(), found.current_step.as_str()), (Status::Running, "review"));
}
