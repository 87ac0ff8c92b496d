//! A message for every method of the contract that fits a world.

use bytes::Bytes;
use prost::Message;
use prost_types::Timestamp;
use prost_types::value::Kind;
use pumpup::rpc::pb;

use crate::support::{approve, fresh_key};
use crate::world::{ABSENT, World, answer, field, fresh_name, object};

fn bytes(message: impl Message) -> Bytes {
    message.encode_to_vec().into()
}

/// What the messages that end or change something for good are about.
#[derive(Clone, Copy, PartialEq)]
pub enum About {
    /// Things that are not there, so that they can be sent again and again.
    Nothing,
    /// The world's own things.
    Things,
}

/// For every method, a message with all its fields; fresh idempotency keys and names each time.
pub fn messages(world: &World, about: About) -> Vec<(&'static str, Bytes)> {
    let key = fresh_key;
    let id = |own: &str| if about == About::Things { own.to_owned() } else { ABSENT.to_owned() };
    let page = || (10, String::new());
    let outcome = || approve(ABSENT, "a note").outcome;
    let bid = || pb::OutcomeBid { outcome: outcome(), confidence: Some(0.5), rationale: "because".into() };
    let soon = || Some(Timestamp { seconds: 4_000_000_000, nanos: 5_000 });
    let detail = || Some(object([("n", Kind::NumberValue(1.5)), ("s", Kind::StringValue("x".into()))]));
    let patch = || {
        let (set, set_once) = (detail(), Some(object([("once", Kind::BoolValue(true))])));
        Some(pb::MetadataPatch { set, set_once, unset: vec!["gone".into()] })
    };
    let steps = || {
        let step = |name: &str, exits: &[&str]| pb::Step {
            name: name.into(),
            owner: pb::Party::Human.into(),
            exits: exits.iter().map(ToString::to_string).collect(),
        };
        let schema = object([("type", Kind::StringValue("object".into()))]);
        Some(pb::StepGraph {
            initial_step: "a".into(),
            steps: vec![step("a", &["b"]), step("b", &[])],
            step_schemas: [("b".to_owned(), schema)].into(),
        })
    };
    let target = || Some(prost_types::Duration { seconds: 3600, nanos: 0 });
    let presets = || {
        let outcomes = vec![pb::OutcomeKind::Reject.into()];
        vec![pb::ReasonPreset { code: "LATE".into(), label: "Too late".into(), outcomes }]
    };
    let filter = || {
        Some(pb::InboxFilter {
            project_name: world.project.project_name.clone(),
            kind: pb::RequestKind::Approval.into(),
            step: "in_progress".into(),
            min_age: Some(prost_types::Duration { seconds: 0, nanos: 1_000 }),
            text: "approval".into(),
            unassigned: true,
            ..Default::default()
        })
    };
    let context = || vec![pb::ContextEntry { key: "k".into(), value: "v".into() }];
    let tags = || vec!["finance".to_owned()];
    let (task, slug) = (|| world.task.id.clone(), || world.project.project_name.clone());
    let chunk = Bytes::from_static(b"bytes");
    let (page_size, page_token) = page();
    vec![
        ("Projects/List", bytes(pb::ProjectsListRequest { name: "e".into(), page_size, page_token })),
        (
            "Projects/Get",
            bytes(pb::ProjectsGetRequest { key: Some(pb::projects_get_request::Key::Id(world.project.id.clone())) }),
        ),
        (
            "Projects/Create",
            bytes(pb::ProjectsCreateRequest {
                idempotency_key: key(),
                name: fresh_name(),
                steps: steps(),
                response_target: target(),
                reason_presets: presets(),
            }),
        ),
        (
            "Projects/Update",
            bytes(pb::ProjectsUpdateRequest {
                idempotency_key: key(),
                id: id(&world.project.id),
                name: Some(fresh_name()),
                steps: steps(),
                response_target: target(),
                reason_presets: Some(pb::projects_update_request::ReasonPresets { values: presets() }),
            }),
        ),
        ("Projects/Delete", bytes(pb::ProjectsDeleteRequest { idempotency_key: key(), id: id(&world.project.id) })),
        (
            "Tasks/Create",
            bytes(pb::TasksCreateRequest {
                idempotency_key: key(),
                project_name: slug(),
                name: "a task".into(),
                external_id: "x".into(),
                metadata_patch: patch(),
            }),
        ),
        ("Tasks/Get", bytes(pb::TasksGetRequest { id: task() })),
        (
            "Tasks/List",
            bytes(pb::TasksListRequest {
                project_name: slug(),
                status: pb::TaskStatus::Running.into(),
                name: "t".into(),
                page_size: 10,
                page_token: String::new(),
            }),
        ),
        ("Tasks/ListEvents", bytes(pb::TasksListEventsRequest { task_id: task(), cursor: String::new(), limit: 10 })),
        ("Tasks/WatchEvents", bytes(pb::TasksWatchEventsRequest { task_id: task(), cursor: String::new() })),
        (
            "Tasks/RecordAction",
            bytes(pb::TasksRecordActionRequest {
                idempotency_key: key(),
                task_id: task(),
                description: "did".into(),
                detail: detail(),
                metadata_patch: patch(),
                add_attachments: vec![pb::Attachment {
                    label: fresh_name(),
                    upload_id: world.upload.id.clone(),
                    ..Default::default()
                }],
                external_trace_id: "trace".into(),
                ..Default::default()
            }),
        ),
        (
            "Tasks/RecordException",
            bytes(pb::TasksRecordExceptionRequest {
                idempotency_key: key(),
                task_id: task(),
                message: "oh".into(),
                detail: detail(),
                external_trace_id: "trace".into(),
                ..Default::default()
            }),
        ),
        (
            "Tasks/AddNote",
            bytes(pb::TasksAddNoteRequest {
                idempotency_key: key(),
                task_id: task(),
                message: "note".into(),
                external_trace_id: "trace".into(),
            }),
        ),
        (
            "Tasks/Move",
            bytes(pb::TasksMoveRequest {
                idempotency_key: key(),
                task_id: id(&world.task.id),
                transitions_to: "complete".into(),
                description: "why".into(),
            }),
        ),
        (
            "Tasks/Assign",
            bytes(pb::TasksAssignRequest {
                idempotency_key: key(),
                task_id: id(&world.task.id),
                assignee_id: world.person.id.clone(),
            }),
        ),
        (
            "Approvals/Create",
            bytes(pb::ApprovalsCreateRequest {
                idempotency_key: key(),
                project_name: slug(),
                task_id: id(&world.task.id),
                summary: "may I".into(),
                key_value_context: context(),
                attachments: vec![world.upload.id.clone()],
                recommendation: Some(bid()),
                external_trace_id: "trace".into(),
                deadline: soon(),
                fallback_step: "complete".into(),
            }),
        ),
        ("Approvals/Get", bytes(pb::ApprovalsGetRequest { id: world.approval.clone() })),
        (
            "Approvals/GetResult",
            bytes(pb::ApprovalsGetResultRequest {
                id: world.decided.clone(),
                wait: Some(prost_types::Duration { seconds: 1, nanos: 1 }),
            }),
        ),
        ("Approvals/WatchResult", bytes(pb::ApprovalsWatchResultRequest { id: world.approval.clone() })),
        (
            "Approvals/Decide",
            bytes(pb::ApprovalsDecideRequest {
                idempotency_key: key(),
                id: id(&world.approval),
                outcome: outcome(),
                digest: "ab".into(),
            }),
        ),
        (
            "Approvals/Cancel",
            bytes(pb::ApprovalsCancelRequest { idempotency_key: key(), id: id(&world.approval), reason: "why".into() }),
        ),
        (
            "Elicitations/Create",
            bytes(pb::ElicitationsCreateRequest {
                idempotency_key: key(),
                project_name: slug(),
                task_id: id(&world.task.id),
                summary: "which".into(),
                key_value_context: context(),
                attachments: vec![world.upload.id.clone()],
                fields: vec![field(
                    "t",
                    pb::field::Kind::Text(pb::field::Text { min_length: Some(1), max_length: Some(9), format: 0 }),
                )],
                recommendation: vec![pb::FieldBid {
                    field_id: "t".into(),
                    value: Some(pb::FieldValue { kind: Some(pb::field_value::Kind::Text("v".into())) }),
                    confidence: Some(0.5),
                    rationale: "r".into(),
                }],
                external_trace_id: "trace".into(),
                deadline: soon(),
                fallback_step: "complete".into(),
            }),
        ),
        ("Elicitations/Get", bytes(pb::ElicitationsGetRequest { id: world.elicitation.clone() })),
        (
            "Elicitations/GetResult",
            bytes(pb::ElicitationsGetResultRequest {
                id: world.answered.clone(),
                wait: Some(prost_types::Duration { seconds: 1, nanos: 1 }),
            }),
        ),
        ("Elicitations/WatchResult", bytes(pb::ElicitationsWatchResultRequest { id: world.elicitation.clone() })),
        (
            "Elicitations/Answer",
            bytes(pb::ElicitationsAnswerRequest { digest: "ab".into(), ..answer(&id(&world.elicitation), "x") }),
        ),
        (
            "Elicitations/Cancel",
            bytes(pb::ElicitationsCancelRequest {
                idempotency_key: key(),
                id: id(&world.elicitation),
                reason: "why".into(),
            }),
        ),
        ("Uploads/Upload", bytes(pb::UploadsUploadRequest { idempotency_key: key(), file_name: "f".into(), chunk })),
        ("Uploads/Get", bytes(pb::UploadsGetRequest { id: world.upload.id.clone() })),
        ("Uploads/Download", bytes(pb::UploadsDownloadRequest { id: world.upload.id.clone() })),
        ("Inbox/List", bytes(pb::InboxListRequest { filter: filter(), page_size: 10, page_token: String::new() })),
        ("Inbox/Watch", bytes(pb::InboxWatchRequest { filter: filter() })),
        (
            "Inbox/ListEnded",
            bytes(pb::InboxListEndedRequest {
                project_name: world.project.project_name.clone(),
                kind: pb::RequestKind::Approval.into(),
                outcome: pb::OutcomeKind::Approve.into(),
                text: "approval".into(),
                page_size: 10,
                ..Default::default()
            }),
        ),
        (
            "Inbox/Overview",
            bytes(pb::InboxOverviewRequest {
                project_name: world.project.project_name.clone(),
                requested_by: String::new(),
                period: target(),
            }),
        ),
        ("Access/WhoAmI", bytes(pb::AccessWhoAmIRequest {})),
        ("Access/ListPeople", bytes(pb::AccessListPeopleRequest { page_size: 10, page_token: String::new() })),
        (
            "Access/CreatePerson",
            bytes(pb::AccessCreatePersonRequest {
                idempotency_key: key(),
                name: fresh_name(),
                email: "a@example.com".into(),
                role: pb::Role::Reviewer.into(),
                tags: tags(),
            }),
        ),
        (
            "Access/UpdatePerson",
            bytes(pb::AccessUpdatePersonRequest {
                idempotency_key: key(),
                id: id(&world.person.id),
                name: Some(fresh_name()),
                email: Some("b@example.com".into()),
                role: pb::Role::Reviewer.into(),
                tags: Some(pb::access_update_person_request::Tags { values: tags() }),
                active: Some(true),
            }),
        ),
        ("Access/ListAgents", bytes(pb::AccessListAgentsRequest { page_size: 10, page_token: String::new() })),
        (
            "Access/UpdateAgent",
            bytes(pb::AccessUpdateAgentRequest { idempotency_key: key(), id: id(&world.idle_agent.id), active: true }),
        ),
        ("Access/ListKeys", bytes(pb::AccessListKeysRequest { page_size: 10, page_token: String::new() })),
        (
            "Access/CreateKey",
            bytes(pb::AccessCreateKeyRequest {
                idempotency_key: key(),
                role: pb::Role::Reviewer.into(),
                name: fresh_name(),
                tags: tags(),
                expires_at: soon(),
            }),
        ),
        ("Access/RevokeKey", bytes(pb::AccessRevokeKeyRequest { idempotency_key: key(), id: id(&world.idle_key.id) })),
        (
            "Access/CreateSignInLink",
            bytes(pb::AccessCreateSignInLinkRequest { idempotency_key: key(), person_id: id(&world.person.id) }),
        ),
        (
            "Access/SetPassword",
            bytes(pb::AccessSetPasswordRequest {
                idempotency_key: key(),
                current_password: "none is there".into(),
                new_password: String::new(),
            }),
        ),
        (
            "Access/EndSessions",
            bytes(pb::AccessEndSessionsRequest { idempotency_key: key(), person_id: id(&world.person.id) }),
        ),
    ]
}
