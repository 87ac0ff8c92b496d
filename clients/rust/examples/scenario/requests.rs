//! Approvals and elicitations, from the asking to the end.

use std::time::{Duration, SystemTime};

use pumpup_client::v1::{self, ContextEntry, Outcome, OutcomeBid, field, field_value::Kind};
use pumpup_client::watch::{ApprovalEnd, ElicitationEnd};
use pumpup_client::{Verdict, json, object, reason};
use serde_json::{Value, json};

use crate::{Player, Step, ensure, equal, refusal};

type Fault = Box<dyn std::error::Error + Send + Sync>;

impl Player {
    /// A task that nobody else has.
    pub async fn task(&self) -> Result<v1::Task, Fault> {
        let message = v1::TasksCreateRequest {
            project_name: "general".into(),
            name: format!("rust {:?}", SystemTime::now()),
            external_id: "run-8f21".into(),
            metadata_patch: Some(v1::MetadataPatch {
                set: object(json!({"claim": "C-1029", "amount": 240})),
                ..Default::default()
            }),
            ..Default::default()
        };
        Ok(self.agent.tasks.create(message).await?.task.unwrap_or_default())
    }

    /// The message that asks for an approval on a task.
    pub fn refund(&self, task: &v1::Task) -> v1::ApprovalsCreateRequest {
        v1::ApprovalsCreateRequest {
            project_name: "general".into(),
            task_id: task.id.clone(),
            summary: "Refund $240 on claim C-1029".into(),
            key_value_context: vec![
                ContextEntry::new("Claim", "C-1029"),
                ContextEntry::new("Amount", "$240"),
                ContextEntry::new("Reason", "Lost package"),
            ],
            recommendation: Some(OutcomeBid {
                outcome: Some(Outcome::of(Verdict::Approve, "", "")),
                confidence: Some(0.8),
                rationale: "Tracking shows a loss.".into(),
            }),
            ..Default::default()
        }
    }

    /// An open approval on a task of its own.
    pub async fn approval(&self) -> Result<String, Fault> {
        let task = self.task().await?;
        Ok(self.agent.approvals.create(self.refund(&task)).await?.event_id)
    }
}

fn decided(end: ApprovalEnd) -> Result<v1::ApprovalResult, Fault> {
    if let ApprovalEnd::Decided(result) = end {
        Ok(result)
    } else {
        Err(format!("expected a decision, got {end:?}").into())
    }
}

pub async fn create(player: &mut Player) -> Step {
    let task = player.task().await?;
    let message = player.refund(&task);
    player.request = player.agent.approvals.create(message.clone()).await?.event_id;
    let read = player.agent.tasks.get(v1::TasksGetRequest { id: task.id }).await?;
    let task = read.task.unwrap_or_default();
    equal!((task.status(), task.external_id.as_str()), (v1::TaskStatus::Waiting, "run-8f21"));
    equal!(task.metadata.as_ref().map(json), Some(json!({"claim": "C-1029", "amount": 240})));
    equal!(read.open_requests.len(), 1);
    equal!(read.open_requests[0].id, player.request);
    equal!(read.open_requests[0].key_value_context, message.key_value_context);
    Ok(())
}

pub async fn watch(player: &mut Player) -> Step {
    let (id, stage) = (&player.request, &player.stage);
    let mut asked = None;
    let end = player.agent.approvals.watch_states(id, |_| {
        asked.get_or_insert_with(|| {
            let ask = json!({
                "ask": "decide", "id": id, "outcome": "APPROVE", "note": "Photos are clear.", "reason_code": "photos"
            });
            stage.ask(ask).map(drop)
        });
    });
    let result = decided(end.await?)?;
    asked.ok_or("nothing was pending")??;
    let outcome = result.outcome.clone().unwrap_or_default();
    equal!(outcome.parts(), Some((Verdict::Approve, "Photos are clear.", "photos")));
    equal!(result.decided_by, "admin");
    ensure!(
        result.authority_snapshot.as_ref().is_some_and(|of| !of.subject.is_empty()),
        "the authority has no subject"
    );
    equal!(result.recommendation_snapshot, player.refund(&v1::Task::default()).recommendation);
    player.decision = Some(result);
    Ok(())
}

