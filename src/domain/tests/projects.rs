//! Making, changing and deleting projects, also beside their tasks in one batch.

use super::words::*;
use super::world::*;
use crate::domain::access::Role;
use crate::domain::approval::Verdict;
use crate::domain::asking::RequestCreate;
use crate::domain::caller::Caller;
use crate::domain::command::Command;
use crate::domain::ids::{ProjectId, Time};
use crate::domain::project::{Project, ProjectCreate, ProjectDelete, ProjectUpdate, ReasonPreset};
use crate::domain::record::{Record, Target};
use crate::domain::steps::StepGraph;
use crate::domain::task::TaskCreate;

fn delete(project: ProjectId) -> ProjectDelete {
    ProjectDelete { project }
}

fn update(project: ProjectId) -> ProjectUpdate {
    ProjectUpdate { project, name: None, steps: None, response_target: None, reason_presets: None }
}

fn regraph(project: ProjectId, steps: StepGraph) -> ProjectUpdate {
    ProjectUpdate { steps: Some(steps), ..update(project) }
}

/// Settles commands, each with its caller, in one batch.
fn together<const N: usize>(world: &mut World, commands: [(Caller, Command); N]) -> [String; N] {
    let batch: Vec<_> = commands
        .into_iter()
        .enumerate()
        .map(|(index, (by, command))| world.envelope(Some(&format!("together-{index}")), by, command))
        .collect();
    let outcomes = world.settle(&batch);
    std::array::from_fn(|index| said(&outcomes[index]))
}

#[test]
fn a_project_is_made_by_an_admin_under_a_slug_that_is_free() {
    let mut world = World::new();
    let House { account, admin, agent, jane, .. } = world.acme;
    let taken = "choose a display name that makes another slug";
    world.refuses([
        (agent, project("General", graph(&[("a", &[])])).into(), "PERMISSION_DENIED: only admins may make a project"),
        (jane, project("General", graph(&[("a", &[])])).into(), "PERMISSION_DENIED: only admins may make a project"),
        (
            admin,
            project("General", graph(&[("a", &[])])).into(),
            &format!("PROJECT_EXISTS: the project \"general\" exists already; {taken}"),
        ),
        (
            admin,
            project("  cLAiMs!", claims_graph()).into(),
            &format!("PROJECT_EXISTS: the project \"claims\" exists already; {taken}"),
        ),
    ]);
    let events = world.events.len();
    let command = ProjectCreate { response_target: Some(3_600 * SECOND), ..project("Über Prüfung", claims_graph()) };
    let Record::Project(made) = world.record(admin, command) else { panic!("a project") };
    let expected = Project {
        account,
        id: made.id,
        name: "Über Prüfung".into(),
        project_name: "uber-prufung".into(),
        steps: claims_graph(),
        response_target: Some(3_600 * SECOND),
        reason_presets: vec![],
        created_at: BEGINNING,
        updated_at: BEGINNING,
        deleted_at: None,
    };
    assert_eq!(made, expected);
    assert_eq!(world.get(account, Target::Project(made.id)), &Record::Project(expected));
    assert_eq!(world.events.len(), events, "a project has no timeline");
    // A target of nothing is none.
    let Record::Project(made) =
        world.record(admin, ProjectCreate { response_target: Some(0), ..project("Two", StepGraph::general()) })
    else {
        panic!("a project")
    };
    assert_eq!(made.response_target, None);
}

