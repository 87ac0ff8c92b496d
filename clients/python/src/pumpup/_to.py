"""From what callers give to what goes over the wire. Pure: knows nothing of channels.

What is wrong with a request, the server says, all faults at once and by field; only what cannot be written down as a message
at all is refused here.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Iterable, List, Mapping, Optional, Sequence, Tuple, Union

from google.protobuf.duration_pb2 import Duration
from google.protobuf.struct_pb2 import Struct
from google.protobuf.timestamp_pb2 import Timestamp

from .types.fields import Field, FieldBid, FieldValue, Plain
from .types.outcomes import ApprovalRecommendation, Outcome
from .types.projects import ReasonPreset, Steps
from .types.requests import Attachment
from .types.tasks import MetadataPatch, TaskStatus
from .v1 import events_pb2, fields_pb2, outcomes_pb2, projects_pb2, requests_pb2, tasks_pb2

Context = Union[Mapping[str, str], Iterable[Tuple[str, str]]]

# The arm of the wire for each kind of field; the same names serve questions and answers.
ARMS = {
    "Text": "text", "TextArea": "text_area", "Number": "number", "Slider": "slider", "Select": "select",
    "Multiselect": "multiselect", "DateField": "date_field", "Time": "time", "DateTime": "date_time", "Switch": "switch",
}
TEXTUAL = ("text", "text_area", "select", "date_field", "time", "date_time")


def key(given: Optional[str]) -> str:
    """The caller's idempotency key, or a fresh one, which stays the same over every retry of the call."""
    return given if given is not None else str(uuid.uuid4())


def timestamp(moment: Optional[dt.datetime]) -> Optional[Timestamp]:
    if moment is None:
        return None
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone: use datetime.now(timezone.utc) + timedelta(…), for example")
    message = Timestamp()
    message.FromDatetime(moment.astimezone(dt.timezone.utc).replace(tzinfo=None))
    return message


def duration(span: Union[dt.timedelta, float, None]) -> Optional[Duration]:
    if span is None:
        return None
    message = Duration()
    message.FromTimedelta(span if isinstance(span, dt.timedelta) else dt.timedelta(seconds=span))
    return message


def struct(value: Optional[Mapping[str, Any]]) -> Optional[Struct]:
    if value is None:
        return None
    message = Struct()
    message.update(exact(value))
    return message


def exact(value: Any) -> Any:
    """The value as it is, unless there is an integer in it that would arrive as another one: numbers travel as doubles."""
    if isinstance(value, int) and abs(value) > 2**53:
        raise ValueError(f"{value} is beyond 2**53 and would be rounded on its way: send it as text")
    if isinstance(value, Mapping):
        for each in value.values():
            exact(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            exact(each)
    return value


def context(entries: Optional[Context]) -> List[requests_pb2.ContextEntry]:
    """In the order given. Pairs may be given too, where a mapping will not do."""
    pairs = entries.items() if isinstance(entries, Mapping) else entries or ()
    return [requests_pb2.ContextEntry(key=key, value=value) for key, value in pairs]


def attachments(given: Optional[Iterable[Attachment]]) -> List[requests_pb2.Attachment]:
    return [requests_pb2.Attachment(label=each.label, upload_id=each.upload_id) for each in given or ()]


def metadata_patch(patch: Optional[MetadataPatch]) -> Optional[events_pb2.MetadataPatch]:
    if patch is None:
        return None
    return events_pb2.MetadataPatch(set=struct(patch.set), set_once=struct(patch.set_once), unset=patch.unset or ())


def outcome(given: Outcome) -> outcomes_pb2.Outcome:
    message = outcomes_pb2.Outcome()
    arm = given.type.lower()
    if arm not in message.DESCRIPTOR.fields_by_name:
        kinds = ", ".join(each.name.upper() for each in message.DESCRIPTOR.fields)
        raise ValueError(f"{given.type!r} is no outcome; there are {kinds}")
    chosen = getattr(message, arm)
    chosen.SetInParent()  # An arm without note and code is chosen all the same.
    chosen.note, chosen.reason_code = given.note or "", given.reason_code or ""
    return message


def recommendation(bid: Optional[ApprovalRecommendation]) -> Optional[outcomes_pb2.OutcomeBid]:
    if bid is None:
        return None
    return outcomes_pb2.OutcomeBid(outcome=outcome(bid.outcome), confidence=bid.confidence, rationale=bid.rationale or "")


def field(given: Field) -> fields_pb2.Field:
    message = fields_pb2.Field(id=given.id, label=given.label, description=given.description or "", required=given.required)
    arm = getattr(message, ARMS[given.type])
    arm.SetInParent()
    for option in arm.DESCRIPTOR.fields:
        value = getattr(given, option.name)
        if value is None:
            continue
        if option.name == "options":
            arm.options.extend(value)
        elif option.name == "format":
            arm.format = fields_pb2.Field.Text.Format.Value(f"FORMAT_{value}")
        else:
            setattr(arm, option.name, exact(iso(value)))
    return message


def bids(given: Optional[Iterable[FieldBid]], fields: Iterable[Field]) -> List[fields_pb2.FieldBid]:
    kinds = {each.id: each.type for each in fields}
    return [
        fields_pb2.FieldBid(field_id=bid.field_id, value=value(bid.value, kinds.get(bid.field_id)), confidence=bid.confidence,
                            rationale=bid.rationale or "")
        for bid in given or ()
    ]


def value(given: Union[Plain, FieldValue], kind: Optional[str]) -> fields_pb2.FieldValue:
    """An answer in the arm of its field. One that does not fit there goes in an arm that it fits, for the server to refuse
    by name."""
    if isinstance(given, FieldValue):
        return value(given.value, given.type)
    plain = iso(given)
    message = fields_pb2.FieldValue()
    arm = ARMS.get(kind or "", "")
    if isinstance(plain, bool):
        message.switch = plain
    elif isinstance(plain, (int, float)):
        setattr(message, "slider" if arm == "slider" else "number", exact(plain))
    elif isinstance(plain, str):
        setattr(message, arm if arm in TEXTUAL else "text", plain)
    else:
        message.multiselect.options.extend(plain)
        message.multiselect.SetInParent()  # None of the options is an answer too.
    return message


def iso(given: Any) -> Any:
    """Dates and times as the text that the wire wants; anything else as it is."""
    return given.isoformat() if isinstance(given, (dt.date, dt.time)) else given


def steps(graph: Optional[Steps]) -> Optional[projects_pb2.StepGraph]:
    if graph is None:
        return None
    message = projects_pb2.StepGraph(initial_step=graph.initial_step)
    for step in graph.steps:
        message.steps.add(name=step.name, owner=events_pb2.Party.Value(f"PARTY_{step.owner}"), exits=step.exits)
    for name, schema in graph.step_schemas.items():
        message.step_schemas[name].update(exact(schema))
    return message


def presets(given: Optional[Sequence[ReasonPreset]]) -> List[projects_pb2.ReasonPreset]:
    return [
        projects_pb2.ReasonPreset(code=each.code, label=each.label or "", outcomes=[outcome_kind(kind) for kind in each.outcomes])
        for each in given or ()
    ]


def outcome_kind(kind: str) -> Any:
    return outcomes_pb2.OutcomeKind.Value(f"OUTCOME_KIND_{kind}")


def task_status(status: Optional[TaskStatus]) -> Any:
    return tasks_pb2.TaskStatus.Value(f"TASK_STATUS_{status or 'UNSPECIFIED'}")
