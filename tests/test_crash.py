"""What was acknowledged survives `kill -9`; what was half done leaves no trace."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time

import pytest

from bench import staff
from tests.phone import ITEMS, Phone
from tests.running import PATIENCE, Installation, RunningServer, begun_with

pytestmark = pytest.mark.server

PHONES = 8
OPEN = """
from haandgreb.meetings.tests.score_factory import open_meeting
from haandgreb.organisation.tests.factories import set_up
set_up()
print(open_meeting(people=6).score_code)
"""
FOUND = """
import json
from haandgreb.meetings.models import Ballot
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.shared import audit
words = Answer.objects.exclude(text="").values_list("sheet", "text")
steps = {}
for sheet, step in Answer.objects.exclude(step=None).values_list("sheet", "step"):
    steps.setdefault(sheet, []).append(step)
print(json.dumps({
    "votes": [[text, sorted(steps[sheet])] for sheet, text in words],
    "sheets": AnswerSheet.objects.count(),
    "ballots": Ballot.objects.count(),
    "trail": audit.first_broken_link() is None,
}))
"""


class Voter(threading.Thread):
    """Somebody who changes her mind all the time, and remembers what was acknowledged."""

    def __init__(self, name: str, url: str, code: str) -> None:
        super().__init__()
        self.phone, self.code, self.name = Phone(url), code, name
        self.chance = random.Random(name)
        self.number = 0
        self.acknowledged: tuple[str, list[int]] | None = None
        self.under_way: tuple[str, list[int]] | None = None

    def run(self) -> None:
        try:
            while True:
                self.vote()
        except (OSError, http.client.HTTPException):
            return  # the server is gone

    def vote(self) -> None:
        self.number += 1
        steps = {item: self.chance.randint(1, 5) for item in ITEMS}
        words = f"{self.name} sagde det for {self.number}. gang"
        self.under_way = (words, sorted(steps.values()))
        if self.phone.vote(self.code, {**steps, "MS-8-text": words}):
            self.acknowledged, self.under_way = self.under_way, None


def test_every_acknowledged_vote_is_found_when_the_server_is_killed_while_phones_vote(tmp_path):
    installation = begun_with("daily", tmp_path)
    code = installation.ask(OPEN)
    with RunningServer(installation) as server:
        voters = [Voter(f"Telefon {letter}", server.url, code) for letter in "ABCDEFGH"]
        for voter in voters:
            voter.start()
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and min(voter.number for voter in voters) < 5:
            time.sleep(0.05)
        server.kill()
        for voter in voters:
            voter.join()
    assert all(voter.acknowledged for voter in voters)

    found = json.loads(installation.ask(FOUND))
    kept = {words.rsplit(" sagde", 1)[0]: (words, steps) for words, steps in found["votes"]}
    assert len(found["votes"]) == found["sheets"] == found["ballots"] == PHONES == len(kept)
    for voter in voters:
        # The last acknowledged vote, or the one that was on its way after it: whole, and in its place.
        assert kept[voter.name] in [vote for vote in (voter.acknowledged, voter.under_way) if vote]

    with RunningServer(installation) as again:
        for voter in voters:
            voter.phone.connection.port = again.port
            voter.vote()
    found = json.loads(installation.ask(FOUND))
    assert sorted(words for words, _steps in found["votes"]) == sorted(voter.acknowledged[0] for voter in voters)
    assert (found["sheets"], found["ballots"], found["trail"]) == (PHONES, PHONES, True)


def test_a_backup_that_is_killed_leaves_no_half_file_and_no_half_database(tmp_path):
    installation = begun_with("demo", tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    for wait in (0.6, 0.9, 1.2, 1.5):
        backup = installation.start("backup", str(folder / f"{wait}.zip"))
        time.sleep(wait)
        backup.kill()
        backup.wait()
    whole = list(folder.glob("*.zip"))
    for path in whole:
        assert Installation(tmp_path / path.stem).run("restore", str(path)).returncode == 0
    assert installation.run("backup", str(folder / "after.zip")).returncode == 0


def test_a_restore_that_is_killed_leaves_the_old_data_or_the_new(tmp_path):
    installation = begun_with("demo", tmp_path)
    file = tmp_path / "demo.zip"
    assert installation.run("backup", str(file)).returncode == 0
    count = "from haandgreb.organisation.models import Person; print(Person.objects.count())"
    people = installation.ask(count)
    for wait in (0.7, 1.0, 1.3, 1.6, 2.0):
        restore = installation.start("restore", str(file), "--replace")
        time.sleep(wait)
        restore.kill()
        restore.wait()
        assert installation.ask(count) == people
    assert installation.run("restore", str(file), "--replace").returncode == 0
    assert installation.ask(count) == people


def test_an_import_that_is_killed_leaves_everything_or_nothing(tmp_path):
    installation = begun_with("daily", tmp_path)
    folder = tmp_path / "staff"
    staff.write(folder, 2000)
    count = "from haandgreb.organisation.models import Person; print(Person.objects.count())"
    began = time.monotonic()
    assert begun_with("daily", tmp_path / "other").run("import", str(folder), "--yes").returncode == 0
    whole = time.monotonic() - began
    for part in (0.5, 0.7, 0.8, 0.9):
        take = installation.start("import", str(folder), "--yes")
        time.sleep(whole * part)
        take.kill()
        take.wait()
        assert installation.ask(count) in {"0", "2000"}
    done = installation.run("import", str(folder), "--yes")
    assert (done.returncode, installation.ask(count)) == (0, "2000"), done.stderr
