//! Actions and exceptions: what agents record on a task.

use serde_json::json;

use super::words::*;
use super::world::*;
use crate::domain::approval::Verdict;
use crate::domain::event::Payload;
use crate::domain::ids::{RequestId, TaskId, UploadId};
use crate::domain::recording::{ActionRecord, ExceptionRecord};
use crate::domain::request::State;
use crate::domain::task::{Attachment, MetadataPatch, Status, TaskCreate};

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
