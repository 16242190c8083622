"""Who may see and do what with competences."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from haandgreb.organisation.models import Person, Unit, UnitQuerySet, valid_on
from haandgreb.organisation.permissions import (
    acts_as_manager,
    hr_units,
    is_hr,
    is_hr_for,
    is_hr_for_all,
    is_works_council,
    manages_above,
    manages_unit,
)
from haandgreb.organisation.queries.managers import managers_of, units_led_by
from haandgreb.strategy.models import StrategicGoal


def is_nearest_manager(viewer: Person, person: Person, today: date) -> bool:
    """Today's nearest manager, acting as such: not a deputy, not a manager further up, not one who acts as HR now."""
    if viewer.pk == person.pk or not acts_as_manager(viewer, today):
        return False
    return viewer in managers_of(person, today)


def may_see_levels(viewer: Person, person: Person, today: date) -> bool:
    """
    A person's agreed levels, by name, are seen by
    - the person herself
    - her nearest manager today, or each of them
    and by nobody else: no colleague, manager further up, HR, works council or administrator. Her own estimates,
    evidence and wishes are hers alone; a nearest manager sees what she has shared with that very manager.
    (confidentiality 2)
    """
    return viewer.pk == person.pk or is_nearest_manager(viewer, person, today)


def may_agree_levels(by: Person, person: Person, manager: Person, today: date) -> bool:
    """A level is agreed between the person and one who is her nearest manager today; one of the two acts."""
    return by in (person, manager) and manager in managers_of(person, today)


def may_edit_catalogue(person: Person, today: date) -> bool:
    """
    The catalogue, role profiles, what job titles they go with, and ESCO's list are kept by HR with the whole workplace
    assigned: what is asked for must mean the same everywhere. A manager says what a role should ask for; HR writes it.
    An administrator has no say in content.
    """
    return is_hr_for_all(person, today)


def may_choose_profiles(person: Person, other: Person, today: date) -> bool:
    """Somebody's role profiles are chosen by hand by HR, within assigned units."""
    units = Unit.objects.filter(engagements__in=other.engagements.filter(valid_on(today)))
    return any(is_hr_for(person, unit, today) for unit in units)


def works_in(person: Person, unit: Unit, today: date) -> bool:
    """One of the unit's own people: not those of a unit below it, nor of one above."""
    return person.engagements.filter(valid_on(today), unit=unit).exists()


def may_read_unit_gap(person: Person, unit: Unit, today: date) -> bool:
    """
    How many in a unit lack what is asked for is read by
    - its nearest manager: her own staff as they are today, as she sees their levels by name
    - the team, the managers above, HR within assigned units and the works council: what may be shown of it
    and by nobody else (confidentiality 2; issue 3).
    """
    if is_works_council(person, today) or is_hr_for(person, unit, today):
        return True
    return manages_above(person, unit, today) or works_in(person, unit, today)


def reads_skills_of_few(person: Person, unit: Unit, today: date) -> bool:
    """Which competences only one or two have: the team and its nearest manager. Those above get only the number."""
    return works_in(person, unit, today) or manages_unit(person, unit, today)


def units_with_gap(person: Person, today: date) -> UnitQuerySet:
    """The units of today whose gap the person may read (may_read_unit_gap)."""
    units = Unit.objects.on(today)
    if is_works_council(person, today):
        return units
    own = person.engagements.filter(valid_on(today)).values("unit")
    led = units_led_by(person, today).order_by().values("pk")
    hr = hr_units(person, today).order_by().values("pk")
    return units.filter(Q(pk__in=own) | Q(pk__in=led) | Q(pk__in=hr))


def may_read_organisation_gap(person: Person, today: date) -> bool:
    """
    The gap of the whole workplace against its goals is read by the managers of the top unit, the owners of its goals,
    HR with the whole workplace assigned, and the works council.
    """
    if is_works_council(person, today) or is_hr_for_all(person, today):
        return True
    if StrategicGoal.objects.active().filter(owner=person, unit=None).exists():
        return True
    return any(manages_above(person, root, today) for root in Unit.objects.on(today).filter(parent=None))


def may_read_needs(person: Person, today: date) -> bool:
    """What is needed, to plan from: HR, within assigned units."""
    return is_hr(person, today)


def reads_passed_on(person: Person, today: date) -> bool:
    """What people pass on of their development goals is read by HR, within assigned units, and by nobody else."""
    return is_hr(person, today)
