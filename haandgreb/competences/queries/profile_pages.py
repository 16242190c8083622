"""Where role profiles are offered from other pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.competences.models import Requirement, RoleProfile
from haandgreb.competences.permissions import may_choose_profiles, may_edit_catalogue
from haandgreb.organisation.models import Person, PersonQuerySet, Role, Unit, valid_on
from haandgreb.shared import clock
from haandgreb.shared.passport import MenuItem, Waiting
from haandgreb.strategy.models import StrategicGoal

MOST_WAITING = 20
"""Roles told of at once on somebody's own page; the others follow when these are done."""


def pages_about(person: Person, thing: Any) -> Sequence[MenuItem]:
    """On somebody's page, for HR within assigned units: which role profiles she has."""
    if not isinstance(thing, Person) or not may_choose_profiles(person, thing, clock.today()):
        return []
    return [
        MenuItem(gettext_lazy("Role profiles"), reverse("competences:profiles_of", args=[thing.pk]), "list", order=60)
    ]


def _of_closed_goals() -> QuerySet[Requirement]:
    return Requirement.objects.filter(valid_to=None, goal__state=StrategicGoal.State.CLOSED)


def may_wait(person: Person) -> QuerySet[Role]:
    """Her role as HR, where any requirement names a closed goal."""
    return Role.objects.filter(Exists(_of_closed_goals()), person=person, kind=Role.Kind.HR)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """For HR who keep the profiles: roles that name a goal which has been closed since."""
    if not may_edit_catalogue(person, today):
        return
    profiles = RoleProfile.objects.active().filter(Exists(_of_closed_goals().filter(profile=OuterRef("pk"))))
    for profile in profiles[:MOST_WAITING]:
        text = _("%(role)s asks for something because of a goal that is closed. What asks for it now?")
        address = reverse("competences:requirements", args=[profile.pk])
        yield Waiting(text % {"role": profile}, address, about=str(_("Role profile")), label=_("Look at it"))


def keepers_of(goal: StrategicGoal, today: date) -> PersonQuerySet:
    """HR for the whole workplace, where a role profile names the goal: they are told when it is closed."""
    if not Requirement.objects.filter(valid_to=None, goal=goal).exists():
        return Person.objects.none()
    roots = set(Unit.objects.on(today).filter(parent=None).values_list("pk", flat=True))
    hr = Role.objects.filter(valid_on(today), kind=Role.Kind.HR).prefetch_related("units")
    keepers = [
        role.person_id for role in hr if role.everywhere or (roots and roots <= {unit.pk for unit in role.units.all()})
    ]
    return Person.objects.filter(pk__in=keepers)
