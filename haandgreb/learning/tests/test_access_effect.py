"""Page × who → answer, for what came of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
ACCESS = {
    "learning:effect": {**NOBODY, "person": 200, "manager": 200},
    "learning:effect_report": {**NOBODY, "hr": 200, "council": 200},
    "learning:effect_staff": {**NOBODY, "manager": 200, "above": 200, "other_manager": 200},
}
ABOUT_NOTHING = {"learning:effect_report", "learning:effect_staff"}


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    arguments = {} if page in ABOUT_NOTHING else {"enrolment_id": place.enrolment("completed").pk}
    sign_in(client, getattr(place, role))

    assert client.get(reverse(page, kwargs=arguments)).status_code == ACCESS[page][role]
