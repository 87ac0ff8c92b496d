//! What `pumpup serve` is told, by flags or environment, checked once before anything starts. Nothing else reads the
//! environment.

mod browsers;
mod oidc;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use clap::Args;
use clap::builder::FalseyValueParser;
use tracing_subscriber::filter::EnvFilter;

pub use self::browsers::{BrowserArgs, Browsers, Span, public_origins};
pub use self::oidc::OidcArgs;

use crate::auth;
use crate::domain::access::Secret;
use crate::environment::variable;
use crate::server::{Limits, Tls};
use crate::store::place::Place;
use crate::store::postgres::Database;
use crate::telemetry;

/// Start the service
// The line above is also what the help says of the command.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// Where to listen
    #[arg(long, env = "PUMPUP_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50051")]
    pub listen: SocketAddr,
    /// Browsers
    #[command(flatten)]
    pub browsers: BrowserArgs,
    /// Where everything is kept
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Serve with TLS: the certificate chain, as PEM
    #[arg(long, env = "PUMPUP_TLS_CERT", value_name = "FILE")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of that certificate, as PEM
    #[arg(long, env = "PUMPUP_TLS_KEY", value_name = "FILE")]
    pub tls_key: Option<PathBuf>,
    /// Listen beyond this machine without TLS; keys and answers then cross the network readable
    #[arg(long, env = "PUMPUP_INSECURE", value_parser = FalseyValueParser::new())]
    pub insecure: bool,
    /// The largest file that may be uploaded
    #[arg(long, env = "PUMPUP_MAX_UPLOAD_BYTES", value_name = "BYTES", default_value_t = 32 * 1024 * 1024)]
    pub max_upload_bytes: u64,
    /// How long a repeated write is recognised: days, or "forever"
    #[arg(long, env = "PUMPUP_RECEIPT_DAYS", value_name = "DAYS", default_value = "30")]
    pub receipt_days: ReceiptDays,
    /// What to log, such as info, debug or pumpup=debug
    #[arg(long, env = "PUMPUP_LOG", value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// How many connections may be open at once
    #[arg(long, env = "PUMPUP_MAX_CONNECTIONS", value_name = "COUNT", default_value_t = 10_000)]
    pub max_connections: u32,
    /// How old a connection may get before its client is asked to open another
    #[arg(long, env = "PUMPUP_CONNECTION_AGE_SECONDS", value_name = "SECONDS", default_value_t = 3600)]
    pub connection_age_seconds: u32,
    /// How long open calls may go on when the server stops
    #[arg(long, env = "PUMPUP_DRAIN_SECONDS", value_name = "SECONDS", default_value_t = 10)]
    pub drain_seconds: u32,
}

/// A URL that may hold a password: it shows itself to nobody.
#[derive(Clone)]
pub struct DatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = std::convert::Infallible;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        Ok(Self(given.to_owned()))
    }
}

impl std::fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

/// The database, if everything is kept in one.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// Keep everything in PostgreSQL 15 or newer: postgres://user@host/name. Several hosts have commas between them
    #[arg(long, env = "PUMPUP_DATABASE_URL", hide_env_values = true, value_name = "URL")]
    pub database_url: Option<DatabaseUrl>,
    /// The file with the password of the database; the variable PUMPUP_DATABASE_PASSWORD may hold it instead
    #[arg(long, env = "PUMPUP_DATABASE_PASSWORD_FILE", value_name = "FILE")]
    pub database_password_file: Option<PathBuf>,
    /// Trust the certificates of this PEM file for the database, in place of the system's
    #[arg(long, env = "PUMPUP_DATABASE_CA_CERT", value_name = "FILE")]
    pub database_ca_cert: Option<PathBuf>,
}

