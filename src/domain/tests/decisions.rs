//! Deciding approvals and answering elicitations: by people, once, about what they saw.

use std::collections::BTreeMap;

use super::words::*;
use super::world::*;
use crate::domain::access::{PersonUpdate, Role};
use crate::domain::approval::{ApprovalDecide, Authority, Decision, Outcome, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::elicitation::{Answers, ElicitationAnswer};
use crate::domain::event::Payload;
use crate::domain::field::FieldValue;
use crate::domain::ids::{EventId, RequestId, TaskId};
use crate::domain::receipt::Answer;
use crate::domain::record::Record;
use crate::domain::recording::ActionRecord;
use crate::domain::request::{Ask, Kind, RequestCancel, State};
use crate::domain::task::Status;

fn missing(id: RequestId) -> String {
    format!("REQUEST_NOT_FOUND: there is no request \"{id}\" in this account")
}

fn decided(id: RequestId, what: &str) -> String {
    format!("REQUEST_ALREADY_DECIDED: request {id} was already {what} at 2026-01-01T00:00:00Z")
}

fn other_digest(id: RequestId, digest: &str) -> String {
    format!(
        "DIGEST_MISMATCH: the digest is not that of request {id}, which is {digest}; \
         read the request again before deciding"
    )
}

/// Three requests on one task that ended: decided or answered, cancelled and timed out; then one that is open.
fn ended(world: &mut World, make: fn(TaskId) -> RequestCreate) -> [RequestId; 4] {
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let first = world.request(agent, make(task));
    let kind = world.asked(first).ask.kind();
    match kind {
        Kind::Approval => world.ok(jane, decide(first, Verdict::Reject)),
        Kind::Elicitation => world.ok(jane, answer(first)),
    };
    let second = world.request(agent, make(task));
    world.ok(agent, RequestCancel { kind, ..cancel(second) });
    let third = world.request(agent, RequestCreate { deadline: Some(world.now.plus(1)), ..make(task) });
    world.now = world.now.plus(SECOND);
    let fourth = world.request(agent, make(task));
    [first, second, third, fourth]
}

#[test]
fn an_approval_is_decided_by_a_person_while_it_is_open() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let [rejected, cancelled, late, request] = ended(&mut world, approval);
    let elsewhere = world.open(agent, claim());
    let form = world.request(agent, form(elsewhere));
    let unseen = |request| ApprovalDecide { digest: "00".into(), ..approve(request) };
    let closed = |id, how| format!("REQUEST_CLOSED: request {id} {how}; no decision can follow");
    let digest = world.asked(request).digest.clone();
    world.refuses([
        (agent, unseen(RequestId(ABSENT)).into(), "PERMISSION_DENIED: only people may decide a request"),
        (jane, unseen(RequestId(ABSENT)).into(), &missing(RequestId(ABSENT))),
        (jane, unseen(form).into(), &missing(form)),
        (jane, unseen(rejected).into(), &decided(rejected, "decided: REJECT by Jane")),
        (jane, unseen(cancelled).into(), &closed(cancelled, "was cancelled at 2026-01-01T00:00:00Z")),
        (jane, unseen(late).into(), &closed(late, "timed out at 2026-01-01T00:00:01Z")),
        (jane, unseen(request).into(), &other_digest(request, &digest)),
        (
            jane,
            ApprovalDecide { digest: digest.to_uppercase(), ..approve(request) }.into(),
            &other_digest(request, &digest),
        ),
    ]);
    let task = world.asked(request).task;
    let count = world.story(task).len();
    let outcome = Outcome { verdict: Verdict::EditAndApprove, note: "Pay 200".into(), reason_code: "partial".into() };
    let given = world.ok(admin, ApprovalDecide { request, outcome: outcome.clone(), digest });
    let last = count + 1;
    assert_eq!(world.since(task, count), [format!("{last} APPROVAL_DECIDED HUMAN@AGENT admin: to {count}")]);
    let event = world.timeline(task).last().expect("the decision").clone();
    let decision = Decision {
        event: event.id,
        outcome,
        at: world.now,
        by: "admin".into(),
        authority: Authority { subject: person_of(admin), tags: vec![] },
    };
    assert_eq!(
        event.payload,
        Payload::ApprovalDecided { decision: decision.clone(), recommendation: Some(lean()) },
        "the record stands alone"
    );
    assert_eq!(world.asked(request).state, State::Decided(decision));
    assert_eq!(given, Answer::Record(Box::new(Record::Request(world.asked(request).clone()))));
    let found = world.task(task);
    assert_eq!((found.status(), found.open_request, found.last_sequence), (Status::Running, None, last as u64));
}

