"""Both at the same moment, on both databases: nothing is lost, and nothing is counted twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from haandgreb.dialogues.actions import talk, talk_cards, talk_texts
from haandgreb.dialogues.models import Agreement, Card, Dialogue, TalkClock, TalkText
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.shared import clock
from haandgreb.shared.versions import Stale

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """The acts in threads that start together, each with its own connection; their answers, or what they raised."""
    ready = Barrier(len(acts))

    def one(act):
        ready.wait()
        try:
            return act()
        except (Stale, talk_cards.Joined, talk_cards.PointsNowhere) as told:
            return type(told)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


@pytest.fixture
def place():
    return Workplace()


def test_both_begin_and_there_is_one_clock(place):
    dialogue = place.dialogue("booked")

    at_once(*(lambda who=who: talk.begin(dialogue, by=who) for who in (place.person, place.manager)))

    assert TalkClock.objects.count() == 1


def test_both_press_next_and_the_talk_goes_one_part_on(place):
    dialogue = place.dialogue("booked")
    talk.begin(dialogue, by=place.person)

    at_once(*(lambda who=who: talk.next_phase(dialogue, by=who, leaving=0) for who in (place.person, place.manager)))

    assert TalkClock.objects.get().phase == 1


def test_both_say_it_was_held_and_there_is_one_agreement(place):
    dialogue = place.dialogue("booked", starts_at=clock.now() - timedelta(hours=2))
    mine, hers = (Dialogue.objects.get(pk=dialogue.pk) for _ in range(2))

    at_once(
        lambda: talk.hold(mine, by=place.person, on=clock.today()),
        lambda: talk.hold(hers, by=place.manager, on=clock.today()),
    )

    assert (Dialogue.objects.get().state, Agreement.objects.count()) == ("held", 1)


@pytest.mark.parametrize("stands", [False, True])
def test_of_two_who_write_the_common_text_at_once_the_second_is_told(place, stands):
    dialogue = place.dialogue("booked")
    if stands:
        talk_texts.write(dialogue, "understood", "Først", by=place.person)
    version = int(stands)

    found = at_once(
        lambda: talk_texts.write(dialogue, "understood", "Mads", by=place.person, version=version),
        lambda: talk_texts.write(dialogue, "understood", "Gorm", by=place.manager, version=version),
    )

    assert [one for one in found if one is Stale] == [Stale]
    assert (TalkText.objects.count(), TalkText.objects.get().version) == (1, version + 1)


def test_each_writes_cards_at_once_and_none_is_lost_nor_lies_on_another(place):
    dialogue = place.dialogue("booked")

    at_once(
        *(
            lambda who=who, column=column, n=n: talk_cards.add(dialogue, column, f"{column} {n}", by=who)
            for n in range(3)
            for who, column in ((place.person, "mine"), (place.manager, "work"))
        )
    )

    assert Card.objects.count() == 6
    assert len(set(Card.objects.values_list("place", flat=True))) == 6


def test_a_card_is_never_taken_away_from_under_one_that_builds_on_it(place):
    dialogue = place.dialogue("booked")
    mine = talk_cards.add(dialogue, "mine", "Ro", by=place.person)
    talk_cards.show(mine, by=place.person)
    said = talk_cards.add(dialogue, "work", "Til tiden", by=place.person)

    at_once(
        lambda: talk_cards.remove(mine, by=place.person),
        lambda: talk_cards.add(dialogue, "ours", "Faste timer", by=place.manager, points_to=[mine.pk, said.pk]),
    )

    both = Card.objects.filter(column="ours").first()
    assert both is None or Card.objects.filter(pk=mine.pk).exists()


def test_of_two_who_change_a_common_card_at_once_the_second_is_told(place):
    dialogue = place.dialogue("booked")
    card = talk_cards.add(dialogue, "ours", "Stikprøver", by=place.person, only="demand")
    facts = {"version": 1, "only": "demand"}

    found = at_once(
        lambda: talk_cards.change(card, "Mads", by=place.person, **facts),
        lambda: talk_cards.change(card, "Gorm", by=place.manager, **facts),
    )

    assert [one for one in found if one is Stale] == [Stale]
    assert Card.objects.get().version == 2
