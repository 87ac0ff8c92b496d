//! Whom the server trusts when it speaks TLS to somebody else: whoever has a certificate from a given file, or else from
//! those that the machine trusts.

use std::path::Path;
use std::sync::Arc;

use rustls_native_certs::load_native_certs;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// TLS to whoever is trusted: `ca` is a file of certificates in place of the machine's. The error is a sentence.
pub fn client(ca: Option<&Path>) -> Result<ClientConfig, String> {
    // The provider is named, as a process default could be set by any library.
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| format!("cannot set up TLS: {error}"))?
        .with_root_certificates(roots(ca)?)
        .with_no_client_auth())
}

fn roots(file: Option<&Path>) -> Result<RootCertStore, String> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => {
            let fail = |error: String| format!("cannot use the certificates in {}: {error}", file.display());
            for certificate in CertificateDer::pem_file_iter(file).map_err(|error| fail(error.to_string()))? {
                let certificate = certificate.map_err(|error| fail(error.to_string()))?;
                roots.add(certificate).map_err(|error| fail(error.to_string()))?;
            }
            if roots.is_empty() {
                return Err(fail("there are none in it".into()));
            }
        }
        // A machine without any can still connect where no TLS is asked for; the handshake says what is missing.
        None => drop(roots.add_parsable_certificates(load_native_certs().certs)),
    }
    Ok(roots)
}
