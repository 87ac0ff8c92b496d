//! The rules of forms as tables. Here are the words that the tables are written in, and the rules on whole forms; what
//! makes a good field and a good answer has a file each.

use super::*;

mod answers;
mod creation;

fn field(kind: FieldKind) -> Field {
    Field { id: "f".into(), label: "F".into(), description: String::new(), required: false, kind }
}

fn text(min_length: Option<u32>, max_length: Option<u32>, format: Option<TextFormat>) -> FieldKind {
    FieldKind::Text { min_length, max_length, format }
}

fn area(min_length: Option<u32>, max_length: Option<u32>) -> FieldKind {
    FieldKind::TextArea { min_length, max_length }
}

fn number(min: Option<f64>, max: Option<f64>, integer_only: bool) -> FieldKind {
    FieldKind::Number { min, max, integer_only }
}

fn slider(min: f64, max: f64, step: Option<f64>) -> FieldKind {
    FieldKind::Slider { min: Some(min), max: Some(max), step }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn select(options: &[&str]) -> FieldKind {
    FieldKind::Select { options: owned(options) }
}

fn multiselect(options: &[&str]) -> FieldKind {
    FieldKind::Multiselect { options: owned(options) }
}

fn date(min: &str, max: &str) -> FieldKind {
    FieldKind::DateField { min: min.into(), max: max.into() }
}

fn time(min: &str, max: &str) -> FieldKind {
    FieldKind::Time { min: min.into(), max: max.into() }
}

fn date_time(min: &str, max: &str) -> FieldKind {
    FieldKind::DateTime { min: min.into(), max: max.into() }
}

/// One kind of each arm, without bounds where it can be, and an answer to it.
fn every_arm() -> Vec<(FieldKind, FieldValue)> {
    vec![
        (text(None, None, None), FieldValue::Text("a".into())),
        (area(None, None), FieldValue::TextArea("a\nb".into())),
        (number(None, None, false), FieldValue::Number(1.5)),
        (slider(0.0, 1.0, None), FieldValue::Slider(0.5)),
        (select(&["a", "b"]), FieldValue::Select("a".into())),
        (multiselect(&["a", "b"]), FieldValue::Multiselect(owned(&["b", "a"]))),
        (date("", ""), FieldValue::DateField("2026-01-31".into())),
        (time("", ""), FieldValue::Time("09:30".into())),
        (date_time("", ""), FieldValue::DateTime("2026-01-31T09:30".into())),
        (FieldKind::Switch, FieldValue::Switch(false)),
    ]
}

fn lines(faults: Faults) -> Vec<String> {
    faults.0.into_iter().map(|violation| format!("{} {}", violation.field, violation.description)).collect()
}

fn creation(fields: &[Field]) -> Vec<String> {
    let mut faults = Faults::default();
    check_fields(&mut faults, fields);
    lines(faults)
}

fn answer(kind: &FieldKind, value: FieldValue) -> Vec<String> {
    lines(check_answers(&[field(kind.clone())], &BTreeMap::from([("f".to_owned(), value)])))
}

fn bid(field_id: &str, value: FieldValue) -> FieldBid {
    FieldBid { field_id: field_id.into(), value, confidence: Some(0.5), rationale: "why".into() }
}

fn bids(fields: &[Field], bids: &[FieldBid]) -> Vec<String> {
    let mut faults = Faults::default();
    check_bids(&mut faults, fields, bids);
    lines(faults)
}

#[test]
fn an_empty_text_or_selection_is_no_answer_whatever_the_bounds() {
    let empty = [
        (text(Some(3), None, Some(TextFormat::Email)), FieldValue::Text(String::new())),
        (area(Some(3), None), FieldValue::TextArea(String::new())),
        (select(&["a"]), FieldValue::Select(String::new())),
        (multiselect(&["a"]), FieldValue::Multiselect(Vec::new())),
        (date("2026-01-01", ""), FieldValue::DateField(String::new())),
        (time("09:00", ""), FieldValue::Time(String::new())),
        (date_time("2026-01-01T00:00", ""), FieldValue::DateTime(String::new())),
    ];
    for (kind, value) in empty {
        assert_eq!(answer(&kind, value.clone()), Vec::<String>::new(), "{kind:?}");
        let required = Field { required: true, ..field(kind.clone()) };
        let answers = BTreeMap::from([("f".to_owned(), value.clone())]);
        let refusal = format!("f is required and was not answered: answer in `{}`", kind.arm());
        assert_eq!(lines(check_answers(std::slice::from_ref(&required), &answers)), [refusal.as_str()]);
        assert_eq!(lines(check_answers(&[required], &BTreeMap::new())), [refusal]);
        assert_eq!(answered(answers), BTreeMap::new());
        assert_eq!(
            bids(&[field(kind)], &[bid("f", value)]),
            ["recommendation[0].value is empty: bid a value, or leave the bid out"]
        );
    }
    for (kind, value) in every_arm() {
        let required = Field { required: true, ..field(kind) };
        let answers = BTreeMap::from([("f".to_owned(), value)]);
        assert_eq!(lines(check_answers(&[required], &answers)), Vec::<String>::new());
        assert_eq!(answered(answers.clone()), answers);
    }
}

#[test]
fn all_faults_come_together_each_under_its_field() {
    let named = |id: &str, required, kind| Field { id: id.into(), required, ..field(kind) };
    let fields = [
        named("amount", true, number(Some(1.0), Some(10.0), true)),
        named("reason", true, area(None, None)),
        named("day", false, date("", "")),
        named("agreed", true, FieldKind::Switch),
        named("note", false, text(None, None, None)),
    ];
    let answers = BTreeMap::from([
        ("amount".to_owned(), FieldValue::Number(0.5)),
        ("day".to_owned(), FieldValue::DateField("tomorrow".into())),
        ("agreed".to_owned(), FieldValue::Switch(false)),
        ("Note".to_owned(), FieldValue::Text(String::new())),
    ]);
    assert_eq!(
        lines(check_answers(&fields, &answers)),
        [
            "amount is 0.5; at least 1 is wanted",
            "amount is 0.5; a whole number is wanted",
            "reason is required and was not answered: answer in `text_area`",
            "day is \"tomorrow\"; a date of the calendar is written YYYY-MM-DD, for example 2026-01-31",
            "Note is not a field of this request: answer only the fields that it asks",
        ]
    );
}

#[test]
fn bids_name_a_field_each_and_say_how_sure_they_are() {
    let fields = [field(FieldKind::Switch), Field { id: "g".into(), ..field(number(None, None, false)) }];
    assert_eq!(bids(&fields, &[]), Vec::<String>::new());
    assert_eq!(
        bids(&fields, &[bid("g", FieldValue::Number(1.0)), bid("f", FieldValue::Switch(true))]),
        Vec::<String>::new()
    );
    let unsure = FieldBid { confidence: None, rationale: String::new(), ..bid("f", FieldValue::Switch(true)) };
    assert_eq!(bids(&fields, &[unsure]), Vec::<String>::new());
    let overconfident =
        FieldBid { confidence: Some(1.5), rationale: "x".repeat(10_001), ..bid("g", FieldValue::Switch(true)) };
    assert_eq!(
        bids(&fields, &[bid("h", FieldValue::Switch(true)), overconfident, bid("g", FieldValue::Number(f64::NAN))]),
        [
            "recommendation[0].field_id is \"h\", which is not the id of any of the fields",
            "recommendation[1].value is a number field: answer in `number`, not in `switch`",
            "recommendation[1].confidence is 1.5; a confidence lies from 0 to 1",
            "recommendation[1].rationale has 10001 characters; at most 10000 are allowed",
            "recommendation[2].value is NaN; a finite number is wanted",
            "recommendation[2].field_id repeats \"g\" of recommendation[1].field_id; each has to differ",
        ]
    );
    let crowd = vec![bid("f", FieldValue::Switch(true)); 51];
    assert_eq!(bids(&fields, &crowd)[0], "recommendation has 51 entries; at most 50 are allowed");
}

#[test]
fn stored_forms_leave_out_what_is_absent_and_come_back_as_they_were() {
    let kinds = every_arm().into_iter().map(|(kind, _)| kind).chain([
        text(Some(1), Some(2), Some(TextFormat::Phone)),
        number(Some(-0.0), Some(0.1), true),
        slider(0.0, 1.0, Some(0.1)),
        date("2026-01-01", "2026-01-02"),
    ]);
    for kind in kinds {
        let stored = Field { description: "d".into(), required: true, ..field(kind) };
        let json = serde_json::to_string(&stored).unwrap();
        assert_eq!(serde_json::from_str::<Field>(&json).unwrap(), stored, "{json}");
    }
    for (_, value) in every_arm() {
        let json = serde_json::to_string(&bid("f", value.clone())).unwrap();
        assert_eq!(serde_json::from_str::<FieldBid>(&json).unwrap(), bid("f", value), "{json}");
    }
    for (kind, json) in [
        (text(None, None, None), r#"{"id":"f","label":"F","kind":{"text":{}}}"#),
        (text(None, None, Some(TextFormat::Email)), r#"{"id":"f","label":"F","kind":{"text":{"format":"email"}}}"#),
        (number(Some(1.0), None, true), r#"{"id":"f","label":"F","kind":{"number":{"min":1.0,"integer_only":true}}}"#),
        (multiselect(&["a"]), r#"{"id":"f","label":"F","kind":{"multiselect":{"options":["a"]}}}"#),
        (date("", "2026-01-01"), r#"{"id":"f","label":"F","kind":{"date_field":{"max":"2026-01-01"}}}"#),
        (FieldKind::Switch, r#"{"id":"f","label":"F","kind":"switch"}"#),
    ] {
        assert_eq!(serde_json::to_string(&field(kind)).unwrap(), json);
    }
    assert_eq!(serde_json::to_string(&FieldValue::TextArea("a".into())).unwrap(), r#"{"text_area":"a"}"#);
}
