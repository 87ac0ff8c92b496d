//! Brings the file's tables to what this binary knows: numbered steps, each in one transaction, each run once.

use rusqlite::{Connection, TransactionBehavior};

/// The steps, oldest first. A step that was released never changes; a change is a further step.
const STEPS: &[&str] = &[include_str!("../migrations/sqlite/0001_core.sql")];

/// Marks the file as ours ("pump" in ASCII), so that another program's file is not written to.
const APPLICATION_ID: i32 = 0x7075_6d70;

/// Brings the tables up to date, or says why they cannot be.
pub fn up(connection: &mut Connection) -> Result<(), String> {
    let fail = |error: rusqlite::Error| error.to_string();
    // The lock is taken before looking, so that of two processes at once one does the work and the other finds it done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    let pragma = |name: &str| transaction.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0));
    let (application, version) = (pragma("application_id").map_err(fail)?, pragma("user_version").map_err(fail)?);
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(fail)?;
    if application != APPLICATION_ID && (tables > 0 || version != 0) {
        return Err("it is another program's file".into());
    }
    let done = usize::try_from(version).map_err(|_| "its version is negative".to_owned())?;
    if done > STEPS.len() {
        return Err(format!(
            "it was written by a newer pumpup (tables of version {done}; this one knows {}); use that one",
            STEPS.len()
        ));
    }
    for step in &STEPS[done..] {
        transaction.execute_batch(step).map_err(fail)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as i64).map_err(fail)?;
    transaction.commit().map_err(fail)
}
