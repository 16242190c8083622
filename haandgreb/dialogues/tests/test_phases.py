"""Where a dialogue is, and what is next: every state has its third of the wheel and its words for both sides."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import Dialogue, TalkClock
from haandgreb.dialogues.next_words import NEXT
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.rules.phases import AFTER, BEFORE, DURING, phase_of
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock


@pytest.mark.parametrize(
    ("state", "has_begun", "phase"),
    [
        ("invited", False, BEFORE),
        ("booked", False, BEFORE),
        ("postponed", False, BEFORE),
        ("cancelled", False, BEFORE),
        ("booked", True, DURING),
        ("held", True, AFTER),
        ("agreeing", True, AFTER),
        ("agreed", True, AFTER),
        ("following", False, AFTER),
        ("replaced", False, AFTER),
    ],
)
def test_a_state_stands_in_its_third_of_the_wheel(state, has_begun, phase):
    assert phase_of(state, has_begun=has_begun) == phase


def test_both_are_told_what_is_next_in_every_state():
    assert set(NEXT) == {(state, side) for state in Dialogue.State.values for side in (EMPLOYEE, MANAGER)}


@pytest.mark.django_db
@pytest.mark.parametrize("state", Dialogue.State.values)
@pytest.mark.parametrize("side", [EMPLOYEE, MANAGER])
def test_the_page_of_a_dialogue_says_it(client, state, side):
    place = Workplace()
    dialogue = place.dialogue(state)
    sign_in(client, place.person if side == EMPLOYEE else place.manager)

    page = client.get(reverse("dialogues:dialogue", args=[dialogue.pk]))

    assert page.context["next"] == NEXT[(state, side)]
    assert [stage["is_now"] for stage in page.context["stages"]].count(True) == 1


@pytest.mark.django_db
def test_a_talk_that_has_begun_leads_to_its_guide(client):
    place = Workplace()
    dialogue = place.dialogue("booked")
    TalkClock.objects.create(dialogue=dialogue, started_at=clock.now())

    page = sign_in(client, place.person).get(reverse("dialogues:dialogue", args=[dialogue.pk]))

    assert [stage["is_now"] for stage in page.context["stages"]] == [False, True, False]
