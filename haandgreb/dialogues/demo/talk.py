"""What some of the demo's people wrote in their talk."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import Card, Dialogue, Feedback, TalkClock, TalkText
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.talk_content import phases_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-talk.toml"
ROUND = "RU3"
PARTS = ("situation", "saw", "effect", "wish")

Row = dict[str, Any]


@cache
def content() -> dict[str, list[Row]]:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """Cards, feedback and texts of this year's talks, each written while the talk was held or the days before it."""
    dialogues: dict[str, Dialogue] = {}
    for kind, write in (("card", _card), ("feedback", _feedback), ("text", _text)):
        for number, row in enumerate(content()[kind]):
            dialogue = demo.things["dialogues"][ROUND, row["of"]]
            dialogues[row["of"]] = dialogue
            write(demo, dialogue, row, number)
    for row in content()["card"]:
        if "on" in row:
            card = Card.objects.get(pk=_card_id(row["of"], row["id"]))
            card.points_to.set([_card_id(row["of"], one) for one in row["on"]])
    for dialogue in dialogues.values():
        if dialogue.is_held():
            _clock(demo, dialogue)


def _card_id(person: str, name: str) -> Any:
    return same_id("card", ROUND, person, name)


def _at(demo: Demo, dialogue: Dialogue, minute: int = 0) -> datetime:
    """During the talk; the afternoon before the demo's day where it is still to come."""
    if dialogue.held_on is not None and dialogue.starts_at is not None:
        return dialogue.starts_at + timedelta(minutes=minute)
    return datetime.combine(demo.day(-1), time(15, 30), tzinfo=clock.COPENHAGEN)


def _side(dialogue: Dialogue, by: str) -> Person | None:
    return dialogue.person if by == EMPLOYEE else dialogue.manager


def _card(demo: Demo, dialogue: Dialogue, row: Row, number: int) -> None:
    at = _at(demo, dialogue, 40)
    writer = dialogue.manager if row["column"] == Card.Column.WORK else dialogue.person
    Card(
        id=_card_id(row["of"], row["id"]),
        dialogue=dialogue,
        column=row["column"],
        writer=writer,
        text=row["text"],
        only=row.get("only", ""),
        shown_at=None if row.get("closed") else at,
        place=number,
        changed_at=at,
        changed_by=writer,
    ).save(force_insert=True)


def _feedback(demo: Demo, dialogue: Dialogue, row: Row, number: int) -> None:
    at, giver = _at(demo, dialogue, 60), _side(dialogue, row["by"])
    if giver is not None:
        Feedback(
            id=same_id("feedback", ROUND, row["of"], number),
            dialogue=dialogue,
            giver=giver,
            text={name: row[name] for name in PARTS},
            given_at=at,
            changed_at=at,
        ).save(force_insert=True)


def _text(demo: Demo, dialogue: Dialogue, row: Row, number: int) -> None:
    writer = _side(dialogue, row["by"]) if "by" in row else None
    TalkText(
        id=same_id("text", ROUND, row["of"], row.get("by", "both"), row["key"]),
        dialogue=dialogue,
        writer=writer,
        key=row["key"],
        text=row["text"],
        changed_at=_at(demo, dialogue, 80),
        changed_by=writer or dialogue.person,
    ).save(force_insert=True)


def _clock(demo: Demo, dialogue: Dialogue) -> None:
    """Begun on time, and ended in the last phase."""
    begun = _at(demo, dialogue)
    last = len(phases_of(dialogue.kind.guide)) - 1
    TalkClock(dialogue=dialogue, phase=last, started_at=begun, phase_at=begun + timedelta(minutes=85)).save()
