"""The half days of a learning log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

MOST = 40
"""The last half day there is."""


def half_days(
    course: Sequence[date], asked: Mapping[int, date], written: Sequence[int]
) -> list[tuple[int, date | None]]:
    """
    The half days there is something to write about, with their days where they are known.

    Those of the course, those a step asks about (whose day counts), and those written. Where there is none of the two
    first there is always one more to write on, as learning without fixed days has no last half day.
    """
    days: dict[int, date | None] = dict.fromkeys(written)
    days |= dict(enumerate(course, 1))
    days |= asked
    if not course and not asked:
        days[max(written, default=0) + 1] = None
    return [(number, days[number]) for number in sorted(days) if 1 <= number <= MOST]
