//! What is wrong with a message itself: every text, list and number of every command at its limit, and one beyond it,
//! under the path that it has in the message.

use serde_json::{Value, json};

use super::words::*;
use super::world::ABSENT;
use crate::domain::access::{KeyCreate, PersonCreate, PersonUpdate, Role};
use crate::domain::approval::{ApprovalDecide, Outcome, OutcomeBid, Verdict};
use crate::domain::asking::RequestCreate;
use crate::domain::command::Command;
use crate::domain::faults::Faults;
use crate::domain::field::{Field, FieldBid, FieldKind, FieldValue};
use crate::domain::ids::{PersonId, ProjectId, RequestId, TaskId, Time, UploadId};
use crate::domain::project::{ProjectCreate, ProjectUpdate, ReasonPreset};
use crate::domain::recording::{ActionRecord, ExceptionRecord, NoteAdd};
use crate::domain::request::{Ask, ContextEntry, RequestCancel};
use crate::domain::task::{MetadataPatch, TaskCreate, TaskMove};
use crate::domain::upload::UploadCreate;

fn faults(command: &Command) -> Vec<String> {
    let mut faults = Faults::default();
    command.check(&mut faults);
    faults.0.into_iter().map(|violation| format!("{} {}", violation.field, violation.description)).collect()
}

const TASK: TaskId = TaskId(ABSENT);
const REQUEST: RequestId = RequestId(ABSENT);

fn made(response_target: Option<i64>) -> ProjectCreate {
    ProjectCreate { response_target, ..project("A", graph(&[("a", &[])])) }
}

fn project_update() -> ProjectUpdate {
    ProjectUpdate { project: ProjectId(ABSENT), name: None, steps: None, response_target: None, reason_presets: None }
}

fn preset(code: &str) -> ReasonPreset {
    ReasonPreset { code: code.into(), label: String::new(), outcomes: vec![] }
}

fn offering(reason_presets: Vec<ReasonPreset>) -> Command {
    ProjectCreate { reason_presets, ..made(None) }.into()
}

fn newcomer() -> PersonCreate {
    PersonCreate { name: "Joe".into(), email: String::new(), role: Role::Reviewer, tags: vec![] }
}

fn new_key() -> KeyCreate {
    KeyCreate { role: Role::Agent, name: "Bot".into(), tags: vec![], expires_at: None, secret: secret("new") }
}

fn uploaded() -> UploadCreate {
    UploadCreate {
        upload: UploadId(ABSENT),
        chunks: 1,
        content_type: "text/plain".into(),
        size: 3,
        sha256: "aa".into(),
        file_name: String::new(),
    }
}

fn context(key: String, value: String) -> Command {
    RequestCreate { key_value_context: vec![ContextEntry { key, value }], ..approval(TASK) }.into()
}

fn leaning(bid: OutcomeBid) -> Command {
    RequestCreate { ask: Ask::Approval { recommendation: Some(bid) }, ..approval(TASK) }.into()
}

/// A form whose first field was changed, without a bid for it.
fn asking(change: impl FnOnce(&mut Field)) -> Command {
    let mut request = form(TASK);
    let Ask::Elicitation { fields, recommendation } = &mut request.ask else { panic!("a form") };
    recommendation.clear();
    change(&mut fields[0]);
    request.into()
}

fn bidding(value: FieldValue, confidence: Option<f64>) -> Command {
    let mut request = form(TASK);
    let Ask::Elicitation { recommendation, .. } = &mut request.ask else { panic!("a form") };
    recommendation[0] = FieldBid { value, confidence, ..recommendation[0].clone() };
    request.into()
}

fn patched(metadata_patch: MetadataPatch) -> Command {
    ActionRecord { metadata_patch, ..action(TASK) }.into()
}

/// A command with a text in one of its places.
type Place = fn(String) -> Command;

