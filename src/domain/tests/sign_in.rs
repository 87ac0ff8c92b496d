//! Signing in and out: links, sessions, passwords, and what they are worth afterwards.

use super::words::*;
use super::world::*;
use crate::domain::access::{ApiKey, KeyKind, KeyRevoke, Role};
use crate::domain::caller::{Caller, Who};
use crate::domain::ids::{KeyId, PersonId, Time};
use crate::domain::record::{Record, Target};
use crate::domain::sign_in::{KeyUse, LinkCreate, Means, PasswordSet, SessionEnd, SessionsEnd};

const UNAUTHENTICATED: &str =
    "UNAUTHENTICATED: no valid API key; send one that is active as `authorization: Bearer <key>`";

fn link(person: PersonId, prefix: &str) -> LinkCreate {
    LinkCreate { person, secret: secret(prefix) }
}

fn key(record: Record) -> ApiKey {
    let Record::Key(key) = record else { panic!("a key") };
    key
}

/// The caller that a session makes.
fn caller(session: &ApiKey) -> Caller {
    Caller { account: session.account, key: session.id, who: session.owner }
}

/// Signs a person in, and answers the caller that makes.
fn signed_in(world: &mut World, means: Means, prefix: &str) -> Caller {
    let platform = Caller::platform(world.acme.account);
    caller(&key(world.record(platform, session(means, prefix))))
}

#[test]
fn a_link_is_for_somebody_active_and_for_a_while() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let absent = PersonId(ABSENT);
    world.refuses([
        (agent, link(absent, "l").into(), "PERMISSION_DENIED: only admins may make a sign-in link"),
        (jane, link(person_of(jane), "l").into(), "PERMISSION_DENIED: only admins may make a sign-in link"),
        (
            admin,
            link(absent, "l").into(),
            &format!("PERSON_NOT_FOUND: there is no person \"{ABSENT}\" in this account"),
        ),
    ]);
    let made = key(world.record(admin, link(person_of(jane), "one")));
    assert_eq!((made.kind, made.owner, made.role), (KeyKind::Link, jane.who, Role::Reviewer));
    assert_eq!(made.expires_at, Some(BEGINNING.plus(3 * DAY)));
    let at_hand = key(world.record(Caller::platform(account), link(person_of(jane), "two")));
    assert_eq!(at_hand.expires_at, Some(BEGINNING.plus(900 * SECOND)));
    world.ok(admin, crate::domain::access::PersonUpdate { active: Some(false), ..person_update(person_of(jane)) });
    let hint = "but was deactivated, so that they cannot sign in; activate them first";
    let refused = format!("PERSON_EXISTS: the person \"Jane\" exists already; {hint}");
    world.refuses([(admin, link(person_of(jane), "three").into(), &refused)]);
}

#[test]
fn a_link_opens_one_session_and_no_more() {
    let mut world = World::new();
    let House { account, admin, jane, .. } = world.acme;
    let platform = Caller::platform(account);
    let made = key(world.record(admin, link(person_of(jane), "link")));
    // Of two browsers in one batch, one gets in.
    let opening = |prefix| session(Means::Link(made.id), prefix);
    let batch =
        [world.envelope(Some("1"), platform, opening("s1")), world.envelope(Some("2"), platform, opening("s2"))];
    let outcomes: Vec<_> = world.settle(&batch).iter().map(said).collect();
    assert_eq!(outcomes, ["ok", UNAUTHENTICATED]);
    // The batch that is run again finds its session, and no second one.
    let again = world.envelope(Some("1"), platform, opening("s3"));
    assert!(world.settle(&[again])[0].as_ref().unwrap().replayed);
    world.refuses([(platform, opening("s4").into(), UNAUTHENTICATED)]);
    // A link is no key to call with, and an API key is no link.
    let by_link = Caller { key: made.id, ..jane };
    world.refuses([
        (by_link, SessionsEnd { person: None }.into(), UNAUTHENTICATED),
        (platform, session(Means::Link(jane.key), "s5").into(), UNAUTHENTICATED),
    ]);
}

#[test]
fn a_link_stops_by_itself_and_with_its_person() {
    let world = World::new();
    let House { account, admin, jane, .. } = world.acme;
    let platform = Caller::platform(account);
    let signed_out = |world: &mut World| {
        world.now = world.now.plus(1);
        drop(world.ok(admin, SessionsEnd { person: Some(person_of(jane)) }));
    };
    let deactivated = |world: &mut World| {
        let update = crate::domain::access::PersonUpdate { active: Some(false), ..person_update(person_of(jane)) };
        drop(world.ok(admin, update));
    };
    let late = |world: &mut World| world.now = world.now.plus(3 * DAY);
    for spoil in [&signed_out as &dyn Fn(&mut World), &deactivated, &late] {
        let mut world = world.clone();
        let made = key(world.record(admin, link(person_of(jane), "link")));
        let opening = session(Means::Link(made.id), "s");
        assert_eq!(said(&world.clone().run(platform, opening.clone())), "ok");
        spoil(&mut world);
        world.refuses([(platform, opening.into(), UNAUTHENTICATED)]);
    }
}

