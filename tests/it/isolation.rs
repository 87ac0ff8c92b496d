//! Two accounts on one server: what belongs to the one is nowhere to be seen for the other.

use bytes::Bytes;
use prost_types::field_descriptor_proto::Type;
use prost_types::{DescriptorProto, FieldDescriptorProto};
use pumpup::rpc::pb;
use tonic::{Code, Status};

use crate::messages::{About, messages};
use crate::raw::{call_as, contract, methods};
use crate::support::{Service, approval_on, approve, fresh_key, patiently};
use crate::wire::{Field, read, write};
use crate::world::{ABSENT, World, open_task, upload};

/// The fields of messages that name a record: by id, or a project by its slug.
fn names_a_record(message: &DescriptorProto, field: &FieldDescriptorProto) -> bool {
    let callers_own = ["external_id", "external_trace_id", "field_id"];
    let id = field.name() == "id" || field.name().ends_with("_id");
    let by_another_name = ["requested_by", "ended_by", "attachments", "project_name"].contains(&field.name());
    field.r#type() == Type::String
        && (id || by_another_name)
        && !callers_own.contains(&field.name())
        // The id of a form's field is the caller's own word.
        && message.name() != "Field"
}

/// The paths, as numbers and as words, of all such fields of a message.
fn paths(message: &DescriptorProto) -> Vec<(Vec<u32>, String)> {
    let contract = contract();
    let mut found = Vec::new();
    for field in &message.field {
        let number = u32::try_from(field.number()).unwrap();
        if names_a_record(message, field) {
            found.push((vec![number], field.name().to_owned()));
        }
        let part = field.type_name().trim_start_matches(".pumpup.v1.");
        let part = contract.file.iter().flat_map(|file| &file.message_type).find(|message| message.name() == part);
        for (path, words) in part.map(paths).unwrap_or_default() {
            found.push(([vec![number], path].concat(), format!("{}.{words}", field.name())));
        }
    }
    found
}

/// A message with the field at that path set to a text.
fn with(message: &[u8], path: &[u32], text: &str) -> Bytes {
    let mut fields = read(message).unwrap();
    let position = fields.iter().position(|field| field.number == path[0]);
    let value = match path[1..] {
        [] => Bytes::copy_from_slice(text.as_bytes()),
        _ => with(position.map_or(&[][..], |at| fields[at].bytes().unwrap()), &path[1..], text),
    };
    fields.retain(|field| field.number != path[0]);
    // Of the arms of a oneof the last one counts.
    fields.push(Field::of_bytes(path[0], value));
    write(&fields)
}

/// What was said, with the name that was asked for taken out.
fn without(said: &Result<Bytes, Status>, name: &str) -> (Code, String, Vec<u8>) {
    let blank = "#".repeat(name.len());
    match said {
        Ok(message) => (Code::Ok, String::new(), replaced(message, name.as_bytes(), blank.as_bytes())),
        Err(status) => (
            status.code(),
            status.message().replace(name, &blank),
            replaced(status.details(), name.as_bytes(), blank.as_bytes()),
        ),
    }
}

fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    for at in 0..(text.len() + 1).saturating_sub(from.len()) {
        if &text[at..at + from.len()] == from {
            text[at..at + from.len()].copy_from_slice(to);
        }
    }
    text
}

#[tokio::test]
async fn another_accounts_things_are_not_there() {
    let service = Service::start().await;
    let (ours, theirs) = (World::first(&service).await, World::second(&service).await);
    let ids = [
        &theirs.project.id,
        &theirs.task.id,
        &theirs.asked.id,
        &theirs.approval,
        &theirs.decided,
        &theirs.elicitation,
        &theirs.upload.id,
        &theirs.person.id,
        &theirs.idle_agent.id,
        &theirs.idle_key.id,
    ];
    let mut fields = 0;
    for (method, request) in methods() {
        for (path, words) in paths(&request) {
            fields += 1;
            let by_slug = words.ends_with("project_name");
            let (absent, foreign) = match by_slug {
                true => ("alien-project", vec![&theirs.project.project_name]),
                false => (ABSENT, ids.to_vec()),
            };
            for role in [pb::Role::Agent, pb::Role::Admin] {
                // A refused call leaves its key free, so one message does for all.
                let all = messages(&ours, About::Things);
                let message = &all.iter().find(|(known, _)| *known == method).unwrap().1;
                let ask = async |name: &str| {
                    call_as(&service.channel, ours.key_of(role), &method, with(message, &path, name)).await
                };
                let said = ask(absent).await;
                let code = said.as_ref().map_or_else(Status::code, |_| Code::Ok);
                // A filter by a person or an agent keeps nothing rather than to refuse.
                let filters = ["filter.requested_by", "filter.assignee_id", "requested_by", "ended_by"];
                let expected = if filters.contains(&words.as_str()) {
                    vec![Code::Ok]
                } else {
                    vec![Code::NotFound, Code::PermissionDenied]
                };
                assert!(expected.contains(&code), "{method} {words} as {role:?}: {said:?}");
                for name in foreign.clone() {
                    let theirs = ask(name).await;
                    let at = format!("{method} {words} = {name} as {role:?}");
                    assert_eq!(without(&theirs, name), without(&said, absent), "{at}");
                }
            }
        }
    }
    assert!(fields > 30, "{fields} fields that name records were found");
}

