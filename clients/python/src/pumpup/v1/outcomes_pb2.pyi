from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OutcomeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    OUTCOME_KIND_UNSPECIFIED: _ClassVar[OutcomeKind]
    OUTCOME_KIND_APPROVE: _ClassVar[OutcomeKind]
    OUTCOME_KIND_REJECT: _ClassVar[OutcomeKind]
    OUTCOME_KIND_EDIT_AND_APPROVE: _ClassVar[OutcomeKind]
    OUTCOME_KIND_ESCALATE: _ClassVar[OutcomeKind]
    OUTCOME_KIND_REQUEST_MORE_INFO: _ClassVar[OutcomeKind]
OUTCOME_KIND_UNSPECIFIED: OutcomeKind
OUTCOME_KIND_APPROVE: OutcomeKind
OUTCOME_KIND_REJECT: OutcomeKind
OUTCOME_KIND_EDIT_AND_APPROVE: OutcomeKind
OUTCOME_KIND_ESCALATE: OutcomeKind
OUTCOME_KIND_REQUEST_MORE_INFO: OutcomeKind

class Outcome(_message.Message):
    __slots__ = ("approve", "reject", "edit_and_approve", "escalate", "request_more_info")
    class Approve(_message.Message):
        __slots__ = ("note", "reason_code")
        NOTE_FIELD_NUMBER: _ClassVar[int]
        REASON_CODE_FIELD_NUMBER: _ClassVar[int]
        note: str
        reason_code: str
        def __init__(self, note: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...
    class Reject(_message.Message):
        __slots__ = ("note", "reason_code")
        NOTE_FIELD_NUMBER: _ClassVar[int]
        REASON_CODE_FIELD_NUMBER: _ClassVar[int]
        note: str
        reason_code: str
        def __init__(self, note: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...
    class EditAndApprove(_message.Message):
        __slots__ = ("note", "reason_code")
        NOTE_FIELD_NUMBER: _ClassVar[int]
        REASON_CODE_FIELD_NUMBER: _ClassVar[int]
        note: str
        reason_code: str
        def __init__(self, note: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...
    class Escalate(_message.Message):
        __slots__ = ("note", "reason_code")
        NOTE_FIELD_NUMBER: _ClassVar[int]
        REASON_CODE_FIELD_NUMBER: _ClassVar[int]
        note: str
        reason_code: str
        def __init__(self, note: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...
    class RequestMoreInfo(_message.Message):
        __slots__ = ("note", "reason_code")
        NOTE_FIELD_NUMBER: _ClassVar[int]
        REASON_CODE_FIELD_NUMBER: _ClassVar[int]
        note: str
        reason_code: str
        def __init__(self, note: _Optional[str] = ..., reason_code: _Optional[str] = ...) -> None: ...
    APPROVE_FIELD_NUMBER: _ClassVar[int]
    REJECT_FIELD_NUMBER: _ClassVar[int]
    EDIT_AND_APPROVE_FIELD_NUMBER: _ClassVar[int]
    ESCALATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_MORE_INFO_FIELD_NUMBER: _ClassVar[int]
    approve: Outcome.Approve
    reject: Outcome.Reject
    edit_and_approve: Outcome.EditAndApprove
    escalate: Outcome.Escalate
    request_more_info: Outcome.RequestMoreInfo
    def __init__(self, approve: _Optional[_Union[Outcome.Approve, _Mapping]] = ..., reject: _Optional[_Union[Outcome.Reject, _Mapping]] = ..., edit_and_approve: _Optional[_Union[Outcome.EditAndApprove, _Mapping]] = ..., escalate: _Optional[_Union[Outcome.Escalate, _Mapping]] = ..., request_more_info: _Optional[_Union[Outcome.RequestMoreInfo, _Mapping]] = ...) -> None: ...

class OutcomeBid(_message.Message):
    __slots__ = ("outcome", "confidence", "rationale")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    CONFIDENCE_FIELD_NUMBER: _ClassVar[int]
    RATIONALE_FIELD_NUMBER: _ClassVar[int]
    outcome: Outcome
    confidence: float
    rationale: str
    def __init__(self, outcome: _Optional[_Union[Outcome, _Mapping]] = ..., confidence: _Optional[float] = ..., rationale: _Optional[str] = ...) -> None: ...

class AuthoritySnapshot(_message.Message):
    __slots__ = ("subject", "tags")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    subject: str
    tags: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, subject: _Optional[str] = ..., tags: _Optional[_Iterable[str]] = ...) -> None: ...