impl DatabaseArgs {
    /// The database, if there is one, or one sentence that says what is wrong with it.
    pub fn database(&self) -> Result<Option<Database>, String> {
        let Some(DatabaseUrl(url)) = self.database_url.as_ref().filter(|url| !url.0.is_empty()) else {
            return match (&self.database_password_file, &self.database_ca_cert) {
                (None, None) => Ok(None),
                (Some(_), _) => Err("--database-password-file needs its database: give --database-url too".into()),
                (_, Some(_)) => Err("--database-ca-cert needs its database: give --database-url too".into()),
            };
        };
        let password = match &self.database_password_file {
            Some(file) => Some(secret_in(file)?),
            None => variable("PUMPUP_DATABASE_PASSWORD"),
        };
        Database::new(url, password.as_deref(), self.database_ca_cert.as_deref()).map(Some)
    }
}

/// What stands in a file that holds one secret.
fn secret_in(file: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// Where the store is: of every command that works on it.
#[derive(Debug, Clone, Args)]
pub struct PlaceArgs {
    /// The folder that keeps everything; with a database, what the first start writes the first keys to
    #[arg(long, env = "PUMPUP_DATA", hide_env_values = true, value_name = "FOLDER", default_value = "./pumpup-data")]
    pub data: PathBuf,
    /// The database in its place
    #[command(flatten)]
    pub database: DatabaseArgs,
    /// How many connections to the database may read at once; three more write and one listens
    #[arg(long, env = "PUMPUP_DATABASE_CONNECTIONS", value_name = "COUNT", default_value_t = 12)]
    pub database_connections: u32,
}

impl PlaceArgs {
    /// The place, or one sentence that says what is wrong with it.
    pub fn place(&self) -> Result<Place, String> {
        Ok(match self.database.database()? {
            None => Place::Folder(self.data.clone()),
            Some(_) if self.database_connections == 0 => {
                return Err("--database-connections must be at least 1".into());
            }
            Some(database) => Place::Database { database, readers: self.database_connections as usize },
        })
    }
}

/// The admin's key that the first start gives instead of making one, if there is one.
fn bootstrap_key() -> Result<Option<Secret>, String> {
    let Some(key) = variable("PUMPUP_BOOTSTRAP_ADMIN_KEY") else { return Ok(None) };
    auth::kept(key.trim())
        .map(Some)
        .ok_or_else(|| "PUMPUP_BOOTSTRAP_ADMIN_KEY is no key; `pumpup keys generate` prints one".into())
}

/// How long receipts of writes are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptDays {
    /// This many days.
    Days(NonZeroU32),
    /// As long as the store.
    Forever,
}

impl FromStr for ReceiptDays {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        match given {
            "forever" => Ok(Self::Forever),
            days => days.parse().map(Self::Days).map_err(|_| "give a number of days from 1 on, or \"forever\"".into()),
        }
    }
}

/// How the server runs, checked.
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// How browsers are served.
    pub browsers: Browsers,
    /// Where records are kept.
    pub place: Place,
    /// The folder that first keys are written to.
    pub data: PathBuf,
    /// What is kept of the admin's key that the first start gives, if it makes none.
    pub admin_key: Option<Secret>,
    /// The certificate and key, read; none without TLS.
    pub tls: Option<Tls>,
    /// Whether there is none on purpose, on a network that others may listen on.
    pub insecure: bool,
    /// The largest file that may be uploaded.
    pub max_upload_bytes: u64,
    /// How long receipts are kept; none is for ever.
    pub keep_receipts: Option<Duration>,
    /// What is logged.
    pub log: EnvFilter,
    /// The bounds of the listening side.
    pub limits: Limits,
}

