"""What the works council is told of a round's goals: rates of enough people, that tell no more when told again."""

from __future__ import annotations

from datetime import date, timedelta

from haandgreb.confidentiality.figures import FULL, Nearly, Rate, may_follow, next_figures, rate

__all__ = ["BETWEEN", "FULL", "Nearly", "Rate", "is_due", "may_follow", "next_figures", "rate"]

BETWEEN = timedelta(days=30)
"""How long one counting of a round stands before the next."""


def is_due(counted_on: date | None, today: date, closed_on: date | None) -> bool:
    """Whether a round is counted anew: after thirty days, and once more when it has closed; then never again."""
    if counted_on is None:
        return True
    if closed_on is not None:
        return counted_on < closed_on <= today
    return today >= counted_on + BETWEEN
