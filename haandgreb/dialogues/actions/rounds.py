"""A round is planned, discussed, begun and closed; each step asks for what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import transaction

from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.models import Concept, Dialogue, Round, YearEvent
from haandgreb.dialogues.rules.states import ROUND
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.states import step
from haandgreb.shared.versions import raise_version

S = Round.State


class Lacks(StrEnum):
    """What a step still needs."""

    DAY = "day"  # the day the works council discussed it, not in the future
    UNITS = "units"
    DIALOGUES = "dialogues"  # they are still being made
    FOLLOW_UP = "follow-up"  # the days of follow-up
    HELD = "held"  # no talk has been held
    STARTED = "started"  # what has begun is not planned anew


class NotYet(Exception):
    """The step needs something first; `lacks` says what."""

    def __init__(self, lacks: Lacks) -> None:
        super().__init__(lacks.value)
        self.lacks = lacks


@transaction.atomic
def create(*, units: Sequence[Unit], by: Person, **facts: Any) -> Round:
    """Plan a round, under the concept that holds; a draft until the works council has discussed it."""
    made = Round(made_by=by, concept=latest_concept(), **facts)
    made.save()
    made.units.set(units)
    audit.record("round planned", by=by, about=made, kind=made.kind.key, units=len(units))
    return made


@transaction.atomic
def change(round_: Round, version: int, *, units: Sequence[Unit], by: Person, **facts: Any) -> None:
    """
    Change title and days; of what has begun the kind, the units and who is left out stand.

    Raises versions.Stale where somebody was here since.
    """
    raise_version(round_, version)
    for name, value in facts.items():
        setattr(round_, name, value)
    round_.fill_keys()
    round_.save(update_fields=[*facts, "sort_key"])
    if round_.started_at is None:
        round_.units.set(units)
    audit.record("round changed", by=by, about=round_, fields=sorted(facts))


@transaction.atomic
def go(round_: Round, state: str, *, by: Person, on: date | None = None, today: date | None = None) -> None:
    """
    Take the round a step. `on` is the day of the works council, where it has discussed it.

    Raises states.Refused for a step that is not in the table, NotYet for one that needs something first,
    versions.Stale where somebody was here since.
    """
    step(ROUND, round_.state, state)
    facts: dict[str, Any] = {}
    if state == S.DISCUSSED:
        facts = {"discussed_on": _discussed(on, today or clock.today()), "concept": latest_concept()}
    elif state == S.DRAFT:
        facts = {"discussed_on": None}
    elif state == S.PREPARING:
        facts = _begins(round_)
    elif state == S.CLOSED:
        facts = {"closed_at": clock.now()}
    _require(round_, state)
    move_to(round_, state, by=by, **facts)


def latest_concept() -> Concept | None:
    """What the works council decided last."""
    return Concept.objects.exclude(published_at=None).order_by("-number").first()


def _discussed(on: date | None, today: date) -> date:
    if on is None or on > today:
        raise NotYet(Lacks.DAY)
    return on


def _begins(round_: Round) -> dict[str, Any]:
    if not round_.units.exists():
        raise NotYet(Lacks.UNITS)
    return {"started_at": clock.now()}


def _require(round_: Round, state: str) -> None:
    if state == S.TALKS and round_.ready_at is None:
        raise NotYet(Lacks.DIALOGUES)
    if state == S.AGREEING and not _any_held(round_):
        raise NotYet(Lacks.HELD)
    if state == S.FOLLOWING and round_.follow_up_from is None:
        raise NotYet(Lacks.FOLLOW_UP)


def _any_held(round_: Round) -> bool:
    """Talks of groups are held elsewhere: such a round asks for none of its own."""
    return round_.kind.is_group or Dialogue.objects.filter(round=round_, held_on__isnull=False).exists()


@transaction.atomic
def delete(round_: Round, *, by: Person) -> None:
    """Delete a plan that nothing has come of. Raises NotYet where it has begun."""
    if round_.started_at is not None:
        raise NotYet(Lacks.STARTED)
    audit.record("round deleted", by=by, about=round_)
    round_.delete()


@transaction.atomic
def save_event(event: YearEvent, *, by: Person, version: int | None = None, **facts: Any) -> None:
    """Write down another activity of the year. Raises versions.Stale where somebody was here since."""
    if not event._state.adding:
        raise_version(event, version)
    for name, value in facts.items():
        setattr(event, name, value)
    event.save()
    audit.record("year event saved", by=by, about=event)


@transaction.atomic
def delete_event(event: YearEvent, *, by: Person) -> None:
    """Take an activity out of the year."""
    audit.record("year event deleted", by=by, about=event)
    event.delete()
