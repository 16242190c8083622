"""When talks can be: what a clock in Copenhagen shows as a moment, and times one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from haandgreb.shared.times import NoSuchTime, moment_of

LONGEST = 480  # minutes a talk can take
MOST_PROPOSED = 5
NOTICE = timedelta(hours=24)
_LOOK_AHEAD = 400  # days in which a row of times is looked for

Span = tuple[datetime, datetime]


def span(starts_at: datetime, minutes: int) -> Span:
    """From when to when, in real minutes, also across a change of the clocks."""
    begins = starts_at.astimezone(UTC)
    return begins, begins + timedelta(minutes=minutes)


def overlap(one: Span, other: Span) -> bool:
    """Whether they share a moment. One that begins when the other ends does not."""
    return one[0] < other[1] and other[0] < one[1]


def stands_from(starts_at: datetime, now: datetime, *, by_employee: bool) -> datetime:
    """
    From when the manager alone may say that a talk booked now was held: its hour, where the employee has chosen it.

    An hour the manager has set has been known for a day first: otherwise she could end by herself, within minutes,
    what the employee may do until the talk is held (security-and-privacy.md 1).
    """
    return starts_at if by_employee else max(starts_at, now + NOTICE)


def row_of_times(
    first: date,
    begins: time,
    ends: time,
    minutes: int,
    pause: int,
    taken: Iterable[Span],
    is_working_day: Callable[[date], bool],
) -> Iterator[datetime]:
    """
    Times of so many minutes between the two clock times on working days, with a pause between them.

    None overlaps what is taken, and none is in an hour that does not exist. The earliest first; ends after 400 days.
    """
    busy = list(taken)
    for day in (first + timedelta(days=number) for number in range(_LOOK_AHEAD)):
        if is_working_day(day):
            yield from _of_day(day, begins, ends, minutes, pause, busy)


def _of_day(day: date, begins: time, ends: time, minutes: int, pause: int, busy: list[Span]) -> Iterator[datetime]:
    shown, last = datetime.combine(day, begins), datetime.combine(day, ends)
    while shown + timedelta(minutes=minutes) <= last:
        try:
            free = span(moment_of(day, shown.time()), minutes)
        except NoSuchTime:
            shown += timedelta(hours=1)
            continue
        if not any(overlap(free, one) for one in busy):
            yield free[0]
        shown += timedelta(minutes=minutes + pause)
