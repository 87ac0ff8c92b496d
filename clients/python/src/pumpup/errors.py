"""What can go wrong, as exceptions. All of them are an `ApiError`.

The class says which family an error belongs to and so what to do about it; `reason` says exactly what it was and never
changes its name; the text is for people: the server's sentence and every field that it complained about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence


@dataclass(frozen=True)
class Violation:
    """A fault of one field of the message, by its path."""

    field: str
    description: str


class ApiError(Exception):
    """The base of every error of this package."""

    status_code: Optional[int] = None  # What the same refusal is over HTTP.

    def __init__(
        self,
        message: str,
        *,
        reason: str = "",
        metadata: Optional[Mapping[str, str]] = None,
        violations: Sequence[Violation] = (),
        code: str = "",
        request_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        super().__init__(message)
        self.message = message  # The sentence.
        self.reason = reason  # Stable, for example REQUEST_ALREADY_OPEN; empty if the error is not the server's.
        self.metadata: Dict[str, str] = dict(metadata or {})  # Particulars, for example the `request_id` that is open.
        self.violations: List[Violation] = list(violations)
        self.code = code  # gRPC's, for example FAILED_PRECONDITION; empty if the error is this package's own.
        self.request_id = request_id  # The id of the call in the server's log: give it when you report something.
        self.retry_after = retry_after  # How many seconds to wait, if the server said so.

    def __str__(self) -> str:
        text = f"{self.reason}: {self.message}" if self.reason else self.message
        return "\n".join([text, *(f"  {each.field}: {each.description}" for each in self.violations)])

    @property
    def body(self) -> Any:
        """The refusal as the HTTP API writes it, more or less."""
        return {"error": self.message, "reason": self.reason}


class ConfigurationError(ApiError):
    """The client was set up in a way that cannot work. The text says what to do."""


class BadRequestError(ApiError):
    """The message is wrong: `violations` names the fields. Sending it again does not help."""

    status_code = 400


class UnauthenticatedError(ApiError):
    """There is no key, or one that the server does not know or no longer accepts."""

    status_code = 401


class PermissionDeniedError(ApiError):
    """The key's role may not do that."""

    status_code = 403


class NotFoundError(ApiError):
    """There is no such thing in the key's account."""

    status_code = 404


class ConflictError(ApiError):
    """Things do not stand as the call supposes: read them again."""

    status_code = 409


class AlreadyExistsError(ConflictError):
    """A name is taken."""


class LimitExceededError(ApiError):
    """Too many, too large or too fast."""

    status_code = 429


class UnavailableError(ApiError):
    """The server could not be reached, or was going away, for longer than retries last."""

    status_code = 503


class InternalServerError(ApiError):
    """Something went wrong inside the server. Report it with `request_id`."""

    status_code = 500


class CallCancelledError(ApiError):
    """The call was given up on this side, most likely because the client was closed."""


class PumpUpTimeoutError(ApiError, TimeoutError):
    """Something took longer than it was allowed to: a call, or a wait for a person. The one error for all time-outs."""

    status_code = 504


class RequestCancelled(ApiError):
    """No decision will come: the request was withdrawn. `state` says by whom and why."""

    def __init__(self, state: Any) -> None:
        super().__init__(f"The request was withdrawn by {state.cancelled_by}: {state.reason}", reason="REQUEST_CLOSED")
        self.state = state


class RequestTimedOut(ApiError):
    """No decision will come: the request's own deadline passed. `state` says when, and where the task fell back to."""

    def __init__(self, state: Any) -> None:
        super().__init__(f"The deadline of the request passed at {state.timed_out_at.isoformat()}, undecided.",
                         reason="REQUEST_CLOSED")
        self.state = state


# The family of each gRPC status code that the platform refuses with.
FAMILIES = {
    "INVALID_ARGUMENT": BadRequestError,
    "OUT_OF_RANGE": BadRequestError,
    "UNAUTHENTICATED": UnauthenticatedError,
    "PERMISSION_DENIED": PermissionDeniedError,
    "NOT_FOUND": NotFoundError,
    "ALREADY_EXISTS": AlreadyExistsError,
    "FAILED_PRECONDITION": ConflictError,
    "ABORTED": ConflictError,
    "RESOURCE_EXHAUSTED": LimitExceededError,
    "UNAVAILABLE": UnavailableError,
    "DEADLINE_EXCEEDED": PumpUpTimeoutError,
    "CANCELLED": CallCancelledError,
    "INTERNAL": InternalServerError,
}
