//! What is known of a provider: what it says of itself (OpenID Connect Discovery), and its keys.

use std::time::Duration;

use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;
use serde_json::Value;
use tokio::time::Instant;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use super::Fault;
use super::http::{Ask, get};

/// How long it is taken to be so.
const KNOWN: Duration = Duration::from_secs(3600);

/// What is known of a provider.
pub(super) struct Known {
    pub authorization: Url,
    pub token: Url,
    pub userinfo: Option<Url>,
    /// Whether it takes a secret in a header, as all should.
    pub basic: bool,
    /// Whether it says with each answer whose it is.
    pub names_itself: bool,
    pub keys: Vec<Jwk>,
    pub until: Instant,
}

#[derive(Deserialize)]
struct Said {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<Value>,
}

impl Known {
    /// Asks the provider.
    pub(super) async fn find(tls: &TlsConnector, issuer: &str) -> Result<Self, Fault> {
        let place = |text: &str| place(text, issuer).map_err(Fault::Provider);
        let about = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
        let said: Said = get(tls, Ask::plain(&place(&about)?)).await?;
        if said.issuer != issuer {
            return Err(Fault::Provider(format!("it calls itself {:?}; give that as --oidc-issuer", said.issuer)));
        }
        let keys: Keys = get(tls, Ask::plain(&place(&said.jwks_uri)?)).await?;
        let methods = said.token_endpoint_auth_methods_supported;
        Ok(Self {
            authorization: place(&said.authorization_endpoint)?,
            token: place(&said.token_endpoint)?,
            userinfo: said.userinfo_endpoint.as_deref().map(place).transpose()?,
            basic: methods.is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic")),
            names_itself: said.authorization_response_iss_parameter_supported,
            // Keys of kinds that are not known here are for others.
            keys: keys.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).collect(),
            until: Instant::now() + KNOWN,
        })
    }
}

/// Reads a provider's URL, or says what is wrong with it.
pub fn issuer(text: &str) -> Result<Url, String> {
    let url = place(text, text)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
    if plain && url.fragment().is_none() { Ok(url) } else { Err(format!("{text:?} has more than a host and a path")) }
}

/// A URL of the provider. Without TLS anybody on the way could say who somebody is, so it has to be on this machine then;
/// and one that is elsewhere has nothing to send us to here.
fn place(text: &str, issuer: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|_| format!("{text:?} is no URL: write https://host"))?;
    let is_here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" => Ok(url),
        "http" if is_here && issuer.starts_with("http://") => Ok(url),
        _ => Err(format!("{text:?} has to be https:// (http:// only on this machine, at localhost)")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_over_tls_or_on_this_machine() {
        for text in ["https://id.example", "https://id.example/realms/x/", "http://localhost:4000", "http://[::1]:1"] {
            assert!(issuer(text).is_ok(), "{text}");
        }
        for text in
            ["id.example", "http://id.example", "http://localhost.example", "ftp://localhost", "http://10.0.0.1"]
        {
            assert!(issuer(text).is_err(), "{text}");
        }
        for text in ["https://id.example?x=1", "https://id.example#x", "https://me@id.example"] {
            assert!(issuer(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_provider_elsewhere_sends_nobody_here() {
        assert!(place("http://127.0.0.1:1/token", "https://id.example").is_err());
        assert!(place("http://127.0.0.1:1/token", "http://127.0.0.1:1").is_ok());
        assert!(place("https://other.example/token", "https://id.example").is_ok());
    }
}
