"""A manager gives times to many at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.dialogues.forms.booking import as_sent
from haandgreb.dialogues.models import Dialogue, ProposedTime
from haandgreb.dialogues.queries.booking import to_book
from haandgreb.dialogues.tests.booking_helpers import at, propose
from haandgreb.dialogues.tests.factories import Workplace, make_dialogue
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue()


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
