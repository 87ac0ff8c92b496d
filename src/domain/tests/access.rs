//! Accounts, people, agents and keys, and who still acts once they change.

use super::words::*;
use super::world::*;
use crate::domain::access::{
    Agent, AgentUpdate, ApiKey, KeyCreate, KeyKind, KeyRevoke, Person, PersonCreate, PersonUpdate, Role,
};
use crate::domain::account::AccountCreate;
use crate::domain::caller::{Caller, Who};
use crate::domain::command::Command;
use crate::domain::ids::{AccountId, AgentId, KeyId, PersonId};
use crate::domain::receipt::Answer;
use crate::domain::record::{Record, Target};

const UNAUTHENTICATED: &str =
    "UNAUTHENTICATED: no valid API key; send one that is active as `authorization: Bearer <key>`";
const NAME_TAKEN: &str = "choose another name, or change the one that is there";

fn newcomer(name: &str) -> PersonCreate {
    PersonCreate { name: name.into(), email: String::new(), role: Role::Reviewer, tags: vec![] }
}

fn new_key(role: Role, name: &str) -> KeyCreate {
    KeyCreate { role, name: name.into(), tags: vec![], expires_at: None, secret: secret("new") }
}

fn expect_key(record: Record) -> ApiKey {
    let Record::Key(key) = record else { panic!("a key") };
    key
}

#[test]
fn an_account_is_made_by_the_platform_with_all_that_it_starts_with() {
    let mut world = World::new();
    let House { account, admin, agent, .. } = world.acme;
    let create = |name: &str, agent_key: Option<&str>| AccountCreate {
        name: name.into(),
        admin_key: secret("a-key"),
        agent_key: agent_key.map(secret),
    };
    let fresh = Caller::platform(AccountId(world.mint()));
    world.refuses([
        (agent, create("acme", None).into(), "PERMISSION_DENIED: only the command line may make an account"),
        (admin, create("acme", None).into(), "PERMISSION_DENIED: only the command line may make an account"),
        (
            Caller::platform(account),
            create("other", None).into(),
            "ACCOUNT_EXISTS: the account \"acme\" exists already; choose another name",
        ),
        (
            fresh,
            create("acme", None).into(),
            "ACCOUNT_EXISTS: the account \"acme\" exists already; choose another name",
        ),
    ]);
    let of = |world: &World, account| {
        world.records.values().filter(|record| record.place().0 == account).cloned().collect::<Vec<_>>()
    };
    let made = world.record(fresh, create("initech", None));
    assert!(matches!(&made, Record::Account(it) if it.id == fresh.account && it.name == "initech"));
    // Run again, as after a commit whose fate was unknown, it answers the same and makes nothing.
    let all = world.records.clone();
    assert_eq!(world.record(fresh, create("initech", None)), made);
    assert_eq!(world.records, all);
    let records = of(&world, fresh.account);
    assert_eq!(records.len(), 4, "the account, General, the admin and the admin's key: {records:?}");
    assert!(records.contains(&made));
    let general = records.iter().find_map(|it| if let Record::Project(it) = it { Some(it) } else { None }).unwrap();
    assert_eq!((general.name.as_str(), general.project_name.as_str()), ("General", "general"));
    let person = records.iter().find_map(|it| if let Record::Person(it) = it { Some(it) } else { None }).unwrap();
    assert_eq!((person.name.as_str(), person.role, person.active), ("admin", Role::Admin, true));
    let key = records.iter().find_map(|it| if let Record::Key(it) = it { Some(it) } else { None }).unwrap();
    assert_eq!((key.owner, key.role, key.prefix.as_str()), (Who::Person(person.id), Role::Admin, "a-key"));

    let other = Caller::platform(AccountId(world.mint()));
    world.ok(other, create("hooli", Some("b-key")));
    let records = of(&world, other.account);
    assert_eq!(records.len(), 6, "and the agent with its key");
    let agent = records.iter().find_map(|it| if let Record::Agent(it) = it { Some(it) } else { None }).unwrap();
    let key = records.iter().find_map(|it| match it {
        Record::Key(it) if it.prefix == "b-key" => Some(it),
        _ => None,
    });
    let key = key.unwrap();
    assert_eq!((key.owner, key.role, key.owner_name.as_str()), (Who::Agent(agent.id), Role::Agent, "agent"));
    // The first agent can work at once.
    let caller = Caller { account: other.account, key: key.id, who: key.owner };
    world.open(caller, chore());
}

