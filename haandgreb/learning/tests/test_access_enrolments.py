"""Page × who → answer, for wishes, answers, what becomes of an enrolment, staff and what is mandatory."""

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
LEADS = {"manager": 200, "above": 200, "other_manager": 200}
ACCESS = {
    "learning:wish": dict.fromkeys(ROLES, 200),
    "learning:staff": dict.fromkeys(ROLES, 200),
    "learning:mandatory": {**dict.fromkeys(ROLES, 403), **LEADS, "hr": 200},
    "learning:wish_edit": {**NOBODY, "person": 200, "manager": 403},
    "learning:ask": {**NOBODY, "person": 302, "manager": 403},
    "learning:answer": {**NOBODY, "person": 403, "manager": 200},
    "learning:complete": {**NOBODY, "person": 200, "manager": 200},
    "learning:days": {**NOBODY, "person": 200, "manager": 200},
    "learning:end": {**NOBODY, "person": 200, "manager": 200},
    "learning:hand_on": {**NOBODY, "person": 403, "manager": 200},
    "learning:talk_choice": {**NOBODY, "person": 302, "manager": 302},
}
OF_ALL = ("learning:wish", "learning:staff", "learning:mandatory")
WHILE_ASKED = ("learning:wish_edit", "learning:ask", "learning:answer")


def open_page(client, place, page):
    state = "asked" if page in WHILE_ASKED else "approved"
    arguments = {} if page in OF_ALL else {"enrolment_id": place.enrolment(state).pk}
    address = reverse(page, kwargs=arguments)
    return client.post(address) if page == "learning:ask" else client.get(address)


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    sign_in(client, getattr(place, role))

    assert open_page(client, place, page).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert open_page(client, Workplace(), page).status_code == 302
