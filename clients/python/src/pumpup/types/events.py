"""The events of a task's timeline, each with its own kind of payload."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Dict, List, Literal, Optional, Union

from .fields import Field, FieldBid, FieldValue
from .outcomes import ApprovalRecommendation, AuthoritySnapshot, Outcome
from .projects import Party
from .requests import Attachment
from .tasks import MetadataPatch

EventType = Literal[
    "APPROVAL_REQUESTED", "APPROVAL_DECIDED", "ELICITATION_REQUESTED", "ELICITATION_PROVIDED", "ACTION", "EXCEPTION", "NOTE",
    "TIMEOUT", "ASSIGNMENT", "TASK_CREATED", "TASK_CLOSED", "REQUEST_CANCELLED", "UNKNOWN",
]


@dataclass(frozen=True)
class Payload_ApprovalRequested:
    """An approval was requested: what people were shown."""

    summary: str
    key_value_context: Dict[str, str]
    attachments: List[str]
    recommendation: Optional[ApprovalRecommendation]
    type: Literal["ApprovalRequested"] = field(default="ApprovalRequested", init=False)


@dataclass(frozen=True)
class Payload_ApprovalDecided:
    """An approval was decided."""

    outcome: Outcome
    decided_by: str
    authority: AuthoritySnapshot
    recommendation_snapshot: Optional[ApprovalRecommendation]
    type: Literal["ApprovalDecided"] = field(default="ApprovalDecided", init=False)


@dataclass(frozen=True)
class Payload_ElicitationRequested:
    """A form was put to people."""

    summary: str
    key_value_context: Dict[str, str]
    attachments: List[str]
    fields: List[Field]
    recommendation: List[FieldBid]
    type: Literal["ElicitationRequested"] = field(default="ElicitationRequested", init=False)


@dataclass(frozen=True)
class Payload_ElicitationProvided:
    """A form was filled in."""

    answers: Dict[str, Union[str, int, float, bool, List[str]]]
    values: Dict[str, FieldValue]
    answered_by: str
    authority: AuthoritySnapshot
    type: Literal["ElicitationProvided"] = field(default="ElicitationProvided", init=False)


@dataclass(frozen=True)
class Payload_Action:
    """An agent advanced the case or asserted state, or a person moved the task."""

    description: str
    detail: Optional[Dict[str, Any]]
    metadata_patch: Optional[MetadataPatch]
    add_attachments: List[Attachment]
    type: Literal["Action"] = field(default="Action", init=False)


@dataclass(frozen=True)
class Payload_ExceptionRaised:
    """An agent met something it did not expect."""

    message: str
    detail: Optional[Dict[str, Any]]
    type: Literal["ExceptionRaised"] = field(default="ExceptionRaised", init=False)


@dataclass(frozen=True)
class Payload_Note:
    """A remark."""

    message: str
    type: Literal["Note"] = field(default="Note", init=False)


@dataclass(frozen=True)
class Payload_Timeout:
    """A request's deadline passed while the task was in the step `state`."""

    state: str
    fallback_refused: Optional[str]
    type: Literal["Timeout"] = field(default="Timeout", init=False)


@dataclass(frozen=True)
class Payload_Assignment:
    """The task was given to a person, or to nobody."""

    assignee_id: Optional[str]
    assignee_name: Optional[str]
    type: Literal["Assignment"] = field(default="Assignment", init=False)


@dataclass(frozen=True)
class Payload_TaskCreated:
    """The task was opened."""

    name: str
    initial_state: str
    metadata_patch: Optional[MetadataPatch]
    external_id: Optional[str]
    type: Literal["TaskCreated"] = field(default="TaskCreated", init=False)


@dataclass(frozen=True)
class Payload_TaskClosed:
    """The task reached a terminal step."""

    terminal_state: str
    type: Literal["TaskClosed"] = field(default="TaskClosed", init=False)


@dataclass(frozen=True)
class Payload_RequestCancelled:
    """A request was withdrawn."""

    reason: str
    type: Literal["RequestCancelled"] = field(default="RequestCancelled", init=False)


@dataclass(frozen=True)
class Payload_Unknown:
    """Something that the platform has learned since this package was made."""

    type: Literal["Unknown"] = field(default="Unknown", init=False)


Payload = Union[
    Payload_ApprovalRequested, Payload_ApprovalDecided, Payload_ElicitationRequested, Payload_ElicitationProvided,
    Payload_Action, Payload_ExceptionRaised, Payload_Note, Payload_Timeout, Payload_Assignment, Payload_TaskCreated,
    Payload_TaskClosed, Payload_RequestCancelled, Payload_Unknown,
]


@dataclass(frozen=True)
class Event:
    """One thing that happened on a task. Sequences count 1, 2, 3, … without gaps."""

    id: str
    task_id: str
    project_id: str
    sequence: int
    event_type: EventType
    timestamp: dt.datetime
    source: Party
    owner: Party
    actor_id: Optional[str]
    actor_name: Optional[str]
    in_response_to: Optional[str]
    transition_from: Optional[str]
    transition_to: Optional[str]
    external_trace_id: Optional[str]
    payload: Payload


@dataclass(frozen=True)
class EventPage:
    """A page of a timeline. Read the next one from `next_cursor`, which is None once there was nothing more to read; `cursor`
    is always there, to read or watch on from later."""

    items: List[Event]
    next_cursor: Optional[str]
    cursor: str
