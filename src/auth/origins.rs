//! Where browsers find the server: the origins that its page and its cookies belong to. What comes under another name, as
//! after a rebinding of DNS, or from another page, is told apart here.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use http::header::{HOST, HeaderName, ORIGIN};
use http::{HeaderMap, Uri};
use url::{Host, Url};

/// One origin: a scheme, a host and a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    secure: bool,
    /// The host, and the port unless it is the scheme's own; in lower case.
    authority: String,
    /// The port.
    port: u16,
    loopback: bool,
}

impl Origin {
    /// Reads `scheme://host[:port]`, or says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text:?} is no public URL: write https://host, with :port if it has one and no path");
        let url = Url::parse(text).map_err(|_| wrong())?;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        let loopback = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(ip)) => ip.is_loopback(),
            Some(Host::Ipv6(ip)) => ip.to_canonical().is_loopback(),
            None => return Err(wrong()),
        };
        let (Some(host), Some(port), true) = (url.host_str(), url.port_or_known_default(), plain) else {
            return Err(wrong());
        };
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(wrong()),
        };
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Ok(Self { secure, authority, port, loopback })
    }

    /// Whether browsers reach it over TLS, whoever does that.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether it is a name of this machine for itself.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The port that browsers see.
    pub fn port(&self) -> u16 {
        self.port
    }

    fn is_of(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let default = if self.secure { ":443" } else { ":80" };
        self.authority == host || host.strip_suffix(default).is_some_and(|host| self.authority == host)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.secure { "https" } else { "http" }, self.authority)
    }
}

/// Every origin of a server.
#[derive(Clone, Debug)]
pub struct Origins(Arc<[Origin]>);

impl Origins {
    /// The origins that were given; else those that follow from where the server listens.
    pub fn new(given: Vec<Origin>, listen: SocketAddr, tls: bool) -> Self {
        if !given.is_empty() {
            return Self(given.into());
        }
        let authority = |host: &str| {
            let port = listen.port();
            let is_default = port == if tls { 443 } else { 80 };
            if is_default { host.to_owned() } else { format!("{host}:{port}") }
        };
        let ip = listen.ip().to_canonical();
        // Who listens everywhere is found on the machine itself under its own names; its others have to be given.
        let loopback = ip.is_loopback() || ip.is_unspecified();
        let mut hosts = match ip {
            ip if ip.is_unspecified() => Vec::new(),
            IpAddr::V4(ip) => vec![ip.to_string()],
            IpAddr::V6(ip) => vec![format!("[{ip}]")],
        };
        if loopback {
            hosts.extend(["127.0.0.1", "localhost", "[::1]"].map(String::from));
        }
        let origins =
            hosts.iter().map(|host| Origin { secure: tls, authority: authority(host), port: listen.port(), loopback });
        Self(origins.collect())
    }

    /// The origin that a person is told of.
    pub fn first(&self) -> &Origin {
        // There is one for where the server listens if there is no other.
        &self.0[0]
    }

    /// The origin that a `Host` names.
    pub fn of_host(&self, host: &str) -> Option<&Origin> {
        self.0.iter().find(|origin| origin.is_of(host))
    }

    /// The origin that an `Origin` header names, which browsers always write the same way.
    pub fn named(&self, origin: &str) -> Option<&Origin> {
        self.0.iter().find(|ours| ours.to_string() == origin)
    }

    /// The origin that a request is for.
    pub fn asked(&self, uri: &Uri, headers: &HeaderMap) -> Option<&Origin> {
        host(uri, headers).and_then(|host| self.of_host(host))
    }

