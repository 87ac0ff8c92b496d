//! The signatures of ID tokens, checked by ring: public keys only. The crate that reads tokens brings none that it could be
//! used with here, as its pure Rust one is built on an RSA with a fault that no version mends.

use jsonwebtoken::crypto::{CryptoProvider, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result};
use jsonwebtoken::signature::{Error, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, DecodingKeyKind};
use ring::signature::{self as rings, RsaParameters, RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm};

/// How tokens may be signed. None of these is made with a secret that is shared, and "none" is not among them.
pub const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// Has the crate that reads tokens check their signatures with ring, from now on.
pub fn install() {
    static RING: CryptoProvider = CryptoProvider {
        signer_factory: |_, _| Err(ErrorKind::UnsupportedAlgorithm.into()),
        verifier_factory: verifier,
        // Asked only for keys that are made here, and none is.
        key_utils: KeyUtils::new_unimplemented(),
    };
    // Whoever was first installed the same.
    let _ = RING.install_default();
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>> {
    let kind = match algorithm {
        Algorithm::RS256 => Kind::Rsa(&rings::RSA_PKCS1_2048_8192_SHA256),
        Algorithm::RS384 => Kind::Rsa(&rings::RSA_PKCS1_2048_8192_SHA384),
        Algorithm::RS512 => Kind::Rsa(&rings::RSA_PKCS1_2048_8192_SHA512),
        Algorithm::PS256 => Kind::Rsa(&rings::RSA_PSS_2048_8192_SHA256),
        Algorithm::PS384 => Kind::Rsa(&rings::RSA_PSS_2048_8192_SHA384),
        Algorithm::PS512 => Kind::Rsa(&rings::RSA_PSS_2048_8192_SHA512),
        Algorithm::ES256 => Kind::Curve(&rings::ECDSA_P256_SHA256_FIXED),
        Algorithm::ES384 => Kind::Curve(&rings::ECDSA_P384_SHA384_FIXED),
        Algorithm::EdDSA => Kind::Curve(&rings::ED25519),
        _ => return Err(ErrorKind::UnsupportedAlgorithm.into()),
    };
    if key.family() != algorithm.family() {
        return Err(ErrorKind::InvalidKeyFormat.into());
    }
    Ok(Box::new(ByRing { algorithm: *algorithm, kind, key: key.clone() }))
}

enum Kind {
    Rsa(&'static RsaParameters),
    Curve(&'static dyn VerificationAlgorithm),
}

struct ByRing {
    algorithm: Algorithm,
    kind: Kind,
    key: DecodingKey,
}

impl Verifier<Vec<u8>> for ByRing {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> std::result::Result<(), Error> {
        let checked = match (&self.kind, self.key.kind()) {
            (Kind::Rsa(how), DecodingKeyKind::RsaModulusExponent { n, e }) => {
                RsaPublicKeyComponents { n, e }.verify(how, message, signature)
            }
            (Kind::Curve(how), DecodingKeyKind::SecretOrDer(point)) => {
                UnparsedPublicKey::new(*how, point).verify(message, signature)
            }
            _ => return Err(Error::new()),
        };
        checked.map_err(|_| Error::new())
    }
}

impl JwtVerifier for ByRing {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}
