//! The way to the database: which hosts, over what, as whom, and which server at the other end is good enough.
//!
//! A connection is given out only if its server takes writes and is on no older timeline than one that was seen before;
//! and only once everything that the server shows already is as durable as the database promises.

use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool_postgres::Connect;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinHandle;
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{AsyncMessage, Client, Config, Connection, Error, Notification, SimpleQueryMessage, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address;
use crate::trust;

/// How long a server may take to let us in, over all that this needs.
const CONNECT: Duration = Duration::from_secs(4);
/// How long a peer may be silent before it is asked whether it is there, how often it is asked, and how many times: a
/// dead one is known as such within ten seconds.
const KEEPALIVE: (Duration, Duration, u32) = (Duration::from_secs(3), Duration::from_secs(2), 2);
/// How long what was sent may stay unacknowledged.
const UNACKNOWLEDGED: Duration = Duration::from_secs(8);

/// What follows from the connection's own words: the timeline of the server's log, none where it cannot tell, whether
/// its commits wait for a standby, and when the server was started, which no other was.
const ABOUT: &str = "SELECT ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int8,
    current_setting('synchronous_standby_names') <> '' AND current_setting('synchronous_commit') NOT IN ('off', 'local'),
    (extract(epoch FROM pg_postmaster_start_time()) * 1000000)::int8";

type Wire = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

/// Whoever has it waits for a standby.
type Turn = Arc<tokio::sync::Mutex<()>>;

/// Whom notifications are told.
pub type Ear = mpsc::UnboundedSender<Notification>;

/// The database: everything that is needed to connect to it.
#[derive(Clone)]
pub struct Database {
    /// One for each host, in the order in which they are tried.
    hosts: Vec<Config>,
    tls: MakeRustlsConnect,
    /// The newest timeline that was seen. Connections to servers on older ones end when it changes.
    timeline: watch::Sender<i64>,
    /// Whose turn it is to wait for a standby, on the server that was started at this moment.
    turn: Arc<Mutex<(i64, Turn)>>,
}

impl Database {
    /// Reads a connection string: a URL or pairs of words, as libpq takes them. `password` overrides the one in it, `ca`
    /// is a file of certificates to trust instead of the machine's. The error is a sentence.
    pub fn new(url: &str, password: Option<&str>, ca: Option<&Path>) -> Result<Self, String> {
        let address = address::read(url)?;
        let mut config = address.config;
        if let Some(password) = password {
            config.password(password);
        }
        config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        if config.get_application_name().is_none() {
            config.application_name("pumpup");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(UNACKNOWLEDGED);
        }
        // libpq's default of two hours is no wish of anybody's.
        config.keepalives_idle(KEEPALIVE.0.min(config.get_keepalives_idle()));
        config.keepalives_interval(KEEPALIVE.1);
        config.keepalives_retries(KEEPALIVE.2);
        let hosts = address::hosts(&config)?;
        let tls = trust::client(ca.or(address.ca.as_deref()))?;
        Ok(Self { hosts, tls: MakeRustlsConnect::new(tls), timeline: watch::Sender::new(0), turn: Arc::default() })
    }

    /// Where it is, without what is secret.
    pub fn shown(&self) -> String {
        let hosts: Vec<_> = self.hosts.iter().map(address::shown).collect();
        let name = self.hosts.first().and_then(Config::get_dbname).unwrap_or("the default database");
        format!("{name} at {}", hosts.join(", "))
    }

    /// How long connecting may take, over all hosts.
    pub fn patience(&self) -> Duration {
        CONNECT * u32::try_from(self.hosts.len()).unwrap_or(1)
    }

    /// Connects to the first host that is good enough, or says what was wrong with the last one. Notifications, if
    /// anybody asks for them on this connection, are told to `heard`.
    pub async fn open(&self, heard: Option<&Ear>) -> Result<(Client, JoinHandle<()>), Error> {
        // The driver has an error of its own for what takes too long, and hides it from the documentation only.
        let mut last = Error::__private_api_timeout();
        for host in &self.hosts {
            let opened = tokio::time::timeout(CONNECT, self.open_host(host, heard)).await;
            match opened.unwrap_or_else(|_| Err(Error::__private_api_timeout())) {
                Ok(open) => return Ok(open),
                Err(error) => {
                    tracing::debug!(host = address::shown(host), error = address::words(&error), "no connection");
                    last = error;
                }
            }
        }
        Err(last)
    }

    async fn open_host(&self, host: &Config, heard: Option<&Ear>) -> Result<(Client, JoinHandle<()>), Error> {
        let (client, wire) = host.connect(self.tls.clone()).await?;
        let mine = Arc::new(AtomicI64::new(i64::MAX));
        let driving = tokio::spawn(drive(wire, heard.cloned(), mine.clone(), self.timeline.subscribe()));
        let client = self.check(client, &mine).await?;
        Ok((client, driving))
    }

    /// Refuses a server that a newer one has replaced, and waits until what can be read from it cannot be lost.
    async fn check(&self, client: Client, mine: &AtomicI64) -> Result<Client, Error> {
        // Asked in the simple way, since a pooler may give the parts of a prepared statement to several servers.
        let (timeline, waits, started) = match client.simple_query(ABOUT).await {
            Ok(said) => said.iter().find_map(about).unwrap_or_default(),
            // What speaks PostgreSQL's protocol without being one has no timelines.
            Err(error) if error.as_db_error().is_some() => (0, false, 0),
            Err(error) => return Err(error),
        };
        mine.store(timeline, Ordering::SeqCst);
        self.timeline.send_if_modified(|newest| {
            let newer = timeline > *newest;
            *newest = timeline.max(*newest);
            newer
        });
        let newest = *self.timeline.borrow();
        if timeline < newest {
            // The driver lets nobody else make its errors, so the server is asked to.
            let refuse = format!(
                "DO $$ BEGIN RAISE EXCEPTION 'this server is on timeline {timeline} and was replaced by one on {newest}'
                 USING ERRCODE = 'read_only_sql_transaction'; END $$"
            );
            client.batch_execute(&refuse).await?;
        }
        if !waits {
            return Ok(client);
        }
        // After a crash the server shows what it had written and no standby has: whoever reads that waits here. It lets
        // nobody go who waits for a standby, not even if the connection is closed: so one of us waits at a time, for as
        // long as that takes, or those who gave up would fill the server.
        let turn = self.turn(started).lock_owned().await;
        let passed = tokio::spawn(async move {
            let passed = client.batch_execute(super::flight::BARRIER).await;
            drop(turn);
            passed.map(|()| client)
        });
        passed.await.unwrap_or_else(|_| Err(Error::__private_api_timeout()))
    }

    /// The turn on a server. Nobody waits for those who still wait on another one, which may be dead.
    fn turn(&self, started: i64) -> Turn {
        let mut known = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if known.0 != started {
            *known = (started, Turn::default());
        }
        known.1.clone()
    }
}

/// What a row of `ABOUT` says.
fn about(said: &SimpleQueryMessage) -> Option<(i64, bool, i64)> {
    let SimpleQueryMessage::Row(row) = said else { return None };
    let number = |column| row.get(column).and_then(|text| text.parse().ok()).unwrap_or(0);
    Some((number(0), row.get(1) == Some("t"), number(2)))
}

impl Connect for Database {
    fn connect(
        &self,
        _: &Config,
    ) -> std::pin::Pin<Box<dyn Future<Output = Result<(Client, JoinHandle<()>), Error>> + Send + '_>> {
        Box::pin(self.open(None))
    }
}

