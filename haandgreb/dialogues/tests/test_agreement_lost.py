"""Where the key is lost: the page says so, nobody says yes to what nobody can read, and people go on."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import following
from haandgreb.dialogues.models import AgreementVersion, FollowUpTalk
from haandgreb.dialogues.tests.agreement_factory import TEXT, a_goal_of, agreement_in, fresh
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import keyring

pytestmark = pytest.mark.django_db
LOST = "Denne tekst kan ikke åbnes her: Den nøgle, den er låst med, er væk."


@pytest.fixture
def lose_the_key(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def lose():
        keyring.path().unlink()
        keyring._read.cache_clear()

    return lose


def at(name, dialogue, **more):
    return reverse(f"dialogues:{name}", kwargs={"dialogue_id": dialogue.pk, **more})


@pytest.mark.parametrize("state", ["writing", "one_yes", "differing", "agreed"])
def test_every_page_says_that_the_text_is_lost_and_shows_the_rest(client, lose_the_key, state):
    place = Workplace()
    goal = a_goal_of(place)
    dialogue = agreement_in(place, state, [goal])
    lose_the_key()
    sign_in(client, place.person)

    page = client.get(at("agreement", dialogue)).content.decode()

    assert (page.count(LOST) >= 1, goal.title[1:] in page) == (True, True)
    others = ["agreement_wordings", *(["plan", "plan_pdf", "plan_odt"] if state == "agreed" else [])]
    assert [client.get(at(name, dialogue)).status_code for name in others] == [200] * len(others)


def test_nobody_says_yes_to_what_nobody_can_read_and_a_new_text_can_be_written(client, lose_the_key):
    place = Workplace()
    dialogue = agreement_in(place, "one_yes")
    lose_the_key()
    sign_in(client, place.manager)

    client.post(at("approve", dialogue), {"number": 2})
    assert fresh(dialogue).agreement.state == "one_yes"
    client.post(at("agreement_write", dialogue), {"text": TEXT, "version": 2, "act": "yes"})

    row = fresh(dialogue).agreement
    assert (row.state, row.text, row.number) == ("one_yes", TEXT, 3)
    assert AgreementVersion.objects.count() == 0


def test_a_note_that_is_lost_is_said_and_the_next_day_can_be_held(client, lose_the_key):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    following.hold_talk(FollowUpTalk.objects.get(), "Jette hjalp.", by=place.person, version=1)
    following.plan_day(dialogue, dialogue.held_on, by=place.person)
    lose_the_key()
    sign_in(client, place.person)

    assert LOST in client.get(at("agreement", dialogue)).content.decode()
    talk = FollowUpTalk.objects.get(held_on=None)
    client.post(at("follow_up", dialogue, talk_id=talk.pk), {"note": "Det går.", "version": 1})
    assert FollowUpTalk.objects.get(pk=talk.pk).note == "Det går."
