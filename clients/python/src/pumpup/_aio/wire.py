"""The way to the server from asyncio, with what is peculiar to gRPC there: a channel belongs to the loop that it was made in, a
call is no coroutine, and a call that was given up here raises CancelledError in whoever reads it."""

from __future__ import annotations

import asyncio
import math
from typing import Any, Awaitable, Callable, Optional, TypeVar

import grpc
import grpc.aio

from .._backoff import Deadline, Quiet
from .._settings import Settings, channel_options
from .._status import error, full_name, late, overdue
from .._stubs import Stubs
from ..errors import ApiError, CallCancelledError

T = TypeVar("T")


class Wire:
    """One channel, opened when it is first used in a loop, and the three kinds of calls over it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.closed = False
        self._loop: Optional[asyncio.AbstractEventLoop] = None
        self._open: Optional[Channel] = None
        self._stubs: Optional[Stubs] = None

    @property
    def channel(self) -> Channel:
        self.check()
        loop = asyncio.get_running_loop()
        if self._open is None or self._loop is not loop:
            options = channel_options(self.settings.secure)
            target = self.settings.target
            bare = grpc.aio.secure_channel(target, self.settings.credentials(), options) if self.settings.secure \
                else grpc.aio.insecure_channel(target, options)
            self._open, self._loop, self._stubs = Channel(bare, self.settings), loop, None
        return self._open

    @property
    def stubs(self) -> Stubs:
        channel = self.channel
        if self._stubs is None:
            self._stubs = Stubs(channel)
        return self._stubs

    def check(self) -> None:
        if self.closed:
            raise CallCancelledError("The client is closed.")

    def begin(self, service: str, method: str, *request: Any, **options: Any) -> Any:
        try:
            return getattr(getattr(self.stubs, service), method)(*request, **options)
        except grpc.aio.UsageError:  # What gRPC says when the channel was closed in the meantime.
            self.check()
            raise

    async def answer(self, call: Any, service: str, method: str, allowed: Optional[float]) -> Any:
        waiting = await settled(call, call)
        try:
            return waiting.result()
        except grpc.aio.AioRpcError as failure:
            raise self.error(failure, service, method, allowed) from None
        except asyncio.CancelledError:
            self.check()  # So it looks to whoever waits when the channel is closed.
            raise CallCancelledError("The call was given up on this side.", code="CANCELLED") from None

    async def unary(self, service: str, method: str, request: Any, timeout: Optional[float]) -> Any:
        """A call with one answer, in so many seconds, or the client's own time-out."""
        allowed = self.settings.timeout if timeout is None else timeout
        return await self.answer(self.begin(service, method, request, timeout=allowed), service, method, allowed)

    async def send(self, service: str, method: str, next_message: Callable[[], Any], deadline: Deadline) -> Any:
        """A call with a stream of messages, until there is None, and one answer."""
        call = self.begin(service, method, timeout=deadline.left(math.inf))
        try:
            while True:
                reading = await settled(call, self.in_thread(next_message), deadline.left(math.inf))
                if not reading.done():  # What is read may block for ever: its thread is left alone.
                    raise late(overdue(self.settings.url, full_name(service, method), deadline.timeout))
                message = reading.result()
                writing = await settled(call, call.done_writing() if message is None else call.write(message))
                if message is None or writing.cancelled():  # The call itself says how it ended.
                    break
                writing.result()
        except (grpc.aio.AioRpcError, asyncio.InvalidStateError):
            pass  # The server has answered before the end: the call itself says what.
        except BaseException:
            call.cancel()
            raise
        return await self.answer(call, service, method, deadline.timeout)

    def stream(self, service: str, method: str, request: Any) -> Stream:
        """A call with a stream of answers."""
        return Stream(self, service, method, self.begin(service, method, request))

    def error(self, failure: grpc.aio.AioRpcError, service: str, method: str, allowed: Optional[float] = None) -> ApiError:
        metadata = [*(failure.initial_metadata() or ()), *(failure.trailing_metadata() or ())]
        return error(failure.code(), failure.details(), metadata, self.settings.url, full_name(service, method), allowed)

    async def in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        """Runs what may block, in a thread."""
        return await asyncio.to_thread(function, *arguments)

    async def close(self) -> None:
        self.closed = True
        if self._open is not None and self._loop is asyncio.get_running_loop():
            await self._open.close()


async def settled(call: Any, awaitable: Awaitable[T], limit: Optional[float] = None) -> asyncio.Future[T]:
    """Waits for something of a call, and raises CancelledError only if the caller's own task is cancelled: what became of the call
    meanwhile, which gRPC says by the same exception, is in the future."""
    waiting = asyncio.ensure_future(awaitable)
    try:
        await asyncio.wait({waiting}, timeout=limit)
    except asyncio.CancelledError:
        call.cancel()
        waiting.cancel()
        raise
    return waiting


class Stream:
    """The answers of one call, one by one."""

    def __init__(self, wire: Wire, service: str, method: str, call: Any) -> None:
        self._wire, self._service, self._method, self._call = wire, service, method, call

    async def read(self, limit: float) -> Any:
        """The next answer, or None at the end. Raises Quiet if nothing comes within so many seconds."""
        reading = await settled(self._call, self._call.read(), limit)
        if not reading.done():
            self._call.cancel()
            reading.cancel()
            raise Quiet
        try:
            message = reading.result()
        except grpc.aio.AioRpcError as failure:
            raise self._wire.error(failure, self._service, self._method) from None
        except asyncio.CancelledError:
            raise CallCancelledError("The stream was closed.", code="CANCELLED") from None
        return None if message is grpc.aio.EOF else message

    def cancel(self) -> None:
        self._call.cancel()


class Bell:
    """Lets one wait for a while, or until it rings."""

    def __init__(self) -> None:
        self._rung: Optional[asyncio.Event] = None

    def ring(self) -> None:
        if self._rung is not None:
            self._rung.set()

    async def wait(self, seconds: float) -> None:
        self._rung = asyncio.Event()
        ringing = asyncio.ensure_future(self._rung.wait())
        try:
            await asyncio.wait({ringing}, timeout=seconds)  # Unlike wait_for, this never loses a cancellation.
        finally:
            ringing.cancel()


class Channel:
    """As much of a channel as stubs use. It puts the key on every call, which gRPC's own interceptors do too, but not without
    changing what a stream can do."""

    def __init__(self, bare: grpc.aio.Channel, settings: Settings) -> None:
        self._bare, self._settings = bare, settings

    def _keyed(self, make: Callable[..., Any]) -> Callable[..., Any]:
        def method(*path: Any, **codecs: Any) -> Callable[..., Any]:
            bare = make(*path, **codecs)

            def call(*request: Any, metadata: Any = None, **options: Any) -> Any:
                return bare(*request, metadata=grpc.aio.Metadata(*(metadata or ()), self._settings.authorization()), **options)

            return call

        return method

    @property
    def unary_unary(self) -> Any:
        return self._keyed(self._bare.unary_unary)

    @property
    def unary_stream(self) -> Any:
        return self._keyed(self._bare.unary_stream)

    @property
    def stream_unary(self) -> Any:
        return self._keyed(self._bare.stream_unary)

    @property
    def stream_stream(self) -> Any:
        return self._keyed(self._bare.stream_stream)

    async def close(self) -> None:
        await self._bare.close()
