"""make bench: builds the organisation, starts the real server, measures, prints the table and writes it down."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import machine, measures, report, staff
from bench.client import Client

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "haandgreb.site.cli"]
PORT = 8977
LARGE_IMPORT = int(os.environ.get("LARGE_IMPORT", "100000"))


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where DATABASE_URL names one."""
    people = int(os.environ.get("PEOPLE", "10000"))
    databases = {"SQLite": ""}
    if os.environ.get("DATABASE_URL"):
        databases["PostgreSQL"] = os.environ["DATABASE_URL"]
    results = {name: measure(name, url, people) for name, url in databases.items()}
    text = report.table(results, people=people, machine=machine.about())
    print(text)
    page = ROOT / "docs" / "benchmarks.md"
    page.write_text(text + _notes(page), encoding="utf-8")


def _notes(page: Path) -> str:
    """What people have written below the table stays."""
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    _, found, notes = before.partition(report.NOTES)
    return f"\n{found}{notes}" if found else ""


def measure(name: str, url: str, people: int) -> report.Results:
    """All figures on one database."""
    with tempfile.TemporaryDirectory(prefix="haandgreb-bench-") as folder:
        place = Path(folder)
        environment = _environment(place / "data", url)
        results: report.Results = {}
        _say(f"{name}: a synthetic organisation of {people:,} people")
        staff.write(place / "staff", people)
        results["import"] = machine.run([*COMMAND, "import", str(place / "staff"), "--yes"], environment, place)
        inside = machine.run([sys.executable, "-m", "bench.prepare"], environment, place)
        facts = json.loads(inside.said.strip().splitlines()[-1])
        with _server(environment, place, results) as (url_of_server, group):
            results |= {name: facts[name] for name in ("counting", "round", "effect", "rooms")}
            results["memory"] = measures.memory(group)
            results |= measures.pages(url_of_server, facts, _say)
            results |= measures.scores(url_of_server, facts["pages"]["score"], _say)
            results["memory after"] = measures.memory(group)
        results["load"] = machine.load()
    if people < LARGE_IMPORT:
        results |= _large(name, url)
    return results


def _large(name: str, url: str) -> report.Results:
    """A hundred thousand people from CSV into a new installation, in one transaction; then their gap is counted."""
    _say(f"{name}: import of {LARGE_IMPORT:,} people")
    with tempfile.TemporaryDirectory(prefix="haandgreb-bench-") as folder:
        place = Path(folder)
        environment = _environment(place / "data", url)
        staff.write(place / "staff", LARGE_IMPORT)
        machine.run([*COMMAND, "daily"], environment, place)
        imported = machine.run([*COMMAND, "import", str(place / "staff"), "--yes"], environment, place)
        _say(f"{name}: gap of {LARGE_IMPORT:,} people")
        counted = _alone("skills", environment, place)
        _say(f"{name}: the daily work with three acts for each of {LARGE_IMPORT:,} people")
        daily = _alone("learning_phases", environment, place)
        _say(f"{name}: {LARGE_IMPORT:,} completions, as a list and as statements")
        told = _alone("learning_completions", environment, place)
        return {
            "large import": imported,
            "large counting": counted,
            "large daily": daily,
            "large completions": told,
        }


def _alone(what: str, environment: dict[str, str], place: Path) -> Any:
    """What bench.prepare says of one thing."""
    run = machine.run([sys.executable, "-m", "bench.prepare", what], environment, place)
    return json.loads(run.said.strip().splitlines()[-1])


def _environment(data: Path, url: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HAANDGREB_")}
    kept |= {"HAANDGREB_DATA": str(data), "DJANGO_SETTINGS_MODULE": "bench.settings", "LC_ALL": "en_GB.UTF-8"}
    kept["DATABASE_URL"] = _fresh(url) if url else ""
    return kept


def _fresh(url: str) -> str:
    """A new database on the same PostgreSQL."""
    import psycopg

    name = f"bench_{time.time_ns()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    before, _, query = url.partition("?")
    return f"{before.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@contextmanager
def _server(environment: dict[str, str], place: Path, results: report.Results) -> Iterator[tuple[str, int]]:
    url = f"http://127.0.0.1:{PORT}"
    _say("starting the server")
    began = time.perf_counter()
    with (place / "server.txt").open("w", encoding="utf-8") as said:
        command = [*COMMAND, "serve", "--port", str(PORT)]
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True)
    try:
        while not _answers(url):
            if process.poll() is not None or time.perf_counter() - began > 60:
                raise AssertionError((place / "server.txt").read_text(encoding="utf-8"))
            time.sleep(0.02)
        results["start"] = time.perf_counter() - began
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(30)


def _answers(url: str) -> bool:
    try:
        return Client(url).send("GET", "/healthz").status == 200
    except OSError:
        return False


def _say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)


if __name__ == "__main__":
    main()