#[test]
fn each_of_the_five_outcomes_ends_the_request() {
    for verdict in
        [Verdict::Approve, Verdict::Reject, Verdict::EditAndApprove, Verdict::Escalate, Verdict::RequestMoreInfo]
    {
        let mut world = World::new();
        let House { agent, jane, .. } = world.acme;
        let task = world.open(agent, claim());
        let request =
            world.request(agent, RequestCreate { ask: Ask::Approval { recommendation: None }, ..approval(task) });
        let said = Outcome { note: "Pay 200".into(), ..outcome(verdict) };
        world.ok(jane, ApprovalDecide { outcome: said, ..approve(request) });
        assert_eq!(world.task(task).status(), Status::Running);
        world.refuses([(
            jane,
            approve(request).into(),
            &decided(request, &format!("decided: {} by Jane", verdict.as_str())),
        )]);
        let Payload::ApprovalDecided { recommendation, .. } = &world.timeline(task).last().expect("it").payload else {
            panic!("a decision")
        };
        assert_eq!(*recommendation, None);
    }
}

#[test]
fn of_two_deciders_at_once_one_wins_and_the_other_learns_who_did() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let second_key = world.key(admin, Role::Reviewer, "Jane");
    let batch = [
        world.envelope(Some("1"), jane, approve(request)),
        // Another person with the same outcome: their consent was not recorded and is not implied.
        world.envelope(Some("2"), admin, approve(request)),
        // The same person with another outcome, or the same one again under another key, has decided already.
        world.envelope(Some("3"), jane, decide(request, Verdict::Reject)),
        world.envelope(Some("4"), second_key, approve(request)),
        world.envelope(Some("5"), agent, cancel(request)),
        // The same key and request is the same call.
        world.envelope(Some("1"), jane, approve(request)),
        world.envelope(Some("1"), jane, decide(request, Verdict::Reject)),
    ];
    let outcomes = world.settle(&batch);
    let lost = decided(request, "decided: APPROVE by Jane");
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        [
            "ok",
            &lost,
            &lost,
            &lost,
            &lost,
            "ok",
            "IDEMPOTENCY_KEY_REUSED: idempotency key \"1\" was used for a different request, which stands; \
             send a fresh key with a new request, or the same request with this one",
        ]
    );
    let [first, again] = [&outcomes[0], &outcomes[5]].map(|outcome| outcome.as_ref().expect("allowed"));
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(first.answer, again.answer);
    assert_eq!(world.since(task, 2), ["3 APPROVAL_DECIDED HUMAN@AGENT Jane: to 2"]);
}

#[test]
fn a_cancellation_before_a_decision_wins() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let batch = [world.envelope(Some("1"), agent, cancel(request)), world.envelope(Some("2"), jane, approve(request))];
    let outcomes = world.settle(&batch);
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        [
            "ok".to_owned(),
            format!("REQUEST_CLOSED: request {request} was cancelled at 2026-01-01T00:00:00Z; no decision can follow"),
        ]
    );
}

#[test]
fn the_authority_is_that_of_the_moment() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let tags = |tags: &[&str]| Some(tags.iter().map(|tag| (*tag).to_owned()).collect());
    let renamed =
        PersonUpdate { name: Some("Jane D".into()), tags: tags(&["fraud"]), ..person_update(person_of(jane)) };
    // The change is earlier in the same batch, and counts.
    let batch = [world.envelope(Some("1"), admin, renamed), world.envelope(Some("2"), jane, approve(request))];
    assert!(world.settle(&batch).iter().all(Result::is_ok));
    world.ok(admin, PersonUpdate { name: Some("Jane".into()), tags: tags(&[]), ..person_update(person_of(jane)) });
    let State::Decided(decision) = &world.asked(request).state else { panic!("decided") };
    assert_eq!(decision.by, "Jane D");
    assert_eq!(decision.authority, Authority { subject: person_of(jane), tags: vec!["fraud".into()] });
}