#[test]
fn a_session_is_its_person_until_it_is_idle_or_old_or_over() {
    let mut world = World::new();
    let House { account, admin, jane, .. } = world.acme;
    let platform = Caller::platform(account);
    let opened = key(world.record(platform, session(Means::Person(person_of(jane)), "s")));
    let by = caller(&opened);
    assert_eq!((opened.kind, opened.used_at), (KeyKind::Session, Some(BEGINNING)));
    assert_eq!(opened.forget_at(), Some(BEGINNING.plus(2 * DAY)));
    let act = |world: &World, at: Time| {
        let mut world = world.clone();
        world.now = at;
        said(&world.run(by, project("X", claims_graph())))
    };
    let works = "PERMISSION_DENIED: only admins may make a project";
    let hour = DAY / 24;
    assert_eq!(act(&world, BEGINNING.plus(hour - 1)), works);
    assert_eq!(act(&world, BEGINNING.plus(hour)), UNAUTHENTICATED, "it was idle");
    // Being used keeps it, until its day is over.
    for n in 1..26 {
        world.now = BEGINNING.plus(n * (hour - 1));
        world.ok(platform, KeyUse { key: opened.id });
    }
    assert_eq!(act(&world, BEGINNING.plus(DAY - 1)), works);
    assert_eq!(act(&world, BEGINNING.plus(DAY)), UNAUTHENTICATED);
    let kept = key(world.get(account, Target::Key(opened.id)).clone());
    assert_eq!(kept.used_at, Some(BEGINNING.plus(24 * (hour - 1))), "what has stopped is not in use");

    world.now = BEGINNING;
    let opened = key(world.record(platform, session(Means::Person(person_of(jane)), "s2")));
    let not_theirs = "PERMISSION_DENIED: only whose it is may end a session";
    world.refuses([
        (admin, SessionEnd { key: opened.id }.into(), not_theirs),
        (
            admin,
            KeyRevoke { key: opened.id }.into(),
            &format!("KEY_NOT_FOUND: there is no key \"{}\" in this account", opened.id),
        ),
        (
            jane,
            SessionEnd { key: jane.key }.into(),
            &format!("KEY_NOT_FOUND: there is no key \"{}\" in this account", jane.key),
        ),
    ]);
    world.ok(caller(&opened), SessionEnd { key: opened.id });
    world.refuses([(caller(&opened), SessionsEnd { person: None }.into(), UNAUTHENTICATED)]);
}

#[test]
fn signing_out_everywhere_ends_sessions_and_no_api_key() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let open = |world: &mut World, person, prefix: &str| {
        caller(&key(world.record(Caller::platform(account), session(Means::Person(person), prefix))))
    };
    let (first, second) = (open(&mut world, person_of(jane), "s1"), open(&mut world, person_of(jane), "s2"));
    let other = open(&mut world, person_of(admin), "s3");
    world.refuses([
        (agent, SessionsEnd { person: None }.into(), "PERMISSION_DENIED: only people may end their sessions"),
        (
            jane,
            SessionsEnd { person: Some(person_of(admin)) }.into(),
            "PERMISSION_DENIED: only admins may end somebody else's sessions",
        ),
    ]);
    world.now = world.now.plus(1);
    world.ok(first, SessionsEnd { person: None });
    for by in [first, second] {
        world.refuses([(by, SessionsEnd { person: None }.into(), UNAUTHENTICATED)]);
    }
    let task = world.open(agent, claim());
    world.ok(jane, note(task));
    world.ok(other, note(task));
    // A session that begins afterwards works.
    world.now = world.now.plus(1);
    let again = open(&mut world, person_of(jane), "s4");
    world.ok(again, note(task));
    world.ok(jane, SessionsEnd { person: Some(person_of(jane)) });
}

