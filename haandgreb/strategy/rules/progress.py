"""How far a result has come, and when somebody must look again."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

MOST_DAYS_UNMEASURED = 100
"""A result is measured at least once a quarter, with ten days' grace; after that its owner is asked."""

LEAD_DAYS = 90
"""An early sign shows itself within so many days (transfer.md 1, quality hints)."""


def progress(baseline: Decimal | None, latest: Decimal | None, target: Decimal | None) -> Fraction | None:
    """
    How much of the way from baseline to target is done, from 0 to 1; also where less is better.

    None where one of the three is unknown, or where there is no way to go. Beyond the target counts as there, and
    behind the baseline as nothing yet: the figures beside it tell the rest.
    """
    if baseline is None or latest is None or target is None or target == baseline:
        return None
    done = Fraction(latest - baseline) / Fraction(target - baseline)
    return min(max(done, Fraction(0)), Fraction(1))


def is_reached(baseline: Decimal | None, latest: Decimal | None, target: Decimal | None) -> bool:
    """Whether the latest figure is at the target, or beyond it on the side away from the baseline."""
    if latest is None or target is None:
        return False
    if baseline is None or baseline == target:
        return latest == target
    return latest >= target if target > baseline else latest <= target


def baseline_is_due(baseline: Decimal | None, baseline_by: date | None, today: date) -> bool:
    """Whether the day has come on which an unknown baseline was to be measured."""
    return baseline is None and baseline_by is not None and baseline_by <= today


def is_unmeasured(last_on: date | None, today: date) -> bool:
    """Whether it is more than a quarter since the result was looked at; `last_on` is None where it never was."""
    return last_on is not None and (today - last_on).days > MOST_DAYS_UNMEASURED


def shows_soon(last_on: date | None, due_on: date | None, today: date) -> bool:
    """Whether an early sign was seen in the last 90 days, or has its day within the next 90."""
    near = timedelta(days=LEAD_DAYS)
    seen = last_on is not None and today - last_on <= near
    return seen or (due_on is not None and due_on - today <= near)
