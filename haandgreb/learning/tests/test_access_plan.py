"""Page × who → answer, for the transfer plan of an enrolment."""

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace, make_plan
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
# The colleague is the buddy. The plan is hers alone; what changes where it is shared stands below.
ACCESS = {
    "learning:plan": {**NOBODY, "person": 200, "manager": 200},
    "learning:plan_edit": {**NOBODY, "person": 200, "manager": 403},
    "learning:plan_own": {**NOBODY, "person": 200, "manager": 403},
    "learning:plan_sheet": {**NOBODY, "person": 200},
    "learning:plan_skip": {**NOBODY, "person": 200, "manager": 403},
    "learning:plan_share": {**NOBODY, "person": 403, "manager": 403},
    "learning:plan_yes": {**NOBODY, "person": 302, "manager": 403},
    "learning:plan_talked": {**NOBODY, "person": 302, "manager": 302},
    "learning:buddy": {**NOBODY, "colleague": 200},
}
SHARED = {
    "learning:plan": {"person": 200, "manager": 200},
    "learning:plan_edit": {"person": 200, "manager": 200},
    "learning:plan_own": {"person": 200, "manager": 403},
    "learning:plan_sheet": {"person": 200, "manager": 200},
    "learning:plan_skip": {"person": 200, "manager": 403},
    "learning:plan_yes": {"person": 302, "manager": 302},
}
POSTED = ("learning:plan_share", "learning:plan_yes", "learning:plan_talked")


def open_page(client, enrolment, page):
    address = reverse(page, args=[enrolment.pk])
    return (client.post(address, {"manager": "x"}) if page in POSTED else client.get(address)).status_code


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, buddy=place.colleague)
    sign_in(client, getattr(place, role))

    assert open_page(client, enrolment, page) == ACCESS[page][role]


@pytest.mark.parametrize(("page", "role"), [(page, role) for page, roles in SHARED.items() for role in roles])
def test_access_to_what_is_shared(client, page, role):
    place = Workplace()
    enrolment = place.enrolment()
    make_plan(enrolment, shared_at=clock.now(), shared_with=place.manager)
    sign_in(client, getattr(place, role))

    assert open_page(client, enrolment, page) == SHARED[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    assert open_page(client, Workplace().enrolment(), page) == 302