    /// The origin of our own page, if that is what sent a request: by what browsers say and no page can forge.
    pub fn page(&self, uri: &Uri, headers: &HeaderMap) -> Option<&Origin> {
        let site = headers.get_all(SEC_FETCH_SITE);
        let is_own = site.iter().all(|site| site == "same-origin");
        let is_ours = self.asked(uri, headers).is_some();
        let origin = only(headers, &ORIGIN).and_then(|origin| self.named(origin));
        origin.filter(|_| is_own && is_ours)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Origin> {
        self.0.iter()
    }
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Whether a browser goes to a place itself, in its own window, and does not fetch or frame it from within a page; with
/// `sites`, only from there. What a browser does not say is not held against it: old ones say nothing.
pub fn goes(headers: &HeaderMap, sites: Option<&[&str]>) -> bool {
    let says = |name, among: &[&str]| headers.get_all(name).iter().all(|said| among.iter().any(|word| said == *word));
    says(SEC_FETCH_MODE, &["navigate"])
        && says(SEC_FETCH_DEST, &["document"])
        && sites.is_none_or(|sites| says(SEC_FETCH_SITE, sites))
}

/// The host that a request is for: HTTP/2 says it in the target.
pub fn host<'a>(uri: &'a Uri, headers: &'a HeaderMap) -> Option<&'a str> {
    match uri.authority() {
        Some(authority) => Some(authority.as_str()),
        None => only(headers, &HOST),
    }
}

/// A header that is there once. Of two, whichever was meant, the other is a mistake or an attack.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).into_iter();
    match (values.next(), values.next()) {
        (Some(value), None) => value.to_str().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_scheme_a_host_and_a_port() {
        for (given, read) in [
            ("https://pumpup.example", "https://pumpup.example"),
            ("https://Pumpup.Example/", "https://pumpup.example"),
            ("https://pumpup.example:443", "https://pumpup.example"),
            ("https://pumpup.example:8443", "https://pumpup.example:8443"),
            ("http://[::1]:50051", "http://[::1]:50051"),
        ] {
            assert_eq!(Origin::parse(given).map(|origin| origin.to_string()).as_deref(), Ok(read));
        }
        for given in
            ["pumpup.example", "https://a/b", "https://u@a", "https://a?b", "https://a#b", "ftp://a", "https://"]
        {
            assert!(Origin::parse(given).is_err(), "{given}");
        }
        assert!(Origin::parse("http://127.0.0.9").unwrap().is_loopback());
        assert!(!Origin::parse("http://localhost.example").unwrap().is_loopback());
    }

    #[test]
    fn a_loopback_server_has_the_names_of_loopback_and_no_other() {
        let origins = Origins::new(Vec::new(), "127.0.0.1:50051".parse().unwrap(), false);
        for host in ["127.0.0.1:50051", "localhost:50051", "LOCALHOST:50051", "[::1]:50051"] {
            assert!(origins.of_host(host).is_some(), "{host}");
            assert!(origins.named(&format!("http://{}", host.to_lowercase())).is_some(), "{host}");
        }
        for host in ["localhost", "localhost:50052", "evil.example:50051", "127.0.0.1.evil.example:50051", ""] {
            assert!(origins.of_host(host).is_none(), "{host}");
        }
        for origin in ["https://localhost:50051", "http://localhost:50051/", "HTTP://localhost:50051", "null"] {
            assert!(origins.named(origin).is_none(), "{origin}");
        }
    }

    #[test]
    fn whoever_listens_everywhere_has_the_names_of_loopback_too() {
        for (listen, tls, first) in
            [("0.0.0.0:50051", false, "http://127.0.0.1:50051"), ("[::]:443", true, "https://127.0.0.1")]
        {
            let origins = Origins::new(Vec::new(), listen.parse().unwrap(), tls);
            assert_eq!(origins.first().to_string(), first);
            assert!(origins.iter().all(Origin::is_loopback));
            assert!(origins.of_host(listen).is_none());
        }
    }

    #[test]
    fn a_given_origin_takes_the_place_of_the_others() {
        let given = vec![Origin::parse("https://pumpup.example").unwrap()];
        let origins = Origins::new(given, "127.0.0.1:50051".parse().unwrap(), false);
        assert!(origins.of_host("pumpup.example").is_some() && origins.of_host("pumpup.example:443").is_some());
        assert!(origins.of_host("pumpup.example:80").is_none() && origins.of_host("127.0.0.1:50051").is_none());
        assert_eq!(origins.first().to_string(), "https://pumpup.example");
    }
}
