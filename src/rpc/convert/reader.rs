//! Reading the parts that many messages have in common. A reader keeps every fault with its path, so that a caller learns
//! all of them at once.

use std::time::Duration;

use prost_types::Timestamp;

use super::json;
use crate::domain::access::Role;
use crate::domain::command::Command;
use crate::domain::faults::Faults;
use crate::domain::ids::Time;
use crate::domain::limits;
use crate::domain::refusal::Refusal;
use crate::domain::task::MetadataPatch;
use crate::rpc::pb;

/// A command with its idempotency key, or what is wrong with the message.
pub type Read = Result<(String, Command), Refusal>;

/// Reads a message and keeps what is wrong with it.
#[derive(Default)]
pub struct Reader {
    /// What was wrong so far.
    pub faults: Faults,
}

impl Reader {
    /// An id. A text that is none is a fault, and stands for an id that nothing has.
    pub fn id<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> T {
        parse(text).unwrap_or_else(|| {
            if text.is_empty() {
                self.faults.add(field, "is required: an id as the platform answered it");
            } else {
                let shown = crate::domain::quote::quoted(text);
                self.faults.add(field, format!("is {shown}, which is no id; send one as the platform answered it"));
            }
            parse("00000000-0000-0000-0000-000000000000").expect("the nil id is an id")
        })
    }

    /// An id that may be left out.
    pub fn optional_id<T>(&mut self, field: &str, text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        (!text.is_empty()).then(|| self.id(field, text, parse))
    }

    /// An idempotency key.
    pub fn key(&mut self, key: String) -> String {
        let most = limits::IDEMPOTENCY_KEY;
        if key.is_empty() {
            self.faults.add("idempotency_key", format!("is required: 1 to {most} printable ASCII characters"));
        } else if key.len() > most || !key.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            self.faults.add("idempotency_key", format!("is not 1 to {most} printable ASCII characters"));
        }
        key
    }

    /// A moment. One beyond year 9999 or before 1970 is a fault.
    pub fn time(&mut self, field: &str, at: Option<Timestamp>) -> Option<Time> {
        let Timestamp { seconds, nanos } = at?;
        if !(0..=253_402_300_799).contains(&seconds) || !(0..=999_999_999).contains(&nanos) {
            self.faults.add(field, "is not a moment from 1970 to 9999");
            return None;
        }
        // What is finer than a microsecond counts upwards, so that a deadline is never earlier than it was given.
        Some(Time(seconds * 1_000_000 + i64::from(nanos).div_euclid(1_000) + i64::from(nanos % 1_000 != 0)))
    }

    /// A length of time that is not negative.
    pub fn duration(&mut self, field: &str, from: Option<prost_types::Duration>) -> Option<Duration> {
        let from = from?;
        // No leniency towards parts that contradict each other: whoever sends them means something else.
        let seconds = u64::try_from(from.seconds).ok().filter(|seconds| *seconds < 100 * 366 * 86_400);
        let nanos = u32::try_from(from.nanos).ok().filter(|nanos| *nanos < 1_000_000_000);
        let read = seconds.zip(nanos).map(|(seconds, nanos)| Duration::new(seconds, nanos));
        if read.is_none() {
            let prost_types::Duration { seconds, nanos } = from;
            let fault = format!("is {seconds} s and {nanos} ns; a length of time is from 0 to 100 years");
            self.faults.add(field, fault);
        }
        read
    }

    /// How long to wait for a result.
    pub fn wait(&mut self, from: Option<prost_types::Duration>) -> Duration {
        let wait = self.duration("wait", from).unwrap_or_default();
        let most = Duration::from_secs(limits::WAIT_SECONDS);
        if wait > most {
            self.faults.add("wait", format!("is {} s; at most {} s are allowed", wait.as_secs_f64(), most.as_secs()));
        }
        wait
    }

    /// A JSON object.
    pub(super) fn object(
        &mut self,
        field: &str,
        from: Option<prost_types::Struct>,
    ) -> serde_json::Map<String, serde_json::Value> {
        from.map(|members| json::object(&mut self.faults, field, members)).unwrap_or_default()
    }

    /// A patch of metadata.
    pub(super) fn patch(&mut self, from: Option<pb::MetadataPatch>) -> MetadataPatch {
        let Some(from) = from else { return MetadataPatch::default() };
        MetadataPatch {
            set: self.object("metadata_patch.set", from.set),
            set_once: self.object("metadata_patch.set_once", from.set_once),
            unset: from.unset,
        }
    }

    /// How many items a page holds.
    pub fn page_size(&mut self, field: &str, size: i32) -> u32 {
        match u32::try_from(size) {
            Ok(0) => limits::PAGE_DEFAULT,
            Ok(size) => size.min(limits::PAGE_MAX),
            Err(_) => {
                self.faults
                    .add(field, format!("is {size}; it is 0 for the default, or from 1 to {}", limits::PAGE_MAX));
                limits::PAGE_DEFAULT
            }
        }
    }

    /// One of an enumeration's values. A number that stands for none is a fault.
    pub(super) fn enumeration<E: TryFrom<i32>>(&mut self, field: &str, number: i32) -> Option<E> {
        let known = E::try_from(number).ok();
        if known.is_none() {
            self.faults.add(field, format!("is {number}, which this server does not know"));
        }
        known
    }

    /// A role; agents only where `Role::Agent` can be meant.
    pub(super) fn role(&mut self, number: i32) -> Option<Role> {
        match self.enumeration::<pb::Role>("role", number)? {
            pb::Role::Unspecified => None,
            pb::Role::Agent => Some(Role::Agent),
            pb::Role::Reviewer => Some(Role::Reviewer),
            pb::Role::Admin => Some(Role::Admin),
        }
    }

    /// A role that may not be left out.
    pub(super) fn required_role(&mut self, number: i32) -> Role {
        let faults = self.faults.0.len();
        self.role(number).unwrap_or_else(|| {
            if self.faults.0.len() == faults {
                self.faults.add("role", "is required");
            }
            Role::Reviewer
        })
    }

    /// The command, if nothing was wrong with the message.
    pub(super) fn finish(mut self, key: String, command: Command) -> Read {
        command.check(&mut self.faults);
        self.done()?;
        Ok((key, command))
    }

    /// A refusal if anything was wrong.
    pub fn done(self) -> Result<(), Refusal> {
        if self.faults.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.faults.0)) }
    }
}
