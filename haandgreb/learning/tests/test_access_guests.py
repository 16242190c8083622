"""Page × who → answer, for the learning log and for guests."""

import pytest
from django.urls import reverse

from haandgreb.learning.actions.guest_links import BUDDY, invite
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
HERS = {**NOBODY, "person": 200, "manager": 403}
ANYBODY = dict.fromkeys(ROLES, 410)  # without a link there is nothing, whoever asks
ACCESS = {
    "learning:log": TWO,
    "learning:log_entry": HERS,
    "learning:guest_invite": HERS,  # of a buddy; the provider is invited by both: test_guests.py
    "learning:guest_call_back": dict.fromkeys(ROLES, 405),  # by POST only: test_guests.py
    "learning:guest": ANYBODY,
    "learning:guest_open": ANYBODY,
}
PUBLIC = ("learning:guest", "learning:guest_open")


def address(page, place):
    if page == "learning:guest":
        return reverse(page)
    if page == "learning:guest_open":
        return reverse(page, args=["x" * 43])
    enrolment = place.enrolment()
    if page == "learning:guest_call_back":
        return reverse(page, args=[invite(enrolment, BUDDY, "Eva", "eva@example.dk", by=place.person).pk])
    arguments = {"enrolment_id": enrolment.pk}
    if page == "learning:guest_invite":
        arguments["kind"] = "buddy"
    if page == "learning:log_entry":
        arguments["half_day"] = 1
    return reverse(page, kwargs=arguments)


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    sign_in(client, getattr(place, role))

    assert client.get(address(page, place)).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", [page for page in ACCESS if page not in PUBLIC])
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert client.get(address(page, Workplace())).status_code == 302
