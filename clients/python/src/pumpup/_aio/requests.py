"""What approvals and elicitations have in common: reading, waiting, withdrawing."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, Optional, TypeVar, Union, cast

from .. import _from, _to
from ..errors import RequestCancelled, RequestTimedOut
from ..types.requests import Cancelled, EventResponse, Pending, Request, State, TimedOut
from .watch import AsyncWatch, Heard
from .wire import Wire

R = TypeVar("R")  # The result: Decided or Answered.


class Contract(NamedTuple):
    """The service and its messages."""

    service: str
    get: Any
    get_result: Any
    watch_result: Any
    cancel: Any


class AsyncRequests(Generic[R]):
    """Requests of one kind."""

    _contract: Contract

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def _call(self, method: str, request: Any, timeout: Optional[float]) -> Any:
        return await self._wire.unary(self._contract.service, method, request, timeout)

    async def get(self, id: str, *, timeout: Optional[float] = None) -> Request:
        """The whole request and how it stands, with the `digest` that says what was seen."""
        return _from.request((await self._call("Get", self._contract.get(id=id), timeout)).request)

    async def get_result(self, id: str, *, wait: Optional[float] = None, timeout: Optional[float] = None) -> Optional[R]:
        """The result, or None while the request is pending. With `wait` the server waits so many seconds for it, 30 at most.

        Raises RequestCancelled or RequestTimedOut once it is certain that no result will come.
        """
        if wait is not None and timeout is None:
            timeout = self._wire.settings.timeout + wait
        request = self._contract.get_result(id=id, wait=_to.duration(wait))
        state = _from.state(await self._call("GetResult", request, timeout))
        if isinstance(state, Pending):
            return None
        if isinstance(state, Cancelled):
            raise RequestCancelled(state)
        if isinstance(state, TimedOut):
            raise RequestTimedOut(state)
        return cast(R, state)

    def watch(self, id: str, *, timeout: Optional[float] = None) -> AsyncWatch[State]:
        """How the request stands, as soon as that changes: Pending at once and every 15 seconds, last of all the end."""

        def read(message: Any) -> Heard:
            state = _from.state(message)
            return Heard([state], "", not isinstance(state, Pending))

        return AsyncWatch(self._wire, self._contract.service, "WatchResult", lambda _: self._contract.watch_result(id=id), read,
                          timeout=timeout)

    async def watch_result(self, id: str, *, timeout: Optional[float] = None) -> Union[R, Cancelled, TimedOut]:
        """Waits for the end of the request, however long a person takes and however often the connection breaks.

        Raises PumpUpTimeoutError if it has not come within `timeout` seconds; the request then is still open.
        """
        async with self.watch(id, timeout=timeout) as states:
            async for state in states:
                if not isinstance(state, Pending):
                    return cast(Union[R, Cancelled, TimedOut], state)
        self._wire.check()
        raise AssertionError("a watch ends with an end, an error, or a closed client")

    async def cancel(self, id: str, *, reason: str, idempotency_key: Optional[str] = None,
                     timeout: Optional[float] = None) -> EventResponse:
        """Withdraws an open request. Only who made it may."""
        request = self._contract.cancel(idempotency_key=_to.key(idempotency_key), id=id, reason=reason)
        return EventResponse((await self._call("Cancel", request, timeout)).event_id)
