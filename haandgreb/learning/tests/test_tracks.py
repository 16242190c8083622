"""Tracks: modules in an order, how far one is, which are for one's role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.models import EngagementProfile, RoleProfile
from haandgreb.learning.actions import tracks as actions
from haandgreb.learning.models import Track
from haandgreb.learning.queries import tracks as queries
from haandgreb.learning.tests.factories import Workplace, make_enrolment
from haandgreb.learning.tests.tracks_factory import make_module, make_track
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def modules(track):
    return [link.activity.title for link in track.module_links.all()]


def test_modules_are_put_in_moved_and_taken_out():
    place = Workplace()
    track, one, two = make_track(), make_module("Et"), make_module("To")
    for module in (one, two, two):
        actions.put_module(track, module, by=place.hr)
    actions.move_module(track, two, -1, by=place.hr)
    actions.move_module(track, two, -1, by=place.hr)
    moved = modules(track)
    actions.take_module(track, two, by=place.hr)

    assert (moved, modules(track)) == (["To", "Et"], ["Et"])


def test_hr_makes_a_track_and_is_led_to_its_modules(client):
    sign_in(client, Workplace().hr)

    answer = client.post(reverse("learning:track_new"), {"title": "Ny hos os", "use_task": "Skriv tre undringspunkter"})

    assert answer.url == reverse("learning:track_modules", args=[Track.objects.get().pk])


@pytest.mark.parametrize("sent", ["put:x", "jump:00000000-0000-4000-8000-000000000000", ""])
def test_a_button_that_is_none_of_ours_does_nothing(client, sent):
    track = make_track(make_module())
    sign_in(client, Workplace().hr)

    assert client.post(reverse("learning:track_modules", args=[track.pk]), {"do": sent}).status_code == 404


def test_one_sees_how_far_one_is_and_what_comes_next():
    place = Workplace()
    first, second = make_module("Et"), make_module("To")
    track = make_track(first, second)
    make_enrolment(place.person, first, "completed")
    make_enrolment(place.colleague, second, "completed")

    page = queries.track_page(place.person, track)

    assert (page.done, page.next.activity, page.minutes) == (1, second, 40)


def test_a_track_for_my_role_is_shown_to_me():
    place = Workplace()
    profile = RoleProfile.objects.create(title="Sagsbehandler")
    make_track(title="Til andre")
    mine = make_track(title="Til mig")
    mine.profiles.add(profile)
    engagement = place.person.engagements.get()
    EngagementProfile.objects.create(engagement=engagement, profile=profile, valid_from=engagement.valid_from)

    assert queries.for_me(place.person, clock.today()) == [mine]
    assert queries.for_me(place.colleague, clock.today()) == []


@pytest.mark.parametrize("count", [1, 25])
def test_the_list_asks_the_same_few_queries(client, count):
    module = make_module()
    for n in range(count):
        make_track(module, title=f"Spor {n}")
    sign_in(client, Workplace().person)
    client.get(reverse("learning:tracks"))

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("learning:tracks"))

    assert len(asked) <= 12


def test_the_list_counts_modules_and_minutes():
    make_track(make_module("Et", minutes=20), make_module("To", minutes=50))

    [row] = queries.listed("1")

    assert (row.count, row.minutes) == (2, 70)
