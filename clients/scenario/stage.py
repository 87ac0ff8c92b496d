"""The stage: a server, the people at it, and whatever a player may ask for."""

import json
import subprocess
from pathlib import Path

import puppet
from server import Server
from wires import Cutter, Silent, nobody

HERE = Path(__file__).resolve().parent
FORM = json.loads((HERE / "form.json").read_text())
VERDICTS = {
    "APPROVE": "approve",
    "REJECT": "reject",
    "EDIT_AND_APPROVE": "edit",
    "ESCALATE": "escalate",
    "REQUEST_MORE_INFO": "more-info",
}


class Stage:
    """Answers what players ask. Whatever an ask needs is set up when it is first asked for."""

    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary, self.folder = binary, folder
        self.server = Server(binary, folder / "plain")
        self.secure = self.puppet = self.cutter = self.silent = None

    def answer(self, ask: dict) -> dict:
        """The answer to an ask, by the method of its name."""
        ask = dict(ask)
        return getattr(self, f"on_{ask.pop('ask')}")(**ask) or {}

    def on_decide(self, id: str, outcome: str, note: str = "", reason_code: str = "") -> None:
        options = [*(["--note", note] if note else []), *(["--reason-code", reason_code] if reason_code else [])]
        self.server.command("decide", id, VERDICTS[outcome], *options)

    def on_answer(self, id: str) -> None:
        typed = [f"{field}={value if isinstance(value, str) else json.dumps(value)}" for field, value in FORM["answers"].items()]
        self.server.command("answer", id, *typed)

    def on_restart(self, how: str) -> None:
        self.server.restart(how)

    def on_cutter(self) -> dict:
        if self.cutter is None:
            host, port = self.server.listen.split(":")
            self.cutter = Cutter((host, int(port)))
        return {"url": self.cutter.url}

    def on_cuts(self) -> None:
        self.cutter.wait_for(2)

    def on_silent(self) -> dict:
        self.silent = self.silent or Silent()
        return {"url": self.silent.url}

    def on_nobody(self) -> dict:
        return {"url": nobody()}

    def on_puppet(self) -> dict:
        self.puppet = self.puppet or puppet.start()
        return {"url": self.puppet[1]}

    def on_tls(self) -> dict:
        if self.secure is None:
            folder = self.folder / "tls"
            certificate, key = certify(self.folder)
            self.secure = Server(self.binary, folder, ["--tls-cert", certificate, "--tls-key", key])
        url = "https://localhost:" + self.secure.listen.split(":")[1]
        return {"url": url, "ca": str(self.folder / "ca.pem"), "key": self.secure.key("agent")}

    def stop(self) -> None:
        for server in filter(None, (self.server, self.secure)):
            server.stop()
        if self.puppet:
            self.puppet[0].stop(None)


def certify(folder: Path) -> tuple[str, str]:
    """A certificate for localhost, signed by an authority of its own, whose certificate is `ca.pem`."""
    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2"]
    openssl("req", "-x509", *key, "-subj", "/CN=The scenario", "-keyout", "ca.key", "-out", "ca.pem",
            "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=keyCertSign")
    openssl("req", "-x509", *key, "-CA", "ca.pem", "-CAkey", "ca.key", "-subj", "/CN=localhost", "-keyout", "server.key",
            "-out", "server.pem", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-addext", "basicConstraints=critical,CA:FALSE", "-addext", "extendedKeyUsage=serverAuth")
    return str(folder / "server.pem"), str(folder / "server.key")
