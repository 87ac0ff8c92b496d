//! `pumpup keys`: who may call. A key's secret is printed alone and once, so that a script can keep it.

use clap::{Args, Subcommand, ValueEnum};
use prost_types::Timestamp;
use time::OffsetDateTime;

use super::access::role_word;
use super::connection::{ConnectionArgs, Server};
use super::failure::Failure;
use super::json;
use super::local::{self, RecoverArgs};
use super::print::Screen;
use super::print::table::table;
use super::print::visible::line;
use super::retry::idempotency_key;
use super::times::{self, Expiry};
use crate::rpc::pb;

/// `pumpup keys …`
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Create a key for the agent or person of this name, made if they are new, and print it alone
    Create(CreateArgs),
    /// List the account's keys, without their secrets
    List,
    /// Stop a key at once
    Revoke(RevokeArgs),
    /// Make a new admin key in the store itself, for whoever lost the last one
    Recover(RecoverArgs),
    /// Print a key that opens nothing yet, for PUMPUP_BOOTSTRAP_ADMIN_KEY
    Generate,
}

/// `pumpup keys create`
#[derive(Debug, Args)]
pub struct CreateArgs {
    /// What the key may do
    #[arg(long)]
    role: RoleName,
    /// The name of the agent or person that it stands for
    #[arg(long)]
    name: String,
    /// Tags for a new person, with commas between them
    #[arg(long, value_delimiter = ',')]
    tags: Vec<String>,
    /// When it stops by itself: a span such as 30d, or a moment such as 2026-05-14T09:00:00Z
    #[arg(long, value_parser = times::parse_expiry, value_name = "WHEN")]
    expires: Option<Expiry>,
    /// Makes a retry safe; a new one unless given. A repeated call prints no secret
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleName {
    Agent,
    Reviewer,
    Admin,
}

/// `pumpup keys revoke`
#[derive(Debug, Args)]
pub struct RevokeArgs {
    /// The key's id, or its prefix as `keys list` shows it
    #[arg(value_name = "ID-OR-PREFIX")]
    key: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// Works on keys: those of the server, or those of the store itself.
pub async fn keys(command: KeysCommand, connection: &ConnectionArgs, screen: Screen) -> Result<(), Failure> {
    match command {
        KeysCommand::Create(args) => create(args, &connection.open()?, screen).await,
        KeysCommand::List => list(&connection.open()?, screen).await,
        KeysCommand::Revoke(args) => revoke(args, &connection.open()?, screen).await,
        KeysCommand::Recover(args) => local::keys_recover(args, screen).await,
        KeysCommand::Generate => local::show(screen, Ok(crate::local::fresh_key())),
    }
}

async fn create(args: CreateArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let role = match args.role {
        RoleName::Agent => pb::Role::Agent,
        RoleName::Reviewer => pb::Role::Reviewer,
        RoleName::Admin => pb::Role::Admin,
    };
    let message = pb::AccessCreateKeyRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        role: role.into(),
        name: args.name,
        tags: args.tags,
        expires_at: args.expires.map(|expiry| expiry.moment(times::now())),
    };
    let mut access = server.access();
    let made = server.call(message, async |request| access.create_key(request).await).await?;
    let key = made.key.unwrap_or_default();
    if made.secret.is_empty() {
        return Err(Failure::Plain(format!(
            "The key {} was made by an earlier try of this call, and its secret went with the answer to that. Revoke it \
             with `pumpup keys revoke {}` and create another.",
            line(&key.prefix),
            line(&key.id)
        )));
    }
    screen.show(|| json::access::new_key(&made.secret, &key), || format!("{}\n", line(&made.secret)))
}

async fn all_keys(server: &Server) -> Result<Vec<pb::ApiKey>, Failure> {
    let mut access = server.access();
    let (mut keys, mut page_token) = (Vec::new(), String::new());
    loop {
        let message = pb::AccessListKeysRequest { page_size: 200, page_token };
        let page = server.call(message, async |request| access.list_keys(request).await).await?;
        keys.extend(page.keys);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            return Ok(keys);
        }
    }
}

