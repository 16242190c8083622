"""Who has the ball finds the way back to the meeting only if she was in it."""

import pytest
from django.urls import reverse

from haandgreb.followups.tests.factories import a_promise
from haandgreb.meetings.tests.score_factory import open_meeting
from haandgreb.organisation.tests.factories import make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", ["/", "/followups/"])
def test_the_owner_gets_a_link_to_a_meeting_she_was_in_and_none_to_another(client, page):
    meeting = open_meeting()
    address = reverse("meetings:meeting", args=[meeting.pk])
    inside, outside = meeting.chair, make_person("Camille Vangsted", unit=make_unit())
    for owner in (inside, outside):
        a_promise(owner, source_id=meeting.pk, source_label="SU-møde", source_url=address)

    with_link = sign_in(client, inside).get(page).content.decode()
    without = sign_in(client, outside).get(page).content.decode()

    assert address in with_link
    assert address not in without
    assert "SU-møde" in without
