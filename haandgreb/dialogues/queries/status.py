"""
How far a round is: the one place where dialogues are counted for somebody who is not one of the two.

HR reads the state of each by name, within her units, until the round is closed; then counts, as others do. Managers
above and the works council read counts: each part of the workplace only in groups of at least five (rules/status.py),
what is postponed only for the whole organisation.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Q

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.dialogues.models import Dialogue, DialogueQuerySet, Round
from haandgreb.dialogues.queries.following import followed_up
from haandgreb.dialogues.rules import status as rules
from haandgreb.dialogues.rules.status import Count
from haandgreb.organisation import permissions
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.queries.managers import staff_of, units_led_by

S = Dialogue.State
HELD = Q(state__in=[S.HELD, S.AGREEING, S.AGREED, S.FOLLOWING, S.REPLACED])
AGREED = Q(state__in=[S.AGREED, S.FOLLOWING]) | Q(state=S.REPLACED, agreement__agreed_at__isnull=False)


@dataclass(frozen=True)
class Totals:
    """The whole round, or None where it has too few people to be counted at all."""

    people: int
    held: int
    agreed: int
    postponed: int
    booked: int
    invited: int
    agreeing: int
    writing: int
    followed_up: int

    @property
    def agreed_share(self) -> int | None:
        """Per cent of those in the round."""
        return rules.share(self.agreed, self.people)

    @property
    def held_share(self) -> int | None:
        return rules.share(self.held, self.people)

    @property
    def followed_share(self) -> int | None:
        """Per cent of the agreements that were followed up within six months."""
        return rules.share(self.followed_up, self.agreed)


@dataclass(frozen=True)
class Line:
    """A group of units counted together. `units`: in Danish order; without any it is what is left."""

    units: list[Unit]
    count: Count

    @property
    def agreed_share(self) -> int | None:
        return rules.share(self.count.agreed, self.count.people)


@dataclass
class Shown:
    """What somebody reads of a round in counts. `totals` only for who reads the whole organisation."""

    totals: Totals | None = None
    lines: list[Line] = field(default_factory=list)
    is_together: bool = False  # several units were counted together

    @property
    def sum(self) -> Count:
        """All the groups that are shown."""
        return sum((line.count for line in self.lines), Count())


def in_round(round_: Round) -> DialogueQuerySet:
    """The dialogues that count: without the cancelled ones."""
    return Dialogue.objects.filter(round=round_).exclude(state=S.CANCELLED)


def reads_whole(person: Person, today: date) -> bool:
    """Counts of the whole organisation: the works council, HR for everybody, and who manages all of it."""
    if permissions.is_works_council(person, today) or permissions.is_hr_for_all(person, today):
        return True
    roots = Unit.objects.on(today).filter(parent=None)
    mine = units_led_by(person, today)
    return roots.exists() and not roots.exclude(pk__in=mine.values("pk")).exists()


def totals(round_: Round) -> Totals | None:
    """The round as a whole; None where fewer than five are in it."""
    states = {
        "held": HELD,
        "agreed": AGREED,
        "postponed": Q(state=S.POSTPONED),
        "booked": Q(state=S.BOOKED),
        "invited": Q(state=S.INVITED),
        "agreeing": Q(state=S.AGREEING),
        "writing": Q(state=S.HELD),
    }
    counts: dict[str, int] = in_round(round_).aggregate(
        people=CountOf("pk"), **{name: CountOf("pk", filter=condition) for name, condition in states.items()}
    )
    if not enough_to_show(counts["people"]):
        return None
    return Totals(**counts, followed_up=followed_up(in_round(round_).filter(AGREED)).followed)


def shown(round_: Round, reader: Person, today: date) -> Shown:
    """
    The round in counts for this reader: each unit of at least five, smaller ones together.

    Whom she knows the state of by name (her own staff, herself) does not count among the five, so nothing can be
    subtracted. As many queries for a thousand units as for one.
    """
    whole = reads_whole(reader, today)
    mine = None if whole else _units_of(reader, today)
    own = _counts(round_, {reader.pk, *(one.pk for one in staff_of(reader, today))})
    units = {unit.pk: unit for unit in Unit.objects.only("name", "name_en", "parent", "path", "sort_key")}
    above = {pk: unit.parent_id if unit.parent_id in units else None for pk, unit in units.items()}
    found = rules.groups(_moved_up(own, above), above)
    if mine is not None:
        found = rules.readable(found, mine)
    lines = [Line(_in_order(units[pk] for pk in group.units), group.count) for group in found]
    lines.sort(key=lambda line: [unit.sort_key for unit in line.units])
    together = any(len(line.units) > 1 for line in lines)
    return Shown(totals(round_) if whole and lines else None, lines, together)


def _units_of(reader: Person, today: date) -> set[UUID]:
    """The units she leads and those below them, and those she is HR for."""
    led, hr = units_led_by(reader, today), permissions.hr_units(reader, today)
    return {*led.values_list("pk", flat=True), *hr.values_list("pk", flat=True)}


def _counts(round_: Round, known: Collection[UUID]) -> dict[UUID | None, Count]:
    """What is counted in each unit itself. A dialogue whose job is gone belongs to none."""
    rows: Any = in_round(round_).order_by().values("engagement__unit")
    rows = rows.annotate(
        people=CountOf("pk"),
        held=CountOf("pk", filter=HELD),
        agreed=CountOf("pk", filter=AGREED),
        known=CountOf("pk", filter=Q(person__in=list(known))),
    )
    return {row["engagement__unit"]: _count(row) for row in rows}


def _count(row: dict[str, Any]) -> Count:
    return Count(row["people"], row["held"], row["agreed"], row["known"])


def _moved_up(own: dict[UUID | None, Count], above: dict[UUID, UUID | None]) -> dict[UUID, Count]:
    """Those without a unit are counted with a top unit."""
    left = own.pop(None, Count())
    if not left.people:
        return {pk: count for pk, count in own.items() if pk is not None}
    top = min((pk for pk, parent in above.items() if parent is None), key=str)
    return {**{pk: count for pk, count in own.items() if pk is not None}, top: own.get(top, Count()) + left}


def _in_order(units: Any) -> list[Unit]:
    return sorted(units, key=lambda unit: (unit.sort_key, str(unit.pk)))
