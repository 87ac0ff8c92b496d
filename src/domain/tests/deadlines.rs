//! Deadlines: what passes by itself, by whose hand, in which order, and where the task goes then.

use serde_json::json;

use super::words::*;
use super::world::*;
use crate::domain::approval::Verdict;
use crate::domain::asking::RequestCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::event::Payload;
use crate::domain::ids::{RequestId, TaskId, Time};
use crate::domain::project::ProjectUpdate;
use crate::domain::recording::ActionRecord;
use crate::domain::request::{RequestExpire, State};
use crate::domain::task::{MetadataPatch, Status};

const DEADLINE: Time = BEGINNING.plus(5 * SECOND);

/// A claim in review, with three events and a request that is due in five seconds.
fn waiting(world: &mut World, fallback: &str) -> (TaskId, RequestId) {
    let agent = world.acme.agent;
    let task = world.open(agent, claim());
    world.ok(agent, advance(task, "review"));
    let request = RequestCreate { deadline: Some(DEADLINE), fallback_step: fallback.into(), ..approval(task) };
    let request = world.request(agent, request);
    (task, request)
}

fn timed_out(request: RequestId, at: &str) -> String {
    format!("REQUEST_CLOSED: request {request} timed out at {at}; no decision can follow")
}

#[test]
fn a_decision_stands_a_microsecond_before_the_deadline_and_never_from_it_on() {
    for (early, expected) in [(1, "ok"), (0, "2026-01-01T00:00:05Z"), (-1, "2026-01-01T00:00:05.000001Z")] {
        let mut world = World::new();
        let jane = world.acme.jane;
        let (task, request) = waiting(&mut world, "");
        world.now = DEADLINE.plus(-early);
        let outcome = said(&world.run(jane, approve(request)));
        let last = world.story(task).pop();
        if expected == "ok" {
            assert_eq!((outcome.as_str(), last.as_deref()), ("ok", Some("4 APPROVAL_DECIDED HUMAN@HUMAN Jane: to 3")));
        } else {
            assert_eq!(outcome, timed_out(request, expected));
            assert_eq!(last.as_deref(), Some("4 TIMEOUT PLATFORM@HUMAN: to 3"));
        }
    }
}

#[test]
fn a_due_request_is_closed_before_whatever_command_loads_its_task() {
    type Loading = fn(&House, TaskId, RequestId) -> (Caller, Command);
    let commands: [Loading; 10] = [
        |house, task, _| (house.agent, action(task).into()),
        |house, task, _| (house.agent, advance(task, "approved").into()),
        |house, task, _| (house.agent, exception(task).into()),
        |house, task, _| (house.agent, note(task).into()),
        |house, task, _| (house.jane, moving(task, "in_progress").into()),
        |house, task, _| (house.jane, assign(task, None).into()),
        |house, task, _| (house.agent, form(task).into()),
        |house, _, request| (house.agent, cancel(request).into()),
        |house, _, request| (house.jane, decide(request, Verdict::Reject).into()),
        |house, _, request| (house.rival, approve(request).into()),
    ];
    let closed = format!("timed out at {DEADLINE}");
    let stories: Vec<(String, Vec<String>)> = commands
        .into_iter()
        .map(|command| {
            let mut world = World::new();
            let (task, request) = waiting(&mut world, "");
            world.now = DEADLINE;
            let (by, command) = command(&world.acme, task, request);
            let outcome = said(&world.run(by, command));
            assert!(matches!(world.asked(request).state, State::TimedOut { at: DEADLINE, .. }));
            let reason = if outcome.contains(&closed) { "REQUEST_CLOSED" } else { &outcome };
            (reason.to_owned(), world.since(task, 3))
        })
        .collect();
    let expected: [(&str, &[&str]); 10] = [
        ("ok", &["5 ACTION AGENT@HUMAN agent"]),
        ("ok", &["5 ACTION AGENT@HUMAN agent: review -> approved", "6 TASK_CLOSED PLATFORM@PLATFORM"]),
        ("ok", &["5 EXCEPTION AGENT@HUMAN agent"]),
        ("ok", &["5 NOTE AGENT@HUMAN agent"]),
        ("ok", &["5 ACTION HUMAN@HUMAN Jane: review -> in_progress"]),
        ("ok", &["5 ASSIGNMENT HUMAN@HUMAN Jane"]),
        ("ok", &["5 ELICITATION_REQUESTED AGENT@HUMAN agent"]),
        ("REQUEST_CLOSED", &[]),
        ("REQUEST_CLOSED", &[]),
        ("PERMISSION_DENIED: only people may decide a request", &[]),
    ];
    for ((outcome, story), (expected_outcome, rest)) in stories.iter().zip(expected) {
        let timeout = ["4 TIMEOUT PLATFORM@HUMAN: to 3"];
        assert_eq!(
            (outcome.as_str(), story),
            (expected_outcome, &timeout.iter().chain(rest).map(|it| (*it).to_owned()).collect())
        );
    }
}

