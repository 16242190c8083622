"""How the minutes of a talk are shared between its phases, and what the clock says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SHORTEST = 15  # minutes: a talk is never planned shorter
GOALS = "goals"  # the tool of the phase that gets its third (dialogue.md 3)


def minutes_of(total: int, weights: Sequence[int], third: int | None) -> list[int]:
    """
    Whole minutes for each phase, in proportion to its weight; together they are the total.

    The phase numbered `third` gets at least a third. Every phase gets at least one minute; a total below SHORTEST, or
    below three minutes a phase, is taken as that.
    """
    total = max(total, SHORTEST, 3 * len(weights))
    if third is None:
        return _shared(total, weights)
    fixed = max(-(-total // 3), round(total * weights[third] / sum(weights)))
    others = [weight for number, weight in enumerate(weights) if number != third]
    fixed = min(fixed, total - len(others))
    found = _shared(total - fixed, others)
    found.insert(third, fixed)
    return found


def _shared(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder, after one minute for each."""
    if not weights:
        return []
    rest, whole = total - len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    found = [int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda number: (found[number] - exact[number], number))
    for number in by_remainder[: rest - sum(found)]:
        found[number] += 1
    return [1 + part for part in found]


@dataclass(frozen=True)
class Reading:
    """What the clock says: time left of the phase and of the talk. Paused, both stand still."""

    phase_left: timedelta
    talk_left: timedelta
    is_paused: bool
    now: datetime

    @property
    def phase_until(self) -> datetime:
        """When the phase ends if nothing stops it."""
        return self.now + max(self.phase_left, timedelta(0))

    @property
    def talk_until(self) -> datetime:
        """When the talk ends if nothing stops it."""
        return self.now + max(self.talk_left, timedelta(0))

    @property
    def seconds(self) -> int:
        """Whole seconds left of the phase; nought once it is used up."""
        return max(int(self.phase_left.total_seconds()), 0)

    @property
    def face(self) -> str:
        """20.00, as the script writes it too."""
        return f"{self.seconds // 60}.{self.seconds % 60:02d}"

    @property
    def is_used_up(self) -> bool:
        """The phase has had its minutes."""
        return self.seconds == 0


def read_clock(
    *, started_at: datetime, phase_at: datetime, paused_at: datetime | None, now: datetime, phase: int, talk: int
) -> Reading:
    """What the clock says now; `phase` and `talk` are the minutes each has, what was added counted."""
    at = paused_at or now
    return Reading(
        phase_left=phase_at + timedelta(minutes=phase) - at,
        talk_left=started_at + timedelta(minutes=talk) - at,
        is_paused=paused_at is not None,
        now=now,
    )