pub async fn watch_late(player: &mut Player) -> Step {
    let again = decided(player.agent.approvals.watch_result(&player.request).await?)?;
    equal!(Some(again), player.decision);
    Ok(())
}

pub async fn outcomes(player: &mut Player) -> Step {
    use Verdict::{Approve, EditAndApprove, Escalate, Reject, RequestMoreInfo};
    for verdict in [Approve, Reject, EditAndApprove, Escalate, RequestMoreInfo] {
        let id = player.approval().await?;
        player.stage.decide(&id, verdict.as_str(), "Because.")?;
        let outcome = decided(player.agent.approvals.watch_result(&id).await?)?.outcome.unwrap_or_default();
        equal!(outcome.parts(), Some((verdict, "Because.", "")));
    }
    Ok(())
}

pub async fn fields(player: &mut Player) -> Step {
    let form: Value = serde_json::from_str(include_str!("../../../scenario/form.json"))?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let fields: Vec<_> = form["fields"].as_array().into_iter().flatten().collect();
    let bids = fields.iter().map(|field| v1::FieldBid {
        field_id: text(&field["id"]),
        value: Some(value(&text(&field["kind"]), &form["bids"][text(&field["id"])])),
        confidence: form["confidence"].as_f64(),
        rationale: text(&form["rationale"]),
    });
    let task = player.task().await?;
    let message = v1::ElicitationsCreateRequest {
        project_name: "general".into(),
        task_id: task.id.clone(),
        summary: text(&form["summary"]),
        recommendation: bids.collect(),
        fields: fields.iter().map(|field| declared(field)).collect(),
        ..Default::default()
    };
    let id = player.agent.elicitations.create(message).await?.event_id;
    player.stage.ask(json!({"ask": "answer", "id": id}))?;
    let end = player.agent.elicitations.watch_result(&id).await?;
    let ElicitationEnd::Answered(result) = end else { return Err(format!("expected answers, got {end:?}").into()) };
    equal!(result.answers.len(), 10);
    for field in fields {
        let id = text(&field["id"]);
        equal!(result.answers.get(&id), Some(&value(&text(&field["kind"]), &form["answers"][&id])));
    }
    let read = player.agent.tasks.get(v1::TasksGetRequest { id: task.id }).await?;
    equal!(read.open_requests.len(), 0);
    Ok(())
}