#[test]
fn a_project_is_changed_by_an_admin_and_loses_no_step_that_an_open_task_stands_on() {
    let mut world = World::new();
    let House { admin, agent, jane, claims, .. } = world.acme;
    let task = world.open(agent, claim());
    world.open(agent, claim());
    world.ok(agent, advance(task, "review"));
    let none = ProjectId(ABSENT);
    let without_review = graph(&[("in_progress", &["approved"]), ("approved", &[])]);
    let with_review_last = graph(&[("in_progress", &["review"]), ("review", &[])]);
    let with_neither = graph(&[("new", &["done"]), ("done", &[])]);
    let in_use = |open: &str| {
        format!(
            "PROJECT_IN_USE: project \"claims\" cannot lose these steps or make them terminal while open tasks need it: \
             {open}"
        )
    };
    world.refuses([
        (agent, regraph(none, without_review.clone()).into(), "PERMISSION_DENIED: only admins may change a project"),
        (jane, regraph(none, without_review.clone()).into(), "PERMISSION_DENIED: only admins may change a project"),
        (
            admin,
            regraph(none, without_review.clone()).into(),
            &format!("PROJECT_NOT_FOUND: there is no project \"{ABSENT}\" in this account"),
        ),
        (admin, regraph(claims, without_review.clone()).into(), &in_use("1 in \"review\"")),
        (admin, regraph(claims, with_review_last).into(), &in_use("1 in \"review\"")),
        (admin, regraph(claims, with_neither).into(), &in_use("1 in \"in_progress\", 1 in \"review\"")),
    ]);
    world.now = world.now.plus(SECOND);
    // Once the task has moved on, the step may go; the closed task stays where it was closed.
    world.ok(agent, advance(task, "approved"));
    let change = ProjectUpdate {
        name: Some("日本".into()),
        response_target: Some(SECOND),
        ..regraph(claims, without_review.clone())
    };
    let Record::Project(changed) = world.record(admin, change) else { panic!("a project") };
    assert_eq!((changed.name.as_str(), changed.project_name.as_str()), ("日本", "claims"));
    assert_eq!((changed.steps, changed.response_target), (without_review, Some(SECOND)));
    assert_eq!((changed.created_at, changed.updated_at), (BEGINNING, BEGINNING.plus(SECOND)));
    let Record::Project(same) = world.record(admin, update(claims)) else { panic!("a project") };
    assert_eq!((same.name.as_str(), same.response_target), ("日本", Some(SECOND)));
    // With the clock gone back, the last change is still the last.
    world.now = BEGINNING;
    let Record::Project(same) = world.record(admin, ProjectUpdate { response_target: Some(0), ..update(claims) })
    else {
        panic!("a project")
    };
    assert_eq!((same.response_target, same.updated_at), (None, BEGINNING.plus(SECOND)));
    assert!(
        world.refusal(agent, advance(world.tasks().last().expect("a task").id, "review")).starts_with("TRANSITION")
    );
}

#[test]
fn a_project_without_open_tasks_is_deleted_by_an_admin_and_its_slug_is_free_again() {
    let mut world = World::new();
    let House { account, admin, agent, jane, claims, general, .. } = world.acme;
    let task = world.open(agent, claim());
    world.open(agent, claim());
    world.ok(agent, advance(task, "review"));
    world.open(agent, chore());
    let none = ProjectId(ABSENT);
    world.refuses([
        (agent, delete(none).into(), "PERMISSION_DENIED: only admins may delete a project"),
        (jane, delete(none).into(), "PERMISSION_DENIED: only admins may delete a project"),
        (admin, delete(none).into(), &format!("PROJECT_NOT_FOUND: there is no project \"{ABSENT}\" in this account")),
        (admin, delete(general).into(), "PROJECT_PROTECTED: the General project cannot be deleted"),
        (
            admin,
            delete(claims).into(),
            "PROJECT_IN_USE: project \"claims\" cannot be deleted while open tasks need it: \
             1 in \"in_progress\", 1 in \"review\"",
        ),
    ]);
    let open: Vec<_> =
        world.tasks().filter(|task| task.project == claims && !task.closed).map(|task| task.id).collect();
    for task in &open {
        if world.task(*task).current_step == "in_progress" {
            world.ok(agent, advance(*task, "review"));
        }
        world.ok(jane, moving(*task, "approved"));
    }
    let Record::Project(deleted) = world.record(admin, delete(claims)) else { panic!("a project") };
    assert_eq!(deleted.deleted_at, Some(BEGINNING));
    assert_eq!(world.get(account, Target::Project(claims)), &Record::Project(deleted));

    let gone = format!("PROJECT_NOT_FOUND: there is no project \"{claims}\" in this account");
    let no_slug = "PROJECT_NOT_FOUND: there is no project \"claims\" in this account";
    world.refuses([
        (admin, delete(claims).into(), &gone),
        (admin, update(claims).into(), &gone),
        (agent, claim().into(), no_slug),
        (agent, approval(task).into(), no_slug),
    ]);
    // A note is still welcome on what lies in it.
    world.ok(agent, note(task));
    assert_eq!(world.story(task).last().map(String::as_str), Some("5 NOTE AGENT@PLATFORM agent"));
    let Record::Project(again) = world.record(admin, project("Claims", claims_graph())) else { panic!("a project") };
    assert_eq!((again.project_name.as_str(), again.id == claims), ("claims", false));
    let fresh = world.open(agent, claim());
    assert_eq!(world.task(fresh).project, again.id);
    // The old task lies in the old project, whatever the new one is called.
    let missing = format!("TASK_NOT_FOUND: there is no task \"{task}\" in this account");
    world.refuses([(agent, approval(task).into(), &missing)]);
}