#[test]
fn texts_count_their_characters_up_to_the_limit() {
    let table: [(&str, usize, bool, Place); 42] = [
        ("name", 200, true, |text| ProjectCreate { name: text, ..made(None) }.into()),
        ("name", 200, true, |text| ProjectUpdate { name: Some(text), ..project_update() }.into()),
        ("reason_presets[0].code", 64, true, |text| offering(vec![preset(&text)])),
        ("reason_presets[0].label", 200, false, |text| offering(vec![ReasonPreset { label: text, ..preset("a") }])),
        ("reason_presets.values[0].code", 64, true, |text| {
            ProjectUpdate { reason_presets: Some(vec![preset(&text)]), ..project_update() }.into()
        }),
        ("project_name", 200, true, |text| TaskCreate { project_name: text, ..claim() }.into()),
        ("name", 200, true, |text| TaskCreate { name: text, ..claim() }.into()),
        ("external_id", 200, false, |text| TaskCreate { external_id: text, ..claim() }.into()),
        ("description", 10_000, true, |text| ActionRecord { description: text, ..action(TASK) }.into()),
        ("add_attachments[0].label", 200, true, |text| {
            ActionRecord { add_attachments: vec![attach(&text, UploadId(ABSENT))], ..action(TASK) }.into()
        }),
        ("transitions_to", 200, false, |text| ActionRecord { transitions_to: text, ..action(TASK) }.into()),
        ("external_trace_id", 200, false, |text| ActionRecord { external_trace_id: text, ..action(TASK) }.into()),
        ("message", 10_000, true, |text| ExceptionRecord { message: text, ..exception(TASK) }.into()),
        ("transitions_to", 200, false, |text| ExceptionRecord { transitions_to: text, ..exception(TASK) }.into()),
        ("external_trace_id", 200, false, |text| ExceptionRecord { external_trace_id: text, ..exception(TASK) }.into()),
        ("message", 10_000, true, |text| NoteAdd { message: text, ..note(TASK) }.into()),
        ("external_trace_id", 200, false, |text| NoteAdd { external_trace_id: text, ..note(TASK) }.into()),
        ("transitions_to", 200, true, |text| moving(TASK, &text).into()),
        ("description", 10_000, false, |text| TaskMove { description: text, ..moving(TASK, "a") }.into()),
        ("project_name", 200, true, |text| RequestCreate { project_name: text, ..approval(TASK) }.into()),
        ("summary", 4_000, true, |text| RequestCreate { summary: text, ..approval(TASK) }.into()),
        ("key_value_context[0].key", 200, true, |text| context(text, "v".into())),
        ("key_value_context[0].value", 2_000, false, |text| context("k".into(), text)),
        ("external_trace_id", 200, false, |text| RequestCreate { external_trace_id: text, ..approval(TASK) }.into()),
        ("fallback_step", 200, false, |text| {
            RequestCreate { fallback_step: text, deadline: Some(Time(0)), ..approval(TASK) }.into()
        }),
        ("recommendation.outcome.reject.note", 10_000, false, |text| {
            leaning(OutcomeBid { outcome: Outcome { note: text, ..outcome(Verdict::Reject) }, ..lean() })
        }),
        ("recommendation.outcome.escalate.reason_code", 64, false, |text| {
            leaning(OutcomeBid { outcome: Outcome { reason_code: text, ..outcome(Verdict::Escalate) }, ..lean() })
        }),
        ("recommendation.rationale", 10_000, false, |text| leaning(OutcomeBid { rationale: text, ..lean() })),
        ("fields[0].id", 200, true, |text| asking(|ask| ask.id.clone_from(&text))),
        ("fields[0].label", 200, true, |text| asking(|ask| ask.label.clone_from(&text))),
        ("fields[0].description", 4_000, false, |text| asking(|ask| ask.description.clone_from(&text))),
        ("fields[0].select.options[0]", 200, true, |text| {
            asking(|ask| ask.kind = FieldKind::Select { options: vec![text.clone()] })
        }),
        ("reason", 10_000, true, |text| RequestCancel { reason: text, ..cancel(REQUEST) }.into()),
        ("outcome.approve.note", 10_000, false, |text| {
            ApprovalDecide { outcome: Outcome { note: text, ..outcome(Verdict::Approve) }, ..approve(REQUEST) }.into()
        }),
        ("outcome.request_more_info.reason_code", 64, false, |text| {
            let outcome = Outcome { reason_code: text, ..outcome(Verdict::RequestMoreInfo) };
            ApprovalDecide { outcome, ..approve(REQUEST) }.into()
        }),
        ("file_name", 200, false, |text| UploadCreate { file_name: text, ..uploaded() }.into()),
        ("name", 200, true, |text| PersonCreate { name: text, ..newcomer() }.into()),
        ("tags[0]", 64, true, |text| PersonCreate { tags: vec![text], ..newcomer() }.into()),
        ("tags.values[0]", 64, true, |text| {
            PersonUpdate { tags: Some(vec![text]), ..person_update(PersonId(ABSENT)) }.into()
        }),
        ("tags[0]", 64, true, |text| KeyCreate { role: Role::Admin, tags: vec![text], ..new_key() }.into()),
        ("name", 200, true, |text| PersonUpdate { name: Some(text), ..person_update(PersonId(ABSENT)) }.into()),
        ("name", 200, true, |text| KeyCreate { name: text, ..new_key() }.into()),
    ];
    for (path, limit, required, with) in table {
        let at = |text: String| faults(&with(text));
        assert_eq!(at("ä".repeat(limit)), Vec::<String>::new(), "{path} at its limit");
        assert_eq!(
            at("ä".repeat(limit + 1)),
            [format!("{path} has {} characters; at most {limit} are allowed", limit + 1)],
        );
        assert_eq!(at("a\0b".into()), [format!("{path} holds a NUL character, which no text may")]);
        let missing = format!("{path} is required: 1 to {limit} characters");
        let empty = if required { vec![missing] } else { vec![] };
        assert_eq!(at(String::new()), empty);
        if required {
            assert_eq!(at(" \n\t".into()), empty, "{path} with nothing but blanks");
        }
    }
}

