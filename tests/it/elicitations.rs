//! Elicitations over the wire: all ten kinds of fields there and back, and answers that do not fit.

use pumpup::rpc::pb;
use pumpup::rpc::pb::elicitations_watch_result_response::State;
use pumpup::rpc::pb::field as f;
use pumpup::rpc::pb::field_value::{Kind, Selection};
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::support::{Service, fields, fresh_key, patiently, reason};
use crate::world::{answer, answers, elicitation_on, field};

fn options() -> Vec<String> {
    ["red", "grün", "青"].map(String::from).to_vec()
}

/// A form of all kinds, with bounds and awkward numbers.
fn form() -> Vec<pb::Field> {
    let text = |text: &str| text.to_owned();
    vec![
        field(
            "text",
            f::Kind::Text(f::Text {
                min_length: Some(3),
                max_length: Some(254),
                format: f::text::Format::Email.into(),
            }),
        ),
        field("text_area", f::Kind::TextArea(f::TextArea { min_length: None, max_length: Some(10) })),
        field(
            "number",
            f::Kind::Number(f::Number { min: Some(-1e300), max: Some(31.245270191439438), integer_only: false }),
        ),
        field("slider", f::Kind::Slider(f::Slider { min: Some(0.1), max: Some(0.7), step: Some(0.2) })),
        field("select", f::Kind::Select(f::Select { options: options() })),
        field("multiselect", f::Kind::Multiselect(f::Multiselect { options: options() })),
        field("date_field", f::Kind::DateField(f::DateField { min: text("2024-02-29"), max: text("2030-01-01") })),
        field("time", f::Kind::Time(f::Time { min: text("08:00"), max: text("17:30:00.5") })),
        field("date_time", f::Kind::DateTime(f::DateTime { min: text("2024-02-29T08:00"), max: String::new() })),
        field("switch", f::Kind::Switch(f::Switch {})),
    ]
}

fn fitting() -> [(&'static str, Kind); 10] {
    [
        ("text", Kind::Text("jane@example.com".into())),
        ("text_area", Kind::TextArea("a\nb 🦀".into())),
        // Neither is what a careless reader of JSON makes of its text.
        ("number", Kind::Number(31.245270191439438)),
        ("slider", Kind::Slider(0.30000000000000004)),
        ("select", Kind::Select("grün".into())),
        ("multiselect", Kind::Multiselect(Selection { options: vec!["青".into(), "red".into()] })),
        ("date_field", Kind::DateField("2024-02-29".into())),
        ("time", Kind::Time("17:30".into())),
        ("date_time", Kind::DateTime("2026-05-01T09:30:15".into())),
        ("switch", Kind::Switch(false)),
    ]
}

#[tokio::test]
async fn all_ten_kinds_of_fields_go_there_and_back() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("form").await;
    let bid = |(field_id, kind): (&str, Kind)| pb::FieldBid {
        field_id: field_id.into(),
        value: Some(pb::FieldValue { kind: Some(kind) }),
        confidence: Some(121.48791951161945 / 200.0),
        rationale: "because".into(),
    };
    let request = pb::ElicitationsCreateRequest {
        fields: form(),
        recommendation: fitting().map(bid).to_vec(),
        ..elicitation_on(&task, "form")
    };
    let id = agent.elicitations.create(request.clone()).await.unwrap().into_inner().event_id;
    let get = pb::ElicitationsGetRequest { id: id.clone() };
    let shown = admin.elicitations.get(get).await.unwrap().into_inner().request.unwrap();
    let ask = pb::ElicitationAsk { fields: request.fields, recommendation: request.recommendation };
    assert_eq!(shown.ask, Some(pb::request::Ask::Elicitation(ask)));

    let watch = pb::ElicitationsWatchResultRequest { id: id.clone() };
    let mut watch = agent.elicitations.watch_result(watch).await.unwrap().into_inner();
    let said = patiently(watch.message()).await.unwrap().unwrap();
    assert!(matches!(said.state, Some(State::Pending(_))), "{said:?}");

    let given = pb::ElicitationsAnswerRequest { digest: shown.digest, ..answers(&id, fitting()) };
    let result = admin.elicitations.answer(given.clone()).await.unwrap().into_inner().result.unwrap();
    assert_eq!(result.answers, given.answers);
    let said = patiently(watch.message()).await.unwrap().unwrap();
    assert_eq!(
        said.state,
        Some(State::Answered(result.clone())),
        "what is read back is what was answered, bit for bit"
    );
    assert!(patiently(watch.message()).await.unwrap().is_none());
    let me = admin.access.who_am_i(pb::AccessWhoAmIRequest {}).await.unwrap().into_inner();
    assert_eq!((result.answered_by, result.authority_snapshot.unwrap().subject), (me.name, me.id));
}

#[tokio::test]
async fn answers_that_do_not_fit_come_back_together() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("form").await;
    let request = pb::ElicitationsCreateRequest { fields: form(), ..elicitation_on(&task, "form") };
    let id = agent.elicitations.create(request).await.unwrap().into_inner().event_id;

    let wrong = answers(
        &id,
        [
            ("text", Kind::Text("jane".into())),
            ("text_area", Kind::TextArea("🦀".repeat(11))),
            ("number", Kind::Number(f64::NAN)),
            ("slider", Kind::Slider(0.4)),
            ("select", Kind::Select("blue".into())),
            ("multiselect", Kind::Multiselect(Selection { options: vec!["red".into(), "red".into()] })),
            ("date_field", Kind::DateField("2024-02-30".into())),
            ("time", Kind::Time("07:59".into())),
            ("date_time", Kind::Text("2026-05-01T09:30".into())),
            ("colour", Kind::Switch(true)),
        ],
    );
    let status = admin.elicitations.answer(wrong).await.unwrap_err();
    assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "ANSWERS_INVALID"));
    let mut expected: Vec<_> = form().iter().map(|field| format!("answers[{:?}]", field.id)).collect();
    expected.push(r#"answers["colour"]"#.into());
    assert_eq!(fields(&status), expected, "every field, the switch that was left open and the one that is not there");
    for violation in status.get_details_bad_request().unwrap().field_violations {
        assert!(violation.description.len() > 10, "{violation:?}");
    }

    let still = pb::ElicitationsGetResultRequest { id: id.clone(), wait: None };
    let state = agent.elicitations.get_result(still).await.unwrap().into_inner().state;
    assert!(matches!(state, Some(pb::elicitations_get_result_response::State::Pending(_))), "nothing was recorded");
    admin.elicitations.answer(answers(&id, fitting())).await.unwrap();
}

#[tokio::test]
async fn each_kind_of_request_is_found_by_its_own_service() {
    let service = Service::start().await;
    let (mut agent, mut admin) = (service.agent(), service.admin());
    let task = agent.open_task("form").await;
    let id = agent.elicitations.create(elicitation_on(&task, "form")).await.unwrap().into_inner().event_id;
    let status = agent.approvals.get(pb::ApprovalsGetRequest { id: id.clone() }).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_NOT_FOUND");
    let status = admin.approvals.decide(crate::support::approve(&id, "")).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_NOT_FOUND");
    let cancel =
        pb::ElicitationsCancelRequest { idempotency_key: fresh_key(), id: id.clone(), reason: "found it out".into() };
    agent.elicitations.cancel(cancel).await.unwrap();
    let status = admin.elicitations.answer(answer(&id, "late")).await.unwrap_err();
    assert_eq!(reason(&status), "REQUEST_CLOSED");
}
