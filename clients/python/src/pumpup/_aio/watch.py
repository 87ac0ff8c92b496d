"""Watching: a stream that is opened again whenever it breaks, until it has said what was waited for."""

from __future__ import annotations

import logging
from collections import deque
from typing import Any, Callable, Deque, Generic, List, NamedTuple, Optional, TypeVar

from .. import _status
from .._backoff import SILENCE, Backoff, Deadline, Quiet
from ..errors import ApiError
from .wire import Bell, Stream, Wire

T = TypeVar("T")
LOG = logging.getLogger("pumpup")


class Heard(NamedTuple):
    """What a message of a stream says: the items in it, where to go on after it, and whether it is the end."""

    items: List[Any]
    cursor: str
    last: bool


class AsyncWatch(Generic[T]):
    """What comes over a stream, item by item, however often the connection breaks.

    Use it in a `for`, or in a `with` and a `for` to have it closed at the end of the block. `close` may be called from
    anywhere else while somebody waits for the next item: then the iteration ends.
    """

    def __init__(self, wire: Wire, service: str, method: str, request: Callable[[str], Any], read: Callable[[Any], Heard],
                 *, timeout: Optional[float] = None, cursor: str = "") -> None:
        self._wire, self._service, self._method, self._request, self._read = wire, service, method, request, read
        self._deadline = Deadline(timeout)
        self._backoff, self._bell = Backoff(), Bell()
        self._stream: Optional[Stream] = None
        self._items: Deque[T] = deque()
        self._heard = cursor  # Where the next stream begins.
        self._new = True  # Nothing was heard on this stream yet.
        self._ended = False  # The end was heard, though maybe not handed out yet.
        self._closed = False  # By anybody, from anywhere; whoever listens alone touches the items.
        self.cursor = cursor  # Where somebody else would go on: everything before it has been handed out.

    def __aiter__(self) -> AsyncWatch[T]:
        return self

    async def __anext__(self) -> T:
        while not self._items and not self._closed:
            self.cursor = self._heard
            if self._ended:
                self.close()
            else:
                await self._listen()
        if self._closed:
            self._items.clear()
            self._let_go()
            raise StopAsyncIteration
        item = self._items.popleft()
        if not self._items:
            self.cursor = self._heard
        return item

    async def _listen(self) -> None:
        """Hears one message, or mends the stream."""
        at_least = None
        try:
            stream = self._stream
            if stream is None:
                stream = self._stream = self._wire.stream(self._service, self._method, self._request(self._heard))
            if self._closed:  # Closed from elsewhere, maybe too early to see this stream.
                return
            message = await stream.read(self._deadline.left(SILENCE))
            if message is not None:
                if self._new:
                    LOG.info("Watching at %s.", self._wire.settings.url)
                    self._new = False
                self._backoff.heard()
                heard = self._read(message)
                self._items.extend(heard.items)
                self._heard = heard.cursor
                self._ended = heard.last
                return
            why = "the server ended the stream"
        except Quiet:
            why = f"nothing was heard for {SILENCE:g} s"
        except ApiError as failure:
            if self._closed:
                return
            if self._wire.closed or not _status.passing(failure):
                self.close()
                raise
            why, at_least = failure.message, failure.retry_after
        if self._closed:
            return
        self._let_go()
        self._backoff.broke()
        if not self._deadline.passed():
            LOG.warning("The watch at %s broke, watching again: %s", self._wire.settings.url, why)
            await self._bell.wait(self._deadline.left(self._backoff.next(at_least)))
        if self._deadline.passed() and not self._closed:
            self.close()
            raise _status.late(f"It did not come within {self._deadline.timeout:g} s. Nothing is lost: watch again to wait on.")

    def _let_go(self) -> None:
        stream, self._stream, self._new = self._stream, None, True
        if stream is not None:
            stream.cancel()

    def close(self) -> None:
        """Ends the watch, wherever it stands. What it has heard but not handed out is for whoever watches on from `cursor`."""
        self._closed = True
        self._bell.ring()
        self._let_go()

    async def __aenter__(self) -> AsyncWatch[T]:
        return self

    async def __aexit__(self, *exception: Any) -> None:
        self.close()
