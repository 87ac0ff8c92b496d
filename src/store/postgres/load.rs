//! Loading what a batch needs, and locking what it may change.
//!
//! The locks, in this order, and within each kind in the order of ids: the account, for who may call; the gates of projects,
//! alone for a change of the project itself, and shared by those who must not see it change; tasks, for everything on them. What
//! needs no lock is read once all locks are held, so it is as new as they are. Two servers may wait for each other, but
//! never in a circle.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use tokio_postgres::Row;
use tokio_postgres::types::FromSql;
use uuid::Uuid;

use super::flight::{Param, Step};
use super::wanted::{Asked, Wanted};
use crate::domain::command::Command;
use crate::domain::ids::{AccountId, ProjectId, TaskId, Time};
use crate::domain::receipt::Receipt;
use crate::domain::record::Record;
use crate::domain::scene::Scene;
use crate::domain::settle::Envelope;
use crate::store::StoreError;

macro_rules! by_id {
    ($table:literal) => {
        concat!(
            "SELECT r.body FROM ",
            $table,
            " r JOIN unnest($1::uuid[], $2::uuid[]) AS n (account_id, id) USING (account_id, id)"
        )
    };
}

macro_rules! by_word {
    ($table:literal, $word:literal) => {
        concat!(
            "SELECT r.body FROM ",
            $table,
            " r JOIN unnest($1::uuid[], $2::text[]) AS n (account_id, ",
            $word,
            ") USING (account_id, ",
            $word,
            ")"
        )
    };
}

/// A key brings whom it stands for.
macro_rules! keys {
    ($named:literal) => {
        concat!(
            "SELECT r.body, a.body, p.body FROM unnest($1::uuid[], $2::",
            $named,
            " LEFT JOIN agents a ON a.account_id = r.account_id AND a.id = r.owner_id
              LEFT JOIN people p ON p.account_id = r.account_id AND p.id = r.owner_id"
        )
    };
}

/// The projects that are named, and those of the tasks and requests that are.
macro_rules! projects_named {
    () => {
        "SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS n (account_id, id)
         UNION SELECT q.account_id, q.id FROM projects q JOIN unnest($3::uuid[], $4::text[])
             AS n (account_id, project_name) USING (account_id, project_name) WHERE NOT q.deleted
         UNION SELECT t.account_id, t.project_id FROM tasks t JOIN unnest($5::uuid[], $6::uuid[])
             AS n (account_id, id) USING (account_id, id)
         UNION SELECT r.account_id, r.project_id FROM requests r JOIN unnest($7::uuid[], $8::uuid[])
             AS n (account_id, id) USING (account_id, id)"
    };
}

/// The gate before projects. Locks of rows that are shared let others in past one who waits for it alone, for ever if there
/// are enough of them; these stand in line. There are so many gates, in the order of their numbers, that two projects
/// seldom share one, and so few that no batch fills the server's table of locks.
macro_rules! projects_gate {
    ($lock:literal) => {
        concat!(
            "SELECT ",
            $lock,
            "(x'70756d71'::int4, gate)::text FROM (
                SELECT DISTINCT (hashtextextended(named.id::text, 0) & 255)::int4 AS gate FROM (",
            projects_named!(),
            ") AS named ORDER BY 1) AS gates"
        )
    };
}

const ACCOUNTS: &str =
    "SELECT r.body FROM accounts r JOIN unnest($1::uuid[], $2::uuid[]) AS n (account_id, id) USING (id)";
/// Names of accounts are the one thing that is looked for across accounts, with the prefixes of keys.
const ACCOUNTS_NAMED: &str =
    "SELECT r.body FROM accounts r JOIN unnest($1::uuid[], $2::text[]) AS n (account_id, name) USING (name)";
const ACCOUNTS_LOCKED: &str = "SELECT 1 FROM accounts a WHERE a.id = ANY ($1) ORDER BY a.id FOR NO KEY UPDATE";
const KEYS: &str = keys!("uuid[]) AS n (account_id, id) JOIN keys r USING (account_id, id)");
const KEYS_OF_PREFIX: &str = keys!("text[]) AS n (account_id, prefix) JOIN keys r USING (prefix)");
const PROJECTS_NAMED: &str = concat!(by_word!("projects", "project_name"), " WHERE NOT r.deleted");
const GATE_SHARED: &str = projects_gate!("pg_advisory_xact_lock_shared");
const GATE_ALONE: &str = projects_gate!("pg_advisory_xact_lock");
const PROJECTS: &str =
    concat!("SELECT p.body FROM (", projects_named!(), ") AS named JOIN projects p USING (account_id, id)");
const TASKS_LOCKED: &str = "SELECT t.body FROM tasks t WHERE (t.account_id, t.id) IN (
        SELECT * FROM unnest($1::uuid[], $2::uuid[])
        UNION SELECT r.account_id, r.task_id FROM requests r JOIN unnest($3::uuid[], $4::uuid[])
            AS n (account_id, id) USING (account_id, id))
     ORDER BY t.id FOR NO KEY UPDATE OF t";
