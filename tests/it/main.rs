//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod messages;
mod raw;
mod support;
mod wire;
mod world;

mod approvals;
mod authority;
mod bad_input;
mod elicitations;
mod isolation;
mod quickstart;
mod retries;
