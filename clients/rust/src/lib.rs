//! Asks people for approvals and for answers, and waits for them: a client of pumpup.
//!
//! ```no_run
//! use pumpup_client::{Client, v1};
//!
//! # async fn ask() -> Result<(), pumpup_client::Error> {
//! let client = Client::from_env()?; // reads PUMPUP_API_KEY and PUMPUP_URL
//! let task = client.tasks.create(v1::TasksCreateRequest {
//!     project_name: "general".into(),
//!     name: "Refund — claim C-1029".into(),
//!     ..Default::default()
//! });
//! # task.await?;
//! # Ok(())
//! # }
//! ```
//!
//! The messages are those of the contract, in [`v1`], and each service has its calls as methods on [`Client`]. What the client
//! adds: the key and a deadline on each call, an idempotency key on each write that has none, retries while the server is
//! away, watches that go on over whatever breaks ([`watch`]), pages as streams ([`pages`]), files ([`uploads`]), and refusals
//! as [`Error`]s with their reason.
//!
//! `tonic`, `prost` and `prost_types` are part of this crate's interface and are re-exported: a new major of theirs is one of this
//! crate's too.

mod client;
mod error;
mod link;
mod outcome;
pub mod pages;
mod settings;
mod transport;
pub mod uploads;
mod values;
pub mod watch;

pub use client::{Access, Approvals, Client, Elicitations, Inbox, Projects, Tasks, Uploads};
pub use error::{Error, Refusal, Violation, reason};
pub use outcome::Verdict;
pub use settings::Settings;
pub use values::{json, object};
pub use {prost, prost_types, tonic};

/// The contract `pumpup.v1`, as generated from its protos.
#[allow(missing_docs, clippy::all)]
pub mod v1 {
    tonic::include_proto!("pumpup.v1");
}
