//! Idempotency keys: the same call answers the same and does nothing more, another call under its key is refused.

use serde_json::{Map, json};

use super::words::*;
use super::world::*;
use crate::domain::access::{KeyCreate, KeyRevoke, Role};
use crate::domain::approval::{ApprovalDecide, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::{RequestId, TaskId, Time, UploadId};
use crate::domain::project::ProjectDelete;
use crate::domain::receipt::Answer;
use crate::domain::record::Record;
use crate::domain::recording::{ActionRecord, NoteAdd};
use crate::domain::request::{ContextEntry, Kind, RequestCancel};
use crate::domain::settle::Answered;
use crate::domain::task::{MetadataPatch, TaskCreate, TaskMove};
use crate::domain::upload::UploadCreate;

const REUSED: &str = "IDEMPOTENCY_KEY_REUSED: idempotency key \"k\" was used for a different request, which stands; \
                      send a fresh key with a new request, or the same request with this one";

/// Sends a command again under its key, and makes sure that nothing comes of it but the first answer.
fn replays(world: &mut World, by: Caller, command: impl Into<Command>, first: &Answered) {
    let before = world.clone();
    let again = world.send("k", by, command).expect("the call was allowed before");
    assert_eq!(again, Answered { answer: first.answer.clone(), replayed: true });
    assert_eq!((&world.records, &world.events), (&before.records, &before.events));
}

#[test]
fn a_retry_answers_as_the_first_time_whatever_has_happened_since() {
    let mut world = World::new();
    let House { agent, jane, admin, claims, .. } = world.acme;
    let opened = world.send("k", agent, claim()).expect("allowed");
    assert!(!opened.replayed);
    replays(&mut world, agent, claim(), &opened);
    let Answer::Record(record) = &opened.answer else { panic!("a record") };
    let Record::Task(task) = &**record else { panic!("a task") };
    for to in ["review", "approved"] {
        world.ok(agent, advance(task.id, to));
    }
    world.ok(admin, ProjectDelete { project: claims });
    world.now = world.now.plus(400 * DAY);
    replays(&mut world, agent, claim(), &opened);

    // A request whose deadline has passed by now, and a decision on a task that is closed by now.
    let mut world = World::new();
    let task = world.open(agent, claim());
    let asked = RequestCreate { deadline: Some(world.now.plus(2)), ..approval(task) };
    let made = world.send("k", agent, asked.clone()).expect("allowed");
    world.now = world.now.plus(DAY);
    replays(&mut world, agent, asked, &made);
    let mut world = World::new();
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let decided = world.send("k", jane, approve(request)).expect("allowed");
    world.ok(agent, advance(task, "review"));
    world.ok(agent, advance(task, "approved"));
    replays(&mut world, jane, approve(request), &decided);
}

#[test]
fn a_key_stands_for_one_request_of_one_caller() {
    let mut world = World::new();
    let House { agent, rival, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let noted = world.send("k", agent, note(task)).expect("allowed");
    let other_field = NoteAdd { message: "Called the client ".into(), ..note(task) };
    let before = world.clone();
    for (by, command) in [
        (agent, Command::from(other_field)),
        (agent, exception(task).into()),
        (rival, note(task).into()),
        (jane, note(task).into()),
        (admin, note(TaskId(ABSENT)).into()),
        // Even where the other request would be refused anyway.
        (jane, claim().into()),
    ] {
        assert_eq!(said(&world.send("k", by, command)), REUSED);
    }
    assert_eq!((&world.records, &world.events), (&before.records, &before.events));
    replays(&mut world, agent, note(task), &noted);
    // Keys are told apart by every character.
    assert!(!world.send("K", agent, note(task)).expect("allowed").replayed);
    // Another account has keys of its own.
    let stranger = world.globex.agent;
    assert!(!world.send("k", stranger, claim()).expect("allowed").replayed);
}

#[test]
fn a_refused_call_leaves_its_key_free() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    for (by, command) in [(agent, Command::from(advance(task, "moon"))), (jane, advance(task, "review").into())] {
        assert!(world.send("k", by, command).is_err());
    }
    assert!(!world.send("k", agent, advance(task, "review")).expect("allowed").replayed);
    assert_eq!(said(&world.send("k", agent, advance(task, "moon"))), REUSED);
}

#[test]
fn in_one_batch_the_first_call_that_is_allowed_takes_the_key() {
    let mut world = World::new();
    let House { agent, rival, .. } = world.acme;
    let task = world.open(agent, claim());
    let batch = [
        world.envelope(Some("k"), agent, advance(task, "moon")),
        world.envelope(Some("k"), agent, action(task)),
        world.envelope(Some("k"), agent, action(task)),
        world.envelope(Some("k"), rival, action(task)),
        world.envelope(Some("k"), agent, advance(task, "moon")),
    ];
    let outcomes = world.settle(&batch);
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        [
            "TRANSITION_NOT_DECLARED: step \"moon\" cannot be reached from \"in_progress\"; \
             its exits are [\"review\", \"in_progress\"]",
            "ok",
            "ok",
            REUSED,
            REUSED
        ]
    );
    let [first, second] = [&outcomes[1], &outcomes[2]].map(|outcome| outcome.as_ref().expect("allowed"));
    assert_eq!(second, &Answered { answer: first.answer.clone(), replayed: true });
    assert!(!first.replayed);
    assert_eq!(world.since(task, 1), ["2 ACTION AGENT@AGENT agent"]);
}

