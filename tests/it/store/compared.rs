//! The stores beside the model: the same seeded batches, and then the same answers to everything.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use pumpup::domain::ids::{AccountId, UploadId};
use pumpup::domain::task::Status;
use pumpup::environment::Clock;
use pumpup::store::{InboxFilter, Listing, Store};
use uuid::Uuid;

use super::Opened;
use super::cast::Cast;
use super::made::Made;
use crate::support::TestClock;

/// What has to come up among the answers.
const WANTED: [&str; 22] = [
    "IDEMPOTENCY_KEY_REUSED",
    "PERMISSION_DENIED",
    "PERSON_EXISTS",
    "PROJECT_EXISTS",
    "PROJECT_NOT_FOUND",
    "REQUEST_ALREADY_DECIDED",
    "REQUEST_ALREADY_OPEN",
    "REQUEST_CLOSED",
    "REQUEST_NOT_FOUND",
    "TASK_CLOSED",
    "TRANSITION_NOT_DECLARED",
    "action_record",
    "approval_decide",
    "elicitation_answer",
    "key_create",
    "note_add",
    "person_update",
    "project_update",
    "replayed",
    "request_create",
    "request_expire",
    "task_assign",
];

/// Whether both stores give the same answers to everything that can be asked.
async fn agree(one: &dyn Store, other: &dyn Store, made: &mut Made, touched: &[Uuid]) {
    let refs = made.refs(touched);
    assert_eq!(one.get_many(refs.clone()).await.unwrap(), other.get_many(refs).await.unwrap());
    for account in made.there.iter().map(|there| there.cast.account).collect::<Vec<AccountId>>() {
        let listings = [
            Listing::Projects { name: made.chance.pick(&["", "C", "kyc"]).to_string() },
            Listing::Tasks {
                project: made.chance.maybe(&made.there[0].projects).filter(|_| made.chance.percent(30)),
                status: *made.chance.pick(&[None, Some(Status::Running), Some(Status::Waiting), Some(Status::Closed)]),
                name: made.chance.pick(&["", "STRA", "ß", "%"]).to_string(),
            },
            Listing::People,
            Listing::Agents,
            Listing::Keys,
        ];
        for listing in listings {
            let after =
                made.chance.maybe(&made.there[0].tasks).map(|(task, _)| task.0).filter(|_| made.chance.percent(30));
            let limit = 1 + made.chance.below(40) as u32;
            let (ours, theirs) =
                (one.list(account, listing.clone(), after, limit), other.list(account, listing.clone(), after, limit));
            assert_eq!(ours.await.unwrap(), theirs.await.unwrap(), "{listing:?} after {after:?}, {limit}");
        }
        let (mut filter, also) = (made.filter(), made.filter());
        filter.text = filter.text.or(also.text);
        filter.unassigned |= also.unassigned;
        let after = made.chance.maybe(&made.there[0].requests).map(|r| r.0).filter(|_| made.chance.percent(30));
        for filter in [InboxFilter::default(), filter] {
            let (ours, theirs) =
                (one.inbox(account, filter.clone(), after, 20), other.inbox(account, filter.clone(), after, 20));
            assert_eq!(ours.await.unwrap(), theirs.await.unwrap(), "{filter:?} after {after:?}");
        }
        let (filter, limit) = (made.ended(), 1 + made.chance.below(20) as u32);
        let after = made.chance.maybe(&made.there[0].requests).map(|r| r.0).filter(|_| made.chance.percent(50));
        let (ours, theirs) =
            (one.ended(account, filter.clone(), after, limit), other.ended(account, filter.clone(), after, limit));
        assert_eq!(ours.await.unwrap(), theirs.await.unwrap(), "{filter:?} after {after:?}");
        let task = made.task();
        let after = made.chance.below(4) as u64;
        let (ours, theirs) = (one.history(account, task, after, 50), other.history(account, task, after, 50));
        assert_eq!(ours.await.unwrap(), theirs.await.unwrap());
    }
    let later = made.now.plus(made.chance.below(60) as i64 * 1_000_000);
    let (mut ours, mut theirs) = (one.due(later, 500).await.unwrap(), other.due(later, 500).await.unwrap());
    // Of two with one deadline, either may come first.
    ours.sort();
    theirs.sort();
    assert_eq!(ours, theirs);
}

async fn the_same_batches_get_the_same_answers(
    open: impl AsyncFn(Clock) -> Opened,
    seed: u64,
    met: &mut BTreeMap<&'static str, usize>,
) {
    let clock = TestClock::new();
    let world = clock.environment().clock;
    let ((one, _folder), (other, _)) = (open(world.clone()).await, super::model(world).await);
    let mut made = Made::of(seed);
    for _ in 0..2 {
        let (cast, envelopes) = Cast::recorded(&*one).await;
        for envelope in envelopes {
            other.apply(vec![envelope].into()).await.unwrap();
        }
        let mut records = Vec::new();
        for listing in [Listing::Projects { name: String::new() }, Listing::People, Listing::Agents, Listing::Keys] {
            records.extend(one.list(cast.account, listing, None, 10).await.unwrap().items);
        }
        made.begin(cast, &records);
    }
    for _ in 0..40 {
        made.now = clock.now();
        let batch: Vec<_> = (0..1 + made.chance.below(24)).map(|_| made.envelope()).collect();
        let ours = one.apply(batch.clone().into()).await.unwrap();
        let theirs = other.apply(batch.clone().into()).await.unwrap();
        for (envelope, (ours, theirs)) in batch.iter().zip(ours.outcomes.iter().zip(&theirs.outcomes)) {
            assert_eq!(ours, theirs, "seed {seed}: {envelope:?}");
            let what = match ours {
                Ok(answered) if answered.replayed => "replayed",
                Ok(_) => envelope.command.name(),
                Err(refusal) => refusal.reason(),
            };
            *met.entry(what).or_default() += 1;
        }
        assert_eq!((&ours.touched, ours.access), (&theirs.touched, theirs.access), "seed {seed}");
        let refs = made.refs(&ours.touched);
        for record in one.get_many(refs).await.unwrap().iter().flatten() {
            made.note(record);
        }
        agree(&*one, &*other, &mut made, &ours.touched).await;
        if made.chance.percent(10) {
            let chunk = made.there[0].cast.account;
            for store in [&one, &other] {
                let upload = UploadId(Uuid::from_u128(made.sent.len() as u128));
                store.chunk_put(chunk, upload, 0, Bytes::from_static(b"x"), made.now).await.unwrap();
            }
            let before = made.now.plus(-(made.chance.below(30) as i64) * 1_000_000);
            let (ours, theirs) =
                (one.forget(Some(before), before, made.now), other.forget(Some(before), before, made.now));
            assert_eq!(ours.await.unwrap(), theirs.await.unwrap(), "seed {seed}");
        }
        clock.advance(Duration::from_millis(made.chance.below(5_000) as u64));
    }
}

async fn it_answers_as_the_model_does(open: impl AsyncFn(Clock) -> Opened) {
    let mut met = BTreeMap::new();
    for seed in 1..=4 {
        the_same_batches_get_the_same_answers(&open, seed, &mut met).await;
    }
    // Runs that met little have compared little.
    for what in WANTED {
        assert!(met.contains_key(what), "the runs met no {what}: {met:?}");
    }
}

#[tokio::test]
async fn the_embedded_store_answers_as_the_model_does() {
    it_answers_as_the_model_does(super::sqlite).await;
}

#[tokio::test]
async fn the_production_store_answers_as_the_model_does() {
    it_answers_as_the_model_does(super::postgres).await;
}
