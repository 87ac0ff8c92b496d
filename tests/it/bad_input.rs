//! Messages that are wrong: each is refused with a clear status, changes nothing, and is never our fault.

use std::collections::BTreeMap;

use bytes::Bytes;
use prost_types::{Duration, Timestamp};
use pumpup::rpc::pb;
use tonic::{Code, Status};

use crate::support::{Clients, Service, approval_on, approve, fields, fresh_key, reason};
use crate::world::{ABSENT, elicitation_on, field};

/// A service, an agent, and a task to try things on.
pub async fn scene() -> (Service, Clients, pb::Task) {
    let service = Service::start().await;
    let agent = service.agent();
    let task = agent.open_task("bad input").await;
    (service, agent, task)
}

/// Refuses to be anything but this refusal, and gives its paths.
pub fn refused<T: std::fmt::Debug>(said: Result<T, Status>, code: Code, why: &str) -> Status {
    let status = said.expect_err(why);
    assert_eq!((status.code(), reason(&status).as_str()), (code, why), "{status:?}");
    assert!(status.details().len() <= 4096, "{} bytes of details", status.details().len());
    status
}

pub fn invalid<T: std::fmt::Debug>(said: Result<T, Status>) -> Vec<String> {
    fields(&refused(said, Code::InvalidArgument, "INVALID_REQUEST"))
}

pub fn note(task: &pb::Task, key: &str) -> pb::TasksAddNoteRequest {
    pb::TasksAddNoteRequest {
        idempotency_key: key.into(),
        task_id: task.id.clone(),
        message: "a note".into(),
        ..Default::default()
    }
}

#[tokio::test]
async fn idempotency_keys() {
    let (_service, mut agent, task) = scene().await;
    for bad in ["", &"k".repeat(256), "schlüssel", "tab\there", "new\nline", "del\u{7f}"] {
        assert_eq!(invalid(agent.tasks.add_note(note(&task, bad)).await), ["idempotency_key"], "{bad:?}");
    }
    for good in ["k", " ", &"~".repeat(255)] {
        agent.tasks.add_note(note(&task, good)).await.unwrap();
    }
}

#[tokio::test]
async fn every_fault_of_an_approval_comes_back_at_once() {
    let (_service, mut agent, task) = scene().await;
    let long = |count: usize| "x".repeat(count);
    let entry = |key: &str, value: &str| pb::ContextEntry { key: key.into(), value: value.into() };
    let request = pb::ApprovalsCreateRequest {
        idempotency_key: String::new(),
        project_name: String::new(),
        task_id: "C-1029".into(),
        summary: long(4_001),
        key_value_context: vec![entry("a", "b"), entry("a", &long(2_001)), entry("", "")],
        attachments: vec!["nope".into()],
        recommendation: Some(pb::OutcomeBid {
            outcome: Some(pb::Outcome {
                kind: Some(pb::outcome::Kind::EditAndApprove(pb::outcome::EditAndApprove {
                    note: " ".into(),
                    reason_code: long(65),
                })),
            }),
            confidence: Some(f64::NAN),
            rationale: long(10_001),
        }),
        external_trace_id: long(201),
        deadline: Some(Timestamp { seconds: -1, nanos: 0 }),
        fallback_step: "nul\0".into(),
    };
    let mut expected = [
        "attachments[0]",
        "deadline",
        "external_trace_id",
        "fallback_step",
        "fallback_step",
        "idempotency_key",
        "key_value_context[1].key",
        "key_value_context[1].value",
        "key_value_context[2].key",
        "project_name",
        "recommendation.confidence",
        "recommendation.outcome.edit_and_approve.note",
        "recommendation.outcome.edit_and_approve.reason_code",
        "recommendation.rationale",
        "summary",
        "task_id",
    ];
    let mut found = invalid(agent.approvals.create(request.clone()).await);
    found.sort();
    assert_eq!(found, expected);

    let no_outcome = pb::ApprovalsCreateRequest {
        recommendation: Some(pb::OutcomeBid { confidence: Some(1.01), ..Default::default() }),
        ..approval_on(&task, "fine")
    };
    expected[..2].copy_from_slice(&["recommendation.outcome", "recommendation.confidence"]);
    assert_eq!(invalid(agent.approvals.create(no_outcome).await), expected[..2]);
    let many = pb::ApprovalsCreateRequest {
        key_value_context: (0..65).map(|n| entry(&n.to_string(), "")).collect(),
        attachments: vec![ABSENT.into(); 51],
        ..approval_on(&task, "many")
    };
    assert_eq!(invalid(agent.approvals.create(many).await), ["key_value_context", "attachments"]);
}

