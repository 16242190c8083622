"""Reminders: one digest at most in any seven days, on the first day something is due, without a word of content."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from haandgreb.followups import actions
from haandgreb.followups.digests import send_digests
from haandgreb.followups.models import Digest, FollowUp
from haandgreb.followups.rules import DigestPlan, Promised, digest_plan
from haandgreb.followups.tests.factories import a_promise
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage

MONDAY = date(2026, 11, 23)


def due(days, told=False):
    return Promised(MONDAY + timedelta(days=days), told)


@pytest.mark.parametrize(
    ("promised", "last", "plan"),
    [
        ([], None, None),
        ([due(1)], None, None),
        ([due(0)], None, DigestPlan(1, 0)),
        ([due(-3)], None, DigestPlan(1, 0)),
        ([due(0), due(7), due(8)], None, DigestPlan(1, 1)),
        ([due(0, told=True), due(3)], None, None),
        ([due(0)], -6, None),
        ([due(0)], -7, DigestPlan(1, 0)),
        ([due(-5, told=True), due(-1), due(2)], -8, DigestPlan(1, 1)),
    ],
)
def test_when_a_digest_leaves_and_what_it_counts(promised, last, plan):
    last_sent = None if last is None else MONDAY + timedelta(days=last)

    assert digest_plan(promised, last_sent=last_sent, today=MONDAY) == plan


days = st.integers(-20, 60)


@given(st.lists(days, max_size=12))
def test_over_eighty_days_no_thing_is_told_twice_and_no_two_digests_come_within_a_week(due_days):
    things = [(MONDAY + timedelta(days=day)) for day in due_days]
    told, sent = set(), []
    for offset in range(80):
        today = MONDAY + timedelta(days=offset)
        promised = [Promised(day, index in told) for index, day in enumerate(things)]
        plan = digest_plan(promised, last_sent=sent[-1] if sent else None, today=today)
        if plan is None:
            continue
        newly = {i for i, day in enumerate(things) if i not in told and day <= today + timedelta(days=7)}
        assert plan.due + plan.coming == len(newly)
        told |= newly
        sent.append(today)
    assert all((later - earlier).days >= 7 for earlier, later in pairwise(sent))
    assert told == set(range(len(things)))


@pytest.mark.django_db
class TestDigestsThatLeave:
    def person(self, **facts):
        return make_person("Pia Kornmod", unit=make_unit(), email="pia@mss.example", **facts)

    def test_the_mail_says_how_many_and_never_what(self):
        pia = self.person()
        a_promise(pia, due_in=0, what="Hemmeligt punkt om lønkørsel")
        a_promise(pia, due_in=5, what="Et andet punkt")

        assert send_digests(clock.today()) == 1

        mail = OutboxMessage.objects.get()
        assert (mail.to, mail.subject) == ("pia@mss.example", "Du har bolden")
        assert "1 ting venter på dig nu." in mail.text
        assert "1 ting mere har frist inden for en uge." in mail.text
        assert "Hemmeligt" not in mail.text + mail.subject
        assert "punkt" not in mail.text

    def test_running_the_day_twice_sends_once(self):
        a_promise(self.person())

        assert [send_digests(clock.today()) for _ in range(2)] == [1, 0]
        assert Digest.objects.count() == 1

    def test_it_stops_when_the_thing_is_done(self):
        pia = self.person()
        actions.mark_done(a_promise(pia), by=pia)

        assert send_digests(clock.today()) == 0

    def test_what_is_moved_is_told_of_again_on_its_new_day(self):
        pia = self.person()
        promised = a_promise(pia)
        send_digests(clock.today())
        actions.move(promised, to_day=clock.today() + timedelta(days=9), reason="Pia er på kursus", by=pia)

        assert send_digests(clock.today() + timedelta(days=8)) == 0
        assert send_digests(clock.today() + timedelta(days=9)) == 1

    def test_nobody_without_an_address_or_a_place_here_is_written_to(self):
        a_promise(make_person(unit=make_unit(), email=""))
        a_promise(make_person("Rejst Væk", email="rejst@mss.example"))

        assert send_digests(clock.today()) == 0

    def test_the_digest_is_in_the_language_of_the_reader(self):
        a_promise(self.person(language="en"))
        send_digests(clock.today())

        assert OutboxMessage.objects.get().subject == "You have the ball"

    def test_queries_do_not_grow_with_what_was_promised(self):
        today, asked = clock.today(), []
        for count in (1, 6):
            person = make_person(f"Pia {count}", make_unit())
            for _ in range(count):
                a_promise(person, due_in=0)
            with CaptureQueriesContext(connection) as queries:
                send_digests(today)
            assert FollowUp.objects.filter(owner=person, reminded_on=today).count() == count
            asked.append(len(queries))

        assert asked[0] == asked[1]
