"""What the pages of rounds ask. Names only for HR, and only of those who work in her units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from haandgreb.dialogues.models import Dialogue, DialogueQuerySet, Round
from haandgreb.dialogues.queries.status import in_round
from haandgreb.dialogues.rules.status import share
from haandgreb.organisation import permissions
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.queries.managers import managers_of_many

S = Dialogue.State
# How a round is drawn: from what waits to what is done. The colours are those of answers 1–5, and one of its own.
STEPS = (
    ("s0", (S.POSTPONED,)),
    ("d1", (S.INVITED,)),
    ("d2", (S.BOOKED,)),
    ("d3", (S.HELD,)),
    ("d4", (S.AGREEING,)),
    ("d5", (S.AGREED, S.FOLLOWING, S.REPLACED)),
)


@dataclass(frozen=True)
class Named:
    """How far those are whom HR reads by name: a number for each of STEPS."""

    counts: tuple[int, ...]
    unit: Unit | None = None

    @property
    def people(self) -> int:
        return sum(self.counts)

    @property
    def agreed(self) -> int:
        return self.counts[-1]

    @property
    def held(self) -> int:
        return sum(self.counts[3:])

    @property
    def agreed_share(self) -> int | None:
        return share(self.agreed, self.people)


def rounds_seen(person: Person, today: date) -> list[Round]:
    """The rounds somebody plans or counts, the latest first."""
    return list(Round.objects.visible_to(person, today).select_related("kind"))


def by_name(round_: Round, person: Person, today: date) -> DialogueQuerySet:
    """The round's dialogues HR reads the state of: those about a job in her units; all for HR of every unit."""
    rows = Dialogue.objects.filter(round=round_)
    if permissions.is_hr_everywhere(person, today):
        return rows
    return rows.filter(engagement__unit__in=permissions.hr_units(person, today))


def counted_by_unit(round_: Round, person: Person, today: date) -> list[Named]:
    """How far each of HR's units is, in Danish order; without the cancelled ones. Two queries."""
    mine = in_round(round_).filter(pk__in=by_name(round_, person, today).values("pk"))
    rows: Any = mine.order_by().values("engagement__unit")
    rows = rows.annotate(
        **{f"step{number}": Count("pk", filter=Q(state__in=states)) for number, (_tone, states) in enumerate(STEPS)}
    )
    counts: dict[UUID | None, tuple[int, ...]] = {
        row["engagement__unit"]: tuple(row[f"step{number}"] for number in range(len(STEPS))) for row in rows
    }
    units = Unit.objects.filter(pk__in=[pk for pk in counts if pk is not None])
    found = [Named(counts[unit.pk], unit) for unit in units]
    return found + ([Named(counts[None])] if None in counts else [])


def together(rows: list[Named]) -> Named:
    """All of them."""
    return Named(tuple(sum(column) for column in zip(*(row.counts for row in rows), strict=True)) or (0,) * len(STEPS))


@dataclass(frozen=True)
class Asked:
    """Which of HR's people a page lists."""

    unit: UUID | None = None
    state: str = ""
    wishes: bool = False


def people(round_: Round, person: Person, today: date, asked: Asked) -> DialogueQuerySet:
    """The dialogues of one page of names, in Danish order."""
    rows = by_name(round_, person, today)
    if asked.unit is not None:
        rows = rows.filter(engagement__unit=asked.unit)
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.wishes:
        rows = rows.filter(Q(wants_other_manager=True) | Q(manager=None), held_on=None)
    wanted = rows.select_related("person", "manager", "offered_manager", "engagement__unit")
    return wanted.order_by("person__sort_key", "pk")


def waits_for_hr(round_: Round, person: Person, today: date) -> int:
    """How many wish another manager and are offered nobody yet, or have none; whoever can pick one is not counted."""
    rows = by_name(round_, person, today).filter(held_on=None, offered_manager=None).exclude(state=S.CANCELLED)
    wishes = rows.filter(wants_other_manager=True).count()
    without = rows.filter(manager=None, wants_other_manager=False).select_related("person")
    nearest = managers_of_many([one.person for one in without], today)
    return wishes + sum(not managers for managers in nearest.values())
