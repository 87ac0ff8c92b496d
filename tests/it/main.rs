//! The integration tests: one binary, over the real wire, against the same server that production starts.

mod browser;
mod chance;
#[path = "../cluster/mod.rs"]
mod cluster;
mod identity;
mod messages;
mod process;
mod proxy;
mod raw;
mod support;
mod wire;
mod world;

mod access;
mod approvals;
mod authority;
mod bad_input;
mod bounds;
mod clusters;
mod crash;
mod database;
mod drain;
mod elicitations;
mod inbox;
mod isolation;
mod lookback;
mod mutations;
mod oidc;
mod pages;
mod postgres;
mod projects;
mod quickstart;
mod replicas;
mod rest;
mod retries;
mod sessions;
mod store;
mod sweeper;
mod tasks;
mod tidy;
mod uploads;
mod watch;
mod workspace;
