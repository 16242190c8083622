"""What people answered in a quarter, before anything is hidden: for actions/use_figures.py alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from haandgreb.learning.factors_content import SET
from haandgreb.learning.models import AskedWeek, Enrolment
from haandgreb.learning.models.activities import Size
from haandgreb.learning.rules.asked import WEEKS
from haandgreb.learning.rules.factors import AFTER
from haandgreb.learning.rules.quarters import next_quarter
from haandgreb.organisation.models import Engagement, Unit
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.showing import STEPS

NO, YES = 1, STEPS
"""How a no and a yes stand on a scale of five steps, so that both are shown by the same rules."""


@dataclass(frozen=True)
class Answers:
    """
    One quarter: `asked` people, `answers` question → person → step, `answered` everybody who gave any answer.

    One voice for each person: of two courses in a quarter the latest answers count.
    """

    asked: set[UUID]
    answered: set[UUID]
    answers: Mapping[str, Mapping[UUID, int]]


def homes(people: Iterable[UUID], today: date) -> dict[UUID, UUID]:
    """The unit of each person's main engagement today; no entry for who has left."""
    wanted = set(people)
    rows = Engagement.objects.on(today).order_by("is_primary", "-valid_from").values_list("person_id", "unit_id")
    return {person: unit for person, unit in rows.iterator(chunk_size=5_000) if person in wanted}


def parents() -> dict[UUID, UUID | None]:
    """Every unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))


def asked_answers(quarter: date) -> Answers:
    """Who tapped that she was asked at least once in the quarter's weeks, source by source."""
    end = next_quarter(quarter)
    weeks = AskedWeek.objects.filter(monday__gte=quarter, monday__lt=end)
    counted = {name: Count("pk", filter=Q(**{f"by_{name}": True})) for name in ("manager", "colleagues", "work")}
    answers: dict[str, dict[UUID, int]] = {name: {} for name in counted}
    for row in weeks.order_by().values("enrolment__person").annotate(**counted):
        for name in counted:
            answers[name][row["enrolment__person"]] = YES if row[name] else NO
    first = quarter - timedelta(days=7 * (WEEKS + 1))
    asked = _ended(first, end).values_list("person", flat=True)
    people = set(answers["manager"])
    return Answers(set(asked) | people, people, answers)


def factor_answers(quarter: date) -> Answers:
    """What people answered to the sixteen questions on what ended fourteen days before a day of the quarter."""
    enrolments = _ended(quarter - AFTER, next_quarter(quarter) - AFTER).filter(size__in=(Size.STANDARD, Size.FULL))
    sheets = AnswerSheet.objects.filter(question_set__key=SET, about__in=enrolments.values("pk"), person__isnull=False)
    latest = {sheet: person for person, sheet in _latest(sheets).items()}
    answers: dict[str, dict[UUID, int]] = defaultdict(dict)
    rows = Answer.objects.filter(sheet__in=sheets.values("pk"), step__isnull=False).order_by()
    for sheet, question, step in rows.values_list("sheet_id", "question", "step").iterator(chunk_size=5_000):
        if sheet in latest and step is not None:
            answers[question][latest[sheet]] = step
    return Answers(set(enrolments.values_list("person", flat=True)), set(latest.values()), answers)


def _latest(sheets: QuerySet[AnswerSheet]) -> dict[UUID, UUID]:
    """Person → her latest sheet."""
    rows = sheets.order_by("answered_at", "pk").values_list("person_id", "pk")
    return {person: pk for person, pk in rows if person is not None}


def _ended(first: date, end: date) -> QuerySet[Enrolment]:
    """Those not cancelled, with their last day from `first` to the day before `end`."""
    dated = Enrolment.objects.under_way().annotate(over_on=Coalesce("ends_on", "completed_on"))
    return dated.filter(over_on__gte=first, over_on__lt=end).order_by()
