"""The personal calendar link: shown once, ended by a new one, titles and times only."""

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse
from icalendar import Calendar

from haandgreb.integrations.ical import actions
from haandgreb.integrations.ical.models import Feed
from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.tests.factories import a_meeting, an_item, somebody
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

EVERYBODY = ["employee", "administrator"]
# The feed itself asks for no sign-in: whoever has the link is let in, all others get 404.
ACCESS = {
    "ical:page": {"employee": 200, "nobody": 302},
    "ical:make": {"employee": 200, "nobody": 302},
    "ical:end": {"employee": 302, "nobody": 302},
    "ical:feed": {"employee": 404, "nobody": 404},
}


@pytest.fixture
def pia():
    set_up()
    return somebody("Pia Kornmod")


@pytest.mark.parametrize("page", list(ACCESS))
@pytest.mark.parametrize("role", ["employee", "nobody"])
def test_access(client, pia, page, role):
    if role == "employee":
        sign_in(client, pia)
    send = client.post if page in {"ical:make", "ical:end"} else client.get

    response = send(reverse(page, args=["unknown"] if page == "ical:feed" else []))

    assert response.status_code == ACCESS[page][role]


def events(client, token):
    response = client.get(reverse("ical:feed", args=[token]))
    assert response.status_code == 200
    return response, Calendar.from_ical(response.content.decode()).walk("VEVENT")


def test_the_feed_tells_title_and_time_and_nothing_else(client, pia):
    meeting = a_meeting(participants=[pia], place="Hemmeligt sted")
    an_item(meeting, "Hemmeligt punkt")

    response, (event,) = events(client, actions.make(by=pia))

    assert str(event["SUMMARY"]) == "Forberedelse"
    assert event["DTSTART"].dt == meeting.starts_at
    assert "Hemmelig" not in response.content.decode()
    assert response["Cache-Control"] == "no-store"
    assert "session" not in response.cookies


def test_only_a_hash_of_the_token_is_kept(pia):
    token = actions.make(by=pia)

    assert token not in str(Feed.objects.values())
    assert len(token) >= 43


def test_a_new_link_ends_the_old(client, pia):
    old = actions.make(by=pia)
    new = actions.make(by=pia)

    assert client.get(reverse("ical:feed", args=[old])).status_code == 404
    assert client.get(reverse("ical:feed", args=[new])).status_code == 200


def test_an_ended_link_gives_nothing(client, pia):
    token = actions.make(by=pia)
    sign_in(client, pia).post(reverse("ical:end"))

    assert client.get(reverse("ical:feed", args=[token])).status_code == 404


def test_the_link_is_shown_when_it_is_made_and_never_again(client, pia):
    sign_in(client, pia)

    made = client.post(reverse("ical:make")).content.decode()
    later = client.get(reverse("ical:page")).content.decode()

    assert "/calendar/" in made
    assert ".ics" in made
    assert ".ics" not in later


def test_a_meeting_i_am_taken_out_of_and_a_cancelled_one_leave_the_feed(client, pia):
    mine = a_meeting(participants=[pia])
    cancelled = a_meeting(participants=[pia], chair=mine.chair)
    token = actions.make(by=pia)

    meeting_actions.remove_person(mine, pia, by=mine.chair)
    meeting_actions.cancel(cancelled, by=cancelled.chair)

    _response, found = events(client, token)
    assert found == []


def test_the_feed_is_silent_when_its_person_no_longer_works_here(client, pia):
    token = actions.make(by=pia)
    pia.engagements.all().delete()

    assert client.get(reverse("ical:feed", args=[token])).status_code == 404


def test_whoever_guesses_is_stopped_and_a_right_link_still_works(client, pia):
    token = actions.make(by=pia)

    with time_machine.travel(clock.now(), tick=False):  # within one minute, however slow the machine is
        codes = [client.get(reverse("ical:feed", args=[f"guess-{number}"])).status_code for number in range(32)]

    assert codes[0] == 404
    assert codes[-1] == 429
    assert client.get(reverse("ical:feed", args=[token])).status_code == 200


def test_a_copy_of_my_data_tells_of_the_link_but_not_the_link_and_forgetting_ends_it(client, pia):
    config = apps.get_app_config("ical")
    assert config.personal_data(pia) == {}
    token = actions.make(by=pia)

    copy = config.personal_data(pia)
    config.forget(pia)

    assert list(copy) == ["calendar_link_made_at"]
    assert token not in str(copy)
    assert client.get(reverse("ical:feed", args=[token])).status_code == 404
