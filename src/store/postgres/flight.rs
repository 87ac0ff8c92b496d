//! Flights: statements that are sent one after the other without waiting for the answers in between.
//!
//! A flight lands only if every statement in it succeeded and said so. PostgreSQL answers COMMIT after a failed statement
//! with a ROLLBACK that looks like success to the driver; here the failed statement makes the whole flight fail. A
//! connection on which anything else went wrong is never used again.

use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Object, Pool, PoolError};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Row, Statement};

use super::address::words;
use crate::store::StoreError;
use crate::together;

/// How long a flight may take. It is longer than the server gives a statement, so that the server speaks first.
const FLIGHT: Duration = Duration::from_secs(15);

/// Nothing is set for longer than a transaction: the next one on the connection, or on the server's side of a pooler, is
/// somebody else's. All lookups are by index, whatever the tables looked like when they were planned: they begin empty.
const SETTINGS: &str = "SELECT set_config('lock_timeout', '1s', true), set_config('statement_timeout', '10s', true),
    set_config('idle_in_transaction_session_timeout', '5s', true),
    set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true),
    set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true)";

/// Writes nothing, and makes the commit of its transaction wait until all that was committed before is as durable.
pub const BARRIER: &str = "SELECT pg_logical_emit_message(true, 'pumpup', '')::text";

/// A parameter on its way.
pub type Param = Box<dyn ToSql + Sync + Send>;

/// One statement of a flight.
pub enum Step {
    /// A word of the protocol, such as COMMIT.
    Say(&'static str),
    /// A prepared statement with its parameters.
    Ask(&'static str, Vec<Param>),
}

impl Step {
    /// A prepared statement.
    pub fn ask<const N: usize>(sql: &'static str, params: [Param; N]) -> Self {
        Self::Ask(sql, params.into())
    }

    /// What a transaction begins with. Whatever the role's default is, a statement has to see what was committed while it
    /// waited for a lock.
    pub fn begin() -> [Self; 2] {
        [Self::Say("BEGIN ISOLATION LEVEL READ COMMITTED"), Self::Ask(SETTINGS, Vec::new())]
    }

    /// What one begins with that only reads.
    pub fn begin_read() -> [Self; 2] {
        [Self::Say("BEGIN ISOLATION LEVEL READ COMMITTED, READ ONLY"), Self::Ask(SETTINGS, Vec::new())]
    }
}

/// Makes a parameter.
pub fn param(value: impl ToSql + Sync + Send + 'static) -> Param {
    Box::new(value)
}

/// Why a flight did not land.
#[derive(Debug)]
pub enum Crash {
    /// Another transaction made a row that this one was about to make: run again, it will be seen.
    Overtaken(String),
    /// A lock was not given in time.
    Blocked,
    /// A migration has changed the tables since a statement was planned.
    Stale(String),
    /// Anything else.
    Error(StoreError),
}

impl From<Crash> for StoreError {
    fn from(crash: Crash) -> Self {
        match crash {
            Crash::Overtaken(why) => Self::Broken(why),
            Crash::Blocked => Self::Unavailable("a lock was not given in time".into()),
            Crash::Stale(why) => Self::Unavailable(why),
            Crash::Error(error) => error,
        }
    }
}

/// A connection that is borrowed. It goes back only if its last flight has left it as it was.
pub struct Loan {
    connection: Option<Object>,
    clean: bool,
}

impl Drop for Loan {
    fn drop(&mut self) {
        if !self.clean
            && let Some(connection) = self.connection.take()
        {
            // Out of the pool, and closed with that: the server rolls back what was open.
            drop(Object::take(connection));
        }
    }
}

impl Loan {
    /// Borrows a connection.
    pub async fn from(pool: &Pool) -> Result<Self, StoreError> {
        let connection = pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => sorted(&error),
            other => StoreError::Unavailable(format!("no connection to the database: {other}")),
        })?;
        Ok(Self { connection: Some(connection), clean: true })
    }

    fn client(&self) -> Result<&ClientWrapper, Crash> {
        let gone = || Crash::Error(StoreError::Unavailable("the connection is gone".into()));
        self.connection.as_deref().ok_or_else(gone)
    }

    /// Flies: all steps, in order, and then the rows of each. After a flight that leaves a transaction open another one
    /// must end it.
    pub async fn fly(&mut self, steps: &[Step]) -> Result<Vec<Vec<Row>>, Crash> {
        match self.try_fly(steps).await {
            // Nothing of it was done, so it can be done with new plans, as long as nothing was done before it.
            Err(Crash::Stale(_)) if begins(steps) => self.try_fly(steps).await,
            flown => flown,
        }
    }