#[test]
fn an_answer_comes_too_late_like_a_decision_does() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, RequestCreate { deadline: Some(DEADLINE), ..form(task) });
    world.now = DEADLINE;
    assert_eq!(said(&world.run(jane, answer(request))), timed_out(request, "2026-01-01T00:00:05Z"));
}

#[test]
fn the_task_falls_back_to_the_step_that_the_request_named() {
    let mut world = World::new();
    let House { agent, .. } = world.acme;
    let (task, request) = waiting(&mut world, "in_progress");
    world.now = DEADLINE.plus(SECOND);
    world.ok(agent, note(task));
    assert_eq!(
        world.since(task, 3),
        ["4 TIMEOUT PLATFORM@HUMAN: review -> in_progress, to 3", "5 NOTE AGENT@AGENT agent"]
    );
    let timeout = world.timeline(task).nth(3).expect("the timeout");
    assert_eq!(timeout.payload, Payload::Timeout { timed_out_step: "review".into(), fallback_refused: String::new() });
    let (event, at) = (timeout.id, DEADLINE.plus(SECOND));
    assert_eq!(world.asked(request).state, State::TimedOut { event, at, fell_back_to: "in_progress".into() });
    let found = world.task(task);
    assert_eq!((found.current_step.as_str(), found.status()), ("in_progress", Status::Running));
}

#[test]
fn a_fallback_into_a_last_step_closes_the_task_and_ends_the_request_once() {
    let mut world = World::new();
    let House { agent, .. } = world.acme;
    let (task, request) = waiting(&mut world, "approved");
    world.now = DEADLINE;
    let outcome = said(&world.run(agent, action(task)));
    assert_eq!(
        outcome,
        format!("TASK_CLOSED: task {task} is closed in step \"approved\"; only notes may be written on it")
    );
    assert_eq!(
        world.since(task, 3),
        ["4 TIMEOUT PLATFORM@HUMAN: review -> approved, to 3", "5 TASK_CLOSED PLATFORM@PLATFORM"]
    );
    assert!(matches!(&world.asked(request).state, State::TimedOut { fell_back_to, .. } if fell_back_to == "approved"));
    assert_eq!(world.task(task).status(), Status::Closed);
}

#[test]
fn a_fallback_that_no_longer_holds_leaves_the_task_and_says_why() {
    let moved = |world: &mut World, task| {
        let jane = world.acme.jane;
        world.ok(jane, moving(task, "in_progress"));
    };
    let regraphed = |world: &mut World, _| {
        let House { admin, claims, .. } = world.acme;
        let mut steps = claims_graph();
        steps.steps[1].exits.retain(|exit| exit != "rejected");
        steps.steps[0].exits.push("rejected".into());
        let change = ProjectUpdate {
            project: claims,
            name: None,
            steps: Some(steps),
            response_target: None,
            reason_presets: None,
        };
        world.ok(admin, change);
    };
    let untold = |world: &mut World, task| {
        let agent = world.acme.agent;
        let unset = MetadataPatch { unset: vec!["reason".into()], ..MetadataPatch::default() };
        world.ok(agent, ActionRecord { metadata_patch: unset, ..action(task) });
    };
    type Happening<'a> = &'a dyn Fn(&mut World, TaskId);
    let table: [(&str, Happening, &str); 3] = [
        (
            "in_progress",
            &moved,
            "step \"rejected\" cannot be reached from \"in_progress\"; its exits are [\"review\", \"in_progress\"]",
        ),
        (
            "review",
            &regraphed,
            "step \"rejected\" cannot be reached from \"review\"; its exits are [\"approved\", \"in_progress\"]",
        ),
        (
            "review",
            &untold,
            "the task's metadata does not satisfy the schema of step \"rejected\": \
             metadata \"reason\" is a required property",
        ),
    ];
    for (step, change, why) in table {
        let mut world = World::new();
        let House { agent, .. } = world.acme;
        let (task, request) = waiting(&mut world, "rejected");
        world.ok(agent, ActionRecord { metadata_patch: set(json!({"reason": "late"})), ..action(task) });
        change(&mut world, task);
        world.now = DEADLINE;
        world.ok(agent, note(task));
        let timeout = world.timeline(task).find(|event| event.event_type() == "TIMEOUT").expect("the timeout").clone();
        assert_eq!(
            timeout.payload,
            Payload::Timeout { timed_out_step: step.into(), fallback_refused: why.into() },
            "{why}"
        );
        assert_eq!(timeout.transition, None);
        let found = world.task(task);
        assert_eq!((found.current_step.as_str(), found.status()), (step, Status::Running));
        assert!(matches!(&world.asked(request).state, State::TimedOut { fell_back_to, .. } if fell_back_to.is_empty()));
    }
}

