//! Opening tasks, and what is recorded on them.

use serde_json::{Value, json};

use super::words::*;
use super::world::*;
use crate::domain::access::{PersonUpdate, Role};
use crate::domain::approval::Verdict;
use crate::domain::caller::{Caller, Who};
use crate::domain::event::Payload;
use crate::domain::ids::{PersonId, RequestId, TaskId, UploadId};
use crate::domain::request::{RequestCreate, State};
use crate::domain::steps::StepGraph;
use crate::domain::task::{
    ActionRecord, Attachment, ExceptionRecord, MetadataPatch, NoteAdd, Status, Task, TaskCreate, TaskMove,
};

fn person(caller: Caller) -> PersonId {
    let Who::Person(id) = caller.who else { panic!("a person") };
    id
}

/// Metadata that is too large once both halves are in.
fn too_large() -> MetadataPatch {
    let half = |key: &str| object(json!({key: "x".repeat(40_000)}));
    MetadataPatch { set: half("a"), set_once: half("b"), unset: vec![] }
}

const TOO_LARGE: &str = "INVALID_REQUEST: metadata_patch takes 80015 bytes of JSON; at most 65536 are allowed";

#[test]
fn a_task_is_opened_by_an_agent_in_a_project_whose_first_step_takes_its_metadata() {
    let mut world = World::new();
    let House { account, admin, agent, jane, claims, .. } = world.acme;
    let mut gated = StepGraph::general();
    gated.step_schemas.insert("in_progress".into(), object(json!({"required": ["amount"]})));
    world.ok(admin, project("Gated", gated));
    let worst = TaskCreate { project_name: "nowhere".into(), metadata_patch: too_large(), ..claim() };
    let gated = TaskCreate { project_name: "gated".into(), ..worst.clone() };
    world.refuses([
        (jane, worst.clone().into(), "PERMISSION_DENIED: only agents may open a task"),
        (agent, worst.into(), "PROJECT_NOT_FOUND: there is no project \"nowhere\" in this account"),
        (agent, gated.clone().into(), TOO_LARGE),
        (
            agent,
            TaskCreate { metadata_patch: set(json!({"amuont": 1})), ..gated.clone() }.into(),
            "METADATA_SCHEMA: the task's metadata does not satisfy the schema of step \"in_progress\": \
             metadata \"amount\" is a required property",
        ),
    ]);
    world.ok(agent, TaskCreate { metadata_patch: set(json!({"amount": 1})), ..gated });

    let task = world.open(agent, claim());
    let opened = Task {
        account,
        id: task,
        project: claims,
        project_name: "claims".into(),
        name: "Claim 17".into(),
        external_id: "C-17".into(),
        current_step: "in_progress".into(),
        closed: false,
        open_request: None,
        metadata: object(json!({"amount": 250})),
        attachments: vec![],
        assignee: None,
        assignee_name: String::new(),
        created_at: BEGINNING,
        updated_at: BEGINNING,
        last_sequence: 1,
    };
    assert_eq!(*world.task(task), opened);
    assert_eq!(opened.status(), Status::Running);
    assert_eq!(world.story(task), ["1 TASK_CREATED AGENT@AGENT agent"]);
    let Some(Payload::TaskCreated { initial_step, metadata_patch, name, .. }) =
        world.timeline(task).next().map(|event| event.payload.clone())
    else {
        panic!("the first event")
    };
    assert_eq!((initial_step, name), ("in_progress".into(), "Claim 17".into()));
    assert_eq!(metadata_patch, claim().metadata_patch);
    // Names and external ids need not be unique.
    assert_ne!(world.open(agent, claim()), task);
}

#[test]
fn a_task_whose_first_step_is_the_last_is_closed_as_it_is_opened() {
    let mut world = World::new();
    let House { admin, agent, .. } = world.acme;
    world.ok(admin, project("Log", graph(&[("logged", &[])])));
    let task = world.open(agent, TaskCreate { project_name: "log".into(), ..claim() });
    assert_eq!(world.story(task), ["1 TASK_CREATED AGENT@AGENT agent", "2 TASK_CLOSED PLATFORM@AGENT"]);
    assert_eq!(world.task(task).status(), Status::Closed);
}

