//! Forms: every arm in, every answer out, and bids that are read against their fields.

use pumpup::rpc::pb::field_value::{Kind, Selection};
use serde_json::{Value, json};

use super::{Rest, about};
use crate::support::{Service, fresh_key};
use crate::world::answers;

fn form() -> Value {
    json!([
        { "type": "Text", "id": "mail", "label": "Mail", "required": true, "format": "EMAIL", "maxLength": 50 },
        { "type": "TextArea", "id": "why", "label": "Why", "description": "In words", "required": false, "minLength": 2 },
        { "type": "Number", "id": "count", "label": "Count", "required": true, "integerOnly": true, "min": 1, "max": 9.0 },
        { "type": "Slider", "id": "share", "label": "Share", "required": true, "min": 0, "max": 1, "step": 0.25 },
        { "type": "Select", "id": "cover", "label": "Cover", "required": true, "options": ["basic", "full"] },
        { "type": "Multiselect", "id": "extras", "label": "Extras", "required": true, "options": ["a", "b", "c"] },
        { "type": "DateField", "id": "day", "label": "Day", "required": true, "min": "2026-01-01", "max": null },
        { "type": "Time", "id": "hour", "label": "Hour", "required": true, "max": "18:00" },
        { "type": "DateTime", "id": "at", "label": "At", "required": true, "min": "2026-05-14T09:30:00+02:00",
          "max": "2026-05-15T00:00:00+02:00" },
        { "type": "Switch", "id": "sure", "label": "Sure", "required": true },
    ])
}

fn bids() -> Value {
    json!([
        { "fieldId": "mail", "value": "a@example.com" },
        { "fieldId": "why", "value": "because", "confidence": 0.9, "rationale": "a guess" },
        { "fieldId": "count", "value": 3 },
        { "fieldId": "share", "value": 0.75 },
        { "fieldId": "cover", "value": "full" },
        { "fieldId": "extras", "value": ["c", "a"] },
        { "fieldId": "day", "value": "2026-05-14" },
        { "fieldId": "hour", "value": "09:30" },
        { "fieldId": "at", "value": "2026-05-14T10:00:00+02:00" },
        { "fieldId": "sure", "value": false },
    ])
}

#[tokio::test]
async fn every_arm_goes_in_and_every_answer_comes_out() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let body = about(&task, &json!({ "fields": form(), "recommendation": bids() }));
    let id = agent.post("/api/elicitation-requests", &body).await.with(201)["eventId"].as_str().unwrap().to_owned();
    let path = format!("/api/elicitation-requests/{id}/result");
    assert_eq!(agent.get(&path).await.status, 204);
    let given = answers(
        &id,
        [
            ("mail", Kind::Text("b@example.com".into())),
            ("count", Kind::Number(4.0)),
            ("share", Kind::Slider(0.5)),
            ("cover", Kind::Select("basic".into())),
            ("extras", Kind::Multiselect(Selection { options: vec!["b".into(), "a".into()] })),
            ("day", Kind::DateField("2026-05-15".into())),
            ("hour", Kind::Time("10:15".into())),
            ("at", Kind::DateTime("2026-05-14T11:00".into())),
            ("sure", Kind::Switch(true)),
        ],
    );
    service.admin().elicitations.answer(given).await.unwrap();
    let expected = json!({
        "mail": "b@example.com", "count": 4, "share": 0.5, "cover": "basic", "extras": ["b", "a"],
        "day": "2026-05-15", "hour": "10:15", "at": "2026-05-14T11:00", "sure": true,
    });
    let result = agent.get(&path).await.with(200);
    assert_eq!((&result["fields"], &result["answeredBy"]), (&expected, &json!("admin")));
    assert_eq!((&result["requestId"], &result["taskId"]), (&json!(id), &json!(task)));

    let events = agent.get(&format!("/api/tasks/{task}/events")).await.with(200);
    let asked = &events["items"][1]["payload"];
    for (given, back) in form().as_array().unwrap().iter().zip(asked["fields"].as_array().unwrap()) {
        for (name, value) in given.as_object().unwrap() {
            let value = match value.as_str() {
                // Dates and times of a form have no zone: what was stamped on them is gone.
                Some("2026-05-14T09:30:00+02:00") => json!("2026-05-14T09:30:00"),
                Some("2026-05-15T00:00:00+02:00") => json!("2026-05-15T00:00:00"),
                _ if name == "max" && *value == json!(9.0) => json!(9),
                _ => value.clone(),
            };
            assert_eq!(back[name], value, "{name} of {back}");
        }
    }
    assert_eq!(asked["recommendation"][8]["value"], "2026-05-14T10:00:00");
    assert_eq!(asked["recommendation"][1]["rationale"], "a guess");
    assert_eq!(events["items"][2]["payload"]["answers"], expected);
}

