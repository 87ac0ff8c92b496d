//! What works on the store itself and not on a server: making accounts, and keys for whoever lost the last one. Whoever
//! may write the data folder, or the database, may do this; no key is asked for.

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::json;
use super::print::Screen;
use crate::config::PlaceArgs;

/// `pumpup accounts …`
#[derive(Debug, Subcommand)]
pub enum AccountsCommand {
    /// Create an account and print its first admin key
    Create(CreateArgs),
}

/// `pumpup accounts create`
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// The account's name
    #[arg(long)]
    name: String,
    #[command(flatten)]
    place: PlaceArgs,
}

/// `pumpup keys recover`
#[derive(Debug, Args)]
pub struct RecoverArgs {
    /// The account's name
    #[arg(long, default_value = "default")]
    account: String,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Makes an account.
pub async fn accounts(command: AccountsCommand, screen: Screen) -> Result<(), Failure> {
    let AccountsCommand::Create(CreateArgs { name, place }) = command;
    let place = place.place().map_err(Failure::Plain)?;
    show(screen, crate::local::account_create(&place, &name).await)
}

/// Makes a new admin key for an account.
pub async fn keys_recover(args: RecoverArgs, screen: Screen) -> Result<(), Failure> {
    let place = args.place.place().map_err(Failure::Plain)?;
    show(screen, crate::local::keys_recover(&place, &args.account).await)
}

/// Prints the key alone.
pub fn show(screen: Screen, secret: Result<String, String>) -> Result<(), Failure> {
    let secret = secret.map_err(Failure::Plain)?;
    screen.show(|| json::object([("secret", json::text(&secret))]), || format!("{secret}\n"))
}
