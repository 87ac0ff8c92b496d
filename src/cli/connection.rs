//! The way to the server: its address, the caller's key, and a client of each service that carries it.

use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Certificate, Channel, ClientTlsConfig, Endpoint};
use tonic::{Request, Response, Status};
use url::Url;

use super::failure::Failure;
use super::print::visible::shell_word;
use super::retry;
use crate::environment::variable;
use crate::rpc::pb::access_client::AccessClient;
use crate::rpc::pb::approvals_client::ApprovalsClient;
use crate::rpc::pb::elicitations_client::ElicitationsClient;
use crate::rpc::pb::inbox_client::InboxClient;
use crate::rpc::pb::projects_client::ProjectsClient;
use crate::rpc::pb::tasks_client::TasksClient;

const LOCAL: &str = "http://127.0.0.1:50051";
/// A page of long requests outgrows the 4 MiB that tonic would stop at.
const LARGEST_ANSWER: usize = 64 << 20;

/// Where the server is. On every client command.
#[derive(Debug, clap::Args)]
pub struct ConnectionArgs {
    /// The server's address; https:// for TLS
    #[arg(long, global = true, value_name = "URL", help_heading = "Connection")]
    #[arg(env = "PUMPUP_URL", hide_env_values = true, default_value = LOCAL)]
    server: String,
    /// Trust the certificates of this PEM file in place of the system's
    #[arg(long, global = true, value_name = "FILE", help_heading = "Connection", env = "PUMPUP_CA_CERT")]
    ca_cert: Option<PathBuf>,
}

impl ConnectionArgs {
    /// The address; an empty variable counts as none.
    pub fn url(&self) -> &str {
        if self.server.is_empty() { LOCAL } else { &self.server }
    }

    /// The flags that another command needs to reach the same server from the same shell; each behind a space.
    pub fn flags(&self) -> String {
        let known = variable("PUMPUP_URL");
        let mut flags = String::new();
        if self.url() != known.as_deref().unwrap_or(LOCAL) {
            flags.push_str(&format!(" --server {}", shell_word(self.url())));
        }
        if let Some(file) = &self.ca_cert {
            flags.push_str(&format!(" --ca-cert {}", shell_word(&file.to_string_lossy())));
        }
        flags
    }

    /// A channel that connects when it is first used, and again when it broke.
    pub fn channel(&self) -> Result<Channel, Failure> {
        let url = parse_url(self.url())?;
        let mut endpoint = Endpoint::from_shared(self.url().to_owned())
            .map_err(|error| Failure::Usage(format!("{} is not an address: {error}.", self.url())))?
            .connect_timeout(Duration::from_secs(10))
            .http2_keep_alive_interval(Duration::from_secs(20))
            .keep_alive_timeout(Duration::from_secs(10));
        if url.scheme() == "https" {
            let tls = ClientTlsConfig::new();
            let tls = match &self.ca_cert {
                None => tls.with_native_roots(),
                Some(file) => tls.ca_certificate(Certificate::from_pem(read_ca(file)?)),
            };
            endpoint = endpoint
                .tls_config(tls)
                .map_err(|error| Failure::Usage(format!("TLS cannot be set up: {}.", deepest(&error))))?;
        } else if self.ca_cert.is_some() {
            return Err(Failure::Usage("--ca-cert needs a server address with https://.".to_owned()));
        }
        Ok(endpoint.connect_lazy())
    }

    /// The server, as the caller's key sees it.
    pub fn open(&self) -> Result<Server, Failure> {
        let channel = self.channel()?;
        let given = variable("PUMPUP_API_KEY");
        let data = variable("PUMPUP_DATA").map_or_else(|| PathBuf::from("./pumpup-data"), PathBuf::from);
        let bearer = bearer(given.as_deref(), &data, &parse_url(self.url())?)?;
        Ok(Server { channel, bearer, url: self.url().to_owned() })
    }
}

/// A server and the key to use there.
#[derive(Debug)]
pub struct Server {
    channel: Channel,
    bearer: Bearer,
    url: String,
}

/// A client of one service with the caller's key on each call.
pub type Keyed = InterceptedService<Channel, Bearer>;

macro_rules! clients {
    ($($name:ident: $client:ident),* $(,)?) => {
        $(
            #[doc = concat!("A client of the service behind [`", stringify!($client), "`].")]
            pub fn $name(&self) -> $client<Keyed> {
                $client::with_interceptor(self.channel.clone(), self.bearer.clone())
                    .max_decoding_message_size(LARGEST_ANSWER)
            }
        )*
    };
}

impl Server {
    clients! {
        access: AccessClient, approvals: ApprovalsClient, elicitations: ElicitationsClient,
        inbox: InboxClient, projects: ProjectsClient, tasks: TasksClient,
    }

    /// The server's address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Sends a message, again with the same contents while the server is away, a few times.
    pub async fn call<M: Clone, R>(
        &self,
        message: M,
        send: impl AsyncFnMut(Request<M>) -> Result<Response<R>, Status>,
    ) -> Result<R, Failure> {
        retry::call(&self.url, message, send).await
    }
}

/// Puts the caller's key on each call.
#[derive(Debug, Clone)]
pub struct Bearer(MetadataValue<Ascii>);

impl Interceptor for Bearer {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        request.metadata_mut().insert("authorization", self.0.clone());
        Ok(request)
    }
}

