"""From the status of a failed call to the exception for it. Pure.

The server's own refusals carry details and are told in its words. What comes from gRPC itself, because there was no server to
refuse, is told in a sentence that says what to do.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, Optional, Tuple

import grpc
from google.protobuf.message import DecodeError
from google.rpc import error_details_pb2, status_pb2

from .errors import FAMILIES, ApiError, PumpUpTimeoutError, Violation

DETAILS = "grpc-status-details-bin"
DOMAIN = "pumpup"

# What gRPC says of a connection that did not come about, by a part of it, and what to say instead.
CONNECTING = (
    ("WRONG_VERSION_NUMBER", "{url} does not speak TLS. Write http:// if that is meant to be, or have TLS set up there."),
    ("CERTIFICATE_VERIFY_FAILED", "The TLS certificate of {url} is not signed by an authority that is trusted here. Set "
                                  "PUMPUP_CA_CERT (or ca_cert=…) to the file with the right authority's certificate."),
    ("Peer name", "The TLS certificate of {url} is for another name. Use the name that it is for."),
    ("Socket closed", "{url} closed the connection before a word was said. If it speaks TLS, write https://."),
    ("onnection reset", "{url} closed the connection before a word was said. If it speaks TLS, write https://."),
    # Of a name with several addresses gRPC tells only one failure, so this may hide that another address speaks TLS.
    ("onnection refused", "Nobody listens at {url}. Start the server there with `pumpup serve`, or set PUMPUP_URL to where it is: "
                          "http:// without TLS, https:// with it."),
    ("Domain name not found", "There is no host of the name in {url}. Set PUMPUP_URL to where the server is."),
)


def error(code: grpc.StatusCode, said: Optional[str], metadata: Iterable[Tuple[str, Any]], url: str, what: str,
          allowed: Optional[float] = None) -> ApiError:
    """The exception for a status: `what` was called at `url`, with so many seconds allowed for it."""
    headers = {name: value for name, value in metadata}
    said = said or ""
    details = parts(headers.get(DETAILS))
    info = details.get("ErrorInfo")
    reason = info.reason if info is not None and info.domain == DOMAIN else ""
    family = FAMILIES.get(code.name, ApiError)
    message = said if info is not None else sentence(code, said, url, what, allowed)
    violations = [Violation(each.field, each.description) for each in details["BadRequest"].field_violations] \
        if "BadRequest" in details else []
    retry = details["RetryInfo"].retry_delay.ToTimedelta().total_seconds() if "RetryInfo" in details else None
    return family(message, reason=reason, metadata=info.metadata if info is not None else None, violations=violations,
                  code=code.name, request_id=headers.get("x-request-id"), retry_after=retry)


def parts(encoded: Optional[bytes]) -> Dict[str, Any]:
    """The details that are understood here, by the names of their messages. Of garbled ones nothing is: the code and the sentence
    of the refusal still stand."""
    found = {}
    try:
        for detail in status_pb2.Status.FromString(encoded or b"").details:
            for kind in (error_details_pb2.ErrorInfo, error_details_pb2.BadRequest, error_details_pb2.RetryInfo):
                message = kind()
                if detail.Unpack(message):
                    found[kind.DESCRIPTOR.name] = message
    except DecodeError:
        return {}
    return found


def sentence(code: grpc.StatusCode, said: str, url: str, what: str, allowed: Optional[float]) -> str:
    """What to say of a failure that the server did not explain."""
    if code is grpc.StatusCode.DEADLINE_EXCEEDED:
        return overdue(url, what, allowed)
    if code is grpc.StatusCode.UNAVAILABLE:
        for part, advice in CONNECTING:
            if part in said and "failed to connect" in said or part == "Domain name not found" and part in said:
                return advice.format(url=url) + f" (gRPC says: {said})"
        return f"{url} is not available: {said}"
    if code is grpc.StatusCode.CANCELLED:
        return f"{what} was given up on this side: {said}"
    return said or f"{what} failed at {url} with {code.name}"


def overdue(url: str, what: str, allowed: Optional[float]) -> str:
    """What to say of a call that took longer than it may."""
    within = f" within {allowed:g} s" if allowed is not None else " in time"
    maybe = " A write may have taken effect all the same." if writes(what) else ""
    return f"{url} did not answer {what}{within}.{maybe}"


def full_name(service: str, method: str) -> str:
    return f"{service.capitalize()}.{method}"


def writes(what: str) -> bool:
    """Whether the method, for example Tasks.Create, changes anything. Reads are known by their names."""
    return not what.partition(".")[2].startswith(("Get", "List", "Watch", "Download", "Overview", "WhoAmI"))


def late(message: str) -> PumpUpTimeoutError:
    """A time-out that this side measured."""
    return PumpUpTimeoutError(message, code="DEADLINE_EXCEEDED")


def passing(failure: ApiError) -> bool:
    """Whether a stream that ended so is worth opening again: the server is going away or told us when to come back, or the
    connection broke, which shows as one of these codes without the server's own reason."""
    if failure.reason:
        return failure.reason in ("UNAVAILABLE", "DRAINING") or failure.retry_after is not None
    return failure.code in ("UNAVAILABLE", "INTERNAL", "UNKNOWN", "CANCELLED", "DEADLINE_EXCEEDED", "ABORTED")
