from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import events_pb2 as _events_pb2
from pumpup.v1 import requests_pb2 as _requests_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TaskStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TASK_STATUS_UNSPECIFIED: _ClassVar[TaskStatus]
    TASK_STATUS_RUNNING: _ClassVar[TaskStatus]
    TASK_STATUS_WAITING: _ClassVar[TaskStatus]
    TASK_STATUS_CLOSED: _ClassVar[TaskStatus]
TASK_STATUS_UNSPECIFIED: TaskStatus
TASK_STATUS_RUNNING: TaskStatus
TASK_STATUS_WAITING: TaskStatus
TASK_STATUS_CLOSED: TaskStatus

class Task(_message.Message):
    __slots__ = ("id", "project_id", "project_name", "name", "external_id", "current_step", "status", "metadata", "attachments", "assignee_id", "assignee_name", "created_at", "updated_at", "last_sequence")
    ID_FIELD_NUMBER: _ClassVar[int]
    PROJECT_ID_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    CURRENT_STEP_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_NAME_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    id: str
    project_id: str
    project_name: str
    name: str
    external_id: str
    current_step: str
    status: TaskStatus
    metadata: _struct_pb2.Struct
    attachments: _containers.RepeatedCompositeFieldContainer[_requests_pb2.Attachment]
    assignee_id: str
    assignee_name: str
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    last_sequence: int
    def __init__(self, id: _Optional[str] = ..., project_id: _Optional[str] = ..., project_name: _Optional[str] = ..., name: _Optional[str] = ..., external_id: _Optional[str] = ..., current_step: _Optional[str] = ..., status: _Optional[_Union[TaskStatus, str]] = ..., metadata: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., attachments: _Optional[_Iterable[_Union[_requests_pb2.Attachment, _Mapping]]] = ..., assignee_id: _Optional[str] = ..., assignee_name: _Optional[str] = ..., created_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., last_sequence: _Optional[int] = ...) -> None: ...

class TasksCreateRequest(_message.Message):
    __slots__ = ("idempotency_key", "project_name", "name", "external_id", "metadata_patch")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_ID_FIELD_NUMBER: _ClassVar[int]
    METADATA_PATCH_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    project_name: str
    name: str
    external_id: str
    metadata_patch: _events_pb2.MetadataPatch
    def __init__(self, idempotency_key: _Optional[str] = ..., project_name: _Optional[str] = ..., name: _Optional[str] = ..., external_id: _Optional[str] = ..., metadata_patch: _Optional[_Union[_events_pb2.MetadataPatch, _Mapping]] = ...) -> None: ...

class TasksCreateResponse(_message.Message):
    __slots__ = ("task",)
    TASK_FIELD_NUMBER: _ClassVar[int]
    task: Task
    def __init__(self, task: _Optional[_Union[Task, _Mapping]] = ...) -> None: ...

class TasksGetRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class TasksGetResponse(_message.Message):
    __slots__ = ("task", "open_requests")
    TASK_FIELD_NUMBER: _ClassVar[int]
    OPEN_REQUESTS_FIELD_NUMBER: _ClassVar[int]
    task: Task
    open_requests: _containers.RepeatedCompositeFieldContainer[_requests_pb2.Request]
    def __init__(self, task: _Optional[_Union[Task, _Mapping]] = ..., open_requests: _Optional[_Iterable[_Union[_requests_pb2.Request, _Mapping]]] = ...) -> None: ...

