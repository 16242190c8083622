"""Page × who → answer, for success cases."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from haandgreb.learning.models import SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
NOBODY = dict.fromkeys(ROLES, 404)
HR = {**NOBODY, "hr": 200}
HERS = {**NOBODY, "person": 200}
EVERYBODY = dict.fromkeys(ROLES, 200)
ACCESS = {
    "learning:success": EVERYBODY,
    "learning:success_new": HR,
    "learning:success_study": HR,
    "learning:success_edit": HR,
    "learning:success_drop": {**NOBODY, "hr": 302},
    "learning:success_ask": {**NOBODY, "hr": 302},
    "learning:success_close": {**NOBODY, "hr": 302},
    "learning:success_choose": {**NOBODY, "hr": 302},
    "learning:success_publish": {**NOBODY, "hr": 302},
    "learning:success_report": EVERYBODY,
    "learning:success_survey": HERS,
    "learning:success_talk": HR,
    "learning:success_card": HERS,
}
POSTED: dict[str, dict[str, str]] = {
    "learning:success_ask": {"closes_on": (clock.today() + timedelta(days=9)).isoformat()},
    "learning:success_drop": {},
    "learning:success_close": {},
    "learning:success_choose": {},
    "learning:success_publish": {"conclusion": "Tid"},
}
STATES = {
    "learning:success_edit": "draft",
    "learning:success_ask": "draft",
    "learning:success_drop": "draft",
    "learning:success_close": "asking",
    "learning:success_report": "published",
}
ABOUT_ANSWER = {"learning:success_survey", "learning:success_talk"}


def arguments_of(page: str, place: Workplace) -> dict[str, Any]:
    today = clock.today()
    ended = today - timedelta(days=100)
    study = SuccessStudy.objects.create(
        title="Undersøgelse",
        purpose="Hvad virker?",
        ended_from=ended,
        ended_to=today,
        state=STATES.get(page, "talking"),
        closes_on=today,
        analyst=place.hr,
        made_at=clock.now(),
    )
    enrolment = place.enrolment("completed", starts_on=ended, ends_on=ended)
    if study.state == SuccessStudy.State.DRAFT:
        return {"study_id": study.pk}
    answer = SuccessAnswer.objects.create(
        study=study, enrolment=enrolment, use=3, result=3, may_talk=True, answered_on=today, sample="high"
    )
    if page in ABOUT_ANSWER:
        return {"answer_id": answer.pk}
    if page == "learning:success_card":
        return {"case_id": SuccessCase.objects.create(answer=answer, held_on=today).pk}
    return {} if page in {"learning:success", "learning:success_new"} else {"study_id": study.pk}


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    address = reverse(page, kwargs=arguments_of(page, place))
    sign_in(client, getattr(place, role))
    answer = client.post(address, POSTED[page]) if page in POSTED else client.get(address)

    assert answer.status_code == ACCESS[page][role]


def test_a_report_that_is_not_published_is_hrs_alone(client):
    place = Workplace()
    address = reverse("learning:success_report", kwargs=arguments_of("", place))
    answers = {}
    for role in ("hr", "council", "manager"):
        sign_in(client, getattr(place, role))
        answers[role] = client.get(address).status_code

    assert answers == {"hr": 200, "council": 404, "manager": 404}


def test_nobody_answers_for_somebody_else(client):
    place = Workplace()
    address = reverse("learning:success_survey", kwargs=arguments_of("learning:success_survey", place))
    sign_in(client, place.colleague)

    assert client.post(address, {"act": "decline"}).status_code == 404
