"""What was answered in a success case study is kept three years after it closed; then it goes past the archive gate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from haandgreb.confidentiality.actions import set_gate
from haandgreb.learning.actions import success_keeping
from haandgreb.learning.models import SuccessAnswer, SuccessCase, SuccessStudy
from haandgreb.learning.parts import success
from haandgreb.learning.tests.factories import Workplace
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db


def answered(place: Workplace, closed_ago: int) -> SuccessCase:
    """Mads's card in a study that closed so many days ago."""
    day = clock.today() - timedelta(days=closed_ago)
    facts: dict[str, Any] = {"ended_from": day, "ended_to": day, "closes_on": day, "made_at": clock.now()}
    study = SuccessStudy.objects.create(title="Undersøgelse", purpose="Hvad virker?", state="published", **facts)
    enrolment = place.enrolment("completed", starts_on=day, ends_on=day)
    answer = SuccessAnswer.objects.create(
        study=study, enrolment=enrolment, use=3, result=3, may_talk=True, sample="high", what="Færre opkald"
    )
    return SuccessCase.objects.create(answer=answer, held_on=day, role="vejleder", consent_version=1, consent="house")


@pytest.mark.parametrize(("days", "left"), [(1095, 1), (1096, 0)])
def test_it_goes_three_years_after_the_survey_closed_and_the_study_stays(days, left):
    place = Workplace()
    set_gate(is_on=False, why="Ikke omfattet", by=place.admin)
    answered(place, days)

    for _time in range(2):
        success_keeping.daily(clock.today())

    assert (SuccessAnswer.objects.count(), SuccessCase.objects.count(), SuccessStudy.objects.count()) == (left, left, 1)


@pytest.mark.parametrize(("is_on", "left"), [(False, 0), (True, 1)])
def test_who_is_forgotten_is_gone_where_the_archives_let_her(is_on, left):
    place = Workplace()
    set_gate(is_on=is_on, why="Prøve", by=place.admin)
    answered(place, 10)

    success.forget(place.person)

    assert SuccessCase.objects.count() == left


def test_her_copy_holds_what_she_answered_and_the_card_about_her():
    place = Workplace()
    answered(place, 10)

    told = success.personal_data(place.person)

    assert (told["success_surveys"][0]["what"], told["success_cases"][0]["consent"]) == ("Færre opkald", "house")
    assert success.personal_data(place.colleague) == {}
