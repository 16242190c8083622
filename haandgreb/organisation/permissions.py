"""Who is what today, and who may do what; read on every request, never kept."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from haandgreb.organisation import rules
from haandgreb.organisation.models import (
    Deputy,
    Person,
    PersonQuerySet,
    Role,
    Unit,
    UnitManager,
    UnitQuerySet,
    valid_on,
)
from haandgreb.organisation.one_page import once_a_page
from haandgreb.organisation.rules import Standing


def with_standing(person_id: UUID | str, today: date) -> Person | None:
    """The person where she is here today, with her standing; one query."""
    person = _all_with_standing(today).filter(pk=person_id).first()
    if person is not None:
        facts = vars(person)
        person.standing = Standing(
            day=today,
            is_hr=facts["today_hr"],
            is_works_council=facts["today_works_council"],
            is_administrator=facts["today_administrator"],
            is_manager=facts["today_manager"] or facts["today_deputy"],
        )
    return person


@lru_cache(maxsize=2)
def _all_with_standing(today: date) -> PersonQuerySet:
    """The question about everybody, never asked as it stands: building it takes longer than asking it of one person."""
    who = {"person": OuterRef("pk")}
    roles = Role.objects.filter(valid_on(today), **who)
    return Person.objects.here_on(today).annotate(
        today_hr=Exists(roles.filter(kind=Role.Kind.HR)),
        today_works_council=Exists(roles.filter(kind=Role.Kind.WORKS_COUNCIL)),
        today_administrator=Exists(roles.filter(kind=Role.Kind.ADMINISTRATOR)),
        today_manager=Exists(UnitManager.objects.on(today).filter(**who)),
        today_deputy=Exists(Deputy.objects.filter(valid_on(today), **who)),
    )


def standing(person: Person, today: date) -> Standing:
    """What the person is today: as loaded with the request, or asked in one query; nothing where she is not here."""
    if person.standing is not None and person.standing.day == today:
        return person.standing
    found = with_standing(person.pk, today)
    return found.standing if found is not None and found.standing is not None else Standing(day=today)


def is_administrator(person: Person, today: date) -> bool:
    """Runs the installation: accounts, roles, staff lists; never content."""
    return standing(person, today).is_administrator


def is_works_council(person: Person, today: date) -> bool:
    """A member of the works council: aggregates only."""
    return standing(person, today).is_works_council


def is_hr(person: Person, today: date) -> bool:
    """Acts as HR now: holds the role and, where she is also a manager, has chosen it for this session."""
    return rules.hr_is_in_use(standing(person, today), person.role_in_use)


def acts_as_manager(person: Person, today: date) -> bool:
    """Acts as manager or deputy now: manages a unit and has not chosen HR for this session."""
    return rules.manager_is_in_use(standing(person, today), person.role_in_use)


def has_two_hats(person: Person, today: date) -> bool:
    """HR and manager at once: she chooses which one she acts in."""
    return rules.has_two_hats(standing(person, today))


def hr_units(person: Person, today: date) -> UnitQuerySet:
    """The units HR acts within: those assigned to her and all below; none where HR is not in use."""
    if not is_hr(person, today):
        return Unit.objects.none()
    if _is_hr_everywhere(person, today):
        return Unit.objects.all()
    return Unit.objects.below(_assigned_units(person, today))


def is_hr_everywhere(person: Person, today: date) -> bool:
    """Acts as HR for every unit, also those to come: hr_units are all there are."""
    return is_hr(person, today) and _is_hr_everywhere(person, today)


def is_hr_for(person: Person, unit: Unit, today: date) -> bool:
    """Acts as HR for this unit: it, or one above it, is assigned to her."""
    if not is_hr(person, today):
        return False
    assigned = _assigned_to(person, today)
    return _is_hr_everywhere(person, today) or any(pk in assigned for pk in unit.ancestor_ids())


@once_a_page
def _assigned_units(person: Person, today: date) -> list[Unit]:
    roles = Role.objects.filter(valid_on(today), person=person, kind=Role.Kind.HR)
    return list(Unit.objects.filter(pk__in=roles.exclude(units=None).values("units")))


def _assigned_to(person: Person, today: date) -> set[UUID]:
    return {unit.pk for unit in _assigned_units(person, today)}


@once_a_page
def _is_hr_everywhere(person: Person, today: date) -> bool:
    roles = Role.objects.filter(valid_on(today), person=person, kind=Role.Kind.HR, everywhere=True)
    return roles.exists()


def manages_above(person: Person, unit: Unit, today: date) -> bool:
    """Manages the unit, or any unit above it."""
    if not acts_as_manager(person, today):
        return False
    return UnitManager.objects.in_office(today).filter(person=person, unit__in=unit.ancestor_ids()).exists()


def manages_unit(person: Person, unit: Unit, today: date, *, deputies: bool = False) -> bool:
    """Is the unit's nearest manager today: her own unit, or one below it whose post is vacant.

    With `deputies` also somebody standing in for that manager today.
    """
    if not acts_as_manager(person, today):
        return False
    in_office = UnitManager.objects.in_office(today).filter(unit__in=unit.ancestor_ids())
    by_unit: dict[object, set[object]] = {}
    for unit_id, person_id in in_office.values_list("unit", "person"):
        by_unit.setdefault(unit_id, set()).add(person_id)
    way = list(reversed(unit.ancestor_ids()))
    nearest = next((at for at in way if by_unit.get(at)), None)
    if nearest is None:
        return False
    if person.pk in by_unit[nearest]:
        return True
    # A deputy stands in where the post is held, or for the unit itself.
    posts = {nearest, unit.pk}
    return deputies and Deputy.objects.filter(valid_on(today), person=person, unit__in=posts).exists()


def may_see_directory(person: Person) -> bool:
    """Name, unit, title and work mail of everybody here: everybody who is signed in."""
    return True


def may_see_employment(person: Person, other: Person, today: date) -> bool:
    """
    Employee number and engagement history are read by
    - the person herself
    - her managers, on every level above her
    - HR, within assigned units
    (security and privacy, section 1)
    """
    if person.pk == other.pk:
        return True
    units = Unit.objects.filter(engagements__in=other.engagements.filter(valid_on(today)))
    return any(_manages_or_hr(person, unit, other, today) for unit in units)


def _manages_or_hr(person: Person, unit: Unit, other: Person, today: date) -> bool:
    if is_hr_for(person, unit, today):
        return True
    if not acts_as_manager(person, today):
        return False
    way = list(reversed(unit.ancestor_ids()))
    by_unit: dict[object, list[object]] = {}
    for unit_id, person_id in UnitManager.objects.in_office(today).filter(unit__in=way).values_list("unit", "person"):
        by_unit.setdefault(unit_id, []).append(person_id)
    chain = [by_unit.get(at, []) for at in way]
    return person.pk in rules.everyone_above(chain, other.pk)


def may_administer(person: Person, today: date) -> bool:
    """Accounts, roles and units: administrators."""
    return is_administrator(person, today)


def may_import(person: Person, today: date) -> bool:
    """Staff lists: administrators, and HR with the whole organisation assigned."""
    return is_administrator(person, today) or is_hr_for_all(person, today)


@once_a_page
def is_hr_for_all(person: Person, today: date) -> bool:
    """Acts as HR for every unit there is."""
    if not is_hr(person, today):
        return False
    roots = set(Unit.objects.on(today).filter(parent=None).values_list("pk", flat=True))
    return _is_hr_everywhere(person, today) or (bool(roots) and roots <= _assigned_to(person, today))


def may_grant(person: Person, other: Person, kind: str, today: date) -> bool:
    """An administrator gives and ends roles, never her own (four eyes)."""
    return rules.may_be_granted_by(
        kind, to_herself=person.pk == other.pk, by_administrator=is_administrator(person, today)
    )


def may_name_deputy(person: Person, unit: Unit, today: date) -> bool:
    """The unit's nearest manager names her own deputy; a deputy names none."""
    return manages_unit(person, unit, today)


def has_left(other: Person, today: date) -> bool:
    """Has worked here and does so no more, today or later: she cannot sign in to fetch what is hers."""
    places = other.engagements.all()
    still = places.filter(Q(valid_to=None) | Q(valid_to__gt=today))
    return places.exists() and not still.exists()


def may_make_data_link(person: Person, other: Person, today: date) -> bool:
    """HR, for somebody who has left one of the units assigned to her; never for herself."""
    if not is_hr(person, today) or person.pk == other.pk or not has_left(other, today):
        return False
    last = other.engagements.order_by("-valid_to").select_related("unit").first()
    return last is not None and is_hr_for(person, last.unit, today)


def may_give_data_code(person: Person, other: Person, today: date) -> bool:
    """An administrator, for somebody else who has left."""
    return person.pk != other.pk and is_administrator(person, today) and has_left(other, today)