#[test]
fn lists_hold_as_many_entries_as_the_limit_says_and_no_two_alike() {
    type Places = fn(usize) -> Command;
    let table: [(&str, usize, Places); 11] = [
        ("add_attachments", 50, |count| {
            let add_attachments = (0..count).map(|index| attach(&index.to_string(), UploadId(ABSENT))).collect();
            ActionRecord { add_attachments, ..action(TASK) }.into()
        }),
        ("key_value_context", 64, |count| {
            let entry = |index: usize| ContextEntry { key: index.to_string(), value: String::new() };
            RequestCreate { key_value_context: (0..count).map(entry).collect(), ..approval(TASK) }.into()
        }),
        ("attachments", 50, |count| {
            RequestCreate { attachments: vec![UploadId(ABSENT); count], ..approval(TASK) }.into()
        }),
        ("fields", 50, |count| {
            let fields = (0..count).map(|index| field(&index.to_string(), false, FieldKind::Switch)).collect();
            RequestCreate { ask: Ask::Elicitation { fields, recommendation: vec![] }, ..form(TASK) }.into()
        }),
        ("fields[0].multiselect.options", 200, |count| {
            let options = (0..count).map(|index| index.to_string()).collect();
            asking(|ask| ask.kind = FieldKind::Multiselect { options })
        }),
        ("tags", 50, |count| PersonCreate { tags: numbers(count), ..newcomer() }.into()),
        ("tags.values", 50, |count| {
            PersonUpdate { tags: Some(numbers(count)), ..person_update(PersonId(ABSENT)) }.into()
        }),
        ("reason_presets", 50, |count| offering(numbers(count).iter().map(|code| preset(code)).collect())),
        ("reason_presets.values", 50, |count| {
            let presets = numbers(count).iter().map(|code| preset(code)).collect();
            ProjectUpdate { reason_presets: Some(presets), ..project_update() }.into()
        }),
        ("tags", 50, |count| KeyCreate { role: Role::Reviewer, tags: numbers(count), ..new_key() }.into()),
        ("steps.steps", 100, |count| {
            let names = numbers(count);
            let exits: Vec<Vec<&str>> =
                (0..count).map(|index| names.get(index + 1).map(String::as_str).into_iter().collect()).collect();
            let steps: Vec<_> = names.iter().map(String::as_str).zip(exits.iter().map(Vec::as_slice)).collect();
            ProjectCreate { steps: graph(&steps), ..made(None) }.into()
        }),
    ];
    for (path, limit, with) in table {
        assert_eq!(faults(&with(limit)), Vec::<String>::new(), "{path}");
        let found = faults(&with(limit + 1));
        assert_eq!(found[0], format!("{path} has {} entries; at most {limit} are allowed", limit + 1));
    }
    let twice = |text: &str| vec![text.to_owned(), "other".to_owned(), text.to_owned()];
    let entry = |key: String| ContextEntry { key, value: String::new() };
    for (command, path) in [
        (
            ActionRecord {
                add_attachments: twice("a").iter().map(|label| attach(label, UploadId(ABSENT))).collect(),
                ..action(TASK)
            }
            .into(),
            ["add_attachments[2].label", "add_attachments[0].label"],
        ),
        (
            RequestCreate { key_value_context: twice("a").into_iter().map(entry).collect(), ..approval(TASK) }.into(),
            ["key_value_context[2].key", "key_value_context[0].key"],
        ),
        (Command::from(PersonCreate { tags: twice("a"), ..newcomer() }), ["tags[2]", "tags[0]"]),
        (
            PersonUpdate { tags: Some(twice("a")), ..person_update(PersonId(ABSENT)) }.into(),
            ["tags.values[2]", "tags.values[0]"],
        ),
        (
            asking(|ask| ask.kind = FieldKind::Select { options: twice("a") }),
            ["fields[0].select.options[2]", "fields[0].select.options[0]"],
        ),
        (asking(|ask| ask.id = "remark".into()), ["fields[1].id", "fields[0].id"]),
    ] {
        let word = if path[0] == "fields[1].id" { "remark" } else { "a" };
        assert_eq!(faults(&command), [format!("{} repeats {word:?} of {}; each has to differ", path[0], path[1])]);
    }
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|index| index.to_string()).collect()
}

