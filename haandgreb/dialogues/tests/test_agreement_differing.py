"""Where the two see it differently both wordings stand, and help can be asked for."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import agreement as actions
from haandgreb.dialogues.tests.agreement_factory import HERS, MINE, TEXT, agreement_in, fresh
from haandgreb.dialogues.tests.agreement_pages_helpers import NEW, at, states
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import drafts

pytestmark = pytest.mark.django_db


def test_both_wordings_stand_side_by_side_and_the_disagreement_is_noted(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    sign_in(client, place.person)
    client.post(at("differ", dialogue), {"text": MINE, "number": 2})
    sign_in(client, place.manager)
    client.post(at("differ", dialogue), {"text": HERS, "number": 2})

    page = client.get(at("agreement", dialogue))

    assert [text in page.content.decode() for text in (MINE, HERS, TEXT, "Uenighed noteret")] == [True] * 4
    assert (page.context["page"].my_wording.text, page.context["page"].other_wording.text) == (
        HERS,
        MINE,
    )


def test_a_disagreement_stands_until_everybody_who_holds_to_it_withdraws(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.manager)
    client.post(at("agreement_go_on", dialogue))
    assert states(dialogue) == ("agreeing", "differing")

    sign_in(client, place.person)
    client.post(at("agreement_go_on", dialogue))

    assert states(dialogue) == ("held", "writing")
    page = client.get(at("agreement_wordings", dialogue))
    assert [text in page.content.decode() for text in (MINE, HERS)] == [True, True]


def test_one_sees_it_differently_while_the_other_changes_the_text_and_nothing_is_lost(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    actions.write(dialogue, NEW, [], by=place.manager, number=2)
    actions.offer(dialogue, by=place.manager, number=3)
    sign_in(client, place.person)

    client.post(at("differ", dialogue), {"text": MINE, "number": 2})

    assert states(dialogue) == ("agreeing", "offered")
    kept = drafts.find(place.person, f"dialogues-wording-{fresh(dialogue).agreement.pk}")
    assert kept["text"] == MINE


def test_one_writes_while_the_other_notes_the_disagreement_and_the_text_is_kept_as_a_draft(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.manager)

    client.post(at("agreement_write", dialogue), {"text": NEW, "version": 2})

    assert fresh(dialogue).agreement.text == TEXT
    assert drafts.find(place.manager, f"dialogues-agreement-{fresh(dialogue).agreement.pk}")["text"] == NEW


def test_hr_sees_that_somebody_asks_for_help_and_not_a_word(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.hr)
    before = client.get(reverse("dialogues:help_wanted")).content.decode()
    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue))
    sign_in(client, place.hr)
    page = client.get(reverse("dialogues:help_wanted")).content.decode()
    home = client.get(reverse("dialogues:home")).content.decode()

    assert (str(place.person) in before, str(place.person) in page) == (False, True)
    assert "Én person beder om hjælp til en aftale." in home
    assert not any(text in page + home for text in (MINE, HERS, TEXT))


def test_only_the_employee_withdraws_the_call_for_help(client):
    place = Workplace()
    dialogue = agreement_in(place, "differing")
    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue))
    sign_in(client, place.manager)
    assert client.post(at("agreement_help", dialogue), {"act": "no"}).status_code == 403
    client.post(at("agreement_go_on", dialogue))
    assert fresh(dialogue).agreement.asks_for_help is True

    sign_in(client, place.person)
    client.post(at("agreement_help", dialogue), {"act": "no"})
    assert fresh(dialogue).agreement.asks_for_help is False
