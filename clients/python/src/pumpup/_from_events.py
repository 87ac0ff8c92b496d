"""Events as callers get them. Pure, like `_from`, of which it is the part for timelines."""

from __future__ import annotations

from typing import Any, Callable, Dict

from . import _from
from .types import events as e
from .v1 import events_pb2, requests_pb2, tasks_pb2


def asked(request: requests_pb2.Request) -> Dict[str, Any]:
    """What both kinds of request show people."""
    return {
        "summary": request.summary,
        "key_value_context": {each.key: each.value for each in request.key_value_context},
        "attachments": [each.upload_id for each in request.attachments],
    }


def approval_requested(message: events_pb2.ApprovalRequested) -> e.Payload:
    recommendation = _from.recommendation(message.request.approval, "recommendation")
    return e.Payload_ApprovalRequested(**asked(message.request), recommendation=recommendation)


def elicitation_requested(message: events_pb2.ElicitationRequested) -> e.Payload:
    form = message.request.elicitation
    return e.Payload_ElicitationRequested(**asked(message.request), fields=[_from.field(each) for each in form.fields],
                                          recommendation=[_from.bid(each) for each in form.recommendation])


def approval_decided(message: events_pb2.ApprovalDecided) -> e.Payload:
    result = _from.decided(message.result)
    return e.Payload_ApprovalDecided(result.outcome, result.decided_by, result.authority_snapshot, result.recommendation_snapshot)


def elicitation_provided(message: events_pb2.ElicitationProvided) -> e.Payload:
    result = _from.answered(message.result)
    return e.Payload_ElicitationProvided(result.fields, result.answers, result.answered_by, result.authority_snapshot)


def action(message: events_pb2.Action) -> e.Payload:
    return e.Payload_Action(message.description, _from.struct_of(message, "detail"), _from.metadata_patch(message),
                            [_from.attachment(each) for each in message.add_attachments])


def task_created(message: events_pb2.TaskCreated) -> e.Payload:
    return e.Payload_TaskCreated(message.name, message.initial_step, _from.metadata_patch(message), message.external_id or None)


PAYLOADS: Dict[str, Callable[[Any], e.Payload]] = {
    "approval_requested": approval_requested,
    "approval_decided": approval_decided,
    "elicitation_requested": elicitation_requested,
    "elicitation_provided": elicitation_provided,
    "action": action,
    "exception": lambda message: e.Payload_ExceptionRaised(message.message, _from.struct_of(message, "detail")),
    "note": lambda message: e.Payload_Note(message.message),
    "timeout": lambda message: e.Payload_Timeout(message.timed_out_step, message.fallback_refused or None),
    "assignment": lambda message: e.Payload_Assignment(message.assignee_id or None, message.assignee_name or None),
    "task_created": task_created,
    "task_closed": lambda message: e.Payload_TaskClosed(message.terminal_step),
    "request_cancelled": lambda message: e.Payload_RequestCancelled(message.reason),
}


def event(message: events_pb2.Event) -> e.Event:
    """An event. A kind that is newer than this package is told as unknown, so that the timeline can still be read on."""
    name = message.WhichOneof("payload")
    payload = PAYLOADS[name](getattr(message, name)) if name else e.Payload_Unknown()
    kind: Any = _from.name_of(events_pb2.EventType, message.event_type, "EVENT_TYPE_") if name else "UNKNOWN"
    return e.Event(
        id=message.id, task_id=message.task_id, project_id=message.project_id, sequence=message.sequence, event_type=kind,
        timestamp=_from.moment(message.timestamp), source=party(message.source), owner=party(message.owner),
        actor_id=message.actor_id or None, actor_name=message.actor_name or None, in_response_to=message.in_response_to or None,
        transition_from=message.transition_from or None, transition_to=message.transition_to or None,
        external_trace_id=message.external_trace_id or None, payload=payload,
    )


def party(value: Any) -> Any:
    return _from.name_of(events_pb2.Party, value, "PARTY_")


def event_page(message: tasks_pb2.TasksListEventsResponse) -> e.EventPage:
    items = [event(each) for each in message.events]
    return e.EventPage(items, message.next_cursor if items else None, message.next_cursor)