#[test]
fn metadata_and_detail_are_bounded_in_size_and_depth() {
    let deep = |levels: usize| (1..levels).fold(json!({"a": 1}), |inner, _| json!({ "a": inner }));
    let large = |bytes: usize| json!({ "a": "x".repeat(bytes - 8) });
    type Json = fn(Value) -> Command;
    let table: [(&str, Json); 6] = [
        ("detail", |json| ActionRecord { detail: object(json), ..action(TASK) }.into()),
        ("detail", |json| ExceptionRecord { detail: object(json), ..exception(TASK) }.into()),
        ("metadata_patch.set", |json| patched(set(json))),
        ("metadata_patch.set_once", |json| {
            patched(MetadataPatch { set_once: object(json), ..MetadataPatch::default() })
        }),
        ("metadata_patch.set", |json| TaskCreate { metadata_patch: set(json), ..claim() }.into()),
        ("metadata_patch.set_once", |json| {
            let metadata_patch = MetadataPatch { set_once: object(json), ..MetadataPatch::default() };
            TaskCreate { metadata_patch, ..claim() }.into()
        }),
    ];
    for (path, with) in table {
        let at = |json: Value| faults(&with(json));
        for good in [json!({}), deep(32), large(65_536)] {
            assert_eq!(at(good), Vec::<String>::new(), "{path}");
        }
        assert_eq!(at(deep(33)), [format!("{path} is nested 33 levels deep; at most 32 are allowed")]);
        assert_eq!(at(large(65_537)), [format!("{path} takes 65537 bytes of JSON; at most 65536 are allowed")]);
        for nul in [json!({"a\0": 1}), json!({"a": "\0"}), json!({"a": [{"b": {"\0": 1}}]})] {
            assert_eq!(at(nul), [format!("{path} holds a NUL character, which no text may")]);
        }
    }
    // What is removed is no more than there could be.
    let unset = |unset| faults(&patched(MetadataPatch { unset, ..MetadataPatch::default() }));
    assert_eq!(unset(vec!["x".repeat(65_532)]), Vec::<String>::new());
    for beyond in [vec!["x".repeat(65_533)], vec!["x".into(); 16_384]] {
        assert_eq!(unset(beyond), ["metadata_patch.unset takes 65537 bytes of JSON; at most 65536 are allowed"],);
    }
    assert_eq!(
        unset(vec!["a".into(), "\0".into()]),
        ["metadata_patch.unset[1] holds a NUL character, which no text may"]
    );
    assert_eq!(unset(vec![String::new(), "a".into(), "a".into()]), Vec::<String>::new());
}

