from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import fields_pb2 as _fields_pb2
from pumpup.v1 import outcomes_pb2 as _outcomes_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RequestKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REQUEST_KIND_UNSPECIFIED: _ClassVar[RequestKind]
    REQUEST_KIND_APPROVAL: _ClassVar[RequestKind]
    REQUEST_KIND_ELICITATION: _ClassVar[RequestKind]
REQUEST_KIND_UNSPECIFIED: RequestKind
REQUEST_KIND_APPROVAL: RequestKind
REQUEST_KIND_ELICITATION: RequestKind

class ContextEntry(_message.Message):
    __slots__ = ("key", "value")
    KEY_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    key: str
    value: str
    def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class Attachment(_message.Message):
    __slots__ = ("label", "upload_id", "sha256")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    UPLOAD_ID_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    label: str
    upload_id: str
    sha256: str
    def __init__(self, label: _Optional[str] = ..., upload_id: _Optional[str] = ..., sha256: _Optional[str] = ...) -> None: ...

class Request(_message.Message):
    __slots__ = ("id", "task_id", "project_id", "summary", "key_value_context", "attachments", "deadline", "fallback_step", "external_trace_id", "digest", "requested_by", "requested_by_name", "requested_at", "approval", "elicitation", "pending", "decided", "answered", "cancelled", "timed_out")
    ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    PROJECT_ID_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    KEY_VALUE_CONTEXT_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_STEP_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_NAME_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_AT_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_FIELD_NUMBER: _ClassVar[int]
    ELICITATION_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    DECIDED_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_FIELD_NUMBER: _ClassVar[int]
    id: str
    task_id: str
    project_id: str
    summary: str
    key_value_context: _containers.RepeatedCompositeFieldContainer[ContextEntry]
    attachments: _containers.RepeatedCompositeFieldContainer[Attachment]
    deadline: _timestamp_pb2.Timestamp
    fallback_step: str
    external_trace_id: str
    digest: str
    requested_by: str
    requested_by_name: str
    requested_at: _timestamp_pb2.Timestamp
    approval: ApprovalAsk
    elicitation: ElicitationAsk
    pending: Pending
    decided: ApprovalResult
    answered: ElicitationResult
    cancelled: Cancelled
    timed_out: TimedOut
    def __init__(self, id: _Optional[str] = ..., task_id: _Optional[str] = ..., project_id: _Optional[str] = ..., summary: _Optional[str] = ..., key_value_context: _Optional[_Iterable[_Union[ContextEntry, _Mapping]]] = ..., attachments: _Optional[_Iterable[_Union[Attachment, _Mapping]]] = ..., deadline: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., fallback_step: _Optional[str] = ..., external_trace_id: _Optional[str] = ..., digest: _Optional[str] = ..., requested_by: _Optional[str] = ..., requested_by_name: _Optional[str] = ..., requested_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., approval: _Optional[_Union[ApprovalAsk, _Mapping]] = ..., elicitation: _Optional[_Union[ElicitationAsk, _Mapping]] = ..., pending: _Optional[_Union[Pending, _Mapping]] = ..., decided: _Optional[_Union[ApprovalResult, _Mapping]] = ..., answered: _Optional[_Union[ElicitationResult, _Mapping]] = ..., cancelled: _Optional[_Union[Cancelled, _Mapping]] = ..., timed_out: _Optional[_Union[TimedOut, _Mapping]] = ...) -> None: ...

class ApprovalAsk(_message.Message):
    __slots__ = ("recommendation",)
    RECOMMENDATION_FIELD_NUMBER: _ClassVar[int]
    recommendation: _outcomes_pb2.OutcomeBid
    def __init__(self, recommendation: _Optional[_Union[_outcomes_pb2.OutcomeBid, _Mapping]] = ...) -> None: ...

class ElicitationAsk(_message.Message):
    __slots__ = ("fields", "recommendation")
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDATION_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.RepeatedCompositeFieldContainer[_fields_pb2.Field]
    recommendation: _containers.RepeatedCompositeFieldContainer[_fields_pb2.FieldBid]
    def __init__(self, fields: _Optional[_Iterable[_Union[_fields_pb2.Field, _Mapping]]] = ..., recommendation: _Optional[_Iterable[_Union[_fields_pb2.FieldBid, _Mapping]]] = ...) -> None: ...

class Pending(_message.Message):
    __slots__ = ("deadline",)
    DEADLINE_FIELD_NUMBER: _ClassVar[int]
    deadline: _timestamp_pb2.Timestamp
    def __init__(self, deadline: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ApprovalResult(_message.Message):
    __slots__ = ("request_id", "task_id", "event_id", "outcome", "decided_at", "decided_by", "authority_snapshot", "recommendation_snapshot")
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    DECIDED_AT_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    RECOMMENDATION_SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    task_id: str
    event_id: str
    outcome: _outcomes_pb2.Outcome
    decided_at: _timestamp_pb2.Timestamp
    decided_by: str
    authority_snapshot: _outcomes_pb2.AuthoritySnapshot
    recommendation_snapshot: _outcomes_pb2.OutcomeBid
    def __init__(self, request_id: _Optional[str] = ..., task_id: _Optional[str] = ..., event_id: _Optional[str] = ..., outcome: _Optional[_Union[_outcomes_pb2.Outcome, _Mapping]] = ..., decided_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., decided_by: _Optional[str] = ..., authority_snapshot: _Optional[_Union[_outcomes_pb2.AuthoritySnapshot, _Mapping]] = ..., recommendation_snapshot: _Optional[_Union[_outcomes_pb2.OutcomeBid, _Mapping]] = ...) -> None: ...

class ElicitationResult(_message.Message):
    __slots__ = ("request_id", "task_id", "event_id", "answers", "answered_at", "answered_by", "authority_snapshot")
    class AnswersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _fields_pb2.FieldValue
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_fields_pb2.FieldValue, _Mapping]] = ...) -> None: ...
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_AT_FIELD_NUMBER: _ClassVar[int]
    ANSWERED_BY_FIELD_NUMBER: _ClassVar[int]
    AUTHORITY_SNAPSHOT_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    task_id: str
    event_id: str
    answers: _containers.MessageMap[str, _fields_pb2.FieldValue]
    answered_at: _timestamp_pb2.Timestamp
    answered_by: str
    authority_snapshot: _outcomes_pb2.AuthoritySnapshot
    def __init__(self, request_id: _Optional[str] = ..., task_id: _Optional[str] = ..., event_id: _Optional[str] = ..., answers: _Optional[_Mapping[str, _fields_pb2.FieldValue]] = ..., answered_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., answered_by: _Optional[str] = ..., authority_snapshot: _Optional[_Union[_outcomes_pb2.AuthoritySnapshot, _Mapping]] = ...) -> None: ...

class Cancelled(_message.Message):
    __slots__ = ("event_id", "cancelled_at", "cancelled_by", "reason")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_AT_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    cancelled_at: _timestamp_pb2.Timestamp
    cancelled_by: str
    reason: str
    def __init__(self, event_id: _Optional[str] = ..., cancelled_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., cancelled_by: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class TimedOut(_message.Message):
    __slots__ = ("event_id", "timed_out_at", "fell_back_to")
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    TIMED_OUT_AT_FIELD_NUMBER: _ClassVar[int]
    FELL_BACK_TO_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    timed_out_at: _timestamp_pb2.Timestamp
    fell_back_to: str
    def __init__(self, event_id: _Optional[str] = ..., timed_out_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., fell_back_to: _Optional[str] = ...) -> None: ...
