//! Writing what a batch changes: one statement for each table, whatever the batch's size.

use serde::Serialize;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

use super::flight::{Param, Step, param};
use crate::domain::access::{Agent, ApiKey, Person};
use crate::domain::account::Account;
use crate::domain::caller::Who;
use crate::domain::project::Project;
use crate::domain::receipt::Receipt;
use crate::domain::record::Record;
use crate::domain::request::Request;
use crate::domain::settle::Writes;
use crate::domain::task::Task;
use crate::domain::upload::Upload;
use crate::store::StoreError;

const ACCOUNTS: &str = "INSERT INTO accounts (id, name, body) SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[])
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body";
const PROJECTS: &str =
    "INSERT INTO projects (account_id, id, project_name, name_folded, response_target, deleted, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::boolean[], $7::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET name_folded = excluded.name_folded,
     response_target = excluded.response_target, deleted = excluded.deleted, body = excluded.body";
const TASKS: &str = "INSERT INTO tasks (account_id, id, project_id, status, current_step, closed, name_folded,
     external_folded, assignee_id, body) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[],
     $6::boolean[], $7::text[], $8::text[], $9::uuid[], $10::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET status = excluded.status, current_step = excluded.current_step,
     closed = excluded.closed, assignee_id = excluded.assignee_id, body = excluded.body";
const REQUESTS: &str = "INSERT INTO requests (account_id, id, task_id, project_id, kind, open, requested_by,
     requested_at, deadline, summary_folded, ended_at, ended_by, outcome, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::boolean[], $7::uuid[],
     $8::bigint[], $9::bigint[], $10::text[], $11::bigint[], $12::uuid[], $13::text[], $14::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET open = excluded.open, ended_at = excluded.ended_at,
     ended_by = excluded.ended_by, outcome = excluded.outcome, body = excluded.body";
const UPLOADS: &str = "INSERT INTO uploads (account_id, id, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[])";
const PEOPLE: &str = "INSERT INTO people (account_id, id, name, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET name = excluded.name, body = excluded.body";
const AGENTS: &str = "INSERT INTO agents (account_id, id, name, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET name = excluded.name, body = excluded.body";
const KEYS: &str = "INSERT INTO keys (account_id, id, prefix, owner_id, kind, forget_at, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::text[])
     ON CONFLICT (account_id, id) DO UPDATE SET forget_at = excluded.forget_at, body = excluded.body";
const EVENTS: &str = "INSERT INTO events (account_id, task_id, sequence, id, event_type, at, body)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::bigint[], $7::text[])";
/// In the order of the keys: of two servers with the same keys, one waits for the other, which then does not wait for it.
const RECEIPTS: &str = "INSERT INTO receipts (account_id, key, fingerprint, at, task_id, answer)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::bytea[], $4::bigint[], $5::uuid[], $6::text[])";

/// The statements that write all this.
pub fn steps(writes: &Writes) -> Result<Vec<Step>, StoreError> {
    let mut kinds = Kinds::default();
    for record in &writes.records {
        match record {
            Record::Account(account) => kinds.accounts.push(account),
            Record::Project(project) => kinds.projects.push(project),
            Record::Task(task) => kinds.tasks.push(task),
            Record::Request(request) => kinds.requests.push(request),
            Record::Upload(upload) => kinds.uploads.push(upload),
            Record::Person(person) => kinds.people.push(person),
            Record::Agent(agent) => kinds.agents.push(agent),
            Record::Key(key) => kinds.keys.push(key),
        }
    }
    // Rows are written one by one: what ends goes before what begins in its place, of a task's requests and of the projects
    // of one name. What two servers may make at once goes in the order of names, so that none waits for one that waits for
    // it.
    kinds.requests.sort_by_key(|request| request.is_open());
    kinds.projects.sort_by_key(|project| (project.deleted_at.is_none(), project.account, &project.project_name));
    kinds.accounts.sort_by_key(|account| &account.name);
    let mut receipts: Vec<&Receipt> = writes.receipts.iter().collect();
    receipts.sort_unstable_by(|one, other| (one.account, &one.key).cmp(&(other.account, &other.key)));
    let mut steps = Vec::with_capacity(8);
    kinds.records(&mut steps)?;
    insert(&mut steps, EVENTS, &writes.events.iter().collect::<Vec<_>>(), |all| {
        Ok(vec![
            column(all, |e| e.account.0),
            column(all, |e| e.task.0),
            column(all, |e| e.sequence as i64),
            column(all, |e| e.id.0),
            column(all, |e| e.event_type()),
            column(all, |e| e.at.0),
            bodies(all, |e| e)?,
        ])
    })?;
    insert(&mut steps, RECEIPTS, &receipts, |all| {
        Ok(vec![
            column(all, |r| r.account.0),
            column(all, |r| r.key.clone()),
            column(all, |r| r.fingerprint.to_vec()),
            column(all, |r| r.at.0),
            column(all, |r| r.task.map(|task| task.0)),
            bodies(all, |r| &r.answer)?,
        ])
    })?;
    Ok(steps)
}

