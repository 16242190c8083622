"""The operator's commands, end to end: real processes on a real database of their own."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
import urllib.request

import pytest

from bench import staff
from tests.running import PATIENCE, RunningServer, add_person, count_people

pytestmark = pytest.mark.server


def test_the_demo_is_never_loaded_over_data(started):
    add_person(started, "Real")
    refused = started.run("demo")
    assert refused.returncode == 1
    assert "only loaded into a new one" in refused.stderr
    assert count_people(started) == 1


def test_a_demo_that_is_whole_stays_as_it_is(demo):
    people = count_people(demo)
    again = demo.run("demo")
    assert (again.returncode, people, "Added" in again.stdout) == (0, 84, False), again.stdout + again.stderr
    assert count_people(demo) == people


def test_a_server_answers_and_its_worker_is_seen(demo):
    with RunningServer(demo) as server:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and "None" in demo.ask(LAST_TICK):
            time.sleep(0.5)
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=10) as answer:
            assert json.load(answer) == {"ready": True, "problems": []}
    assert not server.answers()


LAST_TICK = "from haandgreb.shared.models import Installation; print(Installation.objects.get().last_tick_at)"


def test_serve_names_the_address_and_who_one_can_be(demo):
    with RunningServer(demo) as server:
        said = demo.said()
    assert server.url in said
    assert "Sign in as one of these invented people:" in said


def test_nothing_is_left_running_when_the_server_is_stopped(demo):
    with RunningServer(demo) as server:
        group = server.process.pid
        assert processes_in(group) >= 4  # gunicorn, two that answer, the worker
    assert processes_in(group) == 0


def test_nothing_is_left_running_when_the_server_is_killed(demo):
    with RunningServer(demo) as server:
        group = server.process.pid
        server.process.kill()
        until = time.monotonic() + 30
        while time.monotonic() < until and processes_in(group):
            time.sleep(0.2)
        assert processes_in(group) == 0


def processes_in(group: int) -> int:
    """How many live processes belong to the process group."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return sum(1 for pgid, state in rows if pgid == str(group) and not state.startswith("Z"))


def test_a_new_installation_prints_a_code_for_set_up_that_opens_the_set_up_page(new):
    with RunningServer(new) as server:
        said = new.said()
        with urllib.request.urlopen(server.url, timeout=10) as answer:
            assert answer.url == f"{server.url}/set-up/"
    assert "use this code once: " in said


def test_a_staff_list_is_shown_then_saved_and_the_same_list_again_changes_nothing(started, tmp_path):
    folder = tmp_path / "staff"
    staff.write(folder, 60)
    shown = started.run("import", str(folder), "--dry-run")
    assert (shown.returncode, count_people(started)) == (0, 0), shown.stderr
    assert "60 people are new" in shown.stdout
    unasked = started.run("import", str(folder))
    assert (unasked.returncode, count_people(started)) == (1, 0)
    assert "Add --yes to save" in unasked.stderr
    saved = started.run("import", str(folder), "--yes")
    assert (saved.returncode, count_people(started)) == (0, 60), saved.stderr
    again = started.run("import", str(folder), "--yes")
    assert again.returncode == 0
    assert "0 people are new, 0 change, 0 leave, 60 stay as they are." in again.stdout
    assert "Nothing was changed." in again.stdout


def test_very_many_at_once_need_a_second_yes(started, tmp_path):
    folder = tmp_path / "staff"
    staff.write(folder, 60)
    assert started.run("import", str(folder), "--yes").returncode == 0
    staff.write(folder, 20)
    for name in ("engagements.csv", "managers.csv"):
        lines = (folder / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / name).write_text("".join(lines[:10]), encoding="utf-8")
    unsure = started.run("import", str(folder), "--yes")
    assert (unsure.returncode, "--accept-many" in unsure.stderr) == (1, True)
    sure = started.run("import", str(folder), "--yes", "--accept-many")
    assert sure.returncode == 0, sure.stderr
    assert started.run("import", str(folder), "--dry-run").stdout.endswith("Nothing was changed.\n")


