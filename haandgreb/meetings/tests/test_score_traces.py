"""What a copy of the database tells after a score has closed: nothing of which device sent what, or in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from haandgreb.meetings.models import Ballot
from haandgreb.meetings.rules.codes import ballot
from haandgreb.meetings.tests.score_factory import KEY, close, give_scores, open_meeting
from haandgreb.questions.models import AnswerSheet
from haandgreb.site.statistics import overwrite_what_was_deleted

pytestmark = pytest.mark.django_db(transaction=True)


def stored() -> bytes:
    """The files of the database as somebody who has copied them reads them; on PostgreSQL there is no one file."""
    if connection.vendor != "sqlite":
        return b""
    name = str(connection.settings_dict["NAME"])
    return b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal") if Path(f"{name}{end}").exists())


def test_ballots_and_first_sheets_are_overwritten_in_the_files_too():
    meeting = open_meeting(people=6)
    give_scores(meeting, 5)
    traces = [ballot(KEY, f"device {device}", meeting.pk) for device in range(5)]
    traces += [pk.hex for pk in AnswerSheet.objects.values_list("pk", flat=True)]

    close(meeting)
    overwrite_what_was_deleted()

    assert Ballot.objects.count() == 0
    assert [trace for trace in traces if trace.encode() in stored()] == []
