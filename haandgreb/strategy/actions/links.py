"""Connections on the map and the order of its cards: goal → result → practice; those below use the same acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.strategy.models import GoalResult, ResultPractice, StrategicGoal, Strength


@dataclass(frozen=True)
class Join:
    """The table that connects two neighbouring columns, and what its ends are called."""

    model: type[models.Model]
    upper: str
    lower: str


GOAL_RESULT = Join(GoalResult, "goal", "result")
RESULT_PRACTICE = Join(ResultPractice, "result", "practice")


class Moved(Exception):
    """The card does not lie where it lay when the page was drawn: somebody has moved it since."""


@transaction.atomic
def connect(
    join: Join, upper: models.Model, lower: models.Model, *, by: Person, strength: str = Strength.EXPERIENCE
) -> bool:
    """Draw a line between two cards; says whether it was not there already. A goal's line keeps what the goal said."""
    more = {"strength": strength} | _said(upper)
    ends = {join.upper: upper, join.lower: lower}
    _row, made = join.model._default_manager.get_or_create(**ends, defaults=more)
    if made:
        audit.record("connected on the map", by=by, about=lower, to=str(upper.pk))
    return made


@transaction.atomic
def disconnect(join: Join, upper: models.Model, lower: models.Model, *, by: Person) -> bool:
    """Take the line away; says whether there was one."""
    gone, _kinds = join.model._default_manager.filter(**{join.upper: upper, join.lower: lower}).delete()
    if gone:
        audit.record("disconnected on the map", by=by, about=lower, of=str(upper.pk))
    return bool(gone)


@transaction.atomic
def set_strength(join: Join, upper: models.Model, lower: models.Model, strength: str, *, by: Person) -> None:
    """Known, experience or hope. Raises Moved where the line is gone."""
    rows = join.model._default_manager.filter(**{join.upper: upper, join.lower: lower})
    if not rows.update(strength=strength):
        raise Moved
    audit.record("strength of a connection set", by=by, about=lower, strength=strength)


@transaction.atomic
def reconnect(join: Join, lower: models.Model, *, out_of: models.Model, into: models.Model, by: Person) -> None:
    """
    Move a card from one parent to another, with the strength of its line. Raises Moved where it left the first one.

    Two who move it at once: the first move stands, and the second is told.
    """
    _lock([lower])
    here = join.model._default_manager.filter(**{join.upper: out_of, join.lower: lower})
    if not here.exists():
        raise Moved
    if join.model._default_manager.filter(**{join.upper: into, join.lower: lower}).exists():
        here.delete()
    else:
        here.update(**{join.upper: into}, **_said(into))
    audit.record("moved on the map", by=by, about=lower, out_of=str(out_of.pk), into=str(into.pk))


@transaction.atomic
def shift(card: models.Model, steps: int, *, among: Iterable[UUID], by: Person, seen_at: int | None = None) -> bool:
    """
    Move a card up (−1) or down (1) past its neighbours `among` the cards beside it; says whether it moved.

    `seen_at` is its place when the page was drawn: raises Moved where it has another one by now.
    """
    rows = _lock(type(card)._default_manager.filter(pk__in={*among, card.pk}))
    at = next(number for number, row in enumerate(rows) if row.pk == card.pk)
    if seen_at is not None and rows[at].place != seen_at:
        raise Moved
    to = min(max(at + steps, 0), len(rows) - 1)
    if to == at:
        return False
    places = growing([row.place for row in rows])
    rows.insert(to, rows.pop(at))
    for row, place in zip(rows, places, strict=True):
        if row.place != place:
            type(card)._default_manager.filter(pk=row.pk).update(place=place)
    audit.record("moved in its column", by=by, about=card)
    return True


def growing(places: Sequence[int]) -> list[int]:
    """Places in the same order, no two alike, none lower than it was: [0, 0, 5, 5] → [0, 1, 5, 6]."""
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


def next_place(model: type[models.Model]) -> int:
    """The place after the last card of this kind."""
    last = model._default_manager.aggregate(last=models.Max("place"))["last"]
    return 0 if last is None else last + 1


def _lock(cards: Iterable[Any]) -> list[Any]:
    """The rows in their order, held until the act is done, so that two who move them wait for each other."""
    found = list(cards)
    if not found:
        return []
    model = type(found[0])
    pks = sorted(row.pk for row in found)
    list(model._default_manager.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))
    return list(model._default_manager.filter(pk__in=pks))


def _said(upper: models.Model) -> dict[str, Any]:
    """What the goal says as the line is drawn."""
    return {"said": upper.versions.first()} if isinstance(upper, StrategicGoal) else {}
