"""What a copy of the database tells after an evaluation has closed: nothing of who sent what, or in which order."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from haandgreb.dialogues.actions import evaluation as actions
from haandgreb.dialogues.models import EvaluationKey
from haandgreb.dialogues.tests.council_factory import Council
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.site.statistics import overwrite_what_was_deleted

pytestmark = pytest.mark.django_db(transaction=True)


def stored() -> bytes:
    """The files of the database; on PostgreSQL there is no one file."""
    if connection.vendor != "sqlite":
        return b""
    name = str(connection.settings_dict["NAME"])
    return b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal") if Path(f"{name}{end}").exists())


def test_keys_first_sheets_and_comments_are_overwritten_in_the_files_too():
    place = Council()
    evaluation, people = place.evaluation(6, asks_openly=True)
    traces = [pk.hex for pk in EvaluationKey.objects.values_list("pk", flat=True)]
    for number, person in enumerate(people):
        actions.answer_evaluation(evaluation.pk, {"EV-1": 3, "EV-text": f"Skovsnepper {number}"}, by=person)
    traces += [pk.hex for pk in AnswerSheet.objects.values_list("pk", flat=True)]
    traces += [pk.hex for pk in Answer.objects.values_list("pk", flat=True)]

    actions.close(evaluation, by=None)
    overwrite_what_was_deleted()

    found = stored()
    assert [trace for trace in (*traces, "Skovsnepper") if trace.encode() in found] == []