#[test]
fn an_elicitation_is_answered_by_a_person_while_it_is_open() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let [answered, cancelled, late, request] = ended(&mut world, form);
    let elsewhere = world.open(agent, claim());
    let approval = world.request(agent, approval(elsewhere));
    let wrong = BTreeMap::from([
        ("amount".into(), FieldValue::Number(-1.0)),
        ("colour".into(), FieldValue::Text("red".into())),
    ]);
    let worst = |request| ElicitationAnswer { digest: "00".into(), answers: wrong.clone(), request };
    let closed = |id, how| format!("REQUEST_CLOSED: request {id} {how}; no decision can follow");
    let digest = world.asked(request).digest.clone();
    world.refuses([
        (agent, worst(RequestId(ABSENT)).into(), "PERMISSION_DENIED: only people may answer a request"),
        (jane, worst(RequestId(ABSENT)).into(), &missing(RequestId(ABSENT))),
        (jane, worst(approval).into(), &missing(approval)),
        (jane, worst(answered).into(), &decided(answered, "answered by Jane")),
        (jane, worst(cancelled).into(), &closed(cancelled, "was cancelled at 2026-01-01T00:00:00Z")),
        (jane, worst(late).into(), &closed(late, "timed out at 2026-01-01T00:00:01Z")),
        (jane, worst(request).into(), &other_digest(request, &digest)),
        (
            jane,
            ElicitationAnswer { digest: digest.clone(), ..worst(request) }.into(),
            "ANSWERS_INVALID: 2 of the answers cannot be taken, and nothing was recorded: \
             \"amount\" is -1; at least 0 is wanted",
        ),
        (
            jane,
            ElicitationAnswer { answers: BTreeMap::new(), ..answer(request) }.into(),
            "ANSWERS_INVALID: 1 of the answers cannot be taken, and nothing was recorded: \
             \"amount\" is required and was not answered: answer in `number`",
        ),
    ]);
    let task = world.asked(request).task;
    let count = world.story(task).len();
    let given = world.ok(jane, ElicitationAnswer { digest, ..answer(request) });
    let last = count + 1;
    assert_eq!(world.since(task, count), [format!("{last} ELICITATION_PROVIDED HUMAN@AGENT Jane: to {count}")]);
    let event = world.timeline(task).last().expect("the answers").clone();
    let answers = Answers {
        event: event.id,
        // The empty remark says nothing and is left out.
        answers: BTreeMap::from([("amount".into(), FieldValue::Number(200.0))]),
        at: world.now,
        by: "Jane".into(),
        authority: Authority { subject: person_of(jane), tags: vec!["finance".into(), "tier-2".into()] },
    };
    assert_eq!(event.payload, Payload::ElicitationProvided { answers: answers.clone() });
    assert_eq!(world.asked(request).state, State::Answered(answers));
    assert_eq!(given, Answer::Record(Box::new(Record::Request(world.asked(request).clone()))));
    assert_eq!(world.task(task).open_request, None);
    // What the people answer is not metadata.
    assert_eq!(world.task(task).metadata, claim().metadata_patch.set);
}

#[test]
fn an_action_responds_only_to_what_was_decided_on_its_own_task() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let [decided, cancelled, late, open] = ended(&mut world, approval);
    let task = world.asked(open).task;
    let responding = |request| ActionRecord { in_response_to: Some(request), ..action(task) };
    let undecided = |id| {
        format!(
            "REQUEST_NOT_DECIDED: request {id} has no decision that could be responded to; name one that was decided"
        )
    };
    world.refuses([
        (agent, responding(cancelled).into(), &undecided(cancelled)),
        (agent, responding(late).into(), &undecided(late)),
        (agent, responding(open).into(), &undecided(open)),
    ]);
    let state = world.asked(decided).state.clone();
    // As often as the agent likes; the decision stays as it is.
    for _ in 0..2 {
        world.ok(agent, responding(decided));
    }
    assert_eq!(world.asked(decided).state, state);
    world.ok(jane, decide(open, Verdict::Reject));
    let event: EventId = world.event(agent, responding(open));
    assert_eq!(world.timeline(task).last().map(|event| event.id), Some(event));
}
