"""What waits for whom, on which day, and that it stops when the thing is done."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import running
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.models import Meeting, Series
from haandgreb.meetings.queries.waiting import waiting_for
from haandgreb.meetings.tests.factories import (
    a_held_meeting,
    a_meeting,
    a_running_meeting,
    a_series,
    an_item,
    in_days,
    somebody,
)
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia():
    return somebody("Pia Kornmod")


def texts(person, days=0):
    return [thing.text for thing in waiting_for(person, clock.today() + timedelta(days=days))]


AGENDA, NONE_YET = "Dagsordenen er ikke sendt endnu", "Ingen dagsorden endnu"


@pytest.mark.parametrize(
    ("days", "expected"), [(3, []), (4, [AGENDA]), (5, [AGENDA]), (6, [NONE_YET]), (7, [NONE_YET]), (8, [])]
)
def test_an_empty_agenda_waits_for_the_chair_from_three_days_before(days, expected):
    meeting = a_meeting(starts_at=in_days(7))

    assert texts(meeting.chair, days) == expected


def test_an_agenda_that_is_written_waits_until_it_is_sent(pia):
    meeting = a_meeting(starts_at=in_days(2), participants=[pia])
    an_item(meeting)
    assert texts(meeting.chair) == [AGENDA]

    meeting_actions.invite(meeting, by=meeting.chair)

    assert texts(meeting.chair) == []


@pytest.mark.parametrize(("days", "expected"), [(5, []), (6, ["Forbered dig til mødet"]), (8, [])])
def test_preparation_waits_for_participants_the_day_before(pia, days, expected):
    meeting = a_meeting(starts_at=in_days(7), participants=[pia])
    an_item(meeting, preparation="Læs to sider")

    assert texts(pia, days) == expected


def test_preparation_waits_only_for_those_needed_and_stops_when_they_are_ready(pia):
    mads = somebody("Mads Rosenklint")
    meeting = a_meeting(starts_at=in_days(1), participants=[pia, mads])
    an_item(meeting, preparation="Læs to sider", everyone_needed=False, needed=[pia])
    assert (texts(pia), texts(mads)) == (["Forbered dig til mødet"], [])

    meeting_actions.say_prepared(meeting, True, by=pia)

    assert texts(pia) == []


def test_a_running_meeting_is_shown_to_everybody_in_it(pia):
    a_running_meeting(a_series(people=[pia]), "Et")

    assert texts(pia) == ["Mødet er i gang"]


def test_minutes_wait_for_the_minute_taker_until_they_are_ready(pia):
    meeting = a_held_meeting(a_series(people=[pia]), days_ago=0, minute_taker=pia)
    assert (texts(pia), texts(meeting.chair)) == (["Gør referatet færdigt"], [])

    running.say_minutes_ready(meeting, by=pia)

    assert texts(pia) == []


def test_without_a_minute_taker_the_minutes_wait_for_the_chair():
    meeting = a_held_meeting(a_series(), days_ago=1)

    assert texts(meeting.chair) == ["Gør referatet færdigt"]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (31, []),
        (30, ["Mødeserien udløber snart"]),
        (1, ["Mødeserien udløber snart"]),
        (0, ["Mødeserien er udløbet: Er den stadig tiden værd?"]),
    ],
)
def test_a_series_that_runs_out_waits_for_its_owner(left, expected):
    series = a_series()
    Series.objects.update(expires_on=clock.today() + timedelta(days=left))

    assert texts(series.owner) == expected


def test_a_reviewed_series_waits_no_more():
    series = a_series()
    Series.objects.update(expires_on=clock.today())
    series.refresh_from_db()

    series_actions.review(series, by=series.owner)

    assert texts(series.owner) == []


def test_a_meeting_without_a_chair_waits_for_everybody_in_it(pia):
    a_meeting(starts_at=in_days(2), participants=[pia])
    Meeting.objects.update(chair=None)

    assert texts(pia) == ["Mødet har ingen mødeleder"]


def test_what_waits_costs_the_same_with_one_meeting_as_with_three(pia):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            list(waiting_for(pia, clock.today()))
        return len(asked)

    def one_more():
        an_item(a_meeting(starts_at=in_days(1), participants=[pia]), preparation="Læs")

    one_more()
    first = cost()
    one_more()
    one_more()

    assert cost() == first


def test_the_passport_shows_the_way_to_everybody(pia):
    config = apps.get_app_config("meetings")
    a_series(people=[pia])

    assert [item.url for item in config.menu(pia)] == ["/meetings/"]
    assert [(start.handle, start.under_way) for start in config.handles(pia)] == [("HG-07", 1)]
