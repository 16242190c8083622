"""What pages and closings ask about sets and answers."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Count, QuerySet

from haandgreb.questions.models import Answer, AnswerSheet, QuestionSet
from haandgreb.questions.showing import STEPS


def current_set(key: str) -> QuestionSet:
    """The version new answers are given to. Raises QuestionSet.DoesNotExist where the set was never loaded."""
    return QuestionSet.objects.get(key=key, is_current=True)


def sheets_about(about: UUID, mode: str = AnswerSheet.Mode.ANONYMOUS) -> QuerySet[AnswerSheet]:
    """The sheets about a thing in one mode; their order says nothing."""
    return AnswerSheet.objects.filter(about=about, mode=mode).order_by("pk")


def counts_about(about: UUID, mode: str = AnswerSheet.Mode.ANONYMOUS) -> dict[str, list[int]]:
    """Per question how many chose each of the five steps, over the sheets of one mode. One query."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * STEPS)
    rows = (
        Answer.objects.filter(sheet__about=about, sheet__mode=mode, step__isnull=False)
        .values("question", "step")
        .annotate(n=Count("pk"))
        .order_by()
    )
    for row in rows:
        counts[row["question"]][row["step"] - 1] = row["n"]
    return dict(counts)


def texts_about(about: UUID, question: str, mode: str = AnswerSheet.Mode.ANONYMOUS) -> list[str]:
    """What was written, in the order of random ids: it says nothing about who or when."""
    rows = Answer.objects.filter(sheet__about=about, sheet__mode=mode, question=question).exclude(text="")
    return list(rows.order_by("pk").values_list("text", flat=True))


def named_steps(about: UUID) -> dict[UUID, dict[str, int]]:
    """Per person the steps on named sheets about a thing."""
    found: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = Answer.objects.filter(sheet__about=about, sheet__mode=AnswerSheet.Mode.NAMED, step__isnull=False)
    for person, question, step in rows.values_list("sheet__person", "question", "step"):
        if person is not None and step is not None:
            found[person][question] = step
    return dict(found)


def versions_of(key: str) -> QuerySet[QuestionSet]:
    """All versions of a set, newest first."""
    return QuestionSet.objects.filter(key=key).select_related("changed_by").order_by("-version")


def latest_of_each() -> list[QuestionSet]:
    """The current version of every set, by key."""
    return list(QuestionSet.objects.filter(is_current=True).order_by("key"))
