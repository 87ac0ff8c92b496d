"""A server of one's own, and the person at its command line; and a proxy that is out of order for a while."""

import json
import os
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def environment(**variables: str) -> dict:
    """This process's environment, without what would change how pumpup behaves, and with the variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUMPUP_")}
    return {**kept, "PYTHONIOENCODING": "utf-8", **variables}


class Server:
    """A server on a folder and a free port of its own."""

    def __init__(self, binary: Path, folder: Path, *flags: str) -> None:
        self.binary, self.data = binary, folder / "data"
        self.log = open(folder / "stderr", "w")
        serve = [binary, "serve", "--listen", "127.0.0.1:0", "--data", self.data, *flags]
        self.process = subprocess.Popen(serve, env=environment(), stdout=subprocess.PIPE, stderr=self.log, text=True)
        first = self.process.stdout.readline()
        assert "pumpup is serving at" in first, f"the server said {first!r}"
        self.url = first.split()[-1]
        self.key = (self.data / "agent.key").read_text().strip()
        self.admin_key = (self.data / "admin.key").read_text().strip()

    def run(self, *command: str, key: str = "") -> str:
        """What a command of the command line prints, given by the admin or by whoever has the key."""
        told = environment(PUMPUP_URL=self.url, PUMPUP_API_KEY=key or self.admin_key)
        done = subprocess.run([self.binary, *command], env=told, capture_output=True, text=True)
        assert done.returncode == 0, f"pumpup {' '.join(command)}: {done.stderr}"
        return done.stdout

    def json(self, *command: str) -> dict:
        """The same, of a command that prints a document."""
        return json.loads(self.run(*command, "--json"))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()
        self.log.close()


class Proxy:
    """Passes requests on, but answers the next `broken` of them with 503 in its own words."""

    def __init__(self, url: str) -> None:
        self.broken, self.seen, proxy = 0, 0, self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                proxy.seen += 1
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if proxy.broken > 0:
                    proxy.broken -= 1
                    return self.reply(503, {"retry-after": "1"}, b"<html>out of order</html>")
                headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
                request = Request(url + self.path, body or None, headers, method=self.command)
                try:
                    answer = urlopen(request)
                except HTTPError as error:
                    answer = error
                with answer:
                    self.reply(answer.status, {"content-type": answer.headers["content-type"] or ""}, answer.read())

            do_POST = do_GET

            def reply(self, status: int, headers: dict, body: bytes) -> None:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
