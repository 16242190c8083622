"""Page × who → answer, for what came of it."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.learning.models import UseShown
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.strategy.models import PracticeChange, Result

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
ACCESS = {
    "learning:effect": {**NOBODY, "person": 200, "manager": 200},
    "learning:effect_report": {**NOBODY, "hr": 200, "council": 200},
    "learning:effect_staff": {**NOBODY, "manager": 200, "above": 200, "other_manager": 200},
    "learning:show_use": {**NOBODY, "person": 200},
    "learning:evidence": {**NOBODY, "person": 200},
    "learning:take_back": {**NOBODY, "person": 302},
    "learning:practice_in_use": dict.fromkeys(ROLES, 200),
    "learning:result_in_use": dict.fromkeys(ROLES, 200),
}
POSTED = {"learning:take_back"}


def arguments_of(page: str, place: Workplace) -> dict[str, object]:
    enrolment = place.enrolment("completed")
    practice = PracticeChange.objects.create(title="Ring, før du skriver")
    result = Result.objects.create(title="Klager besvaret inden 30 dage")
    use = UseShown.objects.create(enrolment=enrolment, practice=practice, text="Jeg ringer", shown_on=clock.today())
    names: dict[str, dict[str, object]] = {
        "learning:effect_report": {},
        "learning:effect_staff": {},
        "learning:take_back": {"use_id": use.pk},
        "learning:practice_in_use": {"practice_id": practice.pk},
        "learning:result_in_use": {"result_id": result.pk},
    }
    return names.get(page, {"enrolment_id": enrolment.pk})


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    address = reverse(page, kwargs=arguments_of(page, place))
    sign_in(client, getattr(place, role))
    answer = client.post(address) if page in POSTED else client.get(address)

    assert answer.status_code == ACCESS[page][role]
