"""
The success case method (transfer.md 7; Brinkerhoff): looks at the extremes, never at the mean, and ranks nobody.

A short survey finds where much came of it and where little did; talks with some of both tell why. Scores only say with
whom to talk: they are shown to nobody and are no measure of a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HIGH, LOW = "high", "low"
HIGH_FROM, LOW_TO = 5, 1
FEWEST_HIGH, MOST_HIGH, LOWS = 3, 5, 3
NOTHING_NEW = 2
"""So many talks in a row that tell nothing new, and it is enough."""

CASES = 3
"""Cases in a report."""


def extreme(use: int | None, result: int | None) -> str:
    """HIGH from 5 of 6 on, LOW up to 1, "" between, and "" where either is not answered."""
    if use is None or result is None:
        return ""
    score = use + result
    return HIGH if score >= HIGH_FROM else LOW if score <= LOW_TO else ""


@dataclass(frozen=True)
class Candidate:
    """Somebody who said that we may talk with her."""

    key: str
    use: int
    result: int

    @property
    def kind(self) -> str:
        return extreme(self.use, self.result)


def proposed(candidates: Iterable[Candidate], study: str) -> dict[str, list[str]]:
    """
    With whom to talk: up to five where most came of it and three where least did.

    Of equals a hash of the study and the person decides, so that the same answers give the same proposal and nobody is
    drawn in every study. Fewer where fewer said yes.
    """
    rows = sorted(candidates, key=lambda one: hashlib.sha256(f"{study}{one.key}".encode()).hexdigest())
    high = sorted((one for one in rows if one.kind == HIGH), key=lambda one: -(one.use + one.result))
    low = sorted((one for one in rows if one.kind == LOW), key=lambda one: one.use + one.result)
    return {HIGH: [one.key for one in high[:MOST_HIGH]], LOW: [one.key for one in low[:LOWS]]}


def is_enough(nothing_new: Sequence[bool], *, high: int, low: int) -> bool:
    """Whether to stop talking: the last two told nothing new, with three of those and one of these heard at least."""
    last = list(nothing_new)[-NOTHING_NEW:]
    return high >= FEWEST_HIGH and low >= 1 and len(last) == NOTHING_NEW and all(last)


def survey_figures(answers: Iterable[tuple[int | None, int | None]], asked: int) -> dict[str, list[int]]:
    """How many were asked and answered, and how many gave each answer about use and about a result (0–3)."""
    rows = [(use, result) for use, result in answers if use is not None and result is not None]
    return {
        "answered": [len(rows), asked - len(rows)],
        "use": [sum(use == step for use, _result in rows) for step in range(4)],
        "result": [sum(result == step for _use, result in rows) for step in range(4)],
        "extremes": [
            sum(extreme(*row) == HIGH for row in rows),
            sum(extreme(*row) == "" for row in rows),
            sum(extreme(*row) == LOW for row in rows),
        ],
    }
