"""What some of the demo's people wrote before their talk, and what they shared of it."""

from __future__ import annotations

import tomllib
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import Prepared
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.preparation_words import questions_of
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-preparation.toml"
ROUND = "RU3"

Row = dict[str, Any]


@cache
def content() -> list[Row]:
    """The texts of the content."""
    found: list[Row] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["text"]
    return found


def load(demo: Demo) -> None:
    """Write them into the dialogues of this year's round, each with its two people."""
    for row in content():
        _prepared(demo, row).save()


def _prepared(demo: Demo, row: Row) -> Prepared:
    dialogue, is_employee = demo.things["dialogues"][ROUND, row["of"]], row["by"] == EMPLOYEE
    writer, other = (dialogue.person, dialogue.manager) if is_employee else (dialogue.manager, dialogue.person)
    question = next(one for one in questions_of(dialogue, row["by"]) if one.key == row["key"])
    shared = "shared" in row
    return Prepared(
        id=same_id("prepared", ROUND, row["of"], row["by"], row["key"]),
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
