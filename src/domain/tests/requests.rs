//! Making and cancelling requests, and the digest of what a person is shown.

use super::words::*;
use super::world::*;
use crate::domain::access::Role;
use crate::domain::approval::{OutcomeBid, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::event::{Actor, Payload};
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue};
use crate::domain::ids::{RequestId, TaskId, UploadId};
use crate::domain::recording::ActionRecord;
use crate::domain::request::{Ask, ContextEntry, Kind, Request, RequestCancel, State};
use crate::domain::task::{Attachment, Status};

#[test]
fn a_request_is_made_by_an_agent_on_an_open_task_that_waits_for_no_other() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let elsewhere = world.open(agent, chore());
    let closed = world.open(agent, claim());
    for to in ["review", "approved"] {
        world.ok(agent, advance(closed, to));
    }
    let waiting = world.open(agent, claim());
    let open = world.request(agent, form(waiting));
    let worst = |task| RequestCreate {
        attachments: vec![UploadId(ABSENT)],
        deadline: Some(BEGINNING),
        fallback_step: "approved".into(),
        ..approval(task)
    };
    let here = worst(task);
    let missing = |task: TaskId| format!("TASK_NOT_FOUND: there is no task \"{task}\" in this account");
    let already = format!(
        "REQUEST_ALREADY_OPEN: task {waiting} already waits for request {open}; \
         wait for its end or cancel it: a task holds one open request at a time"
    );
    let ahead = Some(BEGINNING.plus(1));
    world.refuses([
        (
            jane,
            RequestCreate { project_name: "nowhere".into(), ..worst(TaskId(ABSENT)) }.into(),
            "PERMISSION_DENIED: only agents may make a request",
        ),
        (
            agent,
            RequestCreate { project_name: "nowhere".into(), ..worst(TaskId(ABSENT)) }.into(),
            "PROJECT_NOT_FOUND: there is no project \"nowhere\" in this account",
        ),
        (agent, worst(TaskId(ABSENT)).into(), &missing(TaskId(ABSENT))),
        (agent, worst(elsewhere).into(), &missing(elsewhere)),
        (
            agent,
            worst(closed).into(),
            &format!("TASK_CLOSED: task {closed} is closed in step \"approved\"; only notes may be written on it"),
        ),
        (agent, worst(waiting).into(), &already),
        (agent, RequestCreate { ask: form(waiting).ask, ..worst(waiting) }.into(), &already),
        (
            agent,
            here.clone().into(),
            "INVALID_REQUEST: deadline is 2026-01-01T00:00:00Z, which has passed: it is 2026-01-01T00:00:00Z now",
        ),
        (
            agent,
            RequestCreate { deadline: ahead, ..here.clone() }.into(),
            "TRANSITION_NOT_DECLARED: step \"approved\" cannot be reached from \"in_progress\"; \
             its exits are [\"review\", \"in_progress\"]",
        ),
        (
            agent,
            RequestCreate { deadline: ahead, fallback_step: "review".into(), ..here }.into(),
            &format!(
                "ATTACHMENT_NOT_FOUND: no upload {ABSENT} is attached to the task; attach it with an action first"
            ),
        ),
    ]);
}

#[test]
fn an_approval_stands_on_the_timeline_under_one_id() {
    let mut world = World::new();
    let House { account, agent, claims, .. } = world.acme;
    let task = world.open(agent, claim());
    let upload = world.upload(agent, "aa");
    world.ok(agent, ActionRecord { add_attachments: vec![attach("policy", upload)], ..action(task) });
    world.now = world.now.plus(SECOND);
    let made = RequestCreate {
        attachments: vec![upload],
        external_trace_id: "trace-3".into(),
        deadline: Some(BEGINNING.plus(DAY)),
        fallback_step: "review".into(),
        ..approval(task)
    };
    let id = world.request(agent, made.clone());
    let expected = Request {
        account,
        id,
        task,
        project: claims,
        summary: "Pay 250?".into(),
        key_value_context: made.key_value_context,
        attachments: vec![Attachment { label: "policy".into(), upload_id: upload, sha256: "aa".into() }],
        deadline: Some(BEGINNING.plus(DAY)),
        fallback_step: "review".into(),
        external_trace_id: "trace-3".into(),
        ask: made.ask,
        digest: world.asked(id).digest.clone(),
        requested_by: Actor { id: agent_of(agent).0, name: "agent".into() },
        requested_at: BEGINNING.plus(SECOND),
        state: State::Pending,
    };
    assert_eq!(*world.asked(id), expected);
    assert_eq!(world.since(task, 2), ["3 APPROVAL_REQUESTED AGENT@AGENT agent"]);
    let event = world.timeline(task).last().expect("the request");
    assert_eq!((event.id.0, event.external_trace_id.as_str()), (id.0, "trace-3"));
    assert_eq!(event.payload, Payload::Requested(Box::new(expected)));
    assert_eq!(event.in_response_to, None);
    let found = world.task(task);
    assert_eq!((found.status(), found.open_request), (Status::Waiting, Some(id)));
}

