"""Seven and thirty days after a module: who is asked whether it is used (HG-10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from haandgreb.learning.models import CheckIn, Enrolment
from haandgreb.learning.models.enrolments import EnrolmentQuerySet
from haandgreb.learning.rules.use_checks import ASKED_FOR, DAYS, asked_on
from haandgreb.organisation.models import Person

__all__ = ["DAYS", "UseCheck", "due", "is_open"]

MODULE_MINUTES = 120
"""What takes longer is followed with a transfer plan instead (haandgreb.md HG-10)."""


@dataclass(frozen=True)
class UseCheck:
    """An enrolment in a module that is asked about on a day after."""

    enrolment: Enrolment
    day: int
    due_on: date


def due(person: Person, today: date) -> list[UseCheck]:
    """What she is asked today; two queries. Day 7 is left to the act of first use where there is one."""
    latest = today - timedelta(days=min(DAYS))
    earliest = today - timedelta(days=max(DAYS) + ASKED_FOR)
    rows = Enrolment.objects.filter(
        person=person, state="completed", completed_on__range=(earliest, latest),
        activity__minutes__range=(1, MODULE_MINUTES),
    )  # fmt: skip
    found = list(rows.select_related("activity").prefetch_related("check_ins", "steps"))
    return [one for enrolment in found for one in _of(enrolment, today)]


def _of(enrolment: Enrolment, today: date) -> Iterable[UseCheck]:
    assert enrolment.completed_on is not None
    day = asked_on(enrolment.completed_on, today)
    told = {one.day for one in enrolment.check_ins.all() if one.source == CheckIn.Source.LEARNER}
    if day is None or day in told or (day == min(DAYS) and _has_first_use(enrolment)):
        return
    yield UseCheck(enrolment, day, enrolment.completed_on + timedelta(days=day))


def _has_first_use(enrolment: Enrolment) -> bool:
    return any(step.key == "first_use" for step in enrolment.steps.all())


def untold(today: date, until: date) -> EnrolmentQuerySet:
    """Completed modules whose thirtieth day comes by then, that nobody has told of and no digest has asked about."""
    day = max(DAYS)
    told = CheckIn.objects.filter(enrolment=OuterRef("pk"), day=day, source=CheckIn.Source.LEARNER)
    first, last = today - timedelta(days=day + ASKED_FOR), until - timedelta(days=day)
    rows = Enrolment.objects.filter(
        state="completed",
        completed_on__range=(first, last),
        activity__minutes__range=(1, MODULE_MINUTES),
        use_told_on=None,
    )
    return rows.filter(~Exists(told))


def is_open(enrolment: Enrolment, day: int, today: date) -> bool:
    """Whether this enrolment is asked about this day now."""
    return any(one.enrolment.pk == enrolment.pk and one.day == day for one in due(enrolment.person, today))
