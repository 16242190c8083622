"""Several people do the same at the same moment, on both databases: nothing is lost and nothing is there twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.meetings.actions import agenda, running
from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.models import Meeting
from haandgreb.meetings.tests.factories import a_meeting, a_running_meeting, an_item, somebody
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act):
    """The act in several threads that start together, each with its own connection; their answers."""
    ready = Barrier(MANY)

    def one(number):
        ready.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(one, range(MANY)))


def test_items_added_at_once_each_get_a_place_of_their_own():
    meeting = a_meeting(template="T-board")
    before = meeting.items.count()

    at_once(lambda number: agenda.add(meeting, by=meeting.chair, title=f"Punkt {number}", minutes=5))

    places = sorted(meeting.items.values_list("position", flat=True))
    assert places == list(range(1, before + MANY + 1))


def test_of_several_who_save_an_item_at_once_one_wins_and_the_others_are_told():
    item = an_item(a_meeting())

    saved = at_once(
        lambda number: agenda.change(item, {"purpose": f"Tekst {number}"}, by=item.meeting.chair, version=1)
    )

    item.refresh_from_db()
    assert sum(answer is not None for answer in saved) == 1
    assert item.version == 2


def test_next_pressed_by_several_at_once_moves_one_item_on():
    meeting = a_running_meeting(None, "Et", "To", "Tre")
    first, second, _third = meeting.items.all()

    at_once(lambda _number: running.go_to(meeting, second, by=meeting.chair, leaving=first.pk))

    meeting.refresh_from_db()
    assert meeting.current_item == second
    assert [item.is_done for item in meeting.items.all()] == [True, False, False]


def test_a_chair_taken_by_several_at_once_is_taken_by_one():
    people = [somebody(f"Nummer {number}") for number in range(MANY)]
    meeting = a_meeting(participants=people)
    Meeting.objects.update(chair=None)

    taken = at_once(lambda number: meeting_actions.take_chair(meeting, by=people[number]))

    meeting.refresh_from_db()
    assert sum(taken) == 1
    assert meeting.chair == people[taken.index(True)]


def test_an_invitation_sent_by_several_at_once_reaches_everybody_once():
    pia = somebody("Pia Kornmod")
    meeting = a_meeting(participants=[pia])

    at_once(lambda _number: meeting_actions.invite(Meeting.objects.get(pk=meeting.pk), by=meeting.chair))

    assert OutboxMessage.objects.filter(person=pia.pk).count() == 1