#[test]
fn a_password_is_changed_by_whoever_knows_it() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let by_key = jane;
    let jane = signed_in(&mut world, Means::Person(person_of(by_key)), "first");
    let set = |known: Option<&str>, hash: Option<&str>| PasswordSet {
        person: person_of(jane),
        known: known.map(Into::into),
        hash: hash.map(Into::into),
    };
    let wrong = "PASSWORD_WRONG: the present password is another; send that with the new one";
    world.refuses([
        (agent, set(None, Some("a")).into(), "PERMISSION_DENIED: only people may have a password"),
        (admin, set(None, Some("a")).into(), "PERMISSION_DENIED: only its owner may set a password"),
        (
            by_key,
            set(None, Some("a")).into(),
            "PERMISSION_DENIED: only who is signed in to the workspace may set a password",
        ),
    ]);
    let Record::Person(answered) = world.record(jane, set(None, Some("a"))) else { panic!("her own record") };
    assert_eq!(Who::Person(answered.id), jane.who);
    let kept = |world: &World| {
        let mut found = world.records.values().filter_map(|record| match record {
            Record::Key(key) if key.kind == KeyKind::Password => Some(key.clone()),
            _ => None,
        });
        let first = found.next().expect("there is one");
        assert_eq!(found.next(), None, "there is one for each person");
        first
    };
    assert_eq!((kept(&world).hash.as_str(), kept(&world).prefix), ("a", ApiKey::password_of(person_of(jane))));
    // Whoever came in by something else has lost it, or never had it: that is the way back.
    assert_eq!(said(&world.clone().run(jane, set(None, Some("b")))), "ok");
    let jane = signed_in(&mut world, Means::Password(person_of(jane)), "second");
    world.refuses([(jane, set(None, Some("b")).into(), wrong), (jane, set(Some("x"), None).into(), wrong)]);
    // Of two changes that both knew it, the second no longer does.
    let changes = [set(Some("a"), Some("b")), set(Some("a"), Some("c"))].map(|set| world.envelope(None, jane, set));
    assert_eq!(world.settle(&changes).iter().map(said).collect::<Vec<_>>(), ["ok", wrong]);
    assert_eq!(kept(&world).hash, "b");
    world.ok(jane, set(Some("b"), None));
    assert_eq!((kept(&world).hash.as_str(), kept(&world).revoked_at), ("", Some(world.now)));
    world.ok(jane, set(None, Some("d")));
    assert_eq!((kept(&world).hash.as_str(), kept(&world).revoked_at), ("d", None));
    // It is no key to call with.
    let by = Caller { account, key: kept(&world).id, who: jane.who };
    world.refuses([(by, SessionsEnd { person: None }.into(), UNAUTHENTICATED)]);
    assert!(
        world.receipts.values().all(|receipt| !format!("{receipt:?}").contains("password:")),
        "no receipt tells it"
    );
}

#[test]
fn what_somebody_else_has_set_is_got_rid_of() {
    let mut world = World::new();
    let House { account, admin, jane, .. } = world.acme;
    let person = person_of(jane);
    let update = |active| crate::domain::access::PersonUpdate { active: Some(active), ..person_update(person) };
    let by_link = signed_in(&mut world, Means::Person(person), "one");
    world.ok(by_link, PasswordSet { person, known: None, hash: Some("a".into()) });
    let opening = |prefix| session(Means::Password(person), prefix);
    let opens = |world: &World| said(&world.clone().run(Caller::platform(account), opening("tried")));
    // Signing out oneself leaves the password as it is.
    let mut own = world.clone();
    own.now = own.now.plus(1);
    own.ok(by_link, SessionsEnd { person: Some(person) });
    assert_eq!(opens(&own), "ok");
    // An admin's hand takes it away, and so does deactivating, for good.
    let mut ended = world.clone();
    ended.ok(admin, SessionsEnd { person: Some(person) });
    assert_eq!(opens(&ended), UNAUTHENTICATED);
    let link = key(world.record(admin, link(person, "link")));
    world.ok(admin, update(false));
    world.ok(admin, update(true));
    assert_eq!(opens(&world), UNAUTHENTICATED);
    world.refuses([
        (by_link, SessionsEnd { person: None }.into(), UNAUTHENTICATED),
        (Caller::platform(account), session(Means::Link(link.id), "late").into(), UNAUTHENTICATED),
    ]);
    let again = signed_in(&mut world, Means::Person(person), "again");
    world.ok(again, PasswordSet { person, known: None, hash: Some("b".into()) });
}

#[test]
fn a_clock_that_stands_still_or_goes_back_signs_nobody_in_or_out() {
    let mut world = World::new();
    let jane = world.acme.jane;
    for (n, back) in [0, 0, SECOND].into_iter().enumerate() {
        world.now = world.now.plus(-back);
        let by = signed_in(&mut world, Means::Person(person_of(jane)), &format!("before-{n}"));
        world.ok(by, SessionsEnd { person: None });
        world.refuses([(by, SessionsEnd { person: None }.into(), UNAUTHENTICATED)]);
        let again = signed_in(&mut world, Means::Person(person_of(jane)), &format!("after-{n}"));
        world.ok(again, SessionsEnd { person: None });
        world.refuses([(again, SessionsEnd { person: None }.into(), UNAUTHENTICATED)]);
    }
}

#[test]
fn the_use_of_a_key_is_noted_and_revives_nothing() {
    let mut world = World::new();
    let House { account, admin, jane, .. } = world.acme;
    let platform = Caller::platform(account);
    world.now = world.now.plus(SECOND);
    let used = key(world.record(platform, KeyUse { key: jane.key }));
    assert_eq!((used.used_at, used.kind), (Some(world.now), KeyKind::Api));
    world.now = world.now.plus(-SECOND);
    assert_eq!(key(world.record(platform, KeyUse { key: jane.key })), used, "time does not go back");
    let revoked = key(world.record(admin, KeyRevoke { key: jane.key }));
    assert_eq!(revoked.used_at, used.used_at);
    world.now = world.now.plus(DAY);
    assert_eq!(key(world.record(platform, KeyUse { key: jane.key })), revoked);
    let missing = format!("KEY_NOT_FOUND: there is no key \"{ABSENT}\" in this account");
    world.refuses([(platform, KeyUse { key: KeyId(ABSENT) }.into(), &missing)]);
}
