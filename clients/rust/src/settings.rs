//! Where the server is, who calls, and how.

use std::env;
use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint, Uri};

use crate::error::Error;

const LOCAL: &str = "http://127.0.0.1:50051";

/// What a [`Client`](crate::Client) is made from.
#[derive(Clone)]
pub struct Settings {
    /// The server's address: `http://HOST:PORT`, or `https://HOST:PORT` for TLS.
    pub url: String,
    /// The key to call with.
    pub api_key: String,
    /// Trust the certificates of this PEM file in place of the system's.
    pub ca_cert: Option<PathBuf>,
    /// Send the key readable over the network to a server beyond this machine: only where a mesh encrypts underneath.
    pub allow_plaintext: bool,
    /// How long a call may take with all its retries. Watches have no deadline but the one they are given.
    pub deadline: Duration,
}

impl fmt::Debug for Settings {
    /// All but the key, which has no business in anybody's log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { url, ca_cert, allow_plaintext, deadline, api_key: _ } = self;
        let mut shown = f.debug_struct("Settings");
        shown.field("url", url).field("ca_cert", ca_cert).field("allow_plaintext", allow_plaintext);
        shown.field("deadline", deadline).finish_non_exhaustive()
    }
}

impl Settings {
    /// These, with a deadline of 30 seconds.
    pub fn new(url: impl Into<String>, api_key: impl Into<String>) -> Self {
        let deadline = Duration::from_secs(30);
        Self { url: url.into(), api_key: api_key.into(), ca_cert: None, allow_plaintext: false, deadline }
    }

    /// What `PUMPUP_URL` (where it is not set: this machine), `PUMPUP_API_KEY` and `PUMPUP_CA_CERT` say.
    pub fn from_env() -> Self {
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        let url = variable("PUMPUP_URL").unwrap_or_else(|| LOCAL.to_owned());
        let mut settings = Self::new(url, variable("PUMPUP_API_KEY").unwrap_or_default());
        settings.ca_cert = variable("PUMPUP_CA_CERT").map(PathBuf::from);
        settings
    }

    pub(crate) fn bearer(&self) -> Result<MetadataValue<Ascii>, Error> {
        let key = self.api_key.trim();
        if key.is_empty() {
            let how = "Set PUMPUP_API_KEY to an agent's key: export PUMPUP_API_KEY=$(cat pumpup-data/agent.key)";
            return Err(Error::Settings(how.to_owned()));
        }
        let value = format!("Bearer {key}").parse::<MetadataValue<Ascii>>().ok();
        let mut value = value.filter(|_| key.bytes().all(|byte| byte.is_ascii_graphic())).ok_or_else(|| {
            Error::Settings("The key is not one word of letters, digits and signs; copy it again.".to_owned())
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// A channel that connects when it is first used, and again when it broke.
    pub(crate) fn channel(&self) -> Result<Channel, Error> {
        let uri = self.uri()?;
        let tls = uri.scheme_str() == Some("https");
        if !tls && !self.allow_plaintext && !is_loopback(&uri) {
            return Err(Error::Settings(format!(
                "{} is beyond this machine, and over http:// everybody on the way could read the key. Use https://, or set \
                 allow_plaintext where a mesh encrypts underneath.",
                self.url
            )));
        }
        let mut endpoint = Endpoint::from(uri)
            .connect_timeout(Duration::from_secs(10))
            .http2_keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(10))
            .keep_alive_while_idle(true);
        if tls {
            let config = match &self.ca_cert {
                None => ClientTlsConfig::new().with_native_roots(),
                Some(file) => {
                    let pem = std::fs::read(file)
                        .map_err(|error| Error::Settings(format!("{} cannot be read: {error}.", file.display())))?;
                    ClientTlsConfig::new().ca_certificate(Certificate::from_pem(pem))
                }
            };
            endpoint = endpoint
                .tls_config(config)
                .map_err(|error| Error::Settings(format!("TLS cannot be set up: {}.", deepest(&error))))?;
        }
        Ok(endpoint.connect_lazy())
    }

    fn uri(&self) -> Result<Uri, Error> {
        let fault = || {
            Error::Settings(format!(
                "{:?} is not a server's address: write http://HOST:PORT, or https://HOST:PORT for TLS.",
                self.url
            ))
        };
        let uri: Uri = self.url.parse().map_err(|_| fault())?;
        let known = matches!(uri.scheme_str(), Some("http" | "https"));
        let bare = matches!(uri.path(), "" | "/") && uri.query().is_none();
        let anonymous = uri.authority().is_some_and(|authority| !authority.as_str().contains('@'));
        if known && bare && anonymous { Ok(uri) } else { Err(fault()) }
    }
}

fn is_loopback(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn deepest(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), deepest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn addresses_that_cannot_be_meant_are_refused_with_what_would_be_right() {
        for (url, says) in [
            ("http://127.0.0.1:50051", None),
            ("http://[::1]:50051/", None),
            ("http://localhost:50051", None),
            ("https://pumpup.example", None),
            ("http://pumpup.example", Some("Use https://")),
            ("pumpup.example:50051", Some("write http://HOST:PORT")),
            ("ftp://pumpup.example", Some("write http://HOST:PORT")),
            ("http://127.0.0.1:50051/api", Some("write http://HOST:PORT")),
            ("http://me@127.0.0.1:50051", Some("write http://HOST:PORT")),
            ("", Some("write http://HOST:PORT")),
        ] {
            let said = Settings::new(url, "key").channel().err().map(|error| error.to_string());
            match says {
                None => assert_eq!(said, None, "{url}"),
                Some(says) => assert!(said.as_ref().is_some_and(|said| said.contains(says)), "{url}: {said:?}"),
            }
        }
        let mesh = Settings { allow_plaintext: true, ..Settings::new("http://pumpup.example", "key") };
        assert!(mesh.channel().is_ok());
    }

    #[test]
    fn the_key_is_not_in_what_is_logged() {
        assert!(!format!("{:?}", Settings::new(LOCAL, "pumpup_secret")).contains("secret"));
    }

    #[test]
    fn a_missing_key_is_said_before_the_first_call() {
        let said = |key| Settings::new(LOCAL, key).bearer().map_err(|error| error.to_string());
        assert!(said(" ").unwrap_err().contains("PUMPUP_API_KEY"));
        assert!(said("two words").unwrap_err().contains("one word"));
        assert!(said("pumpup_1\n").is_ok());
    }
}
