"""Who writes in a talk, and until when; texts and feedback."""

import pytest

from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.actions import talk_cards as cards
from haandgreb.dialogues.actions import talk_feedback as feedback
from haandgreb.dialogues.actions import talk_texts as texts
from haandgreb.dialogues.models import Card, Dialogue, Feedback, TalkText
from haandgreb.dialogues.rules.talk import OPEN_STATES
from haandgreb.dialogues.rules.texts import TEXTS, Reads
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_helpers import seen
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db

SAW = {"situation": "Da du ringede", "saw": "lyttede du", "effect": "hun blev rolig", "wish": "mere af det"}


@pytest.fixture
def place():
    return Workplace()


ACTS = {
    "begin": lambda place, dialogue: actions.begin(dialogue, by=place.person),
    "next": lambda place, dialogue: actions.next_phase(dialogue, by=place.person, leaving=0),
    "pause": lambda place, dialogue: actions.pause(dialogue, by=place.person),
    "text": lambda place, dialogue: texts.write(dialogue, "note", "Husk", by=place.person),
    "card": lambda place, dialogue: cards.add(dialogue, "mine", "Ro", by=place.person),
    "feedback": lambda place, dialogue: feedback.write(dialogue, SAW, by=place.person),
    "hold": lambda place, dialogue: actions.hold(dialogue, by=place.person, on=clock.today()),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", sorted(set(Dialogue.State.values) - OPEN_STATES))
def test_nothing_is_written_in_a_talk_that_is_agreed_or_put_off(place, state, act):
    dialogue = place.dialogue(state)

    with pytest.raises(actions.Closed):
        ACTS[act](place, dialogue)


@pytest.mark.parametrize("act", ["text", "card", "feedback"])
@pytest.mark.parametrize("state", sorted(OPEN_STATES))
def test_the_two_write_until_they_have_agreed(place, state, act):
    ACTS[act](place, place.dialogue(state))

    assert TalkText.objects.count() + Card.objects.count() + Feedback.objects.count() == 1


OTHERS = ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_writes(place, role):
    dialogue, other = place.dialogue("booked"), getattr(place, role)

    for act in (
        lambda: texts.write(dialogue, "understood", "Hej", by=other),
        lambda: cards.add(dialogue, "ours", "Hej", by=other, only="wish"),
        lambda: feedback.write(dialogue, SAW, by=other),
    ):
        with pytest.raises(texts.NotOfTheTwo):
            act()


@pytest.mark.parametrize("key", TEXTS)
def test_who_reads_a_text_stands_in_the_table(place, key):
    dialogue = place.dialogue("booked")

    texts.write(dialogue, key, "4", by=place.manager)

    private = TEXTS[key].reads is Reads.PRIVATE
    assert seen(dialogue, place.manager) == {"4"}
    assert seen(dialogue, place.person) == (set() if private else {"4"})
    assert [seen(dialogue, getattr(place, role)) for role in OTHERS] == [None] * len(OTHERS)


def test_each_side_has_its_own_of_the_same_key(place):
    dialogue = place.dialogue("booked")

    texts.write(dialogue, "different", "Jeg ringer først", by=place.person)
    texts.write(dialogue, "different", "Jeg viser mine udkast", by=place.manager)

    assert seen(dialogue, place.person) == {"Jeg ringer først", "Jeg viser mine udkast"}


def test_what_both_write_together_is_one_text_and_the_second_is_told(place):
    dialogue = place.dialogue("booked")
    texts.write(dialogue, "understood", "Mads vil skrive", by=place.person)

    with pytest.raises(Stale):
        texts.write(dialogue, "understood", "Mads vil ringe", by=place.manager, version=0)
    texts.write(dialogue, "understood", "Mads vil begge dele", by=place.manager, version=1)

    assert [row.text for row in TalkText.objects.all()] == ["Mads vil begge dele"]


def test_an_empty_text_where_nothing_stands_leaves_no_row(place):
    dialogue = place.dialogue("booked")

    assert texts.write(dialogue, "note", "", by=place.person) is None
    assert not TalkText.objects.exists()


def test_a_text_of_an_unknown_key_is_refused(place):
    with pytest.raises(KeyError):
        texts.write(place.dialogue("booked"), "health", "x", by=place.person)


def test_feedback_is_the_givers_until_it_is_given(place):
    dialogue = place.dialogue("booked")
    made = feedback.write(dialogue, SAW, by=place.person)
    before = seen(dialogue, place.manager)

    feedback.give(made, by=place.person)

    assert (before, seen(dialogue, place.manager)) == (set(), {"lyttede du"})


def test_given_feedback_is_changed_by_nobody(place):
    made = feedback.write(place.dialogue("booked"), SAW, by=place.person)
    feedback.give(made, by=place.person)

    for by in (place.person, place.manager):
        with pytest.raises(feedback.NotHers):
            feedback.change(made, SAW, by=by, version=1)
        with pytest.raises(feedback.NotHers):
            feedback.remove(made, by=by)


def test_there_is_an_end_to_how_much_feedback_one_writes(place, monkeypatch):
    monkeypatch.setattr(feedback, "MOST", 1)
    dialogue = place.dialogue("booked")
    feedback.write(dialogue, SAW, by=place.person)

    with pytest.raises(feedback.TooMany):
        feedback.write(dialogue, SAW, by=place.person)
    feedback.write(dialogue, SAW, by=place.manager)