#[tokio::test]
async fn every_fault_of_a_form_comes_back_at_once() {
    use pb::field as f;
    let (_service, mut agent, task) = scene().await;
    let date = |min: &str, max: &str| f::Kind::DateField(f::DateField { min: min.into(), max: max.into() });
    let bid = |field_id: &str, kind: Option<pb::field_value::Kind>| pb::FieldBid {
        field_id: field_id.into(),
        value: kind.map(|kind| pb::FieldValue { kind: Some(kind) }),
        confidence: Some(f64::INFINITY),
        rationale: String::new(),
    };
    let request = pb::ElicitationsCreateRequest {
        fields: vec![
            field("text", f::Kind::Text(f::Text { min_length: Some(9), max_length: Some(3), format: 77 })),
            field("number", f::Kind::Number(f::Number { min: Some(f64::NAN), ..Default::default() })),
            field("slider", f::Kind::Slider(f::Slider { step: Some(-1.0), ..Default::default() })),
            field("select", f::Kind::Select(f::Select::default())),
            field("multi", f::Kind::Multiselect(f::Multiselect { options: vec!["a".into(), "a".into()] })),
            field("date", date("2026-13-01", "")),
            field("date", date("2026-02-02", "2026-01-01")),
            pb::Field { id: String::new(), label: "nul\0".into(), ..field("", f::Kind::Switch(f::Switch {})) },
            pb::Field { kind: None, ..field("none", f::Kind::Switch(f::Switch {})) },
            field("last", f::Kind::Select(f::Select::default())),
        ],
        ..elicitation_on(&task, "form")
    };
    let found = invalid(agent.elicitations.create(request).await);
    for expected in [
        "fields[0].text.min_length",
        "fields[0].text.format",
        "fields[1].number.min",
        "fields[2].slider.min",
        "fields[2].slider.max",
        "fields[2].slider.step",
        "fields[3].select.options",
        "fields[4].multiselect.options[1]",
        "fields[5].date_field.min",
        "fields[6].date_field.min",
        "fields[6].id",
        "fields[7].id",
        "fields[7].label",
        "fields[8].kind",
        "fields[9].select.options",
    ] {
        assert!(found.iter().any(|path| path == expected), "{expected} is not among {found:?}");
    }
    let bids = pb::ElicitationsCreateRequest {
        recommendation: vec![bid("why", None), bid("gone", Some(pb::field_value::Kind::Switch(true)))],
        ..elicitation_on(&task, "form")
    };
    assert_eq!(
        invalid(agent.elicitations.create(bids).await),
        [
            "recommendation[0].value",
            "recommendation[0].confidence",
            "recommendation[1].field_id",
            "recommendation[1].confidence"
        ]
    );
    let none = pb::ElicitationsCreateRequest { fields: vec![], ..elicitation_on(&task, "form") };
    assert_eq!(invalid(agent.elicitations.create(none).await), ["fields"]);
}

