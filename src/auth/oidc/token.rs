//! An ID token: whether it is the provider's, for us, for this sign-in and for now, and what it says of a person.

use jsonwebtoken::jwk::{Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{DecodingKey, Header, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::Value;
use subtle::ConstantTimeEq as _;

use super::Fault;
use super::signatures::ALGORITHMS;
use crate::domain::ids::Time;

/// How far the provider's clock may be behind ours, in seconds.
const LEEWAY: f64 = 60.0;

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub client: &'a str,
    pub nonce: &'a str,
    pub now: Time,
}

/// What is read of a token that holds.
#[derive(Deserialize)]
pub(super) struct Claims {
    /// Whom it is about, in the provider's own words.
    pub sub: String,
    aud: Value,
    azp: Option<String>,
    exp: f64,
    nonce: Option<String>,
    /// What it says of their e-mail address.
    #[serde(flatten)]
    pub email: Email,
}

/// What a provider says of somebody's e-mail address.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Email {
    email: Option<String>,
    email_verified: Option<Value>,
}

impl Email {
    /// Whether it names one.
    pub(super) fn is_there(&self) -> bool {
        self.email.as_ref().is_some_and(|email| !email.trim().is_empty())
    }

    /// The address, if it is known to be theirs. `trusted` takes a provider's silence on that for a yes, never its no.
    pub(super) fn verified(self, trusted: bool) -> Result<String, Fault> {
        let verified = match &self.email_verified {
            None => trusted,
            Some(Value::Bool(verified)) => *verified,
            // Some providers write it as a text.
            Some(other) => other == "true",
        };
        match self.email {
            Some(email) if !email.trim().is_empty() && verified => Ok(email.trim().to_owned()),
            Some(email) if !email.trim().is_empty() => Err(Fault::Unverified),
            _ => Err(Fault::NoEmail),
        }
    }
}

fn wrong(why: impl ToString) -> Fault {
    Fault::Token(why.to_string())
}

/// The head of a token, if it is signed in a way that is taken.
pub(super) fn header(token: &str) -> Result<Header, Fault> {
    let header = decode_header(token).map_err(wrong)?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(wrong("it is not signed with a key pair"));
    }
    // What has to be understood to be safe, and is not, makes it void.
    if header.crit.is_some() { Err(wrong("it has critical extensions")) } else { Ok(header) }
}

/// The keys of a provider that a token may be signed with.
pub(super) fn keys<'a>(all: &'a [Jwk], header: &Header) -> Vec<&'a Jwk> {
    let fits = |key: &&Jwk| {
        let common = &key.common;
        (header.kid.is_none() || common.key_id == header.kid)
            && !matches!(common.public_key_use, Some(PublicKeyUse::Encryption))
            && common.key_algorithm.is_none_or(|named| named == KeyAlgorithm::from(header.alg))
            && DecodingKey::from_jwk(key).is_ok_and(|read| read.family() == header.alg.family())
    };
    all.iter().filter(fits).collect()
}

/// What a token says, if it holds.
pub(super) fn verify(token: &str, header: &Header, keys: &[&Jwk], expected: &Expected) -> Result<Claims, Fault> {
    let mut validation = Validation::new(header.alg);
    validation.set_required_spec_claims(&["iss", "sub", "aud", "exp"]);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client]);
    // The crate would ask the machine's clock; ours is asked below.
    validation.validate_exp = false;
    let mut read = Err(wrong("none of the provider's keys is that of its signature"));
    for key in keys {
        let key = DecodingKey::from_jwk(key).map_err(wrong)?;
        read = decode::<Claims>(token, &key, &validation).map(|data| data.claims).map_err(wrong);
        if read.is_ok() {
            break;
        }
    }
    let claims = read?;
    // For us alone: with others named besides, one of them could have let us have it.
    let for_us = match &claims.aud {
        Value::Array(all) => all.iter().all(|aud| aud == expected.client),
        aud => aud == expected.client,
    };
    if !for_us || claims.azp.as_ref().is_some_and(|azp| azp != expected.client) {
        return Err(wrong("it is for somebody else too"));
    }
    if claims.exp + LEEWAY < expected.now.0 as f64 / 1_000_000.0 {
        return Err(wrong("it has expired"));
    }
    let nonce = claims.nonce.as_deref().unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(wrong("it belongs to another sign-in"));
    }
    Ok(claims)
}
