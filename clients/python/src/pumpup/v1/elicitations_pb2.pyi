from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import fields_pb2 as _fields_pb2
from pumpup.v1 import requests_pb2 as _requests_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ElicitationsCreateRequest(_message.Message):
    __slots__ = ("idempotency_key", "project_name", "task_id", "summary", "key_value_context", "attachments", "fields", "recommendation", "external_trace_id", "deadline", "fallback_step")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    KEY_VALUE_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    FIELDS_FIELD_NUMBER: _ClassVar[int]
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
    fields: _containers.RepeatedCompositeFieldContainer[_fields_pb2.Field]
    recommendation: _containers.RepeatedCompositeFieldContainer[_fields_pb2.FieldBid]
    external_trace_id: str
    deadline: _timestamp_pb2.Timestamp
    fallback_step: str
    def __init__(self, idempotency_key: _Optional[str] = ..., project_name: _Optional[str] = ..., task_id: _Optional[str] = ..., summary: _Optional[str] = ..., key_value_context: _Optional[_Iterable[_Union[_requests_pb2.ContextEntry, _Mapping]]] = ..., attachments: _Optional[_Iterable[str]] = ..., fields: _Optional[_Iterable[_Union[_fields_pb2.Field, _Mapping]]] = ..., recommendation: _Optional[_Iterable[_Union[_fields_pb2.FieldBid, _Mapping]]] = ..., external_trace_id: _Optional[str] = ..., deadline: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., fallback_step: _Optional[str] = ...) -> None: ...

class ElicitationsCreateResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class ElicitationsGetRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ElicitationsGetResponse(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _requests_pb2.Request
    def __init__(self, request: _Optional[_Union[_requests_pb2.Request, _Mapping]] = ...) -> None: ...

class ElicitationsGetResultRequest(_message.Message):
    __slots__ = ("id", "wait")
    ID_FIELD_NUMBER: _ClassVar[int]
    WAIT_FIELD_NUMBER: _ClassVar[int]
    id: str
    wait: _duration_pb2.Duration
    def __init__(self, id: _Optional[str] = ..., wait: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class ElicitationsGetResultResponse(_message.Message):
    __slots__ = ("pending", "answered", "cancelled", "timed_out")
    PENDING_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    pending: _requests_pb2.Pending
    answered: _requests_pb2.ElicitationResult
    cancelled: _requests_pb2.Cancelled
    timed_out: _requests_pb2.TimedOut
    def __init__(self, pending: _Optional[_Union[_requests_pb2.Pending, _Mapping]] = ..., answered: _Optional[_Union[_requests_pb2.ElicitationResult, _Mapping]] = ..., cancelled: _Optional[_Union[_requests_pb2.Cancelled, _Mapping]] = ..., timed_out: _Optional[_Union[_requests_pb2.TimedOut, _Mapping]] = ...) -> None: ...

class ElicitationsWatchResultRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ElicitationsWatchResultResponse(_message.Message):
    __slots__ = ("pending", "answered", "cancelled", "timed_out")
    PENDING_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    pending: _requests_pb2.Pending
    answered: _requests_pb2.ElicitationResult
    cancelled: _requests_pb2.Cancelled
    timed_out: _requests_pb2.TimedOut
    def __init__(self, pending: _Optional[_Union[_requests_pb2.Pending, _Mapping]] = ..., answered: _Optional[_Union[_requests_pb2.ElicitationResult, _Mapping]] = ..., cancelled: _Optional[_Union[_requests_pb2.Cancelled, _Mapping]] = ..., timed_out: _Optional[_Union[_requests_pb2.TimedOut, _Mapping]] = ...) -> None: ...

class ElicitationsAnswerRequest(_message.Message):
    __slots__ = ("idempotency_key", "id", "answers", "digest")
    class AnswersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _fields_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_fields_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    answers: _containers.MessageMap[str, _fields_pb2.FieldValue]
    digest: str
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ..., answers: _Optional[_Mapping[str, _fields_pb2.FieldValue]] = ..., digest: _Optional[str] = ...) -> None: ...

class ElicitationsAnswerResponse(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: _requests_pb2.ElicitationResult
    def __init__(self, result: _Optional[_Union[_requests_pb2.ElicitationResult, _Mapping]] = ...) -> None: ...

class ElicitationsCancelRequest(_message.Message):
    __slots__ = ("idempotency_key", "id", "reason")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    reason: str
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ElicitationsCancelResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...