#[tokio::test]
async fn what_does_not_fit_is_told_under_its_place() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let send = async |fields: Value, bids: Value| {
        let body = about(&task, &json!({ "fields": fields, "recommendation": bids }));
        agent.post_keyed("/api/elicitation-requests", &fresh_key(), &body).await.fields()
    };
    let one = |members: Value| {
        let mut field = json!({ "id": "f", "label": "F", "required": true });
        field.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        json!([field])
    };
    for (field, path) in [
        (json!({ "type": "Text", "minLength": 5, "maxLength": 3 }), "fields[0].minLength"),
        (json!({ "type": "Text", "minLength": -1 }), "fields[0].minLength"),
        (json!({ "type": "Text", "minLength": 1.5 }), "fields[0].minLength"),
        (json!({ "type": "Text", "format": "ZIP" }), "fields[0].format"),
        (json!({ "type": "Select", "options": ["a", "a"] }), "fields[0].options[1]"),
        (json!({ "type": "Select", "options": "a" }), "fields[0].options"),
        (json!({ "type": "Slider", "min": 0 }), "fields[0].max"),
        (json!({ "type": "Number", "min": "1" }), "fields[0].min"),
        (json!({ "type": "DateTime", "min": "2026-05-14T09:30:00+2" }), "fields[0].min"),
        (json!({ "type": "Toggle" }), "fields[0].type"),
        (json!({}), "fields[0].type"),
        (json!({ "type": "Switch", "required": "yes" }), "fields[0].required"),
        (json!({ "type": "Switch", "label": 7 }), "fields[0].label"),
    ] {
        assert_eq!(send(one(field.clone()), json!([])).await, [path], "{field}");
    }
    let wrong: Vec<Value> =
        bids().as_array().unwrap().iter().map(|bid| json!({ "fieldId": bid["fieldId"], "value": {} })).collect();
    let paths: Vec<String> = (0..10).map(|index| format!("recommendation[{index}].value")).collect();
    assert_eq!(send(form(), json!(wrong)).await, paths);
    let more =
        json!([{ "fieldId": "other", "value": 1 }, { "fieldId": "cover", "value": "none" }, { "fieldId": "sure" }]);
    let paths = ["recommendation[0].fieldId", "recommendation[1].value", "recommendation[2].value"];
    assert_eq!(send(form(), more).await, paths);
    assert_eq!(send(json!([]), json!([])).await, ["fields"]);
    assert_eq!(send(json!({}), json!("x")).await, ["fields", "recommendation"]);
}

#[tokio::test]
async fn offsets_that_differ_mean_something_and_are_not_dropped() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let field = json!({ "type": "DateTime", "id": "at", "label": "At", "required": true,
        "min": "2026-01-31T09:30:00+14:00", "max": "2026-01-31T09:30:01-12:00" });
    let bid = json!({ "fieldId": "at", "value": "2026-01-31T09:30:00-05:00" });
    let body = about(&task, &json!({ "fields": [field], "recommendation": [bid] }));
    assert_eq!(
        agent.post("/api/elicitation-requests", &body).await.fields(),
        ["fields[0].max", "recommendation[0].value"]
    );
}

#[tokio::test]
async fn a_number_that_people_would_be_shown_otherwise_is_refused() {
    let service = Service::start().await;
    let agent = Rest::agent(&service);
    let task = agent.task("a case").await;
    let field = json!({ "type": "Number", "id": "wei", "label": "Wei", "required": true, "integerOnly": true });
    let bid = json!({ "fieldId": "wei", "value": 1_000_000_000_000_000_001_i64 });
    let body = about(&task, &json!({ "fields": [field], "recommendation": [bid] }));
    let said = agent.post("/api/elicitation-requests", &body).await;
    assert_eq!(said.fields(), ["body"]);
    assert!(said.refused(400, "INVALID_REQUEST")["message"].as_str().unwrap().contains("send it as a text"));
}
