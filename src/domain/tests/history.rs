//! What no table would think of: random commands by random callers in random batches, with retries, revoked keys and a
//! clock that jumps. The seeds are fixed, so a failure comes again; it prints its seed.
//!
//! `World` checks after every batch that tasks and requests are what their events fold to, that sequences have no gaps
//! and times do not go back, and that at most one request is open. Here is the rest.

use std::collections::{BTreeMap, BTreeSet};

use super::chance::Random;
use super::roles::{Ids, furnish};
use super::world::*;
use crate::domain::caller::{Caller, Who};
use crate::domain::command::Command;
use crate::domain::event::Payload;
use crate::domain::ids::{AccountId, RequestId};
use crate::domain::settle::{Answered, Envelope, Outcome as Settled, Writes};

/// One history on its way.
pub struct History {
    pub random: Random,
    pub world: World,
    houses: [(House, Ids); 2],
    sent: Vec<(Envelope, Answered)>,
    /// What was seen at all: a history that never meets a case proves nothing of it.
    seen: BTreeSet<String>,
}

impl History {
    fn new(seed: u64) -> Self {
        let mut world = World::new();
        let houses = [world.acme, world.globex].map(|house| (house, furnish(&mut world, house)));
        Self { random: Random::new(seed), world, houses, sent: Vec::new(), seen: BTreeSet::new() }
    }

    /// A new call, or one that was made before: as it was, or with its key alone.
    fn envelope(&mut self) -> Envelope {
        let place = self.random.below(8).min(1);
        let (house, ids) = self.houses[1 - place];
        let command = self.command(house.account, ids);
        let by = match command {
            // The platform makes an account under an id of its own.
            Command::AccountCreate(_) => Caller::platform(AccountId(self.world.mint())),
            _ => self.caller(house, ids, &command),
        };
        let known = (!self.sent.is_empty()).then(|| self.random.below(self.sent.len()));
        match (self.random.below(12), known) {
            (0, Some(known)) => {
                let id = self.world.mint();
                Envelope { id, ..self.sent[known].0.clone() }
            }
            (1, Some(known)) if by.who != Who::Platform => {
                let key = self.sent[known].0.key.clone();
                self.world.envelope(key.as_deref(), by, command)
            }
            _ => {
                let key = format!("key-{}", self.random.below(100_000));
                self.world.envelope((by.who != Who::Platform).then_some(&key), by, command)
            }
        }
    }

    /// One batch, settled at once and, beside it, one by one: both come to the same.
    fn batch(&mut self) {
        let jump =
            self.random.of(&[0, 1, SECOND, SECOND, 7 * SECOND, 61 * SECOND, -SECOND, -3_600 * SECOND, 3_600 * SECOND]);
        self.world.now = self.world.now.plus(jump);
        let size = self.random.of(&[1, 1, 2, 4, 8]);
        let batch: Vec<_> = (0..size).map(|_| self.envelope()).collect();
        let mut alone = self.world.clone();
        let outcomes = self.world.settle(&batch);
        for (envelope, outcome) in batch.iter().zip(&outcomes) {
            let (single, writes) = alone.settle_alone(envelope);
            assert_eq!(&single, outcome, "alone and in a batch it comes to the same: {envelope:#?}");
            self.check_trace(envelope, &single, &writes);
        }
        assert_eq!(alone.records, self.world.records);
        assert_eq!(alone.receipts, self.world.receipts);
        assert_eq!(alone.events, self.world.events);
        for (envelope, outcome) in batch.into_iter().zip(outcomes) {
            self.remember(envelope, outcome);
        }
    }

    /// A refused command leaves no trace, and no more does a retry. What was due when it came is the platform's doing.
    fn check_trace(&mut self, envelope: &Envelope, outcome: &Settled, writes: &Writes) {
        let done = outcome.as_ref().is_ok_and(|answered| !answered.replayed);
        assert_eq!(writes.receipts.len(), usize::from(done && envelope.key.is_some()));
        if done {
            return;
        }
        let by_itself = |payload: &Payload| matches!(payload, Payload::Timeout { .. } | Payload::TaskClosed { .. });
        assert!(writes.events.iter().all(|event| by_itself(&event.payload) && event.actor.is_none()), "{envelope:#?}");
        if writes.events.is_empty() {
            assert_eq!(writes.records, [], "it left a trace: {envelope:#?}");
        } else {
            assert!(outcome.is_err(), "a retry does nothing");
            self.seen.insert("refused, and what was due is closed".into());
        }
    }

    fn remember(&mut self, envelope: Envelope, outcome: Settled) {
        match outcome {
            Ok(answered) if answered.replayed => {
                self.seen.insert("replayed".into());
                let first = self
                    .sent
                    .iter()
                    .find(|(sent, _)| sent.key == envelope.key && sent.by.account == envelope.by.account);
                assert_eq!(first.expect("it was sent before").1.answer, answered.answer);
            }
            Ok(answered) => {
                self.seen.insert(envelope.command.name().into());
                if envelope.key.is_some() {
                    self.sent.push((envelope, answered));
                }
            }
            Err(refusal) => drop(self.seen.insert(refusal.reason().into())),
        }
    }