#[test]
fn what_is_opened_or_closed_earlier_in_a_batch_counts() {
    let opened = |world: &mut World| {
        let House { admin, agent, claims, .. } = world.acme;
        together(world, [(agent, claim().into()), (admin, delete(claims).into())])
    };
    assert_eq!(
        opened(&mut World::new()),
        ["ok", "PROJECT_IN_USE: project \"claims\" cannot be deleted while open tasks need it: 1 in \"in_progress\"",]
    );
    let deleted = |world: &mut World| {
        let House { admin, agent, claims, .. } = world.acme;
        together(world, [(admin, delete(claims).into()), (agent, claim().into())])
    };
    assert_eq!(deleted(&mut World::new()), ["ok", "PROJECT_NOT_FOUND: there is no project \"claims\" in this account"]);

    let mut world = World::new();
    let House { admin, agent, jane, claims, .. } = world.acme;
    let task = world.open(agent, claim());
    world.ok(agent, advance(task, "review"));
    assert_eq!(
        together(
            &mut world,
            [
                (admin, delete(claims).into()),
                (agent, advance(task, "in_progress").into()),
                (admin, regraph(claims, graph(&[("review", &["end"]), ("end", &[])])).into()),
                (admin, regraph(claims, graph(&[("in_progress", &["end"]), ("end", &[])])).into()),
                (jane, moving(task, "end").into()),
                (admin, delete(claims).into()),
                (admin, project("Claims", claims_graph()).into()),
                (agent, claim().into()),
            ]
        ),
        [
            "PROJECT_IN_USE: project \"claims\" cannot be deleted while open tasks need it: 1 in \"review\"",
            "ok",
            "PROJECT_IN_USE: project \"claims\" cannot lose these steps or make them terminal while open tasks need it: \
             1 in \"in_progress\"",
            "ok",
            "ok",
            "ok",
            "ok",
            "ok",
        ]
    );
    assert_eq!(world.projects().filter(|it| it.account == world.acme.account).count(), 3);
    assert!(world.task(task).closed);
}

#[test]
fn another_account_that_names_a_project_does_not_hide_its_open_tasks() {
    let mut world = World::new();
    let House { admin, agent, claims, .. } = world.acme;
    let stranger = world.globex.admin;
    world.open(agent, claim());
    let in_use = "PROJECT_IN_USE: project \"claims\" cannot be deleted while open tasks need it: 1 in \"in_progress\"";
    let missing = format!("PROJECT_NOT_FOUND: there is no project \"{claims}\" in this account");
    assert_eq!(
        together(
            &mut world,
            [(stranger, delete(claims).into()), (admin, delete(claims).into()), (stranger, update(claims).into())]
        ),
        [&missing, in_use, &missing]
    );
}

#[test]
fn projects_of_two_accounts_may_have_one_slug() {
    let mut world = World::new();
    let (acme, globex) = (world.acme, world.globex);
    assert_ne!(acme.claims, globex.claims);
    let task = world.open(globex.agent, claim());
    assert_eq!(world.task(task).project, globex.claims);
    world.ok(acme.admin, delete(acme.claims));
    world.open(globex.agent, TaskCreate { name: "Another".into(), ..claim() });
    let helper = world.key(globex.admin, Role::Agent, "agent");
    world.ok(helper, RequestCreate { deadline: Some(Time(world.now.0 + 1)), ..approval(task) });
}

#[test]
fn reason_codes_stay_until_they_are_replaced_whole() {
    let mut world = World::new();
    let House { admin, .. } = world.acme;
    let preset = |code: &str, outcomes: &[Verdict]| ReasonPreset {
        code: code.into(),
        label: format!("What {code} means"),
        outcomes: outcomes.to_vec(),
    };
    let first = vec![preset("LATE", &[Verdict::Reject, Verdict::Escalate]), preset("FRAUD", &[])];
    let create = ProjectCreate { reason_presets: first.clone(), ..project("Refunds", StepGraph::general()) };
    let Record::Project(made) = world.record(admin, create) else { panic!("a project") };
    let mut changed = |reason_presets: Option<Vec<ReasonPreset>>| {
        let change = ProjectUpdate { reason_presets, ..update(made.id) };
        let Record::Project(project) = world.record(admin, change) else { panic!("a project") };
        project.reason_presets
    };
    assert_eq!(made.reason_presets, first);
    assert_eq!(changed(None), first);
    assert_eq!(changed(Some(vec![preset("OTHER", &[])])), [preset("OTHER", &[])]);
    assert_eq!(changed(Some(vec![])), []);
}

#[test]
fn a_command_without_reason_codes_looks_as_it_did_before_there_were_any() {
    let create = serde_json::to_string(&project("Claims", StepGraph::general())).expect("JSON");
    assert!(
        create.starts_with(r#"{"name":"Claims","steps":{"#) && create.ends_with(r#""response_target":null}"#),
        "{create}"
    );
    let update = serde_json::to_string(&update(ProjectId(ABSENT))).expect("JSON");
    assert_eq!(update, format!(r#"{{"project":"{ABSENT}","name":null,"steps":null,"response_target":null}}"#));
}
