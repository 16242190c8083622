"""What the page of a joint start asks, and whose joint starts come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haandgreb.dialogues.models import JointStart, Round
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.organisation.permissions import hr_units
from haandgreb.organisation.queries.managers import units_led_by, units_managed_by

State = Round.State
_RUNNING = (State.DISCUSSED, State.PREPARING, State.TALKS)


@dataclass(frozen=True)
class Start:
    """One unit's joint start of one round."""

    round: Round
    unit: Unit
    held: JointStart | None = None


def holds(round_: Round, unit: Unit) -> bool:
    """Whether the round reaches the unit."""
    return any(unit.path.startswith(one.path) for one in round_.units.all())


def start_seen(person: Person, round_id: UUID, unit_id: UUID, today: date) -> Start | None:
    """The joint start where the person may see it: who works in the unit, leads it or plans rounds there."""
    unit = Unit.objects.on(today).filter(pk=unit_id).first()
    round_ = Round.objects.filter(pk=round_id, kickoff_on__isnull=False).exclude(state=State.DRAFT).first()
    if unit is None or round_ is None or not holds(round_, unit):
        return None
    works_there = Engagement.objects.on(today).filter(person=person, unit__path__startswith=unit.path).exists()
    if not (works_there or units_led_by(person, today).filter(pk=unit.pk).exists()):
        plans = unit in hr_units(person, today)
        if not plans:
            return None
    return Start(round_, unit, JointStart.objects.filter(round=round_, unit=unit).select_related("marked_by").first())


def may_mark(person: Person, unit: Unit, today: date) -> bool:
    """The unit's manager, or who stands in for her: a unit meeting is no dialogue."""
    return unit in units_managed_by(person, today, deputies=True)


def starts_of(person: Person, today: date) -> list[Start]:
    """The joint starts of the units the person works in or manages, in rounds that run; the nearest first."""
    rounds = list(Round.objects.filter(state__in=_RUNNING, kickoff_on__isnull=False).prefetch_related("units"))
    if not rounds:
        return []
    units = {one.pk: one for one in units_managed_by(person, today, deputies=True)}
    own = Engagement.objects.on(today).filter(person=person).select_related("unit")
    units |= {one.unit_id: one.unit for one in own}
    return sorted(_starts(rounds, units.values()), key=lambda one: (one.round.kickoff_on, one.unit.sort_key))


def _starts(rounds: list[Round], units: Iterable[Unit]) -> list[Start]:
    held = {(one.round_id, one.unit_id): one for one in JointStart.objects.filter(round__in=rounds)}
    return [
        Start(round_, unit, held.get((round_.pk, unit.pk)))
        for round_ in rounds
        for unit in units
        if holds(round_, unit)
    ]
