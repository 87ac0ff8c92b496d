//! Writing: a batch as one transaction, chunks of uploads, and forgetting what is old.

use rusqlite::{Connection, TransactionBehavior, params};
use serde::Serialize;

use super::load::{self, Id};
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, Time, UploadId};
use crate::domain::receipt::Receipt;
use crate::domain::record::Record;
use crate::domain::settle::{Envelope, settle};
use crate::environment::Clock;
use crate::store::Settled;

/// Settles a batch in one transaction.
pub fn apply(connection: &mut Connection, batch: &[Envelope], clock: &Clock) -> rusqlite::Result<Settled> {
    // The write lock comes first: what is loaded then is what is written over, and the clock is read under it.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let scene = load::scene(&transaction, batch)?;
    let (writes, outcomes) = settle(scene, batch, clock.now());
    let settled = Settled::of(outcomes, &writes);
    if writes.records.is_empty() && writes.receipts.is_empty() {
        return Ok(settled);
    }
    give_up_names(&transaction, &writes.records)?;
    for record in &writes.records {
        put(&transaction, record)?;
    }
    for event in &writes.events {
        append(&transaction, event)?;
    }
    for receipt in &writes.receipts {
        keep(&transaction, receipt)?;
    }
    transaction.commit()?;
    Ok(settled)
}

fn json(value: &impl Serialize) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn put(connection: &Connection, record: &Record) -> rusqlite::Result<()> {
    match record {
        Record::Account(account) => connection
            .prepare_cached(
                "INSERT INTO accounts (id, name, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body",
            )?
            .execute(params![Id(account.id.0), account.name, json(account)?])?,
        Record::Project(project) => connection
            .prepare_cached(
                "INSERT INTO projects (account_id, id, project_name, name_folded, response_target, deleted, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (account_id, id) DO UPDATE SET name_folded = excluded.name_folded,
                 response_target = excluded.response_target, deleted = excluded.deleted, body = excluded.body",
            )?
            .execute(params![
                Id(project.account.0),
                Id(project.id.0),
                project.project_name,
                project.name.to_lowercase(),
                project.response_target,
                project.deleted_at.is_some(),
                json(project)?
            ])?,
        Record::Task(task) => connection
            .prepare_cached(
                "INSERT INTO tasks (account_id, id, project_id, status, current_step, name_folded, external_folded,
                 assignee_id, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                 ON CONFLICT (account_id, id) DO UPDATE SET status = excluded.status,
                 current_step = excluded.current_step, assignee_id = excluded.assignee_id, body = excluded.body",
            )?
            .execute(params![
                Id(task.account.0),
                Id(task.id.0),
                Id(task.project.0),
                task.status().as_str(),
                task.current_step,
                task.name.to_lowercase(),
                task.external_id.to_lowercase(),
                task.assignee.map(|person| Id(person.0)),
                json(task)?
            ])?,
        Record::Request(request) => connection
            .prepare_cached(
                "INSERT INTO requests (account_id, id, task_id, project_id, kind, open, requested_by, requested_at,
                 deadline, summary_folded, ended_at, ended_by, outcome, body)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                 ON CONFLICT (account_id, id) DO UPDATE SET open = excluded.open, ended_at = excluded.ended_at,
                 ended_by = excluded.ended_by, outcome = excluded.outcome, body = excluded.body",
            )?
            .execute(params![
                Id(request.account.0),
                Id(request.id.0),
                Id(request.task.0),
                Id(request.project.0),
                request.ask.kind().as_str(),
                request.is_open(),
                Id(request.requested_by.id),
                request.requested_at.0,
                request.deadline.map(|deadline| deadline.0),
                request.summary.to_lowercase(),
                request.end().map(|end| end.at.0),
                request.end().and_then(|end| end.by).map(|person| Id(person.0)),
                request.end().and_then(|end| end.verdict).map(|verdict| verdict.as_str()),
                json(request)?
            ])?,
        Record::Upload(upload) => connection
            .prepare_cached("INSERT INTO uploads (account_id, id, body) VALUES (?1, ?2, ?3)")?
            .execute(params![Id(upload.account.0), Id(upload.id.0), json(upload)?])?,
        Record::Person(person) => {
            let params = params![Id(person.account.0), Id(person.id.0), person.name, json(person)?];
            connection.prepare_cached(&named("people", "name"))?.execute(params)?
        }
        Record::Agent(agent) => {
            let params = params![Id(agent.account.0), Id(agent.id.0), agent.name, json(agent)?];
            connection.prepare_cached(&named("agents", "name"))?.execute(params)?
        }
        Record::Key(key) => {
            let forget_at = key.forget_at().map(|at| at.0);
            let params = params![Id(key.account.0), Id(key.id.0), key.prefix, key.kind.as_str(), forget_at, json(key)?];
            connection
                .prepare_cached(
                    "INSERT INTO keys (account_id, id, prefix, kind, forget_at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT (account_id, id) DO UPDATE SET forget_at = excluded.forget_at, body = excluded.body",
                )?
                .execute(params)?
        }
    };
    Ok(())
}

