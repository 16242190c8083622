"""Page × who → answer, for the home of learning and the page of one enrolment."""

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
TWO = {"person": 200, "manager": 200}
ACCESS = {
    "learning:home": dict.fromkeys(ROLES, 200),
    "learning:enrolment": {**dict.fromkeys(ROLES, 404), **TWO},
}


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    enrolment = place.enrolment()
    arguments = {} if page == "learning:home" else {"enrolment_id": enrolment.pk}
    sign_in(client, getattr(place, role))

    assert client.get(reverse(page, kwargs=arguments)).status_code == ACCESS[page][role]


def test_a_wish_that_was_not_sent_is_hers_alone(client):
    place = Workplace()
    page = reverse("learning:enrolment", kwargs={"enrolment_id": place.enrolment("wished").pk})
    answers = {}
    for role in ("person", "manager"):
        sign_in(client, getattr(place, role))
        answers[role] = client.get(page).status_code

    assert answers == {"person": 200, "manager": 404}


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    arguments = {} if page == "learning:home" else {"enrolment_id": Workplace().enrolment().pk}

    assert client.get(reverse(page, kwargs=arguments)).status_code == 302
