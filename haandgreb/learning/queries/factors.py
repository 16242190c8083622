"""One learner's own sixteen answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from haandgreb.learning.factors_content import SET, Factor, factors, neutral
from haandgreb.learning.models import Enrolment
from haandgreb.learning.models.activities import Size
from haandgreb.learning.queries.guests import OPEN_STATES as UNDER_WAY
from haandgreb.learning.rules.factors import EARLY, is_open, own_lowest, quarter_asked_in
from haandgreb.learning.rules.quarters import last_answer_on
from haandgreb.questions.models import Answer, AnswerSheet
from haandgreb.questions.reading import Question, read_row
from haandgreb.questions.showing import STEPS


@dataclass(frozen=True)
class OwnLine:
    """One question with her answer; None where she skipped it."""

    factor: Factor
    question: Question
    step: int | None

    @property
    def words(self) -> str:
        """Her answer as the scale says it."""
        return str(self.question.labels[self.step - 1]) if self.step else ""


@dataclass(frozen=True)
class Own:
    """Her sheet: every question, and the three she put lowest."""

    sheet: AnswerSheet
    lines: list[OwnLine]
    lowest: list[Factor]


def last_day(enrolment: Enrolment) -> date | None:
    """The day the check counts from."""
    return enrolment.ends_on or enrolment.completed_on


def has_check(enrolment: Enrolment) -> bool:
    """Whether it is asked at all: of what is not cancelled and takes a day or more."""
    return enrolment.state in UNDER_WAY and enrolment.size in (Size.STANDARD, Size.FULL)


def is_asked(enrolment: Enrolment, today: date) -> bool:
    """Whether she may answer now."""
    return has_check(enrolment) and is_open(last_day(enrolment), today)


def opens_on(enrolment: Enrolment) -> date | None:
    """The first day it is asked."""
    day = last_day(enrolment)
    return day + EARLY if day is not None else None


def closes_on(enrolment: Enrolment) -> date | None:
    """The last day it is answered."""
    day = last_day(enrolment)
    return last_answer_on(quarter_asked_in(day)) if day is not None else None


def own(enrolment: Enrolment) -> Own | None:
    """Her answers; None where she gave none. For her eyes alone."""
    rows = AnswerSheet.objects.filter(about=enrolment.pk, person=enrolment.person_id, question_set__key=SET)
    sheet = rows.select_related("question_set").order_by("-answered_at").first()
    if sheet is None:
        return None
    steps = steps_of(sheet)
    known = factors()
    lines = [
        OwnLine(known[question.key], question, steps.get(question.key))
        for question in read_row(sheet.question_set).questions
        if question.key in known
    ]
    good_high = {
        line.factor.key: STEPS + 1 - line.step if line.factor.is_turned else line.step for line in lines if line.step
    }
    return Own(sheet, lines, [known[key] for key in own_lowest(good_high, without=neutral())])


def steps_of(sheet: AnswerSheet) -> dict[str, int]:
    """Question → step."""
    rows = Answer.objects.filter(sheet=sheet, step__isnull=False).values_list("question", "step")
    return {question: step for question, step in rows if step is not None}
