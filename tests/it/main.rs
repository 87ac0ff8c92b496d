//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod chance;
mod support;

mod quickstart;
mod store;
