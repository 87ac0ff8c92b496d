//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod raw;
mod support;
mod world;

mod authority;
mod quickstart;