#[test]
fn the_caller_is_whom_the_key_stands_for_and_not_the_key() {
    let mut world = World::new();
    let House { agent, jane, admin, .. } = world.acme;
    let task = world.open(agent, claim());
    let noted = world.send("k", jane, note(task)).expect("allowed");
    let second = world.key(admin, Role::Reviewer, "Jane");
    assert_ne!(second.key, jane.key);
    replays(&mut world, second, note(task), &noted);
    // An agent of the same name is somebody else.
    let namesake = world.key(admin, Role::Agent, "Jane");
    assert_eq!(said(&world.send("k", namesake, note(task))), REUSED);
    // Who may not call learns nothing of what was answered.
    world.ok(admin, KeyRevoke { key: jane.key });
    assert_eq!(world.refusal(jane, note(task)), UNAUTHENTICATED);
    assert_eq!(said(&world.send("k", jane, note(task))), UNAUTHENTICATED);
    replays(&mut world, second, note(task), &noted);
}

const UNAUTHENTICATED: &str =
    "UNAUTHENTICATED: no valid API key; send one that is active as `authorization: Bearer <key>`";

#[test]
fn what_was_made_anew_for_the_retry_is_no_part_of_the_request() {
    let mut world = World::new();
    let House { admin, agent, .. } = world.acme;
    let made = |prefix| KeyCreate {
        role: Role::Agent,
        name: "Third".into(),
        tags: vec![],
        expires_at: Some(BEGINNING.plus(DAY)),
        secret: secret(prefix),
    };
    let first = world.send("k", admin, made("one")).expect("allowed");
    replays(&mut world, admin, made("two"), &first);
    let upload = |id, chunks, sha256: &str| UploadCreate {
        upload: UploadId(id),
        chunks,
        content_type: "text/plain".into(),
        size: 3,
        sha256: sha256.into(),
        file_name: "a.txt".into(),
    };
    let mut world = World::new();
    let (one, two) = (world.mint(), world.mint());
    let first = world.send("k", agent, upload(one, 1, "aa")).expect("allowed");
    replays(&mut world, agent, upload(two, 2, "aa"), &first);
    assert_eq!(said(&world.send("k", agent, upload(two, 1, "bb"))), REUSED);
}

