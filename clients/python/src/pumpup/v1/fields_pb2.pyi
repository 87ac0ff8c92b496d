from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Field(_message.Message):
    __slots__ = ("id", "label", "description", "required", "text", "text_area", "number", "slider", "select", "multiselect", "date_field", "time", "date_time", "switch")
    class Text(_message.Message):
        __slots__ = ("min_length", "max_length", "format")
        class Format(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
            __slots__ = ()
            FORMAT_UNSPECIFIED: _ClassVar[Field.Text.Format]
            FORMAT_EMAIL: _ClassVar[Field.Text.Format]
            FORMAT_PHONE: _ClassVar[Field.Text.Format]
            FORMAT_URL: _ClassVar[Field.Text.Format]
        FORMAT_UNSPECIFIED: Field.Text.Format
        FORMAT_EMAIL: Field.Text.Format
        FORMAT_PHONE: Field.Text.Format
        FORMAT_URL: Field.Text.Format
        MIN_LENGTH_FIELD_NUMBER: _ClassVar[int]
        MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
        FORMAT_FIELD_NUMBER: _ClassVar[int]
        min_length: int
        max_length: int
        format: Field.Text.Format
        def __init__(self, min_length: _Optional[int] = ..., max_length: _Optional[int] = ..., format: _Optional[_Union[Field.Text.Format, str]] = ...) -> None: ...
    class TextArea(_message.Message):
        __slots__ = ("min_length", "max_length")
        MIN_LENGTH_FIELD_NUMBER: _ClassVar[int]
        MAX_LENGTH_FIELD_NUMBER: _ClassVar[int]
        min_length: int
        max_length: int
        def __init__(self, min_length: _Optional[int] = ..., max_length: _Optional[int] = ...) -> None: ...
    class Number(_message.Message):
        __slots__ = ("min", "max", "integer_only")
        MIN_FIELD_NUMBER: _ClassVar[int]
        MAX_FIELD_NUMBER: _ClassVar[int]
        INTEGER_ONLY_FIELD_NUMBER: _ClassVar[int]
        min: float
        max: float
        integer_only: bool
        def __init__(self, min: _Optional[float] = ..., max: _Optional[float] = ..., integer_only: bool = ...) -> None: ...
    class Slider(_message.Message):
        __slots__ = ("min", "max", "step")
        MIN_FIELD_NUMBER: _ClassVar[int]
        MAX_FIELD_NUMBER: _ClassVar[int]
        STEP_FIELD_NUMBER: _ClassVar[int]
        min: float
        max: float
        step: float
        def __init__(self, min: _Optional[float] = ..., max: _Optional[float] = ..., step: _Optional[float] = ...) -> None: ...
    class Select(_message.Message):
        __slots__ = ("options",)
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        options: _containers.RepeatedScalarFieldContainer[str]
        def __init__(self, options: _Optional[_Iterable[str]] = ...) -> None: ...
    class Multiselect(_message.Message):
        __slots__ = ("options",)
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        options: _containers.RepeatedScalarFieldContainer[str]
        def __init__(self, options: _Optional[_Iterable[str]] = ...) -> None: ...
    class DateField(_message.Message):
        __slots__ = ("min", "max")
        MIN_FIELD_NUMBER: _ClassVar[int]
        MAX_FIELD_NUMBER: _ClassVar[int]
        min: str
        max: str
        def __init__(self, min: _Optional[str] = ..., max: _Optional[str] = ...) -> None: ...
    class Time(_message.Message):
        __slots__ = ("min", "max")
        MIN_FIELD_NUMBER: _ClassVar[int]
        MAX_FIELD_NUMBER: _ClassVar[int]
        min: str
        max: str
        def __init__(self, min: _Optional[str] = ..., max: _Optional[str] = ...) -> None: ...
    class DateTime(_message.Message):
        __slots__ = ("min", "max")
        MIN_FIELD_NUMBER: _ClassVar[int]
        MAX_FIELD_NUMBER: _ClassVar[int]
        min: str
        max: str
        def __init__(self, min: _Optional[str] = ..., max: _Optional[str] = ...) -> None: ...
    class Switch(_message.Message):
        __slots__ = ()
        def __init__(self) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_AREA_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SLIDER_FIELD_NUMBER: _ClassVar[int]
    SELECT_FIELD_NUMBER: _ClassVar[int]
    MULTISELECT_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    id: str
    label: str
    description: str
    required: bool
    text: Field.Text
    text_area: Field.TextArea
    number: Field.Number
    slider: Field.Slider
    select: Field.Select
    multiselect: Field.Multiselect
    date_field: Field.DateField
    time: Field.Time
    date_time: Field.DateTime
    switch: Field.Switch
    def __init__(self, id: _Optional[str] = ..., label: _Optional[str] = ..., description: _Optional[str] = ..., required: bool = ..., text: _Optional[_Union[Field.Text, _Mapping]] = ..., text_area: _Optional[_Union[Field.TextArea, _Mapping]] = ..., number: _Optional[_Union[Field.Number, _Mapping]] = ..., slider: _Optional[_Union[Field.Slider, _Mapping]] = ..., select: _Optional[_Union[Field.Select, _Mapping]] = ..., multiselect: _Optional[_Union[Field.Multiselect, _Mapping]] = ..., date_field: _Optional[_Union[Field.DateField, _Mapping]] = ..., time: _Optional[_Union[Field.Time, _Mapping]] = ..., date_time: _Optional[_Union[Field.DateTime, _Mapping]] = ..., switch: _Optional[_Union[Field.Switch, _Mapping]] = ...) -> None: ...

class FieldValue(_message.Message):
    __slots__ = ("text", "text_area", "number", "slider", "select", "multiselect", "date_field", "time", "date_time", "switch")
    class Selection(_message.Message):
        __slots__ = ("options",)
        OPTIONS_FIELD_NUMBER: _ClassVar[int]
        options: _containers.RepeatedScalarFieldContainer[str]
        def __init__(self, options: _Optional[_Iterable[str]] = ...) -> None: ...
    TEXT_FIELD_NUMBER: _ClassVar[int]
    TEXT_AREA_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    SLIDER_FIELD_NUMBER: _ClassVar[int]
    SELECT_FIELD_NUMBER: _ClassVar[int]
    MULTISELECT_FIELD_NUMBER: _ClassVar[int]
    DATE_FIELD_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    DATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SWITCH_FIELD_NUMBER: _ClassVar[int]
    text: str
    text_area: str
    number: float
    slider: float
    select: str
    multiselect: FieldValue.Selection
    date_field: str
    time: str
    date_time: str
    switch: bool
    def __init__(self, text: _Optional[str] = ..., text_area: _Optional[str] = ..., number: _Optional[float] = ..., slider: _Optional[float] = ..., select: _Optional[str] = ..., multiselect: _Optional[_Union[FieldValue.Selection, _Mapping]] = ..., date_field: _Optional[str] = ..., time: _Optional[str] = ..., date_time: _Optional[str] = ..., switch: bool = ...) -> None: ...

class FieldBid(_message.Message):
    __slots__ = ("field_id", "value", "confidence", "rationale")
    FIELD_ID_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    RATIONALE_FIELD_NUMBER: _ClassVar[int]
    field_id: str
    value: FieldValue
    confidence: float
    rationale: str
    def __init__(self, field_id: _Optional[str] = ..., value: _Optional[_Union[FieldValue, _Mapping]] = ..., confidence: _Optional[float] = ..., rationale: _Optional[str] = ...) -> None: ...
