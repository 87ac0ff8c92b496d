//! TLS from certificate files, with rustls. Client certificates and reloading have their place here when they come.

use std::path::Path;
use std::sync::Arc;

use rustls_pki_types::pem::PemObject as _;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;

/// The server's certificate and key, ready to shake hands for HTTP/2 and HTTP/1.1.
#[derive(Clone)]
pub struct Tls {
    pub(super) acceptor: TlsAcceptor,
}

impl Tls {
    /// Reads a chain of certificates, the server's own first, and its key, both as PEM. What is wrong is said in one
    /// sentence for whoever starts the server.
    pub fn from_files(cert: &Path, key: &Path) -> Result<Self, String> {
        let unreadable = |what: &str, path: &Path, fault: rustls_pki_types::pem::Error| {
            format!("can't read the TLS {what} from {}: {fault}", path.display())
        };
        let chain = CertificateDer::pem_file_iter(cert)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|fault| unreadable("certificate", cert, fault))?;
        if chain.is_empty() {
            return Err(format!("{} holds no certificate in PEM form", cert.display()));
        }
        let secret = PrivateKeyDer::from_pem_file(key).map_err(|fault| unreadable("key", key, fault))?;

        // The provider is named, as a process default could be set by any library.
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, secret))
            .map_err(|fault| {
                format!("the TLS certificate {} and key {} can't be used: {fault}", cert.display(), key.display())
            })?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)) })
    }
}