#[test]
fn the_fingerprint_covers_the_method_the_caller_and_every_field() {
    let world = World::new();
    let House { agent, rival, jane, .. } = world.acme;
    let (task, request, upload) = (TaskId(ABSENT), RequestId(ABSENT), UploadId(ABSENT));
    let acted = ActionRecord {
        metadata_patch: MetadataPatch { unset: vec!["a".into(), "b".into()], ..set(json!({"a": 1})) },
        ..action(task)
    };
    let patched = |change: fn(&mut MetadataPatch)| {
        let mut action = acted.clone();
        change(&mut action.metadata_patch);
        Command::from(action)
    };
    let asked = approval(task);
    let mut reversed = asked.clone();
    reversed.key_value_context.push(ContextEntry { key: "a".into(), value: "b".into() });
    let pushed = reversed.clone();
    reversed.key_value_context.reverse();
    let different: Vec<(Caller, Command)> = vec![
        (agent, acted.clone().into()),
        (rival, acted.clone().into()),
        (jane, acted.clone().into()),
        (agent, ActionRecord { task: TaskId(uuid::Uuid::nil()), ..acted.clone() }.into()),
        (agent, ActionRecord { description: "Read".into(), ..acted.clone() }.into()),
        (agent, ActionRecord { detail: object(json!({"a": 1})), ..acted.clone() }.into()),
        (agent, patched(|patch| patch.set = object(json!({"a": 1.0})))),
        (agent, patched(|patch| patch.set_once = std::mem::take(&mut patch.set))),
        (agent, patched(|patch| patch.unset.reverse())),
        (agent, ActionRecord { add_attachments: vec![attach("a", upload)], ..acted.clone() }.into()),
        (agent, ActionRecord { transitions_to: "a".into(), ..acted.clone() }.into()),
        (agent, ActionRecord { in_response_to: Some(request), ..acted.clone() }.into()),
        (agent, ActionRecord { external_trace_id: "a".into(), ..acted.clone() }.into()),
        (agent, exception(task).into()),
        (agent, note(task).into()),
        (agent, asked.clone().into()),
        (agent, form(task).into()),
        (agent, pushed.into()),
        (agent, reversed.into()),
        (agent, RequestCreate { deadline: Some(Time(0)), ..asked.clone() }.into()),
        (agent, RequestCreate { fallback_step: "a".into(), ..asked.clone() }.into()),
        (agent, RequestCreate { external_trace_id: "a".into(), ..asked }.into()),
        (agent, cancel(request).into()),
        (agent, RequestCancel { kind: Kind::Elicitation, ..cancel(request) }.into()),
        (agent, approve(request).into()),
        (agent, decide(request, Verdict::Reject).into()),
        (agent, ApprovalDecide { digest: "a".into(), ..approve(request) }.into()),
        (agent, answer(request).into()),
        (agent, moving(task, "a").into()),
        (agent, TaskMove { description: "a".into(), ..moving(task, "a") }.into()),
        (agent, assign(task, None).into()),
        (agent, claim().into()),
        (agent, TaskCreate { external_id: String::new(), ..claim() }.into()),
    ];
    let prints: Vec<_> = different.iter().map(|(by, command)| command.fingerprint(by)).collect();
    for (index, print) in prints.iter().enumerate() {
        assert_eq!(prints.iter().position(|other| other == print), Some(index), "{:?}", different[index]);
        let (by, command) = &different[index];
        assert_eq!(command.clone().fingerprint(by), *print);
    }
}

#[test]
fn equal_requests_have_equal_fingerprints_in_whatever_order_their_members_came() {
    let forwards: Map<_, _> =
        [("a".to_owned(), json!(1)), ("b".to_owned(), json!({"c": 1, "d": 2}))].into_iter().collect();
    let backwards: Map<_, _> =
        [("b".to_owned(), json!({"d": 2, "c": 1})), ("a".to_owned(), json!(1))].into_iter().collect();
    let by = World::new().acme.agent;
    let print = |detail| Command::from(ActionRecord { detail, ..action(TaskId(ABSENT)) }).fingerprint(&by);
    assert_eq!(print(forwards), print(backwards));
}

#[test]
fn a_receipt_knows_the_task_that_keeps_it() {
    let mut world = World::new();
    let House { account, agent, jane, admin, .. } = world.acme;
    let kept = |world: &mut World, by, command: Command| {
        world.now = world.now.plus(SECOND);
        world.send("k", by, command).expect("allowed");
        let receipt = world.receipts.remove(&(account, "k".into())).expect("it was kept");
        assert_eq!((receipt.account, receipt.key.as_str(), receipt.at), (account, "k", world.now));
        receipt.task
    };
    let opened = kept(&mut world, agent, claim().into());
    let task = opened.expect("the task");
    assert_eq!(world.task(task).id, task);
    let about = Some(task);
    assert_eq!(kept(&mut world, agent, action(task).into()), about);
    assert_eq!(kept(&mut world, agent, exception(task).into()), about);
    assert_eq!(kept(&mut world, jane, note(task).into()), about);
    assert_eq!(kept(&mut world, jane, assign(task, None).into()), about);
    assert_eq!(kept(&mut world, agent, approval(task).into()), about);
    let request = world.task(task).open_request.expect("one is open");
    assert_eq!(kept(&mut world, jane, approve(request).into()), about);
    assert_eq!(kept(&mut world, agent, form(task).into()), about);
    let request = world.task(task).open_request.expect("one is open");
    assert_eq!(kept(&mut world, jane, answer(request).into()), about);
    assert_eq!(kept(&mut world, agent, approval(task).into()), about);
    let request = world.task(task).open_request.expect("one is open");
    assert_eq!(kept(&mut world, agent, cancel(request).into()), about);
    assert_eq!(kept(&mut world, jane, moving(task, "review").into()), about);
    assert_eq!(kept(&mut world, admin, project("Another", claims_graph()).into()), None);
}
