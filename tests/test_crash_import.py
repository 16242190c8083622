"""A staff list that is being saved when the power goes: everything is as it was, and it can be saved again."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from bench import staff
from tests.running import PATIENCE, Installation, begun_with

pytestmark = pytest.mark.server

BEGIN = """
from pathlib import Path
from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.importing.reading import Upload
files = [Upload(path.name, path.read_bytes()) for path in sorted(Path({folder!r}).iterdir())]
run = import_runs.begin(files, by=None)
import_runs.look_through(run)
print(run.pk)
"""
SAVE = """
from haandgreb.organisation.actions import import_runs
from haandgreb.organisation.models import ImportRun
run = ImportRun.objects.get(pk={run!r})
import_runs.save(run, fingerprint=run.preview.get("fingerprint", ""), sure=True, by=None)
"""
# The power goes when the rows are written and the transaction is not yet done.
KILLED = """
import os, signal
from haandgreb.organisation.actions import importing
importing.rebuild_paths = lambda: os.kill(os.getpid(), signal.SIGKILL)
"""
FOUND = """
import json
from haandgreb.organisation.models import Engagement, ImportRun, Person, Unit, UnitManager
from haandgreb.shared import audit
counts = [model.objects.count() for model in (Unit, Person, Engagement, UnitManager)]
state, trail = ImportRun.objects.get().state, audit.first_broken_link() is None
print(json.dumps({"counts": counts, "state": state, "trail": trail}))
"""


def found(installation: Installation) -> dict[str, object]:
    return dict(json.loads(installation.ask(FOUND)))


def test_a_save_that_is_killed_leaves_the_previous_state_and_can_be_done_again(tmp_path: Path) -> None:
    installation = begun_with("daily", tmp_path)
    folder = tmp_path / "staff"
    staff.write(folder, 200)
    run = installation.ask(BEGIN.format(folder=str(folder)))
    before = found(installation)

    killed = installation.start_asking(KILLED + SAVE.format(run=run))
    killed.communicate(timeout=PATIENCE)
    after = found(installation)
    installation.ask(SAVE.format(run=run))
    installation.ask(SAVE.format(run=run))
    saved = found(installation)

    assert killed.returncode == -signal.SIGKILL
    assert before == after == {"counts": [0, 0, 0, 0], "state": "ready", "trail": True}
    assert saved["state"] == "saved"
    assert saved["trail"] is True
    assert list(saved["counts"])[1] == 200  # type: ignore[call-overload]  # a list of numbers