/// Drives a connection until it ends. It is ended here if the server stopped waiting for its standby: COMMIT would then
/// look as if all was well, and the batch that waits for it must find out from a receipt instead. And if a server on a newer
/// timeline than `mine` was seen, which has replaced this one.
async fn drive(mut wire: Wire, heard: Option<Ear>, mine: Arc<AtomicI64>, mut newest: watch::Receiver<i64>) {
    loop {
        let message = tokio::select! {
            message = std::future::poll_fn(|context| wire.poll_message(context)) => message,
            Ok(newest) = newest.wait_for(|newest| *newest > mine.load(Ordering::SeqCst)) => {
                tracing::warn!(newest = *newest, "the server at the other end was replaced by a newer one");
                return;
            }
        };
        let Some(message) = message else { return };
        match message {
            Ok(AsyncMessage::Notice(notice)) if notice.routine() == Some("SyncRepWaitForLSN") => {
                tracing::warn!(notice = notice.message(), "a commit did not wait for its standby");
                return;
            }
            Ok(AsyncMessage::Notification(notification)) => {
                // Nobody listening any more is no fault.
                let _ = heard.as_ref().map(|heard| heard.send(notification));
            }
            Ok(_) => {}
            Err(error) => {
                tracing::debug!(error = address::words(&error), "a connection to the database broke");
                return;
            }
        }
    }
}
