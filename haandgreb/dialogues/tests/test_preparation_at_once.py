"""Several windows and both people at the same moment, on both databases: nothing is lost, nothing leaves unasked."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import QueryDict

from haandgreb.dialogues.actions import peers
from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.forms.preparation import name_of
from haandgreb.dialogues.models import Dialogue, Pair, Prepared
from haandgreb.dialogues.permissions import EMPLOYEE
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.rules.preparation import MARK, TAB, mark, typed_in
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.dialogues.views.preparation_drafts import draft_key, keep_typed
from haandgreb.organisation.models import Engagement
from haandgreb.shared import clock, drafts

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


def at_once(act, many=MANY):
    """The act in several threads that start together, each with its own connection; their answers."""
    ready = Barrier(many)

    def one(number):
        ready.wait()
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as threads:
        return list(threads.map(one, range(many)))


def test_of_several_windows_with_the_same_field_one_saves_and_the_others_are_shown_both():
    place = Workplace()
    dialogue, empty = place.dialogue("booked"), {"proud": {"text": mark("")}}

    def save(number):
        try:
            actions.write(dialogue, {"proud": {"text": f"Vindue {number}"}}, empty, by=place.person, side=EMPLOYEE)
        except actions.BothWrote as error:
            return error.clashes[0].theirs
        return None

    found = at_once(save)

    saved = Prepared.objects.get().text
    assert found.count(None) == 1
    assert {theirs for theirs in found if theirs is not None} == {saved}


def test_what_several_windows_type_at_once_is_all_kept():
    place = Workplace()
    dialogue = place.dialogue("booked")
    name = name_of("proud", "text")
    sent = [QueryDict(f"{TAB}={number}&{name}=Vindue {number}&{MARK}{name}={mark('')}") for number in range(MANY)]

    at_once(lambda number: keep_typed(place.person, dialogue.pk, sent[number]))

    kept = typed_in(dict(drafts.find(place.person, draft_key(dialogue.pk)).lists()))
    assert {one.text for one in kept} == {f"Vindue {number}" for number in range(MANY)}


def test_windows_with_different_fields_are_all_saved():
    place = Workplace()
    dialogue, keys = place.dialogue("booked"), ("proud", "strategy", "practice", "learned", "tasks", "remember")

    at_once(
        lambda number: actions.write(
            dialogue, {keys[number]: {"text": f"Felt {number}"}}, {}, by=place.person, side=EMPLOYEE
        )
    )

    assert {row.key: row.text for row in Prepared.objects.all()} == {
        key: f"Felt {number}" for number, key in enumerate(keys)
    }


def test_taking_back_while_the_talk_is_marked_as_held_is_either_taken_back_or_refused():
    place = Workplace()
    dialogue = place.dialogue("booked")
    actions.write(dialogue, {"proud": {"text": "Et brev"}}, {}, by=place.person, side=EMPLOYEE)
    seen = {
        one.question.key: one.seen_mark for one in queries.own(dialogue, place.person, EMPLOYEE, clock.today()).written
    }
    actions.share(dialogue, seen, reader=place.manager, by=place.person, side=EMPLOYEE)

    def act(number):
        if number:
            return move_to(Dialogue.objects.get(), "held", by=place.manager, held_on=clock.today())
        try:
            return actions.withdraw(dialogue, None, by=place.person)
        except actions.Held:
            return 0

    taken_back = at_once(act, many=2)[0]

    assert Dialogue.objects.get().is_held()
    assert Prepared.objects.filter(shared_with=None).count() == taken_back


def test_pairs_offered_twice_at_once_are_made_once():
    place = Workplace()
    round_ = make_round("preparing", [place.unit])
    for person in (place.person, place.colleague, place.deputy):
        make_dialogue(person, place.manager, round=round_, engagement=Engagement.objects.get(person=person))

    def offer(number):
        try:
            return peers.offer(round_, place.unit, by=place.manager)
        except peers.NotNow:
            return 0

    assert sum(at_once(offer)) == 1
    assert Pair.objects.count() == 3