#[test]
fn a_person_is_added_by_an_admin_under_a_name_that_is_free() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let taken = format!("PERSON_EXISTS: the person \"Jane\" exists already; {NAME_TAKEN}");
    world.refuses([
        (agent, newcomer("Jane").into(), "PERMISSION_DENIED: only admins may add a person"),
        (jane, newcomer("Jane").into(), "PERMISSION_DENIED: only admins may add a person"),
        (admin, newcomer("Jane").into(), &taken),
    ]);
    let tags = vec!["finance".into()];
    let Record::Person(made) =
        world.record(admin, PersonCreate { email: "joe@example.com".into(), tags: tags.clone(), ..newcomer("Joe") })
    else {
        panic!("a person")
    };
    let expected = Person {
        account,
        id: made.id,
        name: "Joe".into(),
        email: "joe@example.com".into(),
        role: Role::Reviewer,
        tags,
        active: true,
        created_at: BEGINNING,
        signed_out_at: None,
    };
    assert_eq!(made, expected);
    // Names are compared as they are written; agents and other accounts have names of their own.
    world.ok(admin, newcomer("jane"));
    world.ok(admin, newcomer("agent"));
    world.ok(world.globex.admin, newcomer("Joe"));
}

#[test]
fn a_person_is_changed_by_an_admin() {
    let mut world = World::new();
    let House { admin, agent, jane, .. } = world.acme;
    let absent = PersonUpdate { name: Some("admin".into()), ..person_update(PersonId(ABSENT)) };
    let own = PersonUpdate { role: Some(Role::Reviewer), ..person_update(person_of(admin)) };
    let hat = "PERMISSION_DENIED: only another admin may deactivate or demote an admin";
    world.refuses([
        (agent, absent.clone().into(), "PERMISSION_DENIED: only admins may change a person"),
        (jane, absent.clone().into(), "PERMISSION_DENIED: only admins may change a person"),
        (admin, absent.into(), &format!("PERSON_NOT_FOUND: there is no person \"{ABSENT}\" in this account")),
        (
            admin,
            PersonUpdate { name: Some("Jane".into()), ..own.clone() }.into(),
            &format!("PERSON_EXISTS: the person \"Jane\" exists already; {NAME_TAKEN}"),
        ),
        (admin, own.clone().into(), hat),
        (admin, PersonUpdate { role: None, active: Some(false), ..own.clone() }.into(), hat),
    ]);
    // One's own name, tags and the hat that one has are no such thing.
    world.ok(
        admin,
        PersonUpdate {
            name: Some("admin".into()),
            role: Some(Role::Admin),
            active: Some(true),
            tags: Some(vec!["it".into()]),
            ..own
        },
    );
    let before = world.get(world.acme.account, Target::Person(person_of(jane))).clone();
    let same = world.record(admin, person_update(person_of(jane)));
    assert_eq!(same, before);
    let Record::Person(before) = before else { panic!("a person") };
    for (change, expected) in [
        (
            PersonUpdate { name: Some("Jo".into()), ..person_update(before.id) },
            Person { name: "Jo".into(), ..before.clone() },
        ),
        (
            PersonUpdate { email: Some(String::new()), ..person_update(before.id) },
            Person { email: String::new(), ..before.clone() },
        ),
        (
            PersonUpdate { role: Some(Role::Admin), ..person_update(before.id) },
            Person { role: Role::Admin, ..before.clone() },
        ),
        (PersonUpdate { tags: Some(vec![]), ..person_update(before.id) }, Person { tags: vec![], ..before.clone() }),
        // Whoever is deactivated is signed out for good; the world's clock stands still.
        (
            PersonUpdate { active: Some(false), ..person_update(before.id) },
            Person { active: false, signed_out_at: Some(before.created_at), ..before.clone() },
        ),
    ] {
        let mut world = world.clone();
        assert_eq!(world.record(admin, change), Record::Person(expected));
    }
}

#[test]
fn of_two_admins_who_take_each_others_hat_off_at_once_one_keeps_it() {
    let mut world = World::new();
    let admin = world.acme.admin;
    let second = world.key(admin, Role::Admin, "Second");
    let demote = |by| PersonUpdate { role: Some(Role::Reviewer), ..person_update(person_of(by)) };
    let batch = [world.envelope(Some("1"), admin, demote(second)), world.envelope(Some("2"), second, demote(admin))];
    let outcomes: Vec<_> = world.settle(&batch).iter().map(said).collect();
    assert_eq!(outcomes, ["ok", "PERMISSION_DENIED: only admins may change a person"]);
}

