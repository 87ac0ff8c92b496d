//! What works on the store itself and not on a server: making accounts, and keys or links for whoever lost the last one. Whoever
//! may write the data folder, or the database, may do this; no key is asked for.

use clap::{Args, Subcommand};
use url::{Host, Url};

use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::visible::line;
use crate::config::{PlaceArgs, public_origins};

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
    /// Where browsers find the workspace, as `serve` was told; the server's own address unless given
    #[arg(long, env = "PUMPUP_PUBLIC_URL", value_name = "URL", value_delimiter = ',')]
    public_url: Vec<String>,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Makes a link that opens the workspace at this address, once and soon.
pub async fn sign_in(args: SignInArgs, url: &str, screen: Screen) -> Result<(), Failure> {
    let place = args.place.place().map_err(Failure::Plain)?;
    let public = public_origins(&args.public_url).map_err(Failure::Plain)?.first().map(ToString::to_string);
    let path = crate::local::sign_in(&place, &args.account, args.person.as_deref()).await.map_err(Failure::Plain)?;
    show_link(screen, public.as_deref().unwrap_or(url), &path)
}

/// Prints the link alone.
pub fn show_link(screen: Screen, url: &str, path: &str) -> Result<(), Failure> {
    let link = format!("{}{path}", to_open(url).trim_end_matches('/'));
    screen.show(|| json::object([("link", json::text(&link))]), || format!("{}\n", line(&link)))
}

/// The address as somebody can open it: a server may listen everywhere, which is no place to go to.
fn to_open(url: &str) -> String {
    let everywhere = |url: &Url| match url.host()? {
        Host::Ipv4(ip) if ip.is_unspecified() => Some("127.0.0.1"),
        Host::Ipv6(ip) if ip.is_unspecified() => Some("[::1]"),
        Host::Ipv4(_) | Host::Ipv6(_) | Host::Domain(_) => None,
    };
    let here = Url::parse(url).ok().and_then(|mut url| {
        let host = everywhere(&url)?;
        url.set_host(Some(host)).ok().map(|()| url.to_string())
    });
    here.unwrap_or_else(|| url.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everywhere_is_no_place_to_go_to() {
        for (url, shown) in [
            ("http://0.0.0.0:50051", "http://127.0.0.1:50051/"),
            ("https://[::]:50051/", "https://[::1]:50051/"),
            ("http://127.0.0.1:50051", "http://127.0.0.1:50051"),
            ("https://pumpup.example", "https://pumpup.example"),
            ("no address", "no address"),
        ] {
            assert_eq!(to_open(url), shown);
        }
    }
}
