"""The moment a demo ends nobody can become anybody any more, in whatever process the question arrives."""

import pytest
from django.urls import reverse

from haandgreb.organisation.tests.factories import set_up
from haandgreb.shared.installation import installation
from haandgreb.shared.models import Installation

pytestmark = pytest.mark.django_db


def test_the_page_of_personas_is_gone_at_once_although_this_process_remembers_the_demo(client):
    set_up(is_demo=True)
    assert client.get(reverse("personas")).status_code == 200
    Installation.objects.update(is_demo=False)  # as another process does

    assert installation().is_demo
    assert client.get(reverse("personas")).status_code == 404
    assert client.post(reverse("personas"), {"person": "x"}).status_code == 404