def test_a_demo_is_removed_in_the_browser_before_real_people_come_in(demo, tmp_path):
    staff.write(tmp_path / "staff", 5)
    done = demo.run("import", str(tmp_path / "staff"), "--yes")
    assert (done.returncode, "This is a demo" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.mkdir(), "no CSV files and no workbook"),
        (lambda path: None, "There is no file"),
        (lambda path: path.write_bytes(b""), "Nothing was changed."),
        (lambda path: path.write_bytes(b"%PDF-1.7 and so on"), "Nothing was changed."),
        (lambda path: path.write_text("color;size\nred;2\n"), "Nothing was changed."),
    ],
    ids=["an empty folder", "no file", "an empty file", "a PDF", "other columns"],
)
def test_a_list_that_cannot_be_used_is_refused_in_words(started, tmp_path, make, words):
    path = tmp_path / "list.csv"
    make(path)
    done = started.run("import", str(path), "--yes")
    assert (done.returncode, count_people(started)) == (1, 0)
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_newer_database_is_refused_by_every_start(started):
    started.ask(
        "from django.db.migrations.recorder import MigrationRecorder\nfrom django.db import connection\n"
        "MigrationRecorder(connection).record_applied('shared', '9999_from_the_future')"
    )
    for command in (["serve", "--port", "1"], ["daily"], ["worker"], ["check"]):
        done = started.run(*command)
        assert done.returncode == 1, command
        assert "written by a newer Håndgreb" in done.stdout + done.stderr, command


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda new: (new.data / "keys" / "secret.key").chmod(0o644), "Others on this machine can reach"),
        (lambda new: new.data.chmod(0o755), "Others on this machine can reach"),
        (lambda new: new.ask(CHANGE_TRAIL), "audit trail is broken"),
        (lambda new: new.ask(GIVE_UP), "failed again and again"),
        (lambda new: new.ask(LOST_MAIL), "1 mail was given up."),
    ],
    ids=["key readable by others", "data readable by others", "audit trail changed", "job given up", "mail given up"],
)
def test_check_says_what_is_wrong(started, spoil, words):
    started.ask(
        "from django.db import transaction\nfrom haandgreb.shared import audit\n"
        "with transaction.atomic():\n    audit.record('test.began')"
    )
    assert words not in started.run("check").stdout
    spoil(started)
    done = started.run("check")
    assert (done.returncode, words in done.stdout) == (1, True), done.stdout


GIVE_UP = """
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
DBTaskResult.objects.create(
    status="FAILED", args_kwargs={"args": [], "kwargs": {}}, task_path="a.job", worker_ids=["w"] * 5,
    backend_name="default", run_after=timezone.now(), finished_at=timezone.now(),
)
"""
LOST_MAIL = """
from django.utils import timezone
from haandgreb.shared.models import OutboxMessage
now = timezone.now()
OutboxMessage.objects.create(kind="k", to="a@example.dk", subject="s", state="failed", created_at=now, send_after=now)
"""
CHANGE_TRAIL = """
from haandgreb.shared.models import AuditEntry
AuditEntry.objects.update(action="test.changed")
"""


def test_check_is_silent_about_a_demo_that_runs(demo):
    with RunningServer(demo):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and demo.run("check").returncode:
            time.sleep(0.5)
        done = demo.run("check")
    assert (done.returncode, done.stdout.strip()) == (0, "Everything is in order."), done.stdout


def test_a_database_that_does_not_answer_is_said_in_words(new):
    for url in (f"sqlite:////{new.data}/no/such/folder/x.sqlite3", "postgresql://nobody@127.0.0.1:1/none"):
        done = new.run("serve", "--port", "1", DATABASE_URL=url)
        assert done.returncode == 1
        assert "The database does not answer" in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"HAANDGREB_PRODUCTION": "1"}, "Set HAANDGREB_HOSTS"),
        ({"HAANDGREB_PRODUCTION": "1", "HAANDGREB_HOSTS": "*"}, "Set HAANDGREB_HOSTS"),
        ({"HAANDGREB_PRODUCTION": "1", "HAANDGREB_HOSTS": "a.dk"}, "Set HAANDGREB_URL"),
        ({"HAANDGREB_PRODUCTION": "1", "HAANDGREB_DEBUG": "1"}, "HAANDGREB_DEBUG"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL begins with"),
    ],
)
def test_settings_that_would_be_unsafe_stop_the_start_with_words(new, environment, words):
    done = new.run("daily", **environment)
    assert (done.returncode, words in done.stderr, "Traceback" in done.stderr) == (1, True, False), done.stderr


def test_the_commands_speak_danish_unless_the_terminal_speaks_something_else(started):
    assert "Færdig for i dag." in started.run("daily", LC_ALL="C.UTF-8").stdout
    assert "Done for today." in started.run("daily", LC_ALL="en_US.UTF-8").stdout


def test_data_and_keys_are_the_owners_alone(new):
    assert new.run("daily").returncode == 0
    open_to_others = [path for path in (new.data, *new.data.rglob("*")) if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_two_that_start_at_once_agree_on_one_key(new):
    starts = [new.start("check") for _ in range(3)]
    for start in starts:
        start.wait(PATIENCE)
    assert sorted(path.name for path in (new.data / "keys").iterdir()) == ["secret.key"]


def test_a_database_file_that_is_damaged_is_found(new):
    file = new.data / "damaged.sqlite3"
    assert new.run("daily", DATABASE_URL=f"sqlite:///{file}").returncode == 0
    with sqlite3.connect(file) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 40] = b"\x55" * (4096 * 37)
    file.write_bytes(content)
    done = new.run("check", DATABASE_URL=f"sqlite:///{file}")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
