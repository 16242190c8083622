"""What is held about a person in success case studies, for her copy."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import SuccessAnswer, SuccessCase
from haandgreb.learning.success_pages import card_of
from haandgreb.organisation.models import Person


def told_of(person: Person) -> dict[str, Any]:
    """Her answers to surveys and the cards about her, each with how far she said it may be told."""
    answers = SuccessAnswer.objects.filter(enrolment__person=person).select_related("study", "enrolment__activity")
    cases = SuccessCase.objects.filter(answer__enrolment__person=person).select_related("answer__study")
    found: dict[str, Any] = {}
    if told := [_answer(one) for one in answers]:
        found["success_surveys"] = told
    if cards := [_card(one) for one in cases]:
        found["success_cases"] = cards
    return found


def _answer(one: SuccessAnswer) -> dict[str, Any]:
    return {
        "study": str(one.study),
        "activity": str(one.enrolment.activity),
        "use": one.use,
        "result": one.result,
        "what": one.what,
        "mattered": one.mattered,
        "may_talk": one.may_talk,
        "declined": one.declined,
        "answered_on": one.answered_on.isoformat() if one.answered_on else "",
    }


def _card(one: SuccessCase) -> dict[str, Any]:
    return {
        "study": str(one.answer.study),
        "held_on": one.held_on.isoformat(),
        "consent": one.consent,
        "with_name": one.with_name,
        "card": {str(head): text for head, text in card_of(one)},
    }
