//! What a server is like that was written straight ahead: a transaction for each request, a prepared statement for each
//! thing that is read or written, a pool of connections. The rules and the tables are the same.
//!
//! It is no straw man: it asks for nothing twice, gets a key with its owner in one statement, and prepares but once.

use std::slice;
use std::sync::Arc;

use deadpool_postgres::{Manager, Pool, Transaction};
use pumpup::domain::ids::{AccountId, RequestId};
use pumpup::domain::record::{Record, Ref, Target};
use pumpup::domain::request::Request;
use pumpup::domain::scene::Scene;
use pumpup::domain::settle::{Envelope, settle};
use pumpup::environment::Clock;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_postgres::types::ToSql;
use tokio_postgres::{NoTls, Row};

use crate::measure::{self, Fault};

const RECEIPT: &str = "SELECT answer FROM receipts WHERE account_id = $1 AND key = $2";
const TASK: &str = "SELECT body FROM tasks WHERE account_id = $1 AND id = $2 FOR UPDATE";
const PROJECT: &str = "SELECT body FROM projects WHERE account_id = $1 AND project_name = $2 AND NOT deleted FOR SHARE";
const KEY: &str = "SELECT k.body, a.body FROM keys k JOIN agents a ON a.account_id = k.account_id AND a.id = k.owner_id
    WHERE k.account_id = $1 AND k.id = $2";
const REQUEST: &str = "SELECT body FROM requests WHERE account_id = $1 AND id = $2";
const NEW_REQUEST: &str = "INSERT INTO requests (account_id, id, task_id, project_id, kind, open, requested_by,
    requested_at, deadline, summary_folded, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const CHANGED_TASK: &str = "UPDATE tasks SET status = $3, current_step = $4, assignee_id = $5, body = $6
    WHERE account_id = $1 AND id = $2";
const NEW_EVENT: &str = "INSERT INTO events (account_id, task_id, sequence, id, event_type, at, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const NEW_RECEIPT: &str = "INSERT INTO receipts (account_id, key, fingerprint, at, task_id, answer)
    VALUES ($1, $2, $3, $4, $5, $6)";

/// The server.
#[derive(Clone)]
pub struct Naive {
    pool: Pool,
    clock: Clock,
}

impl Naive {
    /// Has a pool of at most so many connections.
    pub fn connect(url: &str, connections: usize) -> Result<Self, Fault> {
        let pool = Pool::builder(Manager::new(url.parse()?, NoTls)).max_size(connections).build()?;
        Ok(Self { pool, clock: Clock::system() })
    }

    /// Requests for approvals that so many callers get made a second.
    pub async fn rate(&self, callers: usize, envelopes: Vec<Envelope>) -> Result<f64, Fault> {
        let naive = Arc::new(self.clone());
        let create = move |_, envelope| {
            let naive = naive.clone();
            async move { naive.create(envelope).await }
        };
        measure::rate(callers, envelopes, create).await
    }

    async fn create(&self, envelope: Envelope) -> Result<(), Fault> {
        let mut client = self.pool.get().await?;
        let transaction = client.transaction().await?;
        let (account, key) = (envelope.by.account.0, envelope.key.as_ref().ok_or("a request has no key")?);
        if one(&transaction, RECEIPT, &[&account, key]).await?.is_some() {
            return Err("a fresh key was seen before".into());
        }
        let mut scene = Scene::default();
        for Ref { target, .. } in envelope.reads() {
            match target {
                Target::Task(id) => {
                    let row = one(&transaction, TASK, &[&account, &id.0]).await?.ok_or("there is no such task")?;
                    scene.put(Record::Task(body(&row, 0)?));
                }
                Target::ProjectNamed(name) => {
                    let row =
                        one(&transaction, PROJECT, &[&account, &name]).await?.ok_or("there is no such project")?;
                    scene.put(Record::Project(body(&row, 0)?));
                }
                Target::Key(id) => {
                    let row = one(&transaction, KEY, &[&account, &id.0]).await?.ok_or("there is no such key")?;
                    scene.put(Record::Key(body(&row, 0)?));
                    scene.put(Record::Agent(body(&row, 1)?));
                }
                other => return Err(format!("asking for an approval needs {other:?} too").into()),
            }
        }
        let (writes, outcomes) = settle(scene, slice::from_ref(&envelope), self.clock.now());
        for outcome in outcomes {
            outcome.map_err(|refusal| refusal.message())?;
        }
        for record in &writes.records {
            match record {
                Record::Request(r) => {
                    let (kind, deadline) = (r.ask.kind().as_str(), r.deadline.map(|deadline| deadline.0));
                    let (summary, body) = (r.summary.to_lowercase(), json(r)?);
                    let (task, project, by) = (&r.task.0, &r.project.0, &r.requested_by.id);
                    let (open, at) = (r.is_open(), &r.requested_at.0);
                    let values: [&(dyn ToSql + Sync); 11] =
                        [&account, &r.id.0, task, project, &kind, &open, by, at, &deadline, &summary, &body];
                    write(&transaction, NEW_REQUEST, &values).await?;
                }
                Record::Task(t) => {
                    let (status, assignee, body) = (t.status().as_str(), t.assignee.map(|person| person.0), json(t)?);
                    let values: [&(dyn ToSql + Sync); 6] =
                        [&account, &t.id.0, &status, &t.current_step, &assignee, &body];
                    write(&transaction, CHANGED_TASK, &values).await?;
                }
                other => return Err(format!("asking for an approval changes {other:?}").into()),
            }
        }
        for e in &writes.events {
            let (sequence, kind, body) = (e.sequence as i64, e.event_type(), json(e)?);
            let values: [&(dyn ToSql + Sync); 7] = [&account, &e.task.0, &sequence, &e.id.0, &kind, &e.at.0, &body];
            write(&transaction, NEW_EVENT, &values).await?;
        }
        for r in &writes.receipts {
            let (fingerprint, task, answer) = (&r.fingerprint[..], r.task.map(|task| task.0), json(&r.answer)?);
            let values: [&(dyn ToSql + Sync); 6] = [&account, &r.key, &fingerprint, &r.at.0, &task, &answer];
            write(&transaction, NEW_RECEIPT, &values).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Reads a request.
    pub async fn read(&self, account: AccountId, id: RequestId) -> Result<Request, Fault> {
        let client = self.pool.get().await?;
        let statement = client.prepare_cached(REQUEST).await?;
        body(&client.query_one(&statement, &[&account.0, &id.0]).await?, 0)
    }
}

async fn one(on: &Transaction<'_>, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<Option<Row>, Fault> {
    let statement = on.prepare_cached(sql).await?;
    Ok(on.query_opt(&statement, values).await?)
}

async fn write(on: &Transaction<'_>, sql: &str, values: &[&(dyn ToSql + Sync)]) -> Result<(), Fault> {
    let statement = on.prepare_cached(sql).await?;
    match on.execute(&statement, values).await? {
        1 => Ok(()),
        count => Err(format!("{count} rows were written in place of one").into()),
    }
}

fn body<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, Fault> {
    Ok(serde_json::from_str(row.try_get(column)?)?)
}

fn json(value: &impl Serialize) -> Result<String, Fault> {
    Ok(serde_json::to_string(value)?)
}
