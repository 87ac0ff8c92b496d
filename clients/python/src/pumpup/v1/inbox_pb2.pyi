from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import outcomes_pb2 as _outcomes_pb2
from pumpup.v1 import requests_pb2 as _requests_pb2
from pumpup.v1 import tasks_pb2 as _tasks_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InboxFilter(_message.Message):
    __slots__ = ("project_name", "kind", "step", "requested_by", "mine", "assignee_id", "unassigned", "min_age", "overdue", "text")
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    MINE_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    UNASSIGNED_FIELD_NUMBER: _ClassVar[int]
    MIN_AGE_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    project_name: str
    kind: _requests_pb2.RequestKind
    step: str
    requested_by: str
    mine: bool
    assignee_id: str
    unassigned: bool
    min_age: _duration_pb2.Duration
    overdue: bool
    text: str
    def __init__(self, project_name: _Optional[str] = ..., kind: _Optional[_Union[_requests_pb2.RequestKind, str]] = ..., step: _Optional[str] = ..., requested_by: _Optional[str] = ..., mine: bool = ..., assignee_id: _Optional[str] = ..., unassigned: bool = ..., min_age: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., overdue: bool = ..., text: _Optional[str] = ...) -> None: ...

class InboxItem(_message.Message):
    __slots__ = ("request", "project_name", "task_name", "external_id", "current_step", "assignee_id", "assignee_name", "overdue_at", "task_status")
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    TASK_NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_STEP_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_NAME_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_AT_FIELD_NUMBER: _ClassVar[int]
    TASK_STATUS_FIELD_NUMBER: _ClassVar[int]
    request: _requests_pb2.Request
    project_name: str
    task_name: str
    external_id: str
    current_step: str
    assignee_id: str
    assignee_name: str
    overdue_at: _timestamp_pb2.Timestamp
    task_status: _tasks_pb2.TaskStatus
    def __init__(self, request: _Optional[_Union[_requests_pb2.Request, _Mapping]] = ..., project_name: _Optional[str] = ..., task_name: _Optional[str] = ..., external_id: _Optional[str] = ..., current_step: _Optional[str] = ..., assignee_id: _Optional[str] = ..., assignee_name: _Optional[str] = ..., overdue_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., task_status: _Optional[_Union[_tasks_pb2.TaskStatus, str]] = ...) -> None: ...

