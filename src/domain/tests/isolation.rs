//! Nothing crosses accounts: what is another's is answered as what does not exist, word for word.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::roles::{Ids, every, furnish};
use super::words::*;
use super::world::*;
use crate::domain::access::{KeyCreate, PersonCreate, PersonUpdate, Role};
use crate::domain::asking::RequestCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::{AgentId, KeyId, PersonId, ProjectId, RequestId, TaskId, UploadId};
use crate::domain::record::Target;
use crate::domain::recording::ActionRecord;
use crate::domain::task::TaskCreate;

/// One id replaced, by its place among the ids.
fn replaced(ids: Ids, place: usize, id: Uuid) -> Ids {
    match place {
        0 => Ids { project: ProjectId(id), ..ids },
        1 => Ids { task: TaskId(id), ..ids },
        2 => Ids { approval: RequestId(id), ..ids },
        3 => Ids { form: RequestId(id), ..ids },
        4 => Ids { decided: RequestId(id), ..ids },
        5 => Ids { upload: UploadId(id), ..ids },
        6 => Ids { person: PersonId(id), ..ids },
        7 => Ids { agent: AgentId(id), ..ids },
        8 => Ids { key: KeyId(id), ..ids },
        9 => Ids { session: KeyId(id), ..ids },
        _ => unreachable!("there are ten"),
    }
}

fn all(ids: Ids) -> [Uuid; 10] {
    let Ids { project, task, approval, form, decided, upload, person, agent, key, session, .. } = ids;
    [project.0, task.0, approval.0, form.0, decided.0, upload.0, person.0, agent.0, key.0, session.0]
}

/// Somebody of the house who may do the command.
fn doer(world: &World, house: House, command: &Command) -> Caller {
    let callers = [house.agent, house.admin, house.jane, Caller::platform(house.account)];
    let found = callers.into_iter().find(|by| world.clone().run(*by, command.clone()).is_ok());
    found.unwrap_or_else(|| panic!("nobody may {command:?}"))
}

#[test]
fn an_id_of_another_account_answers_like_one_that_does_not_exist() {
    let mut world = World::new();
    let (house, neighbour) = (world.acme, world.globex);
    let (own, foreign) = (furnish(&mut world, house), furnish(&mut world, neighbour));
    let mut named = BTreeSet::new();
    for place in 0..10 {
        let (foreign, absent) = (all(foreign)[place], Uuid::from_u128(ABSENT.as_u128() + 1));
        let with = |id| every(replaced(own, place, id));
        let commands = every(own).into_iter().zip(with(foreign)).zip(with(absent));
        for ((good, foreign_command), absent_command) in commands {
            // Of an upload that is new, the id is no name of something that is there.
            if good == foreign_command || matches!(good, Command::UploadCreate(_)) {
                continue;
            }
            let by = doer(&world, house, &good);
            let theirs = world.refusal(by, foreign_command).replace(&foreign.to_string(), "ID");
            let nobodys = world.refusal(by, absent_command).replace(&absent.to_string(), "ID");
            assert_eq!(theirs, nobodys, "{}", good.name());
            let reason = theirs.split(':').next().unwrap_or_default();
            assert!(reason.ends_with("_NOT_FOUND"), "{}: {theirs}", good.name());
            named.insert((place, good.name()));
        }
    }
    // Every id was in some command's way.
    assert_eq!(named.iter().map(|(place, _)| place).collect::<BTreeSet<_>>().len(), 10);
    assert_eq!(named.len(), 25, "{named:?}");
}

#[test]
fn a_caller_of_another_account_finds_nothing_and_touches_nothing() {
    let mut world = World::new();
    let (house, neighbour) = (world.acme, world.globex);
    let foreign = furnish(&mut world, neighbour);
    let before: Vec<_> = world.records.iter().filter(|((of, _), _)| *of == neighbour.account).collect();
    let mut after = world.clone();
    for by in [house.agent, house.jane, house.admin, Caller::platform(house.account)] {
        for command in every(foreign) {
            // Whatever is said to it, it is done in the caller's own account or not at all.
            drop(after.run(by, command));
        }
    }
    let found: Vec<_> = after.records.iter().filter(|((of, _), _)| *of == neighbour.account).collect();
    assert_eq!(found, before);
    assert!(
        after
            .events
            .iter()
            .filter(|event| event.account == neighbour.account)
            .eq(world.events.iter().filter(|event| event.account == neighbour.account))
    );
}

#[test]
fn names_are_of_one_account() {
    let mut world = World::new();
    let (house, neighbour) = (world.acme, world.globex);
    world.ok(neighbour.admin, project("Theirs", claims_graph()));
    let theirs = || PersonCreate { name: "Theirs".into(), email: String::new(), role: Role::Admin, tags: vec![] };
    world.ok(neighbour.admin, theirs());
    world.key(neighbour.admin, Role::Agent, "Theirs");
    world.refuses([(
        house.agent,
        TaskCreate { project_name: "theirs".into(), ..claim() }.into(),
        "PROJECT_NOT_FOUND: there is no project \"theirs\" in this account",
    )]);
    let task = world.open(house.agent, claim());
    world.refuses([(
        house.agent,
        RequestCreate { project_name: "theirs".into(), ..approval(task) }.into(),
        "PROJECT_NOT_FOUND: there is no project \"theirs\" in this account",
    )]);
    // None of these is taken here, and none of them finds what is theirs.
    world.ok(house.admin, project("Theirs", claims_graph()));
    for role in [Role::Agent, Role::Reviewer] {
        let command =
            KeyCreate { role, name: "Theirs".into(), tags: vec![], expires_at: None, secret: secret("theirs") };
        let mut world = world.clone();
        world.ok(house.admin, command);
        let owners = world
            .records
            .keys()
            .filter(|(of, target)| *of == house.account && matches!(target, Target::Person(_) | Target::Agent(_)));
        assert_eq!(owners.count(), 5, "the admin, the agent, Jane, the rival and the new one");
    }
    world.ok(house.admin, theirs());
    let renamed = PersonUpdate { name: Some("Another".into()), ..person_update(person_of(house.jane)) };
    world.ok(house.admin, renamed);
    world.ok(neighbour.admin, PersonCreate { name: "Another".into(), ..theirs() });
}

#[test]
fn one_batch_of_two_accounts_keeps_them_apart() {
    let mut world = World::new();
    let (house, neighbour) = (world.acme, world.globex);
    let (own, foreign) = (furnish(&mut world, house), furnish(&mut world, neighbour));
    let crossed = ActionRecord { add_attachments: vec![attach("theirs", foreign.upload)], ..action(own.task) };
    let batch = [
        world.envelope(Some("k"), neighbour.jane, approve(foreign.approval)),
        world.envelope(Some("k"), house.jane, approve(foreign.approval)),
        world.envelope(Some("k"), house.agent, crossed),
        world.envelope(Some("k"), house.jane, approve(own.approval)),
        world.envelope(Some("k"), neighbour.jane, approve(foreign.approval)),
    ];
    let outcomes = world.settle(&batch);
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        [
            "ok".to_owned(),
            format!("REQUEST_NOT_FOUND: there is no request \"{}\" in this account", foreign.approval),
            format!("UPLOAD_NOT_FOUND: there is no upload \"{}\" in this account", foreign.upload),
            "ok".to_owned(),
            "ok".to_owned(),
        ]
    );
    let replayed: Vec<_> = outcomes.iter().flatten().map(|answered| answered.replayed).collect();
    assert_eq!(replayed, [false, false, true]);
}
