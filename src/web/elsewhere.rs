//! Signing in elsewhere, at a provider of OpenID Connect: a browser is sent there, and comes back with what the door asks for.
//! Whatever goes wrong, it ends on the sign-in page, and the log says what it was.
//!
//! Neither is a call of our page: the browser itself goes there, so there is no `Origin`, and on the way back it comes from
//! another site. What keeps others from signing somebody in is the cookie, which ties what comes back to what began here.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE};
use http::{HeaderValue, StatusCode, request};

use super::session::{Doors, peer};
use crate::auth::cookie;
use crate::auth::door::{Denied, Shown};
use crate::auth::oidc::{Answer, Fault};
use crate::auth::origins::{Origin, goes};

/// The routes.
pub(super) fn routes(router: axum::Router<Doors>) -> axum::Router<Doors> {
    router.route("/session/oidc", get(begin)).route("/session/oidc/callback", get(end))
}

const REFUSED: &str = "a sign-in with OpenID Connect did not succeed";

/// Why somebody is not signed in.
enum Why {
    /// The request is not a browser's going there.
    NoVisit,
    /// The origin has no cookies, since they would cross the network readable.
    NoTls,
    Denied(Denied),
}

impl From<Denied> for Why {
    fn from(denied: Denied) -> Self {
        Self::Denied(denied)
    }
}

/// GET /session/oidc: sends the browser to the provider. From our own page, or typed in; another site has no business to
/// begin a sign-in for somebody.
async fn begin(State(doors): State<Doors>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let peer = peer(&parts.extensions);
    match sent(&doors, &parts).await {
        Ok(response) => response,
        Err(why) => refused(None, &why, peer),
    }
}

async fn sent(doors: &Doors, parts: &request::Parts) -> Result<Response, Why> {
    let origin = origin(doors, parts)?;
    if !goes(&parts.headers, Some(&["same-origin", "none"])) {
        return Err(Why::NoVisit);
    }
    let (url, pending) = doors.door.begin(origin).await?;
    Ok(to(url.as_str(), [cookie::set_pending(origin, Some(&pending))]))
}

/// GET /session/oidc/callback: the browser is back. From wherever: the provider is another site, and what lies between it and
/// here is its own affair.
async fn end(State(doors): State<Doors>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let peer = peer(&parts.extensions);
    let origin = match origin(&doors, &parts) {
        Ok(origin) => origin,
        Err(why) => return refused(None, &why, peer),
    };
    match let_in(&doors, &parts, origin, peer).await {
        Ok(session) => {
            let session = cookie::set(origin, Some((&session, doors.door.lasting.most.as_secs())));
            to("/", [session, cookie::set_pending(origin, None)])
        }
        Err(why) => refused(Some(origin), &why, peer),
    }
}

async fn let_in(doors: &Doors, parts: &request::Parts, origin: &Origin, peer: IpAddr) -> Result<String, Why> {
    if !goes(&parts.headers, None) {
        return Err(Why::NoVisit);
    }
    let pending = cookie::pending(&parts.headers, origin);
    let answer = Answer::parse(parts.uri.query().unwrap_or_default());
    let shown = Shown::Answer { origin: origin.clone(), pending, answer };
    Ok(doors.door.enter(shown, peer, &parts.headers).await?)
}

/// The origin that the browser is at, if it can hold a session there.
fn origin<'a>(doors: &'a Doors, parts: &request::Parts) -> Result<&'a Origin, Why> {
    let origin = doors.gate.origins.asked(&parts.uri, &parts.headers).ok_or(Why::NoVisit)?;
    if cookie::name(origin).is_none() { Err(Why::NoTls) } else { Ok(origin) }
}

impl Why {
    /// Whether what came back is an answer to what had begun, which is good for one answer only. Anything else may be another
    /// site's doing, and ends nothing.
    fn ends(&self) -> bool {
        !matches!(self, Self::NoVisit | Self::Denied(Denied::Unvouched(Fault::NotBegun | Fault::OtherState)))
    }
}

/// Ends on the sign-in page. What anybody can bring about is not worth a warning.
fn refused(origin: Option<&Origin>, why: &Why, peer: IpAddr) -> Response {
    let words = match why {
        Why::NoVisit => "a page fetched or framed what browsers are to go to themselves".to_owned(),
        Why::NoTls => "the session would cross the network readable: give --public-url https://…".to_owned(),
        Why::Denied(Denied::Wrong) => "nobody active, or more than one, has the e-mail address".to_owned(),
        Why::Denied(Denied::Unvouched(fault)) => fault.to_string(),
        Why::Denied(Denied::TooOften(wait)) => format!("too many failed; again in {} s", wait.as_secs() + 1),
        Why::Denied(Denied::Failed(failure)) => format!("{failure:?}"),
    };
    match why {
        Why::NoTls | Why::Denied(Denied::Failed(_)) => tracing::warn!(%peer, why = words, "{REFUSED}"),
        why if why.ends() => tracing::info!(%peer, why = words, "{REFUSED}"),
        _ => tracing::debug!(%peer, why = words, "{REFUSED}"),
    }
    let ended = origin.filter(|_| why.ends());
    to("/sign-in?refused=1", [ended.and_then(|origin| cookie::set_pending(origin, None))])
}

fn to<const N: usize>(place: &str, cookies: [Option<HeaderValue>; N]) -> Response {
    let headers = [(LOCATION, place), (CACHE_CONTROL, "no-store")];
    let mut response = (StatusCode::SEE_OTHER, headers).into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
