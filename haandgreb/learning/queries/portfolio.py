"""How a unit's learning is spread over the three rooms, as it was counted last; and what is planned on the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, Sum

from haandgreb.competences.models import PlannedActivity, Room
from haandgreb.competences.permissions import units_with_gap
from haandgreb.learning.activity_words import rooms
from haandgreb.learning.models import PortfolioRelease, RoomCount
from haandgreb.learning.models.portfolio import MANDATORY
from haandgreb.organisation.models import Person, Unit

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One room: how often and for how long people took part; None where fewer than five did, or nobody."""

    room: Room
    count: RoomCount | None
    planned: int  # lines of the plan
    planned_hours: int

    @property
    def name(self) -> str:
        return str(rooms()[self.room.value])

    @property
    def hours(self) -> int:
        """Whole hours, halves upwards."""
        return (self.count.minutes + 30) // 60 if self.count is not None else 0


@dataclass(frozen=True)
class Portfolio:
    """The three rooms of a unit, and apart what is mandatory."""

    release: PortfolioRelease | None
    lines: Sequence[Line]
    mandatory: RoomCount | None

    @property
    def longest(self) -> int:
        return max((line.hours for line in self.lines), default=0)

    @property
    def is_shown(self) -> bool:
        """Whether any figure stands."""
        return self.mandatory is not None or any(line.count is not None for line in self.lines)

    @property
    def mandatory_hours(self) -> int:
        return (self.mandatory.minutes + 30) // 60 if self.mandatory is not None else 0


def portfolio(reader: Person, unit: Unit) -> Portfolio:
    """The latest counting for the unit and below, and the plan's lines the reader sees; three queries."""
    release = PortfolioRelease.objects.first()
    rows = {row.kind: row for row in release.rows.filter(unit=unit)} if release is not None else {}
    plan = _planned(reader, unit)
    lines = [Line(room, rows.get(room.value), *plan.get(room.value, (0, 0))) for room in Room]
    return Portfolio(release, lines, rows.get(MANDATORY))


def _planned(reader: Person, unit: Unit) -> dict[str, tuple[int, int]]:
    seen = PlannedActivity.objects.visible_to(reader).filter(person=None)
    here = seen.filter(Q(units=None) | Q(units__path__startswith=unit.path)).distinct()
    rows = PlannedActivity.objects.filter(pk__in=here.order_by().values("pk")).order_by().values("room")
    told = rows.annotate(lines=Count("pk"), in_all=Sum("hours"))
    return {row["room"]: (row["lines"], row["in_all"] or 0) for row in told}


@dataclass(frozen=True)
class UnitLine:
    """A unit on the list: the hours of each room, None where they are not shown."""

    unit: Unit
    hours: Sequence[int | None]


@dataclass(frozen=True)
class UnitList:
    """The units a person may read, a page at a time."""

    page: Page[Unit]
    lines: Sequence[UnitLine]
    release: PortfolioRelease | None


def units(reader: Person, today: date, page: str) -> UnitList:
    """Her units in Danish order with the hours of each room; five queries however many units."""
    found = Paginator(units_with_gap(reader, today).order_by("sort_key", "pk"), PER_PAGE).get_page(page)
    release = PortfolioRelease.objects.first()
    shown: dict[tuple[object, str], int] = {}
    if release is not None:
        rows = RoomCount.objects.filter(release=release, unit__in=[unit.pk for unit in found])
        shown = {(row.unit_id, row.kind): (row.minutes + 30) // 60 for row in rows}
    lines = [UnitLine(unit, [shown.get((unit.pk, room.value)) for room in Room]) for unit in found]
    return UnitList(found, lines, release)
