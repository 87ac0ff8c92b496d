//! Reading lists, the inbox, timelines, what is due, and chunks of uploads.

use bytes::Bytes;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::load::{Body, Id};
use crate::domain::event::Event;
use crate::domain::ids::{AccountId, RequestId, TaskId, Time, UploadId};
use crate::domain::record::Record;
use crate::store::{EndedFilter, InboxFilter, InboxItem, Listing, PAGE_BYTES, Page};

/// Lists records of one account.
pub fn list(
    connection: &Connection,
    account: AccountId,
    listing: &Listing,
    after: Option<Uuid>,
    limit: u32,
) -> rusqlite::Result<Page<Record>> {
    // One more than asked for tells whether there is more.
    let (account, after, one_more) = (Id(account.0), after.map(Id), limit + 1);
    match listing {
        Listing::Projects { name } => records(
            connection,
            "SELECT body FROM projects WHERE account_id = ?1 AND id > coalesce(?2, x'') AND deleted = 0
             AND (instr(name_folded, ?4) > 0 OR instr(project_name, ?4) > 0) ORDER BY id LIMIT ?3",
            params![account, after, one_more, name.to_lowercase()],
            limit,
            Record::Project,
        ),
        Listing::Tasks { project, status, name } => records(
            connection,
            "SELECT body FROM tasks WHERE account_id = ?1 AND id < coalesce(?2, x'ffffffffffffffffffffffffffffffffff')
             AND (?4 IS NULL OR project_id = ?4) AND (?5 IS NULL OR status = ?5) AND instr(name_folded, ?6) > 0
             ORDER BY id DESC LIMIT ?3",
            params![
                account,
                after,
                one_more,
                project.map(|project| Id(project.0)),
                status.map(|status| status.as_str()),
                name.to_lowercase()
            ],
            limit,
            Record::Task,
        ),
        Listing::People => {
            records(connection, &plain("people", ""), params![account, after, one_more], limit, Record::Person)
        }
        Listing::Agents => {
            records(connection, &plain("agents", ""), params![account, after, one_more], limit, Record::Agent)
        }
        Listing::Keys => records(
            connection,
            &plain("keys", " AND kind = 'API'"),
            params![account, after, one_more],
            limit,
            Record::Key,
        ),
    }
}

fn plain(table: &str, which: &str) -> String {
    format!("SELECT body FROM {table} WHERE account_id = ?1 AND id > coalesce(?2, x''){which} ORDER BY id LIMIT ?3")
}

fn records<T: DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    params: &[&dyn ToSql],
    limit: u32,
    record: impl Fn(T) -> Record,
) -> rusqlite::Result<Page<Record>> {
    page(connection, sql, params, limit, |row| Ok(record(row.get::<_, Body<T>>(0)?.0)))
}

/// Reads rows up to the limits of a page. The first column is the body that counts for its bytes.
fn page<T>(
    connection: &Connection,
    sql: &str,
    params: &[&dyn ToSql],
    limit: u32,
    item: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Page<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let (mut items, mut bytes) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        if items.len() >= limit as usize || bytes > PAGE_BYTES {
            return Ok(Page { items, more: true });
        }
        bytes += row.get_ref(0)?.as_str().map_or(0, str::len);
        items.push(item(row)?);
    }
    Ok(Page { items, more: false })
}

/// A request with its task and its project: what a list of them shows, and is filtered by.
macro_rules! items {
    ($which:expr) => {
        concat!(
            "SELECT r.body, t.body, p.response_target
             FROM requests r
             JOIN tasks t ON t.account_id = r.account_id AND t.id = r.task_id
             JOIN projects p ON p.account_id = r.account_id AND p.id = r.project_id
             WHERE r.account_id = ?1
               AND (?4 IS NULL OR r.project_id = ?4)
               AND (?5 IS NULL OR r.kind = ?5)
               AND (?6 IS NULL OR r.requested_by = ?6)
               AND (?7 IS NULL OR instr(r.summary_folded, ?7) > 0 OR instr(t.name_folded, ?7) > 0
                    OR instr(t.external_folded, ?7) > 0 OR metadata_holds(t.body, ?7))
               AND ",
            $which
        )
    };
}

/// The open ones, in either order.
macro_rules! waiting {
    ($after:literal, $order:literal) => {
        items!(concat!(
            "r.open = 1 AND r.id ",
            $after,
            " AND (?8 IS NULL OR t.current_step = ?8)
              AND (?9 IS NULL OR t.assignee_id = ?9)
              AND (NOT ?10 OR t.assignee_id IS NULL)
              AND (?11 IS NULL OR r.requested_at <= ?11)
              AND (?12 IS NULL OR r.requested_at + p.response_target <= ?12)
              ORDER BY r.id ",
            $order,
            " LIMIT ?3"
        ))
    };
}

