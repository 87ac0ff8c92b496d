//! Attempts to sign in: whoever fails too often has to wait. Counted in memory, by server: what is guarded is slow to guess
//! anyway, and a count that outlived the server would be one more way to lock people out.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::ids::Time;

/// How long failures count, in microseconds.
const WITHIN: i64 = 15 * 60 * 1_000_000;
/// How many are counted at once. Beyond it the oldest count goes.
const MOST: usize = 10_000;

/// Whose failures are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Of somebody, who may not even exist, in an account.
    Name(String, String),
    /// Of an address; of IPv6 all that one subscriber has.
    Peer(IpAddr),
}

impl Subject {
    /// Somebody, by whatever they call themselves.
    pub fn name(account: &str, name: &str) -> Self {
        Self::Name(account.to_lowercase(), name.trim().to_lowercase())
    }

    /// Whoever is at an address.
    pub fn peer(peer: IpAddr) -> Self {
        Self::Peer(match peer.to_canonical() {
            IpAddr::V6(ip) => {
                let [a, b, c, d, ..] = ip.segments();
                IpAddr::from([a, b, c, d, 0, 0, 0, 0])
            }
            peer => peer,
        })
    }

    fn limit(&self) -> u32 {
        match self {
            Self::Name(..) => 10,
            Self::Peer(_) => 50,
        }
    }
}

struct Count {
    failed: u32,
    since: Time,
}

/// The failures that count.
#[derive(Default)]
pub struct Attempts(Mutex<HashMap<Subject, Count>>);

impl Attempts {
    fn counts(&self) -> std::sync::MutexGuard<'_, HashMap<Subject, Count>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins an attempt, which counts as a failure until it is known to be none, or says how long to wait.
    pub fn begin(&self, subjects: &[Subject], now: Time) -> Result<(), Duration> {
        let mut counts = self.counts();
        let wait = |subject: &Subject| {
            let count = counts.get(subject).filter(|count| count.failed >= subject.limit())?;
            u64::try_from(count.since.plus(WITHIN).0 - now.0).ok().filter(|wait| *wait > 0)
        };
        if let Some(wait) = subjects.iter().filter_map(wait).max() {
            return Err(Duration::from_micros(wait));
        }
        for subject in subjects {
            if counts.len() >= MOST && !counts.contains_key(subject) {
                let oldest = counts.iter().min_by_key(|(_, count)| count.since).map(|(subject, _)| subject.clone());
                oldest.map(|oldest| counts.remove(&oldest));
            }
            let count = counts.entry(subject.clone()).or_insert(Count { failed: 0, since: now });
            if count.since.plus(WITHIN) <= now {
                *count = Count { failed: 0, since: now };
            }
            count.failed += 1;
        }
        Ok(())
    }

    /// Ends an attempt that was no failure. Who got in has a clean slate; an address may be many people's.
    pub fn succeeded(&self, subjects: &[Subject]) {
        let mut counts = self.counts();
        for subject in subjects {
            match subject {
                Subject::Name(..) => drop(counts.remove(subject)),
                Subject::Peer(_) => {
                    if let Some(count) = counts.get_mut(subject) {
                        count.failed = count.failed.saturating_sub(1);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failures_of_a_name_are_enough_for_a_quarter_of_an_hour() {
        let attempts = Attempts::default();
        let jane = [Subject::name("default", "Jane")];
        for n in 0..10 {
            assert_eq!(attempts.begin(&jane, Time(n)), Ok(()));
        }
        let minutes = |n: i64| n * 60 * 1_000_000;
        let refused = attempts.begin(&[Subject::name("Default", " jane ")], Time(minutes(5)));
        assert_eq!(refused, Err(Duration::from_secs(600)));
        assert_eq!(attempts.begin(&[Subject::name("other", "Jane")], Time(minutes(5))), Ok(()));
        assert_eq!(attempts.begin(&jane, Time(minutes(15))), Ok(()));
    }

    #[test]
    fn who_gets_in_starts_anew_and_frees_only_their_own_place_at_an_address() {
        let attempts = Attempts::default();
        let peer = Subject::peer("2001:db8::1".parse().unwrap());
        assert_eq!(peer, Subject::peer("2001:db8::2".parse().unwrap()));
        let at = |n: u32| [Subject::name("default", &n.to_string()), peer.clone()];
        for n in 0..50 {
            assert_eq!(attempts.begin(&at(n), Time(0)), Ok(()));
        }
        assert!(attempts.begin(&at(50), Time(0)).is_err());
        attempts.succeeded(&at(0));
        assert_eq!(attempts.begin(&at(0), Time(0)), Ok(()));
        assert!(attempts.begin(&at(0), Time(0)).is_err());
    }

    #[test]
    fn however_many_are_counted_they_take_bounded_room() {
        let attempts = Attempts::default();
        for n in 0..MOST + 10 {
            assert_eq!(attempts.begin(&[Subject::name("default", &n.to_string())], Time(n as i64)), Ok(()));
        }
        assert_eq!(attempts.counts().len(), MOST);
        assert!(!attempts.counts().contains_key(&Subject::name("default", "0")), "the oldest went");
    }
}
