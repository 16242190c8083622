"""The ten questions: two sides first, then together; disagreement is the finding (dialogue.md 9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

KEYS = tuple(f"MUS-{number:02}" for number in range(1, 11))
LEVELS = (0, 1, 2, 3)
MOST = len(KEYS) * LEVELS[-1]


@dataclass(frozen=True)
class Levels:
    """What each side gave one question, and what they agreed on; None where nothing is said yet."""

    management: int | None = None
    staff: int | None = None
    common: int | None = None

    @property
    def differs(self) -> bool:
        """The two sides see it differently."""
        return self.management is not None and self.staff is not None and self.management != self.staff


def is_whole(levels: Mapping[str, int | None]) -> bool:
    """A level for each of the ten: only then is a side handed in, or the check done."""
    return all(levels.get(key) is not None for key in KEYS)


def common_sum(answers: Iterable[Levels]) -> int | None:
    """The sum of the common levels, 0 to 30; None unless all ten are agreed."""
    found = [answer.common for answer in answers]
    if len(found) != len(KEYS) or None in found:
        return None
    return sum(level for level in found if level is not None)


def disagreements(answers: Mapping[str, Levels]) -> list[str]:
    """The questions the two sides see differently, in their order."""
    return [key for key in KEYS if key in answers and answers[key].differs]


def may_see_side(asked: str, own: str, *, both_in: bool) -> bool:
    """Until both sides are in, one reads her own side's levels and no others; who is on no side reads none."""
    return both_in or (bool(own) and asked == own)
