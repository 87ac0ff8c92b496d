//! Opening tasks, and how patches change their metadata.

use serde_json::{Value, json};

use super::words::*;
use super::world::*;
use crate::domain::event::Payload;
use crate::domain::recording::ActionRecord;
use crate::domain::steps::StepGraph;
use crate::domain::task::{MetadataPatch, Status, Task, TaskCreate};

const TOO_LARGE: &str = "INVALID_REQUEST: metadata_patch takes 80015 bytes of JSON; at most 65536 are allowed";

#[test]
fn a_task_is_opened_by_an_agent_in_a_project_whose_first_step_takes_its_metadata() {
    let mut world = World::new();
    let House { account, admin, agent, jane, claims, .. } = world.acme;
    let mut gated = StepGraph::general();
    gated.step_schemas.insert("in_progress".into(), object(json!({"required": ["amount"]})));
    world.ok(admin, project("Gated", gated));
    let worst = TaskCreate { project_name: "nowhere".into(), metadata_patch: too_large(), ..claim() };
    let gated = TaskCreate { project_name: "gated".into(), ..worst.clone() };
    world.refuses([
        (jane, worst.clone().into(), "PERMISSION_DENIED: only agents may open a task"),
        (agent, worst.into(), "PROJECT_NOT_FOUND: there is no project \"nowhere\" in this account"),
        (agent, gated.clone().into(), TOO_LARGE),
        (
            agent,
            TaskCreate { metadata_patch: set(json!({"amuont": 1})), ..gated.clone() }.into(),
            "METADATA_SCHEMA: the task's metadata does not satisfy the schema of step \"in_progress\": \
             metadata \"amount\" is a required property",
        ),
    ]);
    world.ok(agent, TaskCreate { metadata_patch: set(json!({"amount": 1})), ..gated });

    let task = world.open(agent, claim());
    let opened = Task {
        account,
        id: task,
        project: claims,
        project_name: "claims".into(),
        name: "Claim 17".into(),
        external_id: "C-17".into(),
        current_step: "in_progress".into(),
        closed: false,
        open_request: None,
        metadata: object(json!({"amount": 250})),
        attachments: vec![],
        assignee: None,
        assignee_name: String::new(),
        created_at: BEGINNING,
        updated_at: BEGINNING,
        last_sequence: 1,
    };
    assert_eq!(*world.task(task), opened);
    assert_eq!(opened.status(), Status::Running);
    assert_eq!(world.story(task), ["1 TASK_CREATED AGENT@AGENT agent"]);
    let Some(Payload::TaskCreated { initial_step, metadata_patch, name, .. }) =
        world.timeline(task).next().map(|event| event.payload.clone())
    else {
        panic!("the first event")
    };
    assert_eq!((initial_step, name), ("in_progress".into(), "Claim 17".into()));
    assert_eq!(metadata_patch, claim().metadata_patch);
    // Names and external ids need not be unique.
    assert_ne!(world.open(agent, claim()), task);
}

#[test]
fn a_task_whose_first_step_is_the_last_is_closed_as_it_is_opened() {
    let mut world = World::new();
    let House { admin, agent, .. } = world.acme;
    world.ok(admin, project("Log", graph(&[("logged", &[])])));
    let task = world.open(agent, TaskCreate { project_name: "log".into(), ..claim() });
    assert_eq!(world.story(task), ["1 TASK_CREATED AGENT@AGENT agent", "2 TASK_CLOSED PLATFORM@AGENT"]);
    assert_eq!(world.task(task).status(), Status::Closed);
}

#[test]
fn a_patch_sets_then_sets_once_then_unsets() {
    let patch = |set: Value, set_once: Value, unset: &[&str]| MetadataPatch {
        set: object(set),
        set_once: object(set_once),
        unset: unset.iter().map(|key| (*key).into()).collect(),
    };
    for (before, patch, after) in [
        (json!({}), patch(json!({}), json!({}), &[]), json!({})),
        (json!({"a": 1}), patch(json!({"a": 2, "b": 3}), json!({}), &[]), json!({"a": 2, "b": 3})),
        (json!({"a": 1}), patch(json!({}), json!({"a": 2, "b": 3}), &[]), json!({"a": 1, "b": 3})),
        (json!({"a": null}), patch(json!({}), json!({"a": 2}), &[]), json!({"a": null})),
        (json!({}), patch(json!({"a": 1}), json!({"a": 2}), &[]), json!({"a": 1})),
        (json!({"a": 1}), patch(json!({"a": 2}), json!({"b": 3}), &["a", "b", "c"]), json!({})),
        (json!({"a": {"b": 1}}), patch(json!({"a": {"c": 2}}), json!({}), &["b"]), json!({"a": {"c": 2}})),
    ] {
        let mut world = World::new();
        let agent = world.acme.agent;
        let task = world.open(agent, TaskCreate { metadata_patch: set(before.clone()), ..chore() });
        world.ok(agent, ActionRecord { metadata_patch: patch.clone(), ..action(task) });
        assert_eq!(world.task(task).metadata, object(after.clone()), "{before} {patch:?}");
        // At its opening, a task has nothing before its patch.
        let opened = world.open(agent, TaskCreate { metadata_patch: patch.clone(), ..chore() });
        let mut fresh = serde_json::Map::new();
        patch.apply(&mut fresh);
        assert_eq!(world.task(opened).metadata, fresh);
    }
}
