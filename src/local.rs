//! What is done on the store itself, by whoever has the machine or the database: first start, further accounts, a lost
//! admin key, a link to sign in with, the tables. Records are written beside a running server, through the same pipeline.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use uuid::Uuid;

use crate::auth;
use crate::domain::access::{KeyCreate, Person, PersonUpdate, Role, Secret};
use crate::domain::account::AccountCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::faults::Faults;
use crate::domain::ids::AccountId;
use crate::domain::limits;
use crate::domain::record::{Record, Target};
use crate::domain::refusal::Noun;
use crate::domain::refusal::Refusal;
use crate::domain::sign_in::LinkCreate;
use crate::engine::{Engine, Failure};
use crate::environment::Environment;
use crate::store::place::Place;
use crate::store::postgres::{Database, Migrations, Standing};
use crate::store::{Opener, sqlite};

/// The account that the first start makes.
pub const DEFAULT_ACCOUNT: &str = "default";

/// The sentence for a failure.
fn sentence(failure: Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refusal.message(),
        Failure::Unavailable(why) | Failure::Bug(why) => why,
        Failure::Overloaded => "too many calls are waiting".into(),
        Failure::Draining => "the store has ended".into(),
    }
}

/// Does a command under a key of its own, so that it has one effect even if its batch has to be run again.
async fn execute(engine: &Engine, by: Caller, command: Command) -> Result<(), String> {
    let key = engine.environment.mint().to_string();
    engine.execute(by, Some(key), command).await.map(|_| ()).map_err(sentence)
}

async fn account_named(engine: &Engine, name: &str) -> Result<Option<AccountId>, Failure> {
    let found = engine.record(AccountId(Uuid::nil()), Target::AccountNamed(name.to_owned())).await?;
    Ok(if let Some(Record::Account(account)) = found { Some(account.id) } else { None })
}

/// What the first start made.
pub enum FirstStart {
    /// Keys, in files.
    Keys {
        /// The file with the admin's key.
        admin: PathBuf,
        /// The file with the agent's key.
        agent: PathBuf,
    },
    /// An admin with the key that was given.
    Bootstrapped,
}

/// Makes the default account if there is none: with the `given` key for its admin, or with fresh keys for an admin and an
/// agent in `folder`. Of several servers on one database, one does.
pub async fn first_start(
    engine: &Engine,
    place: &Place,
    folder: &Path,
    given: Option<Secret>,
) -> Result<Option<FirstStart>, String> {
    let is_there = async || Ok::<_, String>(account_named(engine, DEFAULT_ACCOUNT).await.map_err(sentence)?.is_some());
    if is_there().await? {
        return Ok(None);
    }
    let _held = place.hold().await?;
    if is_there().await? {
        return Ok(None);
    }
    match given {
        Some(admin_key) => {
            default_account(engine, admin_key, None).await?;
            Ok(Some(FirstStart::Bootstrapped))
        }
        None => first_keys(engine, place, folder).await.map(Some),
    }
}

async fn default_account(engine: &Engine, admin_key: Secret, agent_key: Option<Secret>) -> Result<(), String> {
    let command = AccountCreate { name: DEFAULT_ACCOUNT.into(), admin_key, agent_key };
    let account = AccountId(engine.environment.mint());
    execute(engine, Caller::platform(account), Command::AccountCreate(command)).await
}

/// Makes the account with keys that are on disk before they are valid: a crash in between leaves files that open nothing,
/// and the next start writes them anew.
async fn first_keys(engine: &Engine, place: &Place, folder: &Path) -> Result<FirstStart, String> {
    if let Place::Database { .. } = place {
        if folder.join(sqlite::FILE).exists() {
            return Err(format!(
                "{} holds a store of its own and the keys to it; name another folder for the first keys with --data, or \
                 give the admin's key in PUMPUP_BOOTSTRAP_ADMIN_KEY",
                folder.display()
            ));
        }
        let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|error| format!("cannot make the folder {} for the first keys: {error}", folder.display()))?;
    }
    let (admin, admin_key) = auth::new_key();
    let (agent, agent_key) = auth::new_key();
    let (admin_file, agent_file) = (folder.join("admin.key"), folder.join("agent.key"));
    for (path, key) in [(&admin_file, admin), (&agent_file, agent)] {
        write_secret(path, &key).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| format!("cannot sync {}: {error}", folder.display()))?;
    default_account(engine, admin_key, Some(agent_key)).await?;
    Ok(FirstStart::Keys { admin: admin_file, agent: agent_file })
}

fn write_secret(path: &Path, key: &str) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    // A file that was there keeps its mode, whatever the line above says.
    file.set_permissions(Permissions::from_mode(0o600))?;
    writeln!(file, "{key}")?;
    file.sync_all()
}

