"""What the answers to one question come to, per kind. Counts, never more than was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Protocol

from haandgreb.questions.reading import NUMBER, SCALE, Question
from haandgreb.questions.showing import STEPS


class Given(Protocol):
    """An answer as it is stored."""

    @property
    def step(self) -> int | None: ...
    @property
    def number(self) -> Decimal | None: ...
    @property
    def choices(self) -> list[str] | None: ...
    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Summary:
    """n answers to one question. `counts` follows the steps or options; `texts` and `middle` their own kinds."""

    question: Question
    n: int
    counts: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    middle: Decimal | None = None

    @property
    def favourable(self) -> int:
        """How many gave 4 or 5."""
        return sum(self.counts[3:5]) if self.question.kind == SCALE else 0


def summarise(question: Question, answers: Iterable[Given]) -> Summary:
    """Summarise the answers to a question; empty ones ("don't know") are missing and count nowhere."""
    given = list(answers)
    if question.kind == SCALE:
        return _steps(question, [answer.step for answer in given if answer.step is not None])
    if question.kind == NUMBER:
        numbers = [answer.number for answer in given if answer.number is not None]
        return Summary(question, len(numbers), middle=median(numbers) if numbers else None)
    if question.is_text:
        texts = tuple(sorted(answer.text for answer in given if answer.text))
        return Summary(question, len(texts), texts=texts)
    chosen = [answer.choices for answer in given if answer.choices]
    counts = tuple(sum(option.key in keys for keys in chosen) for option in question.options)
    return Summary(question, len(chosen), counts=counts)


def _steps(question: Question, steps: Sequence[int]) -> Summary:
    return Summary(question, len(steps), counts=tuple(steps.count(step) for step in range(1, STEPS + 1)))
