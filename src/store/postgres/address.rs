//! Connection strings: what people write, taken apart; and what went wrong, as a sentence that says what to do.

use std::path::PathBuf;

use tokio_postgres::config::{Host, SslMode};
use tokio_postgres::error::SqlState;
use tokio_postgres::{Config, Error};

/// A connection string, read.
pub struct Address {
    /// What the driver knows.
    pub config: Config,
    /// The file of certificates to trust, if it names one.
    pub ca: Option<PathBuf>,
}

/// Reads a connection string. The driver knows fewer words than libpq: those of TLS are read here, and mean what they
/// mean there, except that no certificate is ever taken unchecked.
pub fn read(given: &str) -> Result<Address, String> {
    let unreadable = |why: String| {
        format!("the database URL cannot be read: {why}; it looks like postgres://user:password@host:5432/name")
    };
    let (before, query) = match given.split_once('?') {
        Some((before, query)) if is_url(given) => (before, Some(query)),
        _ => (given, None),
    };
    let (mut ca, mut mode, mut kept) = (None, None, Vec::new());
    for pair in query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslrootcert", "system")) => {}
            Some(("sslrootcert", file)) => ca = Some(PathBuf::from(decoded(file))),
            Some(("sslmode", "verify-ca" | "verify-full" | "require")) => mode = Some(SslMode::Require),
            Some(("sslmode", "allow" | "prefer")) => mode = Some(SslMode::Prefer),
            _ => kept.push(pair),
        }
    }
    let text = if kept.is_empty() { before.to_owned() } else { format!("{before}?{}", kept.join("&")) };
    let mut config: Config = text.parse().map_err(|error: Error| unreadable(words(&error)))?;
    if let Some(mode) = mode {
        config.ssl_mode(mode);
    }
    if config.get_hosts().is_empty() && config.get_hostaddrs().is_empty() {
        return Err(unreadable("it names no host".into()));
    }
    if config.get_user().is_none() {
        return Err(unreadable("it names no user".into()));
    }
    Ok(Address { config, ca })
}

fn is_url(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// Percent-encoding, undone.
fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// The same configuration for each of its hosts alone, so that one whose server is not good enough can be passed over.
pub fn hosts(all: &Config) -> Result<Vec<Config>, String> {
    let (hosts, addresses, ports) = (all.get_hosts(), all.get_hostaddrs(), all.get_ports());
    let count = hosts.len().max(addresses.len());
    let one = |n: usize| {
        let mut config = Config::new();
        let host = match (hosts.get(n), addresses.get(n)) {
            (Some(host), _) => host.clone(),
            (None, Some(address)) => Host::Tcp(address.to_string()),
            (None, None) => return Err("the database URL names fewer hosts than addresses".to_owned()),
        };
        match &host {
            Host::Tcp(name) => config.host(name),
            Host::Unix(path) => config.host_path(path),
        };
        if let Some(address) = addresses.get(n) {
            config.hostaddr(*address);
        }
        if let Some(port) = ports.get(n).or(ports.first()) {
            config.port(*port);
        }
        config
            .user(all.get_user().unwrap_or_default())
            .ssl_mode(ssl_mode(all.get_ssl_mode(), &host))
            .ssl_negotiation(all.get_ssl_negotiation())
            .channel_binding(all.get_channel_binding())
            .target_session_attrs(all.get_target_session_attrs())
            .keepalives(all.get_keepalives())
            .keepalives_idle(all.get_keepalives_idle());
        if let Some(password) = all.get_password() {
            config.password(password);
        }
        if let Some(name) = all.get_dbname() {
            config.dbname(name);
        }
        if let Some(options) = all.get_options() {
            config.options(options);
        }
        if let Some(name) = all.get_application_name() {
            config.application_name(name);
        }
        if let Some(timeout) = all.get_connect_timeout() {
            config.connect_timeout(*timeout);
        }
        if let Some(timeout) = all.get_tcp_user_timeout() {
            config.tcp_user_timeout(*timeout);
        }
        if let Some(interval) = all.get_keepalives_interval() {
            config.keepalives_interval(interval);
        }
        if let Some(retries) = all.get_keepalives_retries() {
            config.keepalives_retries(retries);
        }
        Ok(config)
    };
    (0..count).map(one).collect()
}

/// Whether TLS has to be spoken with a host whose URL does not say: with every one that is not this machine.
fn is_local(host: &Host) -> bool {
    match host {
        Host::Unix(_) => true,
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
    }
}

/// TLS where the URL leaves it open: as the machine can, but never without to another machine.
fn ssl_mode(given: SslMode, host: &Host) -> SslMode {
    if given == SslMode::Prefer && !is_local(host) { SslMode::Require } else { given }
}

/// The host of a configuration that has one.
pub fn shown(config: &Config) -> String {
    let port = config.get_ports().first().copied().unwrap_or(5432);
    match config.get_hosts().first() {
        Some(Host::Tcp(name)) => format!("{name}:{port}"),
        Some(Host::Unix(path)) => format!("{}:{port}", path.display()),
        None => format!("port {port}"),
    }
}

/// An error with what it is due to, which its own words leave out.
pub fn words(error: &Error) -> String {
    if let Some(db) = error.as_db_error() {
        let detail = db.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
        return format!("{}{detail} [{}]", db.message(), db.code().code());
    }
    let mut words = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        words.push_str(&format!(": {cause}"));
        source = cause.source();
    }
    words
}

