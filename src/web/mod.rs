//! What browsers ask for outside of gRPC: the page, and sessions for whoever signs in there. All of it is served only under
//! the server's own names, with the browser's walls up, and it holds no rule.

mod assets;
mod elsewhere;
mod headers;
mod session;

use std::sync::Arc;

use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use http::header::{ACCEPT, ALLOW};
use http::{Method, StatusCode};

use crate::auth::door::Door;
use crate::auth::gate::{self, Gate};

/// Everything that is served plainly. Its fallback answers whatever no route has: the page knows its own places.
pub fn router(gate: Arc<Gate>, door: Arc<Door>) -> axum::Router {
    let wall = from_fn_with_state(gate.origins.clone(), headers::wall);
    session::routes(session::Doors { gate, door }).fallback(page).layer(wall)
}

async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path();
    // Somebody's program looks for the API in the wrong place: the page would pass for an answer. (Proxies that sign people in may
    // put a token of theirs on everything; what a browser asks for says that it is to be shown.)
    let is_shown = request.headers().get(ACCEPT).is_some_and(|types| types.as_bytes().starts_with(b"text/html"));
    if gate::is_program(request.headers()) && !is_shown && !assets::is_file(path) {
        return StatusCode::NOT_FOUND.into_response();
    }
    if path.starts_with("/session/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    if assets::is_file(path) { assets::file(path, request.headers()) } else { assets::index(request.headers()) }
}
