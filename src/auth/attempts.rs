//! Attempts to sign in: whoever fails too often has to wait. Counted in memory, by server: what is guarded is slow to guess
//! anyway, and a count that outlived the server would be one more way to lock people out.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::ids::{AccountId, PersonId, Time};

/// How long failures count, in microseconds.
const WITHIN: i64 = 15 * 60 * 1_000_000;
/// How many are counted at once. Beyond it the oldest count goes.
const MOST: usize = 10_000;

/// Whose failures are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Of somebody, who may not even exist, in an account, from an address: so that nobody is locked out by a stranger.
    Guess(String, String, IpAddr),
    /// The same from wherever: so that many addresses together do not guess on and on.
    Name(String, String),
    /// Of an address.
    Peer(IpAddr),
    /// Of somebody who is signed in and sets their password.
    Setter(AccountId, PersonId),
}

impl Subject {
    /// All that a password counts for, of somebody by whatever they call themselves.
    pub fn password(account: &str, name: &str, peer: IpAddr) -> Vec<Self> {
        let (account, name) = (account.to_lowercase(), name.trim().to_lowercase());
        let guess = Self::Guess(account.clone(), name.clone(), neighbourhood(peer));
        vec![guess, Self::Name(account, name), Self::peer(peer)]
    }

    /// Whoever is at an address.
    pub fn peer(peer: IpAddr) -> Self {
        Self::Peer(neighbourhood(peer))
    }

    fn limit(&self) -> u32 {
        match self {
            Self::Guess(..) | Self::Setter(..) => 10,
            Self::Name(..) => 100,
            Self::Peer(_) => 50,
        }
    }
}

/// An address; of IPv6 all that one subscriber has.
fn neighbourhood(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        peer => peer,
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
                counts.retain(|_, count| now < count.since.plus(WITHIN));
            }
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

    /// Ends an attempt that was no failure. Who got in has a clean slate; an address may be many people's, and a name have
    /// others who try it.
    pub fn succeeded(&self, subjects: &[Subject]) {
        self.withdrawn(subjects);
        let is_own = |subject: &&Subject| matches!(subject, Subject::Guess(..) | Subject::Setter(..));
        let mut counts = self.counts();
        for subject in subjects.iter().filter(is_own) {
            counts.remove(subject);
        }
    }

    /// Ends an attempt of which it was not found out whether it was one.
    pub fn withdrawn(&self, subjects: &[Subject]) {
        let mut counts = self.counts();
        for subject in subjects {
            if let Some(count) = counts.get_mut(subject) {
                count.failed = count.failed.saturating_sub(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn minutes(n: i64) -> Time {
        Time(n * 60 * 1_000_000)
    }

    #[test]
    fn ten_failures_of_a_name_from_an_address_are_enough_for_a_quarter_of_an_hour() {
        let attempts = Attempts::default();
        let jane = |peer| Subject::password("default", "Jane", ip(peer));
        for n in 0..10 {
            assert_eq!(attempts.begin(&jane("192.0.2.1"), Time(n)), Ok(()));
        }
        let refused = attempts.begin(&Subject::password("Default", " jane ", ip("192.0.2.1")), minutes(5));
        assert_eq!(refused, Err(Duration::from_secs(600)));
        assert_eq!(attempts.begin(&jane("192.0.2.2"), minutes(5)), Ok(()), "a stranger locks nobody out");
        assert_eq!(attempts.begin(&Subject::password("other", "Jane", ip("192.0.2.1")), minutes(5)), Ok(()));
        assert_eq!(attempts.begin(&jane("192.0.2.1"), minutes(15)), Ok(()));
    }

    #[test]
    fn many_addresses_together_guess_a_hundred_times() {
        let attempts = Attempts::default();
        let jane = |n: u32| Subject::password("default", "Jane", IpAddr::from(n.to_be_bytes()));
        for n in 0..100 {
            assert_eq!(attempts.begin(&jane(n), Time(0)), Ok(()));
        }
        assert!(attempts.begin(&jane(100), Time(0)).is_err());
        // That somebody knows it is no clean slate for those who guess.
        attempts.succeeded(&jane(0));
        assert_eq!(attempts.begin(&jane(100), Time(0)), Ok(()));
        assert!(attempts.begin(&jane(101), Time(0)).is_err());
    }

    #[test]
    fn who_gets_in_starts_anew_and_frees_only_their_own_place_at_an_address() {
        let attempts = Attempts::default();
        let peer = ip("2001:db8::1");
        assert_eq!(Subject::peer(peer), Subject::peer(ip("2001:db8::2")));
        let at = |n: u32| Subject::password("default", &n.to_string(), peer);
        for n in 0..50 {
            assert_eq!(attempts.begin(&at(n), Time(0)), Ok(()));
        }
        assert!(attempts.begin(&at(50), Time(0)).is_err());
        attempts.succeeded(&at(0));
        assert_eq!(attempts.begin(&at(0), Time(0)), Ok(()));
        assert!(attempts.begin(&at(0), Time(0)).is_err());
        attempts.withdrawn(&at(0));
        assert_eq!(attempts.begin(&at(0), Time(0)), Ok(()), "what was no failure is none");
    }

    #[test]
    fn however_many_are_counted_they_take_bounded_room() {
        let attempts = Attempts::default();
        let peer = |n: usize| Subject::peer(IpAddr::from(u32::try_from(n).unwrap().to_be_bytes()));
        for n in 0..MOST + 10 {
            assert_eq!(attempts.begin(&[peer(n)], Time(n as i64)), Ok(()));
        }
        assert_eq!(attempts.counts().len(), MOST);
        assert!(!attempts.counts().contains_key(&peer(0)), "the oldest went");
        assert_eq!(attempts.begin(&[peer(MOST + 10)], minutes(16)), Ok(()));
        assert_eq!(attempts.counts().len(), 1, "what counts no longer goes first");
    }
}
