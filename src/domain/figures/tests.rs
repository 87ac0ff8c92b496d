//! The figures as tables: requests on the left, what they come to on the right.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::domain::approval::{Authority, Decision, Outcome};
use crate::domain::elicitation::Answers;
use crate::domain::ids::{AccountId, EventId, PersonId, TaskId};

const NOW: Time = Time(1_000 * DAY);

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn bid(verdict: Verdict, confidence: Option<f64>) -> OutcomeBid {
    OutcomeBid { outcome: said(verdict, ""), confidence, rationale: String::new() }
}

fn said(verdict: Verdict, note: &str) -> Outcome {
    Outcome { verdict, note: note.into(), reason_code: String::new() }
}

fn authority() -> Authority {
    Authority { subject: PersonId(id(9)), tags: vec![] }
}

/// An open approval of this age.
fn open(n: u128, age: i64) -> Request {
    Request {
        account: AccountId(id(1)),
        id: RequestId(id(n)),
        task: TaskId(id(n)),
        project: ProjectId(id(1)),
        summary: "Pay?".into(),
        key_value_context: vec![],
        attachments: vec![],
        deadline: None,
        fallback_step: String::new(),
        external_trace_id: String::new(),
        ask: Ask::Approval { recommendation: None },
        digest: String::new(),
        requested_by: Actor { id: id(1), name: "agent".into() },
        requested_at: NOW.plus(-age),
        state: State::Pending,
    }
}

/// An approval that was decided after so long.
fn decided(n: u128, took: i64, verdict: Verdict) -> Request {
    let request = open(n, DAY);
    let at = request.requested_at.plus(took);
    let (event, outcome) = (EventId(id(n)), said(verdict, "as agreed"));
    let state = State::Decided(Decision { event, outcome, at, by: "Jane".into(), authority: authority() });
    Request { state, ..request }
}

fn recommended(n: u128, verdict: Verdict, bid: OutcomeBid) -> Request {
    Request { ask: Ask::Approval { recommendation: Some(bid) }, ..decided(n, HOUR, verdict) }
}

fn answered(n: u128, took: i64) -> Request {
    let request = open(n, DAY);
    let (event, at) = (EventId(id(n)), request.requested_at.plus(took));
    let state =
        State::Answered(Answers { event, answers: BTreeMap::new(), at, by: "Jane".into(), authority: authority() });
    Request { ask: Ask::Elicitation { fields: vec![], recommendation: vec![] }, state, ..request }
}

fn ended(n: u128, timed_out: bool) -> Request {
    let (event, at) = (EventId(id(n)), NOW.plus(-HOUR));
    let state = match timed_out {
        true => State::TimedOut { event, at, fell_back_to: String::new() },
        false => State::Cancelled { event, at, by: "agent".into(), reason: "changed".into() },
    };
    Request { state, ..open(n, DAY) }
}

fn overview(requests: &[(Request, Option<i64>)]) -> Overview {
    let mut fold = Fold::new(NOW);
    requests.iter().for_each(|(request, target)| fold.add(request, *target));
    fold.done()
}

fn of(requests: Vec<Request>) -> Overview {
    overview(&requests.into_iter().map(|request| (request, None)).collect::<Vec<_>>())
}

#[test]
fn nothing_comes_to_nothing() {
    let nothing = of(vec![]);
    assert_eq!(nothing.total, Figures::default());
    assert_eq!((nothing.projects.len(), nothing.requesters.len()), (0, 0));
    assert_eq!((nothing.open_by_age, nothing.by_confidence), ([0; 6], [Agreement::default(); 10]));
}

#[test]
fn every_end_has_its_number() {
    let one = |set: fn(&mut Figures)| {
        let mut figures = Figures::default();
        set(&mut figures);
        figures
    };
    let resolved = |figures: Figures| Figures { resolved: 1, median: Some(HOUR), p95: Some(HOUR), ..figures };
    let so = |verdict| decided(1, HOUR, verdict);
    for (request, expected) in [
        (open(1, HOUR), one(|f| f.open = 1)),
        (so(Verdict::Approve), resolved(one(|f| f.approved = 1))),
        (so(Verdict::Reject), resolved(one(|f| f.rejected = 1))),
        (so(Verdict::EditAndApprove), resolved(one(|f| f.edited = 1))),
        (so(Verdict::Escalate), resolved(one(|f| f.escalated = 1))),
        (so(Verdict::RequestMoreInfo), resolved(one(|f| f.more_info = 1))),
        (answered(1, HOUR), resolved(one(|f| f.answered = 1))),
        (ended(1, false), one(|f| f.cancelled = 1)),
        (ended(1, true), one(|f| f.timed_out = 1)),
    ] {
        let overview = of(vec![request.clone()]);
        assert_eq!(overview.total, expected, "{:?}", request.state);
        assert_eq!(overview.projects, [(ProjectId(id(1)), expected.clone())]);
        assert_eq!(overview.requesters, [(request.requested_by, expected)]);
    }
}

#[test]
fn who_is_open_for_longer_than_the_target_is_overdue() {
    for (age, target, overdue) in
        [(HOUR, None, 0), (HOUR, Some(HOUR + 1), 0), (HOUR, Some(HOUR), 1), (DAY, Some(HOUR), 1)]
    {
        assert_eq!(overview(&[(open(1, age), target)]).total.overdue, overdue, "{age} {target:?}");
    }
    let late = overview(&[(decided(1, DAY, Verdict::Approve), Some(HOUR))]);
    assert_eq!(late.total.overdue, 0, "what has ended waits no more");
}

