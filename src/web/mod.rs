//! What browsers ask for outside of gRPC: the page. It is served only under the server's own names, with the browser's walls
//! up, and it holds no rule.

mod assets;
mod headers;

use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse as _, Response};
use http::header::ALLOW;
use http::{Method, StatusCode};

use crate::auth::origins::Origins;

/// Everything that is served plainly. Its fallback answers whatever no route has: the page knows its own places.
pub fn router(origins: Origins) -> axum::Router {
    axum::Router::new().fallback(page).layer(from_fn_with_state(origins, headers::wall))
}

async fn page(request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let path = request.uri().path();
    if assets::is_file(path) { assets::file(path, request.headers()) } else { assets::index(request.headers()) }
}
