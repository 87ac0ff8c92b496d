//! Who calls: an API key becomes a `Caller`, and nothing else does.
//!
//! A key is `pumpup_`, twelve characters by which it is found, an underscore, and 256 random bits. The platform keeps
//! the SHA-256 of all of it: with so much randomness in it, a slow hash would add nothing.

pub mod origins;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::domain::access::Secret;
use crate::domain::refusal::Refusal;
use crate::domain::request::hex;
use crate::engine::{Engine, Result, Standing};
use crate::environment::randomize;

const MARK: &str = "pumpup_";
/// Characters of the prefix, the mark included.
const PREFIX: usize = MARK.len() + 12;
/// The mark, the rest of the prefix, an underscore, 32 bytes in base64.
const LENGTH: usize = PREFIX + 1 + 43;

/// A new key: the text to show once, and what the platform keeps of it.
pub fn new_key() -> (String, Secret) {
    let (mut name, mut secret) = ([0; 6], [0; 32]);
    randomize(&mut name);
    randomize(&mut secret);
    let key = format!("{MARK}{}_{}", hex(&name), URL_SAFE_NO_PAD.encode(secret));
    let kept = Secret { prefix: key[..PREFIX].to_owned(), hash: hash(&key) };
    (key, kept)
}

/// What the platform keeps of a key that somebody else has made, if it has the shape of one.
pub fn kept(key: &str) -> Option<Secret> {
    is_well_formed(key).then(|| Secret { prefix: key[..PREFIX].to_owned(), hash: hash(key) })
}

fn is_well_formed(key: &str) -> bool {
    key.len() == LENGTH && key.is_ascii() && key.starts_with(MARK) && key.as_bytes()[PREFIX] == b'_'
}

fn hash(key: &str) -> String {
    hex(&Sha256::digest(key))
}

/// Who the bearer of this key is. Whatever is wrong with it, the answer is the same.
pub async fn authenticate(engine: &Engine, key: &str) -> Result<Arc<Standing>> {
    if !is_well_formed(key) {
        return Err(Refusal::Unauthenticated.into());
    }
    let standing = engine.standing_of_prefix(&key[..PREFIX]).await?;
    let same: bool = standing.key.hash.as_bytes().ct_eq(hash(key).as_bytes()).into();
    if same { Ok(standing) } else { Err(Refusal::Unauthenticated.into()) }
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
        assert_eq!(key.len(), LENGTH);
        assert!(key.starts_with(&kept.prefix) && kept.prefix.len() == PREFIX);
        assert_eq!(kept.hash, hash(&key));
        assert_eq!(super::kept(&key).unwrap().hash, kept.hash);
        assert!(super::kept(&key[1..]).is_none() && super::kept(&key.replace("pumpup_", "pumpup-")).is_none());
        assert_ne!(new_key().0, key);
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