impl ServeArgs {
    /// The configuration, or one sentence that says what is wrong and what to do about it.
    pub fn check(self) -> Result<Config, String> {
        let tls = match (&self.tls_cert, &self.tls_key) {
            (Some(cert), Some(key)) => Some(Tls::from_files(cert, key)?),
            (None, None) => None,
            (Some(_), None) => return Err("--tls-cert needs its key: give --tls-key too".into()),
            (None, Some(_)) => return Err("--tls-key needs its certificate: give --tls-cert too".into()),
        };
        if tls.is_none() && !self.insecure && !self.listen.ip().to_canonical().is_loopback() {
            return Err(format!(
                "{} can be reached from other machines, and without TLS keys and answers would cross the network \
                 readable: give --tls-cert and --tls-key, listen on 127.0.0.1, or say --insecure if a proxy in front \
                 does the TLS",
                self.listen
            ));
        }
        if self.max_connections == 0 {
            return Err("--max-connections must be at least 1".into());
        }
        if self.connection_age_seconds == 0 {
            return Err("--connection-age-seconds must be at least 1".into());
        }
        if self.max_upload_bytes == 0 {
            return Err("--max-upload-bytes must be at least 1".into());
        }
        let browsers = self.browsers.check()?;
        if browsers.provider.is_some() && browsers.origins.is_empty() && !self.listen.ip().to_canonical().is_loopback()
        {
            return Err("--oidc-issuer needs to know where it sends browsers back to: give --public-url too".into());
        }
        Ok(Config {
            listen: self.listen,
            browsers,
            place: self.place.place()?,
            data: self.place.data,
            admin_key: bootstrap_key()?,
            insecure: self.insecure && tls.is_none(),
            tls,
            max_upload_bytes: self.max_upload_bytes,
            keep_receipts: match self.receipt_days {
                ReceiptDays::Days(days) => Some(Duration::from_secs(u64::from(days.get()) * 24 * 3600)),
                ReceiptDays::Forever => None,
            },
            log: telemetry::filter(&self.log)?,
            limits: Limits {
                max_connections: self.max_connections as usize,
                connection_age: Duration::from_secs(self.connection_age_seconds.into()),
                drain_timeout: Duration::from_secs(self.drain_seconds.into()),
                ..Limits::default()
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::builder::Resettable;
    use clap::{CommandFactory as _, FromArgMatches as _, Parser};

    use super::*;

    #[derive(Parser)]
    struct Serve {
        #[command(flatten)]
        args: ServeArgs,
    }

    const OIDC: [&str; 4] = ["--oidc-issuer", "https://id.example", "--oidc-client-id", "pumpup"];

    /// The flags alone, whatever the environment of the test says.
    fn checked(flags: &[&str]) -> Result<Config, String> {
        let command = Serve::command().mut_args(|arg| arg.env(Resettable::Reset));
        command
            .try_get_matches_from(std::iter::once(&"serve").chain(flags))
            .and_then(|matches| Serve::from_arg_matches(&matches))
            .map_err(|fault| fault.to_string())?
            .args
            .check()
    }

    #[test]
    fn every_flag_has_its_variable() {
        for arg in Serve::command().get_arguments() {
            let flag = arg.get_long().expect("there are only long flags");
            let variable = format!("PUMPUP_{}", flag.to_uppercase().replace('-', "_"));
            assert_eq!(arg.get_env().and_then(|name| name.to_str()), Some(variable.as_str()), "--{flag}");
        }
    }

    #[test]
    fn needs_no_flags() {
        let config = checked(&[]).unwrap();
        assert_eq!(config.listen, "127.0.0.1:50051".parse().unwrap());
        assert_eq!(config.data, PathBuf::from("./pumpup-data"));
        assert!(config.tls.is_none());
        assert_eq!(config.max_upload_bytes, 32 << 20);
        assert_eq!(config.keep_receipts, Some(Duration::from_secs(30 * 24 * 3600)));
        assert_eq!(config.limits.connection_age, Duration::from_secs(3600));
        assert_eq!(config.limits.drain_timeout, Duration::from_secs(10));
    }

    #[test]
    fn takes_what_makes_sense() {
        for flags in [
            &["--listen", "127.0.0.2:0"][..],
            &["--listen", "[::1]:50051"],
            &["--listen", "[::ffff:127.0.0.1]:50051"],
            &["--listen", "0.0.0.0:50051", "--insecure"],
            &["--receipt-days", "1"],
            &["--log", "pumpup=debug,warn"],
            &["--drain-seconds", "0"],
            &["--database-url", "postgres://ada@one,two/x", "--database-connections", "1"],
            &["--database-url", ""],
            &["--trusted-header", "X-Email", "--trusted-proxy", "127.0.0.1,10.0.0.0/8"],
            &["--session-idle", "30m", "--session-max", "1d"],
            &["--public-url", "https://pumpup.example,http://localhost:8080/"],
            &["--oidc-issuer", "https://id.example/realms/x", "--oidc-client-id", "pumpup", "--oidc-trust-email"],
            &["--oidc-issuer", "http://127.0.0.1:4000", "--oidc-client-id", "pumpup", "--oidc-name", "House"],
        ] {
            assert!(checked(flags).is_ok(), "{flags:?}");
        }
        assert_eq!(checked(&["--receipt-days", "forever"]).unwrap().keep_receipts, None);
    }

    #[test]
    fn refuses_what_makes_none_and_says_what_to_do() {
        for (flags, hint) in [
            (&["--listen", "0.0.0.0:50051"][..], "--insecure"),
            (&["--listen", "[::]:50051"], "--tls-cert"),
            (&["--listen", "192.0.2.1:50051"], "--tls-cert"),
            (&["--listen", "here"], "--listen"),
            (&["--tls-cert", "a.pem"], "--tls-key"),
            (&["--tls-key", "a.pem"], "--tls-cert"),
            (&["--tls-cert", "/nowhere/a.pem", "--tls-key", "/nowhere/b.pem"], "/nowhere/a.pem"),
            (&["--receipt-days", "0"], "forever"),
            (&["--receipt-days", "soon"], "forever"),
            (&["--max-upload-bytes", "0"], "at least 1"),
            (&["--max-connections", "0"], "at least 1"),
            (&["--connection-age-seconds", "0"], "at least 1"),
            (&["--log", "pumpup=loud"], "try info"),
            (&["--session-idle", "12"], "30m, 12h or 7d"),
            (&["--session-idle", "59s"], "1m or more"),
            (&["--trusted-header", "x-email"], "--trusted-proxy"),
            (&["--trusted-proxy", "127.0.0.1"], "--trusted-header"),
            (&["--trusted-header", "x-email", "--trusted-proxy", "localhost"], "10.0.0.0/24"),
            (&["--trusted-header", "x email", "--trusted-proxy", "::1"], "x email"),
            (&["--public-url", "pumpup.example"], "https://host"),
            (&["--public-url", "https://a.example,https://b.example/inbox"], "--public-url"),
            (&["--oidc-issuer", "https://id.example"], "--oidc-client-id"),
            (&["--oidc-client-id", "pumpup"], "--oidc-issuer"),
            (&["--oidc-name", "House"], "--oidc-issuer"),
            (&["--oidc-account", "other"], "--oidc-issuer"),
            (&["--oidc-client-secret-file", "/nowhere/s"], "--oidc-issuer"),
            (&["--oidc-trust-email"], "--oidc-issuer"),
            (&["--oidc-issuer", "http://id.example", "--oidc-client-id", "pumpup"], "https://"),
            (&["--oidc-issuer", "id.example", "--oidc-client-id", "pumpup"], "--oidc-issuer"),
            (&[OIDC.as_slice(), &["--oidc-client-secret-file", "/nowhere/s"]].concat(), "/nowhere/s"),
            (&[OIDC.as_slice(), &["--oidc-ca-cert", "/nowhere/ca"]].concat(), "/nowhere/ca"),
            (&[OIDC.as_slice(), &["--listen", "0.0.0.0:1", "--insecure"]].concat(), "--public-url"),
            (&["--database-url", "mysql://db/x"], "postgres://user:password@host:5432/name"),
            (&["--database-url", "postgres://ada@db/x", "--database-connections", "0"], "at least 1"),
            (&["--database-url", "postgres://ada@db/x", "--database-password-file", "/nowhere/p"], "/nowhere/p"),
            (&["--database-url", "postgres://ada@db/x", "--database-ca-cert", "/nowhere/ca"], "/nowhere/ca"),
            (&["--database-ca-cert", "ca.pem"], "--database-url"),
        ] {
            let refused = checked(flags).err().unwrap_or_else(|| panic!("{flags:?} was taken"));
            assert!(refused.contains(hint), "{flags:?}: {refused}");
        }
    }
}
