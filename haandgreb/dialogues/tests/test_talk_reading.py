"""What a talk shows when the manager is another one, in the trail and on the page afterwards."""

import pytest

from haandgreb.dialogues.actions import talk_cards as cards
from haandgreb.dialogues.actions import talk_feedback as feedback
from haandgreb.dialogues.actions import talk_texts as texts
from haandgreb.dialogues.models import Card, Dialogue
from haandgreb.dialogues.queries.talk import page, paper
from haandgreb.dialogues.queries.talk_reading import reader_of
from haandgreb.dialogues.rules.texts import TEXTS, Reads
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_helpers import at, middle, seen
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def replace_manager(place, dialogue):
    """Vera takes over from Gorm, also this dialogue."""
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera, manager_since=clock.now())
    dialogue.refresh_from_db()
    return vera


def everything(place, dialogue):
    """Both write all there is; the texts of each, by name."""
    middle(place, dialogue)
    for who, name in ((place.person, "Mads"), (place.manager, "Gorm")):
        for key in TEXTS:
            if TEXTS[key].reads is not Reads.TOGETHER:
                texts.write(dialogue, key, f"{name} {key}", by=who)
        feedback.give(feedback.write(dialogue, {"saw": f"{name} gav"}, by=who), by=who)
        feedback.write(dialogue, {"saw": f"{name} beholdt"}, by=who)
    cards.add(dialogue, "work", "Gorms skjulte kort", by=place.manager)
    texts.write(dialogue, "understood", "Vi to", by=place.person)


def test_a_new_manager_reads_nothing_of_what_was_written_and_the_old_one_nothing_at_all(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    before = seen(dialogue, place.person)

    vera = replace_manager(place, dialogue)

    assert (seen(dialogue, vera), seen(dialogue, place.manager)) == (set(), None)
    assert seen(dialogue, place.person) == before
    assert {"Gorm note", "Gorm beholdt", "Gorms skjulte kort"} & before == set()


def test_what_is_written_under_the_new_manager_stands_beside_what_was_written_before(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)

    texts.write(dialogue, "understood", "Os nu", by=vera)
    texts.write(dialogue, "different", "Mads igen", by=place.person)

    assert seen(dialogue, vera) == {"Os nu", "Mads igen"}
    assert {"Vi to", "Os nu", "Mads different", "Mads igen"} <= seen(dialogue, place.person)


def test_the_employee_can_turn_her_card_over_again_for_the_new_manager(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)
    card = Card.objects.get(column="mine")

    cards.show(card, by=place.person)

    assert seen(dialogue, vera) == {"Mere ro"}


def test_a_manager_who_comes_back_reads_nothing_from_her_first_time(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    Dialogue.objects.filter(pk=dialogue.pk).update(manager_since=clock.now())

    assert seen(dialogue, place.manager) == set()
    texts.write(Dialogue.objects.get(), "note", "Forfra", by=place.manager)
    assert seen(dialogue, place.manager) == {"Forfra"}


def test_earlier_things_stand_apart_on_the_employees_page_and_not_on_the_managers(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)
    vera = replace_manager(place, dialogue)
    dialogue = Dialogue.objects.get()

    hers = page(reader_of(dialogue, place.person, clock.today()), today=clock.today(), now=clock.now())
    veras = page(reader_of(dialogue, vera, clock.today()), today=clock.today(), now=clock.now())

    assert (hers.has_earlier, veras.has_earlier) == (True, False)
    assert {one.words for one in hers.board.earlier} == {"Faste timer", "Svar til tiden"}
    assert [one.words for one in hers.board.mine] == ["Mere ro"]
    assert (hers.feedback, veras.board.is_empty) == ([], True)


def test_without_a_manager_the_employee_writes_for_herself(place):
    dialogue = place.dialogue("booked")
    Dialogue.objects.update(manager=None)

    texts.write(dialogue, "understood", "Kun mig", by=place.person)

    assert seen(dialogue, place.person) == {"Kun mig"}


def test_the_trail_tells_that_something_was_written_and_never_what(place):
    everything(place, place.dialogue("booked"))

    trail = " ".join(f"{entry.action} {entry.details}" for entry in AuditEntry.objects.all())

    assert [word for word in ("Mads ", "Gorm ", "Mere ro", "Faste", "Vi to", "gav") if word in trail] == []


def test_the_page_afterwards_shows_what_both_said_and_the_readers_own(place):
    dialogue = place.dialogue("booked")
    everything(place, dialogue)

    found = paper(at(place, dialogue, clock.now()))

    assert [one.words for one in found.together] == ["Vi to"]
    assert [one.words for one in found.hers] == [
        "Mads expect_of_me",
        "Mads expect_of_you",
        "Mads different",
        "Mads understand",
    ]
    assert [one.words for one in found.managers][:1] == ["Gorm expect_of_me"]
    assert [one.words for one in found.own] == ["Mads note", "Mads realised", "Mads questions", "Mads energy"]


def test_a_page_asks_as_many_questions_for_forty_cards_as_for_four(place, django_assert_max_num_queries):
    dialogue = place.dialogue("booked")
    middle(place, dialogue)
    for number in range(30):
        cards.show(cards.add(dialogue, "mine", f"Kort {number}", by=place.person), by=place.person)

    with django_assert_max_num_queries(25):
        at(place, dialogue, clock.now())
