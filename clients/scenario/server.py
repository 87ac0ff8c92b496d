"""A real server, its people, and the environment that callers of it run in. All checks that need one use it."""

import os
import signal
import subprocess
from pathlib import Path


class Server:
    """A server on a folder of its own, and the command line of its admin."""

    def __init__(self, binary: Path, folder: Path, flags=(), listen: str = "127.0.0.1:0") -> None:
        folder.mkdir()
        self.binary, self.folder, self.flags, self.listen = binary, folder, list(flags), listen
        self.log = open(folder / "log", "a")
        self.start()

    def start(self) -> None:
        serve = [self.binary, "serve", "--listen", self.listen, "--data", self.folder / "data", *self.flags]
        self.process = subprocess.Popen(list(map(str, serve)), env=environment(), stdout=subprocess.PIPE, stderr=self.log, text=True)
        for line in self.process.stdout:
            if "pumpup is serving at" in line:
                self.url = line.split()[-1]
                self.listen = self.url.split("//")[1]
                return
        raise AssertionError(f"the server did not start:\n{self.said()}")

    def restart(self, how: str) -> None:
        self.process.send_signal(signal.Signals[f"SIG{how}"])
        self.process.wait(timeout=20)
        self.start()

    def key(self, whose: str) -> str:
        return (self.folder / "data" / f"{whose}.key").read_text().strip()

    def command(self, *arguments: str, by: str = "admin") -> str:
        """What a command of the command line prints, called by somebody whose key the first start wrote."""
        done = subprocess.run(
            [self.binary, *arguments],
            env=environment(PUMPUP_URL=self.url, PUMPUP_API_KEY=self.key(by)),
            capture_output=True, text=True, timeout=20,
        )
        if done.returncode != 0:
            raise AssertionError(f"pumpup {' '.join(arguments)}: {done.stderr.strip()}")
        return done.stdout

    def said(self) -> str:
        return (self.folder / "log").read_text()

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()


def environment(**variables: str) -> dict:
    """This process's environment, without what would change how pumpup behaves, and with the variables."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PUMPUP_")}
    return {**kept, **variables}
