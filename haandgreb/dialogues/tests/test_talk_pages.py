"""The guide as the two meet it: texts saved or told why not, and nothing typed lost."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.actions import talk_cards, talk_texts
from haandgreb.dialogues.models import Opened, TalkText
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.talk_pages_helpers import CPR, url, words
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.models import Draft
from haandgreb.shared.sealed import Sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def test_a_text_is_saved_and_stands_there_when_one_comes_back(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    answer = client.post(url("guide_text", dialogue, "note"), {"text": "Spørg Jette", "version": "0", "at": "tasks"})

    assert answer.url == url("guide", dialogue) + "?at=tasks#text-note"
    assert "Spørg Jette" in client.get(answer.url).content.decode()


@pytest.mark.parametrize("key", ["note", "understood", "different"])
def test_a_number_of_a_citizen_is_refused_with_the_text_kept_on_the_page(client, place, key):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    answer = client.post(url("guide_text", dialogue, key), {"text": CPR, "version": "0", "at": "closing"})

    assert (answer.status_code, TalkText.objects.count()) == (422, 0)
    assert CPR in answer.content.decode()


@pytest.mark.parametrize("key", ["note", "understood"])
def test_twenty_thousand_letters_are_taken_and_one_more_is_told(client, place, key):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)
    long = "å" * 20_000

    taken = client.post(url("guide_text", dialogue, key), {"text": long, "version": "0", "at": "closing"})
    told = client.post(url("guide_text", dialogue, key), {"text": long + "å", "version": "1", "at": "closing"})

    assert (taken.status_code, told.status_code) == (302, 422)
    assert TalkText.objects.get().text == long
    assert long + "å" in told.content.decode()


def test_two_who_write_the_common_text_get_both_texts_and_the_choice(client, place):
    dialogue = place.dialogue("booked")
    talk_texts.write(dialogue, "understood", "Mads vil skrive", by=place.person)
    sign_in(client, place.manager)

    told = client.post(
        url("guide_text", dialogue, "understood"), {"text": "Mads vil ringe", "version": "0", "at": "closing"}
    )
    saved = client.post(
        url("guide_text", dialogue, "understood"), {"text": "Mads vil begge dele", "version": "1", "at": "closing"}
    )

    assert (told.status_code, saved.status_code) == (409, 302)
    assert told.context["text_forms"][-1]["conflict"].clashes[0].theirs == "Mads vil skrive"
    assert TalkText.objects.get().text == "Mads vil begge dele"


def test_who_keeps_the_others_text_forgets_her_own_draft(client, place):
    dialogue = place.dialogue("booked")
    talk_texts.write(dialogue, "understood", "Mads vil skrive", by=place.person)
    sign_in(client, place.manager)
    client.post(reverse("save_draft", args=[f"talk-{dialogue.pk}-understood"]), {"text": "Halvt", "version": "0"})

    client.post(url("guide_text", dialogue, "understood"), {"keep": "theirs", "text": "Halvt", "at": "closing"})

    assert (Draft.objects.count(), TalkText.objects.get().text) == (0, "Mads vil skrive")


def test_what_is_said_to_the_other_is_the_writers_draft_until_it_is_saved(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)
    client.post(reverse("save_draft", args=[f"talk-{dialogue.pk}-different"]), {"text": "Jeg ringer", "version": "0"})

    mine = client.get(url("guide", dialogue) + "?at=closing").content.decode()
    sign_in(client, place.manager)
    gorms = client.get(url("guide", dialogue) + "?at=closing").content.decode()

    assert ("Jeg ringer" in mine, "Jeg ringer" in gorms) == (True, False)


def test_an_unknown_text_has_no_page(client, place):
    sign_in(client, place.person)

    assert client.post(url("guide_text", place.dialogue("booked"), "health"), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("key", ["different", "understood", "health"])
def test_only_ones_own_notes_are_saved_while_they_are_typed(client, place, key):
    sign_in(client, place.person)

    assert client.post(url("guide_keep", place.dialogue("booked"), key), {"text": "x"}).status_code == 404


def test_a_note_is_saved_while_it_is_typed_and_the_page_learns_which_version_stands(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    first = client.post(url("guide_keep", dialogue, "note"), {"text": "Spørg", "version": "0"}).json()
    again = client.post(
        url("guide_keep", dialogue, "note"), {"text": "Spørg Jette", "version": str(first["version"])}
    ).json()

    assert (first["version"], again["version"]) == (1, 2)
    assert (TalkText.objects.get().text, Draft.objects.count()) == ("Spørg Jette", 0)


def test_a_note_typed_in_two_windows_loses_neither_text(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)
    client.post(url("guide_keep", dialogue, "note"), {"text": "Fra det ene", "version": "0"})

    client.post(url("guide_keep", dialogue, "note"), {"text": "Fra det andet", "version": "0"})
    page = client.get(url("guide", dialogue)).content.decode()
    told = client.post(url("guide_text", dialogue, "note"), {"text": "Fra det andet", "version": "0"})

    assert (TalkText.objects.get().text, "Fra det andet" in page, told.status_code) == ("Fra det ene", True, 409)


@pytest.mark.parametrize("text", [CPR, "å" * 20_001])
def test_a_note_that_cannot_be_saved_while_typed_is_no_error_on_the_way(client, place, text):
    sign_in(client, place.person)

    answer = client.post(url("guide_keep", place.dialogue("booked"), "note"), {"text": text, "version": "0"})

    assert (set(answer.json()), TalkText.objects.count()) == ({"saved_at"}, 0)


def test_a_note_typed_after_the_two_have_agreed_is_kept_as_a_draft(client, place):
    dialogue = place.dialogue("agreed")
    sign_in(client, place.person)

    client.post(url("guide_keep", dialogue, "note"), {"text": "For sent", "version": "0"})

    assert [draft.fields["text"] for draft in Draft.objects.all()] == [["For sent"]]


@pytest.mark.parametrize(("step", "status"), [("4", 302), ("", 302), ("6", 422)])
def test_the_energy_check_takes_one_of_five_steps(client, place, step, status):
    sign_in(client, place.person)

    answer = client.post(url("guide_text", place.dialogue("booked"), "energy"), {"text": step, "version": "0"})

    assert answer.status_code == status


def test_what_one_realised_is_saved_from_the_minute_to_think(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)

    answer = client.post(url("guide_text", dialogue, "realised"), {"text": "Aha", "version": "0", "at": "board"})
    wrong = client.post(url("guide_text", dialogue, "realised"), {"text": CPR, "version": "1", "at": "board"})

    assert (answer.url, wrong.status_code) == (url("guide", dialogue) + "?at=board", 422)
    assert wrong.templates[0].name == "dialogues/talk/pause.html"


def test_questions_of_ones_own_get_their_hints(client, place):
    dialogue = place.dialogue("booked")
    talk_texts.write(dialogue, "questions", "Er du glad?\nHvad mangler du?\nHvorfor ikke?", by=place.person)
    sign_in(client, place.person)

    found = client.get(url("guide", dialogue)).context["own_questions"]

    assert [(one["text"], len(one["hints"])) for one in found] == [
        ("Er du glad?", 1),
        ("Hvad mangler du?", 0),
        ("Hvorfor ikke?", 1),
    ]


def test_the_manager_who_reads_the_employees_words_is_written_down_once_an_hour(client, place):
    dialogue = place.dialogue("booked")
    talk_cards.show(talk_cards.add(dialogue, "mine", "Mere ro", by=place.person), by=place.person)
    sign_in(client, place.manager)

    for _ in range(3):
        client.get(url("guide", dialogue) + "?at=board")
    client.get(url("talk_paper", dialogue))

    assert [(row.what, row.by, row.role) for row in Opened.objects.all()] == [("talk", place.manager, "manager")]


def test_nobody_is_written_down_for_her_own_words(client, place):
    dialogue = place.dialogue("booked")
    talk_cards.add(dialogue, "work", "Svar til tiden", by=place.manager)
    for person in (place.person, place.manager):
        sign_in(client, person)
        client.get(url("guide", dialogue) + "?at=board")

    assert not Opened.objects.exists()


def test_what_cannot_be_opened_is_told_where_it_stood_and_the_rest_is_there(client, place):
    dialogue = place.dialogue("booked")
    talk_cards.add(dialogue, "mine", "Mere ro", by=place.person)
    lost = talk_texts.write(dialogue, "note", "Væk", by=place.person)
    _damage(lost)
    sign_in(client, place.person)

    page = client.get(url("guide", dialogue) + "?at=board")
    sheet = client.get(url("talk_paper", dialogue))

    assert (page.context["note_box"]["is_lost"], "Mere ro" in words(page)) == (True, True)
    assert [one.words for one in sheet.context["paper"].own] == [None]


def _damage(row):
    """As if the key the text was sealed with were gone."""
    held = bytes(TalkText.objects.filter(pk=row.pk).values_list("text", flat=True)[0])
    TalkText.objects.filter(pk=row.pk).update(text=Sealed(held[:-1] + bytes([held[-1] ^ 1])))
