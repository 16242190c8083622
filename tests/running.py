"""A real server for tests: `haandgreb serve` on a free port with a data directory and a database of its own."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
HAANDGREB = [sys.executable, "-m", "haandgreb.site.cli"]
MADE_ONCE = "PYTEST_MADE_ONCE"  # names the folder that all processes of a run of the tests share
PATIENCE = 180.0  # seconds; the machine may be busy with other tests


def fresh_database(data: Path, like: str = "") -> str:
    """A DATABASE_URL nobody else uses: a new database beside the tests' own on PostgreSQL, else a file in `data`.

    With `like`, the address of another one that nobody uses just now, it begins as a copy of that.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        file = data / "haandgreb.sqlite3"
        if like:
            data.mkdir(mode=0o700, parents=True)
            shutil.copy(like.removeprefix("sqlite:///"), file)
            file.chmod(0o600)
        return f"sqlite:///{file}"
    import psycopg

    name = f"own_{uuid.uuid4().hex}"
    template = f' TEMPLATE "{urlsplit(like).path[1:]}"' if like else ""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"{template}'.encode())
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Installation:
    """A data directory and a database below `folder`; runs `haandgreb` commands on them.

    New unless `like` names the address of a database to begin as a copy of: see `begun_with`.
    """

    def __init__(self, folder: Path, *, like: str = "", **environment: str) -> None:
        self.data = folder / "data"  # made by the first command
        self.log = folder / "log.txt"
        folder.mkdir(parents=True, exist_ok=True)
        # What runs here runs with the settings people have, and uncounted: to count its lines doubles what it takes.
        of_the_tests = ("HAANDGREB_", "COVERAGE_", "DJANGO_SETTINGS_MODULE")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(of_the_tests)}
        self.environment = {
            **kept,
            "HAANDGREB_DATA": str(self.data),
            "DATABASE_URL": fresh_database(self.data, like),
            "LC_ALL": "en_GB.UTF-8",
            "PYTHONUTF8": "1",
            **environment,
        }

    def run(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; its words stand in stdout and stderr."""
        return subprocess.run(
            [*HAANDGREB, *arguments],
            env=self.environment | environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command in a process group of its own."""
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [*HAANDGREB, *arguments],
                env=self.environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def ask(self, code: str) -> str:
        """Run a few lines of Python inside this installation; returns what they print."""
        done = self._python(code)
        out, trouble = done.communicate(timeout=PATIENCE)
        assert done.returncode == 0, trouble
        return out.strip()

    def start_asking(self, code: str) -> subprocess.Popen[str]:
        """Start a few lines of Python inside this installation."""
        return self._python(code)

    def _python(self, code: str) -> subprocess.Popen[str]:
        begin = "import os, django\nos.environ['DJANGO_SETTINGS_MODULE'] = 'haandgreb.site.settings'\ndjango.setup()\n"
        return subprocess.Popen(
            [sys.executable, "-c", begin + code],
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def said(self) -> str:
        """What started commands have said so far."""
        return self.log.read_text(encoding="utf-8")


def count_people(installation: Installation) -> int:
    """How many people the installation knows."""
    return int(installation.ask("from haandgreb.organisation.models import Person; print(Person.objects.count())"))


def add_person(installation: Installation, name: str) -> None:
    """Somebody real, by given name."""
    installation.ask(f"from haandgreb.organisation.models import Person; Person.objects.create(given={name!r})")


def _made_by(command: str) -> str:
    """The address of a database that the command has made in a new installation; made once in a run of the tests."""
    folder = Path(os.environ[MADE_ONCE]) / command
    folder.mkdir(exist_ok=True)
    with (folder / "made.txt").open("a+", encoding="utf-8") as made:
        fcntl.flock(made, fcntl.LOCK_EX)  # until the file is closed: who comes second waits for the first
        made.seek(0)
        if address := made.read():
            return address
        installation = Installation(folder)
        done = installation.run(command)
        assert done.returncode == 0, done.stderr
        made.write(installation.environment["DATABASE_URL"])
        return installation.environment["DATABASE_URL"]


def begun_with(command: str, folder: Path) -> Installation:
    """
    An installation of its own that begins as one where `daily` or `demo` was the first command.

    Its keys are the other one's too: what people wrote is sealed, and a copy without them could not be read.
    """
    begun = Installation(folder, like=_made_by(command))
    begun.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    shutil.copytree(Path(os.environ[MADE_ONCE]) / command / "data" / "keys", begun.data / "keys")
    return begun


class RunningServer(AbstractContextManager["RunningServer"]):
    """A server that answers within the `with` block, and is gone after it.

    `demo=True` loads the demo workplace into the new database. `url` is its address.
    """

    def __init__(self, installation: Installation, *, demo: bool = False, workers: int = 2) -> None:
        self.installation = installation
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = ["serve", "--port", str(self.port), "--workers", str(workers), *(["--demo"] if demo else [])]
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> RunningServer:
        self.process = self.installation.start(*self.arguments)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.process.poll() is None:
            if self.answers():
                return self
            time.sleep(0.1)
        self.stop()
        raise AssertionError(f"The server did not start:\n{self.installation.said()}")

    def answers(self) -> bool:
        """Whether the process answers."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def kill(self) -> None:
        """End everything at once, as a power cut would."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.kill()

    def __exit__(
        self, kind: type[BaseException] | None, trouble: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
