"""The guide by the clock, when the talk is held, on the day, and the way back to it."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from haandgreb.dialogues.actions import talk
from haandgreb.dialogues.models import Dialogue, TalkText
from haandgreb.dialogues.tests.factories import Workplace, make_kind
from haandgreb.dialogues.tests.talk_pages_helpers import url, words
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


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
