"""Page × who → answer, for the catalogue, the days of an activity and its providers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace, make_activity, make_offering, make_provider
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
EVERYBODY = dict.fromkeys(ROLES, 200)
HR = {**dict.fromkeys(ROLES, 403), "hr": 200}
HR_POST = {**dict.fromkeys(ROLES, 403), "hr": 302}
ACCESS = {
    "learning:activities": EVERYBODY,
    "learning:activity": EVERYBODY,
    "learning:floating": EVERYBODY,
    "learning:portfolios": EVERYBODY,
    "learning:portfolio": {**dict.fromkeys(ROLES, 200), "admin": 404, "other_manager": 404},
    "learning:activity_new": HR,
    "learning:activity_edit": HR,
    "learning:activity_close": HR_POST,
    "learning:activity_reopen": HR_POST,
    "learning:connections": HR,
    "learning:providers": HR,
    "learning:provider_new": HR,
    "learning:provider_edit": HR,
    "learning:offering_new": HR,
    "learning:offering_move": HR,
    "learning:offering_hold": HR_POST,
    "learning:offering_cancel": HR,
}
POSTED = {page for page, answers in ACCESS.items() if answers is HR_POST}
PLAIN = {
    "learning:activities",
    "learning:activity_new",
    "learning:floating",
    "learning:portfolios",
    "learning:providers",
    "learning:provider_new",
}


def address(page, place):
    """The page's address, for an activity that begins today, or Mads's unit."""
    if page == "learning:portfolio":
        return reverse(page, args=[place.unit.pk])
    if page in PLAIN:
        return reverse(page)
    if page == "learning:provider_edit":
        return reverse(page, args=[make_provider().pk])
    activity = make_activity()
    offering = make_offering(
        activity, clock.today() if page == "learning:offering_hold" else clock.today() + timedelta(9)
    )
    is_of_days = page.startswith("learning:offering") and page != "learning:offering_new"
    return reverse(page, args=[offering.pk if is_of_days else activity.pk])


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    where = address(page, place)
    sign_in(client, getattr(place, role))

    answer = client.post(where) if page in POSTED else client.get(where)

    assert answer.status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert client.get(address(page, Workplace())).status_code == 302
