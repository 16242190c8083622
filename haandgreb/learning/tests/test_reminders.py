"""One digest a week over everything: never twice for one act, never before its cause, never after it is done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haandgreb.followups.actions import promise
from haandgreb.followups.digests import send_digests
from haandgreb.followups.models import Digest
from haandgreb.learning.actions.check_ins import name_barrier
from haandgreb.learning.actions.step_owners import follow
from haandgreb.learning.actions.steps import begin_steps, end_step, move_steps, stop_steps
from haandgreb.learning.models import Activity, Enrolment, Step
from haandgreb.learning.parts import phases
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.models import UnitManager
from haandgreb.organisation.tests.factories import make_manager, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.site.worker import daily_is_due

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)


@pytest.fixture
def day(monkeypatch):
    """The day it is, to be moved."""

    class Day:
        now = MONDAY

        def to(self, when):
            self.now = when

    it = Day()
    monkeypatch.setattr(clock, "today", lambda: it.now)
    return it


def with_mail(place):
    for name in ("person", "manager", "colleague", "other_manager"):
        person = getattr(place, name)
        person.email = f"{name}@mss.example"
        person.save()
    return place


def begun(place, starts_on, **facts):
    enrolment = make_enrolment(place.person, starts_on=starts_on, ends_on=starts_on, **facts)
    begin_steps(enrolment, by=place.manager)
    return enrolment


def mails_to(person):
    return OutboxMessage.objects.filter(to=person.email).count()


def test_a_promise_and_an_act_share_one_mail(day):
    place = with_mail(Workplace())
    begun(place, MONDAY + timedelta(days=28))
    promise(what="Ring", owner=place.person, due_on=MONDAY, source="meetings", by=None)

    assert send_digests(MONDAY) == 2  # the learner, and her manager for the talk
    assert send_digests(MONDAY) == 0

    text = OutboxMessage.objects.get(to=place.person.email).text
    assert "3 ting venter på dig nu." in text  # the promise, the talk, the intention
    assert "2 ting mere har frist inden for en uge." in text  # why, confidence
    assert "samtale" not in text


def test_what_is_done_is_told_of_no_more(day):
    place = with_mail(Workplace())
    enrolment = begun(place, MONDAY + timedelta(days=28))
    for step in enrolment.steps.all():
        end_step(step, by=place.person)

    assert send_digests(MONDAY) == 0


def test_what_is_cancelled_is_told_of_no_more(day):
    place = with_mail(Workplace())
    stop_steps(begun(place, MONDAY + timedelta(days=28)), by=place.manager)

    assert send_digests(MONDAY) == 0


def test_a_new_manager_is_told_and_the_old_one_no_more(day):
    place = with_mail(Workplace())
    enrolment = begun(place, MONDAY + timedelta(days=28))
    send_digests(MONDAY)
    day.to(MONDAY + timedelta(days=8))
    UnitManager.objects.filter(unit=place.unit).update(valid_to=day.now)
    make_manager(place.other_manager, place.unit, valid_from=day.now)

    follow(day.now)
    send_digests(day.now)

    assert enrolment.steps.get(key="talk", actor="manager").owner == place.other_manager
    assert (mails_to(place.manager), mails_to(place.other_manager)) == (1, 1)
    assert follow(day.now) == 0


def test_an_old_manager_finds_nothing_of_it_on_her_page_before_the_night_has_passed(day):
    place = with_mail(Workplace())
    begun(place, MONDAY + timedelta(days=28))
    before = [thing.text for thing in phases.waiting_for(place.manager, MONDAY)]
    UnitManager.objects.filter(unit=place.unit).update(valid_to=MONDAY)
    make_manager(place.other_manager, place.unit, valid_from=MONDAY)

    assert before == ["Tal sammen om, hvad kurset skal bruges til"]
    assert list(phases.waiting_for(place.manager, MONDAY)) == []


def test_a_course_moved_after_the_mail_left_moves_what_was_not_in_it(day):
    place = with_mail(Workplace())
    enrolment = begun(place, MONDAY + timedelta(days=28))
    send_digests(MONDAY)
    told = set(enrolment.steps.filter(told_on=MONDAY).values_list("key", "due_on"))
    enrolment.starts_on = enrolment.ends_on = MONDAY + timedelta(days=60)
    enrolment.save()
    move_steps(enrolment)

    assert told == set(enrolment.steps.filter(told_on=MONDAY).values_list("key", "due_on"))
    assert enrolment.steps.get(key="questions").due_on == date(2026, 11, 3)


def test_who_clears_a_barrier_away_is_told_once(day):
    place = with_mail(Workplace())
    enrolment = make_enrolment(place.person, state="completed", starts_on=MONDAY - timedelta(days=9))
    name_barrier(enrolment, kind="tool", owner=place.manager, due_on=MONDAY, by=place.person)

    assert [send_digests(MONDAY + timedelta(days=days)) for days in (0, 7, 14)] == [1, 0, 0]


def test_a_step_before_the_course_stops_waiting_when_it_begins(day):
    place = with_mail(Workplace())
    begun(place, MONDAY + timedelta(days=3))
    waits = {thing.text for thing in phases.waiting_for(place.person, MONDAY)}
    later = {thing.text for thing in phases.waiting_for(place.person, MONDAY + timedelta(days=4))}

    assert "Skriv, hvad du vil gøre, når situationen kommer" in waits
    assert "Skriv, hvad du vil gøre, når situationen kommer" not in later


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # the clocks go forward on 29 March 2026 and back on 25 October: five in the morning comes once on both days
        (datetime(2026, 3, 29, 2, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 3, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 3, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 4, 0, tzinfo=UTC), True),
        # late in the evening here it is the next day's small hours nowhere
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), False),
    ],
)
def test_the_daily_work_comes_once_on_the_days_the_clocks_change(moment, due):
    assert daily_is_due(moment) is due


def test_the_landing_page_of_a_learner_names_her_acts(client):
    place = Workplace()
    begun(place, clock.today() + timedelta(days=20))
    sign_in(client, place.person)

    assert "Skriv, hvad du vil gøre, når situationen kommer" in client.get(reverse("home")).content.decode()


courses = st.lists(
    st.tuples(st.integers(-20, 60), st.integers(0, 5), st.sampled_from(["light", "standard", "full"])),
    min_size=1, max_size=3,
)  # fmt: skip


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(courses=courses, done=st.sets(st.integers(0, 70), max_size=12), moved=st.integers(0, 90))
def test_over_many_weeks_no_act_is_told_twice_and_no_two_mails_come_within_seven_days(day, courses, done, moved):
    Enrolment.objects.all().delete()
    Activity.objects.all().delete()
    Digest.objects.all().delete()
    UnitManager.objects.all().delete()
    place = with_mail(_fresh())
    day.to(MONDAY)
    made = []
    for number, (start, length, size) in enumerate(courses):
        first = MONDAY + timedelta(days=start)
        activity = make_activity(f"Kursus {number}", size=size, minutes=0)
        enrolment = make_enrolment(place.person, activity, starts_on=first, ends_on=first + timedelta(days=length))
        begin_steps(enrolment, by=place.manager)
        made.append(enrolment)
    told: dict[object, date] = {}
    for offset in range(90):
        day.to(MONDAY + timedelta(days=offset))
        if offset == moved:
            made[0].starts_on += timedelta(days=10)
            made[0].ends_on += timedelta(days=10)
            made[0].save()
            move_steps(made[0])
        if offset in done and (step := Step.objects.filter(state="open").order_by("due_on", "pk").first()):
            end_step(step, by=place.person)
        before = dict(Step.objects.values_list("pk", "state"))
        send_digests(day.now)
        for pk, told_on in Step.objects.exclude(told_on=None).values_list("pk", "told_on"):
            assert told.setdefault(pk, told_on) == told_on  # never told of again
            assert told_on != day.now or before[pk] == "open"  # never after it is done
        coming = Step.objects.filter(told_on=day.now, due_on__gt=day.now + timedelta(days=7))
        assert not coming.exists()  # never long before its cause
    for person in (place.person, place.manager):
        sent = sorted(Digest.objects.filter(person=person).values_list("sent_on", flat=True))
        assert all((later - earlier).days >= 7 for earlier, later in pairwise(sent))


def _fresh():
    from haandgreb.organisation.models import Person

    Person.objects.all().update(email="")
    return Workplace()
