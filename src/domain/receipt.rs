//! Receipts: what a keyed command did and answered, so that a retry answers the same and does nothing.

use serde::{Deserialize, Serialize};

use super::ids::{AccountId, EventId, TaskId, Time};
use super::record::Record;

/// What a command answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// An event was recorded; for requests, its id is the request's.
    Event(EventId),
    /// A record as it was right after.
    Record(Box<Record>),
}

/// The memory of one idempotency key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// The account.
    pub account: AccountId,
    /// The idempotency key.
    pub key: String,
    /// SHA-256 over the method, the caller's identity and every field but the key.
    pub fingerprint: [u8; 32],
    /// What was answered.
    pub answer: Answer,
    /// When.
    pub at: Time,
    /// The task it was about: while that is open, the receipt stays.
    pub task: Option<TaskId>,
}
