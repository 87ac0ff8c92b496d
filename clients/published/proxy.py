"""A proxy that is out of order for a while."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError
from urllib.request import Request, urlopen


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
