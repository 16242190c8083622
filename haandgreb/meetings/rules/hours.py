"""What meetings cost in person-hours, and what a service check frees (better meetings §5). Hours, never kroner."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

MONTHS_A_YEAR = 12
WEEKS_A_YEAR = 52
WORK_DAYS_A_MONTH = 21
MINUTES_AN_HOUR = 60

_WEEKS_A_MONTH = Fraction(WEEKS_A_YEAR, MONTHS_A_YEAR)


class Cadence(StrEnum):
    """How often a series meets. Three a week is there because a service check may slow a daily meeting down."""

    DAILY = "daily"
    THREE_A_WEEK = "three-a-week"
    WEEKLY = "weekly"
    EVERY_2_WEEKS = "every-2-weeks"
    EVERY_3_WEEKS = "every-3-weeks"
    MONTHLY = "monthly"
    EVERY_6_WEEKS = "every-6-weeks"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    AS_NEEDED = "as-needed"
    ONCE = "once"


_A_MONTH = {
    Cadence.DAILY: Fraction(WORK_DAYS_A_MONTH),
    Cadence.THREE_A_WEEK: 3 * _WEEKS_A_MONTH,
    Cadence.WEEKLY: _WEEKS_A_MONTH,
    Cadence.EVERY_2_WEEKS: _WEEKS_A_MONTH / 2,
    Cadence.EVERY_3_WEEKS: _WEEKS_A_MONTH / 3,
    Cadence.MONTHLY: Fraction(1),
    Cadence.EVERY_6_WEEKS: _WEEKS_A_MONTH / 6,
    Cadence.QUARTERLY: Fraction(1, 3),
    Cadence.HALF_YEARLY: Fraction(1, 6),
    Cadence.AS_NEEDED: Fraction(0),
    Cadence.ONCE: Fraction(0),
}


class Verdict(StrEnum):
    """What a service check may say of a series. MISSING is a meeting that ought to be there."""

    KEEP = "keep"
    ADJUST = "adjust"
    MERGE = "merge"
    LESS_OFTEN = "less-often"
    SHORTER = "shorter"
    REPLACE = "replace"
    CLOSE = "close"
    MISSING = "missing"


@dataclass(frozen=True)
class Freed:
    """Hours that decisions free and what of them is booked for learning or deep work; the rest vanishes. One unit."""

    freed: Fraction
    booked: Fraction

    @property
    def left(self) -> Fraction:
        """Hours not yet booked; nothing when more is booked than freed."""
        return max(self.freed - self.booked, Fraction(0))


def meetings_a_month(cadence: Cadence) -> Fraction:
    """Give the meetings in an average month: 52/12 weeks, 21 work days. None when held once or only as needed."""
    return _A_MONTH[cadence]


def person_hours(cadence: Cadence, minutes: int, people: int) -> Fraction:
    """Give the person-hours a month of a series, exactly. Sum first and round last."""
    return meetings_a_month(cadence) * Fraction(minutes, MINUTES_AN_HOUR) * people


def half_up(number: Fraction) -> int:
    """Round to the nearest whole, a half upwards, as people do on paper."""
    return floor(number + Fraction(1, 2))


def a_week(hours_a_month: Fraction) -> Fraction:
    """Turn hours a month into hours a week."""
    return hours_a_month / _WEEKS_A_MONTH


def hours_freed(verdict: Verdict, before: Fraction, after: Fraction | None = None) -> Fraction:
    """
    Give the hours a month a decision frees, `before` and `after` being the person-hours of the series.

    Keeping frees nothing and closing everything. Otherwise what is decided for afterwards is subtracted, and while
    that is not known nothing is promised. When text replaces the whole meeting there is nothing afterwards. A new
    meeting costs, and so does a change that makes one dearer: less than nothing is then freed.
    """
    if verdict is Verdict.KEEP:
        return Fraction(0)
    if verdict is Verdict.CLOSE or (verdict is Verdict.REPLACE and after is None):
        return before
    if verdict is Verdict.MISSING:
        return -after if after is not None else Fraction(0)
    return before - after if after is not None else Fraction(0)


def tally(votes: Iterable[Verdict]) -> tuple[tuple[Verdict, int], ...]:
    """Count the silent votes of one series, in the order of the list of verdicts and never by result."""
    counted = Counter(votes)
    return tuple((verdict, counted[verdict]) for verdict in Verdict if counted[verdict])


def votes_differ(votes: Iterable[Verdict]) -> bool:
    """Say whether the series has to be talked about: only where the votes differ."""
    return len(set(votes)) > 1
