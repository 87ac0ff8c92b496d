//! Events: one message for each, whatever its payload.

use super::request::{approval_result, elicitation_result, request};
use super::{attachment, party, time};
use crate::domain::event::{Event, Payload};
use crate::domain::request::Kind;
use crate::domain::task::MetadataPatch;
use crate::rpc::convert::json::proto;
use crate::rpc::pb;

fn patch(from: &MetadataPatch) -> Option<pb::MetadataPatch> {
    let object = |object: &serde_json::Map<_, _>| (!object.is_empty()).then(|| proto(object));
    (!from.is_empty()).then(|| pb::MetadataPatch {
        set: object(&from.set),
        set_once: object(&from.set_once),
        unset: from.unset.clone(),
    })
}

/// An event.
pub fn event(from: &Event) -> pb::Event {
    use pb::EventType as Type;
    use pb::event::Payload as Arm;
    let request_id = from.in_response_to.map(|request| request.to_string()).unwrap_or_default();
    let task_id = from.task.to_string();
    let detail = |detail: &serde_json::Map<_, _>| (!detail.is_empty()).then(|| proto(detail));
    let (event_type, payload) = match &from.payload {
        Payload::TaskCreated { name, external_id, initial_step, metadata_patch, project_name: _ } => (
            Type::TaskCreated,
            Arm::TaskCreated(pb::TaskCreated {
                name: name.clone(),
                initial_step: initial_step.clone(),
                metadata_patch: patch(metadata_patch),
                external_id: external_id.clone(),
            }),
        ),
        Payload::Requested(of) => {
            let message = Some(request(of));
            match of.ask.kind() {
                Kind::Approval => {
                    (Type::ApprovalRequested, Arm::ApprovalRequested(pb::ApprovalRequested { request: message }))
                }
                Kind::Elicitation => (
                    Type::ElicitationRequested,
                    Arm::ElicitationRequested(pb::ElicitationRequested { request: message }),
                ),
            }
        }
        Payload::ApprovalDecided { decision, recommendation } => (
            Type::ApprovalDecided,
            Arm::ApprovalDecided(pb::ApprovalDecided {
                result: Some(approval_result(request_id.clone(), task_id.clone(), decision, recommendation.as_ref())),
            }),
        ),
        Payload::ElicitationProvided { answers } => (
            Type::ElicitationProvided,
            Arm::ElicitationProvided(pb::ElicitationProvided {
                result: Some(elicitation_result(request_id.clone(), task_id.clone(), answers)),
            }),
        ),
        Payload::RequestCancelled { reason } => {
            (Type::RequestCancelled, Arm::RequestCancelled(pb::RequestCancelled { reason: reason.clone() }))
        }
        Payload::Timeout { timed_out_step, fallback_refused } => (
            Type::Timeout,
            Arm::Timeout(pb::Timeout {
                timed_out_step: timed_out_step.clone(),
                fallback_refused: fallback_refused.clone(),
            }),
        ),
        Payload::Action { description, detail: more, metadata_patch, add_attachments } => (
            Type::Action,
            Arm::Action(pb::Action {
                description: description.clone(),
                detail: detail(more),
                metadata_patch: patch(metadata_patch),
                add_attachments: add_attachments.iter().map(attachment).collect(),
            }),
        ),
        Payload::Exception { message, detail: more } => {
            (Type::Exception, Arm::Exception(pb::ExceptionRaised { message: message.clone(), detail: detail(more) }))
        }
        Payload::Note { message } => (Type::Note, Arm::Note(pb::Note { message: message.clone() })),
        Payload::Assignment { assignee, assignee_name } => (
            Type::Assignment,
            Arm::Assignment(pb::Assignment {
                assignee_id: assignee.map(|person| person.to_string()).unwrap_or_default(),
                assignee_name: assignee_name.clone(),
            }),
        ),
        Payload::TaskClosed { terminal_step } => {
            (Type::TaskClosed, Arm::TaskClosed(pb::TaskClosed { terminal_step: terminal_step.clone() }))
        }
    };
    let (actor_id, actor_name) = from.actor.as_ref().map(|a| (a.id.to_string(), a.name.clone())).unwrap_or_default();
    let (transition_from, transition_to) =
        from.transition.as_ref().map(|t| (t.from.clone(), t.to.clone())).unwrap_or_default();
    pb::Event {
        id: from.id.to_string(),
        task_id,
        project_id: from.project.to_string(),
        sequence: from.sequence,
        event_type: event_type.into(),
        timestamp: Some(time(from.at)),
        source: party(from.source).into(),
        owner: party(from.owner).into(),
        actor_id,
        actor_name,
        in_response_to: request_id,
        transition_from,
        transition_to,
        external_trace_id: from.external_trace_id.clone(),
        payload: Some(payload),
    }
}
