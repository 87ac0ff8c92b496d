//! Messages that are too large, too deep, too many or no messages at all, and refusals that stay small.

use bytes::Bytes;
use prost::Message;
use prost_types::value::Kind;
use prost_types::{ListValue, Struct, Value};
use pumpup::rpc::MESSAGE_BYTES;
use pumpup::rpc::pb;
use tonic::{Code, Status};

use crate::bad_input::{invalid, note, refused, scene};
use crate::raw::call_as;
use crate::support::{fresh_key, key_in, patiently, reason};
use crate::world::{answers, elicitation_on, field, object};

#[tokio::test]
async fn refusals_stay_small_however_much_is_wrong() {
    let (service, mut agent, task) = scene().await;
    for filling in ["x", "\u{1}", "🦀", "\u{10ffff}"] {
        let long = filling.repeat(2_000);
        let fields = (0..50)
            .map(|index| {
                let kind = pb::field::Kind::Select(pb::field::Select { options: vec![long.clone(), long.clone()] });
                field(&format!("{long}{index}"), kind)
            })
            .collect();
        let form = pb::ElicitationsCreateRequest { fields, ..elicitation_on(&task, "form") };
        let status = refused(agent.elicitations.create(form).await, Code::InvalidArgument, "INVALID_REQUEST");
        assert!(status.message().contains("left out"), "{}", status.message());
        assert!(!crate::support::fields(&status).is_empty());
        small(&status);

        // A name or value that is shown in the sentence, in the details, or both.
        let by_name = pb::projects_get_request::Key::ProjectName(long.clone());
        let by_name = pb::ProjectsGetRequest { key: Some(by_name) };
        small(&refused(agent.projects.get(by_name).await, Code::NotFound, "PROJECT_NOT_FOUND"));
        let by_id = pb::TasksGetRequest { id: long.clone() };
        small(&refused(agent.tasks.get(by_id).await, Code::InvalidArgument, "INVALID_REQUEST"));
        if filling != "\u{1}" {
            let step = filling.repeat(200);
            let action = pb::TasksMoveRequest {
                idempotency_key: fresh_key(),
                task_id: task.id.clone(),
                transitions_to: step,
                ..Default::default()
            };
            let said = service.admin().tasks.r#move(action).await;
            small(&refused(said, Code::FailedPrecondition, "TRANSITION_NOT_DECLARED"));
        }
    }
    let form = pb::ElicitationsCreateRequest {
        fields: vec![field("a", pb::field::Kind::Switch(pb::field::Switch {}))],
        ..elicitation_on(&task, "form")
    };
    let id = agent.elicitations.create(form).await.unwrap().into_inner().event_id;
    let switch = pb::FieldValue { kind: Some(pb::field_value::Kind::Switch(true)) };
    let wrong = (0..500).map(|index| (format!("{index}{}", "🦀\u{1}".repeat(300)), switch.clone()));
    let wrong = pb::ElicitationsAnswerRequest { answers: wrong.collect(), ..answers(&id, []) };
    small(&refused(service.admin().elicitations.answer(wrong).await, Code::InvalidArgument, "ANSWERS_INVALID"));
}

/// Refuses trailers that clients would choke on: most of them take 8 KiB of headers.
fn small(status: &Status) {
    let mut trailers = http::HeaderMap::new();
    status.add_header(&mut trailers).unwrap();
    let bytes: usize = trailers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    assert!(status.details().len() <= 4096, "{} bytes of details", status.details().len());
    assert!(bytes <= 8192 - 1024, "{bytes} bytes of trailers: {status:?}");
}

fn nested(levels: usize, lists: bool) -> Struct {
    let leaf = Value { kind: Some(Kind::NumberValue(1.0)) };
    let wrap = |inner: Value| {
        let kind = match lists {
            true => Kind::ListValue(ListValue { values: vec![inner] }),
            false => Kind::StructValue(Struct { fields: [("in".to_owned(), inner)].into() }),
        };
        Value { kind: Some(kind) }
    };
    Struct { fields: [("in".to_owned(), (1..levels).fold(leaf, |inner, _| wrap(inner)))].into() }
}