#[test]
fn an_agent_is_deactivated_and_activated_by_an_admin() {
    let mut world = World::new();
    let House { account, admin, agent, rival, jane, .. } = world.acme;
    let absent = AgentUpdate { agent: AgentId(ABSENT), active: false };
    world.refuses([
        (rival, absent.clone().into(), "PERMISSION_DENIED: only admins may change an agent"),
        (jane, absent.clone().into(), "PERMISSION_DENIED: only admins may change an agent"),
        (admin, absent.into(), &format!("AGENT_NOT_FOUND: there is no agent \"{ABSENT}\" in this account")),
    ]);
    let update = |active| AgentUpdate { agent: agent_of(agent), active };
    let made = Agent { account, id: agent_of(agent), name: "agent".into(), active: false, created_at: BEGINNING };
    assert_eq!(world.record(admin, update(false)), Record::Agent(made.clone()));
    world.refuses([(agent, claim().into(), UNAUTHENTICATED)]);
    world.open(rival, claim());
    assert_eq!(world.record(admin, update(true)), Record::Agent(Agent { active: true, ..made }));
    world.open(agent, claim());
}

#[test]
fn a_key_finds_or_makes_whom_it_stands_for() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let past = KeyCreate { expires_at: Some(BEGINNING), ..new_key(Role::Admin, "Jane") };
    let taken = "PERSON_EXISTS: the person \"Jane\" exists already; \
                 with another role or other tags; change the person first, or name the same";
    world.refuses([
        (agent, past.clone().into(), "PERMISSION_DENIED: only admins may make a key"),
        (jane, past.clone().into(), "PERMISSION_DENIED: only admins may make a key"),
        (
            admin,
            past.into(),
            "INVALID_REQUEST: expires_at is 2026-01-01T00:00:00Z, which has passed: it is 2026-01-01T00:00:00Z now",
        ),
        (admin, new_key(Role::Admin, "Jane").into(), taken),
        (admin, KeyCreate { tags: vec!["finance".into()], ..new_key(Role::Reviewer, "Jane") }.into(), taken),
    ]);
    let count = world.records.len();
    // People who are there, without tags or with their own.
    let tags = vec!["finance".into(), "tier-2".into()];
    for command in [new_key(Role::Reviewer, "Jane"), KeyCreate { tags, ..new_key(Role::Reviewer, "Jane") }] {
        let key = expect_key(world.record(admin, command));
        assert_eq!((key.owner, key.role), (jane.who, Role::Reviewer));
    }
    let key = expect_key(world.record(admin, new_key(Role::Agent, "agent")));
    assert_eq!((key.owner, key.role), (agent.who, Role::Agent));
    assert_eq!(world.records.len(), count + 3, "nobody was made");

    let expires = BEGINNING.plus(DAY);
    let command = KeyCreate { tags: vec!["legal".into()], expires_at: Some(expires), ..new_key(Role::Admin, "Lee") };
    let key = expect_key(world.record(admin, command));
    let expected = ApiKey {
        account,
        id: key.id,
        kind: KeyKind::Api,
        prefix: "new".into(),
        hash: "00".into(),
        owner: key.owner,
        owner_name: "Lee".into(),
        role: Role::Admin,
        created_at: BEGINNING,
        expires_at: Some(expires),
        idle: None,
        vouched: false,
        used_at: None,
        revoked_at: None,
    };
    assert_eq!(key, expected);
    let Who::Person(lee) = key.owner else { panic!("a person") };
    let Record::Person(lee) = world.get(account, Target::Person(lee)) else { panic!("a person") };
    assert_eq!((lee.name.as_str(), lee.role, lee.tags.as_slice()), ("Lee", Role::Admin, &["legal".to_owned()][..]));
    // In one batch, the second key is of whom the first one made; an agent may be named like a person.
    let batch: Vec<_> =
        ["1", "2"].into_iter().map(|key| world.envelope(Some(key), admin, new_key(Role::Agent, "Lee"))).collect();
    let owners: Vec<_> = world
        .settle(&batch)
        .into_iter()
        .map(|outcome| match outcome.expect("allowed").answer {
            Answer::Record(record) => expect_key(*record).owner,
            Answer::Event(_) => panic!("a record"),
        })
        .collect();
    assert!(matches!(owners[0], Who::Agent(_)));
    assert_eq!(owners[0], owners[1]);
}

