//! Tasks, keys, faults and files.

use std::time::SystemTime;

use futures_util::{StreamExt as _, TryStreamExt as _};
use pumpup_client::v1::{self, ContextEntry};
use pumpup_client::{object, reason};
use serde_json::json;

use crate::{Player, Step, ensure, equal, refusal};

pub async fn same_key(player: &mut Player) -> Step {
    let task = player.task().await?;
    let key = format!("key of {}", task.id);
    player.keyed = v1::ApprovalsCreateRequest { idempotency_key: key, ..player.refund(&task) };
    player.keyed_request = player.agent.approvals.create(player.keyed.clone()).await?.event_id;
    let again = player.agent.approvals.create(player.keyed.clone()).await?.event_id;
    equal!(again, player.keyed_request);
    let message = v1::TasksListEventsRequest { task_id: task.id, ..Default::default() };
    let events: Vec<_> = player.agent.tasks.iterate_events(message).try_collect().await?;
    let requested = events.iter().filter(|event| event.event_type() == v1::EventType::ApprovalRequested);
    equal!(requested.count(), 1);
    Ok(())
}

pub async fn other_request(player: &mut Player) -> Step {
    let other = v1::ApprovalsCreateRequest { summary: "Refund $2,400".into(), ..player.keyed.clone() };
    equal!(refusal(player.agent.approvals.create(other).await)?.reason, reason::IDEMPOTENCY_KEY_REUSED);
    Ok(())
}

pub async fn conflict(player: &mut Player) -> Step {
    let second = v1::ApprovalsCreateRequest { idempotency_key: String::new(), ..player.keyed.clone() };
    let refused = refusal(player.agent.approvals.create(second).await)?;
    equal!(refused.reason, reason::REQUEST_ALREADY_OPEN);
    equal!(refused.metadata.get("request_id"), Some(&player.keyed_request));
    Ok(())
}

pub async fn faults(player: &mut Player) -> Step {
    let task = player.task().await?;
    let message = v1::ApprovalsCreateRequest {
        summary: String::new(),
        key_value_context: vec![ContextEntry::new("Claim", "1"), ContextEntry::new("Claim", "2")],
        ..player.refund(&task)
    };
    let error = player.agent.approvals.create(message).await.err().ok_or("it was taken")?;
    let refused = error.refusal().ok_or("it was not refused")?;
    equal!(refused.reason, reason::INVALID_REQUEST);
    let fields: Vec<_> = refused.violations.iter().map(|of| of.field.as_str()).collect();
    equal!(fields, ["summary", "key_value_context[1].key"]);
    for violation in &refused.violations {
        ensure!(!violation.description.is_empty(), "{} has no description", violation.field);
        ensure!(error.to_string().contains(&violation.description), "{error} leaves out {}", violation.field);
    }
    Ok(())
}

pub async fn upload(player: &mut Player) -> Step {
    let bytes: Vec<u8> = (0..700_000_u32).map(|index| (index % 251) as u8).collect();
    let path = std::env::temp_dir().join(format!("pumpup-scenario-{}.bin", std::process::id()));
    tokio::fs::write(&path, &bytes).await?;
    let by_path = player.agent.uploads.upload_file(&path).await;
    tokio::fs::remove_file(&path).await?;
    let (by_path, by_stream) =
        (by_path?, player.agent.uploads.upload("photos.bin", std::io::Cursor::new(bytes.clone())).await?);
    equal!((by_path.size, &by_path.sha256), (700_000, &by_stream.sha256));
    let task = player.task().await?;
    let attachment = v1::Attachment { label: "photos.bin".into(), upload_id: by_path.id.clone(), ..Default::default() };
    let message = v1::TasksRecordActionRequest {
        task_id: task.id.clone(),
        description: "Took photos".into(),
        add_attachments: vec![attachment],
        ..Default::default()
    };
    player.agent.tasks.record_action(message).await?;
    let read = player.agent.tasks.get(v1::TasksGetRequest { id: task.id }).await?.task.unwrap_or_default();
    equal!(read.attachments.first().map(|of| (&of.label[..], &of.sha256)), Some(("photos.bin", &by_path.sha256)));
    let mut back = Vec::new();
    player.agent.uploads.download(&by_path.id, &mut back).await?;
    ensure!(back == bytes, "{} other bytes came back", back.len());
    Ok(())
}

pub async fn pages(player: &mut Player) -> Step {
    let name = format!("five {:?}", SystemTime::now());
    let mut made = Vec::new();
    for _ in 0..5 {
        let message =
            v1::TasksCreateRequest { project_name: "general".into(), name: name.clone(), ..Default::default() };
        made.insert(0, player.agent.tasks.create(message).await?.task.unwrap_or_default().id);
    }
    let message = v1::TasksListRequest { name, page_size: 2, ..Default::default() };
    let listed: Vec<_> = player.agent.tasks.iterate(message).map_ok(|task| task.id).try_collect().await?;
    equal!(listed, made);
    for message in ["one", "two", "three"] {
        let message =
            v1::TasksAddNoteRequest { task_id: made[0].clone(), message: message.into(), ..Default::default() };
        player.agent.tasks.add_note(message).await?;
    }
    let message = v1::TasksListEventsRequest { task_id: made[0].clone(), limit: 2, ..Default::default() };
    let events = player.agent.tasks.iterate_events(message).map_ok(|event| event.sequence);
    equal!(events.try_collect::<Vec<_>>().await?, [1, 2, 3, 4]);
    Ok(())
}

pub async fn timeline(player: &mut Player) -> Step {
    let task_id = player.task().await?.id;
    let mut followed = Box::pin(player.agent.tasks.watch_events(&task_id, ""));
    let mut seen = Vec::new();
    let mut next = async || -> Result<(), pumpup_client::Error> {
        let heard = followed.next().await.transpose()?.unwrap_or_default();
        seen.extend(heard.events.iter().map(v1::Event::event_type));
        Ok(())
    };
    next().await?;
    let tasks = &player.agent.tasks;
    let action = v1::TasksRecordActionRequest {
        task_id: task_id.clone(),
        description: "Called the carrier".into(),
        metadata_patch: Some(v1::MetadataPatch { set: object(json!({"carrier": "DHL"})), ..Default::default() }),
        ..Default::default()
    };
    tasks.record_action(action).await?;
    next().await?;
    let exception =
        v1::TasksRecordExceptionRequest { task_id: task_id.clone(), message: "No answer".into(), ..Default::default() };
    tasks.record_exception(exception).await?;
    next().await?;
    tasks.add_note(v1::TasksAddNoteRequest { task_id, message: "Again tomorrow".into(), ..Default::default() }).await?;
    next().await?;
    use v1::EventType::{Action, Exception, Note, TaskCreated};
    equal!(seen, [TaskCreated, Action, Exception, Note]);
    Ok(())
}
