"""What waits on one's own page before a talk, and the pieces of other pages."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.dialogues.actions import preparation as actions
from haandgreb.dialogues.models import Dialogue, Kind, Pair
from haandgreb.dialogues.parts import peers as peers_part
from haandgreb.dialogues.parts import preparation as part
from haandgreb.dialogues.permissions import EMPLOYEE, MANAGER
from haandgreb.dialogues.queries import preparation as queries
from haandgreb.dialogues.tests.factories import Workplace, make_kind, make_round
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


def waiting(person):
    return [(one.text, one.due_on) for one in part.waiting_for(person, clock.today())]


def prepare(dialogue, by, side=EMPLOYEE):
    key = "proud" if side == EMPLOYEE else "curious"
    actions.write(dialogue, {key: {"text": "En dag i maj"}}, {}, by=by, side=side)


def share(dialogue, by):
    dialogue.refresh_from_db()
    mine = queries.own(dialogue, by, EMPLOYEE, clock.today())
    seen = {one.question.key: one.seen_mark for one in mine.to_share}
    actions.share(dialogue, seen, reader=mine.reader, by=by, side=EMPLOYEE)


def test_first_she_is_asked_to_write_then_to_share_three_days_before(place):
    dialogue = place.dialogue("booked", starts_at=clock.now() + timedelta(days=8))
    share_by = clock.local_day(dialogue.starts_at) - timedelta(days=3)
    first = waiting(place.person)
    prepare(dialogue, place.person)
    then = waiting(place.person)
    share(dialogue, place.person)

    assert first == [("Forbered din samtale med Gorm Vangsted", share_by)]
    assert then == [("Vælg, hvad Gorm Vangsted må læse, før I taler sammen", share_by)]
    assert waiting(place.person) == []


def test_a_talk_without_a_time_is_prepared_by_the_first_day_of_the_talks(place):
    round_ = make_round("preparing")
    place.dialogue("invited", round=round_)

    assert waiting(place.person) == [("Forbered din samtale med Gorm Vangsted", round_.talks_from)]


@pytest.mark.parametrize("state", ["draft", "discussed", "following", "closed"])
def test_a_round_that_is_not_open_asks_nobody(place, state):
    place.dialogue("invited", round=make_round(state))

    assert waiting(place.person) == []


@pytest.mark.parametrize("state", ["held", "agreeing", "agreed", "postponed", "cancelled"])
def test_a_talk_that_was_held_or_is_off_asks_nobody(place, state):
    place.dialogue(state)

    assert (waiting(place.person), waiting(place.manager)) == ([], [])


def test_what_lapsed_with_the_manager_is_asked_for_again(place):
    dialogue = place.dialogue("booked")
    prepare(dialogue, place.person)
    share(dialogue, place.person)
    vera = place.another_manager()
    Dialogue.objects.update(manager=vera, manager_since=clock.now())

    assert [text for text, _ in waiting(place.person)] == ["Vælg, hvad Vera Bregnø må læse, før I taler sammen"]


def test_a_manager_is_asked_about_the_talks_of_the_next_days_only(place):
    soon = place.dialogue("booked", starts_at=clock.now() + timedelta(days=2))
    place.dialogue("booked", starts_at=clock.now() + timedelta(days=20), kind=make_kind("puls"))
    first = waiting(place.manager)
    prepare(soon, place.manager, MANAGER)

    assert first == [("Forbered din samtale med Mads Rosenklint", clock.local_day(soon.starts_at))]
    assert waiting(place.manager) == []


def test_a_manager_of_yesterday_is_asked_for_nothing(place):
    place.dialogue("booked", starts_at=clock.now() + timedelta(days=2))
    place.another_manager()

    assert waiting(place.manager) == []


def test_who_has_no_talk_is_asked_with_one_query(place, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list(part.waiting_for(place.colleague, clock.today())) == []
    with django_assert_num_queries(1):
        assert list(peers_part.waiting_for(place.colleague, clock.today())) == []


def test_many_talks_of_a_manager_take_as_many_queries_as_one(place):
    def talk_with(person):
        facts = {"manager": place.manager, "kind": make_kind(), "state": "booked", "manager_since": clock.now()}
        Dialogue.objects.create(person=person, starts_at=clock.now() + timedelta(days=2), made_at=clock.now(), **facts)

    talk_with(place.person)
    with CaptureQueriesContext(connection) as one:
        waiting(place.manager)
    for number in range(6):
        talk_with(make_person(f"Kollega Nummer{number}", place.unit))
    with CaptureQueriesContext(connection) as many:
        found = waiting(place.manager)

    assert (len(found), len(many)) == (7, len(one))


def test_a_pair_waits_for_both_until_they_have_talked(place):
    round_ = make_round("preparing", [place.unit])
    for asker, asked in ((place.person, place.colleague), (place.colleague, place.person)):
        Pair.objects.create(round=round_, asker=asker, asked=asked)
    before = [one.text for one in peers_part.waiting_for(place.person, clock.today())]
    Pair.objects.update(met_on=clock.today())

    assert before == ["Stil hinanden tre spørgsmål: Freja Lysholm og dig"]
    assert list(peers_part.waiting_for(place.person, clock.today())) == []


def test_the_page_of_a_dialogue_says_how_far_each_is(place):
    dialogue = place.dialogue("booked")
    prepare(dialogue, place.person)
    share(dialogue, place.person)
    page = reverse("dialogues:dialogue", args=[dialogue.pk])
    mine = sign_in(Client(), place.person).get(page).content.decode()
    theirs = sign_in(Client(), place.manager).get(page).content.decode()

    assert "1 af 11 felter er udfyldt" in mine
    assert "Læs ét felt fra Mads Rosenklint" in theirs


def test_a_kind_whose_questions_are_gone_is_told_to_the_operator(place):
    make_kind()
    make_kind("egen", preparation="væk", title="Egen samtale")
    Kind.objects.filter(key="egen").update(is_used=True)

    assert [text for text in part.trouble() if "Egen samtale" in text]
