"""The minutes: short, on the same day, for those who are in the meeting; and what is deleted when its days are over."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions import keeping, running
from haandgreb.meetings.models import AgendaItem, Decision, Meeting, Membership, Series
from haandgreb.meetings.queries.personal import personal_data
from haandgreb.meetings.tests.factories import a_held_meeting, a_meeting, a_series, an_item, somebody
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


@pytest.fixture
def held(pia):
    return a_held_meeting(a_series(people=[pia]), minute_taker=pia)


def read(client, person, meeting):
    return sign_in(client, person).get(reverse("meetings:minutes", args=[meeting.pk])).content.decode()


def test_the_minutes_hold_decisions_actions_notes_and_who_was_there(client, held, pia):
    running.note_presence(held, [pia], "present", by=pia)
    running.decide(held, "Vi går i gang", told_to="Vejledning", by=pia)
    running.promise(held, what="Ret teksten", owner=pia, due_on=clock.today(), by=pia)
    running.save_notes(held, "Vi talte længe.", by=pia, version=1)

    page = read(client, held.chair, held)

    for text in ["Vi går i gang", "Besked til: Vejledning", "Ret teksten", "Vi talte længe.", "I lokalet"]:
        assert text in page


def test_a_meeting_that_was_held_leads_to_its_minutes(client, held):
    response = sign_in(client, held.chair).get(reverse("meetings:meeting", args=[held.pk]))

    assert response.url == reverse("meetings:minutes", args=[held.pk])


def test_what_was_forgotten_can_be_added_and_decisions_put_right(client, held, pia):
    sign_in(client, pia)
    client.post(reverse("meetings:decide", args=[held.pk]), {"decision-text": "Ja", "next": "minutes"})
    decision = held.decisions.get()

    client.post(reverse("meetings:decision", args=[held.pk, decision.pk]), {"text": "Nej", "version": 1})
    assert held.decisions.get().text == "Nej"
    client.post(reverse("meetings:decision", args=[held.pk, decision.pk]), {"act": "remove"})
    assert held.decisions.count() == 0


def test_an_empty_decision_comes_back_on_the_minutes_with_the_words(client, held, pia):
    sign_in(client, pia)

    response = client.post(reverse("meetings:decide", args=[held.pk]), {"decision-text": " ", "next": "minutes"})

    assert response.status_code == 422
    assert "Skriv, hvad I har besluttet." in response.content.decode()


def test_a_participant_reads_but_does_not_write(client, held):
    mads = somebody("Mads Rosenklint")
    held.attendances.create(person=mads)

    page = read(client, mads, held)

    assert reverse("meetings:notes", args=[held.pk]) not in page


def test_saying_that_the_minutes_are_ready_ends_the_reminder(client, held, pia):
    sign_in(client, pia).post(reverse("meetings:minutes_ready", args=[held.pk]))

    held.refresh_from_db()
    assert held.minutes_ready_at is not None


def test_after_two_years_the_minutes_are_gone_and_the_times_of_a_living_series_stay(pia):
    old = a_held_meeting(a_series(people=[pia]), days_ago=731)
    new = a_held_meeting(old.series, days_ago=700)
    for meeting in [old, new]:
        an_item(meeting)
        running.decide(meeting, "Ja", by=pia)
        running.save_notes(meeting, "Noter", by=pia, version=1)

    keeping.delete_old(clock.today())
    keeping.delete_old(clock.today())

    old.refresh_from_db()
    assert old.notes == ""
    assert old.began_at is not None
    assert {item.meeting for item in AgendaItem.objects.all()} == {new}
    assert {decision.meeting for decision in Decision.objects.all()} == {new}


def test_a_meeting_on_its_own_goes_after_two_years_and_an_open_action_stays_with_its_owner(pia):
    old = a_held_meeting(None, days_ago=731, participants=[pia])
    action = running.promise(old, what="Ring", owner=pia, due_on=clock.today(), by=pia)

    keeping.delete_old(clock.today())

    action.refresh_from_db()
    assert Meeting.objects.count() == 0
    assert (action.owner, action.source_id, action.source_label) == (pia, None, "")


@pytest.mark.parametrize(("days", "left"), [(730, 1), (731, 0)])
def test_a_closed_series_goes_two_years_after_it_was_closed(days, left):
    series = a_series()
    a_held_meeting(series, days_ago=10)
    Series.objects.update(state="closed", closed_on=clock.today() - timedelta(days=days))

    keeping.delete_old(clock.today())

    assert (Series.objects.count(), Meeting.objects.count()) == (left, left)


def test_a_copy_of_my_data_holds_my_part_and_no_scores(held, pia):
    copy = personal_data(pia)

    assert copy["series"] == [{"title": "Sagsmøde", "needed": True, "chair": False, "owner": False}]
    assert copy["meetings"][0]["title"] == "Sagsmøde"
    assert copy["roles"][0]["minute_taker"]
    assert "score" not in str(copy)


def test_forgetting_a_chair_hands_the_series_to_somebody_in_it(held, pia):
    chair, series = held.chair, held.series

    keeping.forget(chair)

    series.refresh_from_db()
    held.refresh_from_db()
    assert (series.chair, series.owner, held.chair) == (pia, pia, None)
    assert not Membership.objects.filter(person=chair).exists()
    chair.delete()


def test_forgetting_the_only_one_in_a_series_takes_the_series_too():
    series = a_series()
    a_meeting(series)

    keeping.forget(series.chair)

    assert (Series.objects.count(), Meeting.objects.count(), FollowUp.objects.count()) == (0, 0, 0)
