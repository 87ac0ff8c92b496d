"""Files on their way up and down: what callers may give, and how it is read and written. Blocking; asyncio does it in threads."""

from __future__ import annotations

import io
import os
import threading
import uuid
from pathlib import Path
from typing import BinaryIO, Optional, Tuple, Union

CHUNK = 256 * 1024  # Bytes in a message.

Content = Union[bytes, BinaryIO, str, "os.PathLike[str]"]
File = Union[Content, Tuple[Optional[str], Content]]
Target = Union[BinaryIO, str, "os.PathLike[str]"]


class Source:
    """What is uploaded: a path, bytes, or a binary stream from where it stands, by themselves or in a pair with a name."""

    def __init__(self, file: File) -> None:
        self.name: Optional[str] = None
        named = isinstance(file, tuple)
        content = file
        if isinstance(file, tuple):
            self.name, content = file[0], file[1]
        self.owned = False  # Whether the stream was opened here, and is closed here.
        self.stream: BinaryIO
        if isinstance(content, (bytes, bytearray, memoryview)):
            self.stream = io.BytesIO(content)
        elif isinstance(content, (str, os.PathLike)):
            self.stream, self.owned = open(content, "rb"), True
            self.name = self.name if named else Path(content).name
        elif hasattr(content, "read"):
            self.stream = content  # type: ignore[assignment]
            opened = getattr(content, "name", None)
            if not named and isinstance(opened, str):
                self.name = Path(opened).name
        else:
            kind = type(file).__name__
            raise TypeError(f"upload takes a path, bytes, a binary stream, or a pair (name, one of these), not {kind}")
        self.reading = threading.Lock()
        self.over = False
        seekable = getattr(self.stream, "seekable", None)
        self.start = self.stream.tell() if seekable is not None and seekable() else None

    def read(self) -> bytes:
        with self.reading:
            data = self.stream.read(CHUNK)
        if self.over:
            self.close()
        if not isinstance(data, bytes):
            raise TypeError("upload reads bytes: open the file in binary mode, open(…, \"rb\")")
        return data

    def rewind(self) -> bool:
        """Goes back to the start; says whether that is possible."""
        if self.start is None:
            return False
        self.stream.seek(self.start)
        return True

    def close(self) -> None:
        """Closes what was opened here, at once or, if a read of it blocks beyond the time that an upload has, after that."""
        self.over = True
        if self.owned and self.reading.acquire(blocking=False):
            self.stream.close()
            self.reading.release()


class Sink:
    """Where a download goes. A file is written beside its place and put there once it is whole."""

    def __init__(self, to: Target) -> None:
        self.place: Optional[Path] = None
        if isinstance(to, (str, os.PathLike)):
            self.place = Path(to)
            self.beside = self.place.with_name(f"{self.place.name}.{uuid.uuid4().hex}.part")
            self.stream: BinaryIO = open(self.beside, "xb")
        else:
            self.stream = to

    def write(self, data: bytes) -> None:
        self.stream.write(data)

    def finish(self, whole: bool) -> None:
        if self.place is None:
            return
        self.stream.close()
        if whole:
            os.replace(self.beside, self.place)
        else:
            os.unlink(self.beside)
