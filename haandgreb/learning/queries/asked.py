"""One's own weeks: who asked for the new skill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from haandgreb.learning.models import AskedWeek, Enrolment
from haandgreb.learning.models.enrolments import EnrolmentQuerySet
from haandgreb.learning.queries.guests import OPEN_STATES as UNDER_WAY
from haandgreb.learning.rules.asked import WEEKS, is_asked_in, weeks
from haandgreb.learning.rules.quarters import monday_of
from haandgreb.organisation.models import Person


@dataclass(frozen=True)
class Week:
    """One week of one enrolment; `answer` is None where nothing was tapped."""

    monday: date
    answer: AskedWeek | None

    @property
    def is_nobody(self) -> bool:
        """She said that nobody asked."""
        one = self.answer
        return one is not None and not (one.by_manager or one.by_colleagues or one.by_work)


@dataclass(frozen=True)
class Asked:
    """An enrolment in its weeks: this week where it is one of them, and those before it, the latest first."""

    enrolment: Enrolment
    this: Week | None
    earlier: list[Week]

    @property
    def answered(self) -> list[Week]:
        """The weeks something was tapped in."""
        found = [self.this, *self.earlier] if self.this else self.earlier
        return [one for one in found if one.answer is not None]

    @property
    def sums(self) -> dict[str, int]:
        """In how many weeks each asked; hers alone."""
        answers = [one.answer for one in self.answered if one.answer is not None]
        return {
            "manager": sum(one.by_manager for one in answers),
            "colleagues": sum(one.by_colleagues for one in answers),
            "work": sum(one.by_work for one in answers),
        }


def _of(person: Person, since: date) -> EnrolmentQuerySet:
    rows = Enrolment.objects.under_way().filter(person=person)
    return rows.filter(Q(ends_on__gte=since) | Q(ends_on=None, completed_on__gte=since))


def _in_order(rows: EnrolmentQuerySet) -> EnrolmentQuerySet:
    return rows.select_related("activity").order_by("-ends_on", "-completed_on", "pk")


def asked_of(person: Person, today: date) -> list[Asked]:
    """Her enrolments whose weeks run, or ended within the last quarter; the latest first. Two queries."""
    return _with_weeks(list(_in_order(_of(person, today - timedelta(days=2 * 7 * WEEKS)))), today)


def may_wait(person: Person, today: date) -> EnrolmentQuerySet:
    """Her enrolments whose weeks may run."""
    return _of(person, today - timedelta(days=7 * (WEEKS + 1)))


def asked_about(enrolment: Enrolment, today: date) -> Asked | None:
    """The weeks of one enrolment; None before its first week, and where it came to nothing."""
    if enrolment.state not in UNDER_WAY:
        return None
    return next(iter(_with_weeks([enrolment], today)), None)


def waits(person: Person, today: date) -> list[Asked]:
    """What is not tapped this week, without the weeks before. One query."""
    tapped = AskedWeek.objects.filter(enrolment=OuterRef("pk"), monday=monday_of(today))
    rows = _in_order(may_wait(person, today).exclude(Exists(tapped)))
    found = (_one(enrolment, {}, today) for enrolment in rows)
    return [one for one in found if one is not None and one.this is not None]


def _with_weeks(enrolments: list[Enrolment], today: date) -> list[Asked]:
    answers = {(row.enrolment_id, row.monday): row for row in AskedWeek.objects.filter(enrolment__in=enrolments)}
    found = (_one(enrolment, answers, today) for enrolment in enrolments)
    return [one for one in found if one is not None]


def _one(enrolment: Enrolment, answers: dict[tuple[UUID, date], AskedWeek], today: date) -> Asked | None:
    last_day, monday = enrolment.ends_on or enrolment.completed_on, monday_of(today)
    if last_day is None:
        return None
    past = [Week(day, answers.get((enrolment.pk, day))) for day in reversed(weeks(last_day)) if day < monday]
    this = Week(monday, answers.get((enrolment.pk, monday))) if is_asked_in(last_day, monday) else None
    return Asked(enrolment, this, past) if this is not None or past else None
