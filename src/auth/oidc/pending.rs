//! A sign-in that has begun and not come back yet. All of it is in the browser's cookie, so that it may come back to any
//! server, and nothing has to be forgotten of those who never do.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::environment::randomize;

/// How many characters 32 random bytes have.
const LENGTH: usize = 43;

/// What ties an answer to the browser that asked for it, an ID token to this sign-in, and a code to this server.
#[derive(Debug, PartialEq, Eq)]
pub struct Pending {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in the ID token.
    pub nonce: String,
    /// Shown with the code, of which the provider has seen only the hash until then (PKCE).
    pub verifier: String,
}

impl Pending {
    /// A new one, which nobody can guess.
    pub fn fresh() -> Self {
        let [state, nonce, verifier] = std::array::from_fn(|_| {
            let mut bytes = [0; 32];
            randomize(&mut bytes);
            URL_SAFE_NO_PAD.encode(bytes)
        });
        Self { state, nonce, verifier }
    }

    /// As it stands in the cookie.
    pub fn text(&self) -> String {
        format!("{}.{}.{}", self.state, self.nonce, self.verifier)
    }

    /// Reads it from there.
    pub fn parse(text: &str) -> Option<Self> {
        let is_ours = |part: &&str| {
            part.len() == LENGTH && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        };
        let mut parts = text.split('.').map(|part| Some(part).filter(is_ours).map(str::to_owned));
        match (parts.next()?, parts.next()?, parts.next()?, parts.next()) {
            (Some(state), Some(nonce), Some(verifier), None) => Some(Self { state, nonce, verifier }),
            _ => None,
        }
    }

    /// The hash of the verifier.
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier))
    }

    /// Whether an answer belongs to it.
    pub fn is_of(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_cookie_is_read_again_and_nothing_else_is() {
        let pending = Pending::fresh();
        let text = pending.text();
        assert_eq!(Pending::parse(&text).as_ref(), Some(&pending));
        assert!(pending.state != pending.nonce && pending.nonce != pending.verifier && Pending::fresh() != pending);
        let dotted = text.replacen(|c: char| c.is_ascii_alphanumeric(), "!", 1);
        for other in ["", "..", &text[1..], &format!("{text}."), &format!("{text}.x"), &dotted] {
            assert_eq!(Pending::parse(other), None, "{other}");
        }
        assert!(pending.is_of(&pending.state));
        for state in ["", &pending.nonce, &pending.state[1..]] {
            assert!(!pending.is_of(state));
        }
    }

    #[test]
    fn the_challenge_is_the_hash_that_the_standard_says() {
        // The example of RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".to_owned();
        let pending = Pending { verifier, ..Pending::fresh() };
        assert_eq!(pending.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
