//! A batch, until it is known what became of it; and the wake-ups that follow, from here and from other servers.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tokio_stream::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::standing::Standings;
use super::{Failure, Result};
use crate::domain::refusal::Refusal;
use crate::domain::settle::{Answered, Envelope, Outcome};
use crate::hub::Hub;
use crate::store::{Hint, Hints, Store, StoreError};

/// How often a batch whose fate is unknown is run again, and until when: its callers do not wait for ever.
const TRIES: u32 = 4;
const PATIENCE: Duration = Duration::from_secs(10);

/// Commits a batch and wakes who waits for what it changed. A batch whose fate is unknown is run again: keys that were
/// claimed after all answer from their receipts. A batch that breaks the store is halved, down to the one that does.
pub async fn commit(
    store: &dyn Store,
    hub: &Hub,
    standings: &Standings,
    batch: Arc<[Envelope]>,
) -> Vec<Result<Answered>> {
    commit_part(store, hub, standings, batch, false).await
}

/// Commits a batch, or a part of one of which it is not known whether an earlier try committed it.
async fn commit_part(
    store: &dyn Store,
    hub: &Hub,
    standings: &Standings,
    batch: Arc<[Envelope]>,
    tried: bool,
) -> Vec<Result<Answered>> {
    let count = batch.len();
    let (mut tries, began) = (0, Instant::now());
    let error = loop {
        match store.apply(batch.clone()).await {
            Ok(settled) => {
                if tries > 0 {
                    unsure(hub, standings);
                } else {
                    if settled.access {
                        standings.changed(&settled.touched);
                    }
                    hub.wake(&settled.touched);
                }
                let told = |outcome: Outcome| match outcome {
                    // Who was allowed at the first try and no longer is at this one may have had it done.
                    Err(refusal) if (tried || tries > 0) && *refusal == Refusal::Unauthenticated => {
                        Err(Failure::Unavailable("the key stopped working while the call was done".into()))
                    }
                    outcome => outcome.map_err(Failure::Refused),
                };
                return settled.outcomes.into_iter().map(told).collect();
            }
            Err(StoreError::Unavailable(why)) if tries < TRIES && began.elapsed() < PATIENCE => {
                tries += 1;
                tracing::warn!(why, tries, commands = count, "a batch did not commit for sure and is run again");
                tokio::time::sleep(Duration::from_millis(20 << tries)).await;
            }
            Err(error) => break error,
        }
    };
    if tries > 0 || !matches!(error, StoreError::Held(_)) {
        unsure(hub, standings);
    }
    let tried = tried || tries > 0;
    match error {
        // Who waits for what somebody else holds is told so at once, and the others need not wait with them.
        StoreError::Held(held) if held.len() < count => {
            tracing::warn!(held = held.len(), commands = count, "somebody else holds what some commands need");
            let is_held = |place: &usize| held.contains(place);
            let free = (0..count).filter(|place| !is_held(place)).map(|place| batch[place].clone()).collect();
            let mut answers = Box::pin(commit_part(store, hub, standings, free, tried)).await.into_iter();
            let busy = || Failure::from(StoreError::Held(Vec::new()));
            let answer = |place| if is_held(&place) { Err(busy()) } else { answers.next().unwrap_or(Err(busy())) };
            (0..count).map(answer).collect()
        }
        StoreError::Broken(why) if count > 1 => {
            tracing::warn!(why, commands = count, "a batch broke and is halved");
            let (first, second) = batch.split_at(count / 2);
            let mut answers = Box::pin(commit_part(store, hub, standings, first.into(), tried)).await;
            answers.extend(Box::pin(commit_part(store, hub, standings, second.into(), tried)).await);
            answers
        }
        error => vec![Err(error.into()); count],
    }
}

/// What a failed try committed after all, a later one no longer says. So everybody looks again.
fn unsure(hub: &Hub, standings: &Standings) {
    standings.clear();
    hub.wake_all();
}

/// Follows what other servers change, as far as they tell.
pub async fn heed(mut hints: Hints, hub: Arc<Hub>, standings: Arc<Standings>, stop: CancellationToken) {
    while let Some(Some(hint)) = stop.run_until_cancelled(hints.next()).await {
        match hint {
            Hint::Touched { ids, access } => {
                if access {
                    standings.changed(&ids);
                }
                hub.wake(&ids);
            }
            Hint::Lost => unsure(&hub, &standings),
        }
    }
}
