pub mod config;
pub mod rpc;
pub mod server;
pub mod telemetry;
