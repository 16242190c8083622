"""Several people find a time at the same moment, on both databases: one wins, the others are told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.actions.booking import CannotBook
from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.tests.booking_helpers import at
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue
from haandgreb.organisation.tests.factories import make_person
from haandgreb.shared.models import OutboxMessage

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act):
    """The act in several threads that start together; what each answered, or why it could not."""
    ready = Barrier(MANY)

    def one(number):
        ready.wait()
        try:
            return act(number).state
        except CannotBook as error:
            return error.why.value
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(one, range(MANY)))


def test_a_time_that_is_picked_several_times_at_once_is_booked_once():
    place = Workplace()
    dialogue = place.dialogue()
    actions.propose(dialogue, [at(5)], minutes=60, place="", by=place.manager)
    proposed = dialogue.proposed_times.get().pk

    answers = at_once(lambda _number: actions.pick(dialogue, proposed, by=place.person))

    assert sorted(answers) == ["booked", *["gone"] * (MANY - 1)]
    dialogue.refresh_from_db()
    assert dialogue.sequence == 1
    assert OutboxMessage.objects.filter(kind="talk-booked").count() == 2


def test_of_several_who_pick_the_same_hour_of_one_manager_at_once_one_gets_it():
    place = Workplace()
    people = [make_person(f"Nummer {number}", place.unit) for number in range(MANY)]
    dialogues = [make_dialogue(person, place.manager) for person in people]
    for dialogue in dialogues:
        actions.propose(dialogue, [at(5)], minutes=60, place="", by=place.manager)
    rows = [dialogue.proposed_times.get().pk for dialogue in dialogues]

    answers = at_once(lambda number: actions.pick(dialogues[number], rows[number], by=people[number]))

    assert sorted(answers) == ["booked", *["taken"] * (MANY - 1)]
    assert Dialogue.objects.filter(state="booked").count() == 1


def test_one_books_while_the_other_postpones_and_the_talk_ends_in_one_of_the_two():
    place = Workplace()
    dialogue = place.dialogue()

    def act(number):
        if number % 2:
            return actions.postpone(dialogue, "other", until=None, by=place.person)
        return actions.book(dialogue, at(5), minutes=60, place="", by=place.manager)

    answers = at_once(act)

    dialogue.refresh_from_db()
    assert dialogue.state == "postponed"
    assert set(answers) <= {"booked", "postponed", "other"}
    assert answers.count("postponed") == 1
    booked, off = (OutboxMessage.objects.filter(kind=kind).count() for kind in ("talk-booked", "talk-cancelled"))
    assert booked == off
