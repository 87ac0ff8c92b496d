//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod messages;
mod raw;
mod support;
mod wire;
mod world;

mod authority;
mod isolation;
mod quickstart;
mod retries;
