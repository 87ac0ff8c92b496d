//! What `pumpup serve` is told of browsers: where they find it, how long their sessions last, and which proxy may say who
//! somebody is.

use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use http::HeaderName;

use super::oidc::OidcArgs;
use crate::auth::door::{Lasting, Network, Proxy};
use crate::auth::oidc::Provider;
use crate::auth::origins::Origin;

/// The flags for browsers.
#[derive(Debug, Clone, Args)]
pub struct BrowserArgs {
    /// Where browsers find the workspace: https://host, with its port if it has one. Several have commas between them
    #[arg(long, env = "PUMPUP_PUBLIC_URL", value_name = "URL", value_delimiter = ',')]
    pub public_url: Vec<String>,
    /// How long somebody stays signed in who does nothing: such as 30m, 12h or 7d
    #[arg(long, env = "PUMPUP_SESSION_IDLE", value_name = "SPAN", default_value = "12h")]
    pub session_idle: Span,
    /// How long somebody stays signed in at the most
    #[arg(long, env = "PUMPUP_SESSION_MAX", value_name = "SPAN", default_value = "7d")]
    pub session_max: Span,
    /// The header in which an authenticating proxy says somebody's e-mail address; needs --trusted-proxy
    #[arg(long, env = "PUMPUP_TRUSTED_HEADER", value_name = "NAME")]
    pub trusted_header: Option<String>,
    /// The addresses of that proxy, or its networks as address/bits. Several have commas between them
    #[arg(long, env = "PUMPUP_TRUSTED_PROXY", value_name = "ADDRESS", value_delimiter = ',')]
    pub trusted_proxy: Vec<String>,
    /// OpenID Connect
    #[command(flatten)]
    pub oidc: OidcArgs,
}

/// The shortest time that a session may go unused.
const LEAST_IDLE: Duration = Duration::from_secs(60);

/// A length of time, as people write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span(pub Duration);

impl FromStr for Span {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let wrong = || "give a number and a unit, such as 30m, 12h or 7d".to_owned();
        let (digits, unit) = given.split_at_checked(given.len().saturating_sub(1)).ok_or_else(wrong)?;
        let count: u32 = digits.parse().map_err(|_| wrong())?;
        let unit = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3_600,
            "d" => 24 * 3_600,
            _ => return Err(wrong()),
        };
        if count == 0 { Err(wrong()) } else { Ok(Self(Duration::from_secs(u64::from(count) * unit))) }
    }
}

/// The origins in what --public-url was told.
pub fn public_origins(urls: &[String]) -> Result<Vec<Origin>, String> {
    given(urls).map(|url| Origin::parse(url).map_err(|why| format!("--public-url: {why}"))).collect()
}

/// How browsers are served, checked.
pub struct Browsers {
    /// Where they find the workspace; none is where the server listens.
    pub origins: Vec<Origin>,
    /// How long sessions last.
    pub lasting: Lasting,
    /// The proxy that may say who somebody is.
    pub proxy: Option<Proxy>,
    /// The provider of OpenID Connect.
    pub provider: Option<Provider>,
}

impl BrowserArgs {
    /// What was told, or one sentence that says what is wrong with it.
    pub fn check(&self) -> Result<Browsers, String> {
        Ok(Browsers {
            origins: public_origins(&self.public_url)?,
            lasting: self.lasting()?,
            proxy: self.proxy()?,
            provider: self.oidc.provider()?,
        })
    }

    fn lasting(&self) -> Result<Lasting, String> {
        let (idle, most) = (self.session_idle.0, self.session_max.0);
        // A page asks now and then, and its use is noted now and then: anything shorter would sign out whoever is there.
        if idle < LEAST_IDLE {
            return Err("--session-idle: give 1m or more; in less, whoever merely reads would be signed out".into());
        }
        Ok(Lasting { idle, most })
    }

    fn proxy(&self) -> Result<Option<Proxy>, String> {
        let network = |text| {
            Network::parse(text).ok_or_else(|| {
                format!("--trusted-proxy: {text:?} is no address; write 10.0.0.5, or 10.0.0.0/24 for a network")
            })
        };
        let peers: Vec<Network> = given(&self.trusted_proxy).map(network).collect::<Result<_, _>>()?;
        let header = self.trusted_header.as_deref().map(str::trim).filter(|name| !name.is_empty());
        match (header, peers.is_empty()) {
            (None, true) => Ok(None),
            (None, false) => Err("--trusted-proxy needs its header: give --trusted-header too".into()),
            (Some(_), true) => {
                Err("--trusted-header needs who may send it: give --trusted-proxy too, or anybody could \
                                    say who they are"
                    .into())
            }
            (Some(name), false) => {
                let header = HeaderName::from_str(name);
                let header = header.map_err(|_| format!("--trusted-header: {name:?} is no name of a header"))?;
                Ok(Some(Proxy { header, peers }))
            }
        }
    }
}

/// What a variable that is set to nothing leaves.
fn given(texts: &[String]) -> impl Iterator<Item = &str> {
    texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        for (given, seconds) in [("1s", 1), ("30m", 1_800), ("12h", 43_200), ("7d", 604_800)] {
            assert_eq!(given.parse(), Ok(Span(Duration::from_secs(seconds))));
        }
        for given in ["", "12", "h", "0h", "-1h", "1.5h", "1w", "1é", "99999999999d"] {
            assert!(given.parse::<Span>().is_err(), "{given}");
        }
    }
}
