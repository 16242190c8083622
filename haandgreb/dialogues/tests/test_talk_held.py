"""A talk is held when its hour has come, or when both say so; then the agreement is written."""

from datetime import timedelta

import pytest

from haandgreb.dialogues.actions import booking
from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.actions.handover import hand_over
from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_helpers import over
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.mark.parametrize("who", ["person", "manager"])
def test_a_talk_that_is_held_has_its_day_and_an_agreement_to_write(place, who):
    dialogue = over(place)
    yesterday = clock.today() - timedelta(days=1)

    assert actions.hold(dialogue, by=getattr(place, who), on=yesterday)

    assert (dialogue.state, dialogue.held_on) == ("held", yesterday)
    assert Agreement.objects.get(dialogue=dialogue).state == "writing"


def test_holding_it_twice_holds_it_once(place):
    dialogue = over(place)
    stale = Dialogue.objects.get(pk=dialogue.pk)

    actions.hold(dialogue, by=place.manager, on=clock.today())
    actions.hold(stale, by=place.person, on=clock.today() - timedelta(days=1))

    dialogue.refresh_from_db()
    assert (dialogue.held_on, Agreement.objects.count()) == (clock.today(), 1)


def test_a_talk_is_not_held_on_a_day_to_come(place):
    dialogue = over(place)

    with pytest.raises(actions.NotYet):
        actions.hold(dialogue, by=place.manager, on=clock.today() + timedelta(days=1))

    dialogue.refresh_from_db()
    assert dialogue.state == "booked"


@pytest.mark.parametrize("who", ["person", "manager"])
def test_nobody_says_before_the_booked_hour_that_it_was_held(place, who):
    dialogue = place.dialogue("booked")

    with pytest.raises(actions.NotYet) as refused:
        actions.hold(dialogue, by=getattr(place, who), on=clock.today())

    dialogue.refresh_from_db()
    assert (refused.value.until, dialogue.state, dialogue.said_held_on) == (dialogue.starts_at, "booked", None)


def test_where_no_hour_is_booked_the_managers_word_waits_for_the_employees(place):
    dialogue, yesterday = place.dialogue("invited"), clock.today() - timedelta(days=1)

    first = actions.hold(dialogue, by=place.manager, on=yesterday)
    said = (dialogue.state, dialogue.held_on, dialogue.said_held_on)
    both = actions.hold(dialogue, by=place.person, on=yesterday)

    assert (first, said) == (False, ("invited", None, yesterday))
    assert (both, dialogue.state, dialogue.held_on, dialogue.said_held_on) == (True, "held", yesterday, None)


def test_where_no_hour_is_booked_the_employees_own_word_is_enough(place):
    dialogue = place.dialogue("invited")

    assert actions.hold(dialogue, by=place.person, on=clock.today())
    assert dialogue.state == "held"


@pytest.mark.parametrize("who", ["person", "manager"])
def test_either_can_say_that_it_has_not_been(place, who):
    dialogue = place.dialogue("invited")
    actions.hold(dialogue, by=place.manager, on=clock.today())

    actions.not_held(dialogue, by=getattr(place, who))

    assert (dialogue.state, dialogue.said_held_on) == ("invited", None)


@pytest.mark.parametrize(
    ("booked_by", "hours_before", "is_enough"),
    [("manager", 1, False), ("manager", 23, False), ("manager", 25, True), ("person", 1, True)],
)
def test_the_managers_word_is_enough_for_an_hour_the_employee_chose_or_has_known_a_day(
    place, booked_by, hours_before, is_enough
):
    dialogue, now = place.dialogue("invited"), clock.now()
    hour = now + timedelta(hours=hours_before)
    booking.book(dialogue, hour, minutes=60, place="", by=getattr(place, booked_by), now=now)

    done = actions.hold(dialogue, by=place.manager, on=clock.local_day(hour), now=hour + timedelta(minutes=5))

    assert done == is_enough


def test_a_place_that_is_changed_leaves_the_hour_standing(place):
    dialogue, now = place.dialogue("invited"), clock.now()
    hour = now + timedelta(hours=30)
    booking.book(dialogue, hour, minutes=60, place="", by=place.manager, now=now)

    moved = booking.book(
        dialogue, hour, minutes=60, place="Lokale 2", by=place.manager, now=hour - timedelta(minutes=9)
    )

    assert (moved.place, moved.stands_from) == ("Lokale 2", hour)


def test_a_new_manager_takes_over_no_word_of_the_old_one(place):
    dialogue = place.dialogue("invited")
    actions.hold(dialogue, by=place.manager, on=clock.today())

    handed = hand_over(dialogue, place.another_manager(), by=None)

    assert handed.said_held_on is None
