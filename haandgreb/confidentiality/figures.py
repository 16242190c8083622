"""Figures about people that are told again and again: what may follow what, and a rate that tells of no single one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from haandgreb.confidentiality.rules import ENOUGH

FULL = 10
"""From so many on a count is shown; of five to nine only a rough share."""


def may_follow(before: Sequence[int], after: Sequence[int]) -> bool:
    """
    Whether these counts may be shown after those: any of them added up changes by none or by at least five.

    Laid side by side the two then tell of no group of one to four. Raises ValueError for counts of different things.
    """
    if len(before) != len(after):
        raise ValueError("Only counts of the same things follow each other.")
    change = [new - old for old, new in zip(before, after, strict=True)]
    sums = (sum(some) for size in range(1, len(change) + 1) for some in combinations(change, size))
    return all(step == 0 or abs(step) >= ENOUGH for step in sums)


def next_figures(before: Sequence[int] | None, after: Sequence[int], people: int) -> list[int] | None:
    """
    What is shown from now on of counts about so many people: the new ones, the old ones, or nothing (None).

    Nothing of fewer than five people is shown for the first time; what was shown stands until enough has happened.
    """
    if before is None:
        return list(after) if people >= ENOUGH else None
    return list(after) if people >= ENOUGH and may_follow(before, after) else list(before)


class Nearly(StrEnum):
    """All or none, or so close to it that the figure would tell of each."""

    ALL = "all"
    NONE = "none"


@dataclass(frozen=True)
class Rate:
    """So many of so many as it may be told: the counts from ten on, else a rough share, or "nearly all" or "none"."""

    part: int = 0
    whole: int = 0
    tenths: int = 0
    nearly: Nearly | None = None

    @property
    def is_counted(self) -> bool:
        return self.whole >= FULL

    @property
    def percent(self) -> int:
        """Whole per cent, halves upwards; in tens where the counts are not told."""
        if not self.is_counted:
            return 10 * self.tenths
        return (200 * self.part + self.whole) // (2 * self.whole)


def rate(part: int, whole: int) -> Rate | None:
    """
    None of fewer than five; of five to nine a rough share; from ten on the counts, unless it is all or none of them.

    Raises ValueError unless part fits into whole.
    """
    if not 0 <= part <= whole:
        raise ValueError("A part lies between nothing and the whole.")
    if whole < ENOUGH:
        return None
    tenths = min(max((20 * part + whole) // (2 * whole), 1), 9)
    if whole >= FULL and 0 < part < whole:
        return Rate(part, whole, tenths)
    nearly = {1: Nearly.NONE, 9: Nearly.ALL}
    return Rate(tenths=tenths, nearly=nearly.get(tenths))
