"""Counting the whole workplace: when it happens, what is kept, and that the slow way gives the same."""

from datetime import date, timedelta

import pytest

from haandgreb.competences.actions.gap import _count, _save, release_when_due
from haandgreb.competences.demo import remove_demo
from haandgreb.competences.models import (
    DevelopmentGoal,
    FewHolders,
    GapRelease,
    Importance,
    UnitAsked,
    UnitGap,
    UnitVulnerability,
)
from haandgreb.competences.queries.counting import workforce
from haandgreb.competences.tests.factories import agree, give_profile, make_competence, make_profile, require_level
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import engage, give_role, make_manager, make_person, make_unit
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 2)
NEXT = DAY + timedelta(days=30)


def staff(unit, profile, levels, competence):
    """One person in the unit for each level; None has no agreed level."""
    people = []
    for level in levels:
        person = make_person(f"Ansat {len(people)}", unit)
        give_profile(person, profile)
        if level is not None:
            agree(person, competence, level)
        people.append(person)
    return people


@pytest.fixture
def office():
    """An office with two teams, whose role asks for level 3 in plain language."""
    top = make_unit("Kontoret")
    plain = make_competence("Klart sprog")
    return {
        "top": top,
        "A": make_unit("Team A", top),
        "B": make_unit("Team B", top),
        "plain": plain,
        "profile": make_profile("Sagsbehandler", {plain: 3}),
    }


def shown():
    return {
        (row.unit.name, row.competence.title): (row.lack, row.have, row.unknown)
        for row in UnitGap.objects.select_related("unit", "competence")
    }


def test_nothing_is_counted_before_the_first_level_is_agreed(office):
    staff(office["A"], office["profile"], [None] * 8, office["plain"])

    assert (release_when_due(DAY), GapRelease.objects.count()) == (None, 0)


def test_the_first_counting_comes_at_once_and_the_next_after_thirty_days(office):
    staff(office["A"], office["profile"], [1] * 6, office["plain"])

    counted = [release_when_due(DAY + timedelta(days=days)) for days in (0, 1, 29, 30, 31, 59, 60)]

    assert [one.counted_on if one else None for one in counted] == [
        DAY, None, None, DAY + timedelta(days=30), None, None, DAY + timedelta(days=60),
    ]  # fmt: skip
    assert list(GapRelease.objects.values_list("counted_on", flat=True)) == [DAY + timedelta(days=60)]


def test_only_what_may_be_shown_is_kept(office):
    staff(office["A"], office["profile"], [1] * 5 + [3] * 6, office["plain"])
    staff(office["B"], office["profile"], [1] * 3 + [4] * 7, office["plain"])

    release_when_due(DAY)

    assert shown() == {("Kontoret", "Klart sprog"): (8, 13, 0)}


def test_figures_that_would_change_by_a_few_people_stand(office):
    people = staff(office["A"], office["profile"], [1] * 8 + [3] * 8, office["plain"])
    release_when_due(DAY)

    agree(people[0], office["plain"], 3)
    release_when_due(NEXT)

    assert shown()[("Team A", "Klart sprog")] == (8, 8, 0)
    assert set(UnitGap.objects.values_list("counted_on", flat=True)) == {DAY}


def test_figures_that_change_by_enough_are_counted_anew(office):
    people = staff(office["A"], office["profile"], [1] * 10 + [3] * 8, office["plain"])
    release_when_due(DAY)

    for person in people[:5]:
        agree(person, office["plain"], 3)
    release_when_due(NEXT)

    assert shown()[("Team A", "Klart sprog")] == (5, 13, 0)
    assert set(UnitGap.objects.values_list("counted_on", flat=True)) == {NEXT}


def test_a_person_with_two_engagements_is_asked_for_the_higher_level_and_counts_in_her_main_unit(office):
    strict = make_profile("Jurist", {office["plain"]: 4})
    staff(office["A"], office["profile"], [3] * 5, office["plain"])
    staff(office["B"], office["profile"], [1] * 5, office["plain"])
    people = []
    for _number in range(5):
        person = make_person("To Steder", office["A"])
        give_profile(person, office["profile"])
        side = engage(person, office["B"], is_primary=False)
        side.profiles.create(profile=strict, source="hand", valid_from=side.valid_from)
        agree(person, office["plain"], 3)
        people.append(person)

    release_when_due(DAY)

    assert shown() == {
        ("Kontoret", "Klart sprog"): (10, 5, 0),
        ("Team A", "Klart sprog"): (5, 5, 0),
        ("Team B", "Klart sprog"): (5, 0, 0),
    }
    in_both = {unit: office_counts.lack for unit, office_counts in by_unit_names(office).items()}
    assert in_both == {"Kontoret": 10, "Team A": 5, "Team B": 10}


def by_unit_names(office):
    force = workforce(clock.today())
    names = {office[key].pk: office[key].name for key in ("top", "A", "B")}
    return {names[unit]: force.columns.named(tally)[office["plain"].pk] for unit, tally in force.by_unit().items()}