fn patch(set: Struct) -> Option<pb::MetadataPatch> {
    Some(pb::MetadataPatch { set: Some(set), ..Default::default() })
}

#[tokio::test]
async fn metadata_of_the_deepest_kind_goes_in_and_comes_out() {
    let (_service, mut agent, task) = scene().await;
    for lists in [false, true] {
        let deep = nested(32, lists);
        let create = |set: Struct| pb::TasksCreateRequest {
            idempotency_key: fresh_key(),
            project_name: "general".into(),
            name: "deep".into(),
            metadata_patch: patch(set),
            ..Default::default()
        };
        let task = agent.tasks.create(create(deep.clone())).await.unwrap().into_inner().task.unwrap();
        assert_eq!(task.metadata.as_ref(), Some(&deep));
        let action = pb::TasksRecordActionRequest {
            idempotency_key: fresh_key(),
            task_id: task.id.clone(),
            description: "deep".into(),
            detail: Some(deep.clone()),
            metadata_patch: patch(deep.clone()),
            ..Default::default()
        };
        agent.tasks.record_action(action).await.unwrap();

        let request = pb::TasksListEventsRequest { task_id: task.id.clone(), ..Default::default() };
        let listed = agent.tasks.list_events(request).await.unwrap().into_inner().events;
        let request = pb::TasksWatchEventsRequest { task_id: task.id.clone(), ..Default::default() };
        let mut watch = agent.tasks.watch_events(request).await.unwrap().into_inner();
        let watched = patiently(watch.message()).await.unwrap().unwrap().events;
        assert_eq!(listed, watched);
        let Some(pb::event::Payload::Action(action)) = listed[1].payload.clone() else { panic!("{listed:?}") };
        assert_eq!(action.detail, Some(deep.clone()));
        assert_eq!(action.metadata_patch.unwrap().set, Some(deep.clone()));
        let tasks = agent.tasks.list(pb::TasksListRequest::default()).await.unwrap().into_inner().tasks;
        assert_eq!(tasks[0].metadata, Some(deep));

        let status = invalid(agent.tasks.create(create(nested(33, lists))).await);
        assert_eq!(status, ["metadata_patch.set"]);
    }
    let detail = Some(nested(33, false));
    let exception = pb::TasksRecordExceptionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        message: "deep".into(),
        detail,
        ..Default::default()
    };
    assert_eq!(invalid(agent.tasks.record_exception(exception).await), ["detail"]);
}

#[tokio::test]
async fn nesting_without_end_is_refused_before_it_is_read() {
    let (service, agent, _) = scene().await;
    let key = key_in(&service.folder.path().join("agent.key"));
    // A struct within a value within a member, 10,000 times, from the inside out; a client's own encoder would overflow.
    let mut deep = Vec::new();
    for _ in 0..10_000 {
        for tag in [5 << 3 | 2, 2 << 3 | 2, 1 << 3 | 2] {
            let mut outer = vec![tag];
            prost::encoding::encode_varint(deep.len() as u64, &mut outer);
            outer.append(&mut deep);
            deep = outer;
        }
    }
    let members = [&[10_u8][..], &length(deep.len()), &deep].concat();
    let message = [&[5 << 3 | 2][..], &length(members.len()), &members].concat();
    let said = call_as(&service.channel, &key, "Tasks/Create", message.into()).await;
    refused(said, Code::InvalidArgument, "INVALID_REQUEST");
    agent.open_task("still there").await;
}

fn length(bytes: usize) -> Vec<u8> {
    let mut text = Vec::new();
    prost::encoding::encode_varint(bytes as u64, &mut text);
    text
}