#[test]
fn the_rest_of_what_a_message_says_is_checked_too() {
    let edit = |note: &str| Outcome { note: note.into(), ..outcome(Verdict::EditAndApprove) };
    let bid = |confidence| leaning(OutcomeBid { confidence, ..lean() });
    let table: Vec<(Command, &[&str])> = vec![
        (made(None).into(), &[]),
        (made(Some(0)).into(), &[]),
        (made(Some(-1)).into(), &["response_target is -1 microseconds; a target is not negative"]),
        (
            ProjectUpdate { response_target: Some(-1), ..project_update() }.into(),
            &["response_target is -1 microseconds; a target is not negative"],
        ),
        (
            project("日本", graph(&[("a", &["b"])])).into(),
            &[
                "name is \"日本\"; it needs a letter a-z or a digit for the slug",
                "steps.steps[0].exits[0] is \"b\", which no step is named",
            ],
        ),
        (offering(vec![preset("a"), preset("A")]), &[]),
        (
            offering(vec![preset("a"), preset("b"), preset("a")]),
            &["reason_presets[2].code repeats \"a\" of reason_presets[0].code; each has to differ"],
        ),
        (
            offering(vec![ReasonPreset { outcomes: vec![Verdict::Reject, Verdict::Reject], ..preset("a") }]),
            &["reason_presets[0].outcomes[1] repeats \"REJECT\" of reason_presets[0].outcomes[0]; each has to differ"],
        ),
        // The slug is made once: a new display name need not give one.
        (ProjectUpdate { name: Some("日本".into()), ..project_update() }.into(), &[]),
        (
            ProjectUpdate { steps: Some(graph(&[("a", &["b"])])), ..project_update() }.into(),
            &["steps.steps[0].exits[0] is \"b\", which no step is named"],
        ),
        (
            RequestCreate { fallback_step: "review".into(), ..approval(TASK) }.into(),
            &["fallback_step is only for a request with a deadline; give one or leave the step out"],
        ),
        (bid(None), &[]),
        (bid(Some(0.0)), &[]),
        (bid(Some(1.0)), &[]),
        (bid(Some(1.01)), &["recommendation.confidence is 1.01; a confidence lies from 0 to 1"]),
        (bid(Some(f64::NAN)), &["recommendation.confidence is NaN; a confidence lies from 0 to 1"]),
        (
            leaning(OutcomeBid { outcome: edit(" "), ..lean() }),
            &["recommendation.outcome.edit_and_approve.note is required with EDIT_AND_APPROVE: it describes the edit"],
        ),
        (ApprovalDecide { outcome: edit("200"), ..approve(REQUEST) }.into(), &[]),
        (
            ApprovalDecide { outcome: edit("\n"), ..approve(REQUEST) }.into(),
            &["outcome.edit_and_approve.note is required with EDIT_AND_APPROVE: it describes the edit"],
        ),
        (
            RequestCreate { ask: Ask::Elicitation { fields: vec![], recommendation: vec![] }, ..form(TASK) }.into(),
            &["fields is required: 1 to 50 fields"],
        ),
        (bidding(FieldValue::Number(-1.0), None), &["recommendation[0].value is -1; at least 0 is wanted"]),
        (
            bidding(FieldValue::Number(1.0), Some(-0.1)),
            &["recommendation[0].confidence is -0.1; a confidence lies from 0 to 1"],
        ),
        (
            asking(|ask| ask.kind = FieldKind::Number { min: Some(2.0), max: Some(1.0), integer_only: false }),
            &["fields[0].number.min is 2, above max 1: no number could satisfy both"],
        ),
        (
            PersonCreate { email: "jane".into(), role: Role::Agent, ..newcomer() }.into(),
            &[
                "email is not one plain address, for example jane@example.com",
                "role is AGENT; a person is a REVIEWER or an ADMIN",
            ],
        ),
        (
            PersonCreate { role: Role::Platform, ..newcomer() }.into(),
            &["role is PLATFORM; a person is a REVIEWER or an ADMIN"],
        ),
        (
            PersonUpdate { email: Some("jane".into()), role: Some(Role::Agent), ..person_update(PersonId(ABSENT)) }
                .into(),
            &[
                "email is not one plain address, for example jane@example.com",
                "role is AGENT; a person is a REVIEWER or an ADMIN",
            ],
        ),
        (PersonUpdate { email: Some(String::new()), ..person_update(PersonId(ABSENT)) }.into(), &[]),
        (KeyCreate { tags: vec!["a".into()], ..new_key() }.into(), &["tags are for people; an agent has none"]),
        (
            KeyCreate { role: Role::Platform, ..new_key() }.into(),
            &["role is PLATFORM; a key is for an AGENT, a REVIEWER or an ADMIN"],
        ),
    ];
    for (command, expected) in table {
        assert_eq!(faults(&command), *expected, "{command:?}");
    }
}

#[test]
fn all_faults_of_a_message_come_together() {
    let command = RequestCreate {
        project_name: String::new(),
        summary: " ".into(),
        key_value_context: vec![ContextEntry { key: String::new(), value: "x".repeat(2_001) }],
        fallback_step: "a".into(),
        external_trace_id: "x".repeat(201),
        ..approval(TASK)
    };
    assert_eq!(
        faults(&command.into()),
        [
            "project_name is required: 1 to 200 characters",
            "summary is required: 1 to 4000 characters",
            "key_value_context[0].key is required: 1 to 200 characters",
            "key_value_context[0].value has 2001 characters; at most 2000 are allowed",
            "external_trace_id has 201 characters; at most 200 are allowed",
            "fallback_step is only for a request with a deadline; give one or leave the step out",
        ]
    );
}
