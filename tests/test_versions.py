"""A demo of each version that has landed becomes one of this version: nothing lost, and the new parts are there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.pages import walk
from tests.running import PATIENCE, ROOT, Installation, RunningServer
from tests.versions import rows

pytestmark = pytest.mark.server

PERSONAS = ["Mads Rosenklint", "Hanne Marknæs", "Jens Engskov"]
BEGIN = """
import os
from pathlib import Path
from tests.versions.beginning import begin_as
os.umask(0o077)
begin_as(Path({file!r}))
"""
FORWARDS = """
from django.utils import translation
from haandgreb.site.operator import preparing
translation.activate("en")
preparing.prepare(demo=False, for_browsers=False)
"""
# What somebody had typed and not saved when the version was changed, as those versions kept it that did not seal it.
WHO, TYPED = "5f0c1dd0a4b14b6f9a4f3f7f4a6f3c11", "Det, jeg var ved at skrive"
TYPE = f"""
import json, uuid
from datetime import datetime, timezone
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
if ("shared", "0003_sealed_drafts") not in MigrationRecorder(connection).applied_migrations():
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO shared_draft (id, person, form, fields, at) VALUES (%s, %s, %s, %s, %s)",
            [uuid.uuid4().hex, "{WHO}", "goal", json.dumps(dict(title=["{TYPED}"])),
             datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")],
        )
    print("typed")
"""
STILL_TYPED = f"""
from types import SimpleNamespace
from uuid import UUID
from django.db import connection
from haandgreb.shared import drafts
with connection.cursor() as cursor:
    cursor.execute("SELECT fields FROM shared_draft WHERE form = 'goal'")
    (held,) = cursor.fetchone()
print(b"skrive" in bytes(held), drafts.find(SimpleNamespace(pk=UUID("{WHO}")), "goal")["title"])
"""
LOST = """
import json
from pathlib import Path
from django.apps import apps
from tests.versions import rows
dump = rows.read_file(Path({file!r}))
gone = {{label: len(rows.keys_in(dump, label) - rows.keys(apps, label)) for label in dump["tables"]}}
print(json.dumps({{label: number for label, number in gone.items() if number}}))
"""
ALL_ROWS = """
import json
from django.apps import apps
from tests.versions import rows
print(json.dumps(rows.tables(apps)))
"""
BROKEN = """
from django.db import connection
connection.check_constraints()
from haandgreb.shared import audit
print(audit.first_broken_link())
"""
MIGRATE = "from django.core.management import call_command; call_command('migrate', interactive=False)"
PARTS = """
import json
from haandgreb.shared.installation import installation
from haandgreb.shared.passport import capabilities
print(json.dumps([installation().demo_parts, sorted(one.label for one in capabilities() if one.has_demo)]))
"""


@dataclass(frozen=True)
class Moved:
    """An installation that began under an older version and has been brought to this one."""

    installation: Installation
    file: Path
    had_typed: bool

    def ask(self, code: str) -> str:
        return self.installation.ask(code.format(file=str(self.file)) if "{file" in code else code)


@pytest.fixture(scope="module", params=rows.dumps(), ids=lambda file: file.name.removesuffix(".json.gz"))
def moved(request, tmp_path_factory) -> Moved:
    """The demo of the version, with every migration since."""
    installation = Installation(tmp_path_factory.mktemp("version"))
    installation.ask(BEGIN.format(file=str(request.param)))
    found = Moved(installation, request.param, had_typed=installation.ask(TYPE) == "typed")
    found.ask(FORWARDS)
    return found


def test_every_row_is_still_there(moved):
    assert json.loads(moved.ask(LOST)) == {}


def test_the_database_is_whole_and_the_trail_unbroken(moved):
    assert moved.ask(BROKEN) == "None"


def test_to_migrate_once_more_changes_nothing(moved):
    before = moved.ask(ALL_ROWS)

    assert "No migrations to apply." in moved.ask(MIGRATE)
    assert moved.ask(ALL_ROWS) == before


def test_what_was_typed_and_not_saved_is_still_there_and_sealed(moved):
    if moved.had_typed:
        assert moved.ask(STILL_TYPED) == f"False {TYPED}"


@pytest.fixture(scope="module")
def server(moved) -> Iterator[RunningServer]:
    """What `make run` starts."""
    with RunningServer(moved.installation, demo=True) as running:
        yield running


def test_the_demo_has_what_came_since(moved, server):
    loaded, offered = json.loads(moved.ask(PARTS))

    assert loaded == offered


@pytest.mark.parametrize("name", PERSONAS)
def test_every_page_answers(server, name):
    answers = walk(server.url, name)

    assert {path: status for path, status in answers.items() if status not in {200, 302}} == {}
    assert len(answers) > 15


def test_check_finds_nothing_wrong(moved, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and moved.installation.run("check").returncode:
        time.sleep(0.5)
    done = moved.installation.run("check")

    assert (done.returncode, done.stdout.strip()) == (0, "Everything is in order."), done.stdout


def test_every_version_that_has_landed_has_its_dump():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    _this, *landed = re.findall(r"^## (\S+) – ", text, re.MULTILINE)
    kept = [file.name.removesuffix(".json.gz") for file in rows.dumps()]

    assert [version for version in landed if version not in kept] == []


def test_a_dump_holds_no_password_no_session_and_no_link_to_sign_in():
    held = [rows.read_file(file)["tables"] for file in rows.dumps()]
    people = [table["organisation.Person"] for table in held]

    assert held
    assert [label for table in held for label in table if "Session" in label or "SignInLink" in label] == []
    assert {row[table["columns"].index("password")] for table in people for row in table["rows"]} == {"!"}


def test_the_same_tree_gives_the_same_dump(tmp_path):
    files = [tmp_path / "one.json.gz", tmp_path / "other.json.gz"]
    makers = [subprocess.Popen([sys.executable, "scripts/version_dump.py", str(file)], cwd=ROOT) for file in files]

    assert [maker.wait(PATIENCE) for maker in makers] == [0, 0]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_dump_is_never_made_anew():
    done = subprocess.run(
        [sys.executable, "scripts/version_dump.py", str(rows.dumps()[0])],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, "never changed" in done.stderr) == (1, True)
