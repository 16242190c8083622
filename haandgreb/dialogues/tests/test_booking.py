"""A time for the talk: proposed by one, picked by the other; moved, taken back, postponed, cancelled."""

from datetime import timedelta

import pytest

from haandgreb.dialogues.actions import booking as actions
from haandgreb.dialogues.actions.booking import CannotBook, Why
from haandgreb.dialogues.models import Dialogue, ProposedTime
from haandgreb.dialogues.queries.booking import waits_for
from haandgreb.dialogues.tests.booking_helpers import at, booked, page, propose, send
from haandgreb.dialogues.tests.factories import HELD, Workplace, make_dialogue
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue()


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