/// What is written, by kind.
#[derive(Default)]
struct Kinds<'a> {
    accounts: Vec<&'a Account>,
    projects: Vec<&'a Project>,
    tasks: Vec<&'a Task>,
    requests: Vec<&'a Request>,
    uploads: Vec<&'a Upload>,
    people: Vec<&'a Person>,
    agents: Vec<&'a Agent>,
    keys: Vec<&'a ApiKey>,
}

impl Kinds<'_> {
    fn records(&self, steps: &mut Vec<Step>) -> Result<(), StoreError> {
        insert(steps, ACCOUNTS, &self.accounts, |all| {
            Ok(vec![column(all, |a| a.id.0), column(all, |a| a.name.clone()), bodies(all, |a| a)?])
        })?;
        insert(steps, PROJECTS, &self.projects, |all| {
            Ok(vec![
                column(all, |p| p.account.0),
                column(all, |p| p.id.0),
                column(all, |p| p.project_name.clone()),
                column(all, |p| p.name.to_lowercase()),
                column(all, |p| p.response_target),
                column(all, |p| p.deleted_at.is_some()),
                bodies(all, |p| p)?,
            ])
        })?;
        insert(steps, TASKS, &self.tasks, |all| {
            Ok(vec![
                column(all, |t| t.account.0),
                column(all, |t| t.id.0),
                column(all, |t| t.project.0),
                column(all, |t| t.status().as_str()),
                column(all, |t| t.current_step.clone()),
                column(all, |t| t.closed),
                column(all, |t| t.name.to_lowercase()),
                column(all, |t| t.external_id.to_lowercase()),
                column(all, |t| t.assignee.map(|person| person.0)),
                bodies(all, |t| t)?,
            ])
        })?;
        insert(steps, REQUESTS, &self.requests, |all| {
            Ok(vec![
                column(all, |r| r.account.0),
                column(all, |r| r.id.0),
                column(all, |r| r.task.0),
                column(all, |r| r.project.0),
                column(all, |r| r.ask.kind().as_str()),
                column(all, |r| r.is_open()),
                column(all, |r| r.requested_by.id),
                column(all, |r| r.requested_at.0),
                column(all, |r| r.deadline.map(|deadline| deadline.0)),
                column(all, |r| r.summary.to_lowercase()),
                column(all, |r| r.end().map(|end| end.at.0)),
                column(all, |r| r.end().and_then(|end| end.by).map(|person| person.0)),
                column(all, |r| r.end().and_then(|end| end.verdict).map(|verdict| verdict.as_str())),
                bodies(all, |r| r)?,
            ])
        })?;
        insert(steps, UPLOADS, &self.uploads, |all| {
            Ok(vec![column(all, |u| u.account.0), column(all, |u| u.id.0), bodies(all, |u| u)?])
        })?;
        insert(steps, PEOPLE, &self.people, |all| {
            let name = column(all, |p| p.name.clone());
            Ok(vec![column(all, |p| p.account.0), column(all, |p| p.id.0), name, bodies(all, |p| p)?])
        })?;
        insert(steps, AGENTS, &self.agents, |all| {
            let name = column(all, |a| a.name.clone());
            Ok(vec![column(all, |a| a.account.0), column(all, |a| a.id.0), name, bodies(all, |a| a)?])
        })?;
        insert(steps, KEYS, &self.keys, |all| {
            Ok(vec![
                column(all, |k| k.account.0),
                column(all, |k| k.id.0),
                column(all, |k| k.prefix.clone()),
                column(all, |k| owner(k.owner)),
                column(all, |k| k.kind.as_str()),
                column(all, |k| k.forget_at().map(|at| at.0)),
                bodies(all, |k| k)?,
            ])
        })
    }
}

/// The id of whom a key stands for; the platform has none.
fn owner(who: Who) -> Uuid {
    match who {
        Who::Agent(agent) => agent.0,
        Who::Person(person) => person.0,
        Who::Platform => Uuid::nil(),
    }
}

fn insert<T>(
    steps: &mut Vec<Step>,
    sql: &'static str,
    all: &[&T],
    columns: impl FnOnce(&[&T]) -> Result<Vec<Param>, StoreError>,
) -> Result<(), StoreError> {
    if !all.is_empty() {
        steps.push(Step::Ask(sql, columns(all)?));
    }
    Ok(())
}

fn column<T, V: ToSql + Sync + Send + 'static>(all: &[&T], value: impl Fn(&T) -> V) -> Param
where
    Vec<V>: ToSql,
{
    param(all.iter().map(|one| value(one)).collect::<Vec<V>>())
}

fn bodies<T, V: Serialize>(all: &[&T], value: impl Fn(&T) -> &V) -> Result<Param, StoreError> {
    let json = |one: &&T| serde_json::to_string(value(one)).map_err(|error| StoreError::Broken(error.to_string()));
    Ok(param(all.iter().map(json).collect::<Result<Vec<_>, _>>()?))
}
