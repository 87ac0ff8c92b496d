"""What only shows over a real connection: two threads on one watch, several event loops, and uploads that go wrong."""

import asyncio
import io
import socket
import subprocess
import sys
import threading
import time
import unittest
from concurrent import futures
from pathlib import Path
from unittest import mock

import grpc

from pumpup import AsyncPumpUp, CallCancelledError, ConfigurationError, PumpUp, PumpUpTimeoutError
from pumpup._aio.wire import Bell
from pumpup.v1 import (
    approvals_pb2, approvals_pb2_grpc, inbox_pb2, inbox_pb2_grpc, requests_pb2, tasks_pb2, tasks_pb2_grpc, uploads_pb2,
    uploads_pb2_grpc,
)


ARRIVED = threading.Event()  # Somebody waits for something that does not come.


class Approvals(approvals_pb2_grpc.ApprovalsServicer):
    def WatchResult(self, request, context):
        """Says pending, and then nothing for as long as anybody listens."""
        gone = threading.Event()
        context.add_callback(gone.set)
        ARRIVED.set()
        yield approvals_pb2.ApprovalsWatchResultResponse(pending=requests_pb2.Pending())
        gone.wait(10)


class Tasks(tasks_pb2_grpc.TasksServicer):
    def List(self, request, context):
        return tasks_pb2.TasksListResponse(tasks=[tasks_pb2.Task(name=dict(context.invocation_metadata())["authorization"])])


    def Get(self, request, context):
        """Does not answer for as long as anybody listens."""
        ARRIVED.set()
        gone = threading.Event()
        context.add_callback(gone.set)
        gone.wait(10)


class Inbox(inbox_pb2_grpc.InboxServicer):
    def List(self, request, context):
        return inbox_pb2.InboxListResponse(next_page_token=dict(context.invocation_metadata())["authorization"])


class Uploads(uploads_pb2_grpc.UploadsServicer):
    attempts: list = []

    def Upload(self, messages, context):
        messages = list(messages)
        self.attempts.append((messages[0].idempotency_key, messages[0].file_name, sum(len(each.chunk) for each in messages)))
        if messages[0].file_name == "twice" and len(self.attempts) < 3:
            context.abort(grpc.StatusCode.UNAVAILABLE, "not yet")
        return uploads_pb2.UploadsUploadResponse(upload=uploads_pb2.Upload(id="u", file_name=messages[0].file_name))