    /// What holds over whole timelines.
    fn audit(&mut self) {
        for task in self.world.tasks() {
            let (mut endings, mut closed, mut step) = (BTreeMap::<RequestId, usize>::new(), false, None);
            for event in self.world.timeline(task.id) {
                assert_eq!((event.account, event.project), (task.account, task.project));
                assert!(!closed || event.event_type() == "NOTE", "{} on a closed task", event.event_type());
                closed |= event.event_type() == "TASK_CLOSED";
                if let Some(moved) = &event.transition {
                    assert_eq!(
                        step.as_ref().unwrap_or(&moved.from),
                        &moved.from,
                        "each move begins where the last one ended"
                    );
                    step = Some(moved.to.clone());
                }
                let deadline = event.in_response_to.and_then(|request| self.world.asked(request).deadline);
                match (&event.payload, deadline) {
                    (Payload::ApprovalDecided { .. } | Payload::ElicitationProvided { .. }, Some(deadline)) => {
                        assert!(event.at < deadline, "a decision at or after its deadline");
                        self.seen.insert("decided before the deadline".into());
                    }
                    (Payload::Timeout { fallback_refused, .. }, deadline) => {
                        assert!(event.at >= deadline.expect("it had one"), "timed out before its deadline");
                        let how = match (&event.transition, fallback_refused.is_empty()) {
                            (Some(_), true) => "fell back",
                            (None, false) => "did not fall back",
                            (None, true) => "timed out",
                            (Some(_), false) => panic!("it fell back and did not"),
                        };
                        self.seen.insert(how.into());
                    }
                    _ => {}
                }
                if matches!(
                    event.event_type(),
                    "APPROVAL_DECIDED" | "ELICITATION_PROVIDED" | "REQUEST_CANCELLED" | "TIMEOUT"
                ) {
                    *endings.entry(event.in_response_to.expect("it ends a request")).or_default() += 1;
                }
            }
            assert!(endings.values().all(|count| *count == 1), "a request ends once");
            assert_eq!(closed, task.closed);
            assert!(!(task.closed && task.open_request.is_some()), "nothing is open on a closed task");
            let project = self.world.projects().find(|project| project.id == task.project).expect("it is there");
            if !task.closed {
                assert_eq!(project.deleted_at, None, "an open task in a deleted project");
                assert!(project.steps.step(&task.current_step).is_some(), "an open task on a step that is none");
                assert!(!project.steps.is_terminal(&task.current_step), "an open task on a last step");
            }
        }
        let mut slugs = BTreeSet::new();
        for project in self.world.projects().filter(|project| project.deleted_at.is_none()) {
            assert!(slugs.insert((project.account, project.project_name.clone())), "two projects of one slug");
        }
        let ids: BTreeSet<_> = self.world.events.iter().map(|event| event.id).collect();
        assert_eq!(ids.len(), self.world.events.len(), "each event has an id of its own");
    }

    /// Sends everything again that was ever answered: by whoever may still call, it is answered alike, and nothing is done.
    fn send_all_again(&mut self) {
        let before = self.world.clone();
        let batch: Vec<_> = self.sent.iter().map(|(envelope, _)| envelope.clone()).collect();
        let outcomes = self.world.settle(&batch);
        for (outcome, (envelope, first)) in outcomes.into_iter().zip(&self.sent) {
            match outcome {
                Ok(again) => assert_eq!(again, Answered { answer: first.answer.clone(), replayed: true }),
                Err(refusal) => assert_eq!(refusal.reason(), "UNAUTHENTICATED", "{envelope:#?}"),
            }
        }
        assert_eq!((&self.world.records, &self.world.events), (&before.records, &before.events));
    }
}

#[test]
fn random_histories_keep_every_promise() {
    let mut seen = BTreeSet::new();
    for seed in 0..16 {
        let history = std::panic::catch_unwind(|| {
            let mut history = History::new(seed);
            for _ in 0..60 {
                history.batch();
            }
            history.audit();
            history.send_all_again();
            history.seen
        });
        seen.extend(history.unwrap_or_else(|_| panic!("the history of seed {seed} broke a promise, as said above")));
    }
    let missing: Vec<_> =
        EXPECTED.split_whitespace().map(|word| word.replace('-', " ")).filter(|word| !seen.contains(word)).collect();
    assert_eq!(missing, Vec::<String>::new(), "seen: {seen:#?}");
}

/// What histories as long as these have to meet: each command allowed, each refusal, each end of a request.
const EXPECTED: &str = "
    account_create project_create project_update project_delete task_create action_record exception_record note_add task_move task_assign
    request_create request_cancel request_expire approval_decide elicitation_answer upload_create person_create
    person_update agent_update key_create key_revoke
    replayed refused,-and-what-was-due-is-closed decided-before-the-deadline timed-out fell-back did-not-fall-back
    IDEMPOTENCY_KEY_REUSED METADATA_SCHEMA ANSWERS_INVALID UNAUTHENTICATED PERMISSION_DENIED PROJECT_NOT_FOUND
    TASK_NOT_FOUND REQUEST_NOT_FOUND UPLOAD_NOT_FOUND ACCOUNT_EXISTS PROJECT_EXISTS PERSON_EXISTS ATTACHMENT_EXISTS
    REQUEST_ALREADY_OPEN REQUEST_ALREADY_DECIDED REQUEST_CLOSED REQUEST_NOT_DECIDED TASK_CLOSED TRANSITION_NOT_DECLARED
    DIGEST_MISMATCH PROJECT_PROTECTED PROJECT_IN_USE";