#[tokio::test]
async fn structs_hold_what_json_can_say() {
    let (_service, mut agent, _) = scene().await;
    let create = |set: Struct| pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: "general".into(),
        name: "json".into(),
        metadata_patch: patch(set),
        ..Default::default()
    };
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let set = object([("n", Kind::NumberValue(bad))]);
        assert_eq!(invalid(agent.tasks.create(create(set)).await), ["metadata_patch.set"], "{bad}");
    }
    // `{"t":""}` around the text makes 8 bytes.
    let of_bytes = |bytes: usize| object([("t", Kind::StringValue("x".repeat(bytes - 8)))]);
    agent.tasks.create(create(of_bytes(64 * 1024))).await.unwrap();
    let too_large = create(of_bytes(64 * 1024 + 1));
    assert!(invalid(agent.tasks.create(too_large).await).contains(&"metadata_patch.set".to_owned()));
    for set in [object([("t", Kind::StringValue("\0".into()))]), object([("\0", Kind::BoolValue(true))])] {
        assert_eq!(invalid(agent.tasks.create(create(set)).await), ["metadata_patch.set"]);
    }
    // Each patch fits, and what they add up to does not.
    let half = |name: &str| Some(object([(name, Kind::StringValue("x".repeat(40_000)))]));
    let both = pb::MetadataPatch { set: half("a"), set_once: half("b"), unset: vec![] };
    let request = pb::TasksCreateRequest { metadata_patch: Some(both), ..create(Struct::default()) };
    assert_eq!(invalid(agent.tasks.create(request).await), ["metadata_patch"]);
}

#[tokio::test]
async fn numbers_come_back_bit_for_bit() {
    let (_service, mut agent, _) = scene().await;
    let mut bits = 0_u64;
    let doubles = std::iter::from_fn(|| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(f64::from_bits(bits))
    });
    let awkward = [0.0, -0.0, 5e-324, f64::MAX, f64::MIN_POSITIVE, 9_007_199_254_740_993.0, 1e16, 0.1 + 0.2];
    let doubles = awkward.into_iter().chain(doubles.filter(|double| double.is_finite()));
    let value = |double| Value { kind: Some(Kind::NumberValue(double)) };
    let numbers: Vec<Value> = doubles.take(1_500).map(value).collect();
    let set = object([("numbers", Kind::ListValue(ListValue { values: numbers }))]);
    let request = pb::TasksCreateRequest {
        idempotency_key: fresh_key(),
        project_name: "general".into(),
        name: "numbers".into(),
        metadata_patch: patch(set.clone()),
        ..Default::default()
    };
    let id = agent.tasks.create(request).await.unwrap().into_inner().task.unwrap().id;
    let task = agent.tasks.get(pb::TasksGetRequest { id }).await.unwrap().into_inner().task.unwrap();
    // As bytes: equal numbers may differ in their sign.
    assert!(task.metadata.unwrap().encode_to_vec() == set.encode_to_vec(), "some number came back as another one");
}

#[tokio::test]
async fn bytes_that_are_no_message() {
    let (service, agent, task) = scene().await;
    let key = key_in(&service.folder.path().join("agent.key"));
    let good = note(&task, &fresh_key()).encode_to_vec();
    let cases = [
        ("invalid UTF-8", [&[3 << 3 | 2, 2][..], b"\xc3\x28"].concat()),
        ("cut short", good[..good.len() - 1].to_vec()),
        ("a length beyond the end", vec![3 << 3 | 2, 0xff, 0xff, 0xff, 0xff, 0x0f]),
        ("a varint without end", vec![0x80; 11]),
        ("field number 0", vec![2, 0]),
        ("a reserved wire type", vec![3 << 3 | 7, 0]),
        ("a group without end", vec![3 << 3 | 3]),
        ("a text in a number's place", vec![3 << 3, 1]),
    ];
    for (case, message) in cases {
        let status = call_as(&service.channel, &key, "Tasks/AddNote", message.into()).await.expect_err(case);
        assert_eq!((status.code(), reason(&status).as_str()), (Code::InvalidArgument, "INVALID_REQUEST"), "{case}");
    }
    // Of a field that is sent twice the last one counts, and fields of tomorrow are left alone.
    let twice = [good.clone(), vec![3 << 3 | 2, 4], b"last".to_vec(), vec![0xfa, 0x3e, 0]].concat();
    call_as(&service.channel, &key, "Tasks/AddNote", twice.into()).await.unwrap();
    let request = pb::TasksListEventsRequest { task_id: task.id, ..Default::default() };
    let events = agent.tasks.clone().list_events(request).await.unwrap().into_inner().events;
    let [_, pb::Event { payload: Some(pb::event::Payload::Note(note)), .. }] = &events[..] else {
        panic!("{events:?}")
    };
    assert_eq!(note.message, "last");
}

