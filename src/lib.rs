//! pumpup: the service between agents that need a person and the people who decide.
//!
//! The map, in reading order; each arrow points only to what stands above it.
//!
//! - [`domain`]: the rules, pure.
//! - [`environment`]: the one seam for time, ids and randomness. [`trust`]: whom TLS to others trusts.
//! - [`store`]: keeps records, knows no rules.
//! - [`hub`]: wake-ups by id, no data. [`batcher`]: queue, batch, answers. [`together`]: several calls at once.
//! - [`engine`]: the one pipeline, `execute`, and reads and watches beside it.
//! - [`auth`]: an API key becomes a `Caller`. [`sweeper`]: deadlines and old receipts.
//! - [`web`]: what browsers ask for besides, the page above all.
//! - [`wire`]: what both wires have in common. [`rpc`]: the gRPC wire. [`rest`]: the published REST wire. [`server`]: the accept loop. [`config`], [`telemetry`], [`serve`]: how a server starts.
//! - [`local`]: what is done on the store itself. [`cli`]: the command line, a client of the wire like any other.

pub mod auth;
pub mod batcher;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod environment;
pub mod hub;
pub mod local;
pub mod rest;
pub mod rpc;
pub mod serve;
pub mod server;
pub mod store;
pub mod sweeper;
pub mod telemetry;
pub mod together;
pub mod trust;
pub mod web;
pub mod wire;
