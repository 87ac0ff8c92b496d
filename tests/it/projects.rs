//! Projects over the wire: made, found, changed, deleted, and step graphs that are refused.

use prost_types::value::Kind;
use prost_types::{Duration, ListValue, Value};
use pumpup::rpc::pb;
use pumpup::rpc::pb::projects_get_request::Key;
use tonic::Code;

use crate::support::{Service, fields, fresh_key, reason};
use crate::world::object;

fn step(name: &str, owner: pb::Party, exits: &[&str]) -> pb::Step {
    pb::Step { name: name.into(), owner: owner.into(), exits: exits.iter().map(ToString::to_string).collect() }
}

/// A claim is triaged, reviewed and paid; to be paid it has to have an amount.
fn claims() -> pb::StepGraph {
    let text = |text: &str| Kind::StringValue(text.into());
    let required = ListValue { values: vec![Value { kind: Some(text("amount")) }] };
    let schema = object([("type", text("object")), ("required", Kind::ListValue(required))]);
    pb::StepGraph {
        initial_step: "triage".into(),
        steps: vec![
            step("triage", pb::Party::Agent, &["review"]),
            step("review", pb::Party::Human, &["triage", "paid"]),
            step("paid", pb::Party::Platform, &[]),
        ],
        step_schemas: [("paid".to_owned(), schema)].into(),
    }
}

/// What people of the project say often.
fn presets() -> Vec<pb::ReasonPreset> {
    let preset = |code: &str, label: &str, outcomes: &[pb::OutcomeKind]| pb::ReasonPreset {
        code: code.into(),
        label: label.into(),
        outcomes: outcomes.iter().map(|outcome| (*outcome).into()).collect(),
    };
    let (reject, escalate) = (pb::OutcomeKind::Reject, pb::OutcomeKind::Escalate);
    vec![preset("PHOTOS", "Photos are missing", &[reject, escalate]), preset("VIP", "", &[])]
}

fn create(name: &str) -> pb::ProjectsCreateRequest {
    pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: name.into(),
        steps: Some(claims()),
        response_target: Some(Duration { seconds: 90, nanos: 500_000_000 }),
        reason_presets: presets(),
    }
}

#[tokio::test]
async fn a_project_is_made_and_found() {
    let service = Service::start().await;
    let (mut admin, mut agent) = (service.admin(), service.agent());
    let made = admin.projects.create(create("Prüfung: Claims")).await.unwrap().into_inner().project.unwrap();
    assert_eq!((made.name.as_str(), made.project_name.as_str()), ("Prüfung: Claims", "prufung-claims"));
    assert_eq!(made.steps, Some(claims()));
    assert_eq!(made.reason_presets, presets());
    assert_eq!(made.response_target, Some(Duration { seconds: 90, nanos: 500_000_000 }));
    for key in [Key::Id(made.id.clone()), Key::ProjectName(made.project_name.clone())] {
        let found = agent.projects.get(pb::ProjectsGetRequest { key: Some(key) }).await.unwrap().into_inner();
        assert_eq!(found.project.as_ref(), Some(&made));
    }
    for (name, expected) in [
        ("", vec!["general", "prufung-claims"]),
        ("PRÜF", vec!["prufung-claims"]),
        ("fung-cl", vec!["prufung-claims"]),
        ("no", vec![]),
    ] {
        let request = pb::ProjectsListRequest { name: name.into(), ..Default::default() };
        let listed = agent.projects.list(request).await.unwrap().into_inner().projects;
        let names: Vec<_> = listed.iter().map(|project| project.project_name.as_str()).collect();
        assert_eq!(names, expected, "{name:?}");
    }
    let status = admin.projects.create(create("prüfung claims")).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::AlreadyExists, "PROJECT_EXISTS"));
}