const LONGEST_WAITING_FIRST: &str = waiting!("> coalesce(?2, x'')", "");
const LATEST_FIRST: &str = waiting!("< coalesce(?2, x'ffffffffffffffffffffffffffffffffff')", "DESC");
/// An end stands for ever, so a page may begin after a request's own.
const ENDED: &str = items!(
    "r.ended_at >= coalesce(?8, 0)
     AND (r.ended_at, r.id) < (
         coalesce((SELECT ended_at FROM requests WHERE account_id = ?1 AND id = ?2), 9223372036854775807),
         coalesce(?2, x'ffffffffffffffffffffffffffffffffff'))
     AND (?9 IS NULL OR r.ended_by = ?9)
     AND (?10 IS NULL OR r.outcome = ?10)
     ORDER BY r.ended_at DESC, r.id DESC LIMIT ?3"
);

fn item(row: &Row<'_>) -> rusqlite::Result<InboxItem> {
    Ok(InboxItem {
        request: row.get::<_, Body<_>>(0)?.0,
        task: row.get::<_, Body<_>>(1)?.0,
        response_target: row.get(2)?,
    })
}

/// Lists open requests of one account.
pub fn inbox(
    connection: &Connection,
    account: AccountId,
    filter: &InboxFilter,
    after: Option<Uuid>,
    limit: u32,
) -> rusqlite::Result<Page<InboxItem>> {
    let sql = if filter.latest_first { LATEST_FIRST } else { LONGEST_WAITING_FIRST };
    let params = params![
        Id(account.0),
        after.map(Id),
        limit + 1,
        filter.project.map(|project| Id(project.0)),
        filter.kind.map(|kind| kind.as_str()),
        filter.requested_by.map(Id),
        filter.text.as_ref().map(|text| text.to_lowercase()),
        filter.step,
        filter.assignee.map(|person| Id(person.0)),
        filter.unassigned,
        filter.requested_until.map(|at| at.0),
        filter.overdue_at.map(|at| at.0),
    ];
    page(connection, sql, params, limit, item)
}

/// Lists requests of one account that have ended, the latest end first.
pub fn ended(
    connection: &Connection,
    account: AccountId,
    filter: &EndedFilter,
    after: Option<Uuid>,
    limit: u32,
) -> rusqlite::Result<Page<InboxItem>> {
    let params = params![
        Id(account.0),
        after.map(Id),
        limit + 1,
        filter.project.map(|project| Id(project.0)),
        filter.kind.map(|kind| kind.as_str()),
        filter.requested_by.map(Id),
        filter.text.as_ref().map(|text| text.to_lowercase()),
        filter.since.map(|at| at.0),
        filter.ended_by.map(|person| Id(person.0)),
        filter.outcome.map(|verdict| verdict.as_str()),
    ];
    page(connection, ENDED, params, limit, item)
}

/// Reads a task's events after a sequence number.
pub fn history(
    connection: &Connection,
    account: AccountId,
    task: TaskId,
    after: u64,
    limit: u32,
) -> rusqlite::Result<Vec<Event>> {
    // A cursor beyond what a column can hold is beyond every event too.
    let after = i64::try_from(after).unwrap_or(i64::MAX);
    let sql =
        "SELECT body FROM events WHERE account_id = ?1 AND task_id = ?2 AND sequence > ?3 ORDER BY sequence LIMIT ?4";
    let params = params![Id(account.0), Id(task.0), after, limit];
    page(connection, sql, params, limit, |row| Ok(row.get::<_, Body<Event>>(0)?.0)).map(|page| page.items)
}

/// Names open requests whose deadline has passed.
pub fn due(connection: &Connection, at: Time, limit: u32) -> rusqlite::Result<Vec<(AccountId, RequestId)>> {
    connection
        .prepare_cached(
            "SELECT account_id, id FROM requests WHERE open = 1 AND deadline IS NOT NULL AND deadline <= ?1
             ORDER BY deadline LIMIT ?2",
        )?
        .query_map(params![at.0, limit], |row| {
            Ok((AccountId(row.get::<_, Id>(0)?.0), RequestId(row.get::<_, Id>(1)?.0)))
        })?
        .collect()
}

/// Reads one chunk of an upload.
pub fn chunk(
    connection: &Connection,
    account: AccountId,
    upload: UploadId,
    ordinal: u32,
) -> rusqlite::Result<Option<Bytes>> {
    connection
        .prepare_cached("SELECT bytes FROM upload_chunks WHERE account_id = ?1 AND upload_id = ?2 AND ordinal = ?3")?
        .query_row(params![Id(account.0), Id(upload.0), ordinal], |row| row.get::<_, Vec<u8>>(0))
        .optional()
        .map(|bytes| bytes.map(Bytes::from))
}
