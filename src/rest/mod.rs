//! The published REST wire: JSON over HTTP, in the shapes of the clients that exist, through the same engine as gRPC; and for
//! people with curl, streams of server-sent events and a description of it all. It holds no rule.
//!
//! A request comes in by `routes`, becomes a `call` (and what is `around` it), is read by `reader` (`read`, `form`, `local`, `query`), answered by `projects`,
//! `tasks`, `requests`, `uploads` or `watch`, and written by `write`. Every "no" is made in `refusal`.

mod around;
mod body;
mod call;
mod form;
mod json;
mod local;
mod multipart;
mod openapi;
mod paths;
mod projects;
mod query;
mod read;
mod reader;
mod refusal;
mod requests;
mod routes;
mod tasks;
mod uploads;
mod watch;
mod write;

use std::sync::Arc;

use crate::auth::gate::Gate;
use crate::engine::Engine;

/// What the handlers hold: the engine behind the wire.
struct Wire {
    engine: Arc<Engine>,
    gate: Arc<Gate>,
    max_upload_bytes: u64,
    /// Whether there is no TLS on purpose, on a network that others may listen on.
    insecure: bool,
}

/// Everything that is served below `/api`.
pub fn router(gate: Arc<Gate>, max_upload_bytes: u64, insecure: bool) -> axum::Router {
    let engine = gate.engine.clone();
    routes::router(Arc::new(Wire { engine, gate, max_upload_bytes, insecure }))
}
