"""The workplace's own days off, and the numbers of HR."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from haandgreb.learning.actions.check_ins import end_barrier, name_barrier
from haandgreb.learning.actions.days import add_day
from haandgreb.learning.actions.steps import begin_steps, end_key, skip_step
from haandgreb.learning.models import DayOff
from haandgreb.learning.queries import numbers
from haandgreb.learning.queries.days import days_off
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def test_a_day_of_every_year_and_one_that_comes_once():
    DayOff.objects.create(title="Juleaften", day=date(2020, 12, 24), every_year=True)
    DayOff.objects.create(title="Efter Kristi himmelfart", day=date(2026, 5, 15))
    DayOff.objects.create(title="Skuddag", day=date(2024, 2, 29), every_year=True)

    assert {day for day in days_off(date(2026, 3, 1)) if day.year in (2026, 2028)} == {
        date(2026, 12, 24), date(2026, 5, 15), date(2028, 2, 29), date(2028, 12, 24),
    }  # fmt: skip


def test_acts_nobody_was_told_of_move_off_a_new_day_off(client, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 2))
    place = Workplace()
    enrolment = make_enrolment(place.person, starts_on=date(2026, 12, 17), ends_on=date(2026, 12, 17))
    later = make_enrolment(place.person, make_activity("B"), starts_on=date(2027, 1, 21), ends_on=date(2027, 1, 21))
    for one in (enrolment, later):
        begin_steps(one, by=place.manager)
    before = enrolment.steps.get(key="first_use").due_on, later.steps.get(key="talk", actor="manager").due_on
    sign_in(client, place.hr)

    client.post(reverse("learning:days_off"), {"title": "Juleaften", "day": "2026-12-24", "every_year": "on"})

    after = enrolment.steps.get(key="first_use").due_on, later.steps.get(key="talk", actor="manager").due_on
    assert before == (date(2026, 12, 24), date(2026, 12, 24))
    assert after == (date(2026, 12, 28), date(2026, 12, 23))


def test_the_same_day_twice_is_one_day():
    place = Workplace()
    for _twice in range(2):
        add_day(title="Grundlovsdag", day=date(2027, 6, 5), every_year=True, by=place.hr)

    assert DayOff.objects.count() == 1


def acts_of(count, *, managers):
    """So many learners home from a course twenty days ago, under so many managers."""
    top = make_unit("Top")
    units = [make_unit(f"Enhed {number}", top) for number in range(managers)]
    for unit in units:
        make_manager(make_person("Leder", unit), unit)
    last = clock.today() - timedelta(days=20)
    found = []
    for number in range(count):
        person = make_person(f"Person {number}", units[number % managers])
        enrolment = make_enrolment(person, make_activity(f"Kursus {number}"), "completed", starts_on=last, ends_on=last)
        real, clock.today = clock.today, lambda: last
        try:
            begin_steps(enrolment, by=None)
        finally:
            clock.today = real
        found.append(enrolment)
    return found


def a_month_on():
    return clock.today() + timedelta(days=31)


def shown(key, actor):
    row = next(row for row in numbers.counted(a_month_on()) if (row.act.row.key, row.actor) == (key, actor))
    return (row.done, row.skipped, row.left) if row.is_shown else None


@pytest.mark.parametrize(
    ("learners", "managers", "of_learners", "of_managers"),
    [(4, 4, None, None), (5, 4, (1, 1, 3), None), (6, 5, (1, 1, 4), (1, 0, 5))],
)
def test_a_number_has_five_people_behind_it(learners, managers, of_learners, of_managers):
    enrolments = acts_of(learners, managers=managers)
    end_key(enrolments[0], "first_use", actor="learner", by=enrolments[0].person)
    skip_step(enrolments[1].steps.get(key="first_use"), by=enrolments[1].person, why="Ferie")
    end_key(enrolments[0], "manager_asks", actor="manager", by=None)

    assert (shown("first_use", "learner"), shown("manager_asks", "manager")) == (of_learners, of_managers)


def test_kinds_of_barriers_are_counted_from_five_people_up(client):
    enrolments = acts_of(5, managers=1)
    named = [name_barrier(one, kind="time", text="Hemmeligt", by=one.person) for one in enrolments]
    name_barrier(enrolments[0], kind="tool", by=enrolments[0].person)
    name_barrier(enrolments[0], kind="tool", by=enrolments[0].person)
    end_barrier(named[0], "removed", by=enrolments[0].person)

    assert [(kind.named, kind.removed) for kind in numbers.barriers(a_month_on())] == [(5, 1)]
    sign_in(client, Workplace().council)
    assert "Hemmeligt" not in client.get(reverse("learning:act_numbers")).content.decode()


def test_the_numbers_stand_still_through_a_month():
    enrolments = acts_of(6, managers=1)
    for one in enrolments[:5]:
        name_barrier(one, kind="time", by=one.person)
    first = a_month_on().replace(day=1)
    days = [first, first + timedelta(days=27)]

    with time_machine.travel(datetime.combine(first, time(9), tzinfo=clock.COPENHAGEN), tick=False):
        name_barrier(enrolments[5], kind="time", by=enrolments[5].person)
        end_key(enrolments[5], "first_use", actor="learner", by=enrolments[5].person)

    assert [numbers.counted(day) for day in days] == [numbers.counted(first)] * 2
    assert [shown("first_use", "learner"), *(numbers.barriers(day)[0].named for day in days)] == [(0, 0, 6), 5, 5]


def test_the_numbers_ask_as_often_for_many_as_for_few(client, django_assert_num_queries):
    acts_of(6, managers=2)

    with django_assert_num_queries(2):
        numbers.counted(clock.today())
        numbers.barriers(clock.today())
