//! The description of this wire, OpenAPI 3.1, for whoever asks. It is written by hand, and held to the routes by a test.

use axum::response::{IntoResponse as _, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};

/// The document.
const DOCUMENT: &str = include_str!("openapi.json");

/// `GET /api/openapi.json`: it says nothing about anybody, so it wants no key.
pub(super) fn answer() -> Response {
    ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")], DOCUMENT).into_response()
}