#[tokio::test]
async fn messages_that_are_too_large() {
    let (service, mut agent, task) = scene().await;
    let over = pb::TasksAddNoteRequest { message: "x".repeat(MESSAGE_BYTES), ..note(&task, &fresh_key()) };
    refused(agent.tasks.add_note(over).await, Code::ResourceExhausted, "LIMIT_EXCEEDED");
    let within = pb::TasksAddNoteRequest { message: "x".repeat(MESSAGE_BYTES - 1_000), ..note(&task, &fresh_key()) };
    assert_eq!(invalid(agent.tasks.add_note(within).await), ["message"]);
    let message = pb::UploadsUploadRequest {
        idempotency_key: fresh_key(),
        file_name: String::new(),
        chunk: Bytes::from(vec![0; MESSAGE_BYTES]),
    };
    let said = agent.uploads.upload(tokio_stream::once(message)).await;
    refused(said, Code::ResourceExhausted, "LIMIT_EXCEEDED");
    service.agent().open_task("still there").await;
}

#[tokio::test]
async fn entries_beyond_their_limit_are_counted_and_not_read() {
    let (service, mut agent, task) = scene().await;
    let mut admin = service.admin();
    let many = 20_000;
    let form = pb::ElicitationsCreateRequest {
        key_value_context: vec![pb::ContextEntry::default(); many],
        attachments: vec![String::new(); many],
        fields: vec![pb::Field::default(); many],
        recommendation: vec![pb::FieldBid::default(); many],
        ..elicitation_on(&task, "many")
    };
    let status = refused(agent.elicitations.create(form).await, Code::InvalidArgument, "INVALID_REQUEST");
    let (_, more) = status.message().split_once("(and ").unwrap();
    let more: usize = more.split(' ').next().unwrap().parse().unwrap();
    assert!(more < 1_000, "no more are kept than anybody reads: {}", status.message());
    let action = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: task.id.clone(),
        description: "many".into(),
        metadata_patch: Some(pb::MetadataPatch { unset: vec![String::new(); 2 * many], ..Default::default() }),
        add_attachments: vec![pb::Attachment::default(); many],
        ..Default::default()
    };
    let found = invalid(agent.tasks.record_action(action).await);
    assert!(found[0] == "add_attachments[0].upload_id" && found.len() < 50, "{found:?}");
    let request = pb::AccessCreatePersonRequest {
        idempotency_key: fresh_key(),
        name: "Many".into(),
        role: pb::Role::Admin.into(),
        tags: vec![String::new(); many],
        ..Default::default()
    };
    let found = invalid(admin.access.create_person(request).await);
    assert!(found[0] == "tags" && found.len() <= 1 + 50 + 49, "{found:?}");
    let steps = pb::StepGraph { steps: vec![pb::Step::default(); many], ..Default::default() };
    let request = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: "Many".into(),
        steps: Some(steps),
        ..Default::default()
    };
    assert_eq!(invalid(admin.projects.create(request).await)[0], "steps.steps");
}