/// A field as the form's file declares it.
fn declared(from: &Value) -> v1::Field {
    let text = |name: &str| from[name].as_str().unwrap_or_default().to_owned();
    let length = |name: &str| from[name].as_u64().and_then(|length| u32::try_from(length).ok());
    let options =
        || from["options"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
    let kind = match text("kind").as_str() {
        "text" => v1::field::Kind::Text(field::Text {
            min_length: length("min_length"),
            max_length: length("max_length"),
            format: field::text::Format::Email.into(),
        }),
        "text_area" => v1::field::Kind::TextArea(field::TextArea {
            min_length: length("min_length"),
            max_length: length("max_length"),
        }),
        "number" => v1::field::Kind::Number(field::Number {
            min: from["min"].as_f64(),
            max: from["max"].as_f64(),
            integer_only: true,
        }),
        "slider" => v1::field::Kind::Slider(field::Slider {
            min: from["min"].as_f64(),
            max: from["max"].as_f64(),
            step: from["step"].as_f64(),
        }),
        "select" => v1::field::Kind::Select(field::Select { options: options() }),
        "multiselect" => v1::field::Kind::Multiselect(field::Multiselect { options: options() }),
        "date_field" => v1::field::Kind::DateField(field::DateField { min: text("min"), max: text("max") }),
        "time" => v1::field::Kind::Time(field::Time { min: text("min"), max: text("max") }),
        "date_time" => v1::field::Kind::DateTime(field::DateTime { min: text("min"), max: text("max") }),
        _ => v1::field::Kind::Switch(field::Switch {}),
    };
    let (id, label, description) = (text("id"), text("label"), text("description"));
    v1::Field { id, label, description, required: true, kind: Some(kind) }
}

/// A value in the arm of its field.
fn value(kind: &str, from: &Value) -> v1::FieldValue {
    let text = || from.as_str().unwrap_or_default().to_owned();
    let number = || from.as_f64().unwrap_or_default();
    let kind = match kind {
        "text" => Kind::Text(text()),
        "text_area" => Kind::TextArea(text()),
        "number" => Kind::Number(number()),
        "slider" => Kind::Slider(number()),
        "select" => Kind::Select(text()),
        "multiselect" => {
            let options = from.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
            Kind::Multiselect(v1::field_value::Selection { options })
        }
        "date_field" => Kind::DateField(text()),
        "time" => Kind::Time(text()),
        "date_time" => Kind::DateTime(text()),
        _ => Kind::Switch(from.as_bool().unwrap_or_default()),
    };
    v1::FieldValue { kind: Some(kind) }
}

pub async fn deadline(player: &mut Player) -> Step {
    let task = player.task().await?;
    let deadline = Some((SystemTime::now() + Duration::from_secs(1)).into());
    let message = v1::ApprovalsCreateRequest { deadline, ..player.refund(&task) };
    let id = player.agent.approvals.create(message).await?.event_id;
    let end = player.agent.approvals.watch_result(&id).await?;
    ensure!(matches!(end, ApprovalEnd::TimedOut(_)), "expected a time-out, got {end:?}");
    Ok(())
}

pub async fn cancel(player: &mut Player) -> Step {
    let id = player.approval().await?;
    let reason = "Parcel turned up".to_owned();
    let message = v1::ApprovalsCancelRequest { id: id.clone(), reason: reason.clone(), ..Default::default() };
    player.agent.approvals.cancel(message).await?;
    let end = player.agent.approvals.watch_result(&id).await?;
    ensure!(matches!(&end, ApprovalEnd::Cancelled(of) if of.reason == reason), "expected it cancelled, got {end:?}");
    Ok(())
}

pub async fn people(player: &mut Player) -> Step {
    let one = player.approval().await?;
    // The digest is over what is shown: only another question has another one.
    let task = player.task().await?;
    let other = v1::ApprovalsCreateRequest { summary: "Refund $2,400".into(), ..player.refund(&task) };
    let other = player.agent.approvals.create(other).await?.event_id;
    let digest = async |id: &str| -> Result<String, Fault> {
        let read = player.agent.approvals.get(v1::ApprovalsGetRequest { id: id.to_owned() }).await?;
        Ok(read.request.unwrap_or_default().digest)
    };
    let (right, wrong) = (digest(&one).await?, digest(&other).await?);
    let decide = |digest: &str| v1::ApprovalsDecideRequest {
        id: one.clone(),
        outcome: Some(Outcome::of(Verdict::Reject, "No photos.", "")),
        digest: digest.to_owned(),
        ..Default::default()
    };
    let approvals = &player.admin.approvals;
    equal!(refusal(player.agent.approvals.decide(decide(&right)).await)?.reason, reason::PERMISSION_DENIED);
    equal!(refusal(approvals.decide(decide(&wrong)).await)?.reason, reason::DIGEST_MISMATCH);
    approvals.decide(decide(&right)).await?;
    let late = refusal(approvals.decide(decide(&right)).await)?;
    equal!(late.reason, reason::REQUEST_ALREADY_DECIDED);
    equal!(late.metadata.get("decided_by").map(String::as_str), Some("admin"));
    Ok(())
}
