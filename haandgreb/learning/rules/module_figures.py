"""Of modules: whether they are in use after thirty days, and whether they were taken together (HG-10)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

P = TypeVar("P", bound=Hashable)

IN_USE = 2
"""From "several times" on (transfer.md 7)."""


@dataclass(frozen=True)
class Taken(Generic[P]):
    """One person completed one module. `use`: as told after thirty days, None where nothing was told."""

    person: P
    is_asked: bool  # thirty days have passed
    use: int | None
    is_together: bool


def use_after_thirty_days(rows: Iterable[Taken[P]]) -> tuple[list[int], int]:
    """Used, not used, no answer, among those who could have been asked; and how many people are behind it."""
    asked = [row for row in rows if row.is_asked]
    used = sum(row.use is not None and row.use >= IN_USE for row in asked)
    silent = sum(row.use is None for row in asked)
    return [used, len(asked) - used - silent, silent], len({row.person for row in asked})


def taken_together(rows: Iterable[Taken[P]]) -> tuple[list[int], int]:
    """With others, alone; and how many people are behind it."""
    found = list(rows)
    together = sum(row.is_together for row in found)
    return [together, len(found) - together], len({row.person for row in found})
