from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import requests_pb2 as _requests_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Party(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PARTY_UNSPECIFIED: _ClassVar[Party]
    PARTY_AGENT: _ClassVar[Party]
    PARTY_HUMAN: _ClassVar[Party]
    PARTY_PLATFORM: _ClassVar[Party]

class EventType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_TYPE_UNSPECIFIED: _ClassVar[EventType]
    EVENT_TYPE_APPROVAL_REQUESTED: _ClassVar[EventType]
    EVENT_TYPE_APPROVAL_DECIDED: _ClassVar[EventType]
    EVENT_TYPE_ELICITATION_REQUESTED: _ClassVar[EventType]
    EVENT_TYPE_ELICITATION_PROVIDED: _ClassVar[EventType]
    EVENT_TYPE_ACTION: _ClassVar[EventType]
    EVENT_TYPE_EXCEPTION: _ClassVar[EventType]
    EVENT_TYPE_NOTE: _ClassVar[EventType]
    EVENT_TYPE_TIMEOUT: _ClassVar[EventType]
    EVENT_TYPE_ASSIGNMENT: _ClassVar[EventType]
    EVENT_TYPE_TASK_CREATED: _ClassVar[EventType]
    EVENT_TYPE_TASK_CLOSED: _ClassVar[EventType]
    EVENT_TYPE_REQUEST_CANCELLED: _ClassVar[EventType]
PARTY_UNSPECIFIED: Party
PARTY_AGENT: Party
PARTY_HUMAN: Party
PARTY_PLATFORM: Party
EVENT_TYPE_UNSPECIFIED: EventType
EVENT_TYPE_APPROVAL_REQUESTED: EventType
EVENT_TYPE_APPROVAL_DECIDED: EventType
EVENT_TYPE_ELICITATION_REQUESTED: EventType
EVENT_TYPE_ELICITATION_PROVIDED: EventType
EVENT_TYPE_ACTION: EventType
EVENT_TYPE_EXCEPTION: EventType
EVENT_TYPE_NOTE: EventType
EVENT_TYPE_TIMEOUT: EventType
EVENT_TYPE_ASSIGNMENT: EventType
EVENT_TYPE_TASK_CREATED: EventType
EVENT_TYPE_TASK_CLOSED: EventType
EVENT_TYPE_REQUEST_CANCELLED: EventType

class Event(_message.Message):
    __slots__ = ("id", "task_id", "project_id", "sequence", "event_type", "timestamp", "source", "owner", "actor_id", "actor_name", "in_response_to", "transition_from", "transition_to", "external_trace_id", "approval_requested", "approval_decided", "elicitation_requested", "elicitation_provided", "action", "exception", "note", "timeout", "assignment", "task_created", "task_closed", "request_cancelled")
    ID_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    PROJECT_ID_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    TIMESTAMP_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_NAME_FIELD_NUMBER: _ClassVar[int]
    IN_RESPONSE_TO_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_FROM_FIELD_NUMBER: _ClassVar[int]
    TRANSITION_TO_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_REQUESTED_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_DECIDED_FIELD_NUMBER: _ClassVar[int]
    ELICITATION_REQUESTED_FIELD_NUMBER: _ClassVar[int]
    ELICITATION_PROVIDED_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    TIMEOUT_FIELD_NUMBER: _ClassVar[int]
    ASSIGNMENT_FIELD_NUMBER: _ClassVar[int]
    TASK_CREATED_FIELD_NUMBER: _ClassVar[int]
    TASK_CLOSED_FIELD_NUMBER: _ClassVar[int]
    REQUEST_CANCELLED_FIELD_NUMBER: _ClassVar[int]
    id: str
    task_id: str
    project_id: str
    sequence: int
    event_type: EventType
    timestamp: _timestamp_pb2.Timestamp
    source: Party
    owner: Party
    actor_id: str
    actor_name: str
    in_response_to: str
    transition_from: str
    transition_to: str
    external_trace_id: str
    approval_requested: ApprovalRequested
    approval_decided: ApprovalDecided
    elicitation_requested: ElicitationRequested
    elicitation_provided: ElicitationProvided
    action: Action
    exception: ExceptionRaised
    note: Note
    timeout: Timeout
    assignment: Assignment
    task_created: TaskCreated
    task_closed: TaskClosed
    request_cancelled: RequestCancelled
    def __init__(self, id: _Optional[str] = ..., task_id: _Optional[str] = ..., project_id: _Optional[str] = ..., sequence: _Optional[int] = ..., event_type: _Optional[_Union[EventType, str]] = ..., timestamp: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., source: _Optional[_Union[Party, str]] = ..., owner: _Optional[_Union[Party, str]] = ..., actor_id: _Optional[str] = ..., actor_name: _Optional[str] = ..., in_response_to: _Optional[str] = ..., transition_from: _Optional[str] = ..., transition_to: _Optional[str] = ..., external_trace_id: _Optional[str] = ..., approval_requested: _Optional[_Union[ApprovalRequested, _Mapping]] = ..., approval_decided: _Optional[_Union[ApprovalDecided, _Mapping]] = ..., elicitation_requested: _Optional[_Union[ElicitationRequested, _Mapping]] = ..., elicitation_provided: _Optional[_Union[ElicitationProvided, _Mapping]] = ..., action: _Optional[_Union[Action, _Mapping]] = ..., exception: _Optional[_Union[ExceptionRaised, _Mapping]] = ..., note: _Optional[_Union[Note, _Mapping]] = ..., timeout: _Optional[_Union[Timeout, _Mapping]] = ..., assignment: _Optional[_Union[Assignment, _Mapping]] = ..., task_created: _Optional[_Union[TaskCreated, _Mapping]] = ..., task_closed: _Optional[_Union[TaskClosed, _Mapping]] = ..., request_cancelled: _Optional[_Union[RequestCancelled, _Mapping]] = ...) -> None: ...

class MetadataPatch(_message.Message):
    __slots__ = ("set", "set_once", "unset")
    SET_FIELD_NUMBER: _ClassVar[int]
    SET_ONCE_FIELD_NUMBER: _ClassVar[int]
    UNSET_FIELD_NUMBER: _ClassVar[int]
    set: _struct_pb2.Struct
    set_once: _struct_pb2.Struct
    unset: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, set: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., set_once: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., unset: _Optional[_Iterable[str]] = ...) -> None: ...

