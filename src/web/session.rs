//! Sessions over plain HTTP: a browser signs in with what a person shows, and signs out. The answer to whatever is wrong
//! with that is always the same. Only the server's own page is heard.
//!
//! The way in that leads over another server is in `elsewhere`.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, SET_COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode, request};
use serde::Deserialize;
use serde_json::json;

use super::elsewhere;
use crate::auth::cookie;
use crate::auth::door::{Denied, Door, Shown};
use crate::auth::gate::Gate;
use crate::auth::origins::Origin;
use crate::domain::command::Command;
use crate::domain::sign_in::SessionEnd;
use crate::engine::Failure;
use crate::server::ConnInfo;

/// What a sign-in takes at the most, in bytes and in time.
const BODY: usize = 4 * 1024;
const PATIENCE: Duration = Duration::from_secs(10);

/// What the handlers hold.
#[derive(Clone)]
pub(super) struct Doors {
    pub gate: Arc<Gate>,
    pub door: Arc<Door>,
}

/// The routes.
pub(super) fn routes(doors: Doors) -> axum::Router {
    let router = axum::Router::new().route("/session", post(open).delete(end)).route("/session/methods", get(methods));
    let router = if doors.door.provider.is_some() { elsewhere::routes(router) } else { router };
    router.with_state(doors)
}

/// What somebody shows, as the page sends it.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum Form {
    Link {
        link: String,
    },
    Password {
        name: String,
        password: String,
        #[serde(default = "default_account")]
        account: String,
    },
    Proxy {
        proxy: bool,
        #[serde(default = "default_account")]
        account: String,
    },
}

fn default_account() -> String {
    "default".into()
}

/// POST /session: signs in.
async fn open(State(doors): State<Doors>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let Some(page) = doors.gate.origins.page(&parts.uri, &parts.headers) else { return not_ours() };
    if cookie::name(page).is_none() {
        let message = format!(
            "Signing in at {page} would send the session readable over the network. Serve with TLS and start pumpup with \
             --public-url https://…"
        );
        return said(StatusCode::FORBIDDEN, "TLS_REQUIRED", &message);
    }
    if !is_json(&parts.headers) {
        return said(StatusCode::UNSUPPORTED_MEDIA_TYPE, "INVALID_REQUEST", "Send JSON, as application/json.");
    }
    let shown = match read(body).await {
        Some(Form::Link { link }) => Shown::Link(link),
        Some(Form::Password { name, password, account }) => Shown::Password { account, name, password },
        Some(Form::Proxy { proxy: true, account }) => Shown::Proxy { account },
        Some(Form::Proxy { proxy: false, .. }) | None => {
            let message = "Send a link, or a name and a password.";
            return said(StatusCode::BAD_REQUEST, "INVALID_REQUEST", message);
        }
    };
    let peer = peer(&parts.extensions);
    match doors.door.enter(shown, peer, &parts.headers).await {
        Ok(session) => {
            // The session that the browser held until now is in nobody's hands any more.
            if let Err(Denied::Failed(failure)) = leave(&doors, &parts).await {
                tracing::debug!(?failure, "a session that another one replaces could not be ended; it ends by itself");
            }
            cookie_set(page, Some((&session, doors.door.lasting.most.as_secs())))
        }
        Err(denied) => turned_away(denied),
    }
}

/// DELETE /session: signs out. Whoever is not signed in is so already.
async fn end(State(doors): State<Doors>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let Some(page) = doors.gate.origins.page(&parts.uri, &parts.headers) else { return not_ours() };
    match leave(&doors, &parts).await {
        Ok(()) | Err(Denied::Wrong) => cookie_set(page, None),
        Err(denied) => turned_away(denied),
    }
}

/// Ends the session that the browser holds.
async fn leave(doors: &Doors, parts: &request::Parts) -> Result<(), Denied> {
    let standing = doors.gate.session(&parts.uri, &parts.headers).await?;
    let command = Command::SessionEnd(SessionEnd { key: standing.key.id });
    doors.gate.engine.execute(standing.caller, None, command).await?;
    Ok(())
}

/// GET /session/methods: how one can sign in, from where this comes.
async fn methods(State(doors): State<Doors>, request: Request) -> Response {
    let proxy = doors.door.is_led(peer(request.extensions()), request.headers());
    let oidc = doors.door.provider.as_ref().map(|provider| json!({ "name": provider.client.name }));
    // Who has a password is nobody else's business, so it is always offered.
    answer(StatusCode::OK, json!({ "password": true, "proxy": proxy, "oidc": oidc }))
}

pub(super) fn peer(extensions: &http::Extensions) -> IpAddr {
    // Every connection of ours has one; what has none is nobody's neighbour.
    extensions.get::<ConnInfo>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.peer.ip())
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    media_type.split(';').next().is_some_and(|media_type| media_type.trim().eq_ignore_ascii_case("application/json"))
}

async fn read(body: Body) -> Option<Form> {
    let bytes = tokio::time::timeout(PATIENCE, to_bytes(body, BODY)).await.ok()?.ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn cookie_set(page: &Origin, session: Option<(&str, u64)>) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Some(cookie) = cookie::set(page, session) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn not_ours() -> Response {
    let message = "This has to come from the workspace's own page, at an address that the server knows as its own \
                   (--public-url).";
    said(StatusCode::FORBIDDEN, "ORIGIN_REFUSED", message)
}

fn turned_away(denied: Denied) -> Response {
    match denied {
        Denied::Wrong | Denied::Unvouched(_) => said(
            StatusCode::UNAUTHORIZED,
            "UNAUTHENTICATED",
            "That does not open the workspace. Check it and try again.",
        ),
        Denied::TooOften(wait) => {
            let seconds = wait.as_secs() + 1;
            let message = format!("Too many attempts failed. Try again in {} minutes.", seconds.div_ceil(60));
            let mut response = said(StatusCode::TOO_MANY_REQUESTS, "LIMIT_EXCEEDED", &message);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            response
        }
        Denied::Failed(Failure::Refused(refusal)) => said(StatusCode::FORBIDDEN, refusal.reason(), &refusal.message()),
        Denied::Failed(Failure::Bug(why)) => {
            tracing::error!(why, "a sign-in broke");
            said(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", "Something broke on our side.")
        }
        Denied::Failed(failure) => {
            tracing::warn!(?failure, "a sign-in could not be done");
            said(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", "This is not possible right now. Try again shortly.")
        }
    }
}

fn said(status: StatusCode, reason: &str, message: &str) -> Response {
    answer(status, json!({ "reason": reason, "message": message }))
}

fn answer(status: StatusCode, body: serde_json::Value) -> Response {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")];
    (status, headers, body.to_string()).into_response()
}
