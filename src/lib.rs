//! pumpup.
pub mod config;
pub mod domain;
pub mod rpc;
pub mod server;
pub mod telemetry;