#[test]
fn only_the_platform_closes_a_request_that_is_due_and_only_once() {
    let mut world = World::new();
    let House { account, agent, jane, admin, .. } = world.acme;
    let platform = Caller::platform(account);
    let (task, request) = waiting(&mut world, "");
    let expire = |request| Command::from(RequestExpire { request });
    let not_yours = "PERMISSION_DENIED: only the platform may close a request by its deadline";
    let absent = RequestId(ABSENT);
    world.refuses([
        (agent, expire(absent), not_yours),
        (jane, expire(absent), not_yours),
        (admin, expire(request), not_yours),
        (platform, expire(absent), &format!("REQUEST_NOT_FOUND: there is no request \"{ABSENT}\" in this account")),
    ]);
    world.now = DEADLINE.plus(-1);
    let before = world.clone();
    world.ok(platform, expire(request));
    assert_eq!((&world.records, &world.events), (&before.records, &before.events), "it is not due");
    world.now = DEADLINE;
    let event = world.event(platform, expire(request));
    assert_eq!(world.since(task, 3), ["4 TIMEOUT PLATFORM@HUMAN: to 3"]);
    assert_eq!(world.timeline(task).last().map(|event| event.id), Some(event));
    let after = world.clone();
    world.ok(platform, expire(request));
    assert_eq!((&world.records, &world.events), (&after.records, &after.events), "it is done");
    // What has ended otherwise stays as it is.
    let second = world.request(agent, RequestCreate { deadline: Some(DEADLINE.plus(1)), ..approval(task) });
    world.ok(jane, approve(second));
    let decided = world.clone();
    world.now = DEADLINE.plus(DAY);
    world.ok(platform, expire(second));
    assert_eq!((&world.records, &world.events), (&decided.records, &decided.events), "it was decided");
}

#[test]
fn two_commands_of_one_batch_close_a_due_request_once() {
    let mut world = World::new();
    let House { account, agent, jane, .. } = world.acme;
    let (task, request) = waiting(&mut world, "");
    world.now = DEADLINE;
    let batch = [
        world.envelope(Some("1"), jane, approve(request)),
        world.envelope(None, Caller::platform(account), RequestExpire { request }),
        world.envelope(Some("1"), jane, note(task)),
        world.envelope(Some("2"), agent, approval(task)),
    ];
    let outcomes: Vec<_> = world.settle(&batch).iter().map(said).collect();
    assert_eq!(outcomes, [&timed_out(request, "2026-01-01T00:00:05Z"), "ok", "ok", "ok"]);
    assert_eq!(
        world.since(task, 3),
        ["4 TIMEOUT PLATFORM@HUMAN: to 3", "5 NOTE HUMAN@HUMAN Jane", "6 APPROVAL_REQUESTED AGENT@HUMAN agent",]
    );
}

#[test]
fn when_the_clock_goes_back_events_do_not_and_what_expired_stays_expired() {
    let mut world = World::new();
    let House { agent, jane, .. } = world.acme;
    let (task, request) = waiting(&mut world, "");
    world.now = DEADLINE.plus(-1);
    world.ok(agent, note(task));
    world.now = BEGINNING.plus(-DAY);
    // A deadline is in the future of the timeline, not only of the clock.
    let other = world.open(agent, claim());
    world.now = DEADLINE;
    world.ok(agent, note(other));
    world.now = BEGINNING.plus(-DAY);
    let early = RequestCreate { deadline: Some(DEADLINE), ..approval(other) };
    world.refuses([(
        agent,
        early.into(),
        "INVALID_REQUEST: deadline is 2026-01-01T00:00:05Z, which has passed: it is 2026-01-01T00:00:05Z now",
    )]);

    world.ok(jane, approve(request));
    let State::Decided(decision) = &world.asked(request).state else { panic!("decided") };
    assert_eq!(decision.at, DEADLINE.plus(-1), "the decision is not before the note that precedes it");
    assert_eq!(world.task(task).updated_at, DEADLINE.plus(-1));

    world.now = BEGINNING;
    let (task, request) = waiting(&mut world, "");
    world.now = DEADLINE;
    world.ok(agent, note(task));
    world.now = BEGINNING;
    assert_eq!(world.refusal(jane, approve(request)), timed_out(request, "2026-01-01T00:00:05Z"));
    let second = world.request(agent, approval(task));
    assert_eq!(world.asked(second).requested_at, DEADLINE);
}
