"""Page × who → answer, for the guide of a talk and what is written in it."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import talk_cards, talk_feedback
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import each_answer, sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
MOVED = {**NOBODY, "person": 302, "manager": 302}
HERS = {**NOBODY, "person": 200}  # what the person has written for herself so far: the manager does not find it
TAKEN = {**NOBODY, "person": 302}
WRONG = {**NOBODY, "person": 422, "manager": 422}  # sent empty: told what is missing
ACCESS = {
    "dialogues:guide": TWO,
    "dialogues:guide_clock": MOVED,
    "dialogues:guide_pause": TWO,
    "dialogues:guide_questions": TWO,
    "dialogues:guide_text": MOVED,
    "dialogues:guide_keep": TWO,
    "dialogues:card_add": WRONG,
    "dialogues:card_new": TWO,
    "dialogues:card_edit": HERS,
    "dialogues:card_turn": TAKEN,
    "dialogues:feedback_new": WRONG,
    "dialogues:feedback_edit": HERS,
    "dialogues:feedback_act": TAKEN,
    "dialogues:held": WRONG,
    "dialogues:talk_paper": TWO,
}
SENT = {"guide_clock", "guide_text", "guide_keep", "card_add", "card_turn", "feedback_new", "feedback_act", "held"}


def address(page, place):
    dialogue = place.dialogue()
    arguments = {"dialogue_id": dialogue.pk}
    if page in ("dialogues:card_edit", "dialogues:card_turn"):
        arguments["card_id"] = talk_cards.add(dialogue, "mine", "Lære regnskab", by=place.person).pk
    if page in ("dialogues:feedback_edit", "dialogues:feedback_act"):
        arguments["feedback_id"] = talk_feedback.write(dialogue, {"saw": "Du ringede"}, by=place.person).pk
    if page in ("dialogues:guide_text", "dialogues:guide_keep"):
        arguments["key"] = "note"
    if page == "dialogues:card_add":
        arguments["column"] = "mine"
    return reverse(page, kwargs=arguments)


def ask(client, page, url):
    return client.post(url) if page.partition(":")[2] in SENT else client.get(url)


@pytest.mark.parametrize("page", ACCESS)
def test_access(page):
    place = Workplace()
    url = address(page, place)

    found = each_answer(ROLES, lambda client, role: ask(sign_in(client, getattr(place, role)), page, url))

    assert found == ACCESS[page]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert ask(client, page, address(page, Workplace())).status_code == 302


@pytest.mark.parametrize("page", ACCESS)
def test_a_page_that_shows_takes_no_post_and_one_that_acts_takes_no_get(client, page):
    place = Workplace()
    url = address(page, place)
    sign_in(client, place.person)
    acts = page.partition(":")[2] in SENT

    answer = client.get(url) if acts else client.delete(url)

    assert answer.status_code == 405
