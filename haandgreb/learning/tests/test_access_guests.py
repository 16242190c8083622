"""Page × who → answer, for the learning log and for guests."""

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
TWO = {**NOBODY, "person": 200, "manager": 200}
HERS = {**NOBODY, "person": 200, "manager": 403}
ACCESS = {
    "learning:log": TWO,
    "learning:log_entry": HERS,
}


def address(page, place):
    arguments = {"enrolment_id": place.enrolment().pk}
    if page == "learning:log_entry":
        arguments["half_day"] = 1
    return reverse(page, kwargs=arguments)


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    sign_in(client, getattr(place, role))

    assert client.get(address(page, place)).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert client.get(address(page, Workplace())).status_code == 302
