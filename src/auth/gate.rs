//! The gate before the contract: which key came with a call, and whether it works. A program sends its key as a bearer; a
//! browser's session counts only on calls that the server's own page made.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue, Uri};

use super::attempts::Attempts;
use super::origins::Origins;
use super::password::Passwords;
use super::uses::Uses;
use super::{authenticate, bearer, cookie, session};
use crate::domain::access::KeyKind;
use crate::domain::refusal::Refusal;
use crate::engine::{Engine, Result, Standing};

/// Lets calls through, and holds what authentication needs besides the engine.
pub struct Gate {
    /// What knows the keys.
    pub engine: Arc<Engine>,
    /// Where browsers find the server.
    pub origins: Origins,
    /// Makes and checks hashes of passwords.
    pub passwords: Passwords,
    /// The failures that count.
    pub attempts: Attempts,
    uses: Arc<Uses>,
}

impl Gate {
    /// A gate to what an engine keeps.
    pub fn new(engine: Arc<Engine>, origins: Origins) -> Self {
        let (passwords, attempts, uses) = Default::default();
        Self { engine, origins, passwords, attempts, uses }
    }

    /// Who makes a call. Whatever is wrong with what they showed, the answer is the same.
    pub async fn caller(&self, uri: &Uri, headers: &HeaderMap, by_browser: bool) -> Result<Arc<Standing>> {
        let held = self.holds_session(headers);
        // A proxy in front may have a scheme of its own, which browsers then send along: beside a session it says nothing.
        let counts = |header: &&HeaderValue| !(held && by_browser) || is_bearer(header);
        let mut given = headers.get_all(AUTHORIZATION).into_iter().filter(counts);
        let standing = match (given.next(), given.next()) {
            (Some(header), None) if !held => {
                let key = header.to_str().ok().and_then(bearer).ok_or(Refusal::Unauthenticated)?;
                authenticate(&self.engine, key).await?
            }
            (None, _) if by_browser => self.session(uri, headers).await?,
            // Two credentials are none: whichever was meant, the other one is a mistake or an attack.
            _ => return Err(Refusal::Unauthenticated.into()),
        };
        // A page that is left open watches by itself, which is no use of a session: it would never grow idle.
        if standing.key.kind != KeyKind::Session || !uri.path().contains("/Watch") {
            self.uses.note(&self.engine, &standing);
        }
        Ok(standing)
    }

    /// Who the browser is that sent a request from the server's own page.
    pub async fn session(&self, uri: &Uri, headers: &HeaderMap) -> Result<Arc<Standing>> {
        let page = self.origins.page(uri, headers).ok_or(Refusal::Unauthenticated)?;
        let held = cookie::session(headers, page).ok_or(Refusal::Unauthenticated)?;
        session(&self.engine, held).await
    }

    /// Whether a session came along, be it one of another of the server's names. Of programs, which send no cookie, it costs
    /// nothing to tell.
    fn holds_session(&self, headers: &HeaderMap) -> bool {
        let named = |name: String| cookie::all(headers, &name).next().is_some();
        headers.contains_key(COOKIE) && self.origins.iter().filter_map(cookie::name).any(named)
    }
}

/// Whether a request is a program's own, with a key.
pub fn is_program(headers: &HeaderMap) -> bool {
    headers.get_all(AUTHORIZATION).into_iter().any(is_bearer)
}

/// Whether an `authorization` header is for a key, be it one that cannot be read.
fn is_bearer(header: &HeaderValue) -> bool {
    let scheme = header.as_bytes().trim_ascii_start().get(..6);
    scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"))
}
