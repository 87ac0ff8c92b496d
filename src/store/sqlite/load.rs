//! Loading records by what names them.

use std::collections::{BTreeMap, HashSet};

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension as _, ToSql, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::caller::Who;
use crate::domain::ids::ProjectId;
use crate::domain::receipt::Receipt;
use crate::domain::record::{Record, Ref, Target};
use crate::domain::scene::Scene;
use crate::domain::settle::Envelope;
use crate::domain::task::Task;

/// An id as a column.
pub struct Id(pub Uuid);

impl ToSql for Id {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.0.as_bytes())))
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?).map(Self).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// A record's body as a column.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromSql for Body<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map(Self).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

fn one<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: impl rusqlite::Params,
) -> rusqlite::Result<Option<T>> {
    connection
        .prepare_cached(sql)?
        .query_row(params, |row| row.get::<_, Body<T>>(0))
        .optional()
        .map(|found| found.map(|Body(record)| record))
}

/// The record that a name stands for.
pub fn record(connection: &Connection, Ref { account, target }: &Ref) -> rusqlite::Result<Option<Record>> {
    let account = Id(account.0);
    let by_id = |table: &str| format!("SELECT body FROM {table} WHERE account_id = ?1 AND id = ?2");
    Ok(match target {
        Target::Account => {
            one(connection, "SELECT body FROM accounts WHERE id = ?1", params![account])?.map(Record::Account)
        }
        Target::AccountNamed(name) => {
            one(connection, "SELECT body FROM accounts WHERE name = ?1", params![name])?.map(Record::Account)
        }
        Target::Project(id) => one(connection, &by_id("projects"), params![account, Id(id.0)])?.map(Record::Project),
        Target::ProjectNamed(name) => one(
            connection,
            "SELECT body FROM projects WHERE account_id = ?1 AND project_name = ?2 AND deleted = 0",
            params![account, name],
        )?
        .map(Record::Project),
        Target::ProjectUse(_) => None,
        Target::Task(id) => one(connection, &by_id("tasks"), params![account, Id(id.0)])?.map(Record::Task),
        Target::Request(id) => one(connection, &by_id("requests"), params![account, Id(id.0)])?.map(Record::Request),
        Target::Upload(id) => one(connection, &by_id("uploads"), params![account, Id(id.0)])?.map(Record::Upload),
        Target::Person(id) => one(connection, &by_id("people"), params![account, Id(id.0)])?.map(Record::Person),
        Target::PersonNamed(name) => {
            one(connection, "SELECT body FROM people WHERE account_id = ?1 AND name = ?2", params![account, name])?
                .map(Record::Person)
        }
        Target::Agent(id) => one(connection, &by_id("agents"), params![account, Id(id.0)])?.map(Record::Agent),
        Target::AgentNamed(name) => {
            one(connection, "SELECT body FROM agents WHERE account_id = ?1 AND name = ?2", params![account, name])?
                .map(Record::Agent)
        }
        Target::Key(id) => one(connection, &by_id("keys"), params![account, Id(id.0)])?.map(Record::Key),
        Target::KeyPrefix(prefix) => {
            one(connection, "SELECT body FROM keys WHERE prefix = ?1", params![prefix])?.map(Record::Key)
        }
    })
}

/// All that settling a batch needs, loaded into a scene. The caller holds the write lock.
pub fn scene(connection: &Connection, batch: &[Envelope]) -> rusqlite::Result<Scene> {
    let mut scene = Scene::default();
    let mut wanted: Vec<Ref> = Vec::with_capacity(batch.len() * 3);
    for envelope in batch {
        if let Some(key) = &envelope.key
            && let Some(receipt) = receipt(connection, envelope, key)?
        {
            scene.put_receipt(receipt);
        }
        wanted.extend(envelope.reads());
    }
    let mut seen = HashSet::with_capacity(wanted.len());
    while let Some(name) = wanted.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        if let Target::ProjectUse(project) = name.target {
            scene.put_use(name.account, project, open_tasks(connection, &name, project)?);
            continue;
        }
        let Some(found) = record(connection, &name)? else { continue };
        wanted.extend(brings(&found).into_iter().map(|target| Ref { account: name.account, target }));
        scene.put(found);
    }
    Ok(scene)
}

/// The records that one brings with it, by the contract of `Target`.
fn brings(record: &Record) -> Vec<Target> {
    match record {
        Record::Task(Task { project, open_request, .. }) => {
            [Target::Project(*project)].into_iter().chain(open_request.map(Target::Request)).collect()
        }
        Record::Request(request) => vec![Target::Task(request.task)],
        Record::Key(key) => match key.owner {
            Who::Agent(agent) => vec![Target::Agent(agent)],
            Who::Person(person) => vec![Target::Person(person)],
            Who::Platform => vec![],
        },
        Record::Account(_) | Record::Project(_) | Record::Upload(_) | Record::Person(_) | Record::Agent(_) => vec![],
    }
}

fn receipt(connection: &Connection, envelope: &Envelope, key: &str) -> rusqlite::Result<Option<Receipt>> {
    let account = envelope.by.account;
    connection
        .prepare_cached("SELECT fingerprint, answer, at, task_id FROM receipts WHERE account_id = ?1 AND key = ?2")?
        .query_row(params![Id(account.0), key], |row| {
            Ok(Receipt {
                account,
                key: key.to_owned(),
                fingerprint: row.get(0)?,
                answer: row.get::<_, Body<_>>(1)?.0,
                at: crate::domain::ids::Time(row.get(2)?),
                task: row.get::<_, Option<Id>>(3)?.map(|id| crate::domain::ids::TaskId(id.0)),
            })
        })
        .optional()
}

fn open_tasks(connection: &Connection, name: &Ref, project: ProjectId) -> rusqlite::Result<BTreeMap<String, u64>> {
    connection
        .prepare_cached(
            "SELECT current_step, count(*) FROM tasks
             WHERE account_id = ?1 AND project_id = ?2 AND status <> 'CLOSED' GROUP BY current_step",
        )?
        .query_map(params![Id(name.account.0), Id(project.0)], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs()))
        })?
        .collect()
}
