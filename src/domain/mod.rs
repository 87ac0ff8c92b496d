//! The rules, and nothing else: what the platform does with what it is asked, as pure functions over plain values.
//!
//! There is no clock here, no randomness, no storage, no protobuf, no logging. A batch of commands comes in with the
//! records it names (`scene`), every command is decided in turn (`settle`), and what comes out is what to write and what
//! to answer. Tasks and requests change by events only (`event`), so the timeline is the state.
//!
//! Read on in this order: `ids`, `limits`, `faults`, `refusal`; the nouns `account`, `access`, `key`, `sign_in`, `project` with `steps`,
//! `task` with `recording`, `event`, `request` with `asking`, `approval`, `elicitation`, `field`, `upload`; then `command`,
//! `record`, `scene`, `act`, `timeline`, `receipt`, `settle`; and `figures`, for looking back.

pub mod access;
pub mod account;
pub mod act;
pub mod approval;
pub mod asking;
pub mod caller;
pub mod command;
pub mod elicitation;
pub mod event;
pub mod faults;
pub mod field;
pub mod figures;
pub mod ids;
pub mod key;
pub mod limits;
pub mod project;
pub mod quote;
pub mod receipt;
pub mod record;
pub mod recording;
pub mod refusal;
pub mod request;
pub mod scene;
pub mod settle;
pub mod sign_in;
pub mod steps;
pub mod task;
pub mod timeline;
pub mod upload;

#[cfg(test)]
mod tests;