#[test]
fn a_task_can_be_asked_about_again_and_again_but_not_twice_at_once() {
    let mut world = World::new();
    let House { agent, rival, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let first = world.request(agent, approval(task));
    world.ok(jane, decide(first, Verdict::RequestMoreInfo));
    let second = world.request(agent, form(task));
    world.ok(agent, RequestCancel { kind: Kind::Elicitation, ..cancel(second) });
    // In one batch, the first one wins.
    let batch = [world.envelope(Some("a"), rival, approval(task)), world.envelope(Some("b"), agent, form(task))];
    let outcomes = world.settle(&batch);
    let third = batch[0].id;
    assert_eq!(
        [said(&outcomes[0]), said(&outcomes[1])],
        [
            "ok".into(),
            format!(
                "REQUEST_ALREADY_OPEN: task {task} already waits for request {third}; \
                 wait for its end or cancel it: a task holds one open request at a time"
            ),
        ]
    );
    assert_eq!(world.task(task).open_request, Some(RequestId(third)));
    assert_eq!(
        world.since(task, 1),
        [
            "2 APPROVAL_REQUESTED AGENT@AGENT agent",
            "3 APPROVAL_DECIDED HUMAN@AGENT Jane: to 2",
            "4 ELICITATION_REQUESTED AGENT@AGENT agent",
            "5 REQUEST_CANCELLED AGENT@AGENT agent: to 4",
            "6 APPROVAL_REQUESTED AGENT@AGENT Rival",
        ]
    );
}

/// The digest of a request in a world that is always made the same way.
fn digest(change: impl Fn(&mut RequestCreate, [UploadId; 2])) -> String {
    let mut world = World::new();
    let agent = world.acme.agent;
    let task = world.open(agent, claim());
    let uploads = [world.upload(agent, "aa"), world.upload(agent, "bb")];
    let files = vec![attach("policy", uploads[0]), attach("photo", uploads[1])];
    world.ok(agent, ActionRecord { add_attachments: files, ..action(task) });
    let mut request = RequestCreate {
        attachments: vec![uploads[0]],
        deadline: Some(BEGINNING.plus(DAY)),
        fallback_step: "review".into(),
        ..approval(task)
    };
    request.key_value_context.push(ContextEntry { key: "since".into(), value: "2020".into() });
    change(&mut request, uploads);
    let id = world.request(agent, request);
    world.asked(id).digest.clone()
}

#[test]
fn the_digest_is_of_everything_that_is_shown_and_of_nothing_else() {
    let plain = digest(|_, _| {});
    // People hold digests in their hands across versions of the platform: this one is for ever.
    assert_eq!(plain, "e2cab9470b031478b1c6473d5b8d7cf164620b81a1f1c8349c82fa861c3c56b8");
    assert_eq!(digest(|_, _| {}), plain);
    assert_eq!(digest(|request, _| request.external_trace_id = "trace".into()), plain);

    let lean = |change: fn(&mut OutcomeBid)| {
        digest(move |request, _| {
            let Ask::Approval { recommendation: Some(bid) } = &mut request.ask else { panic!("an approval") };
            change(bid);
        })
    };
    let in_form = |change: fn(&mut RequestCreate)| {
        digest(move |request, _| {
            request.ask = form(request.task).ask;
            change(request);
        })
    };
    fn fields(request: &mut RequestCreate) -> &mut Vec<Field> {
        let Ask::Elicitation { fields, .. } = &mut request.ask else { panic!("a form") };
        fields
    }
    fn bids(request: &mut RequestCreate) -> &mut Vec<FieldBid> {
        let Ask::Elicitation { recommendation, .. } = &mut request.ask else { panic!("a form") };
        recommendation
    }
    let others = [
        plain,
        digest(|request, _| request.summary.push(' ')),
        digest(|request, _| request.key_value_context[0].key.push('s')),
        digest(|request, _| request.key_value_context[0].value.push('a')),
        digest(|request, _| request.key_value_context.reverse()),
        digest(|request, _| drop(request.key_value_context.pop())),
        digest(|request, _| request.attachments.clear()),
        digest(|request, uploads| request.attachments = vec![uploads[1]]),
        digest(|request, uploads| request.attachments = uploads.to_vec()),
        digest(|request, uploads| request.attachments = uploads.iter().rev().copied().collect()),
        digest(|request, _| request.deadline = Some(BEGINNING.plus(DAY + 1))),
        digest(|request, _| request.fallback_step = "in_progress".into()),
        digest(|request, _| request.fallback_step.clear()),
        digest(|request, _| {
            request.fallback_step.clear();
            request.deadline = None;
        }),
        digest(|request, _| request.ask = Ask::Approval { recommendation: None }),
        lean(|bid| bid.outcome.verdict = Verdict::Reject),
        lean(|bid| bid.outcome.note = "n".into()),
        lean(|bid| bid.outcome.reason_code = "n".into()),
        lean(|bid| bid.confidence = None),
        lean(|bid| bid.confidence = Some(0.91)),
        lean(|bid| bid.rationale.push('.')),
        in_form(|_| {}),
        in_form(|request| fields(request)[1].id.push('s')),
        in_form(|request| fields(request)[1].label.push('s')),
        in_form(|request| fields(request)[1].description.push('s')),
        in_form(|request| fields(request)[1].required = true),
        in_form(|request| fields(request)[1].kind = FieldKind::TextArea { min_length: None, max_length: None }),
        in_form(|request| fields(request)[0].kind = FieldKind::Number { min: None, max: None, integer_only: false }),
        in_form(|request| fields(request).reverse()),
        in_form(|request| bids(request).clear()),
        in_form(|request| bids(request)[0].value = FieldValue::Number(251.0)),
        in_form(|request| bids(request)[0].confidence = Some(0.5)),
        in_form(|request| bids(request)[0].rationale = "It says so".into()),
    ];
    for (index, digest) in others.iter().enumerate() {
        assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
        assert_eq!(others.iter().position(|other| other == digest), Some(index), "the change {index} does not show");
    }
}

#[test]
fn the_digest_stays_whatever_happens_to_the_request_and_its_task() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let before = world.asked(request).clone();
    world.ok(agent, ActionRecord { metadata_patch: set(serde_json::json!({"amount": 1})), ..advance(task, "review") });
    world.ok(jane, decide(request, Verdict::Escalate));
    let after = world.asked(request).clone();
    assert_ne!(after.state, before.state);
    assert_eq!(after, Request { state: after.state.clone(), ..before });
}

