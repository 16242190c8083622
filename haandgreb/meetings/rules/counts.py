"""Counting answers on the scale from 1 to 5. Counts are shown, never averages of a few."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

LOWEST = 1
HIGHEST = 5
STEPS = tuple(range(LOWEST, HIGHEST + 1))

HIGH_FROM = 4
"""An answer of 4 or 5 is a high one."""


@dataclass(frozen=True)
class Portion:
    """So many of so many: "5 of 8"."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError("A part lies between nothing and the whole.")

    @property
    def share(self) -> Fraction | None:
        """The exact share, None of nothing."""
        return Fraction(self.part, self.whole) if self.whole else None


@dataclass(frozen=True)
class Counts:
    """How many chose each step, from 1 to 5."""

    steps: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)

    def __post_init__(self) -> None:
        if min(self.steps) < 0:
            raise ValueError("No step is chosen fewer than no times.")

    @classmethod
    def of(cls, answers: Iterable[int | None]) -> "Counts":
        """Count answers; None ("don't know", not relevant, skipped) is missing. Raises ValueError outside 1 to 5."""
        steps = [0, 0, 0, 0, 0]
        for answer in answers:
            if answer is not None:
                steps[checked(answer) - LOWEST] += 1
        return cls.stored(steps)

    @classmethod
    def stored(cls, steps: Sequence[int]) -> "Counts":
        """Read counts as they are stored: five numbers in order. Raises ValueError for anything else."""
        if len(steps) != len(STEPS):
            raise ValueError("There are five steps.")
        one, two, three, four, five = steps
        return cls((one, two, three, four, five))

    def __add__(self, other: "Counts") -> "Counts":
        return Counts.stored([mine + theirs for mine, theirs in zip(self.steps, other.steps, strict=True)])

    @cached_property
    def n(self) -> int:
        """How many answered."""
        return sum(self.steps)

    @cached_property
    def high(self) -> Portion:
        """How many of them gave 4 or 5."""
        return Portion(sum(self.steps[HIGH_FROM - LOWEST :]), self.n)

    @property
    def share(self) -> Fraction | None:
        """The share of 4 and 5, None without answers."""
        return self.high.share


def checked(answer: int) -> int:
    """Give the answer back when it is a whole number on the scale, else raise ValueError."""
    if isinstance(answer, bool) or not isinstance(answer, int) or not LOWEST <= answer <= HIGHEST:
        raise ValueError(f"An answer is a whole number from {LOWEST} to {HIGHEST}.")
    return answer
