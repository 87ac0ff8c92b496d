//! Page tokens and cursors: where a list goes on, bound to the query that gave them. They grant no rights: whoever sends
//! one is checked like any caller.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::ids::{AccountId, TaskId};
use crate::domain::refusal::Refusal;

/// What binds a token to its query: the start of a hash over all that the query says.
type Bond = [u8; 8];

fn bond(kind: &str, query: &impl std::fmt::Debug) -> Bond {
    let hash = Sha256::digest(format!("pumpup.page.v1\n{kind}\n{query:?}"));
    std::array::from_fn(|index| hash[index])
}

fn unpack<const N: usize>(token: &str, bond: Bond, field: &'static str) -> Result<[u8; N], Refusal> {
    let refused = Refusal::PageTokenInvalid { field };
    let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| refused.clone())?;
    let rest = bytes.strip_prefix(&bond).ok_or_else(|| refused.clone())?;
    rest.try_into().map_err(|_| refused)
}

/// One query of one account, whose pages go on after an id.
pub struct Pages {
    bond: Bond,
}

impl Pages {
    /// The pages of a query.
    pub fn of(account: AccountId, query: &impl std::fmt::Debug) -> Self {
        Self { bond: bond("list", &(account, query)) }
    }

    /// Where the page with this token begins; nothing for the first.
    pub fn after(&self, token: &str) -> Result<Option<Uuid>, Refusal> {
        if token.is_empty() {
            return Ok(None);
        }
        unpack(token, self.bond, "page_token").map(|bytes| Some(Uuid::from_bytes(bytes)))
    }

    /// The token of the page after this id.
    pub fn token(&self, last: Uuid) -> String {
        URL_SAFE_NO_PAD.encode([self.bond.as_slice(), last.as_bytes()].concat())
    }
}

/// The sequence number that a cursor of a task's timeline stands for; 0 before the first event.
pub fn after(task: TaskId, cursor: &str) -> Result<u64, Refusal> {
    if cursor.is_empty() {
        return Ok(0);
    }
    unpack(cursor, bond("events", &task), "cursor").map(u64::from_be_bytes)
}

/// The cursor after a sequence number of a task's timeline.
pub fn cursor(task: TaskId, sequence: u64) -> String {
    URL_SAFE_NO_PAD.encode([bond("events", &task).as_slice(), &sequence.to_be_bytes()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_belong_to_their_query() {
        let (a, b) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let last = Uuid::from_u128(7);
        let pages = Pages::of(a, &"tasks of claims");
        let token = pages.token(last);
        assert_eq!(pages.after(&token), Ok(Some(last)));
        assert_eq!(pages.after(""), Ok(None));
        for other in [Pages::of(a, &"tasks of general"), Pages::of(b, &"tasks of claims")] {
            assert!(other.after(&token).is_err());
        }
        for bad in ["x", "!!!", &token[1..], &format!("{token}AA")] {
            assert!(pages.after(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn cursors_belong_to_their_task() {
        let (a, b) = (TaskId(Uuid::from_u128(1)), TaskId(Uuid::from_u128(2)));
        assert_eq!(after(a, &cursor(a, 42)), Ok(42));
        assert_eq!(after(a, ""), Ok(0));
        assert!(after(b, &cursor(a, 42)).is_err());
        assert!(after(a, "junk").is_err());
    }
}
