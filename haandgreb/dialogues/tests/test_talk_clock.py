"""The clock of a talk is one for both, whoever presses."""

from datetime import timedelta

import pytest

from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.models import TalkClock
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_helpers import at
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def test_the_clock_of_both_is_one(place):
    dialogue = place.dialogue("booked")

    first = actions.begin(dialogue, by=place.manager)
    again = actions.begin(dialogue, by=place.person)

    assert (TalkClock.objects.count(), again.started_at) == (1, first.started_at)


def test_two_presses_on_next_go_one_phase_on(place):
    dialogue = place.dialogue("booked")
    actions.begin(dialogue, by=place.person)

    actions.next_phase(dialogue, by=place.person, leaving=0)
    actions.next_phase(dialogue, by=place.manager, leaving=0)

    assert TalkClock.objects.get().phase == 1


@pytest.mark.parametrize(("at", "go", "after"), [(0, "phase_before", 0), (6, "next_phase", 6), (3, "phase_before", 2)])
def test_the_guide_ends_where_it_ends(place, at, go, after):
    dialogue = place.dialogue("booked")
    actions.begin(dialogue, by=place.person)
    TalkClock.objects.update(phase=at)

    getattr(actions, go)(dialogue, by=place.person, leaving=at)

    assert TalkClock.objects.get().phase == after


def test_after_a_pause_as_much_is_left_as_before(place):
    dialogue, now = place.dialogue("booked"), clock.now()
    actions.begin(dialogue, by=place.person, now=now)
    before = at(place, dialogue, now + timedelta(minutes=2)).clock.reading

    actions.pause(dialogue, by=place.person, now=now + timedelta(minutes=2))
    actions.pause(dialogue, by=place.manager, now=now + timedelta(minutes=4))
    actions.go_on(dialogue, by=place.manager, now=now + timedelta(minutes=9))

    after = at(place, dialogue, now + timedelta(minutes=9)).clock.reading
    assert (after.phase_left, after.talk_left) == (before.phase_left, before.talk_left)


def test_five_minutes_more_are_more_for_the_part_and_for_the_talk_and_stay_behind_with_the_part(place):
    dialogue, now = place.dialogue("booked"), clock.now()
    actions.begin(dialogue, by=place.person, now=now)
    before = at(place, dialogue, now).clock.reading

    actions.extend(dialogue, by=place.person)
    longer = at(place, dialogue, now).clock.reading
    actions.next_phase(dialogue, by=place.person, leaving=0, now=now)
    following = at(place, dialogue, now)

    five = timedelta(minutes=5)
    assert (longer.phase_left - before.phase_left, longer.talk_left - before.talk_left) == (five, five)
    assert following.clock.minutes == following.current.minutes


@pytest.mark.parametrize("act", [actions.pause, actions.go_on, actions.extend])
def test_a_clock_nobody_has_begun_does_nothing(place, act):
    dialogue = place.dialogue("booked")

    act(dialogue, by=place.person)

    assert not TalkClock.objects.exists()
