//! `pumpup migrate`: the database's tables, for those who change them with another role than the one that serves. A
//! server whose role may change them needs none of this.

use clap::Args;

use super::failure::Failure;
use super::json;
use super::print::Screen;
use crate::config::DatabaseArgs;
use crate::local;

/// `pumpup migrate`
#[derive(Debug, Args)]
#[group(id = "deed", required = true, multiple = false, args = ["check", "apply"])]
pub struct MigrateArgs {
    /// Say whether the database is up to date, and change nothing; fails if it is not
    #[arg(long)]
    check: bool,
    /// Bring the database up to date
    #[arg(long)]
    apply: bool,
    /// Give this role what serving needs, and no more: it can neither change nor delete what happened
    #[arg(long, value_name = "ROLE", conflicts_with = "check")]
    grant_to: Option<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

/// Looks at the tables, or changes them.
pub async fn migrate(args: MigrateArgs, screen: Screen) -> Result<(), Failure> {
    let database = args.database.database().map_err(Failure::Plain)?;
    let database = database.ok_or_else(|| Failure::Usage("Name the database with --database-url.".into()))?;
    if !args.apply {
        return match local::steps_left(&database).await.map_err(Failure::Plain)? {
            0 => said(screen, 0, "The database is up to date.".into()),
            steps => {
                let words = if steps == 1 { "1 step is".into() } else { format!("{steps} steps are") };
                said(screen, steps, format!("{words} still to be run."))?;
                Err(Failure::Plain("Run `pumpup migrate --apply`.".into()))
            }
        };
    }
    let steps = local::bring_up(&database, args.grant_to.as_deref()).await.map_err(Failure::Plain)?;
    let words = if steps == 1 { "1 step was".into() } else { format!("{steps} steps were") };
    said(screen, 0, format!("The database is up to date; {words} run."))
}

/// Tells how many steps are left.
fn said(screen: Screen, left: usize, words: String) -> Result<(), Failure> {
    screen.show(|| json::object([("steps_left", left.into())]), || format!("{words}\n"))
}
