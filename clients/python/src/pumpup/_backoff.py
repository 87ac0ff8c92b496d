"""How long to wait before a stream is opened again, and when a whole wait is over. Pure but for the clock and the dice."""

from __future__ import annotations

import random
import time
from typing import Optional

SILENCE = 45.0  # Seconds. The server says something every 15: a stream that is quiet for longer is dead.


class Backoff:
    """Pauses that double from 0.1 s to 5 s, spread out so that a thousand agents do not come back at once. They begin anew after
    a stream that lasted: a server that says a word and hangs up is no better than one that is silent."""

    FIRST, LAST = 0.1, 5.0

    def __init__(self) -> None:
        self.pause = self.FIRST
        self.since: Optional[float] = None  # When this stream was first heard.

    def heard(self) -> None:
        if self.since is None:
            self.since = time.monotonic()

    def broke(self) -> None:
        if self.since is not None and time.monotonic() - self.since > self.LAST:
            self.pause = self.FIRST
        self.since = None

    def next(self, at_least: Optional[float] = None) -> float:
        pause, self.pause = self.pause * random.uniform(0.5, 1), min(self.pause * 2, self.LAST)
        return max(pause, at_least or 0)


class Deadline:
    """The end of a wait, or of none at all."""

    def __init__(self, timeout: Optional[float]) -> None:
        self.timeout = timeout
        self.end = None if timeout is None else time.monotonic() + timeout

    def left(self, at_most: float) -> float:
        """The seconds until then, but no more than these."""
        return at_most if self.end is None else max(0.0, min(at_most, self.end - time.monotonic()))

    def passed(self) -> bool:
        return self.end is not None and time.monotonic() >= self.end


class Quiet(Exception):
    """Nothing was heard on a stream for as long as one was willing to listen."""
