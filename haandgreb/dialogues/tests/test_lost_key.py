"""A key that is missing: pages say what is lost and what is not, one's own copy is made all the same."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.models import Agreement, Prepared, TalkText
from haandgreb.dialogues.queries.personal import personal_data
from haandgreb.dialogues.rules.texts import NOTE
from haandgreb.dialogues.tests.crawling import pages
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock, keyring, sealed

pytestmark = pytest.mark.django_db


def lose_the_key() -> None:
    keyring.path().unlink()
    keyring._read.cache_clear()


@pytest.fixture
def ring(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def with_texts(state: str) -> Workplace:
    place = Workplace()
    dialogue = place.dialogue(state)
    for side in (place.person, place.manager):
        Prepared.objects.create(dialogue=dialogue, writer=side, key="tasks", text="x", changed_at=clock.now())
        TalkText.objects.create(dialogue=dialogue, writer=side, key=NOTE, text="x")
    if state == "held":
        agreement = Agreement.objects.get(dialogue=dialogue)
        agreement.text = "x"
        agreement.save()
    return place


@pytest.mark.parametrize("state", ["invited", "held"])
@pytest.mark.parametrize("role", ["person", "manager"])
def test_no_page_of_a_dialogue_breaks_without_the_key(client, ring, state, role):
    place = with_texts(state)
    lose_the_key()
    sign_in(client, getattr(place, role))

    broken = {where: client.get(where).status_code for where in pages()}
    assert {where: status for where, status in broken.items() if status == 500 or status > 503} == {}


def test_where_a_text_is_all_there_is_the_page_says_what_is_lost_and_what_is_not(client, ring, monkeypatch):
    from haandgreb.dialogues.views import dialogue as views

    place = with_texts("invited")
    where = reverse("dialogues:dialogue", args=[place.person.dialogues.get().pk])
    sign_in(client, place.person)

    def cannot(*arguments: object) -> None:
        raise keyring.KeyMissing("0a0b")

    monkeypatch.setattr(views, "seen", cannot)
    answer = client.get(where)
    assert answer.status_code == 503
    assert [word for word in ("kan ikke åbnes", "Tabt", "Ikke tabt") if word not in answer.content.decode()] == []


def test_her_own_copy_is_made_without_the_key_and_says_which_text_it_lacks(ring):
    place = with_texts("held")
    lose_the_key()

    copy = personal_data(place.person)
    assert [field["text"] for field in copy["dialogues"][0]["preparation"]] == [
        "Teksten kan ikke åbnes: Den nøgle, den er låst med, mangler."
    ] * 2


def test_a_new_key_reaches_every_table_of_dialogues_hidden_rows_among_them(ring):
    place = with_texts("held")
    Prepared.objects.update(hidden_at=clock.now())
    new = keyring.add_key()
    sealed.seal_anew()

    assert set(sealed.keys_in_use()) == {new}
    assert Prepared.everything.get(writer=place.person).text == "x"
    keyring.drop_old_keys()
    assert TalkText.objects.get(writer=place.manager).text == "x"
