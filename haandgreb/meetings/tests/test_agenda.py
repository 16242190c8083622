"""The agenda: its items, who is needed, and what comes from last time."""

import pytest
from django.urls import reverse

from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import running
from haandgreb.meetings.queries import planning
from haandgreb.meetings.tests.factories import a_held_meeting, a_meeting, a_series, an_item, somebody
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def test_an_item_lands_before_the_score_that_closes_the_meeting():
    meeting = a_meeting(template="T-weekly")

    an_item(meeting, "Ny sag")

    assert [item.title for item in meeting.items.all()][-2:] == ["Ny sag", "Scor mødet"]


def test_items_are_moved_by_button_and_stay_at_the_ends(client):
    meeting = a_meeting()
    first, _second, third = (an_item(meeting, title) for title in ["Et", "To", "Tre"])
    sign_in(client, meeting.chair)

    def order():
        return [item.title for item in meeting.items.all()]

    client.post(reverse("meetings:item_move", args=[meeting.pk, third.pk]), {"act": "up"})
    assert order() == ["Et", "Tre", "To"]
    client.post(reverse("meetings:item_move", args=[meeting.pk, first.pk]), {"act": "up"})
    assert order() == ["Et", "Tre", "To"]
    client.post(reverse("meetings:item_remove", args=[meeting.pk, third.pk]))
    assert order() == ["Et", "To"]
    assert [item.position for item in meeting.items.all()] == [1, 2]


def test_an_agenda_that_is_too_long_says_so_in_the_title_and_at_the_item(client):
    meeting = a_meeting(minutes=30)
    an_item(meeting, "Et", 20)
    an_item(meeting, "To", 25)

    page = sign_in(client, meeting.chair).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    assert "Forberedelse: Planen er 15 minutter for lang" in page
    assert "Slutter 15 minutter efter mødet." in page


def test_those_not_needed_are_told_that_they_may_leave(client):
    pia, mads = somebody("Pia Kornmod"), somebody("Mads Rosenklint")
    meeting = a_meeting(participants=[pia, mads])
    an_item(meeting, "Kun for Mads", everyone_needed=False, needed=[mads])

    assert "Du behøver ikke være med her" in page_of(client, meeting, pia)
    assert "Du behøver ikke være med her" not in page_of(client, meeting, mads)


def page_of(client, meeting, person):
    return sign_in(client, person).get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()


def test_somebody_must_be_named_when_not_everybody_is_needed(client):
    meeting = a_meeting()
    item = an_item(meeting)
    sign_in(client, meeting.chair)

    response = client.post(
        reverse("meetings:item", args=[meeting.pk, item.pk]),
        {"title": "T", "kind": "ideas", "minutes": 5, "everyone_needed": "some", "version": item.version},
    )

    assert "Sæt hak ved dem, der skal være med, eller vælg alle." in response.content.decode()


def test_open_actions_and_parked_points_from_last_time_stand_at_the_next_meeting():
    series = a_series()
    last = a_held_meeting(series)
    action = running.promise(last, what="Ret teksten", owner=series.chair, due_on=clock.today(), by=series.chair)
    done = running.promise(last, what="Gjort", owner=series.chair, due_on=clock.today(), by=series.chair)
    done.state, done.closed_on = "done", clock.today()
    done.save()
    point = last.parked.create(text="Hvem svarer?", parked_at=clock.now())

    following = a_meeting(series)

    assert planning.open_from_last_time(following, series.chair) == [action]
    assert planning.parked_before(following, series.chair) == [point]


def test_a_guest_at_one_meeting_reads_nothing_of_the_meetings_before():
    series, guest = a_series(), somebody("Gæst Ladegaard")
    last = a_held_meeting(series)
    running.promise(last, what="Ret teksten", owner=series.chair, due_on=clock.today(), by=series.chair)
    last.parked.create(text="Hvem svarer?", parked_at=clock.now())
    following = a_meeting(series)
    meeting_actions.add_people(following, [guest], by=series.chair)

    assert planning.open_from_last_time(following, guest) == []
    assert planning.parked_before(following, guest) == []

    meeting_actions.add_people(last, [guest], by=series.chair)
    assert len(planning.open_from_last_time(following, guest)) == 1


def test_a_parked_point_becomes_an_item(client):
    series = a_series()
    point = a_held_meeting(series).parked.create(text="Hvem svarer?", parked_at=clock.now())
    following = a_meeting(series)

    sign_in(client, series.chair).post(reverse("meetings:parked", args=[following.pk, point.pk]), {"act": "item"})

    assert [item.title for item in following.items.all()] == ["Hvem svarer?"]
    assert planning.parked_before(following, series.chair) == []
