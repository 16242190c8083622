"""How the answers of a survey are shown: never fewer than five, and of five to nine no count (security 2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from haandgreb.confidentiality.rules import ENOUGH, enough_to_show

STEPS = 5
"""The steps of a scale."""

FULL = 10
"""From so many answers to a question on each step's count is shown."""

MOST_ALIKE = Fraction(4, 5)
TENTH = 10


class How(StrEnum):
    """How much of the answers to one question is told."""

    NOTHING = "nothing"  # too few; none and four look the same
    WORDS = "words"  # nearly all or all alike: figures would tell what each one answered
    THIRDS = "thirds"
    COUNTS = "counts"


class Level(StrEnum):
    """Where most answers lie."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True)
class Shown:
    """
    What is shown of one question; a page reads this and nothing else of the answers.

    `n`: "12", or "5–9"; "" where nothing is shown. `thirds`: low, middle and high answers in tenths. `mean`: tenths.
    """

    how: How
    n: str = ""
    counts: tuple[int, ...] = ()
    thirds: tuple[int, int, int] = (0, 0, 0)
    mean: int = 0
    most: Level | None = None


NOTHING = Shown(How.NOTHING)


def shown(counts: Sequence[int], *, fewest: int = ENOUGH) -> Shown:
    """
    What may be told of the five steps' counts (1 to 5) of one question.

    Raises ValueError unless there are five counts, none negative, and for a threshold under five.
    """
    if len(counts) != STEPS or any(count < 0 for count in counts):
        raise ValueError("A question has a count for each of its five steps.")
    n = sum(counts)
    if not enough_to_show(n, fewest=fewest):
        return NOTHING
    said = str(n) if n >= FULL else f"{ENOUGH}–{FULL - 1}"
    if max(counts) == n or (n < FULL and max(counts[0], counts[-1]) >= MOST_ALIKE * n):
        return Shown(How.WORDS, said, most=_level(counts.index(max(counts)) + 1))
    if n >= FULL:
        return Shown(How.COUNTS, said, tuple(counts))
    low, high = counts[0] + counts[1], counts[3] + counts[4]
    thirds = (_tenths(low, n), _tenths(counts[2], n), _tenths(high, n))
    total = sum(step * count for step, count in enumerate(counts, 1))
    return Shown(How.THIRDS, said, thirds=thirds, mean=_tenths(total, n))


def _tenths(part: int, whole: int) -> int:
    """In tenths, halves upwards."""
    return (2 * TENTH * part + whole) // (2 * whole)


def _level(step: int) -> Level:
    return Level.LOW if step < 3 else Level.HIGH if step > 3 else Level.MIDDLE


def roughly(count: int) -> str:
    """How many answered, as it may be told: "12", "5–9", "" under five."""
    if count < ENOUGH:
        return ""
    return str(count) if count >= FULL else f"{ENOUGH}–{FULL - 1}"