/// The key that was given, or else the one that the first start wrote; that one is for this machine's own server and is
/// never sent to another.
fn bearer(given: Option<&str>, data: &Path, url: &Url) -> Result<Bearer, Failure> {
    let file = data.join("admin.key");
    let (key, origin) = match given.map(str::trim).filter(|key| !key.is_empty()) {
        Some(key) => (key.to_owned(), "PUMPUP_API_KEY".to_owned()),
        None if !is_loopback(url) => {
            return Err(Failure::Plain(format!(
                "Set PUMPUP_API_KEY to a key for {url}: the key in the data folder is sent to this machine's own server only."
            )));
        }
        None => match std::fs::read_to_string(&file) {
            Ok(key) => (key.trim().to_owned(), file.display().to_string()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Failure::Plain(format!(
                    "There is no key: PUMPUP_API_KEY is not set, and there is no {}. `pumpup serve` writes that file on \
                     its first start; run the command in the same folder, or point PUMPUP_DATA to the server's data.",
                    file.display()
                )));
            }
            Err(error) => {
                return Err(Failure::Plain(format!("The key in {} cannot be read: {error}.", file.display())));
            }
        },
    };
    let secret = key.bytes().all(|byte| byte.is_ascii_graphic()) && !key.is_empty();
    let value = format!("Bearer {key}").parse::<MetadataValue<Ascii>>().ok().filter(|_| secret);
    let mut value = value.ok_or_else(|| {
        Failure::Plain(format!("{origin} does not hold a key: one word of letters, digits and signs is expected."))
    })?;
    value.set_sensitive(true);
    Ok(Bearer(value))
}

fn parse_url(text: &str) -> Result<Url, Failure> {
    let fault = || {
        Failure::Usage(format!(
            "{text:?} is not a server's address: write http://HOST:PORT, or https://HOST:PORT for TLS."
        ))
    };
    let url = Url::parse(text).map_err(|_| fault())?;
    let bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
    let anonymous = url.username().is_empty() && url.password().is_none();
    if matches!(url.scheme(), "http" | "https") && url.has_host() && bare && anonymous { Ok(url) } else { Err(fault()) }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
        Some(url::Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
        None => false,
    }
}

fn read_ca(file: &Path) -> Result<Vec<u8>, Failure> {
    use rustls_pki_types::{CertificateDer, pem::PemObject as _};
    let pem =
        std::fs::read(file).map_err(|error| Failure::Usage(format!("{} cannot be read: {error}.", file.display())))?;
    let mut certificates = CertificateDer::pem_slice_iter(&pem);
    if matches!(certificates.next(), Some(Ok(_))) {
        Ok(pem)
    } else {
        Err(Failure::Usage(format!("{} holds no certificate in PEM form.", file.display())))
    }
}

fn deepest(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), deepest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(of: &Bearer) -> &str {
        of.0.to_str().expect("ASCII")
    }

    #[test]
    fn addresses_need_a_scheme_and_nothing_behind_the_port() {
        for (text, loopback) in [
            ("http://127.0.0.1:50051", true),
            ("https://localhost:50051/", true),
            ("http://[::1]:50051", true),
            ("https://pumpup.example", false),
            ("http://127.0.0.1.example:50051", false),
        ] {
            assert_eq!(parse_url(text).map(|url| is_loopback(&url)).ok(), Some(loopback), "{text}");
        }
        for text in ["127.0.0.1:50051", "localhost", "", "grpc://x:1", "http://x/api", "http://user:pw@x", "http://"] {
            assert!(matches!(parse_url(text), Err(Failure::Usage(_))), "{text} was taken");
        }
    }

    #[test]
    fn the_key_is_the_given_one_or_the_local_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let local = parse_url(LOCAL).expect("an address");
        let remote = parse_url("https://pumpup.example").expect("an address");
        assert!(bearer(None, folder.path(), &local).is_err_and(|failure| failure.sentences().contains("pumpup serve")));

        std::fs::write(folder.path().join("admin.key"), "pu_file\n").expect("a file");
        for (given, url, expected) in [
            (Some("pu_given"), &local, "Bearer pu_given"),
            (Some("pu_given\n"), &remote, "Bearer pu_given"),
            (Some(""), &local, "Bearer pu_file"),
            (None, &local, "Bearer pu_file"),
        ] {
            assert_eq!(
                bearer(given, folder.path(), url).map(|made| value(&made).to_owned()).ok().as_deref(),
                Some(expected)
            );
        }
        let sentences = bearer(None, folder.path(), &remote).expect_err("no key for others").sentences();
        assert!(sentences.contains("PUMPUP_API_KEY") && !sentences.contains("pu_file"));
    }

    #[test]
    fn what_is_no_key_is_named_by_its_place_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let local = parse_url(LOCAL).expect("an address");
        for (contents, url) in [("", &local), ("two words", &local), ("clé", &local), ("a\nb", &local)] {
            std::fs::write(folder.path().join("admin.key"), contents).expect("a file");
            let sentences = bearer(None, folder.path(), url).expect_err("not a key").sentences();
            assert!(sentences.contains("admin.key does not hold a key"), "{sentences}");
        }
    }

    #[test]
    fn a_ca_file_has_to_hold_a_certificate() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("ca.pem");
        assert!(read_ca(&file).is_err());
        std::fs::write(&file, "not PEM").expect("a file");
        assert!(read_ca(&file).is_err_and(|failure| failure.sentences().contains("no certificate")));
    }
}
