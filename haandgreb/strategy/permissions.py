"""Who sees and who may change goals, results and changed practice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from haandgreb.organisation.models import Person, Unit, UnitQuerySet
from haandgreb.organisation.permissions import (
    acts_as_manager,
    hr_units,
    is_hr,
    is_hr_for,
    is_hr_for_all,
    is_works_council,
    manages_above,
)
from haandgreb.organisation.queries.managers import units_led_by
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal


def sees_names(person: Person, today: date) -> bool:
    """The works council reads the tree without names of owners, unless she is also manager or HR there."""
    return not is_works_council(person, today) or acts_as_manager(person, today) or is_hr(person, today)


def may_edit_direction(person: Person, unit: Unit | None, today: date) -> bool:
    """
    Core task, vision, mission, values, challenges and goals are written by
    - HR for the whole workplace, and the managers of the top unit
    - in a unit: its managers and those above them, and HR for the unit
    """
    if unit is not None:
        return manages_above(person, unit, today) or is_hr_for(person, unit, today)
    roots = Unit.objects.on(today).filter(parent=None)
    return is_hr_for_all(person, today) or any(manages_above(person, root, today) for root in roots)


@dataclass(frozen=True)
class Writes:
    """Whose direction a person writes: the same answers as `may_edit_direction`, for a whole page of goals at once."""

    everywhere: bool
    units: frozenset[UUID]

    def of(self, unit: UUID | None) -> bool:
        """Of the unit, or of the whole workplace."""
        return self.everywhere if unit is None else unit in self.units


def direction_written_by(person: Person, today: date, among: Collection[UUID]) -> Writes:
    """Of these units, those whose goals she writes, and whether those of the whole workplace; a few queries."""
    written = units_written_by(person, today).filter(pk__in=among).order_by().values_list("pk", flat=True)
    return Writes(may_edit_direction(person, None, today), frozenset(written) if among else frozenset())


def units_written_by(person: Person, today: date) -> UnitQuerySet:
    """The units whose goals she writes."""
    led = units_led_by(person, today).order_by().values("pk")
    hr = hr_units(person, today).order_by().values("pk")
    return Unit.objects.on(today).filter(Q(pk__in=led) | Q(pk__in=hr))


def may_edit_goal(person: Person, goal: StrategicGoal, today: date) -> bool:
    """The goal's owner, and who writes the direction of its unit."""
    return goal.owner_id == person.pk or may_edit_direction(person, goal.unit, today)


def may_add_result(person: Person, goal: StrategicGoal, today: date) -> bool:
    """Who may change the goal; managers and HR of any unit, as units find the results (transfer.md 1, roles)."""
    return may_edit_goal(person, goal, today) or acts_as_manager(person, today) or is_hr(person, today)


def may_edit_result(person: Person, result: Result, today: date) -> bool:
    """The result's owner, who may change one of its goals, and managers and HR (transfer.md 1, roles)."""
    if result.owner_id == person.pk or acts_as_manager(person, today) or is_hr(person, today):
        return True
    return any(may_edit_goal(person, goal, today) for goal in result.goals.select_related("unit"))


def may_edit_units(person: Person, units: Iterable[Unit], today: date) -> bool:
    """
    What stands on the map for these units is changed by a manager of, or above, one of them, and by HR for one of
    them; what holds for the whole workplace by those who write its direction.
    """
    chosen = list(units)
    if not chosen:
        return may_edit_direction(person, None, today)
    return any(may_edit_direction(person, unit, today) for unit in chosen)


def may_edit_practice(person: Person, practice: PracticeChange, today: date) -> bool:
    """A personal one: she alone. Others: managers and HR of its units, and the owners of the goals it leads to."""
    if practice.person_id is not None:
        return practice.person_id == person.pk
    if may_edit_units(person, practice.units.all(), today):
        return True
    return StrategicGoal.objects.filter(results__practices=practice, owner=person).exists()
