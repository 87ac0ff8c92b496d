//! The command line: everything that a person does from a terminal, from starting the service to deciding a request. It
//! speaks to a running server over gRPC like any other client and knows none of the rules; only `serve`, `migrate`,
//! `accounts create`, `keys recover` and `sign-in` work on the store itself.
//!
//! One file per group of commands holds their arguments and one function each. `connection` is the way to the server,
//! `print` and `json` are what people and scripts read, `failure` is what they read when it did not work.

mod access;
mod answers;
mod connection;
mod failure;
mod hand;
mod health;
mod inbox;
mod json;
mod keys;
mod live;
mod local;
mod migrate;
mod people;
mod print;
mod projects;
mod requests;
mod retry;
#[cfg(test)]
mod samples;
mod tasks;
mod times;
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use connection::ConnectionArgs;
use failure::Failure;
use print::Screen;

/// Approvals and typed questions from autonomous agents to people, over gRPC.
///
/// `pumpup serve` starts the service; everything else speaks to it, with the key in PUMPUP_API_KEY or the admin key that
/// the first start wrote.
#[derive(Debug, Parser)]
#[command(name = "pumpup", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    connection: ConnectionArgs,
    /// Print JSON: one document, or one line for each item of a watch
    #[arg(long, global = true, help_heading = "Output")]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start the service
    Serve(Box<crate::config::ServeArgs>),
    #[command(flatten)]
    Client(ClientCommand),
}

#[derive(Debug, Subcommand)]
enum ClientCommand {
    /// Say whether the server serves; needs no key
    Health,
    /// Say whom the key stands for
    Whoami,
    /// Show the requests that wait for people, longest waiting first
    Inbox(inbox::InboxArgs),
    /// Show a whole request, with the command that decides or answers it
    Show(requests::ShowArgs),
    /// Decide an approval
    Decide(requests::DecideArgs),
    /// Answer an elicitation
    Answer(requests::AnswerArgs),
    /// Withdraw an open request; only who made it may
    Cancel(requests::CancelArgs),
    /// List, show and follow tasks
    #[command(subcommand)]
    Tasks(tasks::TasksCommand),
    /// Write a note on a task
    Note(hand::NoteArgs),
    /// Move a task to another step
    Move(hand::MoveArgs),
    /// Give a task to a person, or to nobody
    Assign(hand::AssignArgs),
    /// List and create projects
    #[command(subcommand)]
    Projects(projects::ProjectsCommand),
    /// Add, invite, list and deactivate people
    #[command(subcommand)]
    People(people::PeopleCommand),
    /// Create, list, revoke and recover API keys
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Make a link that opens the workspace, in the store itself
    SignIn(local::SignInArgs),
    /// Create accounts in the store itself
    #[command(subcommand)]
    Accounts(local::AccountsCommand),
    /// Look at the database's tables, or bring them up to date
    Migrate(migrate::MigrateArgs),
}

/// Does what the command line says, and answers how the process should end.
pub async fn run(cli: Cli) -> ExitCode {
    let Cli { connection, json, command } = cli;
    let command = match command {
        Command::Serve(args) => return crate::serve::run(*args).await,
        Command::Client(command) => command,
    };
    match client(command, &connection, Screen::of_process(json)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let sentences = failure.sentences();
            if !sentences.is_empty() {
                print::aside(&sentences);
            }
            failure.exit_code()
        }
    }
}

