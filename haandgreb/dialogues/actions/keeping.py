"""What the daily run takes out of use: class by class, some rows at a time, past the archive gate."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import DataClass, data_classes
from haandgreb.dialogues.models import Ambassador, Dialogue, GroupPoint, GroupTalk, PairAnswer, Round
from haandgreb.dialogues.queries.keeping import EXPIRED, expired
from haandgreb.questions.models import AnswerSheet
from haandgreb.shared import clock

# Whom a row is about: a legal hold on one of them stops it.
_PEOPLE: dict[type[Any], tuple[str, ...]] = {
    PairAnswer: ("pair__asker", "pair__asked"),
    GroupPoint: ("writer", "talk__members__person"),
    GroupTalk: ("members__person", "manager"),
    Dialogue: ("person", "manager"),
    Round: ("dialogues__person", "dialogues__manager"),
    Ambassador: ("person",),
    AnswerSheet: ("person",),  # of an anonymous one nobody
}
_OF_A_DIALOGUE = ("dialogue__person", "dialogue__manager")


def daily(today: date) -> dict[str, LetGo]:
    """Every class of keeping.toml; harmless when run twice, and goes on where it was stopped."""
    return {key: _class(data_classes()[key], expired(key, today)) for key in EXPIRED}


def _class(data_class: DataClass, sets: list[QuerySet[Any]]) -> LetGo:
    return let_go(data_class, *sets, people=people_of, now=clock.now())


def people_of(rows: QuerySet[Any]) -> tuple[str, ...]:
    """The paths from a row to the people it is about."""
    return _PEOPLE.get(rows.model, _OF_A_DIALOGUE)
