//! What every plain answer carries for the browser's own walls: nothing from elsewhere is loaded, run, framed or told.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use http::{HeaderValue, StatusCode};

use crate::auth::origins::{Origin, Origins};

/// Scripts and styles only from the server itself, and no text becomes HTML unless it goes through the page's framework.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; \
                      connect-src 'self'; frame-src blob:; manifest-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; \
                      trusted-types svelte-trusted-html";

const WALLS: [(HeaderName, &str); 7] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), microphone=(), geolocation=()"),
];

/// Two years, as the browsers' own lists ask for.
const HTTPS_ONLY: &str = "max-age=63072000";

/// Lets requests through that name the server by one of its own names, and puts up the walls around every answer.
pub(super) async fn wall(State(origins): State<Origins>, request: Request, next: Next) -> Response {
    let origin = origins.asked(request.uri(), request.headers());
    // It binds all that this host ever serves, on every port: only for where the workspace has the host to itself.
    let binds = |origin: &Origin| origin.is_secure() && origin.port() == 443 && !origin.is_loopback();
    let secure = origin.is_some_and(binds);
    let mut response = match origin {
        Some(_) => next.run(request).await,
        None => misdirected(&origins),
    };
    let headers = response.headers_mut();
    headers.extend(WALLS.map(|(name, value)| (name, HeaderValue::from_static(value))));
    if secure {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    response
}

fn misdirected(origins: &Origins) -> Response {
    let words = format!(
        "The workspace is not served under this name, but at {}. If this name is right, start pumpup with --public-url and \
         this address (https://…), without which only this machine itself is served.\n",
        origins.first()
    );
    (StatusCode::MISDIRECTED_REQUEST, words).into_response()
}
