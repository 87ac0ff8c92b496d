//! What works on the store of this machine and not on a server: making accounts, and keys for whoever lost the last one.
//! Whoever may write the data folder may do this; no key is asked for.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::json;
use super::print::Screen;

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
    data: DataArgs,
}

/// `pumpup keys recover`
#[derive(Debug, Args)]
pub struct RecoverArgs {
    /// The account's name
    #[arg(long, default_value = "default")]
    account: String,
    #[command(flatten)]
    data: DataArgs,
}

/// Where the store is.
#[derive(Debug, Args)]
struct DataArgs {
    /// The folder with the server's data
    #[arg(long, env = "PUMPUP_DATA", hide_env_values = true, default_value = "./pumpup-data", value_name = "FOLDER")]
    data: PathBuf,
}

/// Makes an account.
pub async fn accounts(command: AccountsCommand, screen: Screen) -> Result<(), Failure> {
    let AccountsCommand::Create(CreateArgs { name, data }) = command;
    on_store(screen, data, name, crate::local::account_create).await
}

/// Makes a new admin key for an account.
pub async fn keys_recover(args: RecoverArgs, screen: Screen) -> Result<(), Failure> {
    on_store(screen, args.data, args.account, crate::local::keys_recover).await
}

/// Runs what blocks on the disk where it may, and prints the key alone.
async fn on_store(
    screen: Screen,
    DataArgs { data }: DataArgs,
    account: String,
    work: fn(&Path, &str) -> Result<String, String>,
) -> Result<(), Failure> {
    let secret = tokio::task::spawn_blocking(move || work(&data, &account))
        .await
        .map_err(|error| Failure::Plain(format!("The work on the store broke off: {error}.")))?
        .map_err(Failure::Plain)?;
    screen.show(|| json::object([("secret", json::text(&secret))]), || format!("{secret}\n"))
}
