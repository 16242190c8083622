"""Who manages whom: tables of examples, and inheritance against a slow oracle that reads the rule word by word."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haandgreb.organisation import permissions, queries, rules
from haandgreb.organisation.models import Person, Unit, UnitManager
from haandgreb.organisation.tests import factories as make

TODAY = date(2026, 11, 24)
pytestmark = pytest.mark.django_db

NEAREST = [
    # own unit first, then upwards; who asks; who manages her
    ([["A"], ["B"]], "P", ["A"]),
    ([[], ["B"]], "P", ["B"]),
    ([["P"], ["B"]], "P", ["B"]),
    ([["P", "A"], ["B"]], "P", ["B"]),
    ([["A", "C"], ["B"]], "P", ["A", "C"]),
    ([[], [], []], "P", []),
    ([["P"]], "P", []),
]


@pytest.mark.parametrize(("chain", "person", "managers"), NEAREST)
def test_the_nearest_manager_is_found_on_the_way_up(chain, person, managers):
    assert rules.nearest_managers(chain, person) == managers


def test_everyone_above_begins_above_the_highest_unit_she_manages_herself():
    assert rules.everyone_above([["A"], ["P", "C"], ["B"], ["A"]], "P") == ["B", "A"]


def test_a_vacant_post_is_filled_by_the_nearest_manager_above():
    top = make.make_unit("Styrelsen")
    office = make.make_unit("Tilskud", parent=top)
    head = make.make_person("Asta Rugvænge", unit=top)
    make.make_manager(head, top)
    make.make_vacancy(office)
    person = make.make_person(unit=office)

    assert queries.managers_of(person, TODAY) == [head]
    assert queries.units_managed_by(head, TODAY) == [top, office]


def test_somebody_who_has_left_leaves_her_post_vacant_the_same_day():
    top, head = _led_unit("Styrelsen", "Asta Rugvænge")
    office, leader = _led_unit("Tilskud", "Frida Moseklint", parent=top)
    person = make.make_person(unit=office)
    assert queries.managers_of(person, TODAY) == [leader]

    leader.engagements.update(valid_to=TODAY)

    assert queries.managers_of(person, TODAY) == [head]
    assert queries.managers_of(person, TODAY - timedelta(days=1)) == [leader]


def test_a_closed_account_manages_nobody():
    office, leader = _led_unit("Tilskud", "Frida Moseklint")
    person = make.make_person(unit=office)
    Person.objects.filter(pk=leader.pk).update(is_active=False)

    assert queries.managers_of(person, TODAY) == []


def test_two_engagements_give_the_managers_of_both():
    first, one = _led_unit("Tilskud", "Frida Moseklint")
    second, other = _led_unit("Tilsyn", "Freja Birkelys")
    person = make.make_person(unit=first)
    make.engage(person, second, is_primary=False)

    assert queries.managers_of(person, TODAY) == [one, other]


def test_managers_of_a_thousand_take_as_many_queries_as_of_one(django_assert_num_queries):
    top, _ = _led_unit("Styrelsen", "Asta Rugvænge")
    people = [make.make_person(f"Person {number}", unit=top) for number in range(5)]

    with django_assert_num_queries(2):
        queries.managers_of_many(people[:1], TODAY)
    with django_assert_num_queries(2):
        queries.managers_of_many(people, TODAY)


def test_a_deputy_manages_the_unit_only_where_deputies_are_meant_and_only_in_the_time():
    office, leader = _led_unit("Tilskud", "Frida Moseklint")
    deputy = make.make_person("Gorm Vangsted", unit=office)
    row = make.make_deputy(deputy, office, by=leader, days=3)
    person = make.make_person(unit=office)
    within, after = row.valid_from, row.valid_to

    assert queries.managers_of(person, within) == [leader]
    assert queries.units_managed_by(deputy, within) == []
    assert queries.units_managed_by(deputy, within, deputies=True) == [office]
    assert permissions.manages_unit(deputy, office, within, deputies=True)
    assert not permissions.manages_unit(deputy, office, within)
    assert queries.units_managed_by(deputy, after, deputies=True) == []
    assert [one.person for one in queries.deputies_of(office, within)] == [deputy]


def test_hr_who_is_also_a_manager_acts_in_one_role_at_a_time():
    office, leader = _led_unit("HR", "Benjamin Moseklint")
    make.give_role(leader, "hr", units=[office])

    assert not permissions.is_hr(leader, TODAY)
    assert permissions.acts_as_manager(leader, TODAY)

    leader.role_in_use = "hr"

    assert permissions.is_hr_for(leader, office, TODAY)
    assert not permissions.acts_as_manager(leader, TODAY)
    assert queries.units_managed_by(leader, TODAY) == []


def test_hr_acts_within_assigned_units_and_below_only():
    top = make.make_unit("Styrelsen")
    office = make.make_unit("Tilskud", parent=top)
    team = make.make_unit("Team A", parent=office)
    other = make.make_unit("Tilsyn", parent=top)
    hr = make.make_person("Camille Vangsted", unit=other)
    make.give_role(hr, "hr", units=[office])

    answers = {unit.name: permissions.is_hr_for(hr, unit, TODAY) for unit in (top, office, team, other)}

    assert answers == {"Styrelsen": False, "Tilskud": True, "Team A": True, "Tilsyn": False}
    assert set(permissions.hr_units(hr, TODAY)) == {office, team}


def test_a_role_begins_and_ends_on_its_days():
    hr = make.make_person("Camille Vangsted", unit=make.make_unit())
    make.give_role(hr, "hr", everywhere=True, valid_from=TODAY, valid_to=TODAY + timedelta(days=1))

    days = [permissions.is_hr(hr, TODAY + timedelta(days=away)) for away in (-1, 0, 1)]

    assert days == [False, True, False]


# Trees of up to seven units, each naming an earlier one as its parent, with none, one or two managers.
TREES = st.lists(st.tuples(st.integers(0, 6), st.sets(st.integers(0, 3), max_size=2)), min_size=1, max_size=7)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=TREES, place=st.integers(0, 6), who=st.integers(0, 3))
def test_inheritance_is_what_the_rule_says_word_by_word(tree, place, who):
    with transaction.atomic():
        _compare(tree, place, who)
        transaction.set_rollback(True)


def _compare(tree: list[tuple[int, set[int]]], place: int, who: int) -> None:
    people = [make.make_person(f"Person {number}") for number in range(4)]
    units: list[Unit] = []
    for number, (above, managers) in enumerate(tree):
        units.append(make.make_unit(f"Unit {number}", parent=units[above % number] if number else None))
        for index in managers:
            make.make_manager(people[index], units[-1])
    person, unit = people[who], units[place % len(units)]
    make.engage(person, unit)

    expected = _by_the_book(person, unit)

    assert {one.pk for one in queries.managers_of(person, TODAY)} == expected
    for manager in people:
        mine = {one.pk for one in queries.units_managed_by(manager, TODAY)}
        assert mine == {one.pk for one in units if manager.pk in _holders(one)}


def _by_the_book(person: Person, unit: Unit | None) -> set[UUID | None]:
    """Go up one unit at a time; stop where somebody manages, unless it is the person herself."""
    while unit is not None:
        managers: set[UUID | None] = set(UnitManager.objects.filter(unit=unit).values_list("person", flat=True))
        if managers and person.pk not in managers:
            return managers
        unit = unit.parent
    return set()


def _holders(unit: Unit | None) -> set[UUID | None]:
    while unit is not None:
        managers: set[UUID | None] = set(UnitManager.objects.filter(unit=unit).values_list("person", flat=True))
        if managers:
            return managers
        unit = unit.parent
    return set()


def _led_unit(name: str, leader: str, parent: Unit | None = None) -> tuple[Unit, Person]:
    unit = make.make_unit(name, parent=parent)
    person = make.make_person(leader, unit=unit)
    make.make_manager(person, unit)
    return unit, person
