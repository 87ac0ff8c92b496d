//! Who may do what: every command by every role. A command that is not in this table does not compile.

use super::words::*;
use super::world::*;
use crate::domain::access::{AgentUpdate, KeyCreate, KeyRevoke, PersonCreate, Role};
use crate::domain::account::AccountCreate;
use crate::domain::asking::RequestCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::{AccountId, AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use crate::domain::project::{ProjectDelete, ProjectUpdate};
use crate::domain::record::Record;
use crate::domain::recording::{ActionRecord, ExceptionRecord};
use crate::domain::request::RequestExpire;
use crate::domain::sign_in::{KeyUse, LinkCreate, Means, PasswordSet, SessionEnd, SessionsEnd};
use crate::domain::upload::UploadCreate;

/// What there is to name in an account.
#[derive(Clone, Copy)]
pub struct Ids {
    pub project: ProjectId,
    /// A task that waits for nothing.
    pub task: TaskId,
    /// An approval that is open.
    pub approval: RequestId,
    /// An elicitation that is open.
    pub form: RequestId,
    /// An approval that was decided, on the task that waits for nothing.
    pub decided: RequestId,
    /// An upload that is attached to that task.
    pub upload: UploadId,
    pub person: PersonId,
    pub agent: AgentId,
    pub key: KeyId,
    /// A session of the reviewer.
    pub session: KeyId,
    pub reviewer: PersonId,
}

/// Fills a house with one of each.
pub fn furnish(world: &mut World, house: House) -> Ids {
    let House { admin, agent, jane, .. } = house;
    let task = world.open(agent, claim());
    let upload = world.upload(agent, "aa");
    world.ok(agent, ActionRecord { add_attachments: vec![attach("policy", upload)], ..action(task) });
    let decided = world.request(agent, approval(task));
    world.ok(jane, approve(decided));
    let waiting = world.open(agent, claim());
    let approval = world.request(agent, RequestCreate { deadline: Some(world.now.plus(DAY)), ..approval(waiting) });
    let waiting = world.open(agent, claim());
    let form = world.request(agent, form(waiting));
    let Record::Project(project) = world.record(admin, project("Empty", claims_graph())) else { panic!("a project") };
    let Record::Person(person) = world
        .record(admin, PersonCreate { name: "Pat".into(), email: String::new(), role: Role::Reviewer, tags: vec![] })
    else {
        panic!("a person")
    };
    let other = world.key(admin, Role::Agent, "Other");
    let opening = session(Means::Person(person_of(jane)), &format!("session-{}", house.account));
    let Record::Key(session) = world.record(Caller::platform(house.account), opening) else { panic!("a session") };
    Ids {
        project: project.id,
        task,
        approval,
        form,
        decided,
        upload,
        person: person.id,
        agent: agent_of(other),
        key: other.key,
        session: session.id,
        reviewer: person_of(jane),
    }
}

const EVERYBODY: &str = "agent maker reviewer admin platform";
const AGENTS: &str = "agent maker";
const PEOPLE: &str = "reviewer admin";
const ADMINS: &str = "admin platform";

/// Who may do it, and a command that goes well when one of them does.
macro_rules! matrix {
    ($($command:ident: $who:expr, |$ids:ident| $example:expr;)*) => {
        /// Who may do such a command.
        fn allowed(command: &Command) -> &'static str {
            match command {
                $(Command::$command(_) => $who,)*
            }
        }

        /// One command of each kind.
        pub fn every(ids: Ids) -> Vec<Command> {
            vec![$({ let $ids = ids; Command::from($example) }),*]
        }
    };
}