class InboxListRequest(_message.Message):
    __slots__ = ("filter", "page_size", "page_token")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: InboxFilter
    page_size: int
    page_token: str
    def __init__(self, filter: _Optional[_Union[InboxFilter, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class InboxListResponse(_message.Message):
    __slots__ = ("items", "next_page_token")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[InboxItem]
    next_page_token: str
    def __init__(self, items: _Optional[_Iterable[_Union[InboxItem, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class InboxWatchRequest(_message.Message):
    __slots__ = ("filter",)
    FILTER_FIELD_NUMBER: _ClassVar[int]
    filter: InboxFilter
    def __init__(self, filter: _Optional[_Union[InboxFilter, _Mapping]] = ...) -> None: ...

class InboxWatchResponse(_message.Message):
    __slots__ = ("upserts", "removals", "snapshot")
    UPSERTS_FIELD_NUMBER: _ClassVar[int]
    REMOVALS_FIELD_NUMBER: _ClassVar[int]
    SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    upserts: _containers.RepeatedCompositeFieldContainer[InboxItem]
    removals: _containers.RepeatedScalarFieldContainer[str]
    snapshot: bool
    def __init__(self, upserts: _Optional[_Iterable[_Union[InboxItem, _Mapping]]] = ..., removals: _Optional[_Iterable[str]] = ..., snapshot: bool = ...) -> None: ...

class InboxListEndedRequest(_message.Message):
    __slots__ = ("project_name", "kind", "requested_by", "ended_by", "outcome", "text", "page_size", "page_token")
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    ENDED_BY_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project_name: str
    kind: _requests_pb2.RequestKind
    requested_by: str
    ended_by: str
    outcome: _outcomes_pb2.OutcomeKind
    text: str
    page_size: int
    page_token: str
    def __init__(self, project_name: _Optional[str] = ..., kind: _Optional[_Union[_requests_pb2.RequestKind, str]] = ..., requested_by: _Optional[str] = ..., ended_by: _Optional[str] = ..., outcome: _Optional[_Union[_outcomes_pb2.OutcomeKind, str]] = ..., text: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class InboxListEndedResponse(_message.Message):
    __slots__ = ("items", "next_page_token")
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[InboxItem]
    next_page_token: str
    def __init__(self, items: _Optional[_Iterable[_Union[InboxItem, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class InboxOverviewRequest(_message.Message):
    __slots__ = ("project_name", "requested_by", "period")
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    PERIOD_FIELD_NUMBER: _ClassVar[int]
    project_name: str
    requested_by: str
    period: _duration_pb2.Duration
    def __init__(self, project_name: _Optional[str] = ..., requested_by: _Optional[str] = ..., period: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class InboxOverviewResponse(_message.Message):
    __slots__ = ("since", "at", "total", "projects", "requesters", "open_by_age", "agreement", "partial")
    SINCE_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    PROJECTS_FIELD_NUMBER: _ClassVar[int]
    REQUESTERS_FIELD_NUMBER: _ClassVar[int]
    OPEN_BY_AGE_FIELD_NUMBER: _ClassVar[int]
    AGREEMENT_FIELD_NUMBER: _ClassVar[int]
    PARTIAL_FIELD_NUMBER: _ClassVar[int]
    since: _timestamp_pb2.Timestamp
    at: _timestamp_pb2.Timestamp
    total: RequestFigures
    projects: _containers.RepeatedCompositeFieldContainer[RequestFigures]
    requesters: _containers.RepeatedCompositeFieldContainer[RequestFigures]
    open_by_age: _containers.RepeatedCompositeFieldContainer[AgeBucket]
    agreement: _containers.RepeatedCompositeFieldContainer[ConfidenceBucket]
    partial: bool
    def __init__(self, since: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., total: _Optional[_Union[RequestFigures, _Mapping]] = ..., projects: _Optional[_Iterable[_Union[RequestFigures, _Mapping]]] = ..., requesters: _Optional[_Iterable[_Union[RequestFigures, _Mapping]]] = ..., open_by_age: _Optional[_Iterable[_Union[AgeBucket, _Mapping]]] = ..., agreement: _Optional[_Iterable[_Union[ConfidenceBucket, _Mapping]]] = ..., partial: bool = ...) -> None: ...

class RequestFigures(_message.Message):
    __slots__ = ("key", "name", "open", "overdue", "resolved", "approved", "rejected", "edited", "escalated", "more_info", "answered", "cancelled", "timed_out", "median_time_to_decision", "p95_time_to_decision", "recommended", "agreed")
    KEY_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OVERDUE_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    APPROVED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    EDITED_FIELD_NUMBER: _ClassVar[int]
    ESCALATED_FIELD_NUMBER: _ClassVar[int]
    MORE_INFO_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    MEDIAN_TIME_TO_DECISION_FIELD_NUMBER: _ClassVar[int]
    P95_TIME_TO_DECISION_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDED_FIELD_NUMBER: _ClassVar[int]
    AGREED_FIELD_NUMBER: _ClassVar[int]
    key: str
    name: str
    open: int
    overdue: int
    resolved: int
    approved: int
    rejected: int
    edited: int
    escalated: int
    more_info: int
    answered: int
    cancelled: int
    timed_out: int
    median_time_to_decision: _duration_pb2.Duration
    p95_time_to_decision: _duration_pb2.Duration
    recommended: int
    agreed: int
    def __init__(self, key: _Optional[str] = ..., name: _Optional[str] = ..., open: _Optional[int] = ..., overdue: _Optional[int] = ..., resolved: _Optional[int] = ..., approved: _Optional[int] = ..., rejected: _Optional[int] = ..., edited: _Optional[int] = ..., escalated: _Optional[int] = ..., more_info: _Optional[int] = ..., answered: _Optional[int] = ..., cancelled: _Optional[int] = ..., timed_out: _Optional[int] = ..., median_time_to_decision: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., p95_time_to_decision: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., recommended: _Optional[int] = ..., agreed: _Optional[int] = ...) -> None: ...

class AgeBucket(_message.Message):
    __slots__ = ("to", "open")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    to: _duration_pb2.Duration
    open: int
    def __init__(self, to: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., open: _Optional[int] = ..., **kwargs) -> None: ...

class ConfidenceBucket(_message.Message):
    __slots__ = ("to", "decisions", "agreed")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    AGREED_FIELD_NUMBER: _ClassVar[int]
    to: float
    decisions: int
    agreed: int
    def __init__(self, to: _Optional[float] = ..., decisions: _Optional[int] = ..., agreed: _Optional[int] = ..., **kwargs) -> None: ...
