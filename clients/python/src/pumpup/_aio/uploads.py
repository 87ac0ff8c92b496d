"""Uploads: the bytes of files, which an action attaches to a task."""

from __future__ import annotations

from typing import Any, AsyncIterator, Optional

from .. import _from, _status, _to
from .._backoff import SILENCE, Backoff, Deadline, Quiet
from .._files import File, Sink, Source, Target
from ..errors import UnavailableError
from ..types.tasks import Upload
from ..v1 import uploads_pb2 as pb
from .wire import Bell, Wire

ATTEMPTS = 5
TIMEOUT = 300.0  # Seconds: a file takes longer than a call.


class AsyncUploads:
    """`client.uploads`."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def upload(self, *, file: File, file_name: Optional[str] = None, idempotency_key: Optional[str] = None,
                     timeout: float = TIMEOUT) -> Upload:
        """Takes a file: a path, bytes, a binary stream, or a pair of a name and one of these.

        What can be read again is sent again if the server goes away in the middle, under the same key; `timeout` is for all
        of that together.
        """
        source = await self._wire.in_thread(Source, file)
        deadline = Deadline(timeout)
        key, name = _to.key(idempotency_key), file_name or source.name or ""
        backoff = Backoff()
        try:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    answer = await self._wire.send("uploads", "Upload", messages(source, key, name), deadline)
                    return _from.upload(answer.upload)
                except UnavailableError:
                    if attempt == ATTEMPTS or deadline.passed() or not await self._wire.in_thread(source.rewind):
                        raise
                    await Bell().wait(deadline.left(backoff.next()))
        finally:
            await self._wire.in_thread(source.close)
        raise AssertionError("the last attempt answers or raises")

    async def get(self, id: str, *, timeout: Optional[float] = None) -> Upload:
        """What is known about a file."""
        return _from.upload((await self._wire.unary("uploads", "Get", pb.UploadsGetRequest(id=id), timeout)).upload)

    async def chunks(self, id: str) -> AsyncIterator[bytes]:
        """The bytes of a file, as they come."""
        stream = self._wire.stream("uploads", "Download", pb.UploadsDownloadRequest(id=id))
        try:
            while (message := await stream.read(SILENCE)) is not None:
                yield message.chunk
        except Quiet:
            raise _status.late(f"Nothing came of the file for {SILENCE:g} s.") from None
        finally:
            stream.cancel()

    async def download(self, id: str, *, to: Target) -> None:
        """Writes the bytes of a file to a path or a binary stream. At a path there is all of it or nothing."""
        sink = await self._wire.in_thread(Sink, to)
        whole = False
        try:
            async for data in self.chunks(id):
                await self._wire.in_thread(sink.write, data)
            whole = True
        finally:
            await self._wire.in_thread(sink.finish, whole)

    async def content(self, id: str) -> bytes:
        """The bytes of a file, all at once."""
        data = bytearray()
        async for chunk in self.chunks(id):
            data += chunk
        return bytes(data)


def messages(source: Source, key: str, name: str) -> Any:
    """A function that gives the messages of an upload one by one, then None."""
    first = [pb.UploadsUploadRequest(idempotency_key=key, file_name=name)]

    def next_message() -> Optional[pb.UploadsUploadRequest]:
        if first:
            return first.pop()
        data = source.read()
        return pb.UploadsUploadRequest(chunk=data) if data else None

    return next_message
