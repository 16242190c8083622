"""Notes, seats, pairs and what teams said go when their time is up, or somebody is forgotten."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from haandgreb.confidentiality import queries as gate
from haandgreb.confidentiality.actions import LetGo, let_go
from haandgreb.confidentiality.classes import data_classes
from haandgreb.learning.models import ClickSeat, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

NOTE, TOGETHER, TALK = "module-note", "learned-together", "team-talk"
PEOPLE: dict[type[Any], tuple[str, ...]] = {
    ModuleNote: ("person",),
    ClickSeat: ("person",),
    StudyPair: ("first", "second"),
    TeamTalk: ("written_by",),
}


def daily(today: date) -> None:
    """Whose time is up: past the archive gate; harmless when run twice."""
    before = {key: _midnight(today - timedelta(days=gate.days_of(data_classes()[key]))) for key in (NOTE, TOGETHER)}
    _let_go(NOTE, ModuleNote.objects.filter(changed_at__lt=before[NOTE]))
    _let_go(
        TOGETHER,
        ClickSeat.objects.filter(click__starts_at__lt=before[TOGETHER]),
        StudyPair.objects.filter(made_at__lt=before[TOGETHER]),
    )
    held_before = today - timedelta(days=gate.days_of(data_classes()[TALK]))
    _let_go(TALK, TeamTalk.objects.filter(held_on__lt=held_before))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=clock.COPENHAGEN)


@transaction.atomic
def forget(person: Person) -> None:
    """
    Hers go now, where the archive gate and no legal hold say otherwise; what she was to host is called off.

    What a team said stays, without who wrote it down.
    """
    _let_go(NOTE, ModuleNote.objects.filter(person=person))
    pairs = StudyPair.objects.filter(Q(first=person) | Q(second=person))
    _let_go(TOGETHER, ClickSeat.objects.filter(person=person), pairs)
    SharedClick.objects.filter(host=person, state=SharedClick.State.PLANNED).delete()
    TeamTalk.objects.filter(written_by=person).update(written_by=None)
    audit.record("learning together forgotten", about=person)


def _let_go(key: str, *sets: QuerySet[Any]) -> LetGo:
    return let_go(data_classes()[key], *sets, people=lambda rows: PEOPLE[rows.model], now=clock.now())
