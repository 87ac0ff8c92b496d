//! Brings the file's tables to what this binary knows: numbered steps, each in one transaction, each run once.

use rusqlite::{Connection, TransactionBehavior};

/// The steps, oldest first. A step that was released never changes; a change is a further step.
const STEPS: &[&str] =
    &[include_str!("../migrations/sqlite/0001_core.sql"), include_str!("../migrations/sqlite/0002_workspace.sql")];

/// Marks the file as ours ("pump" in ASCII), so that another program's file is not written to.
const APPLICATION_ID: i32 = 0x7075_6d70;

/// Says how many steps were run on the file, without writing to it; or why it is not for this binary.
pub fn done(connection: &Connection) -> Result<usize, String> {
    let number = |sql: &str| {
        connection.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|error: rusqlite::Error| error.to_string())
    };
    let (application, version) = (number("PRAGMA application_id")?, number("PRAGMA user_version")?);
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    if application != i64::from(APPLICATION_ID) && (tables > 0 || version != 0) {
        return Err("it is another program's file".into());
    }
    let done = usize::try_from(version).map_err(|_| "its version is negative".to_owned())?;
    if done > STEPS.len() {
        return Err(format!(
            "it was written by a newer pumpup (tables of version {done}; this one knows {}); use that one",
            STEPS.len()
        ));
    }
    Ok(done)
}

/// Whether nothing is left to do on a file on which `done` steps were run.
pub fn is_current(done: usize) -> bool {
    done == STEPS.len()
}

/// Brings the tables up to date, or says why they cannot be.
pub fn up(connection: &mut Connection) -> Result<(), String> {
    let fail = |error: rusqlite::Error| error.to_string();
    // The lock is taken before looking, so that of two processes at once one does the work and the other finds it done.
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(fail)?;
    let done = done(&transaction)?;
    for step in &STEPS[done..] {
        transaction.execute_batch(step).map_err(fail)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID).map_err(fail)?;
    transaction.pragma_update(None, "user_version", STEPS.len() as i64).map_err(fail)?;
    transaction.commit().map_err(fail)
}
