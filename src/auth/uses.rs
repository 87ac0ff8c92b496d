//! When keys were last used: noted now and then, and beside the call that uses one, so that no call waits for it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::KeyId;
use crate::domain::sign_in::KeyUse;
use crate::engine::{Engine, Standing};

/// How old a note may be before another is made, in microseconds; of what grows idle soon, a quarter of that.
const EVERY: i64 = 5 * 60 * 1_000_000;

/// The keys whose use is being noted.
#[derive(Default)]
pub struct Uses(Mutex<HashSet<KeyId>>);

impl Uses {
    fn being_noted(&self) -> std::sync::MutexGuard<'_, HashSet<KeyId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that a key is in use, unless that is known well enough.
    pub fn note(self: &Arc<Self>, engine: &Arc<Engine>, standing: &Standing) {
        let now = engine.environment.clock.now();
        let key = &standing.key;
        let every = key.idle.map_or(EVERY, |idle| EVERY.min(idle / 4));
        if key.used_at.is_some_and(|used| now < used.plus(every)) || !self.being_noted().insert(key.id) {
            return;
        }
        let (uses, engine, account, key) = (self.clone(), engine.clone(), key.account, key.id);
        tokio::spawn(async move {
            let noted = engine.execute(Caller::platform(account), None, Command::KeyUse(KeyUse { key })).await;
            if let Err(failure) = noted {
                // The next call with the key tries again.
                tracing::debug!(%key, ?failure, "the use of a key could not be noted");
            }
            uses.being_noted().remove(&key);
        });
    }
}
