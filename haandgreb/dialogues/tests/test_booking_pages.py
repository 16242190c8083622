"""A talk's time on its page: said, never lost, and told to whom it concerns."""

from datetime import date, datetime, time
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.forms.booking import as_sent
from haandgreb.dialogues.models import ProposedTime
from haandgreb.dialogues.queries.booking import waits_for
from haandgreb.dialogues.tests.booking_helpers import at, booked, page, propose, send
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue, make_round
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage
from haandgreb.shared.times import moment_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue()


def test_a_phone_can_propose_pick_and_see_the_time(client, place, dialogue):
    sign_in(client, place.manager)
    answer = send(client, dialogue, "book", time_1=as_sent(at(5)), time_3=as_sent(at(6)), minutes=45, place="Lokale 2")
    assert "Mads Rosenklint bliver bedt om at vælge." in answer.content.decode()

    sign_in(client, place.person)
    assert "Gorm Vangsted foreslår" in page(client, dialogue)
    answer = send(client, dialogue, "pick_time", time=str(ProposedTime.objects.first().pk))

    assert "Aftalt: " in answer.content.decode()
    dialogue.refresh_from_db()
    assert (dialogue.starts_at, dialogue.minutes) == (at(5), 45)


def test_a_time_the_two_have_agreed_on_is_booked_at_once(client, place, dialogue):
    sign_in(client, place.person)

    send(client, dialogue, "book", time_1=as_sent(at(5)), minutes=45, settled="on")

    dialogue.refresh_from_db()
    assert dialogue.state == "booked"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"time_1": ""}, "Én ting skal rettes"),
        ({"time_1": "hest"}, "Skriv en dag og et klokkeslæt."),
        ({"time_1": "2020-01-01T10:00"}, "Vælg et tidspunkt, der ikke er passeret."),
        ({"time_1": "9999-12-31T23:59"}, "Vælg en dag, der er nærmere."),
        ({"time_1": "0001-01-01T00:00"}, "Skriv en dag og et klokkeslæt."),
        ({"minutes": "5"}, "15"),
        ({"minutes": "9000"}, "480"),
        ({"place": "0101701234"}, "CPR"),
    ],
)
def test_what_cannot_be_booked_is_said_and_nothing_is_lost(client, place, dialogue, facts, said):
    sign_in(client, place.manager)

    answer = send(client, dialogue, "book", **{"time_1": as_sent(at(5)), "minutes": 45, "place": "Nord", **facts})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert ("Nord" in text) is ("place" not in facts)
    assert ProposedTime.objects.count() == 0


def test_the_hour_that_does_not_exist_in_spring_is_refused(client, place, dialogue):
    with time_machine.travel(datetime(2027, 3, 20, 12, tzinfo=clock.COPENHAGEN), tick=False):
        sign_in(client, place.manager)
        answer = send(client, dialogue, "book", time_1="2027-03-28T02:30", minutes=45)

    assert answer.status_code == 422
    assert "Den time findes ikke" in answer.content.decode()


def test_the_hour_that_comes_twice_in_autumn_is_the_first(place):
    assert moment_of(date(2026, 10, 25), time(2, 30)).isoformat() == "2026-10-25T00:30:00+00:00"


def test_a_double_press_books_once(client, place, dialogue):
    propose(dialogue, place.manager)
    sign_in(client, place.person)

    for _press in range(2):
        answer = send(client, dialogue, "pick_time", time=str(uuid4()) if _press else _first(), once="et tryk")
    dialogue.refresh_from_db()

    assert (answer.status_code, dialogue.state, dialogue.sequence) == (200, "booked", 1)
    assert OutboxMessage.objects.filter(kind="talk-booked").count() == 2


def _first():
    return str(ProposedTime.objects.first().pk)


def test_whoever_comes_second_is_told_how_it_stands(client, place, dialogue):
    propose(dialogue, place.manager)
    old = _first()
    propose(dialogue, place.manager, at(9))
    sign_in(client, place.person)

    text = send(client, dialogue, "pick_time", time=old).content.decode()

    assert "Det tidspunkt bliver ikke foreslået længere." in text


def test_a_time_that_another_talk_has_taken_is_shown_and_cannot_be_picked(client, place, dialogue):
    propose(dialogue, place.manager)
    actions.book(make_dialogue(place.colleague, place.manager), at(5), minutes=60, place="", by=place.manager)
    sign_in(client, place.person)

    text = page(client, dialogue)

    assert "optaget af en anden samtale" in text
    assert "Freja" not in text
    assert _first() not in text


def test_somebody_without_a_mail_address_is_named_to_who_books_and_finds_it_on_her_own_page(client, place, dialogue):
    place.person.email = ""
    place.person.save()
    sign_in(client, place.manager)

    text = send(client, dialogue, "book", time_1=as_sent(at(5)), minutes=45, settled="on").content.decode()
    own = sign_in(client, place.person).get("/").content.decode()

    assert "Mads Rosenklint har ingen mailadresse." in text
    assert "Samtale med Gorm Vangsted" in own
    assert OutboxMessage.objects.filter(kind="talk-booked", person=place.person.pk).count() == 0


def test_the_page_asks_whether_they_have_talked_when_the_time_has_passed(client, place):
    dialogue = booked(place, at(1))
    with time_machine.travel(at(2), tick=False):
        sign_in(client, place.manager)

        assert "Har I talt sammen?" in page(client, dialogue)


def test_nothing_about_time_stands_on_the_page_of_a_talk_that_was_held(client, place):
    dialogue = place.dialogue("held")
    sign_in(client, place.manager)

    assert 'id="time"' not in page(client, dialogue)
    assert client.get(reverse("dialogues:book", args=[dialogue.pk])).status_code == 302


def test_what_waits_about_times(place, dialogue):
    make_round()
    assert waits_for(place.manager, clock.today()).to_book == 1
    propose(dialogue, place.manager)

    assert waits_for(place.person, clock.today()).to_answer == [dialogue]
    assert waits_for(place.manager, clock.today()).to_answer == []
    assert waits_for(place.manager, clock.today()).to_book == 0
    assert waits_for(place.colleague, clock.today()).to_answer == []
