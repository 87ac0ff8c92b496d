"""How long an upload goes on trying, over a wire that is never there, and when it lets go of its file."""

import math
import os
import tempfile
import threading
import unittest
from concurrent import futures
from unittest import mock

from pumpup import UnavailableError, _backoff
from pumpup._files import Source
from pumpup._sync import uploads


class Wire:
    """Takes four seconds to say that it is not there, and keeps how many each attempt had."""

    def __init__(self) -> None:
        self.now, self.allowed = 100.0, []

    def in_thread(self, function, *arguments):
        return function(*arguments)

    def send(self, _service, _method, _next_message, deadline):
        self.allowed.append(deadline.left(math.inf))
        self.now += 4
        raise UnavailableError("not there", code="UNAVAILABLE")


class Trying(unittest.TestCase):
    def test_all_attempts_share_the_time_of_the_upload(self) -> None:
        for timeout, allowed in [(10, [10, 6, 2]), (100, [100, 96, 92, 88, 84])]:
            wire = Wire()
            with mock.patch.object(_backoff.time, "monotonic", lambda: wire.now), mock.patch.object(uploads, "Bell"):
                with self.assertRaises(UnavailableError):
                    uploads.Uploads(wire).upload(file=b"x", timeout=timeout)
            self.assertEqual(wire.allowed, allowed)

    def test_a_file_is_closed_when_a_read_of_it_that_blocks_is_over(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "photo")
            open(path, "wb").close()
            source = Source(path)
            reading, release, stream = threading.Event(), threading.Event(), source.stream
            source.stream = mock.Mock(read=lambda _: reading.set() or release.wait(10) and b"x", close=stream.close)
            with futures.ThreadPoolExecutor() as threads:
                read = threads.submit(source.read)
                self.assertTrue(reading.wait(5))
                source.close()
                self.assertFalse(stream.closed)
                release.set()
                self.assertEqual(read.result(timeout=5), b"x")
            self.assertTrue(stream.closed)


if __name__ == "__main__":
    unittest.main()
