"""What all tests share: the database under test, one place for what starts servers, and no skipped test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.utils import translation

from tests.running import MADE_ONCE

MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory; the folder below gets a name nobody can guess

hypothesis.settings.register_profile("house", deadline=None)  # two shared cores: time says nothing here
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """One folder for all processes of this run: what one of them has made there, the others need not make again."""
    if not hasattr(config, "workerinput"):
        os.environ[MADE_ONCE] = tempfile.mkdtemp(prefix="haandgreb-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The run is over, in all processes."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(MADE_ONCE), ignore_errors=True)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where files of tests run beside each other, those with a server or a browser begin first: they take longest."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not any(item.get_closest_marker(kind) for kind in ("browser", "server")))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """SQLite is tested as a file with its journal, as it runs, so that threads meet each other's locks.

    Tables are made from the models: running every migration takes many times as long. Migrations are tested by the
    tests that start servers, by those of versions, and by the check that models and migrations agree.
    """
    facts: dict[str, Any] = settings.DATABASES["default"]
    tests: dict[str, Any] = facts.setdefault("TEST", {})
    tests["MIGRATE"] = False
    if not facts["ENGINE"].endswith("sqlite3"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="haandgreb-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        tests["NAME"] = str(Path(folder) / "test.sqlite3")
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The database says of every migration that it has run."""
    with django_db_blocker.unblock():
        call_command("migrate", fake=True, verbosity=0)


@pytest.fixture(autouse=True)
def nothing_kept_from_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a process keeps is forgotten between tests and does not run out while one of them counts queries."""
    cache.clear()
    translation.activate(settings.LANGUAGE_CODE)
    monkeypatch.setattr("haandgreb.shared.installation.KEPT", 3600)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say it where a test was skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} test(s) skipped: a skipped test counts as a failure.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failure, never silent."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and reporter.stats.get("skipped") and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
