"""The board and feedback on the guide's pages: nothing shown before it is shown."""

import pytest
from django.utils import translation

from haandgreb.dialogues.actions import talk_cards, talk_feedback
from haandgreb.dialogues.models import Card, Feedback
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_pages_helpers import CPR, url, words
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_the_plan_takes_into_account_is_asked_and_has_no_field(client, place, language):
    dialogue = place.dialogue("booked")
    place.person.language = language
    place.person.save()
    sign_in(client, place.person)
    said = {
        "da": "Hvad skal vi tage hensyn til i planen? Du bestemmer selv, hvad du vil fortælle. Skriv ikke om helbred "
        "eller familie.",
        "en": "What should the plan take into account? You decide what you want to tell. Do not write about health or "
        "family.",
    }

    with translation.override(language):
        answer = client.get(url("guide", dialogue) + "?at=tasks", headers={"accept-language": language})

    assert said[language] in words(answer)
    assert [box["key"] for box in answer.context["text_forms"]] == ["understood"]


def test_a_card_turned_over_is_on_the_others_board_at_the_next_look(client, place):
    dialogue = place.dialogue("booked")
    card = talk_cards.add(dialogue, "mine", "Mere ro", by=place.person)
    gorm, mads = sign_in(type(client)(), place.manager), sign_in(client, place.person)
    before = gorm.get(url("guide", dialogue) + "?at=board").content.decode()

    mads.post(url("card_turn", dialogue, card.pk), {"act": "show"})

    after = gorm.get(url("guide", dialogue) + "?at=board").content.decode()
    assert ("Mere ro" in before, "Mere ro" in after) == (False, True)


def test_a_new_card_comes_back_with_what_is_wrong_and_what_was_typed(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    answer = client.post(url("card_add", dialogue, "mine"), {"text": CPR, "at": "board"})

    assert (answer.status_code, Card.objects.count(), CPR in answer.content.decode()) == (422, 0, True)


def test_a_card_sent_twice_is_one_card(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    for _ in range(2):
        client.post(url("card_add", dialogue, "mine"), {"text": "Ro", "at": "board", "once": "abc"})

    assert Card.objects.count() == 1


def test_a_side_has_no_third_column(client, place):
    sign_in(client, place.person)

    assert client.post(url("card_add", place.dialogue("booked"), "ours"), {"text": "Ro"}).status_code == 404


@pytest.fixture
def both_sides(place):
    dialogue = place.dialogue("booked")
    mine = talk_cards.add(dialogue, "mine", "Mere ro", by=place.person)
    talk_cards.show(mine, by=place.person)
    work = talk_cards.add(dialogue, "work", "Svar til tiden", by=place.person)
    return dialogue, mine, work


@pytest.mark.parametrize(
    ("picked", "only", "wrong"),
    [
        (["mine"], "", ["work"]),
        (["work"], "", ["mine"]),
        ([], "", ["mine", "work"]),
        (["mine", "work"], "", []),
        (["work"], "demand", []),
        ([], "wish", []),
    ],
)
def test_a_card_in_the_middle_is_told_which_side_it_lacks(client, place, both_sides, picked, only, wrong):
    dialogue, mine, work = both_sides
    sign_in(client, place.manager)
    sent = {name: str({"mine": mine, "work": work}[name].pk) for name in picked}

    answer = client.post(url("card_new", dialogue), {"text": "Faste timer", "only": only, "at": "board", **sent})

    assert answer.status_code == (422 if wrong else 302)
    assert Card.objects.filter(column="ours").count() == (0 if wrong else 1)
    if wrong:
        assert [name for name in ("mine", "work") if answer.context["form"].errors.get(name)] == wrong


def test_two_who_change_a_common_card_choose_between_both(client, place, both_sides):
    dialogue, mine, work = both_sides
    card = talk_cards.add(dialogue, "ours", "Faste timer", by=place.person, points_to=[mine.pk, work.pk])
    talk_cards.change(card, "Faste timer i marts", by=place.person, version=1, points_to=[mine.pk, work.pk])
    sign_in(client, place.manager)
    sent = {"text": "Faste timer i maj", "mine": str(mine.pk), "work": str(work.pk), "only": "", "at": "board"}

    told = client.post(url("card_edit", dialogue, card.pk), {**sent, "version": "1"})
    saved = client.post(url("card_edit", dialogue, card.pk), {**sent, "version": "2"})

    assert (told.status_code, saved.status_code) == (409, 302)
    assert [clash.name for clash in told.context["conflict"].clashes] == ["text"]
    assert Card.objects.get(column="ours").text == "Faste timer i maj"


def test_the_others_open_card_is_read_and_not_changed(client, place, both_sides):
    dialogue, mine, _work = both_sides
    sign_in(client, place.manager)

    assert client.get(url("card_edit", dialogue, mine.pk)).status_code == 403
    assert client.post(url("card_turn", dialogue, mine.pk), {"act": "remove"}).status_code == 403


def test_a_card_of_another_talk_is_not_there(client, place, both_sides):
    _dialogue, mine, _work = both_sides
    other = Workplace().dialogue("booked")
    sign_in(client, other.person)

    assert client.get(url("card_edit", other, mine.pk)).status_code == 404


def test_feedback_can_be_given_at_once_or_kept_for_oneself(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    client.post(url("feedback_new", dialogue), {"saw": "lyttede du", "act": "give", "at": "feedback"})
    client.post(url("feedback_new", dialogue), {"saw": "ventede du", "act": "keep", "at": "feedback"})

    assert {one.text["saw"]: one.given_at is not None for one in Feedback.objects.all()} == {
        "lyttede du": True,
        "ventede du": False,
    }


def test_given_feedback_is_opened_for_writing_by_nobody(client, place):
    dialogue = place.dialogue("booked")
    row = talk_feedback.write(dialogue, {"saw": "lyttede du"}, by=place.person)
    talk_feedback.give(row, by=place.person)
    sign_in(client, place.person)

    assert client.get(url("feedback_edit", dialogue, row.pk)).status_code == 403
    assert client.post(url("feedback_act", dialogue, row.pk), {"act": "remove"}).status_code == 302
    assert Feedback.objects.count() == 1


def test_feedback_changed_in_two_windows_keeps_both_texts(client, place):
    dialogue = place.dialogue("booked")
    row = talk_feedback.write(dialogue, {"saw": "lyttede du"}, by=place.person)
    talk_feedback.change(row, {"saw": "spurgte du"}, by=place.person, version=1)
    sign_in(client, place.person)

    told = client.post(url("feedback_edit", dialogue, row.pk), {"saw": "ventede du", "version": "1"})

    assert (told.status_code, told.context["conflict"].clashes[0].theirs) == (409, "spurgte du")