#[tokio::test]
async fn every_fault_of_a_graph_is_named() {
    let service = Service::start().await;
    let steps = pb::StepGraph {
        initial_step: "start".into(),
        steps: vec![
            step("start", pb::Party::Agent, &["nowhere"]),
            step("start", pb::Party::Agent, &[]),
            step("island", pb::Party::Agent, &[]),
        ],
        step_schemas: [("ghost".to_owned(), object([("$ref", Kind::StringValue("https://example.com/s".into()))]))]
            .into(),
    };
    let request = pb::ProjectsCreateRequest { steps: Some(steps), ..create("Faulty") };
    let status = service.admin().projects.create(request).await.unwrap_err();
    let found = fields(&status);
    let expected =
        ["steps.steps[0].exits[0]", "steps.steps[1].name", "steps.steps[2].name", r#"steps.step_schemas["ghost"]"#];
    for path in expected {
        assert!(found.iter().any(|field| field.starts_with(path)), "{path} is not among {found:?}");
    }
}

#[tokio::test]
async fn open_tasks_hold_a_project_and_its_steps() {
    let service = Service::start().await;
    let (mut admin, mut agent) = (service.admin(), service.agent());
    let made = admin.projects.create(create("Claims")).await.unwrap().into_inner().project.unwrap();
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: made.project_name.clone(),
        name: "C-1029".into(),
        ..Default::default()
    };
    let task = agent.tasks.create(request).await.unwrap().into_inner().task.unwrap();
    let update = |steps: Option<pb::StepGraph>| pb::ProjectsUpdateRequest {
        idempotency_key: fresh_key(),
        id: made.id.clone(),
        name: Some("Claims of today".into()),
        steps,
        response_target: Some(Duration::default()),
        reason_presets: None,
    };
    let without_triage = pb::StepGraph {
        initial_step: "review".into(),
        steps: vec![step("review", pb::Party::Human, &["paid"]), step("paid", pb::Party::Platform, &[])],
        ..Default::default()
    };
    let delete = || pb::ProjectsDeleteRequest { idempotency_key: fresh_key(), id: made.id.clone() };
    let status = admin.projects.update(update(Some(without_triage.clone()))).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::FailedPrecondition, "PROJECT_IN_USE"));
    assert_eq!(reason(&admin.projects.delete(delete()).await.unwrap_err()), "PROJECT_IN_USE");

    let to_review = pb::TasksMoveRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        transitions_to: "review".into(),
        ..Default::default()
    };
    admin.tasks.r#move(to_review.clone()).await.unwrap();
    let to_paid =
        pb::TasksMoveRequest { idempotency_key: fresh_key(), transitions_to: "paid".into(), ..to_review.clone() };
    let status = admin.tasks.r#move(to_paid.clone()).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "METADATA_SCHEMA"));
    assert!(status.message().contains("amount"), "the schema's own complaint: {}", status.message());

    let changed =
        admin.projects.update(update(Some(without_triage.clone()))).await.unwrap().into_inner().project.unwrap();
    assert_eq!(changed.steps, Some(without_triage));
    assert_eq!((changed.name.as_str(), changed.project_name.as_str()), ("Claims of today", "claims"));
    assert_eq!(changed.response_target, None, "zero removes it");
    assert_eq!(changed.reason_presets, presets(), "what is absent stays");
    admin.tasks.r#move(to_paid).await.expect("the schema is gone, and the refused call left its key free");

    admin.projects.delete(delete()).await.unwrap();
    assert_eq!(reason(&admin.projects.delete(delete()).await.unwrap_err()), "PROJECT_NOT_FOUND");
    let task = agent.tasks.get(pb::TasksGetRequest { id: task.id }).await.unwrap().into_inner().task.unwrap();
    assert_eq!(task.project_name, "claims", "what happened in it stays readable");
    let general = pb::ProjectsGetRequest { key: Some(Key::ProjectName("general".into())) };
    let general = admin.projects.get(general).await.unwrap().into_inner().project.unwrap();
    let delete = pb::ProjectsDeleteRequest { idempotency_key: fresh_key(), id: general.id };
    assert_eq!(reason(&admin.projects.delete(delete).await.unwrap_err()), "PROJECT_PROTECTED");
    admin.projects.create(create("Claims")).await.expect("the slug of a deleted project is free");
}

#[tokio::test]
async fn reason_codes_are_replaced_whole_and_their_faults_named() {
    use pb::projects_update_request::ReasonPresets;
    let service = Service::start().await;
    let mut admin = service.admin();
    let made = admin.projects.create(create("Claims")).await.unwrap().into_inner().project.unwrap();
    let update = |values: Vec<pb::ReasonPreset>| pb::ProjectsUpdateRequest {
        idempotency_key: fresh_key(),
        id: made.id.clone(),
        reason_presets: Some(ReasonPresets { values }),
        ..Default::default()
    };
    let mut faulty = presets();
    faulty[0].outcomes = vec![0, 6, 2, 2];
    faulty[1].code = faulty[0].code.clone();
    faulty.push(pb::ReasonPreset::default());
    let status = admin.projects.update(update(faulty)).await.unwrap_err();
    let of_first = |outcome: usize| format!("reason_presets.values[0].outcomes[{outcome}]");
    let expected = [
        of_first(0),
        of_first(1),
        of_first(1),
        "reason_presets.values[2].code".into(),
        "reason_presets.values[1].code".into(),
    ];
    assert_eq!(fields(&status), expected, "{status:?}");
    let one = vec![pb::ReasonPreset { code: "LATE".into(), ..Default::default() }];
    for values in [one, vec![]] {
        let changed = admin.projects.update(update(values.clone())).await.unwrap().into_inner().project.unwrap();
        assert_eq!((changed.reason_presets, changed.steps), (values, Some(claims())));
    }
}
