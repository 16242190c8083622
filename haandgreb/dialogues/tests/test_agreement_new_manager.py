"""What a new manager reads of an agreement, and that the employee sees who opened it."""

import pytest

from haandgreb.dialogues.models import Dialogue, Opened
from haandgreb.dialogues.tests.agreement_factory import HERS, MINE, TEXT, a_goal_of, agreement_in
from haandgreb.dialogues.tests.agreement_pages_helpers import at, handed_over
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db


def test_a_new_manager_reads_what_is_agreed_and_never_how_it_came_about(client):
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = agreement_in(place, "agreed", [goal])
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    page = client.get(at("agreement", dialogue)).content.decode()
    wordings = client.get(at("agreement_wordings", dialogue))
    plan = client.get(at("plan", dialogue)).content.decode()

    assert [text in page for text in (TEXT, goal.title[1:])] == [True, True]
    assert wordings.context["wordings"] == []
    assert [text in plan for text in (TEXT, goal.title[1:])] == [True, True]


@pytest.mark.parametrize("state", ["writing", "offered", "one_yes", "differing"])
def test_a_new_manager_reads_no_draft_and_no_wording_of_before(client, state):
    place = Workplace()
    dialogue = agreement_in(place, state)
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    pages = [client.get(at(name, dialogue)).content.decode() for name in ("agreement", "agreement_wordings")]
    refused = [client.post(at(name, dialogue), {"number": 2}).status_code for name in ("agreement_offer", "approve")]

    assert not any(text in page for page in pages for text in (TEXT, MINE, HERS))
    assert refused == [403, 403]
    assert "Den er skrevet, før du blev leder" in pages[0]


def test_a_new_manager_reads_nothing_of_an_earlier_years_agreement(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    Dialogue.objects.filter(pk=dialogue.pk).update(state="replaced")
    type(dialogue.agreement).objects.filter(dialogue=dialogue).update(state="replaced")
    vera = handed_over(place, dialogue)
    sign_in(client, vera)

    page = client.get(at("agreement", dialogue)).content.decode()
    assert TEXT not in page
    assert client.get(at("plan", dialogue)).status_code == 302


def test_the_employee_can_see_that_the_manager_opened_agreement_and_plan(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    for person in (place.person, place.manager):
        sign_in(client, person)
        client.get(at("agreement", dialogue))
        client.get(at("plan", dialogue))

    found = Opened.objects.filter(dialogue=dialogue).order_by("what")
    assert [(one.what, one.by, one.role) for one in found] == [
        ("agreement", place.manager, "manager"),
        ("plan", place.manager, "manager"),
    ]