@pytest.mark.parametrize(
    ("reads_the_office", "expected"),
    [
        (False, {("Kontoret", "Klart sprog"): (12, 15, 0)}),
        (True, {("Team A", "Klart sprog"): (9, 9, 0)}),
    ],
)
def test_what_a_manager_knows_of_her_own_staff_gives_her_nobody_elses(office, reads_the_office, expected):
    manager = make_person("Gorm Vangsted", office["top"])
    make_manager(manager, office["A"])
    if reads_the_office:
        give_role(manager, Role.Kind.WORKS_COUNCIL)
    else:
        manager.engagements.update(unit=office["A"])
    staff(office["A"], office["profile"], [1] * 9 + [3] * 9, office["plain"])
    staff(office["B"], office["profile"], [1] * 3 + [3] * 6, office["plain"])

    release_when_due(DAY)

    assert shown() == expected


def test_a_manager_counts_among_those_she_knows(office):
    manager = make_person("Gorm Vangsted", office["A"])
    make_manager(manager, office["A"])
    give_profile(manager, office["profile"])
    agree(manager, office["plain"], 3)
    staff(office["A"], office["profile"], [1] * 9 + [3] * 9, office["plain"])

    release_when_due(DAY)

    assert shown()[("Team A", "Klart sprog")] == (9, 10, 0)


def test_the_importance_of_a_line_is_the_highest_any_role_there_gives_it(office):
    high = make_profile("Jurist")
    require_level(high, office["plain"], 3, importance=Importance.HIGH)
    staff(office["A"], office["profile"], [1] * 5, office["plain"])
    staff(office["B"], high, [1] * 5, office["plain"])

    release_when_due(DAY)

    plain = str(office["plain"].pk)
    assert {row.unit.name: row.weights[plain] for row in UnitAsked.objects.select_related("unit")} == {
        "Kontoret": 3,
        "Team A": 2,
        "Team B": 3,
    }


def test_what_few_can_is_told_when_five_have_an_agreed_level(office):
    law = make_competence("Forvaltningsret")
    require_level(office["profile"], law, 2)
    people = staff(office["A"], office["profile"], [1] * 6 + [3], office["plain"])
    for person in people[:4]:
        agree(person, law, 3 if person == people[0] else 1)

    release_when_due(DAY)

    assert set(FewHolders.objects.values_list("unit__name", "competence__title", "holders")) == {
        ("Team A", "Klart sprog", 1),
        ("Kontoret", "Klart sprog", 1),
    }


@pytest.mark.parametrize(("second", "expected"), [([3] * 3 + [1] * 4, 1), ([3] + [1] * 6, None)])
def test_above_the_team_only_the_number_is_told_and_never_that_it_is_all_of_them(office, second, expected):
    law = make_competence("Forvaltningsret")
    require_level(office["profile"], law, 2)
    people = staff(office["A"], office["profile"], [3] + [1] * 6, office["plain"])
    for person, level in zip(people, second, strict=True):
        agree(person, law, level)

    release_when_due(DAY)

    number = UnitVulnerability.objects.filter(unit=office["A"]).values_list("competences", flat=True).first()
    assert number == expected


def agreed_goal(person, competence):
    return DevelopmentGoal.objects.create(
        person=person, title="Skrive klart", competence=competence, state="agreed", agreed_at=clock.now(),
        written_at=clock.now(),
        changed_at=clock.now(),
    )  # fmt: skip


def test_agreed_development_goals_are_counted_in_people_from_five(office):
    law = make_competence("Forvaltningsret")
    people = staff(office["A"], office["profile"], [1] * 6, office["plain"])
    for person in people[:5]:
        agreed_goal(person, office["plain"])
    agreed_goal(people[0], office["plain"])
    for person in people[:4]:
        agreed_goal(person, law)
    release_when_due(DAY)
    before = GapRelease.objects.get().goals

    agreed_goal(people[5], office["plain"])
    release_when_due(NEXT)

    assert before == {str(office["plain"].pk): 5}
    assert GapRelease.objects.get().goals == before


def test_units_and_people_that_have_nothing_to_do_with_it_change_nothing(office):
    staff(office["A"], office["profile"], [1] * 5 + [3] * 6, office["plain"])
    make_person("Uden profil", office["A"])
    make_unit("Tom", office["top"])

    release_when_due(DAY)

    assert shown() == {("Kontoret", "Klart sprog"): (5, 6, 0), ("Team A", "Klart sprog"): (5, 6, 0)}


def test_the_counting_goes_with_the_demo_so_that_the_first_real_one_need_not_wait(office):
    staff(office["A"], office["profile"], [1] * 6, office["plain"])
    release_when_due(DAY)

    remove_demo()

    assert not GapRelease.objects.exists()


def test_of_two_who_count_at_the_same_time_one_is_kept(office):
    staff(office["A"], office["profile"], [1] * 6, office["plain"])
    slow = _count(DAY, None)

    quick = release_when_due(DAY)

    assert (_save(slow, None), list(GapRelease.objects.all())) == (None, [quick])
