"""
Where the attention goes: before, during and after one course (algorithms.md 6; transfer.md 3).

The 40/20/40 split is a rule of practice. The shares stand beside the minutes as reference marks; nothing multiplies
them here, adds the phases up or turns them into a score of effect. What is not known is counted as not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

BEFORE, DURING, AFTER = "before", "during", "after"
PHASES = (BEFORE, DURING, AFTER)

RANGES: Mapping[str, tuple[int, int]] = {BEFORE: (35, 40), DURING: (20, 20), AFTER: (40, 45)}
"""The deck's shares of time and attention, in per cent."""

OPEN, DONE, SKIPPED, CANCELLED = "open", "done", "skipped", "cancelled"


@dataclass(frozen=True)
class Item:
    """One planned act: `minutes` planned and `used`, None where not known. `key` tells items of one day apart."""

    key: str
    phase: str
    state: str
    due_on: date
    minutes: int | None = None
    used: int | None = None


@dataclass(frozen=True)
class Bar:
    """One phase: minutes and items. `unknown` are items whose time is not known; they lengthen no bar."""

    phase: str
    planned: int = 0
    used: int = 0
    done: int = 0
    missing: int = 0
    skipped: int = 0
    unknown: int = 0

    @property
    def items(self) -> int:
        """What is planned and was not given up."""
        return self.done + self.missing

    @property
    def share_done(self) -> Fraction:
        """How much of the planned is done, by item; 1 where nothing is planned."""
        return Fraction(self.done, self.items) if self.items else Fraction(1)


def bars(items: Iterable[Item]) -> dict[str, Bar]:
    """The three phases, always all of them and in their order. What was cancelled stands in none."""
    rows = [item for item in items if item.state != CANCELLED]
    return {phase: _bar(phase, [item for item in rows if item.phase == phase]) for phase in PHASES}


def _bar(phase: str, rows: list[Item]) -> Bar:
    used = [item.used for item in rows if item.state == DONE]
    return Bar(
        phase=phase,
        planned=sum(item.minutes or 0 for item in rows),
        used=sum(minutes or 0 for minutes in used),
        done=sum(item.state == DONE for item in rows),
        missing=sum(item.state == OPEN for item in rows),
        skipped=sum(item.state == SKIPPED for item in rows),
        unknown=sum(item.minutes is None or (item.state == DONE and item.used is None) for item in rows),
    )


def begun(starts_on: date | None, ends_on: date | None, today: date) -> tuple[str, ...]:
    """The phases in which something can be done today: nothing is used before it is learned."""
    if starts_on is None or today < starts_on:
        return (BEFORE,)
    last = ends_on or starts_on
    return (BEFORE, DURING) if today < last else PHASES


def next_step(items: Iterable[Item], phases: Iterable[str] = PHASES) -> Item | None:
    """
    The single best next step: of the phases that have begun, the one where least of the planned has been done; there,
    the open item that is due first. Ties go to the later phase, then to the smaller key. None where nothing is open.

    Where nothing is open in these phases, the open item that is due first of all. The order of items is irrelevant.
    """
    rows = list(items)
    waiting = [item for item in rows if item.state == OPEN]
    if not waiting:
        return None
    found = bars(rows)
    here = [phase for phase in PHASES if phase in set(phases) and found[phase].missing]
    if here:
        least = min(here, key=lambda phase: (found[phase].share_done, -PHASES.index(phase)))
        waiting = [item for item in waiting if item.phase == least]
    return min(waiting, key=lambda item: (item.due_on, item.key))


def shares(planned: Mapping[str, int]) -> dict[str, int] | None:
    """Whole per cent of the planned minutes in each phase, by largest remainder, so that they sum to 100; None of 0."""
    total = sum(planned.get(phase, 0) for phase in PHASES)
    if not total:
        return None
    exact = {phase: Fraction(100 * planned.get(phase, 0), total) for phase in PHASES}
    found = {phase: int(share) for phase, share in exact.items()}
    left = 100 - sum(found.values())
    for phase in sorted(PHASES, key=lambda one: (found[one] - exact[one], PHASES.index(one)))[:left]:
        found[phase] += 1
    return found
