//! `pumpup people`: who is in the account, and who no longer is. People are made by `pumpup keys create`.

use clap::{Args, Subcommand};

use super::access::{all_people, person, role_word, words};
use super::connection::Server;
use super::failure::Failure;
use super::json;
use super::print::Screen;
use super::print::table::table;
use super::print::visible::line;
use super::retry::idempotency_key;
use crate::rpc::pb;

/// `pumpup people …`
#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// List the account's people
    List,
    /// Stop a person's keys at once
    Deactivate(DeactivateArgs),
}

/// `pumpup people deactivate`
#[derive(Debug, Args)]
pub struct DeactivateArgs {
    /// The person's id or name
    #[arg(value_name = "ID-OR-NAME")]
    person: String,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

/// Lists or deactivates people.
pub async fn people(command: PeopleCommand, server: &Server, screen: Screen) -> Result<(), Failure> {
    match command {
        PeopleCommand::List => list(server, screen).await,
        PeopleCommand::Deactivate(args) => deactivate(args, server, screen).await,
    }
}

async fn list(server: &Server, screen: Screen) -> Result<(), Failure> {
    let people = all_people(server).await?;
    screen.show(
        || json::object([("items", json::list(&people, json::access::person))]),
        || {
            let rows: Vec<_> = people.iter().map(row).collect();
            table(&screen, ["ID", "NAME", "ROLE", "TAGS", "EMAIL", "STATE"], &rows)
        },
    )
}

fn row(person: &pb::Person) -> [String; 6] {
    [
        line(&person.id),
        line(&person.name),
        role_word(person.role).to_owned(),
        words(&person.tags),
        line(&person.email),
        if person.active { "active" } else { "deactivated" }.to_owned(),
    ]
}

async fn deactivate(args: DeactivateArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let found = person(server, &args.person).await?;
    let message = pb::AccessUpdatePersonRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        id: found.id.clone(),
        active: Some(false),
        ..Default::default()
    };
    let mut access = server.access();
    let answer = server.call(message, async |request| access.update_person(request).await).await?;
    let now = answer.person.unwrap_or(found);
    screen.show(
        || json::access::person(&now),
        || format!("{} is deactivated; no key of theirs works any more.\n", line(&now.name)),
    )
}