matrix! {
    AccountCreate: "platform", |_ids| AccountCreate {
        name: "New".into(),
        admin_key: secret("new-admin"),
        agent_key: None,
    };
    ProjectCreate: ADMINS, |_ids| project("New", claims_graph());
    ProjectUpdate: ADMINS, |ids| ProjectUpdate {
        project: ids.project,
        name: Some("Renamed".into()),
        steps: Some(claims_graph()),
        response_target: None,
        reason_presets: None,
    };
    ProjectDelete: ADMINS, |ids| ProjectDelete { project: ids.project };
    TaskCreate: AGENTS, |_ids| claim();
    ActionRecord: AGENTS, |ids| ActionRecord {
        add_attachments: vec![attach("again", ids.upload)],
        in_response_to: Some(ids.decided),
        ..action(ids.task)
    };
    ExceptionRecord: AGENTS, |ids| ExceptionRecord {
        in_response_to: Some(ids.decided),
        ..exception(ids.task)
    };
    NoteAdd: EVERYBODY, |ids| note(ids.task);
    TaskMove: PEOPLE, |ids| moving(ids.task, "review");
    TaskAssign: PEOPLE, |ids| assign(ids.task, Some(ids.person));
    RequestCreate: AGENTS, |ids| RequestCreate { attachments: vec![ids.upload], ..approval(ids.task) };
    RequestCancel: "maker", |ids| cancel(ids.approval);
    RequestExpire: "platform", |ids| RequestExpire { request: ids.approval };
    ApprovalDecide: PEOPLE, |ids| approve(ids.approval);
    ElicitationAnswer: PEOPLE, |ids| answer(ids.form);
    UploadCreate: EVERYBODY, |ids| UploadCreate {
        upload: UploadId(crate::domain::ids::derive(ids.upload.0, 1)),
        chunks: 1,
        content_type: "text/plain".into(),
        size: 3,
        sha256: "cc".into(),
        file_name: String::new(),
    };
    PersonCreate: ADMINS, |_ids| PersonCreate {
        name: "New".into(),
        email: String::new(),
        role: Role::Reviewer,
        tags: vec![],
    };
    PersonUpdate: ADMINS, |ids| person_update(ids.person);
    AgentUpdate: ADMINS, |ids| AgentUpdate { agent: ids.agent, active: false };
    KeyCreate: ADMINS, |_ids| KeyCreate {
        role: Role::Agent,
        name: "New".into(),
        tags: vec![],
        expires_at: None::<Time>,
        secret: secret("new"),
    };
    KeyRevoke: ADMINS, |ids| KeyRevoke { key: ids.key };
    LinkCreate: ADMINS, |ids| LinkCreate { person: ids.person, secret: secret("link") };
    SessionOpen: "platform", |ids| session(Means::Person(ids.person), "session");
    SessionEnd: "reviewer", |ids| SessionEnd { key: ids.session };
    SessionsEnd: ADMINS, |ids| SessionsEnd { person: Some(ids.person) };
    PasswordSet: "session", |ids| PasswordSet { person: ids.reviewer, known: None, hash: Some("$a".into()) };
    KeyUse: "platform", |ids| KeyUse { key: ids.key };
}

#[test]
fn every_command_is_for_exactly_those_who_may_do_it() {
    let mut world = World::new();
    let house = world.acme;
    let ids = furnish(&mut world, house);
    let roles = [
        ("agent", house.rival),
        ("maker", house.agent),
        ("reviewer", house.jane),
        ("session", Caller { key: ids.session, ..house.jane }),
        ("admin", house.admin),
        ("platform", Caller::platform(house.account)),
    ];
    for command in every(ids) {
        let allowed = allowed(&command);
        assert!(allowed.split(' ').all(|word| roles.iter().any(|(role, _)| *role == word)));
        for (role, by) in roles {
            // The platform makes an account under an id of its own.
            let fresh = role == "platform" && matches!(command, Command::AccountCreate(_));
            let by = if fresh { Caller::platform(AccountId(ABSENT)) } else { by };
            let name = command.name();
            // Whoever is signed in may do all that a key of theirs may.
            let is_role = |word| word == role || (word, role) == ("reviewer", "session");
            if allowed.split(' ').any(is_role) {
                let outcome = said(&world.clone().run(by, command.clone()));
                assert_eq!(outcome, "ok", "{name} by {role}");
            } else {
                let refusal = world.refusal(by, command.clone());
                assert!(refusal.starts_with("PERMISSION_DENIED: only "), "{name} by {role}: {refusal}");
            }
        }
    }
}

#[test]
fn every_command_has_a_name_of_its_own() {
    let mut world = World::new();
    let house = world.acme;
    let commands = every(furnish(&mut world, house));
    let names: std::collections::BTreeSet<_> = commands.iter().map(Command::name).collect();
    assert_eq!(names.len(), commands.len());
}
