from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import struct_pb2 as _struct_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from pumpup.v1 import events_pb2 as _events_pb2
from pumpup.v1 import outcomes_pb2 as _outcomes_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Project(_message.Message):
    __slots__ = ("id", "name", "project_name", "steps", "response_target", "created_at", "updated_at", "reason_presets")
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_TARGET_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    REASON_PRESETS_FIELD_NUMBER: _ClassVar[int]
    id: str
    name: str
    project_name: str
    steps: StepGraph
    response_target: _duration_pb2.Duration
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    reason_presets: _containers.RepeatedCompositeFieldContainer[ReasonPreset]
    def __init__(self, id: _Optional[str] = ..., name: _Optional[str] = ..., project_name: _Optional[str] = ..., steps: _Optional[_Union[StepGraph, _Mapping]] = ..., response_target: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., created_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., reason_presets: _Optional[_Iterable[_Union[ReasonPreset, _Mapping]]] = ...) -> None: ...

class ReasonPreset(_message.Message):
    __slots__ = ("code", "label", "outcomes")
    CODE_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    code: str
    label: str
    outcomes: _containers.RepeatedScalarFieldContainer[_outcomes_pb2.OutcomeKind]
    def __init__(self, code: _Optional[str] = ..., label: _Optional[str] = ..., outcomes: _Optional[_Iterable[_Union[_outcomes_pb2.OutcomeKind, str]]] = ...) -> None: ...

class StepGraph(_message.Message):
    __slots__ = ("initial_step", "steps", "step_schemas")
    class StepSchemasEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: _struct_pb2.Struct
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[_struct_pb2.Struct, _Mapping]] = ...) -> None: ...
    INITIAL_STEP_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    STEP_SCHEMAS_FIELD_NUMBER: _ClassVar[int]
    initial_step: str
    steps: _containers.RepeatedCompositeFieldContainer[Step]
    step_schemas: _containers.MessageMap[str, _struct_pb2.Struct]
    def __init__(self, initial_step: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[Step, _Mapping]]] = ..., step_schemas: _Optional[_Mapping[str, _struct_pb2.Struct]] = ...) -> None: ...

class Step(_message.Message):
    __slots__ = ("name", "owner", "exits")
    NAME_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    EXITS_FIELD_NUMBER: _ClassVar[int]
    name: str
    owner: _events_pb2.Party
    exits: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., owner: _Optional[_Union[_events_pb2.Party, str]] = ..., exits: _Optional[_Iterable[str]] = ...) -> None: ...

class ProjectsListRequest(_message.Message):
    __slots__ = ("name", "page_size", "page_token")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    name: str
    page_size: int
    page_token: str
    def __init__(self, name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ProjectsListResponse(_message.Message):
    __slots__ = ("projects", "next_page_token")
    PROJECTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    projects: _containers.RepeatedCompositeFieldContainer[Project]
    next_page_token: str
    def __init__(self, projects: _Optional[_Iterable[_Union[Project, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ProjectsGetRequest(_message.Message):
    __slots__ = ("id", "project_name")
    ID_FIELD_NUMBER: _ClassVar[int]
    PROJECT_NAME_FIELD_NUMBER: _ClassVar[int]
    id: str
    project_name: str
    def __init__(self, id: _Optional[str] = ..., project_name: _Optional[str] = ...) -> None: ...

class ProjectsGetResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class ProjectsCreateRequest(_message.Message):
    __slots__ = ("idempotency_key", "name", "steps", "response_target", "reason_presets")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_TARGET_FIELD_NUMBER: _ClassVar[int]
    REASON_PRESETS_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    name: str
    steps: StepGraph
    response_target: _duration_pb2.Duration
    reason_presets: _containers.RepeatedCompositeFieldContainer[ReasonPreset]
    def __init__(self, idempotency_key: _Optional[str] = ..., name: _Optional[str] = ..., steps: _Optional[_Union[StepGraph, _Mapping]] = ..., response_target: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., reason_presets: _Optional[_Iterable[_Union[ReasonPreset, _Mapping]]] = ...) -> None: ...

class ProjectsCreateResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class ProjectsUpdateRequest(_message.Message):
    __slots__ = ("idempotency_key", "id", "name", "steps", "response_target", "reason_presets")
    class ReasonPresets(_message.Message):
        __slots__ = ("values",)
        VALUES_FIELD_NUMBER: _ClassVar[int]
        values: _containers.RepeatedCompositeFieldContainer[ReasonPreset]
        def __init__(self, values: _Optional[_Iterable[_Union[ReasonPreset, _Mapping]]] = ...) -> None: ...
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_TARGET_FIELD_NUMBER: _ClassVar[int]
    REASON_PRESETS_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    name: str
    steps: StepGraph
    response_target: _duration_pb2.Duration
    reason_presets: ProjectsUpdateRequest.ReasonPresets
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ..., name: _Optional[str] = ..., steps: _Optional[_Union[StepGraph, _Mapping]] = ..., response_target: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ..., reason_presets: _Optional[_Union[ProjectsUpdateRequest.ReasonPresets, _Mapping]] = ...) -> None: ...

class ProjectsUpdateResponse(_message.Message):
    __slots__ = ("project",)
    PROJECT_FIELD_NUMBER: _ClassVar[int]
    project: Project
    def __init__(self, project: _Optional[_Union[Project, _Mapping]] = ...) -> None: ...

class ProjectsDeleteRequest(_message.Message):
    __slots__ = ("idempotency_key", "id")
    IDEMPOTENCY_KEY_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    idempotency_key: str
    id: str
    def __init__(self, idempotency_key: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...

class ProjectsDeleteResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...
