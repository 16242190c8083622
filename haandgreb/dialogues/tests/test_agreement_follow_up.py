"""Follow-ups on the agreement's page."""

import pytest

from haandgreb.dialogues.models import FollowUpTalk
from haandgreb.dialogues.tests.agreement_factory import a_goal_of, agreement_in
from haandgreb.dialogues.tests.agreement_pages_helpers import at, handed_over, states
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db


def test_a_follow_up_is_planned_moved_held_and_leads_to_the_next(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed", [a_goal_of(place)])
    goal = dialogue.agreement.goals.get().goal
    talk = FollowUpTalk.objects.get()
    sign_in(client, place.person)
    address = at("follow_up", dialogue, talk_id=talk.pk)

    client.post(address, {"act": "move", "due_on": "2027-04-01", "version": 1})
    talk.refresh_from_db()
    assert str(talk.due_on) == "2027-04-01"
    sent = {"note": "Jette hjalp.", "next_on": "2027-06-01", f"goal_{goal.pk}": "using", "version": 2}
    client.post(address, sent)

    talk.refresh_from_db()
    goal.refresh_from_db()
    assert (talk.note, talk.held_with, goal.status) == ("Jette hjalp.", place.manager, "using")
    assert str(FollowUpTalk.objects.get(held_on=None).due_on) == "2027-06-01"
    assert states(dialogue) == ("following", "agreed")


def test_both_write_the_follow_up_down_at_once_and_both_texts_are_shown(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()
    address = at("follow_up", dialogue, talk_id=talk.pk)
    sign_in(client, place.person)
    client.post(address, {"note": "Det går godt.", "version": 1})
    sign_in(client, place.manager)

    page = client.post(address, {"note": "Det går langsomt.", "version": 1})

    clash = page.context["conflict"].clashes[0]
    assert (page.status_code, clash.mine, clash.theirs) == (409, "Det går langsomt.", "Det går godt.")
    client.post(address, {"note": "Det går godt, men langsomt.", "version": 2, "keep": "both"})
    talk.refresh_from_db()
    assert talk.note == "Det går godt, men langsomt."


def test_the_note_of_a_follow_up_is_of_the_two_of_that_day(client):
    place = Workplace()
    dialogue = agreement_in(place, "agreed")
    talk = FollowUpTalk.objects.get()
    sign_in(client, place.person)
    client.post(at("follow_up", dialogue, talk_id=talk.pk), {"note": "Jette hjalp.", "version": 1})
    vera = handed_over(place, dialogue)

    found = []
    for person in (place.person, vera):
        sign_in(client, person)
        found.append("Jette hjalp." in client.get(at("agreement", dialogue)).content.decode())

    assert found == [True, False]


def test_nothing_is_followed_up_before_it_is_agreed(client):
    place = Workplace()
    dialogue = agreement_in(place, "offered")
    sign_in(client, place.manager)

    assert client.post(at("follow_up_day", dialogue), {"due_on": "2027-03-01"}).status_code == 403
    assert FollowUpTalk.objects.count() == 0
