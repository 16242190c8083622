"""The evaluation as it is read: what waits for an answer, and the result once it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from haandgreb.dialogues.models import Evaluation, EvaluationKey, Round
from haandgreb.organisation.models import Person
from haandgreb.questions.reading import Question, read_row
from haandgreb.questions.showing import NOTHING, How, Shown, roughly, shown


@dataclass(frozen=True)
class Item:
    """One question with what may be told of it."""

    question: Question
    shown: Shown


@dataclass(frozen=True)
class Result:
    """A closed evaluation, for the whole organisation and nothing smaller."""

    evaluation: Evaluation
    answered: str  # "12", "5–9", or "" where fewer than five answered
    items: list[Item]
    comments: list[str]

    @property
    def is_empty(self) -> bool:
        """Nothing can be told."""
        return all(item.shown.how == How.NOTHING for item in self.items)


def result_of(evaluation: Evaluation) -> Result | None:
    """The result; None while it is open: nothing is shown then, not even how many have answered."""
    if evaluation.closed_at is None:
        return None
    counts = evaluation.counts
    items = [
        Item(question, shown(counts[question.key]) if question.key in counts else NOTHING)
        for question in read_row(evaluation.question_set).questions
        if not question.is_text
    ]
    return Result(evaluation, roughly(evaluation.answered or 0), items, comments_shown(evaluation))


def comments_shown(evaluation: Evaluation) -> list[str]:
    """What people wrote, once both who read it first have said yes to the same texts; emptied ones are left out."""
    if evaluation.yes_by_hr_id is None or evaluation.yes_by_council_id is None:
        return []
    return [text for text in evaluation.comments if text.strip()]


def waits_for(person: Person) -> list[Evaluation]:
    """The open evaluations the person has not answered."""
    keys = EvaluationKey.objects.filter(person=person, evaluation__closed_at=None)
    return [key.evaluation for key in keys.select_related("evaluation__round__kind").order_by("evaluation__closes_on")]


def may_answer(evaluation: UUID, person: Person) -> bool:
    """Whether she was asked and has not answered."""
    return EvaluationKey.objects.filter(evaluation=evaluation, person=person).exists()


def of_round(found: Round) -> list[Evaluation]:
    """The evaluations of a round, the first one first."""
    return list(Evaluation.objects.filter(round=found).select_related("question_set").order_by("opened_at"))


def closed() -> list[Evaluation]:
    """Every closed evaluation, the latest first: what everybody may read."""
    rows = Evaluation.objects.filter(closed_at__isnull=False)
    return list(rows.select_related("round").order_by("-closed_at"))