/// What whoever starts the server can do about an error.
pub fn advice(error: &Error) -> &'static str {
    match error.code() {
        Some(&SqlState::INVALID_PASSWORD | &SqlState::INVALID_AUTHORIZATION_SPECIFICATION) => {
            "check the user and the password; --database-password-file and PUMPUP_DATABASE_PASSWORD override the URL's"
        }
        Some(&SqlState::INVALID_CATALOG_NAME) => "create the database first, or name another one in the URL",
        Some(&SqlState::TOO_MANY_CONNECTIONS) => "raise max_connections there, or lower --database-connections here",
        Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
            "run `pumpup migrate --apply --grant-to ROLE` as the owner of the database, ROLE being the one of this URL"
        }
        Some(&SqlState::READ_ONLY_SQL_TRANSACTION) => {
            "name the primary in the URL, or both hosts, separated by a comma"
        }
        Some(&SqlState::INVALID_SQL_STATEMENT_NAME | &SqlState::DUPLICATE_PSTATEMENT) => {
            "a pooler in transaction mode has to be pgbouncer 1.21 or newer with max_prepared_statements above 0"
        }
        Some(&SqlState::DISK_FULL) => "make room on the database's disk",
        Some(_) => "the database's own log says more",
        None if words(error).contains("password") => {
            "give the password in the URL, by --database-password-file, or in PUMPUP_DATABASE_PASSWORD"
        }
        None => {
            "check that it runs, and that host, port and TLS in the URL are right; where it is a standby, name its primary too"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(url: &str) -> Vec<Config> {
        hosts(&read(url).map_err(|why| panic!("{url}: {why}")).unwrap().config).unwrap()
    }

    #[test]
    fn hosts_come_one_by_one_with_all_that_is_common() {
        let hosts = read_all("postgres://ada:secret@one:5433,two:5434/cases?options=-c%20search_path%3Dx");
        let seen: Vec<_> = hosts.iter().map(shown).collect();
        assert_eq!(seen, ["one:5433", "two:5434"]);
        for host in hosts {
            assert_eq!(host.get_user(), Some("ada"));
            assert_eq!(host.get_password(), Some(&b"secret"[..]));
            assert_eq!(host.get_dbname(), Some("cases"));
            assert_eq!(host.get_options(), Some("-c search_path=x"));
        }
    }

    #[test]
    fn tls_is_a_must_but_on_this_machine_or_by_word() {
        for (url, mode) in [
            ("postgres://ada@db.example/x", SslMode::Require),
            ("postgres://ada@db.example/x?sslmode=prefer", SslMode::Require),
            ("postgres://ada@db.example/x?sslmode=verify-full", SslMode::Require),
            ("postgres://ada@db.example/x?sslmode=disable", SslMode::Disable),
            ("postgres://ada@127.0.0.1/x", SslMode::Prefer),
            ("postgres://ada@localhost/x?sslmode=require", SslMode::Require),
            ("postgres://ada@%2Frun%2Fpg/x", SslMode::Prefer),
            ("host=127.0.0.1 user=ada dbname=x", SslMode::Prefer),
        ] {
            assert_eq!(read_all(url)[0].get_ssl_mode(), mode, "{url}");
        }
    }

    #[test]
    fn the_file_of_certificates_is_taken_from_the_url() {
        let address = read("postgres://ada@db/x?sslmode=verify-full&sslrootcert=%2Fetc%2Fca+1.pem").unwrap();
        assert_eq!(address.ca, Some(PathBuf::from("/etc/ca+1.pem")));
        assert_eq!(read("postgres://ada@db/x?sslrootcert=system").unwrap().ca, None);
    }

    #[test]
    fn what_cannot_be_read_is_said_with_an_example() {
        for url in
            ["", "mysql://ada@db/x", "postgres://ada@db:port/x", "postgres://ada@db/x?colour=red", "postgres://db"]
        {
            let why = read(url).err().unwrap_or_else(|| panic!("{url} was taken"));
            assert!(why.contains("postgres://user:password@host:5432/name"), "{why}");
        }
    }
}
