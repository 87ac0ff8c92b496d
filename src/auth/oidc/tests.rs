//! ID tokens, each wrong in one way, signed with keys made for the test.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use super::token::{Expected, header, keys, verify};
use super::{Fault, signatures};
use crate::domain::ids::Time;

const NOW: i64 = 1_800_000_000;

struct Signer(EcdsaKeyPair);

impl Signer {
    fn new() -> Self {
        signatures::install();
        let random = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, made.as_ref(), &random).unwrap())
    }

    fn jwk(&self, more: &Value) -> Jwk {
        let (x, y) = self.0.public_key().as_ref()[1..].split_at(32);
        let [x, y] = [x, y].map(|part| URL_SAFE_NO_PAD.encode(part));
        let mut jwk = json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y });
        jwk.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_value(jwk).unwrap()
    }

    fn sign(&self, head: &Value, claims: &Value) -> String {
        let [head, claims] = [head, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
        let message = format!("{head}.{claims}");
        let signature = self.0.sign(&SystemRandom::new(), message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn claims(change: &Value) -> Value {
    let mut claims = json!({
        "iss": "https://id.example", "sub": "1", "aud": "pumpup", "exp": NOW, "nonce": "n",
        "email": "jane@example.com", "email_verified": true,
    });
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

fn read(token: &str, known: &[Jwk]) -> Result<String, Fault> {
    let expected = Expected { issuer: "https://id.example", client: "pumpup", nonce: "n", now: Time(NOW * 1_000_000) };
    let header = header(token)?;
    verify(token, &header, &keys(known, &header), &expected)?.email.verified(false)
}

fn es256() -> Value {
    json!({ "alg": "ES256", "kid": "k" })
}

#[test]
fn a_token_that_holds_names_somebody() {
    let signer = Signer::new();
    let known = [signer.jwk(&json!({ "kid": "k" }))];
    for change in [
        json!({}),
        json!({ "aud": ["pumpup"], "azp": "pumpup" }),
        json!({ "exp": NOW - 59 }),
        json!({ "email_verified": "true", "email": " jane@example.com " }),
    ] {
        let read = read(&signer.sign(&es256(), &claims(&change)), &known);
        assert_eq!(read.as_deref(), Ok("jane@example.com"), "{change}");
    }
}

#[test]
fn one_wrong_claim_is_enough() {
    let signer = Signer::new();
    let known = [signer.jwk(&json!({ "kid": "k" }))];
    for change in [
        json!({ "iss": "https://id.example/" }),
        json!({ "iss": null }),
        json!({ "aud": "other" }),
        json!({ "aud": ["pumpup", "other"] }),
        json!({ "aud": [] }),
        json!({ "aud": null }),
        json!({ "azp": "other" }),
        json!({ "exp": NOW - 61 }),
        json!({ "exp": null }),
        json!({ "exp": "soon" }),
        json!({ "nonce": "m" }),
        json!({ "nonce": null }),
        json!({ "sub": null }),
    ] {
        let read = read(&signer.sign(&es256(), &claims(&change)), &known);
        assert!(matches!(read, Err(Fault::Token(_))), "{change}: {read:?}");
    }
}

#[test]
fn an_address_counts_only_if_it_is_said_to_be_theirs() {
    let signer = Signer::new();
    let known = [signer.jwk(&json!({ "kid": "k" }))];
    for (change, fault) in [
        (json!({ "email": null }), Fault::NoEmail),
        (json!({ "email": " " }), Fault::NoEmail),
        (json!({ "email_verified": false }), Fault::Unverified),
        (json!({ "email_verified": null }), Fault::Unverified),
        (json!({ "email_verified": "false" }), Fault::Unverified),
        (json!({ "email_verified": 1 }), Fault::Unverified),
    ] {
        assert_eq!(read(&signer.sign(&es256(), &claims(&change)), &known), Err(fault), "{change}");
    }
    let silent: super::token::Email = serde_json::from_value(json!({ "email": "jane@example.com" })).unwrap();
    assert_eq!(silent.verified(true).as_deref(), Ok("jane@example.com"));
    let no: super::token::Email = serde_json::from_value(json!({ "email": "j@e", "email_verified": false })).unwrap();
    assert_eq!(no.verified(true), Err(Fault::Unverified));
}

#[test]
fn a_signature_counts_only_with_the_providers_own_key() {
    let (signer, other) = (Signer::new(), Signer::new());
    let token = signer.sign(&es256(), &claims(&json!({})));
    for (known, holds) in [
        (vec![signer.jwk(&json!({ "kid": "k" }))], true),
        (vec![signer.jwk(&json!({ "kid": "k", "alg": "ES256", "use": "sig" }))], true),
        (vec![other.jwk(&json!({ "kid": "k" })), signer.jwk(&json!({ "kid": "k" }))], true),
        (vec![other.jwk(&json!({ "kid": "k" }))], false),
        (vec![signer.jwk(&json!({ "kid": "l" }))], false),
        (vec![signer.jwk(&json!({ "kid": "k", "use": "enc" }))], false),
        (vec![signer.jwk(&json!({ "kid": "k", "alg": "ES384" }))], false),
        (vec![], false),
    ] {
        assert_eq!(read(&token, &known).is_ok(), holds, "{known:?}");
    }
    let nameless = signer.sign(&json!({ "alg": "ES256" }), &claims(&json!({})));
    assert!(read(&nameless, &[other.jwk(&json!({ "kid": "o" })), signer.jwk(&json!({ "kid": "k" }))]).is_ok());
}

#[test]
fn how_a_token_is_signed_is_not_for_it_to_choose() {
    let signer = Signer::new();
    let known = [signer.jwk(&json!({ "kid": "k" }))];
    for head in [
        json!({ "alg": "none", "kid": "k" }),
        json!({ "alg": "HS256", "kid": "k" }),
        json!({ "alg": "RS256", "kid": "k" }),
        json!({ "alg": "ES384", "kid": "k" }),
        json!({ "alg": "EdDSA", "kid": "k" }),
        json!({ "alg": "ES256", "kid": "k", "crit": ["b64"], "b64": false }),
    ] {
        assert!(read(&signer.sign(&head, &claims(&json!({}))), &known).is_err(), "{head}");
    }
    let token = signer.sign(&es256(), &claims(&json!({})));
    let (unsigned, _) = token.rsplit_once('.').unwrap();
    let other = URL_SAFE_NO_PAD.encode(claims(&json!({ "email": "admin@example.com" })).to_string());
    let parts: Vec<_> = token.split('.').collect();
    for broken in [format!("{unsigned}."), unsigned.into(), format!("{}.{other}.{}", parts[0], parts[2]), "..".into()] {
        assert!(read(&broken, &known).is_err(), "{broken}");
    }
}