async fn client(command: ClientCommand, connection: &ConnectionArgs, screen: Screen) -> Result<(), Failure> {
    match command {
        ClientCommand::Health => health::health(connection, screen).await,
        ClientCommand::Whoami => access::whoami(&connection.open()?, screen).await,
        ClientCommand::Inbox(args) => inbox::inbox(args, &connection.open()?, screen).await,
        ClientCommand::Show(args) => requests::show(&args, connection, screen).await,
        ClientCommand::Decide(args) => requests::decide(args, &connection.open()?, screen).await,
        ClientCommand::Answer(args) => requests::answer(args, &connection.open()?, screen).await,
        ClientCommand::Cancel(args) => requests::cancel(args, &connection.open()?, screen).await,
        ClientCommand::Tasks(command) => tasks::tasks(command, &connection.open()?, screen).await,
        ClientCommand::Note(args) => hand::note(args, &connection.open()?, screen).await,
        ClientCommand::Move(args) => hand::move_to(args, &connection.open()?, screen).await,
        ClientCommand::Assign(args) => hand::assign(args, &connection.open()?, screen).await,
        ClientCommand::Projects(command) => projects::projects(command, &connection.open()?, screen).await,
        ClientCommand::People(command) => people::people(command, &connection.open()?, screen).await,
        ClientCommand::Keys(command) => keys::keys(command, connection, screen).await,
        ClientCommand::SignIn(args) => local::sign_in(args, connection.url(), screen).await,
        ClientCommand::Accounts(command) => local::accounts(command, screen).await,
        ClientCommand::Migrate(args) => migrate::migrate(args, screen).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_parser_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_line_of_the_documentation_is_read() {
        for line in [
            "serve",
            "health",
            "whoami --json",
            "--json --server http://127.0.0.1:1 whoami",
            "inbox",
            "inbox --watch --project claims --kind approval --mine --text refund --overdue --min-age 2h --json",
            "inbox --unassigned --step review --requested-by agent-1 --limit 10",
            "show req-1",
            "decide req-1 approve",
            "decide req-1 edit --note 200 --reason-code LOST --digest ab --idempotency-key k",
            "decide req-1 more-info --note why",
            "decide req-1 escalate",
            "decide req-1 reject --server https://x --ca-cert ca.pem",
            "answer req-1 incident_date=2026-05-14 coverage=collision --digest ab --idempotency-key k",
            "answer req-1 n=-5 text=a=b",
            "cancel req-1 --reason gone",
            "tasks list --project claims --status waiting --name refund",
            "tasks show task-1",
            "tasks events task-1 --watch",
            "note task-1 -- --looks-like-a-flag",
            "move task-1 review --note why",
            "assign task-1 ada",
            "assign task-1 none",
            "projects list --name claims",
            "projects create --name Claims --steps steps.json --response-target 4h",
            "people list",
            "people deactivate ada",
            "people add --name ada --email ada@example.com --role reviewer --tags finance,tier-2",
            "people link ada --server https://pumpup.example",
            "sign-in",
            "sign-in --person ada --account other --data /data",
            "keys create --role reviewer --name ada --tags finance,tier-2 --expires 30d",
            "keys create --role agent --name bot --expires 2026-12-31T00:00:00Z",
            "keys list",
            "keys revoke pu_ab",
            "keys recover",
            "keys generate",
            "keys recover --account other --data /data",
            "accounts create --name other --data /data --json",
            "accounts create --name other --database-url postgres://ada@db/x",
            "keys recover --database-url postgres://ada@db/x --database-ca-cert ca.pem",
            "migrate --check --database-url postgres://ada@db/x",
            "migrate --apply --grant-to pumpup --database-url postgres://ada@db/x --database-password-file p",
        ] {
            let words = std::iter::once("pumpup").chain(line.split(' '));
            assert!(Cli::try_parse_from(words).is_ok(), "{line}");
        }
    }

    #[test]
    fn wrong_command_lines_are_refused() {
        for line in [
            "",
            "decide req-1",
            "decide req-1 maybe",
            "migrate",
            "migrate --check --apply",
            "migrate --check --grant-to pumpup",
            "answer req-1",
            "cancel req-1",
            "assign task-1",
            "keys create --role agent",
            "people add --name bot --role agent",
            "people link",
            "keys create --role owner --name x",
            "keys create --role agent --name x --expires soon",
            "tasks list --status open",
            "inbox --kind question",
            "inbox --min-age 2",
            "inbox --assignee ada --unassigned",
            "inbox --limit 0",
            "accounts create",
        ] {
            let words = std::iter::once("pumpup").chain(line.split(' ').filter(|word| !word.is_empty()));
            assert!(Cli::try_parse_from(words).is_err(), "{line}");
        }
    }
}