/// Frees the names of people who are written under another one: what one gives up, another may take in the same batch,
/// whichever of them is written first.
fn give_up_names(connection: &Connection, records: &[Record]) -> rusqlite::Result<()> {
    for record in records {
        if let Record::Person(person) = record {
            // No name that was given is like this one: it begins with NUL.
            connection
                .prepare_cached(
                    "UPDATE people SET name = char(0) || hex(id) WHERE account_id = ?1 AND id = ?2 AND name <> ?3",
                )?
                .execute(params![Id(person.account.0), Id(person.id.0), person.name])?;
        }
    }
    Ok(())
}

/// The statement for a record that one unique word finds.
fn named(table: &str, word: &str) -> String {
    format!(
        "INSERT INTO {table} (account_id, id, {word}, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (account_id, id) DO UPDATE SET {word} = excluded.{word}, body = excluded.body"
    )
}

fn append(connection: &Connection, event: &Event) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO events (account_id, task_id, sequence, id, event_type, at, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            Id(event.account.0),
            Id(event.task.0),
            event.sequence as i64,
            Id(event.id.0),
            event.event_type(),
            event.at.0,
            json(event)?
        ])?;
    Ok(())
}

fn keep(connection: &Connection, receipt: &Receipt) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO receipts (account_id, key, fingerprint, at, task_id, answer) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            Id(receipt.account.0),
            receipt.key,
            receipt.fingerprint,
            receipt.at.0,
            receipt.task.map(|task| Id(task.0)),
            json(&receipt.answer)?
        ])?;
    Ok(())
}

/// Stages one chunk of an upload. A chunk that is sent again replaces itself.
pub fn chunk(
    connection: &mut Connection,
    account: AccountId,
    upload: UploadId,
    ordinal: u32,
    bytes: &[u8],
    at: Time,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO upload_chunks (account_id, upload_id, ordinal, at, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![Id(account.0), Id(upload.0), ordinal, at.0, bytes])?;
    Ok(())
}

/// How many rows are forgotten in one go, so that no commit waits long behind it.
const FORGET_AT_ONCE: u32 = 1_000;

/// Forgets old receipts of tasks that are not open, staged chunks that no upload took, and keys that were kept long enough.
pub fn forget(connection: &mut Connection, receipts: Option<Time>, chunks: Time, keys: Time) -> rusqlite::Result<u64> {
    let mut forgotten = 0;
    if let Some(before) = receipts {
        forgotten += connection
            .prepare_cached(
                "DELETE FROM receipts WHERE (account_id, key) IN (
                     SELECT account_id, key FROM receipts r WHERE at < ?1 AND NOT EXISTS (
                         SELECT 1 FROM tasks t WHERE t.account_id = r.account_id AND t.id = r.task_id
                         AND t.status <> 'CLOSED')
                     LIMIT ?2)",
            )?
            .execute(params![before.0, FORGET_AT_ONCE])?;
    }
    forgotten += connection
        .prepare_cached(
            "DELETE FROM upload_chunks WHERE rowid IN (
                 SELECT c.rowid FROM upload_chunks c WHERE at < ?1 AND NOT EXISTS (
                     SELECT 1 FROM uploads u WHERE u.account_id = c.account_id AND u.id = c.upload_id)
                 LIMIT ?2)",
        )?
        .execute(params![chunks.0, FORGET_AT_ONCE])?;
    forgotten += connection
        .prepare_cached("DELETE FROM keys WHERE rowid IN (SELECT rowid FROM keys WHERE forget_at < ?1 LIMIT ?2)")?
        .execute(params![keys.0, FORGET_AT_ONCE])?;
    Ok(forgotten as u64)
}