#[test]
fn a_request_is_cancelled_by_whoever_made_it_while_it_is_open() {
    let mut world = World::new();
    let House { agent, rival, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let decided = world.request(agent, approval(task));
    world.ok(jane, approve(decided));
    let answered = world.request(agent, form(task));
    world.ok(jane, answer(answered));
    let request = world.request(agent, approval(task));
    let missing = |id| format!("REQUEST_NOT_FOUND: there is no request \"{id}\" in this account");
    let not_yours = "PERMISSION_DENIED: only the one that made it may cancel a request";
    world.refuses([
        (rival, cancel(RequestId(ABSENT)).into(), &missing(RequestId(ABSENT))),
        (agent, RequestCancel { kind: Kind::Elicitation, ..cancel(request) }.into(), &missing(request)),
        (agent, cancel(answered).into(), &missing(answered)),
        (rival, cancel(decided).into(), not_yours),
        (jane, cancel(decided).into(), not_yours),
        (admin, cancel(request).into(), not_yours),
        (
            agent,
            cancel(decided).into(),
            &format!(
                "REQUEST_ALREADY_DECIDED: request {decided} was already decided: APPROVE by Jane at 2026-01-01T00:00:00Z"
            ),
        ),
        (
            agent,
            RequestCancel { kind: Kind::Elicitation, ..cancel(answered) }.into(),
            &format!("REQUEST_ALREADY_DECIDED: request {answered} was already answered by Jane at 2026-01-01T00:00:00Z"),
        ),
    ]);
    world.now = world.now.plus(SECOND);
    // Another key of the same agent is the same agent.
    let again = world.key(admin, Role::Agent, "agent");
    assert_eq!((again.who, again.key == agent.key), (agent.who, false));
    let event = world.event(again, cancel(request));
    assert_eq!(world.story(task).last().map(String::as_str), Some("7 REQUEST_CANCELLED AGENT@AGENT agent: to 6"));
    assert_eq!(
        world.asked(request).state,
        State::Cancelled { event, at: BEGINNING.plus(SECOND), by: "agent".into(), reason: "Not needed".into() }
    );
    let found = world.task(task);
    assert_eq!((found.status(), found.open_request), (Status::Running, None));
    let closed =
        format!("REQUEST_CLOSED: request {request} was cancelled at 2026-01-01T00:00:01Z; no decision can follow");
    world.refuses([
        (agent, cancel(request).into(), &closed),
        (rival, cancel(request).into(), not_yours),
        (jane, approve(request).into(), &closed),
    ]);
}