#[test]
fn a_patch_sets_then_sets_once_then_unsets() {
    let patch = |set: Value, set_once: Value, unset: &[&str]| MetadataPatch {
        set: object(set),
        set_once: object(set_once),
        unset: unset.iter().map(|key| (*key).into()).collect(),
    };
    for (before, patch, after) in [
        (json!({}), patch(json!({}), json!({}), &[]), json!({})),
        (json!({"a": 1}), patch(json!({"a": 2, "b": 3}), json!({}), &[]), json!({"a": 2, "b": 3})),
        (json!({"a": 1}), patch(json!({}), json!({"a": 2, "b": 3}), &[]), json!({"a": 1, "b": 3})),
        (json!({"a": null}), patch(json!({}), json!({"a": 2}), &[]), json!({"a": null})),
        (json!({}), patch(json!({"a": 1}), json!({"a": 2}), &[]), json!({"a": 1})),
        (json!({"a": 1}), patch(json!({"a": 2}), json!({"b": 3}), &["a", "b", "c"]), json!({})),
        (json!({"a": {"b": 1}}), patch(json!({"a": {"c": 2}}), json!({}), &["b"]), json!({"a": {"c": 2}})),
    ] {
        let mut world = World::new();
        let agent = world.acme.agent;
        let task = world.open(agent, TaskCreate { metadata_patch: set(before.clone()), ..chore() });
        world.ok(agent, ActionRecord { metadata_patch: patch.clone(), ..action(task) });
        assert_eq!(world.task(task).metadata, object(after.clone()), "{before} {patch:?}");
        // At its opening, a task has nothing before its patch.
        let opened = world.open(agent, TaskCreate { metadata_patch: patch.clone(), ..chore() });
        let mut fresh = serde_json::Map::new();
        patch.apply(&mut fresh);
        assert_eq!(world.task(opened).metadata, fresh);
    }
}

