"""Reminders about talks: on their days, once, to who has something left; a mail says no more than "talk"."""

from datetime import timedelta

import pytest
import time_machine

from haandgreb.dialogues.actions import booking, reminders
from haandgreb.dialogues.models import Agreement, Prepared
from haandgreb.dialogues.tests.booking_helpers import at
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.test_booking_mail import TELLING, said
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def run_for(days):
    """The nightly job on each of the next days; on which days (from today) each was reminded."""
    found = []
    start = clock.now()
    for number in range(days):
        with time_machine.travel(start + timedelta(days=number), tick=False):
            before = set(OutboxMessage.objects.values_list("pk", flat=True))
            reminders.run(clock.today())
            reminders.run(clock.today())
            new = OutboxMessage.objects.exclude(pk__in=before).filter(kind="talk-reminder")
            found += [(number, message.person) for message in new]
    return found


def wrote(dialogue, person, **facts):
    return Prepared.objects.create(
        dialogue=dialogue, writer=person, key="2", text="Hemmeligt", changed_at=clock.now(), **facts
    )


def booked(place, days=12):
    return booking.book(place.dialogue(), at(days, 23), minutes=30, place="", by=place.manager)


def test_each_side_that_has_not_prepared_is_reminded_ten_five_and_two_days_before(place):
    booked(place)

    days = run_for(13)

    assert [day for day, person in days if person == place.person.pk] == [2, 7, 10]
    assert [day for day, person in days if person == place.manager.pk] == [2, 7, 10]


def test_whoever_has_prepared_is_left_in_peace(place):
    dialogue = booked(place)
    wrote(dialogue, place.manager)

    assert {person for _day, person in run_for(13)} == {place.person.pk}


def test_who_has_written_and_shared_nothing_is_asked_once_three_days_before(place):
    dialogue = booked(place)
    wrote(dialogue, place.person)

    assert [day for day, person in run_for(13) if person == place.person.pk] == [8]


def test_who_has_shared_is_not_asked(place):
    dialogue = booked(place)
    wrote(dialogue, place.person, shared_with=place.manager, shared_at=clock.now())

    assert [day for day, person in run_for(13) if person == place.person.pk] == []


def test_a_night_without_the_job_loses_no_reminder(place):
    booked(place)
    with time_machine.travel(clock.now() + timedelta(days=3), tick=False):
        assert reminders.run(clock.today()) == 2


@pytest.mark.parametrize("act", ["release", "cancel"])
def test_a_talk_that_is_off_reminds_nobody(place, act):
    dialogue = booked(place)
    getattr(booking, act)(dialogue, by=place.manager)

    assert run_for(13) == []


def test_a_talk_that_is_moved_reminds_before_its_new_day(place):
    dialogue = booked(place, 3)
    booking.book(dialogue, at(11, 23), minutes=30, place="", by=place.manager)

    assert [day for day, person in run_for(12) if person == place.person.pk] == [1, 6, 9]


def test_an_agreement_nobody_has_said_yes_to_is_recalled_within_seven_days_and_when_they_are_over(place):
    place.dialogue("held")

    days = run_for(12)

    assert [day for day, person in days if person == place.person.pk] == [5, 8]
    assert [day for day, person in days if person == place.manager.pk] == [5, 8]


def test_who_has_said_yes_is_not_recalled(place):
    dialogue = place.dialogue("agreeing")
    Agreement.objects.filter(dialogue=dialogue).update(state="one_yes", yes_by=place.person, yes_number=1)

    assert {person for _day, person in run_for(12)} == {place.manager.pk}


def test_an_agreed_talk_recalls_nobody(place):
    place.dialogue("agreed")

    assert run_for(12) == []


def test_a_manager_who_is_replaced_gets_no_more_reminders(place):
    booked(place)
    place.another_manager()

    assert {person for _day, person in run_for(13)} == {place.person.pk}


def test_no_reminder_says_what_the_talk_is_or_what_was_written(place):
    dialogue = booked(place)
    wrote(dialogue, place.person)
    place.dialogue("held")
    run_for(13)

    sent = list(OutboxMessage.objects.filter(kind="talk-reminder"))
    assert {message.subject for message in sent} == {"Samtale"}
    for word in [*TELLING, "hemmelig"]:
        assert [message.text for message in sent if word in said(message)] == []