/// A key that opens nothing until a first start is given it.
pub fn fresh_key() -> String {
    auth::new_key().0
}

/// How many steps are to be run on the database's tables before this binary can serve.
pub async fn steps_left(database: &Database) -> Result<usize, String> {
    Ok(match Migrations::connect(database).await?.standing().await? {
        Standing::Ready => 0,
        Standing::Behind(steps) => steps,
    })
}

/// Brings the database's tables up to date, gives a role what serving needs, and answers how many steps were run.
pub async fn bring_up(database: &Database, role: Option<&str>) -> Result<usize, String> {
    let mut migrations = Migrations::connect(database).await?;
    let steps = migrations.up().await?;
    if let Some(role) = role {
        migrations.grant(role).await?;
    }
    Ok(steps)
}

/// Runs something on a store that is there already.
async fn on_store<T>(place: &Place, work: impl AsyncFnOnce(Arc<Engine>) -> Result<T, String>) -> Result<T, String> {
    if let Place::Folder(folder) = place
        && !folder.join(sqlite::FILE).exists()
    {
        let shown = folder.display();
        return Err(format!("there is no store in {shown}; start `pumpup serve` there first, or name it with --data"));
    }
    let environment = Environment::system();
    let store = place.open(Opener::Beside, &environment).await?.store;
    work(Engine::start(store, environment)).await
}

/// Makes an account with its General project and an admin, and answers the admin's key.
pub async fn account_create(place: &Place, name: &str) -> Result<String, String> {
    let mut faults = Faults::default();
    faults.required_text("--name", name, limits::NAME);
    if !faults.is_empty() {
        return Err(Refusal::Invalid(faults.0).message());
    }
    on_store(place, async |engine| {
        let (key, admin_key) = auth::new_key();
        let command = AccountCreate { name: name.to_owned(), admin_key, agent_key: None };
        let account = AccountId(engine.environment.mint());
        execute(&engine, Caller::platform(account), Command::AccountCreate(command)).await.map(|()| key)
    })
    .await
}

/// Makes a fresh admin key for an account whose last one is lost, and answers it.
pub async fn keys_recover(place: &Place, account: &str) -> Result<String, String> {
    on_store(place, async |engine| {
        let found = account_named(&engine, account).await.map_err(sentence)?;
        let id = found.ok_or_else(|| Refusal::not_found(Noun::Account, account).message())?;
        let platform = Caller::platform(id);
        let name = match first_admin(&engine, id).await? {
            Some(person) => {
                if !person.active {
                    let update = PersonUpdate {
                        person: person.id,
                        name: None,
                        email: None,
                        role: None,
                        tags: None,
                        active: Some(true),
                    };
                    execute(&engine, platform, Command::PersonUpdate(update)).await?;
                }
                person.name
            }
            None => "admin".into(),
        };
        let (key, secret) = auth::new_key();
        let command = KeyCreate { role: Role::Admin, name, tags: Vec::new(), expires_at: None, secret };
        execute(&engine, platform, Command::KeyCreate(command)).await.map(|()| key)
    })
    .await
}

/// The first admin of an account: an active one if there is any.
async fn first_admin(engine: &Engine, account: AccountId) -> Result<Option<Person>, String> {
    let people = engine.people(account).await.map_err(sentence)?;
    let admins = || people.iter().filter(|person| person.role == Role::Admin);
    Ok(admins().find(|admin| admin.active).or_else(|| admins().next()).cloned())
}

/// Makes a sign-in link for right now, for a person of an account or else for its first admin, and answers its path.
pub async fn sign_in_link(engine: &Engine, account: &str, name: Option<&str>) -> Result<String, String> {
    let found = account_named(engine, account).await.map_err(sentence)?;
    let id = found.ok_or_else(|| Refusal::not_found(Noun::Account, account).message())?;
    let person = match name {
        Some(name) => match engine.record(id, Target::PersonNamed(name.to_owned())).await.map_err(sentence)? {
            Some(Record::Person(person)) => person,
            _ => return Err(Refusal::not_found(Noun::Person, name).message()),
        },
        None => first_admin(engine, id).await?.ok_or_else(|| format!("the account {account:?} has no admin"))?,
    };
    let (link, secret) = auth::new_link();
    let command = Command::LinkCreate(LinkCreate { person: person.id, secret });
    execute(engine, Caller::platform(id), command).await.map(|()| auth::link_path(&link))
}

/// The same on a store that is there already.
pub async fn sign_in(place: &Place, account: &str, name: Option<&str>) -> Result<String, String> {
    on_store(place, async |engine| sign_in_link(&engine, account, name).await).await
}
