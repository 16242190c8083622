"""Cards of a talk: hers until they are turned, and in the middle of both."""

import pytest

from haandgreb.dialogues.actions import talk as actions
from haandgreb.dialogues.actions import talk_cards as cards
from haandgreb.dialogues.models import Card
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_helpers import middle, over, seen
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def test_a_card_is_its_writers_until_she_turns_it_over(place):
    dialogue = place.dialogue("booked")
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    before = seen(dialogue, place.manager)

    cards.show(card, by=place.person)

    assert (before, seen(dialogue, place.manager)) == (set(), {"Mere ro"})


def test_what_the_other_says_aloud_lies_open_at_once(place):
    dialogue = place.dialogue("booked")

    cards.add(dialogue, "work", "Svar til tiden", by=place.person)

    assert seen(dialogue, place.manager) == {"Svar til tiden"}


@pytest.mark.parametrize("act", ["change", "show", "turn_back", "remove"])
def test_nobody_touches_the_others_card(place, act):
    dialogue = place.dialogue("booked")
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    facts = {"text": "Mindre ro", "version": 1} if act == "change" else {}

    with pytest.raises(cards.NotHers):
        getattr(cards, act)(card, by=place.manager, **facts)


def test_a_card_in_the_middle_is_of_both(place):
    dialogue = place.dialogue("booked")
    mine, work, both = middle(place, dialogue)

    cards.change(both, "Faste timer i december", by=place.person, version=1, points_to=[mine.pk, work.pk])

    assert "Faste timer i december" in seen(dialogue, place.manager)
    assert set(both.points_to.all()) == {mine, work}


def test_a_card_in_the_middle_cannot_point_to_one_that_is_not_open(place):
    dialogue = place.dialogue("booked")
    mine = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    work = cards.add(dialogue, "mine", "Sagt højt", by=place.manager)

    with pytest.raises(cards.PointsNowhere):
        cards.add(dialogue, "ours", "Faste timer", by=place.person, points_to=[mine.pk, work.pk])


@pytest.mark.parametrize("only", ["demand", "wish"])
def test_a_card_may_say_that_it_is_one_sides_only(place, only):
    dialogue = place.dialogue("booked")

    card = cards.add(dialogue, "ours", "Stikprøver", by=place.manager, only=only)

    assert (card.only, list(card.points_to.all())) == (only, [])


def test_a_card_something_builds_on_stays(place):
    dialogue = place.dialogue("booked")
    mine, _work, both = middle(place, dialogue)

    for act in (cards.remove, cards.turn_back):
        with pytest.raises(cards.Joined):
            act(mine, by=place.person)
    cards.remove(both, by=place.person)
    cards.turn_back(mine, by=place.person)

    assert seen(dialogue, place.manager) == {"Svar til tiden"}


def test_after_the_talk_nothing_is_turned_back(place):
    dialogue = over(place)
    card = cards.add(dialogue, "mine", "Mere ro", by=place.person)
    cards.show(card, by=place.person)
    actions.hold(dialogue, by=place.person, on=clock.today())

    with pytest.raises(cards.Joined):
        cards.turn_back(Card.objects.get(), by=place.person)


def test_there_is_an_end_to_how_many_cards_a_talk_holds(place, monkeypatch):
    monkeypatch.setattr(cards, "MOST_CARDS", 1)
    dialogue = place.dialogue("booked")
    cards.add(dialogue, "mine", "Ét", by=place.person)

    with pytest.raises(cards.TooMany):
        cards.add(dialogue, "work", "To", by=place.manager)
