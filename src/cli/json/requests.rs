//! Requests, outcomes, results and inbox items as JSON.

use super::{Json, NULL, fields, joined, list, moment, name, number, object, optional, optional_text, text};
use crate::rpc::pb::{self, outcome, request};

/// The outcome's name on the REST wire, its note, and its reason code.
pub fn outcome_parts(outcome: &pb::Outcome) -> (&'static str, &str, &str) {
    use outcome::Kind;
    match &outcome.kind {
        Some(Kind::Approve(said)) => ("APPROVE", &said.note, &said.reason_code),
        Some(Kind::Reject(said)) => ("REJECT", &said.note, &said.reason_code),
        Some(Kind::EditAndApprove(said)) => ("EDIT_AND_APPROVE", &said.note, &said.reason_code),
        Some(Kind::Escalate(said)) => ("ESCALATE", &said.note, &said.reason_code),
        Some(Kind::RequestMoreInfo(said)) => ("REQUEST_MORE_INFO", &said.note, &said.reason_code),
        // A newer server may know an outcome that this build does not.
        None => ("UNKNOWN", "", ""),
    }
}

/// An outcome: `type`, `note`, `reasonCode`.
pub fn outcome(outcome: &pb::Outcome) -> Json {
    let (kind, note, reason_code) = outcome_parts(outcome);
    object([("type", text(kind)), ("note", optional_text(note)), ("reasonCode", optional_text(reason_code))])
}

/// What the agent would decide.
pub fn outcome_bid(bid: &pb::OutcomeBid) -> Json {
    object([
        ("outcome", optional(bid.outcome.as_ref(), outcome)),
        ("confidence", bid.confidence.map_or(NULL, number)),
        ("rationale", optional_text(&bid.rationale)),
    ])
}

/// A file on a task.
pub fn attachment(attachment: &pb::Attachment) -> Json {
    object([
        ("label", text(&attachment.label)),
        ("uploadId", text(&attachment.upload_id)),
        ("sha256", optional_text(&attachment.sha256)),
    ])
}

fn authority(of: &pb::AuthoritySnapshot) -> Json {
    object([("subject", text(&of.subject)), ("tags", list(&of.tags, |tag| text(tag)))])
}

/// The decision on an approval; `id` is the request's.
pub fn approval_result(result: &pb::ApprovalResult) -> Json {
    object([
        ("id", text(&result.request_id)),
        ("requestId", text(&result.request_id)),
        ("taskId", text(&result.task_id)),
        ("eventId", text(&result.event_id)),
        ("outcome", optional(result.outcome.as_ref(), outcome)),
        ("decidedAt", moment(result.decided_at.as_ref())),
        ("decidedBy", text(&result.decided_by)),
        ("authoritySnapshot", optional(result.authority_snapshot.as_ref(), authority)),
        ("recommendationSnapshot", optional(result.recommendation_snapshot.as_ref(), outcome_bid)),
    ])
}

/// The answers to an elicitation; `id` is the request's.
pub fn elicitation_result(result: &pb::ElicitationResult) -> Json {
    let answers = result.answers.iter().map(|(id, value)| (id.clone(), fields::value(value))).collect();
    object([
        ("id", text(&result.request_id)),
        ("requestId", text(&result.request_id)),
        ("taskId", text(&result.task_id)),
        ("eventId", text(&result.event_id)),
        ("answeredAt", moment(result.answered_at.as_ref())),
        ("answeredBy", text(&result.answered_by)),
        ("authoritySnapshot", optional(result.authority_snapshot.as_ref(), authority)),
        ("fields", Json::Object(answers)),
    ])
}

/// The request's kind, as the inbox filters by it.
pub fn kind(request: &pb::Request) -> &'static str {
    match request.ask {
        Some(request::Ask::Approval(_)) => "APPROVAL",
        Some(request::Ask::Elicitation(_)) => "ELICITATION",
        None => "UNKNOWN",
    }
}

/// A whole request of either kind. `fields` is `null` for an approval; `result` is `null` while it is pending.
pub fn request(request: &pb::Request) -> Json {
    let context = request.key_value_context.iter().map(|entry| (entry.key.clone(), text(&entry.value))).collect();
    let (fields, recommendation) = match &request.ask {
        Some(request::Ask::Approval(ask)) => (NULL, optional(ask.recommendation.as_ref(), outcome_bid)),
        Some(request::Ask::Elicitation(ask)) => {
            (list(&ask.fields, fields::field), list(&ask.recommendation, fields::bid))
        }
        None => (NULL, NULL),
    };
    let (status, result) = state(request.state.as_ref());
    object([
        ("id", text(&request.id)),
        ("kind", text(kind(request))),
        ("taskId", text(&request.task_id)),
        ("projectId", text(&request.project_id)),
        ("summary", text(&request.summary)),
        ("keyValueContext", Json::Object(context)),
        ("attachments", list(&request.attachments, attachment)),
        ("fields", fields),
        ("recommendation", recommendation),
        ("deadline", moment(request.deadline.as_ref())),
        ("fallbackStep", optional_text(&request.fallback_step)),
        ("externalTraceId", optional_text(&request.external_trace_id)),
        ("digest", text(&request.digest)),
        ("requestedBy", text(&request.requested_by)),
        ("requestedByName", text(&request.requested_by_name)),
        ("requestedAt", moment(request.requested_at.as_ref())),
        ("status", text(status)),
        ("result", result),
    ])
}