class TasksListRequest(_message.Message):
    __slots__ = ("project_name", "status", "name", "page_size", "page_token")
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    project_name: str
    status: TaskStatus
    name: str
    page_size: int
    page_token: str
    def __init__(self, project_name: _Optional[str] = ..., status: _Optional[_Union[TaskStatus, str]] = ..., name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class TasksListResponse(_message.Message):
    __slots__ = ("tasks", "next_page_token")
    TASKS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    tasks: _containers.RepeatedCompositeFieldContainer[Task]
    next_page_token: str
    def __init__(self, tasks: _Optional[_Iterable[_Union[Task, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class TasksListEventsRequest(_message.Message):
    __slots__ = ("task_id", "cursor", "limit")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    cursor: str
    limit: int
    def __init__(self, task_id: _Optional[str] = ..., cursor: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class TasksListEventsResponse(_message.Message):
    __slots__ = ("events", "next_cursor")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_CURSOR_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[_events_pb2.Event]
    next_cursor: str
    def __init__(self, events: _Optional[_Iterable[_Union[_events_pb2.Event, _Mapping]]] = ..., next_cursor: _Optional[str] = ...) -> None: ...

class TasksWatchEventsRequest(_message.Message):
    __slots__ = ("task_id", "cursor")
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    task_id: str
    cursor: str
    def __init__(self, task_id: _Optional[str] = ..., cursor: _Optional[str] = ...) -> None: ...

class TasksWatchEventsResponse(_message.Message):
    __slots__ = ("events", "cursor")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[_events_pb2.Event]
    cursor: str
    def __init__(self, events: _Optional[_Iterable[_Union[_events_pb2.Event, _Mapping]]] = ..., cursor: _Optional[str] = ...) -> None: ...

class TasksRecordActionRequest(_message.Message):
    __slots__ = ("idempotency_key", "task_id", "description", "detail", "metadata_patch", "add_attachments", "transitions_to", "in_response_to", "external_trace_id")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    METADATA_PATCH_FIELD_NUMBER: _ClassVar[int]
    ADD_ATTACHMENTS_FIELD_NUMBER: _ClassVar[int]
    TRANSITIONS_TO_FIELD_NUMBER: _ClassVar[int]
    IN_RESPONSE_TO_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    task_id: str
    description: str
    detail: _struct_pb2.Struct
    metadata_patch: _events_pb2.MetadataPatch
    add_attachments: _containers.RepeatedCompositeFieldContainer[_requests_pb2.Attachment]
    transitions_to: str
    in_response_to: str
    external_trace_id: str
    def __init__(self, idempotency_key: _Optional[str] = ..., task_id: _Optional[str] = ..., description: _Optional[str] = ..., detail: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., metadata_patch: _Optional[_Union[_events_pb2.MetadataPatch, _Mapping]] = ..., add_attachments: _Optional[_Iterable[_Union[_requests_pb2.Attachment, _Mapping]]] = ..., transitions_to: _Optional[str] = ..., in_response_to: _Optional[str] = ..., external_trace_id: _Optional[str] = ...) -> None: ...

class TasksRecordActionResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class TasksRecordExceptionRequest(_message.Message):
    __slots__ = ("idempotency_key", "task_id", "message", "detail", "transitions_to", "in_response_to", "external_trace_id")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    TRANSITIONS_TO_FIELD_NUMBER: _ClassVar[int]
    IN_RESPONSE_TO_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    task_id: str
    message: str
    detail: _struct_pb2.Struct
    transitions_to: str
    in_response_to: str
    external_trace_id: str
    def __init__(self, idempotency_key: _Optional[str] = ..., task_id: _Optional[str] = ..., message: _Optional[str] = ..., detail: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ..., transitions_to: _Optional[str] = ..., in_response_to: _Optional[str] = ..., external_trace_id: _Optional[str] = ...) -> None: ...

class TasksRecordExceptionResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class TasksAddNoteRequest(_message.Message):
    __slots__ = ("idempotency_key", "task_id", "message", "external_trace_id")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    EXTERNAL_TRACE_ID_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    task_id: str
    message: str
    external_trace_id: str
    def __init__(self, idempotency_key: _Optional[str] = ..., task_id: _Optional[str] = ..., message: _Optional[str] = ..., external_trace_id: _Optional[str] = ...) -> None: ...

class TasksAddNoteResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class TasksMoveRequest(_message.Message):
    __slots__ = ("idempotency_key", "task_id", "transitions_to", "description")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSITIONS_TO_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    task_id: str
    transitions_to: str
    description: str
    def __init__(self, idempotency_key: _Optional[str] = ..., task_id: _Optional[str] = ..., transitions_to: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class TasksMoveResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...

class TasksAssignRequest(_message.Message):
    __slots__ = ("idempotency_key", "task_id", "assignee_id")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_ID_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    task_id: str
    assignee_id: str
    def __init__(self, idempotency_key: _Optional[str] = ..., task_id: _Optional[str] = ..., assignee_id: _Optional[str] = ...) -> None: ...

class TasksAssignResponse(_message.Message):
    __slots__ = ("event_id",)
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    event_id: str
    def __init__(self, event_id: _Optional[str] = ...) -> None: ...
