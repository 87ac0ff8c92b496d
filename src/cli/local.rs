//! What works on the store itself and not on a server: making accounts, and keys or links for whoever lost the last one. Whoever
//! may write the data folder, or the database, may do this; no key is asked for.

use clap::{Args, Subcommand};

use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::visible::line;
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

/// `pumpup sign-in`
#[derive(Debug, Args)]
pub struct SignInArgs {
    /// The name of who will sign in; the first admin unless given
    #[arg(long, value_name = "NAME")]
    person: Option<String>,
    /// The account's name
    #[arg(long, default_value = "default")]
    account: String,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Makes a link that opens the workspace at this address, once and soon.
pub async fn sign_in(args: SignInArgs, url: &str, screen: Screen) -> Result<(), Failure> {
    let place = args.place.place().map_err(Failure::Plain)?;
    let path = crate::local::sign_in(&place, &args.account, args.person.as_deref()).await.map_err(Failure::Plain)?;
    show_link(screen, url, &path)
}

/// Prints the link alone.
pub fn show_link(screen: Screen, url: &str, path: &str) -> Result<(), Failure> {
    let link = format!("{}{path}", url.trim_end_matches('/'));
    screen.show(|| json::object([("link", json::text(&link))]), || format!("{}\n", line(&link)))
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
