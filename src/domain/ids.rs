//! Identifiers, each kind its own type so that none can be passed for another, and the platform's time.
//!
//! Nothing here makes an id out of nothing or reads a clock: both come in from outside (see `engine::Environment`).

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Reads the hyphenated form that callers see.
            pub fn parse(text: &str) -> Option<Self> {
                (text.len() == 36).then(|| Uuid::try_parse(text).ok().map(Self)).flatten()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

ids! {
    /// An account, which owns everything in it.
    AccountId
    /// A project.
    ProjectId
    /// A task.
    TaskId
    /// A request; the same value as the id of the event that made it.
    RequestId
    /// An event.
    EventId
    /// A person.
    PersonId
    /// An agent.
    AgentId
    /// An API key (its record, not its secret).
    KeyId
    /// An upload.
    UploadId
}

/// The n-th id that follows from `seed`: the same inputs give the same id in every process, so one minted id is enough
/// for a command with several effects. It keeps the seed's time bits and with them the order of ids by time.
pub fn derive(seed: Uuid, n: u32) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"pumpup.id.v1");
    hash.update(seed.as_bytes());
    hash.update(n.to_be_bytes());
    let mut bytes = *seed.as_bytes();
    bytes[6..].copy_from_slice(&hash.finalize()[..10]);
    uuid::Builder::from_random_bytes(bytes).with_version(uuid::Version::SortRand).into_uuid()
}

/// A moment: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(pub i64);

impl Time {
    /// This moment and `micros` microseconds.
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = time::OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .ok()
            .and_then(|moment| moment.format(&time::format_description::well_known::Rfc3339).ok());
        match text {
            Some(text) => f.write_str(&text),
            None => write!(f, "{} µs since 1970", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_distinct_and_keep_the_order_of_time() {
        let early = Uuid::parse_str("01939b6e-0000-7abc-8def-0123456789ab").unwrap();
        let late = Uuid::parse_str("01939b6f-0000-7abc-8def-0123456789ab").unwrap();
        assert_eq!(derive(early, 1), derive(early, 1));
        assert_ne!(derive(early, 1), derive(early, 2));
        assert_ne!(derive(early, 1), early);
        assert!(derive(early, 9) < derive(late, 1));
        assert_eq!(derive(early, 1).get_version_num(), 7);
    }

    #[test]
    fn only_the_hyphenated_form_is_an_id() {
        assert!(TaskId::parse("01939b6e-0000-7abc-8def-0123456789ab").is_some());
        for text in ["", "C-1029", "01939b6e00007abc8def0123456789ab", "{01939b6e-0000-7abc-8def-0123456789ab}"] {
            assert_eq!(TaskId::parse(text), None, "{text}");
        }
    }
}
