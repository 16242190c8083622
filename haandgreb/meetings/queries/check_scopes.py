"""What a service check can be about, and who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from haandgreb.meetings.models import Membership, Series
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.permissions import is_hr_for_all
from haandgreb.organisation.queries import hr_units, unit_choices, units_led_by

UNPLANNED = ("one-to-one",)
"""Talks between two are nobody else's to count."""


@dataclass(frozen=True)
class Scope:
    """What a check can be about: a unit and what is below it, the whole house, or the series one owns."""

    key: str
    label: str
    unit: Unit | None = None


def scopes(person: Person, today: date) -> list[Scope]:
    """What this person may begin a check of: units managed or held as HR, the whole house, the series she owns."""
    allowed = Q(pk__in=units_led_by(person, today)) | Q(pk__in=hr_units(person, today))
    units = {unit.pk: unit for unit in Unit.objects.on(today).filter(allowed)}
    roots = set(Unit.objects.on(today).filter(parent=None).values_list("pk", flat=True))
    found = []
    if is_hr_for_all(person, today) or (roots and roots <= set(units)):
        found.append(Scope("house", str(_("The whole house"))))
        units = {pk: unit for pk, unit in units.items() if pk not in roots}
    branches = unit_choices(today)
    found += [Scope(str(one.unit.pk), str(one.unit), one.unit) for one in branches if one.unit.pk in units]
    if Series.objects.filter(owner=person, state=Series.State.ACTIVE).exists():
        found.append(Scope("own", str(_("The series I own"))))
    return found


def series_in(scope: Scope, person: Person) -> list[Series]:
    """The running series of a scope with their people; talks between two are left out."""
    found = Series.objects.filter(state=Series.State.ACTIVE).exclude(type__in=UNPLANNED)
    if scope.key == "own":
        found = found.filter(owner=person)
    elif scope.unit is not None:
        found = found.filter(unit__path__startswith=scope.unit.path)
    return list(found.prefetch_related("memberships"))


def people_in(series: Sequence[Series], today: date) -> list[Person]:
    """Everybody in these series who works here today."""
    members = Membership.objects.filter(series__in=series).values("person")
    return list(Person.objects.working_on(today).filter(pk__in=members))