#[tokio::test]
async fn nothing_that_an_account_is_told_is_of_another() {
    let service = Service::start().await;
    let (ours, theirs) = (World::first(&service).await, World::second(&service).await);
    let canaries: Vec<String> = [&theirs.word, &theirs.project.id, &theirs.task.id, &theirs.approval, &theirs.decided]
        .into_iter()
        .chain([&theirs.elicitation, &theirs.upload.id, &theirs.person.id, &theirs.idle_agent.id, &theirs.idle_key.id])
        .map(|canary| canary.to_lowercase())
        .collect();
    let clean = |said: &[u8], at: &str| {
        let said = String::from_utf8_lossy(said).to_lowercase();
        for canary in &canaries {
            assert!(!said.contains(canary), "{at} tells {canary}: {said}");
        }
        assert!(!said.contains(&theirs.agent_key[..19]), "{at} tells a key");
    };
    for role in [pb::Role::Agent, pb::Role::Reviewer, pb::Role::Admin] {
        for (method, message) in messages(&ours, About::Nothing) {
            // Without the filters of a full message the lists say all that they would.
            let bare = method.ends_with("List")
                || method.contains("/List")
                || ["Inbox/Watch", "Inbox/Overview"].contains(&method);
            let bare = bare && method != "Tasks/ListEvents";
            let message = if bare { Bytes::new() } else { message };
            match call_as(&service.channel, ours.key_of(role), method, message).await {
                Ok(said) => clean(&said, method),
                Err(status) => clean(&[status.message().as_bytes(), status.details()].concat(), method),
            }
        }
    }
}

#[tokio::test]
async fn watches_and_tokens_stay_within_their_account() {
    let service = Service::start().await;
    let (ours, theirs) = (World::first(&service).await, World::second(&service).await);
    let mut watch = ours.reviewer.inbox.clone().watch(pb::InboxWatchRequest::default()).await.unwrap().into_inner();
    let mut shown = Vec::new();
    while shown.len() < 2 {
        let change = patiently(watch.message()).await.unwrap().unwrap();
        shown.extend(change.upserts.into_iter().map(|item| item.request.unwrap().id));
    }

    let task = open_task(&theirs.agent, &theirs.project, &theirs.word).await;
    let asked =
        theirs.agent.approvals.clone().create(approval_on(&task, "theirs")).await.unwrap().into_inner().event_id;
    theirs.reviewer.approvals.clone().decide(approve(&asked, "")).await.unwrap();
    let task = open_task(&ours.agent, &ours.project, &ours.word).await;
    let last = ours.agent.approvals.clone().create(approval_on(&task, "ours")).await.unwrap().into_inner().event_id;
    while shown.last() != Some(&last) {
        let change = patiently(watch.message()).await.unwrap().unwrap();
        assert!(change.removals.is_empty(), "{change:?}");
        shown.extend(change.upserts.into_iter().map(|item| item.request.unwrap().id));
    }
    let mut own = vec![ours.approval.clone(), ours.elicitation.clone(), last];
    own.sort();
    shown.sort();
    assert_eq!(shown, own);

    let page = pb::TasksListRequest { page_size: 1, ..Default::default() };
    let token = theirs.agent.tasks.clone().list(page.clone()).await.unwrap().into_inner().next_page_token;
    let foreign = pb::TasksListRequest { page_token: token, ..page };
    let status = ours.agent.tasks.clone().list(foreign).await.unwrap_err();
    assert_eq!(crate::support::reason(&status), "PAGE_TOKEN_INVALID");
}

#[tokio::test]
async fn keys_names_and_bytes_of_one_account_are_free_in_the_other() {
    let service = Service::start().await;
    let (ours, theirs) = (World::first(&service).await, World::second(&service).await);
    let request = pb::ProjectsCreateRequest {
        idempotency_key: fresh_key(),
        name: theirs.project.name.clone(),
        ..Default::default()
    };
    let mut both = Vec::new();
    for admin in [&ours.admin, &service.with_key(&theirs.admin_key)] {
        both.push(admin.projects.clone().create(request.clone()).await);
    }
    let made = both.remove(0).unwrap();
    assert!(made.metadata().get("idempotent-replayed").is_none());
    assert_eq!(made.get_ref().project.as_ref().unwrap().project_name, theirs.project.project_name);
    let status = both.remove(0).unwrap_err();
    assert_eq!(crate::support::reason(&status), "PROJECT_EXISTS", "their own name is taken, and no receipt of ours");

    let same = upload(&ours.agent, "same.txt", format!("the file of {}", theirs.word).as_bytes()).await;
    assert_eq!(same.sha256, theirs.upload.sha256);
    assert_ne!(same.id, theirs.upload.id);
    let task = pb::TasksRecordActionRequest {
        idempotency_key: fresh_key(),
        task_id: ours.task.id.clone(),
        description: "took theirs".into(),
        add_attachments: vec![pb::Attachment {
            label: "theirs".into(),
            upload_id: theirs.upload.id.clone(),
            ..Default::default()
        }],
        ..Default::default()
    };
    let status = ours.agent.tasks.clone().record_action(task).await.unwrap_err();
    assert_eq!(crate::support::reason(&status), "UPLOAD_NOT_FOUND");
}