#[test]
fn an_action_is_recorded_by_an_agent_on_an_open_task() {
    let mut world = World::new();
    let House { agent, jane, rival, .. } = world.acme;
    let (upload, other) = (world.upload(agent, "aa"), world.upload(jane, "bb"));
    let task = world.open(agent, claim());
    world.ok(agent, ActionRecord { add_attachments: vec![attach("policy", upload)], ..action(task) });
    let closed = world.open(agent, claim());
    for to in ["review", "approved"] {
        world.ok(agent, advance(closed, to));
    }
    let elsewhere = world.open(agent, claim());
    let foreign = world.request(agent, approval(elsewhere));
    world.ok(jane, approve(foreign));
    let request = world.request(agent, approval(task));

    let absent = UploadId(ABSENT);
    let many = (0..50).map(|index| attach(&format!("file {index}"), absent)).collect();
    let worst = ActionRecord {
        metadata_patch: MetadataPatch { unset: vec!["amount".into()], ..too_large() },
        add_attachments: many,
        in_response_to: Some(RequestId(ABSENT)),
        ..advance(TaskId(ABSENT), "approved")
    };
    let here = ActionRecord { task, ..worst.clone() };
    world.refuses([
        (jane, worst.clone().into(), "PERMISSION_DENIED: only agents may record an action"),
        (agent, worst.clone().into(), &format!("TASK_NOT_FOUND: there is no task \"{ABSENT}\" in this account")),
        (
            agent,
            ActionRecord { task: closed, ..worst }.into(),
            &format!("TASK_CLOSED: task {closed} is closed in step \"approved\"; only notes may be written on it"),
        ),
        (agent, here.clone().into(), &format!("REQUEST_NOT_FOUND: there is no request \"{ABSENT}\" in this account")),
        (
            agent,
            ActionRecord { in_response_to: Some(foreign), ..here.clone() }.into(),
            &format!("REQUEST_NOT_FOUND: there is no request \"{foreign}\" in this account"),
        ),
        (
            agent,
            ActionRecord { in_response_to: Some(request), ..here.clone() }.into(),
            &format!(
                "REQUEST_NOT_DECIDED: request {request} has no decision that could be responded to; \
                 name one that was decided"
            ),
        ),
    ]);
    world.ok(jane, approve(request));
    let here = ActionRecord { in_response_to: Some(request), ..here };
    let labelled = |label: &str, upload| ActionRecord { add_attachments: vec![attach(label, upload)], ..here.clone() };
    let clean =
        |to: &str, patch| ActionRecord { metadata_patch: patch, transitions_to: to.into(), ..labelled("claim", other) };
    let unset = MetadataPatch { unset: vec!["amount".into()], ..MetadataPatch::default() };
    world.refuses([
        (
            agent,
            here.clone().into(),
            "LIMIT_EXCEEDED: too many or too large: attachments of a task, of which 50 are allowed",
        ),
        (
            agent,
            labelled("policy", absent).into(),
            "ATTACHMENT_EXISTS: the attachment \"policy\" exists already; \
             choose another label: each is used once within a task",
        ),
        (
            agent,
            labelled("claim", absent).into(),
            &format!("UPLOAD_NOT_FOUND: there is no upload \"{ABSENT}\" in this account"),
        ),
        (
            agent,
            clean("approved", too_large()).into(),
            "INVALID_REQUEST: metadata_patch takes 80028 bytes of JSON; at most 65536 are allowed",
        ),
        (
            agent,
            clean("approved", unset.clone()).into(),
            "TRANSITION_NOT_DECLARED: step \"approved\" cannot be reached from \"in_progress\"; \
             its exits are [\"review\", \"in_progress\"]",
        ),
        (
            agent,
            clean("review", unset).into(),
            "METADATA_SCHEMA: the task's metadata does not satisfy the schema of step \"review\": \
             metadata \"amount\" is a required property",
        ),
    ]);

    world.now = world.now.plus(SECOND);
    let done = ActionRecord {
        detail: object(json!({"took": [1, 2]})),
        external_trace_id: "trace-1".into(),
        ..clean("review", set(json!({"amount": 240})))
    };
    // Whichever agent may go on with a case.
    let event = world.event(rival, done);
    assert_eq!(
        world.since(task, 2),
        [
            "3 APPROVAL_REQUESTED AGENT@AGENT agent",
            "4 APPROVAL_DECIDED HUMAN@AGENT Jane: to 3",
            "5 ACTION AGENT@AGENT Rival: in_progress -> review, to 3",
        ]
    );
    let recorded = world.timeline(task).last().expect("the action").clone();
    assert_eq!((recorded.id, recorded.external_trace_id.as_str()), (event, "trace-1"));
    let claim_file = Attachment { label: "claim".into(), upload_id: other, sha256: "bb".into() };
    assert_eq!(
        recorded.payload,
        Payload::Action {
            description: "Read the claim".into(),
            detail: object(json!({"took": [1, 2]})),
            metadata_patch: set(json!({"amount": 240})),
            add_attachments: vec![claim_file.clone()],
        }
    );
    let found = world.task(task);
    assert_eq!((found.current_step.as_str(), found.status()), ("review", Status::Running));
    assert_eq!(found.metadata, object(json!({"amount": 240})));
    assert_eq!(found.attachments[1..], [claim_file]);
    assert_eq!((found.created_at, found.updated_at), (BEGINNING, BEGINNING.plus(SECOND)));
    // The decision stands as it was.
    assert!(matches!(&world.asked(request).state, State::Decided(it) if it.outcome.verdict == Verdict::Approve));
}

#[test]
fn a_task_holds_fifty_attachments_and_the_same_file_under_many_labels() {
    let mut world = World::new();
    let agent = world.acme.agent;
    let upload = world.upload(agent, "aa");
    let task = world.open(agent, chore());
    let labels = |from: usize, to: usize| (from..to).map(|index| attach(&format!("{index}"), upload)).collect();
    world.ok(agent, ActionRecord { add_attachments: labels(0, 49), ..action(task) });
    let refused = world.refusal(agent, ActionRecord { add_attachments: labels(49, 51), ..action(task) });
    assert!(refused.starts_with("LIMIT_EXCEEDED"), "{refused}");
    world.ok(agent, ActionRecord { add_attachments: labels(49, 50), ..action(task) });
    let refused = world.refusal(agent, ActionRecord { add_attachments: labels(50, 51), ..action(task) });
    assert!(refused.starts_with("LIMIT_EXCEEDED"), "{refused}");
    assert_eq!(world.task(task).attachments.len(), 50);
    // Without a file there is nothing to be too many.
    world.ok(agent, action(task));
}