async fn list(server: &Server, screen: Screen) -> Result<(), Failure> {
    let keys = all_keys(server).await?;
    let now = times::now();
    screen.show(
        || json::object([("items", json::list(&keys, json::access::key))]),
        || {
            let rows: Vec<_> = keys.iter().map(|key| row(key, now)).collect();
            table(&screen, ["ID", "PREFIX", "ROLE", "NAME", "MADE", "STATE"], &rows)
        },
    )
}

fn row(key: &pb::ApiKey, now: OffsetDateTime) -> [String; 6] {
    let made = key.created_at.as_ref().map_or_else(String::new, |at| format!("{} ago", times::age(at, now)));
    [line(&key.id), line(&key.prefix), role_word(key.role).to_owned(), line(&key.owner_name), made, state(key, now)]
}

fn state(key: &pb::ApiKey, now: OffsetDateTime) -> String {
    let past = |at: &Timestamp| at.seconds <= now.unix_timestamp();
    match (&key.revoked_at, &key.expires_at) {
        (Some(at), _) => format!("revoked {}", times::moment(at)),
        (None, Some(at)) if past(at) => format!("expired {}", times::moment(at)),
        (None, Some(at)) => format!("works until {}", times::moment(at)),
        (None, None) => "works".to_owned(),
    }
}

async fn revoke(args: RevokeArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let found = choose(&all_keys(server).await?, &args.key)?;
    let message =
        pb::AccessRevokeKeyRequest { idempotency_key: idempotency_key(args.idempotency_key), id: found.id.clone() };
    let mut access = server.access();
    let answer = server.call(message, async |request| access.revoke_key(request).await).await?;
    let key = answer.key.unwrap_or(found);
    screen.show(
        || json::access::key(&key),
        || format!("The key {} of {} is revoked.\n", line(&key.prefix), line(&key.owner_name)),
    )
}

/// The one key of this id or of exactly this prefix. A part of a prefix would do for too many keys to stop one by it.
fn choose(keys: &[pb::ApiKey], id_or_prefix: &str) -> Result<pb::ApiKey, Failure> {
    if let Some(key) = keys.iter().find(|key| key.id == id_or_prefix) {
        return Ok(key.clone());
    }
    let mut same = keys.iter().filter(|key| key.prefix == id_or_prefix);
    match (same.next(), same.next()) {
        (Some(key), None) => Ok(key.clone()),
        (Some(_), Some(_)) => Err(Failure::Plain(format!(
            "Several keys begin with {}: name one by its id, from `pumpup keys list`.",
            line(id_or_prefix)
        ))),
        (None, _) => Err(Failure::Plain(format!(
            "No key has the id or the whole prefix {}: `pumpup keys list` shows them.",
            line(id_or_prefix)
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: &str, prefix: &str) -> pb::ApiKey {
        pb::ApiKey { id: id.to_owned(), prefix: prefix.to_owned(), ..Default::default() }
    }

    #[test]
    fn a_key_is_named_whole() {
        let keys = [key("1", "pu_aa"), key("2", "pu_bb"), key("3", "pu_bb"), key("4", "pu_cc")];
        for (named, found) in [("1", Some("1")), ("3", Some("3")), ("pu_aa", Some("1")), ("pu_cc", Some("4"))] {
            assert_eq!(choose(&keys, named).ok().map(|key| key.id).as_deref(), found, "{named}");
        }
        for named in ["pu_bb", "pu_", "pu_aaa", "", "5"] {
            assert!(choose(&keys, named).is_err(), "{named} named a key");
        }
    }

    #[test]
    fn a_key_says_whether_it_works() {
        let now = OffsetDateTime::from_unix_timestamp(1_000).expect("a moment within range");
        let at = |seconds| Some(Timestamp { seconds, nanos: 0 });
        for (revoked_at, expires_at, words) in [
            (None, None, "works"),
            (None, at(2_000), "works until 1970-01-01 00:33:20 UTC"),
            (None, at(1_000), "expired 1970-01-01 00:16:40 UTC"),
            (at(500), at(2_000), "revoked 1970-01-01 00:08:20 UTC"),
        ] {
            assert_eq!(state(&pb::ApiKey { revoked_at, expires_at, ..Default::default() }, now), words);
        }
    }
}