class Torn(io.RawIOBase):
    """A stream that breaks after its first bytes."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, size=-1):
        self.reads += 1
        if self.reads > 1:
            raise OSError("the disk is gone")
        return b"x"


class Stuck(io.RawIOBase):
    """A stream from which nothing comes until it is released."""

    def __init__(self, release: threading.Event) -> None:
        self.release = release

    def read(self, size=-1):
        ARRIVED.set()
        self.release.wait(20)
        return b""


class OverTheWire(unittest.TestCase):
    def setUp(self) -> None:
        self.server = grpc.server(futures.ThreadPoolExecutor(8))
        approvals_pb2_grpc.add_ApprovalsServicer_to_server(Approvals(), self.server)
        tasks_pb2_grpc.add_TasksServicer_to_server(Tasks(), self.server)
        inbox_pb2_grpc.add_InboxServicer_to_server(Inbox(), self.server)
        uploads_pb2_grpc.add_UploadsServicer_to_server(Uploads(), self.server)
        Uploads.attempts = []
        ARRIVED.clear()
        self.release = threading.Event()
        self.addCleanup(self.release.set)
        self.url = "http://127.0.0.1:%d" % self.server.add_insecure_port("127.0.0.1:0")
        self.server.start()
        self.addCleanup(lambda: self.server.stop(None).wait())

    def client(self) -> PumpUp:
        return PumpUp(base_url=self.url, api_key="pk")

    def async_client(self) -> AsyncPumpUp:
        return AsyncPumpUp(base_url=self.url, api_key="pk")

    def test_another_thread_closes_a_watch(self) -> None:
        with self.client() as client, client.approvals.watch("r") as states, futures.ThreadPoolExecutor() as threads:
            self.assertEqual(next(states).type, "pending")
            rest = threads.submit(list, states)
            states.close()
            self.assertEqual(rest.result(timeout=5), [])

    def test_another_thread_closes_the_client(self) -> None:
        with self.client() as client, futures.ThreadPoolExecutor() as threads:
            states = client.approvals.watch("r")
            self.assertEqual(next(states).type, "pending")
            waiting = threads.submit(client.approvals.watch_result, "r")
            client.close()
            for end in (lambda: waiting.result(timeout=5), lambda: next(states), client.tasks.list):
                with self.assertRaises(CallCancelledError):
                    end()

    def test_another_task_closes_a_watch_or_is_cancelled(self) -> None:
        async def main() -> None:
            async with self.async_client() as client:
                states = client.approvals.watch("r")
                self.assertEqual((await states.__anext__()).type, "pending")

                async def rest() -> list:
                    return [state async for state in states]

                task = asyncio.ensure_future(rest())
                await asyncio.sleep(0)  # Lets it begin to listen.
                states.close()
                self.assertEqual(await asyncio.wait_for(task, 5), [])
                task = asyncio.ensure_future(client.approvals.watch_result("r"))
                await asyncio.sleep(0)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await asyncio.wait_for(task, 5)
                task = asyncio.ensure_future(client.approvals.watch_result("r"))
                await asyncio.sleep(0)
                await client.close()
                with self.assertRaises(CallCancelledError):
                    await asyncio.wait_for(task, 5)

        asyncio.run(main())

    def test_a_cancelled_task_ends_cancelled_though_the_client_is_closed_too(self) -> None:
        async def main() -> None:
            for wait in (lambda client: client.approvals.watch_result("r"), lambda client: client.tasks.get("slow"),
                         lambda client: client.uploads.upload(file=Stuck(self.release))):
                client = self.async_client()
                ARRIVED.clear()
                task = asyncio.ensure_future(wait(client))
                self.assertTrue(await asyncio.to_thread(ARRIVED.wait, 5))
                task.cancel()
                await client.close()
                with self.assertRaises(asyncio.CancelledError):
                    await asyncio.wait_for(task, 5)
            self.release.set()

        asyncio.run(main())

    def test_a_task_that_is_cancelled_while_it_pauses_ends_cancelled(self) -> None:
        async def main(turns: int) -> None:
            bell = Bell()
            task = asyncio.ensure_future(bell.wait(5))
            await asyncio.sleep(0)  # Lets it begin to wait.
            bell.ring()
            for _ in range(turns):
                await asyncio.sleep(0)
            if task.cancel():
                with self.assertRaises(asyncio.CancelledError):
                    await task

        for turns in range(4):
            asyncio.run(main(turns))

    def test_a_key_of_a_function_is_looked_at_each_time(self) -> None:
        def calls(client) -> list:
            return [client.tasks.list, lambda: client.approvals.watch_result("r"), lambda: client.uploads.upload(file=b"x")]

        async def main(client: AsyncPumpUp) -> None:
            async with client:
                for call in calls(client):
                    with self.assertRaisesRegex(ConfigurationError, "plain ASCII"):
                        await asyncio.wait_for(call(), 5)

        with PumpUp(base_url=self.url, api_key=lambda: "pk\n") as client:
            self.assertEqual(client.tasks.list().items[0].name, "Bearer pk")
        with PumpUp(base_url=self.url, api_key=lambda: "p\nk") as client:
            for call in calls(client):
                with self.assertRaisesRegex(ConfigurationError, "plain ASCII"):
                    call()
        asyncio.run(main(AsyncPumpUp(base_url=self.url, api_key=lambda: "p\nk")))

    def test_no_proxy_sees_the_key(self) -> None:
        async def name() -> str:
            async with self.async_client() as client:
                return (await client.tasks.list(timeout=5)).items[0].name

        with socket.create_server(("127.0.0.1", 0)) as proxy:
            proxy.setblocking(False)
            address = "http://127.0.0.1:%d" % proxy.getsockname()[1]
            proxies = dict.fromkeys(["grpc_proxy", "http_proxy", "https_proxy"], address)
            with mock.patch.dict("os.environ", {**proxies, "no_proxy": "", "no_grpc_proxy": ""}):
                with self.client() as client:
                    self.assertEqual(client.tasks.list(timeout=5).items[0].name, "Bearer pk")
                self.assertEqual(asyncio.run(name()), "Bearer pk")
            with self.assertRaises(BlockingIOError):
                proxy.accept()

    def test_one_client_serves_one_loop_after_the_other(self) -> None:
        client = self.async_client()

        async def name() -> str:
            return (await client.tasks.list()).items[0].name

        self.assertEqual([asyncio.run(name()), asyncio.run(name())], ["Bearer pk", "Bearer pk"])

    def test_plain_stubs_carry_the_key(self) -> None:
        async def main() -> str:
            async with self.async_client() as client:
                return (await client.stubs.inbox.List(inbox_pb2.InboxListRequest())).next_page_token

        with self.client() as client:
            self.assertEqual(client.stubs.inbox.List(inbox_pb2.InboxListRequest()).next_page_token, "Bearer pk")
        self.assertEqual(asyncio.run(main()), "Bearer pk")

    def test_a_file_that_cannot_be_read_is_no_short_file(self) -> None:
        async def main() -> None:
            async with self.async_client() as client:
                await client.uploads.upload(file=Torn())

        with self.client() as client, self.assertRaisesRegex(OSError, "the disk is gone"):
            client.uploads.upload(file=Torn())
        with self.assertRaisesRegex(OSError, "the disk is gone"):
            asyncio.run(main())

    def test_a_file_is_sent_again_under_the_same_key(self) -> None:
        with self.client() as client:
            self.assertEqual(client.uploads.upload(file=("twice", b"x" * 600_000)).id, "u")
        self.assertEqual(len(set(Uploads.attempts)), 1, Uploads.attempts)
        self.assertEqual(Uploads.attempts[0][1:], ("twice", 600_000))

    def test_the_time_of_an_upload_holds_while_its_source_blocks(self) -> None:
        async def main() -> None:
            async with self.async_client() as client:
                with self.assertRaisesRegex(PumpUpTimeoutError, "Uploads.Upload within 0.3 s"):
                    await client.uploads.upload(file=Stuck(self.release), timeout=0.3)
            self.release.set()  # Or else the loop would wait for the thread that reads.

        begun = time.monotonic()
        with self.client() as client, self.assertRaisesRegex(PumpUpTimeoutError, "Uploads.Upload within 0.3 s"):
            client.uploads.upload(file=Stuck(self.release), timeout=0.3)
        asyncio.run(main())
        self.assertLess(time.monotonic() - begun, 5)

    def test_what_cannot_be_uploaded(self) -> None:
        with self.client() as client:
            for file, words in [(3, "takes a path"), (io.StringIO("text"), "binary mode")]:
                with self.assertRaisesRegex(TypeError, words):
                    client.uploads.upload(file=file)


class Made(unittest.TestCase):
    def test_the_blocking_client_is_what_the_other_one_makes(self) -> None:
        unasync = Path(__file__).resolve().parent.parent / "unasync"
        done = subprocess.run([sys.executable, unasync, "--check"], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    unittest.main()