fn state(state: Option<&request::State>) -> (&'static str, Json) {
    use request::State;
    match state {
        Some(State::Pending(_)) => ("PENDING", NULL),
        Some(State::Decided(result)) => ("DECIDED", approval_result(result)),
        Some(State::Answered(result)) => ("ANSWERED", elicitation_result(result)),
        Some(State::Cancelled(end)) => (
            "CANCELLED",
            object([
                ("eventId", text(&end.event_id)),
                ("cancelledAt", moment(end.cancelled_at.as_ref())),
                ("cancelledBy", text(&end.cancelled_by)),
                ("reason", text(&end.reason)),
            ]),
        ),
        Some(State::TimedOut(end)) => (
            "TIMED_OUT",
            object([
                ("eventId", text(&end.event_id)),
                ("timedOutAt", moment(end.timed_out_at.as_ref())),
                ("fellBackTo", optional_text(&end.fell_back_to)),
            ]),
        ),
        None => ("UNKNOWN", NULL),
    }
}

/// An open request with what the inbox shows beside it: the request's own members and the task's.
pub fn inbox_item(item: &pb::InboxItem) -> Json {
    let status = pb::TaskStatus::try_from(item.task_status).ok().map(|status| status.as_str_name());
    let beside = object([
        ("projectName", text(&item.project_name)),
        ("taskName", text(&item.task_name)),
        ("externalId", optional_text(&item.external_id)),
        ("currentStep", text(&item.current_step)),
        ("taskStatus", name(status, "TASK_STATUS_")),
        ("assigneeId", optional_text(&item.assignee_id)),
        ("assigneeName", optional_text(&item.assignee_name)),
        ("overdueAt", moment(item.overdue_at.as_ref())),
    ]);
    match (optional(item.request.as_ref(), request), beside) {
        (Json::Object(members), Json::Object(more)) => Json::Object(members.into_iter().chain(more).collect()),
        (_, beside) => beside,
    }
}

/// One line of a watched inbox: `open` for a request that appeared or changed.
pub fn inbox_open(item: &pb::InboxItem) -> Json {
    joined([("change", text("open"))], inbox_item(item))
}

/// One line of a watched inbox: `gone` for a request that is no longer open or no longer matches.
pub fn inbox_gone(id: &str) -> Json {
    object([("change", text("gone")), ("id", text(id))])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::samples;
    use serde_json::json;

    #[test]
    fn an_approval_has_its_rest_shape() {
        let shape = serde_json::to_string(&request(&samples::approval())).expect("JSON");
        assert!(shape.contains(r#""keyValueContext":{"Zone":"EU","Claim":"C-1029","Amount":"$240"}"#), "{shape}");
        let shape: serde_json::Value = serde_json::from_str(&shape).expect("JSON");
        assert_eq!(
            shape,
            json!({
                "id": "req-1", "kind": "APPROVAL", "taskId": "task-1", "projectId": "project-1",
                "summary": "Refund $240 on claim C-1029",
                "keyValueContext": {"Zone": "EU", "Claim": "C-1029", "Amount": "$240"},
                "attachments": [{"label": "photo", "uploadId": "upload-1", "sha256": "ab12"}],
                "fields": null,
                "recommendation": {
                    "outcome": {"type": "APPROVE", "note": null, "reasonCode": "LOST"},
                    "confidence": 0.92, "rationale": "Tracking says lost."
                },
                "deadline": "2026-05-14T12:00:00Z", "fallbackStep": "manual", "externalTraceId": null,
                "digest": "d19e57", "requestedBy": "agent-1", "requestedByName": "claims-bot",
                "requestedAt": "2026-05-14T09:00:00Z", "status": "PENDING", "result": null
            })
        );
    }

    #[test]
    fn every_outcome_has_its_name() {
        use outcome::{Approve, EditAndApprove, Escalate, Kind, Reject, RequestMoreInfo};
        let (note, reason_code) = ("n".to_owned(), String::new());
        for (kind, name) in [
            (Kind::Approve(Approve { note: note.clone(), reason_code: reason_code.clone() }), "APPROVE"),
            (Kind::Reject(Reject { note: note.clone(), reason_code: reason_code.clone() }), "REJECT"),
            (
                Kind::EditAndApprove(EditAndApprove { note: note.clone(), reason_code: reason_code.clone() }),
                "EDIT_AND_APPROVE",
            ),
            (Kind::Escalate(Escalate { note: note.clone(), reason_code: reason_code.clone() }), "ESCALATE"),
            (Kind::RequestMoreInfo(RequestMoreInfo { note, reason_code }), "REQUEST_MORE_INFO"),
        ] {
            let shape = serde_json::to_value(outcome(&pb::Outcome { kind: Some(kind) })).expect("JSON");
            assert_eq!(shape, json!({"type": name, "note": "n", "reasonCode": null}));
        }
    }

    #[test]
    fn an_answered_elicitation_carries_its_answers() {
        let mut asked = samples::elicitation();
        let answers = [("coverage".to_owned(), samples::select("collision"))].into();
        asked.state = Some(request::State::Answered(pb::ElicitationResult {
            request_id: asked.id.clone(),
            answers,
            ..Default::default()
        }));
        let shape = serde_json::to_value(request(&asked)).expect("JSON");
        assert_eq!(shape["status"], "ANSWERED");
        assert_eq!(shape["result"]["fields"], json!({"coverage": "collision"}));
        assert_eq!(shape["recommendation"][0]["value"], "comprehensive");
    }

    #[test]
    fn a_watched_inbox_has_the_id_on_every_line() {
        let item = pb::InboxItem { request: Some(samples::approval()), ..Default::default() };
        for (line, change) in [(inbox_open(&item), "open"), (inbox_gone("req-1"), "gone")] {
            let line = serde_json::to_value(line).expect("JSON");
            assert_eq!((&line["change"], &line["id"]), (&json!(change), &json!("req-1")));
        }
    }
}
