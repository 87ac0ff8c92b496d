//! Brings the database's tables to what this binary knows: numbered steps, each run once, under a lock that one server
//! holds at a time, and kept with a checksum.
//!
//! A step says from which number on a binary can live with what it leaves. So while servers are replaced one by one, the
//! old ones go on beside the new, as long as steps only add; a step that takes something away comes a release later.

use std::time::Duration;

use sha2::{Digest as _, Sha256};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use super::address::{advice, words};
use super::connect::Database;
use crate::domain::request::hex;
use crate::environment::jitter;

/// One step.
pub struct Migration {
    name: &'static str,
    /// Binaries that know this many steps, or more, can serve after it.
    serves_from: i32,
    sql: &'static str,
}

/// The steps, oldest first. A step that was released never changes; a change is a further step.
const STEPS: &[Migration] = &[
    Migration { name: "core", serves_from: 1, sql: include_str!("../migrations/postgres/0001_core.sql") },
    Migration { name: "workspace", serves_from: 1, sql: include_str!("../migrations/postgres/0002_workspace.sql") },
];

/// The lock under which tables are changed and first keys made ("pumpup" in ASCII), with the schema's own number: several
/// services may live in one database.
const LOCK: &str = "SELECT pg_advisory_xact_lock(x'70756d70'::int4, hashtext('pumpup:' || current_schema()))::text";

const LEDGER: &str = "CREATE TABLE IF NOT EXISTS pumpup_migrations (
    number      integer     NOT NULL PRIMARY KEY,
    name        text        NOT NULL,
    checksum    text        NOT NULL,
    serves_from integer     NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT now()
)";

/// Whether there is a ledger, and a table in our schema that no extension has brought. Both are asked at once: another
/// server may be making them.
const TABLES: &str = "SELECT to_regclass('pumpup_migrations') IS NOT NULL, (SELECT c.relname::text FROM pg_class c
    WHERE c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) AND c.relkind IN ('r', 'p')
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 1)";

/// What a role may do that serves and does not own the tables: nothing that would change or end what happened.
const GRANTS: &str = "GRANT SELECT, INSERT, UPDATE ON accounts, projects, tasks, requests, people, agents TO {role};
    GRANT SELECT, INSERT ON events, uploads TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON keys, receipts, upload_chunks TO {role};
    GRANT SELECT ON pumpup_migrations TO {role};
    GRANT USAGE ON SCHEMA {schema} TO {role};";

/// How long a step waits for a lock on a table in use, and how often it is tried: calls queue up behind one that waits.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '1s'";
const TRIES: u32 = 30;

/// How a database stands to this binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// So many steps are still to be run.
    Behind(usize),
    /// Nothing is to be done; it may have steps that this binary need not know.
    Ready,
}

/// A connection on which the tables may be changed, or looked at.
pub struct Migrations(Client);

impl Migrations {
    /// Connects.
    pub async fn connect(database: &Database) -> Result<Self, String> {
        let opened = database.open(None).await;
        let (client, _) = opened.map_err(|error| {
            let (shown, words) = (database.shown(), words(&error));
            format!("cannot use the database {shown}: {words}; {}", advice(&error))
        })?;
        Ok(Self(client))
    }

    /// The connection.
    pub fn client(&self) -> &Client {
        &self.0
    }

    /// How the tables stand to this binary.
    pub async fn standing(&self) -> Result<Standing, String> {
        standing(&self.0).await
    }

    /// Brings the tables up to date, and answers how many steps that took.
    pub async fn up(&mut self) -> Result<usize, String> {
        up(&mut self.0).await
    }

    /// Gives another role what serving needs.
    pub async fn grant(&self, role: &str) -> Result<(), String> {
        grant(&self.0, role).await
    }

    /// Keeps every other server from making first keys, or changing tables, until this is dropped.
    pub async fn hold(&self) -> Result<(), String> {
        let held = async {
            self.0.batch_execute("BEGIN").await?;
            self.0.batch_execute(LOCK).await
        };
        held.await.map_err(|error| format!("cannot get the lock of the first start: {}", words(&error)))
    }
}

