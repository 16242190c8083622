"""The tree of units, in the order a chart shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.organisation.models import Unit


@dataclass(frozen=True)
class Branch:
    """A unit and how deep it stands."""

    unit: Unit
    depth: int

    @property
    def indent(self) -> str:
        """As many letters as levels, for a template to loop over."""
        return " " * self.depth


def unit_choices(today: date) -> list[Branch]:
    """Today's units, each followed by the units below it, in Danish order on every level; one query."""
    below: dict[UUID | None, list[Unit]] = defaultdict(list)
    units = list(Unit.objects.on(today).only("name", "name_en", "parent", "path", "sort_key"))
    known = {unit.pk for unit in units}
    for unit in units:
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    found: list[Branch] = []
    waiting = [Branch(unit, 0) for unit in reversed(below[None])]
    while waiting:
        branch = waiting.pop()
        found.append(branch)
        waiting += [Branch(unit, branch.depth + 1) for unit in reversed(below[branch.unit.pk])]
    return found