#[tokio::test]
async fn ids_that_are_none() {
    let (service, mut agent, task) = scene().await;
    let mut admin = service.admin();
    for bad in ["", "C-1029", "01939b6e00007abc8def0123456789ab", "01939b6e-0000-7abc-8def-0123456789aq", "\0"] {
        let id = || bad.to_owned();
        assert_eq!(invalid(agent.tasks.get(pb::TasksGetRequest { id: id() }).await), ["id"], "{bad:?}");
        let request = pb::ApprovalsGetResultRequest { id: id(), wait: None };
        assert_eq!(invalid(agent.approvals.get_result(request).await), ["id"]);
        assert_eq!(invalid(agent.elicitations.get(pb::ElicitationsGetRequest { id: id() }).await), ["id"]);
        assert_eq!(invalid(agent.uploads.get(pb::UploadsGetRequest { id: id() }).await), ["id"]);
        let request = pb::TasksListEventsRequest { task_id: id(), limit: -1, ..Default::default() };
        assert_eq!(invalid(agent.tasks.list_events(request).await), ["task_id", "limit"]);
        let key = pb::projects_get_request::Key::Id(id());
        assert_eq!(invalid(agent.projects.get(pb::ProjectsGetRequest { key: Some(key) }).await), ["id"]);
        let request = pb::AccessRevokeKeyRequest { idempotency_key: fresh_key(), id: id() };
        assert_eq!(invalid(admin.access.revoke_key(request).await), ["id"]);
        if !bad.is_empty() {
            let filter = pb::InboxFilter { requested_by: id(), assignee_id: id(), ..Default::default() };
            let request = pb::InboxListRequest { filter: Some(filter), ..Default::default() };
            assert_eq!(invalid(agent.inbox.list(request).await), ["filter.requested_by", "filter.assignee_id"]);
            let request = pb::InboxListEndedRequest { requested_by: id(), ended_by: id(), ..Default::default() };
            assert_eq!(invalid(agent.inbox.list_ended(request).await), ["requested_by", "ended_by"]);
            let request = pb::InboxOverviewRequest { requested_by: id(), ..Default::default() };
            assert_eq!(invalid(agent.inbox.overview(request).await), ["requested_by"]);
            let request =
                pb::TasksAssignRequest { idempotency_key: fresh_key(), task_id: task.id.clone(), assignee_id: id() };
            assert_eq!(invalid(admin.tasks.assign(request).await), ["assignee_id"]);
        }
    }
    assert_eq!(invalid(agent.projects.get(pb::ProjectsGetRequest::default()).await), ["key"]);
}

#[tokio::test]
async fn numbers_that_no_enumeration_has_and_sizes_that_are_none() {
    let (service, mut agent, _) = scene().await;
    let mut admin = service.admin();
    let request = pb::TasksListRequest { status: 99, page_size: -1, ..Default::default() };
    assert_eq!(invalid(agent.tasks.list(request).await), ["status", "page_size"]);
    let filter = Some(pb::InboxFilter { kind: -7, ..Default::default() });
    let request = pb::InboxListRequest { filter: filter.clone(), page_size: i32::MIN, ..Default::default() };
    assert_eq!(invalid(agent.inbox.list(request).await), ["page_size", "filter.kind"]);
    assert_eq!(invalid(agent.inbox.watch(pb::InboxWatchRequest { filter }).await.map(drop)), ["filter.kind"]);
    let request = pb::InboxListEndedRequest { kind: 3, outcome: 6, page_size: -1, ..Default::default() };
    assert_eq!(invalid(agent.inbox.list_ended(request).await), ["page_size", "kind", "outcome"]);
    let request = pb::AccessCreatePersonRequest { idempotency_key: fresh_key(), role: 4, ..Default::default() };
    assert_eq!(invalid(admin.access.create_person(request).await), ["role", "name"]);
    let steps = pb::StepGraph {
        initial_step: "a".into(),
        steps: vec![pb::Step { name: "a".into(), owner: 9, exits: vec![] }],
        ..Default::default()
    };
    let request = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: "Numbers".into(),
        steps: Some(steps),
        ..Default::default()
    };
    assert_eq!(invalid(admin.projects.create(request).await), ["steps.steps[0].owner"]);
    for page_size in [i32::MIN, -1] {
        let request = pb::AccessListPeopleRequest { page_size, ..Default::default() };
        assert_eq!(invalid(agent.access.list_people(request).await), ["page_size"]);
    }
    let request = pb::AccessListPeopleRequest { page_size: i32::MAX, ..Default::default() };
    agent.access.list_people(request).await.expect("more than 200 means 200");
}