#[test]
fn an_exception_is_recorded_by_an_agent_on_an_open_task() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, TaskCreate { metadata_patch: set(json!({})), ..claim() });
    let closed = world.open(agent, chore());
    world.ok(agent, advance(closed, "complete"));
    let request = world.request(agent, approval(task));
    world.ok(agent, cancel(request));
    let worst = |task| ExceptionRecord {
        in_response_to: Some(RequestId(ABSENT)),
        transitions_to: "rejected".into(),
        ..exception(task)
    };
    let unanswered = ExceptionRecord { in_response_to: None, ..worst(task) };
    world.refuses([
        (jane, worst(TaskId(ABSENT)).into(), "PERMISSION_DENIED: only agents may record an exception"),
        (
            agent,
            worst(TaskId(ABSENT)).into(),
            &format!("TASK_NOT_FOUND: there is no task \"{ABSENT}\" in this account"),
        ),
        (
            agent,
            worst(closed).into(),
            &format!("TASK_CLOSED: task {closed} is closed in step \"complete\"; only notes may be written on it"),
        ),
        (agent, worst(task).into(), &format!("REQUEST_NOT_FOUND: there is no request \"{ABSENT}\" in this account")),
        (
            agent,
            ExceptionRecord { in_response_to: Some(request), ..worst(task) }.into(),
            &format!(
                "REQUEST_NOT_DECIDED: request {request} has no decision that could be responded to; \
                 name one that was decided"
            ),
        ),
        (
            agent,
            unanswered.clone().into(),
            "TRANSITION_NOT_DECLARED: step \"rejected\" cannot be reached from \"in_progress\"; \
             its exits are [\"review\", \"in_progress\"]",
        ),
        (
            agent,
            ExceptionRecord { transitions_to: "review".into(), ..unanswered }.into(),
            "METADATA_SCHEMA: the task's metadata does not satisfy the schema of step \"review\": \
             metadata \"amount\" is a required property",
        ),
    ]);
    let decided = world.request(agent, form(task));
    world.ok(jane, answer(decided));
    world.ok(agent, ActionRecord { metadata_patch: set(json!({"amount": 1})), ..action(task) });
    let torn = ExceptionRecord {
        in_response_to: Some(decided),
        transitions_to: "review".into(),
        external_trace_id: "trace-2".into(),
        ..exception(task)
    };
    let event = world.event(agent, torn);
    assert_eq!(
        world.since(task, 3),
        [
            "4 ELICITATION_REQUESTED AGENT@AGENT agent",
            "5 ELICITATION_PROVIDED HUMAN@AGENT Jane: to 4",
            "6 ACTION AGENT@AGENT agent",
            "7 EXCEPTION AGENT@AGENT agent: in_progress -> review, to 4",
        ]
    );
    let recorded = world.timeline(task).last().expect("the exception");
    assert_eq!((recorded.id, recorded.external_trace_id.as_str()), (event, "trace-2"));
    assert_eq!(world.task(task).current_step, "review");
}

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
    world.ok(admin, PersonUpdate { active: Some(false), ..person_update(person(left)) });
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
            assign(task, Some(person(left))).into(),
            &format!("PERSON_NOT_FOUND: there is no person \"{}\" in this account", person(left)),
        ),
    ]);
    world.ok(admin, assign(task, Some(person(jane))));
    let found = world.task(task);
    assert_eq!((found.assignee, found.assignee_name.as_str()), (Some(person(jane)), "Jane"));
    world.ok(jane, assign(task, None));
    let found = world.task(task);
    assert_eq!((found.assignee, found.assignee_name.as_str()), (None, ""));
    assert_eq!(world.since(task, 1), ["2 ASSIGNMENT HUMAN@AGENT admin", "3 ASSIGNMENT HUMAN@AGENT Jane"]);
    let Payload::Assignment { assignee, assignee_name } = &world.timeline(task).nth(1).expect("it").payload else {
        panic!("an assignment")
    };
    assert_eq!((*assignee, assignee_name.as_str()), (Some(person(jane)), "Jane"));
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
    world.ok(jane, assign(task, Some(person(jane))));
    world.ok(jane, moving(task, "review"));
    let found = world.task(task);
    assert_eq!((found.status(), found.open_request), (Status::Waiting, Some(request)));
    world.ok(jane, approve(request));
    let found = world.task(task);
    assert_eq!((found.status(), found.current_step.as_str()), (Status::Running, "review"));
}
