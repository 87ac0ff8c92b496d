"""The blocking way to the server: what `_aio/wire.py` is to asyncio, method by method."""

from __future__ import annotations

import math
import threading
from typing import Any, Callable, Optional, TypeVar

import grpc

from .._backoff import Deadline, Quiet
from .._settings import Settings, channel_options
from .._status import error, full_name
from .._stubs import Stubs
from ..errors import ApiError, CallCancelledError

T = TypeVar("T")


class Wire:
    """One channel, opened when it is first used, and the three kinds of calls over it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.closed = False
        self._lock = threading.Lock()
        self._open: Optional[grpc.Channel] = None
        self._stubs: Optional[Stubs] = None

    @property
    def channel(self) -> grpc.Channel:
        self.check()
        with self._lock:
            if self._open is None:
                options = channel_options(self.settings.secure)
                target = self.settings.target
                bare = grpc.secure_channel(target, self.settings.credentials(), options) if self.settings.secure \
                    else grpc.insecure_channel(target, options)
                self._open = grpc.intercept_channel(bare, Bearer(self.settings))
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

    def begin(self, service: str, method: str, request: Any, **options: Any) -> Any:
        try:
            return getattr(getattr(self.stubs, service), method)(request, **options)
        except ValueError:  # What gRPC says when the channel was closed in the meantime.
            self.check()
            raise

    def unary(self, service: str, method: str, request: Any, timeout: Optional[float]) -> Any:
        """A call with one answer, in so many seconds, or the client's own time-out."""
        allowed = self.settings.timeout if timeout is None else timeout
        try:
            return self.begin(service, method, request, timeout=allowed)
        except grpc.RpcError as failure:
            raise self.error(failure, service, method, allowed) from None

    def send(self, service: str, method: str, next_message: Callable[[], Any], deadline: Deadline) -> Any:
        """A call with a stream of messages, until there is None, and one answer."""
        faults = []

        def messages() -> Any:
            try:
                while (message := next_message()) is not None:
                    yield message
            except Exception as fault:  # gRPC would swallow it.
                faults.append(fault)
                raise

        try:
            return self.begin(service, method, messages(), timeout=deadline.left(math.inf))
        except grpc.RpcError as failure:
            if faults:
                raise faults[0] from None
            raise self.error(failure, service, method, deadline.timeout) from None

    def stream(self, service: str, method: str, request: Any) -> Stream:
        """A call with a stream of answers."""
        return Stream(self, service, method, self.begin(service, method, request))

    def error(self, failure: Any, service: str, method: str, allowed: Optional[float] = None) -> ApiError:
        metadata = [*(failure.initial_metadata() or ()), *(failure.trailing_metadata() or ())]
        return error(failure.code(), failure.details(), metadata, self.settings.url, full_name(service, method), allowed)

    def in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        """Runs what may block, which is no matter here."""
        return function(*arguments)

    def close(self) -> None:
        self.closed = True
        with self._lock:
            if self._open is not None:
                self._open.close()


class Stream:
    """The answers of one call, one by one."""

    def __init__(self, wire: Wire, service: str, method: str, call: Any) -> None:
        self._wire, self._service, self._method, self._call = wire, service, method, call

    def read(self, limit: float) -> Any:
        """The next answer, or None at the end. Raises Quiet if nothing comes within so many seconds."""
        quiet = threading.Event()

        def give_up() -> None:
            quiet.set()
            self._call.cancel()

        timer = threading.Timer(limit, give_up)
        timer.daemon = True
        timer.start()
        try:
            return next(self._call)
        except StopIteration:
            return None
        except grpc.RpcError as failure:
            if quiet.is_set():
                raise Quiet from None
            raise self._wire.error(failure, self._service, self._method) from None
        except ValueError:  # Of a call that could not begin, this is where one hears of it.
            self._wire.check()
            raise
        finally:
            timer.cancel()

    def cancel(self) -> None:
        self._call.cancel()


class Bell:
    """Lets one wait for a while, or until it rings."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def ring(self) -> None:
        self._event.set()

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)


class Bearer(grpc.UnaryUnaryClientInterceptor, grpc.UnaryStreamClientInterceptor, grpc.StreamUnaryClientInterceptor,
             grpc.StreamStreamClientInterceptor):
    """Puts the key on every call."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def intercept_unary_unary(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(details._replace(metadata=[*(details.metadata or ()), self.settings.authorization()]), request)

    intercept_unary_stream = intercept_stream_unary = intercept_stream_stream = intercept_unary_unary