class ApprovalRequested(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _requests_pb2.Request
    def __init__(self, request: _Optional[_Union[_requests_pb2.Request, _Mapping]] = ...) -> None: ...

class ApprovalDecided(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: _requests_pb2.ApprovalResult
    def __init__(self, result: _Optional[_Union[_requests_pb2.ApprovalResult, _Mapping]] = ...) -> None: ...

class ElicitationRequested(_message.Message):
    __slots__ = ("request",)
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    request: _requests_pb2.Request
    def __init__(self, request: _Optional[_Union[_requests_pb2.Request, _Mapping]] = ...) -> None: ...

class ElicitationProvided(_message.Message):
    __slots__ = ("result",)
    RESULT_FIELD_NUMBER: _ClassVar[int]
    result: _requests_pb2.ElicitationResult
    def __init__(self, result: _Optional[_Union[_requests_pb2.ElicitationResult, _Mapping]] = ...) -> None: ...

class Action(_message.Message):
    __slots__ = ("description", "detail", "metadata_patch", "add_attachments")
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    METADATA_PATCH_FIELD_NUMBER: _ClassVar[int]
    ADD_ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    description: str
    detail: _struct_pb2.Struct
    metadata_patch: MetadataPatch
    add_attachments: _containers.RepeatedCompositeFieldContainer[_requests_pb2.Attachment]
    def __init__(self, description: _Optional[str] = ..., detail: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., metadata_patch: _Optional[_Union[MetadataPatch, _Mapping]] = ..., add_attachments: _Optional[_Iterable[_Union[_requests_pb2.Attachment, _Mapping]]] = ...) -> None: ...

class ExceptionRaised(_message.Message):
    __slots__ = ("message", "detail")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    message: str
    detail: _struct_pb2.Struct
    def __init__(self, message: _Optional[str] = ..., detail: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...

class Note(_message.Message):
    __slots__ = ("message",)
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    message: str
    def __init__(self, message: _Optional[str] = ...) -> None: ...

class Timeout(_message.Message):
    __slots__ = ("timed_out_step", "fallback_refused")
    TIMED_OUT_STEP_FIELD_NUMBER: _ClassVar[int]
    FALLBACK_REFUSED_FIELD_NUMBER: _ClassVar[int]
    timed_out_step: str
    fallback_refused: str
    def __init__(self, timed_out_step: _Optional[str] = ..., fallback_refused: _Optional[str] = ...) -> None: ...

class Assignment(_message.Message):
    __slots__ = ("assignee_id", "assignee_name")
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_NAME_FIELD_NUMBER: _ClassVar[int]
    assignee_id: str
    assignee_name: str
    def __init__(self, assignee_id: _Optional[str] = ..., assignee_name: _Optional[str] = ...) -> None: ...

class TaskCreated(_message.Message):
    __slots__ = ("name", "initial_step", "metadata_patch", "external_id")
    NAME_FIELD_NUMBER: _ClassVar[int]
    INITIAL_STEP_FIELD_NUMBER: _ClassVar[int]
    METADATA_PATCH_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    name: str
    initial_step: str
    metadata_patch: MetadataPatch
    external_id: str
    def __init__(self, name: _Optional[str] = ..., initial_step: _Optional[str] = ..., metadata_patch: _Optional[_Union[MetadataPatch, _Mapping]] = ..., external_id: _Optional[str] = ...) -> None: ...

class TaskClosed(_message.Message):
    __slots__ = ("terminal_step",)
    TERMINAL_STEP_FIELD_NUMBER: _ClassVar[int]
    terminal_step: str
    def __init__(self, terminal_step: _Optional[str] = ...) -> None: ...

class RequestCancelled(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...