/// The requests that are named, and the open ones of their tasks and of the tasks that are.
const REQUESTS_OF_TASKS: &str = "SELECT r.body FROM requests r JOIN (
        SELECT * FROM unnest($1::uuid[], $2::uuid[]) AS n (account_id, task_id)
        UNION SELECT q.account_id, q.task_id FROM requests q JOIN unnest($3::uuid[], $4::uuid[])
            AS n (account_id, id) USING (account_id, id)) AS t USING (account_id, task_id) WHERE r.open
     UNION ALL SELECT r.body FROM unnest($3::uuid[], $4::uuid[]) AS n (account_id, id) CROSS JOIN LATERAL (
            SELECT q.body, q.open FROM requests q WHERE q.account_id = n.account_id AND q.id = n.id OFFSET 0) AS r
        WHERE NOT r.open";
const USES: &str = "SELECT t.account_id, t.project_id, t.current_step, count(*)
     FROM tasks t JOIN unnest($1::uuid[], $2::uuid[]) AS n (account_id, project_id) USING (account_id, project_id)
     WHERE NOT t.closed GROUP BY 1, 2, 3";
const RECEIPTS: &str = "SELECT r.account_id, r.key, r.fingerprint, r.at, r.task_id, r.answer
     FROM receipts r JOIN unnest($1::uuid[], $2::text[]) AS n (account_id, key) USING (account_id, key)";
/// The database's own clock, read last: deadlines are judged once the locks are held, and alike by every server.
const CLOCK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

/// Something that was read.
#[allow(clippy::large_enum_variant)] // As for `Record`.
pub enum Found {
    /// A record.
    Record(Record),
    /// The receipt of a key.
    Receipt(Receipt),
    /// How many open tasks stand on a step.
    Use(AccountId, ProjectId, String, u64),
    /// The time.
    At(Time),
}

type Take = fn(&Row, &mut Vec<Found>) -> Result<(), StoreError>;

/// Statements with what their rows hold.
#[derive(Default)]
pub struct Reading {
    /// The statements.
    pub steps: Vec<Step>,
    takes: Vec<Take>,
}

impl Reading {
    /// What is sent before the statements.
    pub fn after(steps: impl IntoIterator<Item = Step>) -> Self {
        let mut reading = Self::default();
        for step in steps {
            reading.push(step, |_, _| Ok(()));
        }
        reading
    }

    /// One more statement.
    pub fn push(&mut self, step: Step, take: Take) {
        self.steps.push(step);
        self.takes.push(take);
    }

    fn ask(&mut self, sql: &'static str, asked: &[&dyn Asked], take: Take) {
        if asked.iter().all(|asked| asked.is_empty()) {
            return;
        }
        let params: Vec<Param> = asked.iter().flat_map(|asked| asked.params()).collect();
        self.push(Step::Ask(sql, params), take);
    }

    /// What the rows hold.
    pub fn take(&self, rows: &[Vec<Row>]) -> Result<Vec<Found>, StoreError> {
        let mut found = Vec::with_capacity(rows.iter().map(Vec::len).sum());
        for (rows, take) in rows.iter().zip(&self.takes) {
            for row in rows {
                take(row, &mut found)?;
            }
        }
        Ok(found)
    }

    /// The statements that read these records as they are, without what they bring.
    pub fn plain(&mut self, wanted: &Wanted) {
        self.ask(by_id!("projects"), &[&wanted.projects], project);
        self.ask(PROJECTS_NAMED, &[&wanted.project_names], project);
        self.ask(by_id!("tasks"), &[&wanted.tasks], task);
        self.ask(by_id!("requests"), &[&wanted.requests], request);
        self.unlocked(wanted);
    }

    /// The statements that lock and read what a batch needs.
    pub fn locked(&mut self, wanted: &Wanted, batch: &[Envelope]) {
        let changing = |changes: fn(&Command) -> bool| batch.iter().filter(move |e| changes(&e.command));
        let accounts: Vec<Uuid> = changing(Command::changes_access).map(|envelope| envelope.by.account.0).collect();
        if !accounts.is_empty() {
            self.push(Step::Ask(ACCOUNTS_LOCKED, vec![Box::new(accounts)]), |_, _| Ok(()));
        }
        let alone = changing(Command::changes_project).next().is_some();
        let Wanted { projects, project_names, tasks, requests, .. } = wanted;
        let gate = if alone { GATE_ALONE } else { GATE_SHARED };
        self.ask(gate, &[projects, project_names, tasks, requests], |_, _| Ok(()));
        self.ask(PROJECTS, &[projects, project_names, tasks, requests], project);
        self.ask(TASKS_LOCKED, &[tasks, requests], task);
        self.ask(REQUESTS_OF_TASKS, &[tasks, requests], request);
        self.ask(USES, &[&wanted.uses], uses);
        self.unlocked(wanted);
        self.ask(RECEIPTS, &[&wanted.receipts], receipt);
        self.push(Step::Ask(CLOCK, Vec::new()), |row, found| {
            found.push(Found::At(Time(get(row, 0)?)));
            Ok(())
        });
    }