    async fn try_fly(&mut self, steps: &[Step]) -> Result<Vec<Vec<Row>>, Crash> {
        let ends = matches!(steps.last(), Some(Step::Say("COMMIT" | "ROLLBACK")));
        self.clean = false;
        let landed = tokio::time::timeout(FLIGHT, fly(self.client()?, steps)).await;
        match landed {
            Ok(Ok(rows)) => {
                self.clean = ends;
                Ok(rows)
            }
            Ok(Err(error)) => {
                let crash = classify(&error);
                // The server has refused a statement and said so: the connection is as good as before once it has
                // rolled back. That is said here even after a COMMIT, which was none then.
                if error.as_db_error().is_some() && !is_fatal(&error) {
                    let client = self.client()?;
                    let rolled_back = tokio::time::timeout(FLIGHT, client.batch_execute("ROLLBACK")).await;
                    if matches!(crash, Crash::Stale(_)) {
                        client.statement_cache.clear();
                    }
                    self.clean = matches!(rolled_back, Ok(Ok(())));
                }
                Err(crash)
            }
            Err(_) => Err(Crash::Error(StoreError::Unavailable("the database did not answer in time".into()))),
        }
    }
}

async fn fly(client: &ClientWrapper, steps: &[Step]) -> Result<Vec<Vec<Row>>, tokio_postgres::Error> {
    // What a transaction begins with goes first: its time-outs then hold for what is still to be prepared, too, which
    // waits for locks as well.
    let (begin, rest) = steps.split_at(if begins(steps) { 2 } else { 0 });
    let prepared = prepare(client, begin).await?;
    let rest = async {
        let prepared = prepare(client, rest).await?;
        send(client, rest, &prepared).await
    };
    let (begun, rest) = tokio::join!(biased; send(client, begin, &prepared), rest);
    let mut rows = begun?;
    rows.extend(rest?);
    Ok(rows)
}

fn begins(steps: &[Step]) -> bool {
    matches!(steps, [Step::Say(word), Step::Ask(..), ..] if word.starts_with("BEGIN"))
}

/// Prepares what was not prepared before, without a word to the server if there is nothing of the kind.
async fn prepare(client: &ClientWrapper, steps: &[Step]) -> Result<Vec<Option<Statement>>, tokio_postgres::Error> {
    let mut prepared = Vec::with_capacity(steps.len());
    for step in steps {
        prepared.push(match step {
            Step::Say(_) => None,
            Step::Ask(sql, _) => Some(client.prepare_cached(sql).await?),
        });
    }
    Ok(prepared)
}

/// Sends all, one after the other, and then takes the answers.
async fn send(
    client: &ClientWrapper,
    steps: &[Step],
    prepared: &[Option<Statement>],
) -> Result<Vec<Vec<Row>>, tokio_postgres::Error> {
    let flights = steps.iter().zip(prepared).map(|(step, statement)| async move {
        match (step, statement) {
            (Step::Ask(_, params), Some(statement)) => {
                let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| &**param as _).collect();
                client.query(statement, &params).await
            }
            (Step::Say(word) | Step::Ask(word, _), _) => client.batch_execute(word).await.map(|()| Vec::new()),
        }
    });
    together::all(flights).await.into_iter().collect()
}

/// Whether the server ends the connection with the error, or is no longer one that takes writes.
fn is_fatal(error: &tokio_postgres::Error) -> bool {
    let severity = error.as_db_error().and_then(|error| error.parsed_severity());
    error.is_closed()
        || matches!(severity, Some(tokio_postgres::error::Severity::Fatal | tokio_postgres::error::Severity::Panic))
        || matches!(error.code(), Some(&SqlState::READ_ONLY_SQL_TRANSACTION | &SqlState::DUPLICATE_PSTATEMENT))
}

fn classify(error: &tokio_postgres::Error) -> Crash {
    match error.code() {
        Some(&SqlState::UNIQUE_VIOLATION) => Crash::Overtaken(words(error)),
        Some(&SqlState::LOCK_NOT_AVAILABLE) => Crash::Blocked,
        Some(&SqlState::FEATURE_NOT_SUPPORTED) => Crash::Stale(words(error)),
        _ => Crash::Error(sorted(error)),
    }
}

/// What kind of failure an error is. What is not known to be passing is a bug of ours, so that a batch is not run for ever.
pub fn sorted(error: &tokio_postgres::Error) -> StoreError {
    let Some(code) = error.code() else { return StoreError::Unavailable(words(error)) };
    // Lost connections, no room, an operator's hand, the machine's own errors, deadlocks and serialisation.
    let passing = ["08", "53", "57", "58", "40"].contains(&&code.code()[..2])
        || [
            SqlState::READ_ONLY_SQL_TRANSACTION,
            SqlState::LOCK_NOT_AVAILABLE,
            // A plan that a migration has made stale; or statements of a pooler's other server, where a new connection
            // helps.
            SqlState::FEATURE_NOT_SUPPORTED,
            SqlState::INVALID_SQL_STATEMENT_NAME,
            SqlState::DUPLICATE_PSTATEMENT,
            SqlState::INVALID_PASSWORD,
            SqlState::INVALID_AUTHORIZATION_SPECIFICATION,
            SqlState::INSUFFICIENT_PRIVILEGE,
            SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
        ]
        .contains(code);
    if passing { StoreError::Unavailable(words(error)) } else { StoreError::Broken(words(error)) }
}
