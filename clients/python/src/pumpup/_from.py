"""From what came over the wire to what callers get. Pure: knows nothing of channels.

Empty text on the wire means that there is none, and becomes None. An answer that this package does not know, from a server
that is newer, is an error and never taken for another one; a mere label that it does not know, a status say, is UNKNOWN.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Dict, List, Optional, Union

from google.protobuf.duration_pb2 import Duration
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct, Value
from google.protobuf.timestamp_pb2 import Timestamp

from . import _to
from .errors import ApiError
from .types import fields as f
from .types.outcomes import ApprovalRecommendation, AuthoritySnapshot, Outcome
from .types.projects import Project, ReasonPreset, Step, Steps
from .types.requests import (
    Answered, ApprovalAsk, Attachment, Cancelled, Decided, ElicitationAsk, Pending, Request, State, TimedOut,
)
from .types.tasks import MetadataPatch, Task, Upload
from .v1 import events_pb2, fields_pb2, outcomes_pb2, projects_pb2, requests_pb2, tasks_pb2, uploads_pb2

KINDS = {arm: kind for kind, arm in _to.ARMS.items()}
FIELDS = {each.__name__[len("Field_"):]: each for each in f.Field.__args__}  # type: ignore[attr-defined]


def arm(message: Message, oneof: str) -> str:
    """The name of the arm that is set."""
    name = message.WhichOneof(oneof)
    if name is None:
        raise ApiError(f"The server answered with a {message.DESCRIPTOR.name} that this version of pumpup does not know: "
                       "install a newer one.")
    return str(name)


def moment(message: Timestamp) -> dt.datetime:
    return message.ToDatetime().replace(tzinfo=dt.timezone.utc)


def moment_of(message: Message, name: str) -> Optional[dt.datetime]:
    return moment(getattr(message, name)) if message.HasField(name) else None


def name_of(enum: Any, value: int, prefix: str) -> Any:
    """The name of a value; UNKNOWN if it is newer than this package, or not set."""
    known = value != 0 and value in enum.values()
    return enum.Name(value)[len(prefix):] if known else "UNKNOWN"


def span(message: Duration) -> dt.timedelta:
    return message.ToTimedelta()


def number(value: float) -> Union[int, float]:
    """A whole number as an int, as it would be read from JSON."""
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


def json_value(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "struct_value":
        return struct(value.struct_value)
    if kind == "list_value":
        return [json_value(each) for each in value.list_value.values]
    if kind == "number_value":
        return number(value.number_value)
    return None if kind in (None, "null_value") else getattr(value, kind)


def struct(message: Struct) -> Dict[str, Any]:
    """A JSON object, its keys in order, since the wire keeps none."""
    return {name: json_value(message.fields[name]) for name in sorted(message.fields)}


def struct_of(message: Message, name: str) -> Optional[Dict[str, Any]]:
    return struct(getattr(message, name)) if message.HasField(name) else None


def attachment(message: requests_pb2.Attachment) -> Attachment:
    return Attachment(message.label, message.upload_id, message.sha256 or None)


def metadata_patch(message: Message, name: str = "metadata_patch") -> Optional[MetadataPatch]:
    if not message.HasField(name):
        return None
    patch: events_pb2.MetadataPatch = getattr(message, name)
    return MetadataPatch(struct_of(patch, "set"), struct_of(patch, "set_once"), list(patch.unset))


def outcome(message: outcomes_pb2.Outcome) -> Outcome:
    name = arm(message, "kind")
    chosen = getattr(message, name)
    return Outcome(name.upper(), chosen.note or None, chosen.reason_code or None)  # type: ignore[arg-type]


def recommendation(message: Message, name: str) -> Optional[ApprovalRecommendation]:
    if not message.HasField(name):
        return None
    bid: outcomes_pb2.OutcomeBid = getattr(message, name)
    return ApprovalRecommendation(outcome(bid.outcome), bid.confidence if bid.HasField("confidence") else None,
                                  bid.rationale or None)


def authority(message: outcomes_pb2.AuthoritySnapshot) -> AuthoritySnapshot:
    return AuthoritySnapshot(message.subject, list(message.tags))


def field(message: fields_pb2.Field) -> f.Field:
    name = arm(message, "kind")
    kind: Message = getattr(message, name)
    options: Dict[str, Any] = {}
    for option in kind.DESCRIPTOR.fields:
        value = getattr(kind, option.name)
        if option.name == "options":
            options["options"] = list(value)
        elif option.name == "format":
            options["format"] = name_of(fields_pb2.Field.Text.Format, value, "FORMAT_") if value else None
        elif isinstance(value, str):
            options[option.name] = value or None
        elif not option.has_presence or kind.HasField(option.name):
            options[option.name] = number(value) if isinstance(value, float) else value
    made: f.Field = FIELDS[KINDS[name]](id=message.id, label=message.label, description=message.description or None,
                                        required=message.required, **options)
    return made


def answer(message: fields_pb2.FieldValue) -> f.FieldValue:
    name = arm(message, "kind")
    value = getattr(message, name)
    if name == "multiselect":
        value = list(value.options)
    elif isinstance(value, float):
        value = number(value)
    return f.FieldValue(KINDS[name], value)  # type: ignore[arg-type]


def bid(message: fields_pb2.FieldBid) -> f.FieldBid:
    return f.FieldBid(message.field_id, answer(message.value).value, message.confidence if message.HasField("confidence") else None,
                      message.rationale or None)


def pending(message: requests_pb2.Pending) -> Pending:
    return Pending(moment_of(message, "deadline"))


def decided(message: requests_pb2.ApprovalResult) -> Decided:
    return Decided(message.request_id, message.task_id, message.event_id, outcome(message.outcome), moment(message.decided_at),
                   message.decided_by, authority(message.authority_snapshot), recommendation(message, "recommendation_snapshot"))


def answered(message: requests_pb2.ElicitationResult) -> Answered:
    answers = {id: answer(message.answers[id]) for id in sorted(message.answers)}
    return Answered(message.request_id, message.task_id, message.event_id, answers, moment(message.answered_at),
                    message.answered_by, authority(message.authority_snapshot))


def cancelled(message: requests_pb2.Cancelled) -> Cancelled:
    return Cancelled(message.event_id, moment(message.cancelled_at), message.cancelled_by, message.reason)


def timed_out(message: requests_pb2.TimedOut) -> TimedOut:
    return TimedOut(message.event_id, moment(message.timed_out_at), message.fell_back_to or None)


STATES = {"pending": pending, "decided": decided, "answered": answered, "cancelled": cancelled, "timed_out": timed_out}


def state(message: Message) -> State:
    """How a request stands, from any message with a `state`."""
    name = arm(message, "state")
    made: State = STATES[name](getattr(message, name))  # type: ignore[operator]
    return made


def request(message: requests_pb2.Request) -> Request:
    ask: Union[ApprovalAsk, ElicitationAsk]
    if arm(message, "ask") == "approval":
        ask = ApprovalAsk(recommendation(message.approval, "recommendation"))
    else:
        ask = ElicitationAsk([field(each) for each in message.elicitation.fields],
                             [bid(each) for each in message.elicitation.recommendation])
    return Request(
        id=message.id, task_id=message.task_id, project_id=message.project_id, summary=message.summary,
        key_value_context={each.key: each.value for each in message.key_value_context},
        attachments=[attachment(each) for each in message.attachments], deadline=moment_of(message, "deadline"),
        fallback_step=message.fallback_step or None, external_trace_id=message.external_trace_id or None,
        digest=message.digest, requested_by=message.requested_by, requested_by_name=message.requested_by_name,
        requested_at=moment(message.requested_at), ask=ask, state=state(message),
    )


def task(message: tasks_pb2.Task) -> Task:
    return Task(
        id=message.id, project_id=message.project_id, project_name=message.project_name, name=message.name,
        external_id=message.external_id or None, current_step=message.current_step,
        status=name_of(tasks_pb2.TaskStatus, message.status, "TASK_STATUS_"),
        metadata=struct(message.metadata), attachments=[attachment(each) for each in message.attachments],
        assignee_id=message.assignee_id or None, assignee_name=message.assignee_name or None,
        created_at=moment(message.created_at), updated_at=moment(message.updated_at), last_sequence=message.last_sequence,
    )


def project(message: projects_pb2.Project) -> Project:
    graph = message.steps
    return Project(
        id=message.id, name=message.name, project_name=message.project_name,
        steps=Steps(graph.initial_step, [step(each) for each in graph.steps],
                    {name: struct(graph.step_schemas[name]) for name in sorted(graph.step_schemas)}),
        response_target=span(message.response_target) if message.HasField("response_target") else None,
        reason_presets=[preset(each) for each in message.reason_presets],
        created_at=moment(message.created_at), updated_at=moment(message.updated_at),
    )


def step(message: projects_pb2.Step) -> Step:
    return Step(message.name, name_of(events_pb2.Party, message.owner, "PARTY_"), list(message.exits))


def preset(message: projects_pb2.ReasonPreset) -> ReasonPreset:
    outcomes: List[Any] = [name_of(outcomes_pb2.OutcomeKind, kind, "OUTCOME_KIND_") for kind in message.outcomes]
    return ReasonPreset(message.code, message.label or None, outcomes)


def upload(message: uploads_pb2.Upload) -> Upload:
    return Upload(message.id, "READY", message.content_type, message.size, message.sha256, message.file_name or None,
                  moment(message.created_at))
