//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod chance;
mod process;
mod support;

mod crash;
mod drain;
mod quickstart;
mod store;
mod sweeper;
mod tidy;
mod watch;
