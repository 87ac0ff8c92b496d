//! Projects, tasks and events as JSON.

use super::requests::{approval_result, attachment, elicitation_result, request};
use super::{
    Json, NULL, joined, list, moment, name, object, optional, optional_text, structure, structure_or_empty, text,
};
use crate::rpc::pb::{self, event};

/// A project with its step graph.
pub fn project(project: &pb::Project) -> Json {
    object([
        ("id", text(&project.id)),
        ("name", text(&project.name)),
        ("projectName", text(&project.project_name)),
        ("steps", optional(project.steps.as_ref(), graph)),
        ("responseTarget", project.response_target.as_ref().map_or(NULL, |span| span.to_string().into())),
        ("reasonPresets", list(&project.reason_presets, reason_preset)),
        ("createdAt", moment(project.created_at.as_ref())),
        ("updatedAt", moment(project.updated_at.as_ref())),
    ])
}

fn reason_preset(preset: &pb::ReasonPreset) -> Json {
    let outcome = |number: &i32| {
        name(pb::OutcomeKind::try_from(*number).ok().map(|outcome| outcome.as_str_name()), "OUTCOME_KIND_")
    };
    object([
        ("code", text(&preset.code)),
        ("label", optional_text(&preset.label)),
        ("outcomes", list(&preset.outcomes, outcome)),
    ])
}

fn graph(graph: &pb::StepGraph) -> Json {
    let schemas = graph.step_schemas.iter().map(|(step, schema)| (step.clone(), structure(Some(schema)))).collect();
    object([
        ("initialStep", text(&graph.initial_step)),
        ("steps", list(&graph.steps, step)),
        ("stepSchemas", Json::Object(schemas)),
    ])
}

fn step(step: &pb::Step) -> Json {
    object([("name", text(&step.name)), ("owner", party(step.owner)), ("exits", list(&step.exits, |exit| text(exit)))])
}

fn party(party: i32) -> Json {
    name(pb::Party::try_from(party).ok().map(|party| party.as_str_name()), "PARTY_")
}

/// A task as it stands.
pub fn task(task: &pb::Task) -> Json {
    let status = pb::TaskStatus::try_from(task.status).ok().map(|status| status.as_str_name());
    object([
        ("id", text(&task.id)),
        ("projectId", text(&task.project_id)),
        ("projectName", text(&task.project_name)),
        ("name", text(&task.name)),
        ("status", name(status, "TASK_STATUS_")),
        ("currentStep", text(&task.current_step)),
        ("externalId", optional_text(&task.external_id)),
        ("metadata", structure_or_empty(task.metadata.as_ref())),
        ("attachments", list(&task.attachments, attachment)),
        ("assigneeId", optional_text(&task.assignee_id)),
        ("assigneeName", optional_text(&task.assignee_name)),
        ("createdAt", moment(task.created_at.as_ref())),
        ("updatedAt", moment(task.updated_at.as_ref())),
        ("lastSequence", task.last_sequence.into()),
    ])
}

/// An event; its `payload` is tagged by `type`.
pub fn event(event: &pb::Event) -> Json {
    let kind = pb::EventType::try_from(event.event_type).ok().map(|kind| kind.as_str_name());
    object([
        ("id", text(&event.id)),
        ("taskId", text(&event.task_id)),
        ("projectId", text(&event.project_id)),
        ("sequence", event.sequence.into()),
        ("eventType", name(kind, "EVENT_TYPE_")),
        ("timestamp", moment(event.timestamp.as_ref())),
        ("source", party(event.source)),
        ("owner", party(event.owner)),
        ("actorId", optional_text(&event.actor_id)),
        ("actorName", optional_text(&event.actor_name)),
        ("inResponseTo", optional_text(&event.in_response_to)),
        ("transitionFrom", optional_text(&event.transition_from)),
        ("transitionTo", optional_text(&event.transition_to)),
        ("externalTraceId", optional_text(&event.external_trace_id)),
        ("payload", optional(event.payload.as_ref(), payload)),
    ])
}

