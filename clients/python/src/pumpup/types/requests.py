"""What agents ask of people, and how that stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Dict, List, Literal, Optional, Union

from .fields import Field, FieldBid, FieldValue
from .outcomes import ApprovalRecommendation, AuthoritySnapshot, Outcome


@dataclass(frozen=True)
class Attachment:
    """A file that stands on a task under a label. The platform sets its hash."""

    label: str
    upload_id: str
    sha256: Optional[str] = None


@dataclass(frozen=True)
class EventResponse:
    """The id of the event that a call recorded; for a request it is also the request's id."""

    event_id: str


@dataclass(frozen=True)
class Pending:
    """No person has decided or answered yet."""

    deadline: Optional[dt.datetime] = None
    type: Literal["pending"] = field(default="pending", init=False)


@dataclass(frozen=True)
class Decided:
    """The decision on an approval. Use its `event_id` as the idempotency key of what you do about it: then that happens once
    too, even if two copies of an agent heard of the decision."""

    request_id: str
    task_id: str
    event_id: str
    outcome: Outcome
    decided_at: dt.datetime
    decided_by: str
    authority_snapshot: AuthoritySnapshot
    recommendation_snapshot: Optional[ApprovalRecommendation] = None
    type: Literal["decided"] = field(default="decided", init=False)


@dataclass(frozen=True)
class Answered:
    """The answers to an elicitation, by field id. Fields that were left open are absent."""

    request_id: str
    task_id: str
    event_id: str
    answers: Dict[str, FieldValue]
    answered_at: dt.datetime
    answered_by: str
    authority_snapshot: AuthoritySnapshot
    type: Literal["answered"] = field(default="answered", init=False)

    @property
    def fields(self) -> Dict[str, Union[str, int, float, bool, List[str]]]:
        """The answers as plain values."""
        return {id: answer.value for id, answer in self.answers.items()}


@dataclass(frozen=True)
class Cancelled:
    """The request was withdrawn, or its task closed. No decision will come."""

    event_id: str
    cancelled_at: dt.datetime
    cancelled_by: str
    reason: str
    type: Literal["cancelled"] = field(default="cancelled", init=False)


@dataclass(frozen=True)
class TimedOut:
    """The request's deadline passed. No decision will come."""

    event_id: str
    timed_out_at: dt.datetime
    fell_back_to: Optional[str] = None
    type: Literal["timed_out"] = field(default="timed_out", init=False)


ApprovalEnd = Union[Decided, Cancelled, TimedOut]
ElicitationEnd = Union[Answered, Cancelled, TimedOut]
State = Union[Pending, Decided, Answered, Cancelled, TimedOut]


@dataclass(frozen=True)
class ApprovalAsk:
    """A sign-off is asked for."""

    recommendation: Optional[ApprovalRecommendation] = None
    type: Literal["approval"] = field(default="approval", init=False)


@dataclass(frozen=True)
class ElicitationAsk:
    """A form is to be filled in."""

    fields: List[Field]
    recommendation: List[FieldBid]
    type: Literal["elicitation"] = field(default="elicitation", init=False)


@dataclass(frozen=True)
class Request:
    """Something an agent waits for a person to decide or answer. But for its state it never changes."""

    id: str
    task_id: str
    project_id: str
    summary: str
    key_value_context: Dict[str, str]  # In the order in which people are shown it.
    attachments: List[Attachment]
    deadline: Optional[dt.datetime]
    fallback_step: Optional[str]
    external_trace_id: Optional[str]
    digest: str
    requested_by: str
    requested_by_name: str
    requested_at: dt.datetime
    ask: Union[ApprovalAsk, ElicitationAsk]
    state: State

    @property
    def request_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def event_type(self) -> Literal["APPROVAL_REQUESTED", "ELICITATION_REQUESTED"]:
        """The kind of the event that opened it."""
        return "APPROVAL_REQUESTED" if isinstance(self.ask, ApprovalAsk) else "ELICITATION_REQUESTED"
