"""
What came of one course, rung by rung (transfer.md 5 and 7): separate times, separate sources, nothing filled in.

completed → learned → used → others see it → a result → still so after half a year. "Others see it" takes another source
than the learner. A rung nobody has told of is not known; it is not a no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LEARNER = "learner"
OFTEN = 2  # several times
PART = "part"
LATE = 180


class Rung(StrEnum):
    """The steps of the ladder, the lowest first."""

    COMPLETED = "completed"
    LEARNED = "learned"
    USED = "used"
    SEEN = "seen"
    RESULT = "result"
    LASTING = "lasting"


@dataclass(frozen=True)
class Told:
    """What one source told on one day after the last course day; None and "" for what it did not say."""

    day: int
    source: str = LEARNER
    on: date | None = None
    use: int | None = None
    status: str = ""
    level_before: int | None = None
    level_now: int | None = None
    result_level: int | None = None


@dataclass(frozen=True)
class Step:
    """One rung: reached (True), told not to be (False), or not known (None); who told it last, and when."""

    rung: Rung
    reached: bool | None = None
    source: str = ""
    day: int | None = None
    on: date | None = None


def ladder(completed_on: date | None, told: Iterable[Told]) -> list[Step]:
    """The six rungs, lowest first. The order in which things were told is irrelevant; the latest day counts."""
    rows = sorted(told, key=lambda one: (one.day, one.source))
    own = [one for one in rows if one.source == LEARNER]
    others = [one for one in rows if one.source != LEARNER]
    return [
        Step(Rung.COMPLETED, completed_on is not None or None, on=completed_on),
        _latest(Rung.LEARNED, own, learned),
        _used(own),
        _latest(Rung.SEEN, others, _is_used),
        _latest(Rung.RESULT, own, _has_result),
        _latest(Rung.LASTING, [one for one in own if one.day >= LATE], _is_lasting),
    ]


def learned(one: Told) -> bool | None:
    """Whether the level is higher now than it was before, both told at the same time; None where either is missing."""
    if one.level_before is None or one.level_now is None:
        return None
    return one.level_now > one.level_before


def _is_used(one: Told) -> bool | None:
    if one.status and one.status != "stopped":
        return True
    return one.use > 0 if one.use is not None else None


def _has_result(one: Told) -> bool | None:
    return one.result_level > 0 if one.result_level is not None else None


def _is_lasting(one: Told) -> bool | None:
    if one.status:
        return one.status == PART
    return one.use >= OFTEN if one.use is not None else None


def _used(own: list[Told]) -> Step:
    """Once used stays used, whatever is told later: this rung asks whether it ever was."""
    said = [(one, _is_used(one)) for one in own]
    yes = [one for one, reached in said if reached]
    if yes:
        return Step(Rung.USED, True, yes[-1].source, yes[-1].day, yes[-1].on)
    no = [one for one, reached in said if reached is False]
    return Step(Rung.USED, False, no[-1].source, no[-1].day, no[-1].on) if no else Step(Rung.USED)


def _latest(rung: Rung, rows: list[Told], says: Callable[[Told], bool | None]) -> Step:
    known = [(one, reached) for one in rows if (reached := says(one)) is not None]
    if not known:
        return Step(rung)
    one, reached = known[-1]
    return Step(rung, bool(reached), one.source, one.day, one.on)
