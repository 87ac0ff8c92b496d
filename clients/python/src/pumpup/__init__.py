"""The client of pumpup, the service between autonomous agents and the people who sign off on their actions.

`PumpUp` blocks; `AsyncPumpUp` is the same for asyncio. The stubs that both stand on are in `pumpup.v1`.
"""

from ._aio.client import AsyncPumpUp
from ._aio.watch import AsyncWatch
from ._sync.client import PumpUp
from ._sync.watch import Watch
from .errors import (
    AlreadyExistsError, ApiError, BadRequestError, CallCancelledError, ConfigurationError, ConflictError, InternalServerError,
    LimitExceededError, NotFoundError, PermissionDeniedError, PumpUpTimeoutError, RequestCancelled, RequestTimedOut,
    UnauthenticatedError, UnavailableError, Violation,
)
from .types.events import (
    Event, EventPage, EventType, Payload, Payload_Action, Payload_ApprovalDecided, Payload_ApprovalRequested, Payload_Assignment,
    Payload_ElicitationProvided, Payload_ElicitationRequested, Payload_ExceptionRaised, Payload_Note, Payload_RequestCancelled,
    Payload_TaskClosed, Payload_TaskCreated, Payload_Timeout, Payload_Unknown,
)
from .types.fields import (
    Field, Field_DateField, Field_DateTime, Field_Multiselect, Field_Number, Field_Select, Field_Slider, Field_Switch, Field_Text,
    Field_TextArea, Field_Time, FieldBid, FieldType, FieldValue, TextFormat,
)
from .types.outcomes import ApprovalRecommendation, AuthoritySnapshot, Outcome, OutcomeType
from .types.projects import Party, Project, ReasonPreset, Step, Steps
from .types.requests import (
    Answered, ApprovalAsk, ApprovalEnd, Attachment, Cancelled, Decided, ElicitationAsk, ElicitationEnd, EventResponse, Pending,
    Request, State, TimedOut,
)
from .types.tasks import MetadataPatch, Page, Task, TaskDetail, TaskStatus, Upload

# What these are called over the HTTP API.
ApprovalResult = Decided
ElicitationResult = Answered
MetadataPatchDto = MetadataPatch

__version__ = "0.1.0"
__all__ = [
    "AlreadyExistsError", "Answered", "ApiError", "ApprovalAsk", "ApprovalEnd", "ApprovalRecommendation",
    "ApprovalResult", "AsyncPumpUp", "AsyncWatch", "Attachment", "AuthoritySnapshot", "BadRequestError",
    "CallCancelledError", "Cancelled", "ConfigurationError", "ConflictError", "Decided", "ElicitationAsk",
    "ElicitationEnd", "ElicitationResult", "Event", "EventPage", "EventResponse", "EventType", "Field", "FieldBid",
    "FieldType", "FieldValue", "Field_DateField", "Field_DateTime", "Field_Multiselect", "Field_Number", "Field_Select",
    "Field_Slider", "Field_Switch", "Field_Text", "Field_TextArea", "Field_Time", "InternalServerError",
    "LimitExceededError", "MetadataPatch", "MetadataPatchDto", "NotFoundError", "Outcome", "OutcomeType", "Page",
    "Party", "Payload", "Payload_Action", "Payload_ApprovalDecided", "Payload_ApprovalRequested", "Payload_Assignment",
    "Payload_ElicitationProvided", "Payload_ElicitationRequested", "Payload_ExceptionRaised", "Payload_Note",
    "Payload_RequestCancelled", "Payload_TaskClosed", "Payload_TaskCreated", "Payload_Timeout", "Payload_Unknown",
    "Pending", "PermissionDeniedError", "Project", "PumpUp", "PumpUpTimeoutError", "ReasonPreset", "Request",
    "RequestCancelled", "RequestTimedOut", "State", "Step", "Steps", "Task", "TaskDetail", "TaskStatus", "TextFormat",
    "TimedOut", "UnauthenticatedError", "UnavailableError", "Upload", "Violation", "Watch",
]