#[test]
fn times_are_exact() {
    for (times, median, p95) in [
        (vec![7], 7, 7),
        (vec![9, 1], 5, 9),
        (vec![5, 1, 100], 5, 100),
        (vec![4, 1, 3, 2], 2, 4),
        // A clock that went back makes no time negative.
        (vec![-5, 10], 5, 10),
        ((1..=20).collect(), 10, 19),
        ((1..=21).rev().collect(), 11, 20),
        ((1..=100).collect(), 50, 95),
        ((1..=1_000).rev().collect(), 500, 950),
    ] {
        let requests = times.iter().zip(1..).map(|(took, n)| match n % 2 {
            0 => decided(n, *took, Verdict::Approve),
            _ => answered(n, *took),
        });
        let total = of(requests.collect()).total;
        assert_eq!((total.median, total.p95), (Some(median), Some(p95)), "{times:?}");
        assert_eq!(total.resolved as usize, times.len());
    }
}

#[test]
fn ages_begin_where_the_ones_before_end() {
    for (age, bucket) in [
        (-HOUR, 0),
        (0, 0),
        (HOUR - 1, 0),
        (HOUR, 1),
        (4 * HOUR - 1, 1),
        (4 * HOUR, 2),
        (DAY - 1, 2),
        (DAY, 3),
        (3 * DAY, 4),
        (7 * DAY - 1, 4),
        (7 * DAY, 5),
        (900 * DAY, 5),
    ] {
        let mut expected = [0; AGES.len()];
        expected[bucket] = 1;
        assert_eq!(of(vec![open(1, age), ended(2, true)]).open_by_age, expected, "{age}");
    }
}

#[test]
fn to_agree_is_to_decide_what_was_recommended() {
    use Verdict::{Approve, EditAndApprove, Escalate, Reject, RequestMoreInfo};
    for (leans, verdict, agreed) in [
        (Approve, Approve, 1),
        (Approve, Reject, 0),
        (Approve, EditAndApprove, 0),
        (EditAndApprove, EditAndApprove, 1),
        (EditAndApprove, Approve, 0),
        (Escalate, Escalate, 1),
        (RequestMoreInfo, Reject, 0),
    ] {
        let total = of(vec![recommended(1, verdict, bid(leans, Some(0.5)))]).total;
        assert_eq!(total.agreement, Agreement { decisions: 1, agreed }, "{leans:?} {verdict:?}");
    }
    let open_bid = Request { ask: Ask::Approval { recommendation: Some(bid(Approve, Some(1.0))) }, ..open(1, HOUR) };
    let without = of(vec![open_bid, decided(2, HOUR, Approve), answered(3, HOUR)]);
    assert_eq!(without.total.agreement, Agreement::default(), "nobody decided, or nobody recommended");
    assert_eq!(without.by_confidence, [Agreement::default(); 10]);
}

#[test]
fn confidences_fall_where_their_edges_say() {
    let sure = [0.0, 0.099, 0.1, 0.3, 0.6, 0.7, 0.89, 0.9, 0.999, 1.0];
    for (confidence, part) in sure.into_iter().zip([0, 0, 1, 3, 6, 7, 8, 9, 9, 9]) {
        let agrees = recommended(1, Verdict::Approve, bid(Verdict::Approve, Some(confidence)));
        let differs = recommended(2, Verdict::Reject, bid(Verdict::Approve, Some(confidence)));
        let mut expected = [Agreement::default(); CONFIDENCES];
        expected[part] = Agreement { decisions: 2, agreed: 1 };
        assert_eq!(of(vec![agrees, differs]).by_confidence, expected, "{confidence}");
        assert!(confidence >= confidence_from(part) && confidence <= confidence_from(part + 1));
    }
    let unsaid = of(vec![recommended(1, Verdict::Approve, bid(Verdict::Approve, None))]);
    assert_eq!((unsaid.total.agreement.decisions, unsaid.by_confidence), (1, [Agreement::default(); 10]));
}

#[test]
fn what_ends_while_it_is_added_up_counts_once() {
    let (first, later) = (open(1, HOUR), decided(1, HOUR, Verdict::Approve));
    assert_eq!(of(vec![first.clone(), later, first]).total, Figures { open: 1, ..Figures::default() });
}

#[test]
fn groups_with_the_most_requests_come_first_and_no_more_than_fit() {
    let mut requests = Vec::new();
    let mut n = 0;
    for group in 1..=60_u128 {
        // The groups from 51 on have three each, those below one, and number 7 has five.
        for _ in 0..if group == 7 {
            5
        } else if group > 50 {
            3
        } else {
            1
        } {
            n += 1;
            let request = if n % 2 == 0 { open(n, HOUR) } else { ended(n, true) };
            let requested_by = Actor { id: id(100 + group), name: format!("agent {group}") };
            requests.push(Request { project: ProjectId(id(group)), requested_by, ..request });
        }
    }
    let overview = of(requests);
    let order: Vec<u128> = overview.projects.iter().map(|(project, _)| project.0.as_u128()).collect();
    let expected: Vec<u128> = [7].into_iter().chain(51..=60).chain(1..=6).chain(8..=40).collect();
    assert_eq!(order, expected);
    assert_eq!(overview.projects[0].1.requests(), 5);
    let names: Vec<&str> = overview.requesters.iter().map(|(actor, _)| actor.name.as_str()).take(2).collect();
    assert_eq!((names, overview.requesters.len()), (vec!["agent 7", "agent 51"], 50));
    assert_eq!(overview.total.requests(), 49 + 5 + 30, "the total is of all of them");
}