#[tokio::test]
async fn moments_and_lengths_of_time() {
    let (_service, mut agent, task) = scene().await;
    for (seconds, nanos) in [
        (i64::MIN, 0),
        (-1, 0),
        (253_402_300_800, 0),
        (i64::MAX, i32::MAX),
        (4_000_000_000, -1),
        (4_000_000_000, i32::MAX),
    ] {
        let deadline = Some(Timestamp { seconds, nanos });
        let request = pb::ApprovalsCreateRequest { deadline, ..approval_on(&task, "when") };
        assert_eq!(invalid(agent.approvals.create(request).await), ["deadline"], "{seconds} {nanos}");
    }
    let past = Some(Timestamp { seconds: 1, nanos: 0 });
    let request = pb::ApprovalsCreateRequest { deadline: past, ..approval_on(&task, "when") };
    assert_eq!(invalid(agent.approvals.create(request).await), ["deadline"]);

    let id = agent.approvals.create(approval_on(&task, "wait")).await.unwrap().into_inner().event_id;
    for (seconds, nanos) in
        [(30, 1), (31, 0), (-1, 0), (0, -1), (i64::MAX, i32::MAX), (i64::MIN, i32::MIN), (i64::MAX, -1)]
    {
        let request = pb::ApprovalsGetResultRequest { id: id.clone(), wait: Some(Duration { seconds, nanos }) };
        assert_eq!(invalid(agent.approvals.get_result(request).await), ["wait"], "{seconds} {nanos}");
        let filter = pb::InboxFilter { min_age: Some(Duration { seconds: -1, nanos }), ..Default::default() };
        let request = pb::InboxListRequest { filter: Some(filter), ..Default::default() };
        assert_eq!(invalid(agent.inbox.list(request).await), ["filter.min_age"]);
    }
    for (seconds, nanos) in [(366 * 86_400, 1), (367 * 86_400, 0), (-1, 0), (0, -1), (i64::MAX, 0), (i64::MIN, 0)] {
        let request = pb::InboxOverviewRequest { period: Some(Duration { seconds, nanos }), ..Default::default() };
        assert_eq!(invalid(agent.inbox.overview(request).await), ["period"], "{seconds} {nanos}");
    }
    for seconds in [0, 366 * 86_400] {
        let request = pb::InboxOverviewRequest { period: Some(Duration { seconds, nanos: 0 }), ..Default::default() };
        agent.inbox.overview(request).await.expect("up to 366 days are allowed");
    }
}

#[tokio::test]
async fn texts_hold_no_nul() {
    let (service, mut agent, task) = scene().await;
    let mut admin = service.admin();
    let nul = || "a\0b".to_owned();
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: nul(),
        name: nul(),
        external_id: nul(),
        metadata_patch: Some(pb::MetadataPatch { unset: vec![nul()], ..Default::default() }),
    };
    let expected = ["project_name", "name", "external_id", "metadata_patch.unset[0]"];
    assert_eq!(invalid(agent.tasks.create(request).await), expected);
    let request = pb::AccessCreatePersonRequest {
        idempotency_key: fresh_key(),
        name: nul(),
        email: nul(),
        role: pb::Role::Admin.into(),
        tags: vec![nul()],
    };
    assert_eq!(invalid(admin.access.create_person(request).await), ["name", "email", "tags[0]"]);
    let request = pb::ProjectsCreateRequest { idempotency_key: fresh_key(), name: nul(), ..Default::default() };
    assert_eq!(invalid(admin.projects.create(request).await), ["name"]);
    let id = agent.approvals.create(approval_on(&task, "nul")).await.unwrap().into_inner().event_id;
    assert_eq!(invalid(admin.approvals.decide(approve(&id, "\0")).await), ["outcome.approve.note"]);
    let request = pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id, reason: nul() };
    assert_eq!(invalid(agent.approvals.cancel(request).await), ["reason"]);
    let message = pb::UploadsUploadRequest { idempotency_key: fresh_key(), file_name: nul(), chunk: Bytes::new() };
    assert_eq!(invalid(agent.uploads.upload(tokio_stream::once(message)).await), ["file_name"]);

    let form = agent.open_task("form").await;
    let request = elicitation_on(&form, "form");
    let id = agent.elicitations.create(request).await.unwrap().into_inner().event_id;
    let said = admin.elicitations.answer(crate::world::answer(&id, "a\0b")).await;
    let status = refused(said, Code::InvalidArgument, "ANSWERS_INVALID");
    assert_eq!(fields(&status), [r#"answers["why"]"#]);
}

#[tokio::test]
async fn what_the_state_of_things_forbids() {
    let (service, mut agent, task) = scene().await;
    let mut admin = service.admin();
    let action = |to: &str| pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "moved".into(),
        transitions_to: to.into(),
        ..Default::default()
    };
    let status = refused(
        agent.tasks.record_action(action("nowhere")).await,
        Code::FailedPrecondition,
        "TRANSITION_NOT_DECLARED",
    );
    assert!(status.message().contains("complete"), "it says what would be right: {}", status.message());

    let open = agent.approvals.create(approval_on(&task, "first")).await.unwrap().into_inner().event_id;
    let said = agent.approvals.create(approval_on(&task, "second")).await;
    let status = refused(said, Code::FailedPrecondition, "REQUEST_ALREADY_OPEN");
    assert!(status.message().contains(&open), "it names the open one: {}", status.message());
    let said = agent.elicitations.create(elicitation_on(&task, "second")).await;
    refused(said, Code::FailedPrecondition, "REQUEST_ALREADY_OPEN");

    let wrong_digest = pb::ApprovalsDecideRequest { digest: "0".repeat(64), ..approve(&open, "") };
    refused(admin.approvals.decide(wrong_digest).await, Code::FailedPrecondition, "DIGEST_MISMATCH");
    admin.approvals.decide(approve(&open, "")).await.unwrap();
    let status =
        refused(admin.approvals.decide(approve(&open, "")).await, Code::FailedPrecondition, "REQUEST_ALREADY_DECIDED");
    assert!(status.message().contains("APPROVE by "), "{}", status.message());
    let cancel =
        |id: &str| pb::ApprovalsCancelRequest { idempotency_key: fresh_key(), id: id.into(), reason: "no".into() };
    let said = agent.approvals.cancel(cancel(&open)).await;
    refused(said, Code::FailedPrecondition, "REQUEST_ALREADY_DECIDED");

    let withdrawn = agent.approvals.create(approval_on(&task, "third")).await.unwrap().into_inner().event_id;
    agent.approvals.cancel(cancel(&withdrawn)).await.unwrap();
    let said = admin.approvals.decide(approve(&withdrawn, "")).await;
    refused(said, Code::FailedPrecondition, "REQUEST_CLOSED");

    agent.tasks.record_action(action("complete")).await.unwrap();
    refused(agent.tasks.record_action(action("complete")).await, Code::FailedPrecondition, "TASK_CLOSED");
    let said = agent.approvals.create(approval_on(&task, "fourth")).await;
    refused(said, Code::FailedPrecondition, "TASK_CLOSED");
    agent.tasks.add_note(note(&task, &fresh_key())).await.expect("notes may be written on a closed task");
}

