//! PostgreSQL for tests and figures: private clusters that an ordinary user runs, and that may be crashed, frozen and
//! followed.
//!
//! Nothing here knows pumpup's tables, and nothing touches the machine's own cluster. PostgreSQL missing is a failure.

pub mod home;
pub mod installed;
pub mod patience;

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::OnceCell;
use tokio::time::interval;
use tokio_postgres::{Client, NoTls};

use self::home::Home;
use self::patience::{PATIENCE, patiently};

/// What every cluster is started with; whoever starts one adds to it or says otherwise.
const SETTINGS: &[(&str, &str)] = &[
    ("listen_addresses", "127.0.0.1"),
    ("max_connections", "200"),
    ("shared_buffers", "16MB"),
    ("wal_level", "replica"),
    ("max_wal_senders", "10"),
];

/// The password "pumpup" as PostgreSQL keeps it, hashed once and not 4,096 times: unoptimized, that takes each connection
/// 80 ms.
const PASSWORD: &str = "SCRAM-SHA-256$1:c2FsdCBvZiBwdW1wdXAuLg==\
                        $mPtr9+RJIT5XHrpJb2Nsi2HBx1wt8HrDdLXMdS3xoJU=:CVbqCOORJhkaXrLhqCSOaHLAKwKNIGXPhBuNnTqVY+4=";

/// A URL into a cluster that all tests of this process share, with an empty schema that is the caller's own.
///
/// Nobody pulls this one's plug, so it syncs nothing. Advisory locks and notifications know no schema: there, tests meet.
pub async fn fresh() -> String {
    static SHARED: OnceCell<Cluster> = OnceCell::const_new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster = SHARED.get_or_init(|| Cluster::start(&[("fsync", "off"), ("synchronous_commit", "off")])).await;
    let schema = format!("test_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    cluster.sql(&format!("CREATE SCHEMA {schema}")).await;
    format!("{}?options=-c%20search_path%3D{schema}", cluster.url())
}

/// A client of whatever this URL leads to. What ends its connection reaches it as an error.
pub async fn client(url: &str) -> Client {
    let (client, connection) = patiently(tokio_postgres::connect(url, NoTls)).await.unwrap();
    tokio::spawn(connection);
    client
}

/// A cluster that goes, with its folder, when this does or when the test process ends, however that ends.
pub struct Cluster {
    home: Home,
    port: u16,
}

impl Cluster {
    /// Starts an empty cluster, and waits until it can be used.
    pub async fn start(settings: &[(&str, &str)]) -> Self {
        Self::start_in(&[], settings).await
    }

    /// Starts one whose programs find these variables in their environment, and no others.
    pub async fn start_in(environment: &[(&str, &str)], settings: &[(&str, &str)]) -> Self {
        let mut home = Home::new(environment);
        home.write("password", PASSWORD);
        let initdb = "--username=pumpup --pwfile=password --auth-local=trust --auth-host=scram-sha-256 \
                      --encoding=UTF8 --no-locale --no-sync --pgdata=data";
        home.run("initdb", &initdb.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>());
        home.succeeds().await;
        Self::start_on(home, settings).await
    }

    /// Starts a standby that follows this cluster; the primary knows it by `name`.
    pub async fn standby(&self, name: &str, settings: &[(&str, &str)]) -> Self {
        let mut home = Home::new(&[]);
        let primary = format!("--dbname={}?application_name={name}", self.url());
        home.run("pg_basebackup", &["-R", "--checkpoint=fast", "--no-sync", "--pgdata=data", &primary]);
        home.succeeds().await;
        Self::start_on(home, settings).await
    }

    async fn start_on(home: Home, settings: &[(&str, &str)]) -> Self {
        let mut cluster = Self { home, port: free_port() };
        let own =
            [("port", cluster.port.to_string()), ("unix_socket_directories", cluster.folder().display().to_string())];
        let own = own.iter().map(|(name, value)| (*name, value.as_str()));
        let lines = SETTINGS.iter().copied().chain(own).chain(settings.iter().copied());
        let lines: String = lines.map(|(name, value)| format!("{name} = '{}'\n", value.replace('\'', "''"))).collect();
        // What a standby has copied is the primary's, its port too.
        cluster.home.write("data/postgresql.conf", &lines);
        cluster.start_again().await;
        cluster
    }

    /// Starts it after `kill`, and waits until it can be used.
    pub async fn start_again(&mut self) {
        self.home.run("postgres", &["-D", "data"]);
        let (since, mut ticks) = (Instant::now(), interval(Duration::from_millis(20)));
        loop {
            ticks.tick().await;
            let Err(why) = patiently(tokio_postgres::connect(&self.url(), NoTls)).await else { return };
            let hopeful = self.home.ended().is_none() && since.elapsed() < PATIENCE;
            assert!(hopeful, "PostgreSQL does not start: {why}\n{}", self.home.log());
        }
    }

    /// Crashes it as a power cut would: every process is gone at once, without a word.
    pub async fn kill(&mut self) {
        self.home.kill().await;
    }

    /// Stops all its processes where they are: connections stay open, and nothing answers.
    pub async fn freeze(&mut self) {
        self.home.freeze().await;
    }

    /// Lets them go on.
    pub fn thaw(&mut self) {
        self.home.thaw();
    }

    /// Makes a standby the primary, and waits until it is.
    pub async fn promote(&self) {
        let promoted = self.client().await.query_one("SELECT pg_promote()", &[]).await.unwrap();
        assert!(promoted.get::<_, bool>(0), "{}", self.home.log());
    }

    /// Where it is, for its superuser.
    pub fn url(&self) -> String {
        format!("postgres://pumpup:pumpup@127.0.0.1:{}/postgres", self.port)
    }

    /// Where one of its databases is, by its socket, which asks nobody for a password.
    pub fn socket_url(&self, database: &str) -> String {
        let folder = self.folder().display().to_string().replace('/', "%2F");
        format!("postgres://pumpup@{folder}:{}/{database}", self.port)
    }

    /// The port it listens on, before and after a crash.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The folder with its socket, its log (`log`) and its data (`data`).
    pub fn folder(&self) -> &Path {
        self.home.folder()
    }

    /// What it has said so far.
    pub fn log(&self) -> String {
        self.home.log()
    }

    /// A client of its superuser.
    pub async fn client(&self) -> Client {
        client(&self.url()).await
    }

    /// Runs statements that answer nothing, as its superuser.
    pub async fn sql(&self, statements: &str) {
        patiently(self.client().await.batch_execute(statements)).await.unwrap();
    }
}

/// A port that is free, and below those that outgoing connections get: nobody takes it while its cluster is down.
fn free_port() -> u16 {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    // Test processes that run beside this one begin elsewhere.
    let begin = std::process::id().wrapping_mul(64);
    let ports = std::iter::repeat_with(|| begin.wrapping_add(COUNT.fetch_add(1, Ordering::Relaxed)) % 16_000 + 16_000);
    let mut ports = ports.take(1_000).map(|port| u16::try_from(port).expect("it is below 32,000"));
    ports.find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()).expect("some port is free")
}
