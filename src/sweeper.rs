//! What nobody asks for but has to happen: deadlines that pass unseen; receipts, staged chunks and sessions that grow old.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::engine::Engine;

/// How often deadlines are looked at: a neglected one is found within a second.
const DUE_EVERY: Duration = Duration::from_millis(500);
/// How often old receipts and chunks are looked for: once so many looks at deadlines.
const FORGET_EVERY: u32 = 120;
/// How many deadlines are handled at once.
const AT_ONCE: u32 = 256;
/// Staged chunks that no upload took within this many microseconds belong to a call that died or was refused: two hours, which
/// is longer than a file may take that is still coming.
const STAGED: i64 = 2 * 3_600_000_000;

/// Sweeps until `stop`. Receipts are kept for `keep`; none is for ever.
pub async fn run(engine: Arc<Engine>, keep: Option<Duration>, stop: CancellationToken) {
    let mut ticks = tokio::time::interval(DUE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let (mut count, mut in_trouble) = (0_u32, false);
    while stop.run_until_cancelled(ticks.tick()).await.is_some() {
        while !stop.is_cancelled() {
            match engine.sweep_due(AT_ONCE).await {
                Ok(closed) if closed == AT_ONCE as usize => {}
                Ok(_) => {
                    if std::mem::take(&mut in_trouble) {
                        tracing::info!("deadlines are swept again");
                    }
                    break;
                }
                Err(failure) => {
                    // Once is enough: rounds come twice a second.
                    if !std::mem::replace(&mut in_trouble, true) {
                        tracing::warn!(?failure, "deadlines cannot be swept; every round tries again");
                    }
                    break;
                }
            }
        }
        if count.is_multiple_of(FORGET_EVERY) {
            forget(&engine, keep, &stop).await;
        }
        count = count.wrapping_add(1);
    }
}

/// Forgets all that is old by now. The store takes a bounded bite at a time, so that writes get in between.
async fn forget(engine: &Engine, keep: Option<Duration>, stop: &CancellationToken) {
    let now = engine.environment.clock.now();
    let receipts = keep.map(|keep| now.plus(-i64::try_from(keep.as_micros()).unwrap_or(i64::MAX)));
    let mut count = 0;
    while !stop.is_cancelled() {
        match engine.forget(receipts, now.plus(-STAGED)).await {
            Ok(0) => break,
            Ok(more) => count += more,
            Err(failure) => {
                tracing::warn!(?failure, "not all could be forgotten; the next round tries again");
                break;
            }
        }
    }
    if count > 0 {
        tracing::info!(count, "old receipts, staged chunks and sessions were forgotten");
    }
}