#[tokio::test]
async fn tokens_of_another_query() {
    let (service, mut agent, task) = scene().await;
    let other = agent.open_task("other").await;
    let list = |name: &str, page_token: &str| pb::TasksListRequest {
        name: name.into(),
        page_size: 1,
        page_token: page_token.into(),
        ..Default::default()
    };
    let token = agent.tasks.list(list("", "")).await.unwrap().into_inner().next_page_token;
    agent.tasks.list(list("", &token)).await.unwrap();
    for (name, token) in
        [("bad", token.as_str()), ("", "junk"), ("", &token[1..]), ("", &token.to_lowercase()), ("", "🦀")]
    {
        refused(agent.tasks.list(list(name, token)).await, Code::InvalidArgument, "PAGE_TOKEN_INVALID");
    }
    let people = pb::AccessListPeopleRequest { page_size: 1, page_token: token.clone() };
    refused(agent.access.list_people(people).await, Code::InvalidArgument, "PAGE_TOKEN_INVALID");
    let inbox = pb::InboxListRequest { page_size: 1, page_token: token, ..Default::default() };
    refused(agent.inbox.list(inbox).await, Code::InvalidArgument, "PAGE_TOKEN_INVALID");

    let events = |task: &pb::Task, cursor: &str| pb::TasksListEventsRequest {
        task_id: task.id.clone(),
        cursor: cursor.into(),
        ..Default::default()
    };
    let cursor = agent.tasks.list_events(events(&task, "")).await.unwrap().into_inner().next_cursor;
    for (task, cursor) in [(&other, cursor.as_str()), (&task, "junk")] {
        refused(agent.tasks.list_events(events(task, cursor)).await, Code::InvalidArgument, "PAGE_TOKEN_INVALID");
        let watch = pb::TasksWatchEventsRequest { task_id: task.id.clone(), cursor: cursor.into() };
        let said = service.agent().tasks.watch_events(watch).await.map(drop);
        refused(said, Code::InvalidArgument, "PAGE_TOKEN_INVALID");
    }
}

#[tokio::test]
async fn an_answer_in_no_arm_is_a_fault() {
    let (service, mut agent, task) = scene().await;
    let id = agent.elicitations.create(elicitation_on(&task, "form")).await.unwrap().into_inner().event_id;
    let answers = BTreeMap::from([("gone".to_owned(), pb::FieldValue { kind: None })]);
    let request = pb::ElicitationsAnswerRequest { answers, ..crate::world::answers(&id, []) };
    assert_eq!(invalid(service.admin().elicitations.answer(request).await), [r#"answers["gone"]"#]);
}
