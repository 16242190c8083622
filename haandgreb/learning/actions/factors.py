"""The sixteen questions of one learner, and what somebody takes on to clear away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.learning.actions.steps import end_key
from haandgreb.learning.factors_content import SET, Factor
from haandgreb.learning.models import Enrolment
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.queries.factors import is_asked
from haandgreb.organisation.models import Person
from haandgreb.questions.actions import answer
from haandgreb.questions.models import AnswerSheet
from haandgreb.questions.queries import current_set
from haandgreb.shared import audit, clock


class NotOpen(Exception):
    """It is not asked yet, or its quarter is counted."""


@transaction.atomic
def answer_factors(
    enrolment: Enrolment, values: Mapping[str, Any], *, by: Person, today: date | None = None
) -> AnswerSheet:
    """
    Keep her answers in place of any she gave before; what is not answered is missing, and counts nowhere.

    Raises NotOpen, ValueError for another person.
    """
    if by.pk != enrolment.person_id:
        raise ValueError("These are another person's questions.")
    row = Enrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)
    if not is_asked(row, today or clock.today()):
        raise NotOpen
    AnswerSheet.objects.filter(about=row.pk, person=by, question_set__key=SET).delete()  # of earlier wordings too
    sheet = answer(current_set(SET), about=row.pk, values=values, mode=AnswerSheet.Mode.CONFIDENTIAL, person=by)
    audit.record("factors answered", by=by, about=row)
    end_key(row, "factors", actor=Actor.LEARNER, by=by)
    return sheet


def take_on(factor: Factor, due_on: date, *, by: Person) -> FollowUp:
    """Somebody takes on to clear away what stands in the way: a promise of hers with a day."""
    return followups.promise(
        what=str(factor.act)[:200],
        owner=by,
        due_on=due_on,
        source="learning",
        by=by,
        source_label=_("What helps, and what hinders?"),
        source_url=reverse("learning:use_figures", args=["factors"]),
    )