fn payload(payload: &event::Payload) -> Json {
    use event::Payload;
    let tagged = |kind: &str, members: Json| joined([("type", text(kind))], members);
    match payload {
        Payload::ApprovalRequested(of) => {
            tagged("ApprovalRequested", object([("request", optional(of.request.as_ref(), request))]))
        }
        Payload::ApprovalDecided(of) => {
            tagged("ApprovalDecided", object([("result", optional(of.result.as_ref(), approval_result))]))
        }
        Payload::ElicitationRequested(of) => {
            tagged("ElicitationRequested", object([("request", optional(of.request.as_ref(), request))]))
        }
        Payload::ElicitationProvided(of) => {
            tagged("ElicitationProvided", object([("result", optional(of.result.as_ref(), elicitation_result))]))
        }
        Payload::Action(of) => tagged(
            "Action",
            object([
                ("description", text(&of.description)),
                ("detail", structure(of.detail.as_ref())),
                ("metadataPatch", optional(of.metadata_patch.as_ref(), patch)),
                ("addAttachments", list(&of.add_attachments, attachment)),
            ]),
        ),
        Payload::Exception(of) => tagged(
            "ExceptionRaised",
            object([("message", text(&of.message)), ("detail", structure(of.detail.as_ref()))]),
        ),
        Payload::Note(of) => tagged("Note", object([("message", text(&of.message))])),
        Payload::Timeout(of) => tagged(
            "Timeout",
            object([
                ("timedOutStep", text(&of.timed_out_step)),
                ("fallbackRefused", optional_text(&of.fallback_refused)),
            ]),
        ),
        Payload::Assignment(of) => tagged(
            "Assignment",
            object([
                ("assigneeId", optional_text(&of.assignee_id)),
                ("assigneeName", optional_text(&of.assignee_name)),
            ]),
        ),
        Payload::TaskCreated(of) => tagged(
            "TaskCreated",
            object([
                ("name", text(&of.name)),
                ("initialStep", text(&of.initial_step)),
                ("metadataPatch", optional(of.metadata_patch.as_ref(), patch)),
                ("externalId", optional_text(&of.external_id)),
            ]),
        ),
        Payload::TaskClosed(of) => tagged("TaskClosed", object([("terminalStep", text(&of.terminal_step))])),
        Payload::RequestCancelled(of) => tagged("RequestCancelled", object([("reason", text(&of.reason))])),
    }
}

fn patch(patch: &pb::MetadataPatch) -> Json {
    object([
        ("set", structure(patch.set.as_ref())),
        ("setOnce", structure(patch.set_once.as_ref())),
        ("unset", list(&patch.unset, |key| text(key))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{json, samples};
    use serde_json::json;

    #[test]
    fn a_task_has_its_rest_shape_and_real_metadata() {
        let serde_json::Value::Object(metadata) = json!({"amount": 240, "lines": [{"sku": "x"}]}) else {
            panic!("not an object")
        };
        let task = pb::Task {
            id: "task-1".to_owned(),
            status: pb::TaskStatus::Waiting.into(),
            metadata: Some(json::to_struct(metadata)),
            ..Default::default()
        };
        let shape = serde_json::to_value(self::task(&task)).expect("JSON");
        assert_eq!(shape["status"], "WAITING");
        assert_eq!(shape["metadata"], json!({"amount": 240, "lines": [{"sku": "x"}]}));
        assert_eq!(shape["externalId"], json!(null));
        assert_eq!(shape["attachments"], json!([]));
    }

    #[test]
    fn every_payload_is_tagged() {
        for (event, event_type, tag) in samples::events() {
            let shape = serde_json::to_value(self::event(&event)).expect("JSON");
            assert_eq!((&shape["eventType"], &shape["payload"]["type"]), (&json!(event_type), &json!(tag)));
        }
    }

    #[test]
    fn a_graph_has_the_shape_of_the_steps_file() {
        let graph = pb::StepGraph {
            initial_step: "open".to_owned(),
            steps: vec![pb::Step {
                name: "open".to_owned(),
                owner: pb::Party::Human.into(),
                exits: vec!["done".to_owned()],
            }],
            step_schemas: [("open".to_owned(), Default::default())].into(),
        };
        assert_eq!(
            serde_json::to_value(self::graph(&graph)).expect("JSON"),
            json!({
                "initialStep": "open",
                "steps": [{"name": "open", "owner": "HUMAN", "exits": ["done"]}],
                "stepSchemas": {"open": {}}
            })
        );
    }
}
