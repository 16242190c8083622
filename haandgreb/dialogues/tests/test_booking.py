"""A time for the talk: proposed by one, picked by the other; moved, taken back, postponed, cancelled."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.actions.booking import CannotBook, Why
from haandgreb.dialogues.forms.booking import as_sent
from haandgreb.dialogues.models import Dialogue, ProposedTime
from haandgreb.dialogues.queries.booking import to_book, waits_for
from haandgreb.dialogues.tests.factories import HELD, Workplace, make_dialogue, make_round
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry, OutboxMessage
from haandgreb.shared.times import moment_of

pytestmark = pytest.mark.django_db


def at(days, hour=10):
    """So many days from today, at the hour in Copenhagen."""
    return moment_of(clock.today() + timedelta(days=days), time(hour))


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue()


def propose(dialogue, by, *times, **facts):
    return actions.propose(dialogue, times or [at(5)], by=by, **{"minutes": 60, "place": "Lokale 2", **facts})


def booked(place, when=None):
    return actions.book(place.dialogue(), when or at(5), minutes=60, place="Lokale 2", by=place.manager)


def page(client, dialogue, name="dialogue"):
    return client.get(reverse(f"dialogues:{name}", args=[dialogue.pk])).content.decode()


def send(client, dialogue, name, follow=True, **facts):
    address = reverse(f"dialogues:{name}", args=[dialogue.pk])
    return client.post(address, {"once": uuid4().hex, **facts}, follow=follow)


def test_the_other_picks_one_of_the_times_and_the_talk_is_booked(place, dialogue):
    propose(dialogue, place.manager, at(5), at(6), at(7))

    chosen = ProposedTime.objects.get(starts_at=at(6))
    actions.pick(dialogue, chosen.pk, by=place.person)

    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.starts_at, dialogue.minutes, dialogue.place) == ("booked", at(6), 60, "Lokale 2")
    assert ProposedTime.objects.count() == 0


def test_the_employee_proposes_and_the_manager_picks(place, dialogue):
    propose(dialogue, place.person)

    actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.manager)

    dialogue.refresh_from_db()
    assert dialogue.state == "booked"


def test_nobody_says_yes_to_her_own_proposal(place, dialogue):
    propose(dialogue, place.manager)

    with pytest.raises(CannotBook) as error:
        actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.manager)
    assert error.value.why is Why.GONE


def test_a_new_proposal_replaces_the_earlier_one_whoever_made_it(place, dialogue):
    propose(dialogue, place.manager, at(5), at(6))
    propose(dialogue, place.person, at(8))

    assert [(row.starts_at, row.by) for row in ProposedTime.objects.all()] == [(at(8), place.person)]


def test_a_booked_talk_stands_until_another_time_is_picked(place):
    dialogue = booked(place)
    propose(dialogue, place.person, at(9))
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.starts_at) == ("booked", at(5))

    actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.manager)

    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.starts_at) == ("booked", at(9))


@pytest.mark.parametrize("state", HELD)
def test_nothing_is_booked_or_moved_once_the_talk_was_held(place, state):
    dialogue = place.dialogue(state)

    acts = [
        lambda: propose(dialogue, place.manager),
        lambda: actions.book(dialogue, at(5), minutes=60, place="", by=place.manager),
        lambda: actions.release(dialogue, by=place.manager),
        lambda: actions.postpone(dialogue, "leave", until=None, by=place.manager),
        lambda: actions.cancel(dialogue, by=place.manager),
        lambda: actions.resume(dialogue, by=place.manager),
    ]
    for act in acts:
        with pytest.raises(CannotBook) as error:
            act()
        assert error.value.why is Why.HELD


@pytest.mark.parametrize("role", ["above", "colleague", "deputy", "hr", "council", "admin", "other_manager"])
def test_only_the_two_book(place, dialogue, role):
    with pytest.raises(CannotBook) as error:
        propose(dialogue, getattr(place, role))
    assert error.value.why is Why.NOT_YOURS


def test_a_manager_who_was_replaced_a_moment_ago_books_nothing(place, dialogue):
    place.another_manager()

    with pytest.raises(CannotBook) as error:
        actions.book(dialogue, at(5), minutes=60, place="", by=place.manager)
    assert error.value.why is Why.NOT_YOURS


def test_what_an_earlier_manager_proposed_cannot_be_picked(place, dialogue):
    propose(dialogue, place.manager)
    vera = place.another_manager()
    Dialogue.objects.filter(pk=dialogue.pk).update(manager=vera)

    with pytest.raises(CannotBook) as error:
        actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.person)
    assert error.value.why is Why.GONE
    assert waits_for(place.person, clock.today()).to_answer == []


def test_a_time_in_the_past_is_refused(place, dialogue):
    with pytest.raises(CannotBook) as error:
        propose(dialogue, place.manager, at(-1))
    assert error.value.why is Why.PAST


def test_a_proposed_time_that_has_passed_cannot_be_picked_any_more(place, dialogue):
    propose(dialogue, place.manager, at(1))

    with pytest.raises(CannotBook) as error:
        actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.person, now=at(2))
    assert error.value.why is Why.PAST


def test_one_manager_is_not_in_two_talks_at_once(place, dialogue):
    other = make_dialogue(place.colleague, place.manager)
    propose(dialogue, place.manager, at(5))
    propose(other, place.manager, at(5))
    actions.pick(dialogue, dialogue.proposed_times.get().pk, by=place.person)

    with pytest.raises(CannotBook) as error:
        actions.pick(other, other.proposed_times.get().pk, by=place.colleague)
    assert error.value.why is Why.TAKEN


def test_one_talk_can_begin_when_another_ends(place, dialogue):
    actions.book(dialogue, at(5, 10), minutes=60, place="", by=place.manager)
    other = actions.book(
        make_dialogue(place.colleague, place.manager), at(5, 11), minutes=60, place="", by=place.manager
    )

    assert other.state == "booked"


def test_the_time_is_taken_back_and_found_anew(place):
    dialogue = booked(place)
    actions.release(dialogue, by=place.person)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.starts_at) == ("invited", None)

    again = actions.book(dialogue, at(8), minutes=60, place="", by=place.person)

    assert (again.state, again.sequence) == ("booked", 3)


def test_a_talk_waits_for_a_category_and_is_taken_up_again_on_its_day(place):
    dialogue = booked(place)
    actions.postpone(dialogue, "leave", until=clock.today() + timedelta(days=40), by=place.manager)
    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.why_postponed, dialogue.starts_at) == ("postponed", "leave", None)

    assert actions.take_up_what_is_due(clock.today() + timedelta(days=39)) == 0
    assert actions.take_up_what_is_due(clock.today() + timedelta(days=40)) == 1
    assert actions.take_up_what_is_due(clock.today() + timedelta(days=40)) == 0

    dialogue.refresh_from_db()
    assert (dialogue.state, dialogue.why_postponed, dialogue.postponed_to) == ("invited", "", None)


def test_illness_is_no_category(client, place, dialogue):
    sign_in(client, place.manager)

    answer = send(client, dialogue, "postpone", why="illness")

    dialogue.refresh_from_db()
    assert (answer.status_code, dialogue.state) == (422, "invited")
    assert "syg" not in page(client, dialogue, "postpone").casefold()


def test_only_the_manager_cancels_and_either_takes_it_up_again(place):
    dialogue = booked(place)
    with pytest.raises(CannotBook):
        actions.cancel(dialogue, by=place.person)

    actions.cancel(dialogue, by=place.manager)
    actions.resume(dialogue, by=place.person)

    dialogue.refresh_from_db()
    assert dialogue.state == "invited"


def test_every_act_leaves_a_line_in_the_trail_and_no_content(place, dialogue):
    propose(dialogue, place.manager, place="Hemmeligt sted")
    actions.pick(dialogue, ProposedTime.objects.get().pk, by=place.person)
    actions.release(dialogue, by=place.person)
    actions.postpone(dialogue, "new", until=None, by=place.manager)

    entries = list(AuditEntry.objects.filter(about_id=dialogue.pk))
    assert [entry.action for entry in entries] == ["times proposed", *["dialogue moved"] * 3]
    assert "Hemmelig" not in str([entry.details for entry in entries])


# --- pages


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


# --- many at once


def test_the_manager_gives_times_to_many_and_each_says_yes(client, place, dialogue):
    other = make_dialogue(place.colleague, place.manager)
    sign_in(client, place.manager)

    client.post(
        reverse("dialogues:book_all"),
        {f"slot-{dialogue.pk}": as_sent(at(5)), f"slot-{other.pk}": as_sent(at(6)), "minutes": 60, "once": "a"},
    )

    assert dict(ProposedTime.objects.values_list("dialogue", "starts_at")) == {dialogue.pk: at(5), other.pk: at(6)}


def test_times_can_be_booked_for_many_at_once_and_empty_rows_are_left_alone(client, place, dialogue):
    other = make_dialogue(place.colleague, place.manager)
    sign_in(client, place.manager)

    facts = {f"slot-{dialogue.pk}": as_sent(at(5)), f"slot-{other.pk}": "", "minutes": 60, "at_once": "yes"}
    client.post(reverse("dialogues:book_all"), facts)

    assert {row.pk: row.state for row in Dialogue.objects.all()} == {dialogue.pk: "booked", other.pk: "invited"}


def test_two_rows_at_one_time_are_refused_and_what_was_typed_stays(client, place, dialogue):
    other = make_dialogue(place.colleague, place.manager)
    sign_in(client, place.manager)

    facts = {f"slot-{dialogue.pk}": as_sent(at(5)), f"slot-{other.pk}": as_sent(at(5)), "minutes": 60}
    answer = client.post(reverse("dialogues:book_all"), facts)

    assert answer.status_code == 422
    assert answer.content.decode().count(f'value="{as_sent(at(5))}"') == 2
    assert "Du er i en anden samtale på det tidspunkt." in answer.content.decode()
    assert ProposedTime.objects.count() == 0


def test_somebody_elses_dialogue_in_the_form_is_not_touched(client, place, dialogue):
    stranger = make_dialogue(place.council, place.other_manager)
    sign_in(client, place.manager)

    client.post(reverse("dialogues:book_all"), {f"slot-{stranger.pk}": as_sent(at(5)), "minutes": 60})

    assert ProposedTime.objects.count() == 0


def test_rows_are_filled_one_after_another_on_working_days(client, place, dialogue):
    make_dialogue(place.colleague, place.manager)
    sign_in(client, place.manager)
    facts = {"fill": 1, "first": "2027-03-25", "begins": "13:00", "ends": "14:30", "minutes": 60, "pause": 15}

    text = client.get(reverse("dialogues:book_all"), facts).content.decode()

    # Maundy Thursday to Easter Monday 2027 are holidays: the 25th to the 29th of March.
    assert 'value="2027-03-30T13:00"' in text
    assert 'value="2027-03-31T13:00"' in text


def test_five_hundred_rows_take_as_many_questions_as_two(client, place):
    sign_in(client, place.manager)
    counted = []
    for many in (2, 60):
        for number in range(many):
            person = make_person(f"Nummer {many}{number:03}", place.unit)
            propose(make_dialogue(person, place.manager), place.manager, at(5, 8 + number % 8))
        client.get(reverse("dialogues:book_all"))
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("dialogues:book_all")).status_code == 200
        counted.append(len(found))

    assert counted[0] == counted[1]
    assert len(to_book(place.manager, clock.today())) == 62


def test_who_leads_nothing_has_no_page_for_many(client, place):
    assert sign_in(client, place.person).get(reverse("dialogues:book_all")).status_code == 403


def test_everybody_has_a_time_is_said(client, place):
    assert "Alle har et tidspunkt" in sign_in(client, place.manager).get(reverse("dialogues:book_all")).content.decode()


# --- own page


def test_what_waits_about_times(place, dialogue):
    make_round()
    assert waits_for(place.manager, clock.today()).to_book == 1
    propose(dialogue, place.manager)

    assert waits_for(place.person, clock.today()).to_answer == [dialogue]
    assert waits_for(place.manager, clock.today()).to_answer == []
    assert waits_for(place.manager, clock.today()).to_book == 0
    assert waits_for(place.colleague, clock.today()).to_answer == []
