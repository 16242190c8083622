"""The guide as the two meet it: saved or told why not, nothing typed lost, nothing shown before it is shown."""

import re
from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from haandgreb.dialogues.actions import talk, talk_cards, talk_feedback, talk_texts
from haandgreb.dialogues.models import Card, Dialogue, Feedback, Opened, TalkText
from haandgreb.dialogues.tests.factories import Workplace, make_kind
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import Draft
from haandgreb.shared.sealed import Sealed

pytestmark = pytest.mark.django_db
CPR = "Hun hedder 010190-1234"


@pytest.fixture
def place():
    return Workplace()


def url(name, dialogue, *more):
    return reverse(f"dialogues:{name}", args=[dialogue.pk, *more])


def words(answer):
    """The page as one reads it, on one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


# Texts


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


# Private life


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


# The board


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


# Feedback


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


# The clock, and afterwards


def test_the_page_tells_clock_times_without_script(client, place):
    dialogue = place.dialogue("booked", minutes=90)
    talk.begin(dialogue, by=place.person)
    sign_in(client, place.person)

    reading = client.get(url("guide", dialogue)).context["page"].clock.reading
    shown = words(client.get(url("guide", dialogue)))

    def clock_face(moment):
        return moment.astimezone(clock.COPENHAGEN).strftime("%H.%M").lstrip("0")

    assert clock_face(reading.talk_until) in shown
    assert clock_face(reading.phase_until) in shown


def test_the_guide_can_be_looked_at_in_another_part_than_the_clock_is_in(client, place):
    dialogue = place.dialogue("booked")
    talk.begin(dialogue, by=place.person)
    sign_in(client, place.person)

    page = client.get(url("guide", dialogue) + "?at=goals").context["page"]

    assert (page.shown.text.key, page.current.text.key) == ("goals", "welcome")


@pytest.mark.parametrize("question", ["0", "5", "999", "x", "-1", "99999999999"])
def test_any_number_of_a_question_leads_to_one(client, place, question):
    sign_in(client, place.person)

    answer = client.get(url("guide", place.dialogue("booked")), {"at": "goals", "q": question})

    assert answer.context["question"].tools.count("goals") == 1


def test_a_talk_held_leads_to_the_agreement(client, place):
    dialogue = place.dialogue("booked", starts_at=clock.now() - timedelta(hours=2))
    sign_in(client, place.manager)

    answer = client.post(url("held", dialogue), {"on": clock.today().isoformat()})

    assert (answer.url, Dialogue.objects.get().state) == (url("dialogue", dialogue), "held")


def test_before_the_booked_hour_the_guide_says_when_and_has_no_button(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.manager)

    guide = client.get(url("guide", dialogue), {"at": "closing"})
    answer = client.post(url("held", dialogue), {"on": clock.today().isoformat()}, follow=True)

    assert (guide.context["holding"].is_ahead, b"The talk is held</button>" in guide.content) == (True, False)
    assert (len(answer.context["messages"]), Dialogue.objects.get().state) == (1, "booked")


def test_without_an_hour_the_employee_is_asked_on_her_own_page_and_says_yes(client, place):
    dialogue = place.dialogue("invited")
    sign_in(client, place.manager)
    client.post(url("held", dialogue), {"on": clock.today().isoformat()})

    sign_in(client, place.person)
    waiting = [one.url for one in client.get("/").context["waiting"] if "I har talt sammen" in one.text]
    page = client.get(url("dialogue", dialogue)).content.decode()
    client.post(url("held", dialogue), {"on": clock.today().isoformat()})

    assert (waiting, page.count("Ja, vi har talt sammen")) == ([url("dialogue", dialogue)], 1)
    assert Dialogue.objects.get().state == "held"


def test_the_employee_says_that_it_has_not_been(client, place):
    dialogue = place.dialogue("invited", said_held_on=clock.today())
    sign_in(client, place.person)

    answer = client.post(url("held", dialogue), {"act": "no"})

    dialogue.refresh_from_db()
    assert (answer.url, dialogue.state, dialogue.said_held_on) == (url("dialogue", dialogue), "invited", None)


def test_on_the_day_of_the_talk_it_stands_on_the_page_of_both(client, place):
    noon = datetime.combine(clock.today(), time(12), tzinfo=clock.COPENHAGEN)
    dialogue = place.dialogue("booked", starts_at=noon)
    place.dialogue("booked", starts_at=noon + timedelta(days=1), kind=make_kind("puls"))

    found = {}
    for person, other in ((place.person, place.manager), (place.manager, place.person)):
        sign_in(client, person)
        found[person] = [one.url for one in client.get("/").context["waiting"] if one.text.endswith(str(other))]

    today = [[one for one in urls if one == url("dialogue", dialogue)] for urls in found.values()]
    assert today == [[url("dialogue", dialogue)]] * 2


@pytest.mark.parametrize("day", ["2999-01-01", "", "x"])
def test_a_talk_is_not_held_on_a_day_that_is_none_or_to_come(client, place, day):
    dialogue = place.dialogue("booked")
    sign_in(client, place.manager)

    answer = client.post(url("held", dialogue), {"on": day, "at": "closing"})

    assert (answer.status_code, Dialogue.objects.get().state) == (422, "booked")


def test_once_the_two_have_agreed_the_guide_is_the_page_of_what_was_said(client, place):
    dialogue = place.dialogue("agreed")
    sign_in(client, place.person)

    asked = client.get(url("guide", dialogue), headers={"hx-request": "true"})

    assert client.get(url("guide", dialogue)).url == url("talk_paper", dialogue)
    assert asked.headers["HX-Redirect"] == url("dialogue", dialogue)


def test_a_form_sent_after_that_says_so(client, place):
    dialogue = place.dialogue("agreed")
    sign_in(client, place.person)

    answer = client.post(url("guide_text", dialogue, "understood"), {"text": "For sent", "version": "0"}, follow=True)

    assert answer.redirect_chain[-1][0] == url("dialogue", dialogue)
    assert (len(answer.context["messages"]), TalkText.objects.count()) == (1, 0)


# Who opened it


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


# A key that is lost


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


# On the way to the goals and back


def test_who_is_in_the_middle_of_a_talk_finds_the_way_back_from_her_goals(client, place):
    dialogue = place.dialogue("booked")
    pages = [reverse("competences:development"), reverse("competences:development_new")]
    sign_in(client, place.person)
    before = [client.get(page).context["under_way"] for page in pages]

    talk.begin(dialogue, by=place.manager)

    back = f"{url('guide', dialogue)}?at=goals"
    assert before == [[], []]
    assert [[one.url for one in client.get(page).context["under_way"]] for page in pages] == [[back]] * 2
    assert back in client.get(pages[0]).content.decode()
    sign_in(client, place.manager)
    assert [one.url for one in client.get(reverse("competences:development_staff")).context["under_way"]] == [back]
    sign_in(client, place.above)
    assert client.get(reverse("competences:development_staff")).context["under_way"] == []


# The page that asks by itself


def test_a_guide_that_asks_by_itself_keeps_nobody_signed_in(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)
    assert "Polling" in client.get(url("guide", dialogue)).content.decode()
    began = clock.now()
    answers = []
    for minutes in range(5, 35, 5):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            answers.append(client.get(url("guide", dialogue), headers={"polling": "1", "hx-request": "true"}))

    assert [one.status_code for one in answers] == [200] * 5 + [204]
    with time_machine.travel(began + timedelta(minutes=40), tick=False):
        assert client.get(url("guide", dialogue)).url.startswith("/sign-in/")


def test_a_hand_on_the_guide_does(client, place):
    dialogue = place.dialogue("booked")
    sign_in(client, place.person)
    began = clock.now()
    for minutes in range(20, 80, 20):
        with time_machine.travel(began + timedelta(minutes=minutes), tick=False):
            assert client.get(url("guide", dialogue)).status_code == 200
