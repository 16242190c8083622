"""Facts beside feelings: they need no anonymity and carry most of the improvement (better meetings §4.7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from haandgreb.meetings.rules.counts import Portion
from haandgreb.statistics.runchart import median


@dataclass(frozen=True)
class ActionFact:
    """What is known of an action: when it was due, and when it was done, if it was. Dropped ones are left out."""

    due_on: date
    done_on: date | None = None


def start_delay(planned: datetime, actual: datetime) -> int:
    """Give the whole minutes a meeting began late; less than nothing when it began early."""
    return _whole_minutes(actual - planned)


def overrun(planned: datetime, actual: datetime) -> int:
    """Give the whole minutes a meeting ran over; less than nothing when it ended early."""
    return _whole_minutes(actual - planned)


def median_start_delay(delays: Iterable[int]) -> Fraction | None:
    """Give the middle start delay in minutes, perhaps a half one. An early start is no delay and counts as none."""
    return median([Fraction(max(delay, 0)) for delay in delays])


def items_with_purpose(purposes: Iterable[str]) -> Portion:
    """Count the items whose purpose line says something."""
    lines = list(purposes)
    return Portion(sum(bool(line.strip()) for line in lines), len(lines))


def done_on_time(actions: Iterable[ActionFact], today: date) -> Portion:
    """
    Count the actions done by their date, of those whose date has passed or which are done.

    On the date itself an open action is neither on time nor late, and so is not counted yet.
    """
    settled = [action for action in actions if action.done_on is not None or action.due_on < today]
    on_time = sum(action.done_on is not None and action.done_on <= action.due_on for action in settled)
    return Portion(on_time, len(settled))


def _whole_minutes(difference: timedelta) -> int:
    return int(difference / timedelta(minutes=1))
