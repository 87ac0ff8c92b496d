//! Messages as a server would send them, for the tests of what is made of them.

use crate::rpc::pb::{self, event, field, field_value, outcome, request};

fn at(seconds: i64) -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp { seconds, nanos: 0 })
}

/// 2026-05-14T09:00:00Z.
pub const REQUESTED_AT: i64 = 1_778_749_200;

/// An open approval with everything an agent can send.
pub fn approval() -> pb::Request {
    let entry = |key: &str, value: &str| pb::ContextEntry { key: key.to_owned(), value: value.to_owned() };
    pb::Request {
        id: "req-1".to_owned(),
        task_id: "task-1".to_owned(),
        project_id: "project-1".to_owned(),
        summary: "Refund $240 on claim C-1029".to_owned(),
        key_value_context: vec![entry("Zone", "EU"), entry("Claim", "C-1029"), entry("Amount", "$240")],
        attachments: vec![pb::Attachment {
            label: "photo".to_owned(),
            upload_id: "upload-1".to_owned(),
            sha256: "ab12".to_owned(),
        }],
        deadline: at(REQUESTED_AT + 10_800),
        fallback_step: "manual".to_owned(),
        external_trace_id: String::new(),
        digest: "d19e57".to_owned(),
        requested_by: "agent-1".to_owned(),
        requested_by_name: "claims-bot".to_owned(),
        requested_at: at(REQUESTED_AT),
        ask: Some(request::Ask::Approval(pb::ApprovalAsk {
            recommendation: Some(pb::OutcomeBid {
                outcome: Some(pb::Outcome {
                    kind: Some(outcome::Kind::Approve(outcome::Approve {
                        note: String::new(),
                        reason_code: "LOST".to_owned(),
                    })),
                }),
                confidence: Some(0.92),
                rationale: "Tracking says lost.".to_owned(),
            }),
        })),
        state: Some(request::State::Pending(pb::Pending { deadline: at(REQUESTED_AT + 10_800) })),
    }
}

/// A field of this id and arm.
pub fn field(id: &str, required: bool, kind: field::Kind) -> pb::Field {
    pb::Field { id: id.to_owned(), label: format!("The {id}"), description: String::new(), required, kind: Some(kind) }
}

/// The value of a Select.
pub fn select(option: &str) -> pb::FieldValue {
    pb::FieldValue { kind: Some(field_value::Kind::Select(option.to_owned())) }
}

/// One field of every arm, under the arm's name in lower case.
pub fn every_field() -> Vec<pb::Field> {
    use field::Kind;
    let options = || vec!["collision".to_owned(), "comprehensive".to_owned(), "fire, theft".to_owned()];
    vec![
        field("text", true, Kind::Text(field::Text { min_length: Some(2), max_length: Some(80), format: 1 })),
        field("area", false, Kind::TextArea(field::TextArea { min_length: None, max_length: Some(500) })),
        field("number", false, Kind::Number(field::Number { min: Some(0.0), max: None, integer_only: true })),
        field("slider", false, Kind::Slider(field::Slider { min: Some(0.0), max: Some(1.0), step: Some(0.25) })),
        field("select", true, Kind::Select(field::Select { options: options() })),
        field("multi", false, Kind::Multiselect(field::Multiselect { options: options() })),
        field(
            "date",
            false,
            Kind::DateField(field::DateField { min: "2026-01-01".to_owned(), max: "2026-12-31".to_owned() }),
        ),
        field("time", false, Kind::Time(field::Time { min: "08:00".to_owned(), max: String::new() })),
        field("moment", false, Kind::DateTime(field::DateTime::default())),
        field("switch", true, Kind::Switch(field::Switch {})),
    ]
}

/// An open elicitation of two fields, with a bid on one.
pub fn elicitation() -> pb::Request {
    let options = vec!["collision".to_owned(), "comprehensive".to_owned()];
    pb::Request {
        id: "req-2".to_owned(),
        summary: "Need a couple of details on the incident".to_owned(),
        ask: Some(request::Ask::Elicitation(pb::ElicitationAsk {
            fields: vec![
                field("incident_date", true, field::Kind::DateField(field::DateField::default())),
                field("coverage", true, field::Kind::Select(field::Select { options })),
            ],
            recommendation: vec![pb::FieldBid {
                field_id: "coverage".to_owned(),
                value: Some(select("comprehensive")),
                confidence: Some(0.92),
                rationale: "Hail damage pattern.".to_owned(),
            }],
        })),
        ..approval()
    }
}

/// One event of every type, with the names of its type and its payload.
pub fn events() -> Vec<(pb::Event, &'static str, &'static str)> {
    use event::Payload;
    use pb::EventType;
    [
        (EventType::ApprovalRequested, Payload::ApprovalRequested(Default::default()), "ApprovalRequested"),
        (EventType::ApprovalDecided, Payload::ApprovalDecided(Default::default()), "ApprovalDecided"),
        (EventType::ElicitationRequested, Payload::ElicitationRequested(Default::default()), "ElicitationRequested"),
        (EventType::ElicitationProvided, Payload::ElicitationProvided(Default::default()), "ElicitationProvided"),
        (EventType::Action, Payload::Action(Default::default()), "Action"),
        (EventType::Exception, Payload::Exception(Default::default()), "ExceptionRaised"),
        (EventType::Note, Payload::Note(Default::default()), "Note"),
        (EventType::Timeout, Payload::Timeout(Default::default()), "Timeout"),
        (EventType::Assignment, Payload::Assignment(Default::default()), "Assignment"),
        (EventType::TaskCreated, Payload::TaskCreated(Default::default()), "TaskCreated"),
        (EventType::TaskClosed, Payload::TaskClosed(Default::default()), "TaskClosed"),
        (EventType::RequestCancelled, Payload::RequestCancelled(Default::default()), "RequestCancelled"),
    ]
    .map(|(event_type, payload, tag)| {
        let event = pb::Event { event_type: event_type.into(), payload: Some(payload), ..Default::default() };
        (event, event_type.as_str_name().trim_start_matches("EVENT_TYPE_"), tag)
    })
    .into()
}

/// The approval under this id, as the inbox lists it.
pub fn inbox_item(id: &str) -> pb::InboxItem {
    let request = pb::Request { id: id.to_owned(), ..approval() };
    pb::InboxItem {
        request: Some(request),
        project_name: "claims".to_owned(),
        task_name: "Claim C-1029".to_owned(),
        ..Default::default()
    }
}
