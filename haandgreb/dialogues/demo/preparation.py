"""What some of the demo's people wrote before their talk, and what they shared of it."""

from __future__ import annotations

import tomllib
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import Dialogue, Prepared
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.preparation_words import questions_of
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-preparation.toml"
ROUND = "RU3"

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """Write them into the dialogues of this year's round, each with its two people; then a half-year talk to come."""
    for row in content()["text"]:
        _prepared(demo, demo.things["dialogues"][ROUND, row["of"]], row).save()
    dialogue = _half_year(demo)
    for row in content()["half_year"]["text"]:
        _prepared(demo, dialogue, row).save()


def _half_year(demo: Demo) -> Dialogue:
    """A talk outside the rounds, of somebody whose talk of the round is agreed."""
    row, kind = content()["half_year"], demo.things["kinds"]["half_year"]
    before, day = demo.things["dialogues"][ROUND, row["of"]], demo.day(row["on"], working=True)
    starts_at = datetime.combine(day, time(row["hour"]), tzinfo=clock.COPENHAGEN)
    return Dialogue.objects.create(
        id=same_id("half-year", row["of"]),
        kind=kind,
        person=before.person,
        engagement=before.engagement,
        manager=before.manager,
        manager_since=before.manager_since,
        state=Dialogue.State.BOOKED,
        starts_at=starts_at,
        stands_from=starts_at,
        minutes=kind.minutes,
        place=row["place"],
        made_at=_afternoon(demo, -8),
    )


def _prepared(demo: Demo, dialogue: Dialogue, row: Row) -> Prepared:
    is_employee = row["by"] == EMPLOYEE
    writer, other = (dialogue.person, dialogue.manager) if is_employee else (dialogue.manager, dialogue.person)
    assert writer is not None
    question = next(one for one in questions_of(dialogue, row["by"]) if one.key == row["key"])
    shared = "shared" in row
    return Prepared(
        id=same_id("prepared", dialogue.pk, row["by"], row["key"]),
        dialogue=dialogue,
        writer=writer,
        key=row["key"],
        text=row["text"],
        changed_at=_afternoon(demo, row["written"]),
        shared_with=other if shared else None,
        shared_at=_afternoon(demo, row["shared"]) if shared else None,
        waits_for_talk=shared and question.in_talk,
    )


def _afternoon(demo: Demo, offset: int) -> datetime:
    """A quarter past three in the afternoon that day."""
    return datetime.combine(demo.day(offset), time(15, 15), tzinfo=clock.COPENHAGEN)
