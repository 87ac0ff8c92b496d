//! Who calls: a key becomes a `Caller`, and nothing else does. And how a person comes by the key that a browser holds: by a
//! link, a password or a proxy's word (`door`).
//!
//! A key is a mark that says what it is for, twelve characters by which it is found, an underscore, and 256 random bits.
//! The platform keeps the SHA-256 of all of it: with so much randomness in it, a slow hash would add nothing. Passwords are
//! another matter (`password`).

pub mod attempts;
pub mod cookie;
pub mod door;
pub mod gate;
pub mod oidc;
pub mod origins;
pub mod password;
pub mod uses;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::access::{ApiKey, KeyKind, Secret};
use crate::domain::ids::AccountId;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Refusal;
use crate::domain::request::hex;
use crate::engine::{Engine, Result, Standing};
use crate::environment::randomize;

/// What the keys of each kind begin with, so that none is taken for another and people see what they hold.
const API: &str = "pumpup_";
const SESSION: &str = "pumpup-session_";
const LINK: &str = "pumpup-link_";
/// Characters of the prefix after the mark, and of the secret: 32 bytes in base64.
const NAME: usize = 12;
const SECRET: usize = 43;

/// A new API key: the text to show once, and what the platform keeps of it.
pub fn new_key() -> (String, Secret) {
    fresh(API)
}

/// A new session, likewise.
pub fn new_session() -> (String, Secret) {
    fresh(SESSION)
}

/// A new sign-in link, likewise.
pub fn new_link() -> (String, Secret) {
    fresh(LINK)
}

/// Where a link leads, on the server. Its secret stands in the fragment, which browsers send to nobody.
pub fn link_path(link: &str) -> String {
    format!("/sign-in#{link}")
}

fn fresh(mark: &str) -> (String, Secret) {
    let (mut name, mut secret) = ([0; NAME / 2], [0; 32]);
    randomize(&mut name);
    randomize(&mut secret);
    let prefix = format!("{mark}{}", hex(&name));
    let key = format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(secret));
    let kept = Secret { prefix, hash: hash(&key) };
    (key, kept)
}

/// What the platform keeps of an API key that somebody else has made, if it has the shape of one.
pub fn kept(key: &str) -> Option<Secret> {
    prefix(API, key).map(|prefix| Secret { prefix: prefix.to_owned(), hash: hash(key) })
}

/// The prefix of a key that begins with this mark, if it has the shape of one.
fn prefix<'a>(mark: &str, key: &'a str) -> Option<&'a str> {
    let length = mark.len() + NAME;
    let is_one =
        key.len() == length + 1 + SECRET && key.is_ascii() && key.starts_with(mark) && key.as_bytes()[length] == b'_';
    is_one.then(|| &key[..length])
}

fn hash(key: &str) -> String {
    hex(&Sha256::digest(key))
}

fn is_of(record: &ApiKey, kind: KeyKind, key: &str) -> bool {
    let same: bool = record.hash.as_bytes().ct_eq(hash(key).as_bytes()).into();
    same && record.kind == kind
}

/// Who the bearer of this API key is. Whatever is wrong with it, the answer is the same.
pub async fn authenticate(engine: &Engine, key: &str) -> Result<Arc<Standing>> {
    standing(engine, API, KeyKind::Api, key).await
}

/// Who the browser with this session is. Whatever is wrong with it, the answer is the same.
pub async fn session(engine: &Engine, key: &str) -> Result<Arc<Standing>> {
    standing(engine, SESSION, KeyKind::Session, key).await
}

async fn standing(engine: &Engine, mark: &str, kind: KeyKind, key: &str) -> Result<Arc<Standing>> {
    let prefix = prefix(mark, key).ok_or(Refusal::Unauthenticated)?;
    let standing = engine.standing_of_prefix(prefix).await?;
    if is_of(&standing.key, kind, key) { Ok(standing) } else { Err(Refusal::Unauthenticated.into()) }
}

/// The link with this text, which may have been used already. Whatever else is wrong with it, the answer is the same.
async fn link(engine: &Engine, text: &str) -> Result<ApiKey> {
    let prefix = prefix(LINK, text).ok_or(Refusal::Unauthenticated)?;
    match engine.record(AccountId(uuid::Uuid::nil()), Target::KeyPrefix(prefix.to_owned())).await? {
        Some(Record::Key(link)) if is_of(&link, KeyKind::Link, text) => Ok(link),
        _ => Err(Refusal::Unauthenticated.into()),
    }
}

/// The key in an `authorization` header: `Bearer` in whatever case, then the key.
pub fn bearer(header: &str) -> Option<&str> {
    let (scheme, key) = header.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| key.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_has_the_shape_that_authentication_expects() {
        let (key, kept) = new_key();
        assert_eq!(prefix(API, &key), Some(&*kept.prefix));
        assert_eq!(kept.hash, hash(&key));
        assert_eq!(super::kept(&key).unwrap().hash, kept.hash);
        assert!(super::kept(&key[1..]).is_none() && super::kept(&key.replace("pumpup_", "pumpup-")).is_none());
        assert_ne!(new_key().0, key);
        for (other, mark) in [(new_session().0, SESSION), (new_link().0, LINK)] {
            assert!(prefix(mark, &other).is_some() && prefix(API, &other).is_none(), "{other}");
        }
    }

    #[test]
    fn the_scheme_is_bearer_in_whatever_case() {
        for (header, key) in [
            ("Bearer abc", Some("abc")),
            ("bearer  abc ", Some("abc")),
            ("BEARER abc", Some("abc")),
            ("Basic abc", None),
            ("abc", None),
            ("", None),
        ] {
            assert_eq!(bearer(header), key, "{header:?}");
        }
    }
}
