"""Page × who → answer, for the home of dialogues and the page of one."""

import pytest
from django.urls import reverse

from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
TWO = {"person": 200, "manager": 200}
ACCESS = {
    "dialogues:home": dict.fromkeys(ROLES, 200),
    "dialogues:dialogue": {**dict.fromkeys(ROLES, 404), **TWO},
}


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    dialogue = place.dialogue()
    arguments = {} if page == "dialogues:home" else {"dialogue_id": dialogue.pk}
    sign_in(client, getattr(place, role))

    assert client.get(reverse(page, kwargs=arguments)).status_code == ACCESS[page][role]


@pytest.mark.parametrize("page", ACCESS)
def test_nobody_signed_in_is_led_to_the_sign_in(client, page):
    arguments = {} if page == "dialogues:home" else {"dialogue_id": Workplace().dialogue().pk}

    assert client.get(reverse(page, kwargs=arguments)).status_code == 302
