"""Backup and restore, end to end: one moment comes back whole, and a bad file changes nothing."""

from __future__ import annotations

import json
import stat
import time
import zipfile
from pathlib import Path

import pytest

from tests.running import PATIENCE, RunningServer, add_person, count_people

pytestmark = pytest.mark.server


def test_a_backup_taken_while_people_write_is_one_moment_and_comes_back(started, tmp_path):
    add_person(started, "Before")
    writer = started.start_asking(WRITE_PAIRS)
    time.sleep(2)
    file = tmp_path / "one.zip"
    done = started.run("backup", str(file))
    writer.terminate()
    writer.wait()
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    add_person(started, "After")
    before = count_people(started)
    refused = started.run("restore", str(file))
    assert (refused.returncode, count_people(started)) == (1, before)
    assert "--replace" in refused.stderr

    restored = started.run("restore", str(file), "--replace")
    assert restored.returncode == 0, restored.stderr
    assert "What was here before is kept" in restored.stdout
    names = json.loads(started.ask(NAMES))
    assert "Before" in names
    assert "After" not in names
    # Two rows are written in one transaction: a backup of one moment holds both or neither.
    halves = [name for name in names if name.startswith(("left-", "right-"))]
    assert halves
    assert len(halves) == 2 * len({name.split("-")[1] for name in halves})


NAMES = """
import json
from haandgreb.organisation.models import Person
print(json.dumps(list(Person.objects.values_list("given", flat=True))))
"""
WRITE_PAIRS = """
import itertools
from django.db import transaction
from haandgreb.organisation.models import Person
for n in itertools.count():
    with transaction.atomic():
        Person.objects.create(given=f"left-{n}")
        Person.objects.create(given=f"right-{n}")
"""


def test_who_was_erased_since_the_backup_is_erased_again_before_the_system_opens(started, tmp_path):
    file = tmp_path / "one.zip"
    add_person(started, "Gone")
    assert started.run("backup", str(file)).returncode == 0
    started.ask(ERASE)

    restored = started.run("restore", str(file), "--replace")

    assert restored.returncode == 0, restored.stderr
    assert "erased again" in restored.stdout
    assert json.loads(started.ask(GONE)) == [[False, 1]]


ERASE = """
from haandgreb.confidentiality import erased_list
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
erased_list.add(Person.objects.get(given="Gone").pk, clock.now())
"""
GONE = """
import json
from haandgreb.confidentiality.models import Erasure
from haandgreb.organisation.models import Person
here = Person.objects.filter(given="Gone")
print(json.dumps([[one.is_active, Erasure.objects.filter(person=one.pk).count()] for one in here]))
"""


def test_a_backup_goes_into_a_new_installation_and_names_the_key_it_lacks(demo, new, tmp_path):
    file = tmp_path / "demo.zip"
    assert demo.run("backup", str(file)).returncode == 0
    restored = new.run("restore", str(file))
    assert restored.returncode == 0, restored.stderr
    assert count_people(new) == count_people(demo)
    assert "secret.key" in restored.stdout
    # What comes after is numbered after what was restored.
    new.ask(
        "from django.db import transaction\nfrom haandgreb.shared import audit\n"
        "with transaction.atomic():\n    audit.record('test.restored')"
    )
    assert new.run("daily").returncode == 0


def test_a_backup_holds_no_key(demo, tmp_path):
    file = tmp_path / "demo.zip"
    assert demo.run("backup", str(file)).returncode == 0
    key = (demo.data / "keys" / "secret.key").read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if key in archive.read(name)]


def damaged(file: Path, target: Path) -> Path:
    """The same backup with one byte of its data turned."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        largest = max(old.infolist(), key=lambda member: member.file_size * (member.filename != "manifest.json"))
        for member in old.infolist():
            content = bytearray(old.read(member))
            if member is largest:
                content[len(content) // 2] ^= 1
            new.writestr(member.filename, bytes(content))
    return target


def newer(file: Path, target: Path) -> Path:
    """The same backup, as if a later version had made it."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                facts = json.loads(content)
                facts["migrations"].append(["shared", "9999_from_the_future"])
                content = json.dumps(facts).encode()
            new.writestr(name, content)
    return target


def half(file: Path, target: Path) -> Path:
    content = file.read_bytes()
    target.write_bytes(content[: len(content) // 2])
    return target


def other_kind(file: Path, target: Path) -> Path:
    """The same backup, as if it were of the other kind of database."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "manifest.json":
                facts = json.loads(content)
                facts["database"] = "another"
                content = json.dumps(facts).encode()
            new.writestr(name, content)
    return target


def not_there(file: Path, target: Path) -> Path:
    return target


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (damaged, "is damaged"),
        (newer, "made by a newer Håndgreb"),
        (half, "no whole backup"),
        (other_kind, "is of another"),
        (not_there, "There is no file"),
    ],
)
def test_a_bad_backup_is_refused_and_nothing_changes(demo, tmp_path, spoil, words):
    good = tmp_path / "good.zip"
    assert demo.run("backup", str(good)).returncode == 0
    people = count_people(demo)
    done = demo.run("restore", str(spoil(good, tmp_path / "bad.zip")), "--replace")
    assert done.returncode == 1
    assert words in done.stderr
    assert count_people(demo) == people


def test_a_restore_waits_for_the_server_to_be_stopped(demo, tmp_path):
    file = tmp_path / "demo.zip"
    assert demo.run("backup", str(file)).returncode == 0
    with RunningServer(demo):
        until = time.monotonic() + PATIENCE
        done = demo.run("restore", str(file), "--replace")
        while time.monotonic() < until and "Stop it" not in done.stderr and done.returncode != 0:
            done = demo.run("restore", str(file), "--replace")
    assert done.returncode == 1
    assert "Stop it, restore, and start it again." in done.stderr


def test_a_backup_never_overwrites_a_file(demo, tmp_path):
    file = tmp_path / "there.zip"
    file.write_text("mine")
    done = demo.run("backup", str(file))
    assert (done.returncode, file.read_text()) == (1, "mine")
    assert "exists already" in done.stderr