#[test]
fn a_key_is_revoked_by_an_admin_and_stays_as_it_was_revoked() {
    let mut world = World::new();
    let House { admin, agent, jane, .. } = world.acme;
    let absent = KeyRevoke { key: KeyId(ABSENT) };
    world.refuses([
        (agent, absent.clone().into(), "PERMISSION_DENIED: only admins may revoke a key"),
        (jane, absent.clone().into(), "PERMISSION_DENIED: only admins may revoke a key"),
        (admin, absent.into(), &format!("KEY_NOT_FOUND: there is no key \"{ABSENT}\" in this account")),
    ]);
    for _ in 0..2 {
        let key = expect_key(world.record(admin, KeyRevoke { key: jane.key }));
        assert_eq!(key.revoked_at, Some(BEGINNING));
        world.now = world.now.plus(SECOND);
    }
    // However the clock stands: revoked is revoked.
    for at in [BEGINNING.plus(-DAY), BEGINNING, BEGINNING.plus(DAY)] {
        world.now = at;
        world.refuses([(jane, claim().into(), UNAUTHENTICATED)]);
    }
}

#[test]
fn whose_key_or_standing_is_gone_acts_no_more_from_the_next_command_of_the_batch_on() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let task = world.open(agent, claim());
    let request = world.request(agent, approval(task));
    let jane_gone = PersonUpdate { active: Some(false), ..person_update(person_of(jane)) };
    let second = world.key(admin, Role::Admin, "Second");
    let demoted = PersonUpdate { role: Some(Role::Reviewer), ..person_update(person_of(second)) };
    let commands: Vec<(Caller, Command)> = vec![
        (jane, note(task).into()),
        (admin, jane_gone.into()),
        (jane, approve(request).into()),
        (jane, note(task).into()),
        (admin, KeyRevoke { key: agent.key }.into()),
        (agent, note(task).into()),
        (second, project("One", claims_graph()).into()),
        (admin, demoted.into()),
        (second, project("Two", claims_graph()).into()),
        (second, approve(request).into()),
        // A key that is shown for somebody it does not stand for opens nothing.
        (Caller { key: second.key, ..admin }, note(task).into()),
        (Caller { key: KeyId(ABSENT), ..admin }, note(task).into()),
        (Caller { account: world.globex.account, ..admin }, note(task).into()),
        (world.globex.admin, note(task).into()),
    ];
    let batch: Vec<_> = commands
        .into_iter()
        .enumerate()
        .map(|(index, (by, command))| world.envelope(Some(&index.to_string()), by, command))
        .collect();
    let outcomes: Vec<_> = world.settle(&batch).iter().map(said).collect();
    let missing = format!("TASK_NOT_FOUND: there is no task \"{task}\" in this account");
    assert_eq!(
        outcomes,
        [
            "ok",
            "ok",
            UNAUTHENTICATED,
            UNAUTHENTICATED,
            "ok",
            UNAUTHENTICATED,
            "ok",
            "ok",
            "PERMISSION_DENIED: only admins may make a project",
            "ok",
            UNAUTHENTICATED,
            UNAUTHENTICATED,
            UNAUTHENTICATED,
            &missing,
        ]
    );
    let back = PersonUpdate { active: Some(true), ..person_update(person_of(jane)) };
    world.ok(admin, back);
    world.ok(jane, note(task));
    assert_eq!(world.task(task).account, account);
}

#[test]
fn a_key_works_until_the_moment_it_expires() {
    let mut world = World::new();
    let admin = world.acme.admin;
    let expires = BEGINNING.plus(DAY);
    let key = expect_key(world.record(admin, KeyCreate { expires_at: Some(expires), ..new_key(Role::Agent, "Temp") }));
    let temp = Caller { account: key.account, key: key.id, who: key.owner };
    world.now = expires.plus(-1);
    world.open(temp, claim());
    for late in [0, 1, DAY] {
        world.now = expires.plus(late);
        world.refuses([(temp, claim().into(), UNAUTHENTICATED)]);
    }
}
