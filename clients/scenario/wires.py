"""Bad connections: a proxy that cuts, and a listener that never says anything."""

import asyncio
import socket
import threading

CUT_AFTER = 0.7  # Seconds.


class Cutter:
    """A proxy to the server that cuts every connection after a while, whatever goes on."""

    def __init__(self, to: tuple[str, int]) -> None:
        self.to = to
        self.cuts = 0
        self.changed = threading.Condition()
        self.listening = threading.Event()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_until_complete, args=[self.serve()], daemon=True).start()
        self.listening.wait()

    async def serve(self) -> None:
        server = await asyncio.start_server(self.connection, "127.0.0.1", 0)
        self.url = "http://127.0.0.1:%d" % server.sockets[0].getsockname()[1]
        self.listening.set()
        await server.serve_forever()

    async def connection(self, reader, writer) -> None:
        try:
            onward = await asyncio.open_connection(*self.to)
        except OSError:  # The server is away: so is the proxy.
            writer.transport.abort()
            return
        pumps = [asyncio.ensure_future(pump(reader, onward[1])), asyncio.ensure_future(pump(onward[0], writer))]
        await asyncio.wait(pumps, timeout=CUT_AFTER, return_when=asyncio.FIRST_COMPLETED)
        for each in pumps:
            each.cancel()
        for end in (writer, onward[1]):
            end.transport.abort()  # A reset, as from a box that forgot the connection.
        with self.changed:
            self.cuts += 1
            self.changed.notify_all()

    def wait_for(self, more: int) -> None:
        """Waits until so many more connections were cut."""
        with self.changed:
            goal = self.cuts + more
            if not self.changed.wait_for(lambda: self.cuts >= goal, timeout=15):
                raise TimeoutError(f"{self.cuts} of {goal} connections were cut: nobody connects again")


async def pump(reader, writer) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()


class Silent:
    """A listener whose backlog accepts connections, and that is all."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = "http://127.0.0.1:%d" % self.socket.getsockname()[1]


def nobody() -> str:
    """A URL at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return "http://127.0.0.1:%d" % taken.getsockname()[1]
