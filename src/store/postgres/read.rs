//! Reading lists, the inbox, timelines, what is due, and chunks of uploads; and forgetting what is old.
//!
//! Lists read one row more than was asked for, which tells whether there are more, and the server leaves out what would
//! make a page too heavy before it sends anything.

use tokio_postgres::Row;
use uuid::Uuid;

use super::flight::{Param, Step, param};
use super::fold::pattern;
use super::load::{body, get};
use super::wanted::is_text;
use crate::domain::ids::{AccountId, TaskId, Time};
use crate::domain::record::Record;
use crate::store::{EndedFilter, InboxFilter, InboxItem, Listing, PAGE_BYTES, Page, StoreError};

/// A page of the rows that a statement finds, in an order, until the bodies before a row are too many bytes. The last
/// column says how many rows were found before that.
macro_rules! page {
    ($columns:literal, $order:literal, $found:expr) => {
        concat!(
            "SELECT ",
            $columns,
            ", found FROM (SELECT *, count(*) OVER () AS found, coalesce(sum(octet_length(body))
                OVER (ORDER BY ",
            $order,
            " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
             FROM (",
            $found,
            ") AS found) AS page WHERE before <= $1::bigint ORDER BY ",
            $order
        )
    };
}

macro_rules! listed {
    ($table:literal $(, $which:literal)?) => {
        page!(
            "body",
            "id",
            concat!(
                "SELECT id, body FROM ",
                $table,
                " WHERE account_id = $2 AND id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')",
                $($which,)?
                " ORDER BY id LIMIT $4::bigint"
            )
        )
    };
}

const PROJECTS: &str = page!(
    "body",
    "id",
    "SELECT id, body FROM projects WHERE account_id = $2 AND NOT deleted
     AND id > coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')
     AND (strpos(name_folded, $5) > 0 OR strpos(project_name, $5) > 0) ORDER BY id LIMIT $4::bigint"
);
/// The tasks of an account, and those of a project: each by an index of its own, from where the page begins.
macro_rules! tasks {
    ($project:literal) => {
        page!(
            "body",
            "id DESC",
            concat!(
                "SELECT id, body FROM tasks WHERE account_id = $2 AND ",
                $project,
                " AND id < coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
                  AND ($6::text IS NULL OR status = $6) AND strpos(name_folded, $7) > 0
                  ORDER BY id DESC LIMIT $4::bigint"
            )
        )
    };
}
const TASKS: &str = tasks!("$5::uuid IS NULL");
const TASKS_OF_PROJECT: &str = tasks!("project_id = $5::uuid");
/// Requests with their tasks and projects: what a list of them shows, and is filtered by. Of the metadata the values are
/// looked through, texts and numbers on every level.
macro_rules! items {
    ($order:literal, $which:expr) => {
        page!(
            "body, task, response_target",
            $order,
            concat!(
                "SELECT r.id, r.ended_at, r.body, t.body AS task, p.response_target
                 FROM requests r
                 JOIN tasks t ON t.account_id = r.account_id AND t.id = r.task_id
                 JOIN projects p ON p.account_id = r.account_id AND p.id = r.project_id
                 WHERE r.account_id = $2
                   AND ($5::uuid IS NULL OR r.project_id = $5)
                   AND ($6::text IS NULL OR r.kind = $6)
                   AND ($7::uuid IS NULL OR r.requested_by = $7)
                   AND ($8::text IS NULL OR strpos(r.summary_folded, $8) > 0 OR strpos(t.name_folded, $8) > 0
                        OR strpos(t.external_folded, $8) > 0 OR EXISTS (
                            SELECT FROM jsonb_path_query((t.body::json -> 'metadata')::jsonb, '$.**') AS value
                            WHERE jsonb_typeof(value) IN ('string', 'number')
                              AND (value #>> '{}') ~ $9))
                   AND ",
                $which,
                " ORDER BY ",
                $order,
                " LIMIT $4::bigint"
            )
        )
    };
}

/// The open ones, in either order.
macro_rules! waiting {
    ($after:literal, $order:literal) => {
        items!(
            $order,
            concat!(
                "r.open AND r.id ",
                $after,
                " AND ($10::text IS NULL OR t.current_step = $10)
                  AND ($11::uuid IS NULL OR t.assignee_id = $11)
                  AND (NOT $12::boolean OR t.assignee_id IS NULL)
                  AND ($13::bigint IS NULL OR r.requested_at <= $13)
                  AND ($14::bigint IS NULL OR r.requested_at + p.response_target <= $14)"
            )
        )
    };
}

const LONGEST_WAITING_FIRST: &str = waiting!("> coalesce($3::uuid, '00000000-0000-0000-0000-000000000000')", "id");
const LATEST_FIRST: &str = waiting!("< coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')", "id DESC");
/// An end stands for ever, so a page may begin after a request's own.
const ENDED: &str = items!(
    "ended_at DESC, id DESC",
    "r.ended_at >= coalesce($10::bigint, 0)
     AND (r.ended_at, r.id) < (
         coalesce((SELECT ended_at FROM requests WHERE account_id = $2 AND id = $3), 9223372036854775807),
         coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
     AND ($11::uuid IS NULL OR r.ended_by = $11)
     AND ($12::text IS NULL OR r.outcome = $12)"
);
const HISTORY: &str = page!(
    "body",
    "sequence",
    "SELECT sequence, body FROM events WHERE account_id = $2 AND task_id = $3 AND sequence > $5
     ORDER BY sequence LIMIT $4::bigint"
);
/// What is due is looked for across accounts: it is the platform that asks.
pub const DUE: &str = "SELECT account_id, id FROM requests WHERE open AND deadline IS NOT NULL AND deadline <= $1
     ORDER BY deadline LIMIT $2::bigint";
/// Reads one chunk of an upload.
pub const CHUNK: &str = "SELECT bytes FROM upload_chunks WHERE account_id = $1 AND upload_id = $2 AND ordinal = $3";
/// Stages one chunk of an upload. A chunk that is sent again replaces itself.
pub const CHUNK_PUT: &str = "INSERT INTO upload_chunks (account_id, upload_id, ordinal, at, bytes)
     VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account_id, upload_id, ordinal) DO UPDATE SET at = excluded.at, bytes = excluded.bytes";
/// Looks through some receipts from before `$1`, from the moment `$2` on, and forgets those whose tasks are not open. What
/// another server is forgetting is left to it. Answers how many were forgotten, and where to go on; nowhere at the end.
pub const FORGET_RECEIPTS: &str = "WITH old AS (
         SELECT account_id, key, at, task_id FROM receipts WHERE at >= $2 AND at < $1 ORDER BY at LIMIT 5000),
     free AS (
         SELECT r.account_id, r.key FROM old JOIN receipts r ON r.account_id = old.account_id AND r.key = old.key
         WHERE NOT EXISTS (SELECT FROM tasks t WHERE t.account_id = old.account_id AND t.id = old.task_id
             AND NOT t.closed) FOR UPDATE OF r SKIP LOCKED),
     gone AS (
         DELETE FROM receipts r USING free WHERE r.account_id = free.account_id AND r.key = free.key RETURNING 1)
     SELECT (SELECT count(*) FROM gone), (SELECT max(at) FROM old HAVING count(*) = 5000)";
/// Forgets some staged chunks that are old and that no upload took.
pub const FORGET_CHUNKS: &str = "WITH gone AS (DELETE FROM upload_chunks WHERE (account_id, upload_id, ordinal) IN (
         SELECT c.account_id, c.upload_id, c.ordinal FROM upload_chunks c WHERE c.at < $1 AND NOT EXISTS (
             SELECT FROM uploads u WHERE u.account_id = c.account_id AND u.id = c.upload_id)
         LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1) SELECT count(*) FROM gone";

/// Forgets some keys that were to be kept until before then.
pub const FORGET_KEYS: &str = "WITH gone AS (DELETE FROM keys WHERE (account_id, id) IN (
         SELECT k.account_id, k.id FROM keys k WHERE k.forget_at < $1 LIMIT 1000 FOR UPDATE SKIP LOCKED) RETURNING 1)
     SELECT count(*) FROM gone";

/// What every page is asked for with: how heavy it may be, whose it is, after what, and one more than it may hold.
fn bounds(account: AccountId, after: Option<Uuid>, limit: u32) -> Vec<Param> {
    vec![param(PAGE_BYTES as i64), param(account.0), param(after), param(i64::from(limit) + 1)]
}

/// The statement that lists records of one account; none if nothing can match.
pub fn list(account: AccountId, listing: &Listing, after: Option<Uuid>, limit: u32) -> Option<Step> {
    if let Listing::Projects { name } | Listing::Tasks { name, .. } = listing
        && !is_text(name)
    {
        return None;
    }
    let mut params = bounds(account, after, limit);
    let sql = match listing {
        Listing::Projects { name } => {
            params.push(param(name.to_lowercase()));
            PROJECTS
        }
        Listing::Tasks { project, status, name } => {
            params.push(param(project.map(|project| project.0)));
            params.push(param(status.map(|status| status.as_str())));
            params.push(param(name.to_lowercase()));
            if project.is_some() { TASKS_OF_PROJECT } else { TASKS }
        }
        Listing::People => listed!("people"),
        Listing::Agents => listed!("agents"),
        Listing::Keys => listed!("keys", " AND kind = 'API'"),
    };
    Some(Step::Ask(sql, params))
}

/// The record in a row of a listing.
pub fn listed(listing: &Listing, row: &Row) -> Result<Record, StoreError> {
    Ok(match listing {
        Listing::Projects { .. } => Record::Project(body(row, 0)?),
        Listing::Tasks { .. } => Record::Task(body(row, 0)?),
        Listing::People => Record::Person(body(row, 0)?),
        Listing::Agents => Record::Agent(body(row, 0)?),
        Listing::Keys => Record::Key(body(row, 0)?),
    })
}

/// The statement that lists open requests of one account; none if nothing can match.
pub fn inbox(account: AccountId, filter: &InboxFilter, after: Option<Uuid>, limit: u32) -> Option<Step> {
    if !filter.step.iter().chain(&filter.text).all(|text| is_text(text)) {
        return None;
    }
    let mut params = bounds(account, after, limit);
    params.extend([
        param(filter.project.map(|project| project.0)),
        param(filter.kind.map(|kind| kind.as_str())),
        param(filter.requested_by),
        param(filter.text.as_ref().map(|text| text.to_lowercase())),
        param(filter.text.as_deref().map(pattern)),
        param(filter.step.clone()),
        param(filter.assignee.map(|person| person.0)),
        param(filter.unassigned),
        param(filter.requested_until.map(|at| at.0)),
        param(filter.overdue_at.map(|at| at.0)),
    ]);
    Some(Step::Ask(if filter.latest_first { LATEST_FIRST } else { LONGEST_WAITING_FIRST }, params))
}

/// The statement that lists requests of one account that have ended, the latest end first; none if nothing can match.
pub fn ended(account: AccountId, filter: &EndedFilter, after: Option<Uuid>, limit: u32) -> Option<Step> {
    if !filter.text.iter().all(|text| is_text(text)) {
        return None;
    }
    let mut params = bounds(account, after, limit);
    params.extend([
        param(filter.project.map(|project| project.0)),
        param(filter.kind.map(|kind| kind.as_str())),
        param(filter.requested_by),
        param(filter.text.as_ref().map(|text| text.to_lowercase())),
        param(filter.text.as_deref().map(pattern)),
        param(filter.since.map(|at| at.0)),
        param(filter.ended_by.map(|person| person.0)),
        param(filter.outcome.map(|verdict| verdict.as_str())),
    ]);
    Some(Step::Ask(ENDED, params))
}

/// The request in a row of either list.
pub fn item(row: &Row) -> Result<InboxItem, StoreError> {
    Ok(InboxItem { request: body(row, 0)?, task: body(row, 1)?, response_target: get(row, 2)? })
}

/// The statement that reads a task's events after a sequence number.
pub fn history(account: AccountId, task: TaskId, after: u64, limit: u32) -> Step {
    let mut params = bounds(account, Some(task.0), limit);
    // A cursor beyond what a column can hold is beyond every event too.
    params.push(param(i64::try_from(after).unwrap_or(i64::MAX)));
    Step::Ask(HISTORY, params)
}

/// The statement that names what is due.
pub fn due(at: Time, limit: u32) -> Step {
    Step::ask(DUE, [param(at.0), param(i64::from(limit))])
}

/// The page in the rows of a statement whose last column counts what was found.
pub fn page<T>(rows: &[Row], limit: u32, item: impl Fn(&Row) -> Result<T, StoreError>) -> Result<Page<T>, StoreError> {
    let found = match rows.first() {
        Some(row) => get::<i64>(row, row.len() - 1)?.unsigned_abs() as usize,
        None => 0,
    };
    let items = rows.iter().take(limit as usize).map(item).collect::<Result<Vec<T>, _>>()?;
    Ok(Page { more: found > items.len(), items })
}
