//! Waiting, but not for ever.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

/// How long anything may take before it is given up on.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Waits for a future.
pub async fn patiently<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, future).await.expect("it takes too long")
}

/// Looks again and again until there is something.
pub async fn until<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let mut ticks = interval(Duration::from_millis(5));
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    patiently(async {
        loop {
            ticks.tick().await;
            if let Some(found) = look() {
                return found;
            }
        }
    })
    .await
}
