from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import outcomes_pb2 as _outcomes_pb2
from pumpup.v1 import requests_pb2 as _requests_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ApprovalsCreateRequest(_message.Message):
    __slots__ = ("idempotency_key", "project_name", "task_id", "summary", "key_value_context", "attachments", "recommendation", "external_trace_id", "deadline", "fallback_step")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    KEY_VALUE_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDATION_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_STEP_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    project_name: str
    task_id: str
    summary: str
    key_value_context: _containers.RepeatedCompositeFieldContainer[_requests_pb2.ContextEntry]
    attachments: _containers.RepeatedScalarFieldContainer[str]
    recommendation: _outcomes_pb2.OutcomeBid
    external_trace_id: str
    deadline: _timestamp_pb2.Timestamp
    fallback_step: str
    def __init__(self, idempotency_key: _Optional[str] = ..., project_name: _Optional[str] = ..., task_id: _Optional[str] = ..., summary: _Optional[str] = ..., key_value_context: _Optional[_Iterable[_Union[_requests_pb2.ContextEntry, _Mapping]]] = ..., attachments: _Optional[_Iterable[str]] = ..., recommendation: _Optional[_Union[_outcomes_pb2.OutcomeBid, _Mapping]] = ..., external_trace_id: _Optional[str] = ..., deadline: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., fallback_step: _Optional[str] = ...) -> None: ...

class ApprovalsCreateResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class ApprovalsGetRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ApprovalsGetResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _requests_pb2.Request
    def __init__(self, request: _Optional[_Union[_requests_pb2.Request, _Mapping]] = ...) -> None: ...

class ApprovalsGetResultRequest(_message.Message):
    __slots__ = ("id", "wait")
    ID_FIELD_NUMBER: _ClassVar[int]
    WAIT_FIELD_NUMBER: _ClassVar[int]
    id: str
    wait: _duration_pb2.Duration
    def __init__(self, id: _Optional[str] = ..., wait: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class ApprovalsGetResultResponse(_message.Message):
    __slots__ = ("pending", "decided", "cancelled", "timed_out")
    PENDING_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    pending: _requests_pb2.Pending
    decided: _requests_pb2.ApprovalResult
    cancelled: _requests_pb2.Cancelled
    timed_out: _requests_pb2.TimedOut
    def __init__(self, pending: _Optional[_Union[_requests_pb2.Pending, _Mapping]] = ..., decided: _Optional[_Union[_requests_pb2.ApprovalResult, _Mapping]] = ..., cancelled: _Optional[_Union[_requests_pb2.Cancelled, _Mapping]] = ..., timed_out: _Optional[_Union[_requests_pb2.TimedOut, _Mapping]] = ...) -> None: ...

class ApprovalsWatchResultRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ApprovalsWatchResultResponse(_message.Message):
    __slots__ = ("pending", "decided", "cancelled", "timed_out")
    PENDING_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    pending: _requests_pb2.Pending
    decided: _requests_pb2.ApprovalResult
    cancelled: _requests_pb2.Cancelled
    timed_out: _requests_pb2.TimedOut
    def __init__(self, pending: _Optional[_Union[_requests_pb2.Pending, _Mapping]] = ..., decided: _Optional[_Union[_requests_pb2.ApprovalResult, _Mapping]] = ..., cancelled: _Optional[_Union[_requests_pb2.Cancelled, _Mapping]] = ..., timed_out: _Optional[_Union[_requests_pb2.TimedOut, _Mapping]] = ...) -> None: ...

class ApprovalsDecideRequest(_message.Message):
    __slots__ = ("idempotency_key", "id", "outcome", "digest")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    outcome: _outcomes_pb2.Outcome
    digest: str
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ..., outcome: _Optional[_Union[_outcomes_pb2.Outcome, _Mapping]] = ..., digest: _Optional[str] = ...) -> None: ...

class ApprovalsDecideResponse(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: _requests_pb2.ApprovalResult
    def __init__(self, result: _Optional[_Union[_requests_pb2.ApprovalResult, _Mapping]] = ...) -> None: ...

class ApprovalsCancelRequest(_message.Message):
    __slots__ = ("idempotency_key", "id", "reason")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    reason: str
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ApprovalsCancelResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...
