//! The one seam through which time, ids and randomness come in. Everywhere else they are banned (see `clippy.toml`).

use std::sync::Arc;

use uuid::Uuid;

use crate::domain::ids::Time;

/// Tells the time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> Time + Send + Sync>);

impl Clock {
    /// The machine's clock.
    #[allow(clippy::disallowed_methods)] // This is the seam.
    pub fn system() -> Self {
        Self::new(|| {
            let nanos = time::OffsetDateTime::now_utc().unix_timestamp_nanos();
            Time(i64::try_from(nanos / 1_000).unwrap_or(i64::MAX))
        })
    }

    /// A clock that tells what `now` says: for tests.
    pub fn new(now: impl Fn() -> Time + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The present moment.
    pub fn now(&self) -> Time {
        (self.0)()
    }
}

/// Everything that the engine takes from the world.
#[derive(Clone)]
pub struct Environment {
    /// Tells the time.
    pub clock: Clock,
    /// Tells a store what time it is that has a clock of its own, which it goes by where there is none here.
    pub store_clock: Option<Clock>,
    /// Mints ids.
    pub ids: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl Environment {
    /// The machine's own clock and randomness.
    pub fn system() -> Self {
        Self { clock: Clock::system(), store_clock: None, ids: Arc::new(mint) }
    }

    /// A fresh id; later ones sort after earlier ones.
    pub fn mint(&self) -> Uuid {
        (self.ids)()
    }
}

/// An id for what is not the engine's: a call, a client's idempotency key. Ids of version 7 sort by time.
#[allow(clippy::disallowed_methods)] // This is the seam.
pub fn mint() -> Uuid {
    Uuid::now_v7()
}

/// A variable of the process's environment, for the command line; the server is told by `config` alone.
#[allow(clippy::disallowed_methods)] // This is the seam.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Fills `bytes` with randomness that nobody can guess.
pub fn randomize(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system gives randomness, or else no key of ours could be trusted");
}

/// A number from 0 to 1, for spreading things out in time.
pub fn jitter() -> f64 {
    let mut bytes = [0; 4];
    randomize(&mut bytes);
    f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX)
}