    fn unlocked(&mut self, wanted: &Wanted) {
        self.ask(ACCOUNTS, &[&wanted.accounts], account);
        self.ask(ACCOUNTS_NAMED, &[&wanted.account_names], account);
        self.ask(by_id!("uploads"), &[&wanted.uploads], upload);
        self.ask(by_id!("people"), &[&wanted.people], person);
        self.ask(by_word!("people", "name"), &[&wanted.people_names], person);
        self.ask(by_id!("agents"), &[&wanted.agents], agent);
        self.ask(by_word!("agents", "name"), &[&wanted.agent_names], agent);
        self.ask(KEYS, &[&wanted.keys], key);
        self.ask(KEYS_OF_PREFIX, &[&wanted.prefixes], key);
    }
}

/// A column. That it is not what the statement says is a bug of ours.
pub fn get<'a, T: FromSql<'a>>(row: &'a Row, column: usize) -> Result<T, StoreError> {
    row.try_get(column).map_err(|error| StoreError::Broken(super::address::words(&error)))
}

/// A body in a column.
pub fn body<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, StoreError> {
    parsed(get(row, column)?)
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Broken(format!("a body cannot be read: {error}")))
}

macro_rules! takes {
    ($($name:ident $kind:ident)*) => {$(
        fn $name(row: &Row, found: &mut Vec<Found>) -> Result<(), StoreError> {
            found.push(Found::Record(Record::$kind(body(row, 0)?)));
            Ok(())
        }
    )*};
}

takes! { account Account project Project task Task request Request upload Upload person Person agent Agent }

fn key(row: &Row, found: &mut Vec<Found>) -> Result<(), StoreError> {
    found.push(Found::Record(Record::Key(body(row, 0)?)));
    if let Some(agent) = get(row, 1)? {
        found.push(Found::Record(Record::Agent(parsed(agent)?)));
    }
    if let Some(person) = get(row, 2)? {
        found.push(Found::Record(Record::Person(parsed(person)?)));
    }
    Ok(())
}

fn uses(row: &Row, found: &mut Vec<Found>) -> Result<(), StoreError> {
    let count = get::<i64>(row, 3)?.unsigned_abs();
    found.push(Found::Use(AccountId(get(row, 0)?), ProjectId(get(row, 1)?), get(row, 2)?, count));
    Ok(())
}

fn receipt(row: &Row, found: &mut Vec<Found>) -> Result<(), StoreError> {
    let wrong = |_| StoreError::Broken("a fingerprint is not as long as one".into());
    found.push(Found::Receipt(Receipt {
        account: AccountId(get(row, 0)?),
        key: get(row, 1)?,
        fingerprint: get::<&[u8]>(row, 2)?.try_into().map_err(wrong)?,
        at: Time(get(row, 3)?),
        task: get::<Option<Uuid>>(row, 4)?.map(TaskId),
        answer: body(row, 5)?,
    }));
    Ok(())
}

/// All that a batch wants.
pub fn wanted(batch: &[Envelope]) -> Wanted {
    let mut wanted = Wanted::default();
    for envelope in batch {
        envelope.reads().for_each(|name| wanted.add(name));
        if let Some(key) = &envelope.key {
            wanted.receipts.add(envelope.by.account, key.clone());
        }
    }
    wanted
}

/// The scene that was found, and the time by the database's clock.
pub fn scene(wanted: &Wanted, found: Vec<Found>) -> Result<(Scene, Time), StoreError> {
    let (mut scene, mut at) = (Scene::default(), None);
    let mut uses: BTreeMap<(AccountId, ProjectId), BTreeMap<String, u64>> = BTreeMap::new();
    for (account, project) in wanted.uses.iter() {
        uses.insert((AccountId(account), ProjectId(project)), BTreeMap::new());
    }
    for one in found {
        match one {
            Found::Record(record) => scene.put(record),
            Found::Receipt(receipt) => scene.put_receipt(receipt),
            Found::Use(account, project, step, count) => {
                uses.entry((account, project)).or_default().insert(step, count);
            }
            Found::At(time) => at = Some(time),
        }
    }
    for ((account, project), open) in uses {
        scene.put_use(account, project, open);
    }
    Ok((scene, at.ok_or_else(|| StoreError::Broken("the database did not tell the time".into()))?))
}
