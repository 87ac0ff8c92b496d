//! `pumpup people`: who is in the account, who may come in to the workspace, and who no longer is. `pumpup keys create`
//! makes people too, with a key to call with.

use clap::{Args, Subcommand, ValueEnum};

use super::access::{all_people, person, role_word, words};
use super::connection::Server;
use super::failure::Failure;
use super::json;
use super::local::show_link;
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
    /// Add a person, and print the link with which they sign in to the workspace, once
    Add(AddArgs),
    /// Print a new link with which a person signs in, once
    Link(LinkArgs),
    /// Stop a person's keys and sessions at once
    Deactivate(DeactivateArgs),
}

/// `pumpup people add`
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The name
    #[arg(long)]
    name: String,
    /// The e-mail address
    #[arg(long, default_value = "", hide_default_value = true)]
    email: String,
    /// What they may do
    #[arg(long)]
    role: PersonRole,
    /// What they are good for, with commas between them
    #[arg(long, value_delimiter = ',')]
    tags: Vec<String>,
    /// Makes a retry safe; a new one unless given
    #[arg(long, value_name = "KEY")]
    idempotency_key: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum PersonRole {
    Reviewer,
    Admin,
}

/// `pumpup people link`
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// The person's id or name
    #[arg(value_name = "ID-OR-NAME")]
    person: String,
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

/// Works on people.
pub async fn people(command: PeopleCommand, server: &Server, screen: Screen) -> Result<(), Failure> {
    match command {
        PeopleCommand::List => list(server, screen).await,
        PeopleCommand::Add(args) => add(args, server, screen).await,
        PeopleCommand::Link(args) => {
            let found = person(server, &args.person).await?;
            link(&found, server, screen).await
        }
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

async fn add(args: AddArgs, server: &Server, screen: Screen) -> Result<(), Failure> {
    let role = match args.role {
        PersonRole::Reviewer => pb::Role::Reviewer,
        PersonRole::Admin => pb::Role::Admin,
    };
    let message = pb::AccessCreatePersonRequest {
        idempotency_key: idempotency_key(args.idempotency_key),
        name: args.name,
        email: args.email,
        role: role.into(),
        tags: args.tags,
    };
    let mut access = server.access();
    let made = server.call(message, async |request| access.create_person(request).await).await?;
    link(&made.person.unwrap_or_default(), server, screen).await
}

async fn link(person: &pb::Person, server: &Server, screen: Screen) -> Result<(), Failure> {
    let key = idempotency_key(None);
    let message = pb::AccessCreateSignInLinkRequest { idempotency_key: key, person_id: person.id.clone() };
    let mut access = server.access();
    let made = server.call(message, async |request| access.create_sign_in_link(request).await).await?;
    if made.path.is_empty() {
        return Err(Failure::Plain(format!(
            "The link was made by an earlier try of this call and went with the answer to that. Make another with \
             `pumpup people link {}`.",
            line(&person.id)
        )));
    }
    show_link(screen, server.url(), &made.path)
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
        || format!("{} is deactivated; no key or session of theirs works any more.\n", line(&now.name)),
    )
}
