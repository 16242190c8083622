"""Who may change what stands on the map below the results."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models

from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.impactmap.models import Workshop
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.organisation.permissions import acts_as_manager, hr_units, is_hr, is_hr_for_all, is_works_council
from haandgreb.organisation.queries.managers import units_led_by
from haandgreb.strategy.models import PracticeChange, Result, StrategicGoal, seen_in
from haandgreb.strategy.permissions import may_edit_direction, may_edit_practice, may_edit_result, may_edit_units


@dataclass(frozen=True)
class Editor:
    """What a person may change on the map today, asked once for a whole page."""

    person: Person
    units: frozenset[UUID]  # those she manages, or acts for as HR, with all below
    whole_workplace: bool
    results: bool  # every manager and HR may change results
    reads: frozenset[UUID] | None = None  # the units whose map she reads; None for all

    @property
    def sees_all(self) -> bool:
        """Whether what she does not see is not there."""
        return self.reads is None

    def seen(self, model: type[models.Model]) -> models.Q:
        """What the person sees of these cards: as visible_to says, without asking anew for her units."""
        return seen_in(model, self.person, self.reads)

    def may_edit(self, units: Collection[UUID], person_id: UUID | None, *, owns_goal: bool = False) -> bool:
        """The same as may_edit_practice and may_edit_learning say of one card, for the units it holds for."""
        if person_id is not None:
            return person_id == self.person.pk
        if owns_goal:
            return True
        return any(unit in self.units for unit in units) if units else self.whole_workplace


def editor(person: Person, today: date) -> Editor:
    """The person as an editor and reader; a handful of queries."""
    led = units_led_by(person, today).order_by().values_list("path", "pk")
    units, roots = set(), False
    for path, pk in led:
        units.add(pk)
        roots = roots or path.count("/") == 1
    units |= set(hr_units(person, today).order_by().values_list("pk", flat=True))
    whole = roots or is_hr_for_all(person, today)
    reads = None if whole or is_works_council(person, today) else frozenset(_reads(person, today) | units)
    leads = acts_as_manager(person, today) or is_hr(person, today)
    return Editor(person, frozenset(units), whole, leads, reads)


def _reads(person: Person, today: date) -> set[UUID]:
    """Where she works, and what lies above it."""
    paths = Engagement.objects.on(today).filter(person=person).values_list("unit__path", flat=True)
    return {UUID(hex=part) for path in paths for part in path.split("/") if part}


def may_add_below(person: Person, today: date) -> bool:
    """Everybody may add what is hers alone; what holds for units is asked about each unit, in the form."""
    return True


def may_hold_for(person: Person, units: Collection[Unit], today: date) -> bool:
    """What holds for these units (none: for the whole workplace) is written by managers and HR of each of them."""
    if not units:
        return may_edit_direction(person, None, today)
    return all(may_edit_direction(person, unit, today) for unit in units)


def goals_owned_above(person: Person, goals: models.QuerySet[StrategicGoal]) -> set[str]:
    """Where the goals of hers among these hold, as paths of units; "" for the whole workplace."""
    owned = goals.filter(owner=person).order_by().values_list("unit__path", flat=True)
    return {path or "" for path in owned}


def held_for_by(person: Person, card: object, today: date) -> set[str]:
    """Where what hangs on the card may hold: where it holds itself, for whoever may change it; nowhere for her own."""
    if not isinstance(card, PracticeChange | LearningGoal) or card.person_id is not None:
        return set()
    if not may_edit_card(person, card, today):
        return set()
    return set(card.units.order_by().values_list("path", flat=True)) or {""}


def may_edit_learning(person: Person, goal: LearningGoal, today: date) -> bool:
    """
    A learning goal is changed by
    - its person alone, where it is personal
    - managers and HR of its units, and of the units whose practice it changes
    - the owners of the strategic goals it leads to
    """
    if goal.person_id is not None:
        return goal.person_id == person.pk
    if may_edit_units(person, goal.units.all(), today):
        return True
    if StrategicGoal.objects.filter(results__practices__learning_goals=goal, owner=person).exists():
        return True
    above = goal.practices.filter(person=None).prefetch_related("units")
    return any(may_edit_practice(person, practice, today) for practice in above)


def may_edit_activity(person: Person, activity: PlannedActivity, today: date) -> bool:
    """As a learning goal: its person, managers and HR of its units, and who may change a learning goal above it."""
    if activity.person_id is not None:
        return activity.person_id == person.pk
    if may_edit_units(person, activity.units.all(), today):
        return True
    above = activity.learning_goals.filter(person=None).prefetch_related("units")
    return any(may_edit_learning(person, goal, today) for goal in above)


def may_edit_card(person: Person, card: object, today: date) -> bool:
    """Whoever may change the card itself; lines are drawn and moved by who may change the card at their lower end."""
    if isinstance(card, Result):
        return may_edit_result(person, card, today)
    if isinstance(card, PracticeChange):
        return may_edit_practice(person, card, today)
    if isinstance(card, LearningGoal):
        return may_edit_learning(person, card, today)
    return isinstance(card, PlannedActivity) and may_edit_activity(person, card, today)


def may_start_workshop(person: Person, today: date) -> bool:
    """Whoever may change the map for at least one unit."""
    return bool(editor(person, today).units)


def may_run_workshop(person: Person, workshop: Workshop, today: date) -> bool:
    """Of those who see the workshop: its facilitator, and whoever may change the map for its unit."""
    return workshop.facilitator_id == person.pk or may_edit_units(person, [workshop.unit], today)


def may_write_in_workshop(person: Person, workshop: Workshop) -> bool:
    """Its participants, and nobody for them."""
    return workshop.participants.filter(person=person).exists()