/// Looks how the database stands, and writes nothing. The error is a sentence that says what to do.
async fn standing(client: &Client) -> Result<Standing, String> {
    let fail = |error: tokio_postgres::Error| format!("cannot look at the database: {}", words(&error));
    let schema: Option<String> = client.query_one("SELECT current_schema()", &[]).await.map_err(fail)?.get(0);
    let Some(schema) = schema else {
        return Err("the schema that the database URL or the role names is not there; create it first".into());
    };
    let there = client.query_one(TABLES, &[]).await.map_err(fail)?;
    if !there.get::<_, bool>(0) {
        return match there.get::<_, Option<&str>>(1) {
            Some(table) => Err(format!(
                "the database belongs to something else: schema {schema:?} has a table {table:?} and no \
                 pumpup_migrations; give pumpup a database or a schema of its own"
            )),
            None => Ok(Standing::Behind(STEPS.len())),
        };
    }
    let sql = "SELECT number, name, checksum, serves_from FROM pumpup_migrations ORDER BY number";
    let done = client
        .query(sql, &[])
        .await
        .map_err(|error| format!("cannot read what was done to the database: {}; {}", words(&error), advice(&error)))?;
    let known = i32::try_from(STEPS.len()).unwrap_or(i32::MAX);
    for row in &done {
        let (number, name, sum): (i32, &str, &str) = (row.get(0), row.get(1), row.get(2));
        match usize::try_from(number - 1).ok().and_then(|index| STEPS.get(index)) {
            Some(step) if checksum(step.sql) != sum => {
                return Err(format!(
                    "the database was changed by another step {number} ({name}) than this binary's; it was made by \
                     another build, and cannot be used by this one"
                ));
            }
            Some(_) => {}
            None if row.get::<_, i32>(3) > known => {
                return Err(format!(
                    "the database is newer than this pumpup: it has step {number} ({name}), and this binary knows {known}; \
                     use the newer binary"
                ));
            }
            None => {}
        }
    }
    Ok(match STEPS.len().saturating_sub(done.len()) {
        0 => Standing::Ready,
        behind => Standing::Behind(behind),
    })
}

/// Runs the steps that are to be run, and answers how many those were.
async fn up(client: &mut Client) -> Result<usize, String> {
    let mut count = 0;
    let mut tries = 0;
    while let Standing::Behind(_) = standing(client).await? {
        match step(client).await {
            Ok(did) => count += usize::from(did),
            // A table that is in use is waited for without holding up those who use it.
            Err(error) if error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) && tries < TRIES => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(500).mul_f64(0.5 + jitter())).await;
            }
            Err(error) => {
                return Err(format!("cannot bring the database up to date: {}; {}", words(&error), advice(&error)));
            }
        }
    }
    Ok(count)
}

/// Runs the next step, unless another server has just done so.
async fn step(client: &mut Client) -> Result<bool, tokio_postgres::Error> {
    let transaction = client.transaction().await?;
    transaction.batch_execute(LOCK).await?;
    transaction.batch_execute(LOCK_TIMEOUT).await?;
    transaction.batch_execute(LEDGER).await?;
    let done: i32 = transaction.query_one("SELECT coalesce(max(number), 0) FROM pumpup_migrations", &[]).await?.get(0);
    let Some(migration) = usize::try_from(done).ok().and_then(|done| STEPS.get(done)) else { return Ok(false) };
    transaction.batch_execute(migration.sql).await?;
    let sql = "INSERT INTO pumpup_migrations (number, name, checksum, serves_from) VALUES ($1, $2, $3, $4)";
    let sum = checksum(migration.sql);
    transaction.execute(sql, &[&(done + 1), &migration.name, &sum, &migration.serves_from]).await?;
    transaction.commit().await?;
    tracing::info!(number = done + 1, name = migration.name, "the database was brought up to date");
    Ok(true)
}

/// Gives another role what serving needs, and nothing else.
async fn grant(client: &Client, role: &str) -> Result<(), String> {
    let fail = |error: tokio_postgres::Error| format!("cannot give {role} its rights: {}", words(&error));
    let quoted =
        client.query_one("SELECT quote_ident($1), quote_ident(current_schema())", &[&role]).await.map_err(fail)?;
    let grants = GRANTS.replace("{role}", quoted.get(0)).replace("{schema}", quoted.get(1));
    client.batch_execute(&grants).await.map_err(fail)
}

fn checksum(sql: &str) -> String {
    hex(&Sha256::digest(sql))
}
