//! Events, each with a payload that says its `type`.

use std::borrow::Cow;

use super::attachment;
use super::request::{answers, authority, field, field_bid, outcome, outcome_bid};
use crate::domain::event::{Event, Payload};
use crate::domain::request::{Ask, Request};
use crate::domain::task::MetadataPatch;
use crate::rest::json::{Json, Name, list, object, or_null, text, text_or_null};

/// An event.
pub(in crate::rest) fn event(from: &Event) -> Json {
    let transition = from.transition.as_ref();
    let actor = from.actor.as_ref();
    object([
        ("id", text(from.id)),
        ("taskId", text(from.task)),
        ("projectId", text(from.project)),
        ("eventType", text(from.event_type())),
        ("timestamp", text(from.at)),
        ("source", text(from.source.as_str())),
        ("owner", text(from.owner.as_str())),
        ("inResponseTo", or_null(from.in_response_to, text)),
        ("transitionFrom", or_null(transition, |transition| text(&transition.from))),
        ("transitionTo", or_null(transition, |transition| text(&transition.to))),
        ("externalTraceId", text_or_null(&from.external_trace_id)),
        ("payload", payload(&from.payload)),
        ("sequence", Json::Number(from.sequence.into())),
        ("actorId", or_null(actor, |actor| text(actor.id))),
        ("actorName", or_null(actor, |actor| text(&actor.name))),
    ])
}

fn payload(from: &Payload) -> Json {
    let (kind, members): (_, Vec<(&'static str, Json)>) = match from {
        Payload::TaskCreated { name, external_id, initial_step, metadata_patch, project_name: _ } => (
            "TaskCreated",
            vec![
                ("name", text(name)),
                ("initialState", text(initial_step)),
                ("metadataPatch", patch(metadata_patch)),
                ("externalId", text_or_null(external_id)),
            ],
        ),
        Payload::Requested(request) => requested(request),
        Payload::ApprovalDecided { decision, recommendation } => (
            "ApprovalDecided",
            vec![
                ("outcome", outcome(&decision.outcome)),
                ("authority", authority(&decision.authority)),
                ("recommendationSnapshot", or_null(recommendation.as_ref(), outcome_bid)),
                ("decidedBy", text(&decision.by)),
            ],
        ),
        Payload::ElicitationProvided { answers: given } => (
            "ElicitationProvided",
            vec![
                ("answeredBy", text(&given.by)),
                ("answers", answers(given)),
                ("authority", authority(&given.authority)),
            ],
        ),
        // The published clients know no such payload; what it has to say is a remark.
        Payload::RequestCancelled { reason } if reason.is_empty() => {
            ("Note", vec![("message", text("The request was cancelled."))])
        }
        Payload::RequestCancelled { reason } => ("Note", vec![("message", text(reason))]),
        Payload::Timeout { timed_out_step, fallback_refused } => {
            ("Timeout", vec![("state", text(timed_out_step)), ("fallbackRefused", text_or_null(fallback_refused))])
        }
        Payload::Action { description, detail, metadata_patch, add_attachments } => (
            "Action",
            vec![
                ("description", text(description)),
                ("detail", Json::from(detail)),
                ("metadataPatch", patch(metadata_patch)),
                ("addAttachments", list(add_attachments, attachment)),
            ],
        ),
        Payload::Exception { message, detail } => {
            ("ExceptionRaised", vec![("message", text(message)), ("detail", Json::from(detail))])
        }
        Payload::Note { message } => ("Note", vec![("message", text(message))]),
        // The published clients want an id: none is an empty one.
        Payload::Assignment { assignee, assignee_name } => (
            "Assignment",
            vec![
                ("assigneeId", assignee.map_or_else(|| text(""), text)),
                ("assigneeName", text_or_null(assignee_name)),
            ],
        ),
        Payload::TaskClosed { terminal_step } => ("TaskClosed", vec![("terminalState", text(terminal_step))]),
    };
    let members = members.into_iter().map(|(name, value)| (Name::from(name), value));
    Json::Object([("type".into(), text(kind))].into_iter().chain(members).collect())
}

fn requested(of: &Request) -> (&'static str, Vec<(&'static str, Json)>) {
    let context = of.key_value_context.iter().map(|entry| (Cow::Owned(entry.key.clone()), text(&entry.value)));
    let (kind, asked) = match &of.ask {
        Ask::Approval { recommendation } => {
            ("ApprovalRequested", vec![("recommendation", or_null(recommendation.as_ref(), outcome_bid))])
        }
        Ask::Elicitation { fields, recommendation } => (
            "ElicitationRequested",
            vec![("fields", list(fields, field)), ("recommendation", list(recommendation, field_bid))],
        ),
    };
    let common = [
        ("summary", text(&of.summary)),
        ("keyValueContext", Json::Object(context.collect())),
        ("attachments", list(&of.attachments, |attachment| text(attachment.upload_id))),
        ("deadline", or_null(of.deadline, text)),
        ("fallbackStep", text_or_null(&of.fallback_step)),
        ("digest", text(&of.digest)),
    ];
    (kind, common.into_iter().chain(asked).collect())
}

/// A patch, always with all of its members.
fn patch(from: &MetadataPatch) -> Json {
    object([
        ("set", Json::from(&from.set)),
        ("setOnce", Json::from(&from.set_once)),
        ("unset", list(&from.unset, text)),
    ])
}
