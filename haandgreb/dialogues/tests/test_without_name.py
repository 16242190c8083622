"""An answer without a name that is sent after the session has run out is kept nowhere: a draft has its writer's id."""

from uuid import UUID

import pytest
from django.urls import reverse

from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.models import Session
from haandgreb.organisation.sessions import SEEN
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared.models import Draft

pytestmark = pytest.mark.django_db
NOWHERE = UUID(int=7)


def too_late(client, page: str) -> None:
    place = Workplace()
    sign_in(client, place.person)
    session = client.session
    session[SEEN] = "2020-01-01T00:00:00+00:00"
    session.save()
    Session.objects.update(expire_date="2020-01-01T00:00:00+00:00")
    answer = client.post(page, {"text": "noget skrevet", "EV-1": "3", "why": "noget skrevet"}, HTTP_REFERER=page)
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["evaluate", "group_dots", "group_levels"])
def test_nothing_of_an_answer_without_a_name_is_kept(client, name):
    too_late(client, reverse(f"dialogues:{name}", args=[NOWHERE]))

    assert not Draft.objects.exists()


def test_what_has_a_name_is_kept_for_her(client):
    too_late(client, reverse("dialogues:prepare", args=[NOWHERE]))

    assert Draft.objects.count() == 1
