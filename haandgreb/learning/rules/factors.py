"""The sixteen factors: what counts as low, and which three are looked at first. No sum is ever made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from haandgreb.learning.rules.quarters import last_answer_on, quarter_of
from haandgreb.questions.showing import How, Level, Shown

LOWEST = 3
LEAST_ANSWERED = 60
"""Percent of those asked who have to have answered before a group is shown (transfer.md 6)."""

AFTER = timedelta(days=14)
EARLY = timedelta(days=7)
_GOOD_FROM = 4
_LEVELS = {Level.LOW: Fraction(0), Level.MIDDLE: Fraction(1, 2), Level.HIGH: Fraction(1)}


def quarter_asked_in(last_day: date) -> date:
    """The quarter somebody's answers are counted in: that of the fourteenth day after the last course day."""
    return quarter_of(last_day + AFTER)


def is_open(last_day: date | None, today: date) -> bool:
    """Whether the check is answered now: from a week after the last course day until its quarter is counted."""
    return last_day is not None and last_day + EARLY <= today <= last_answer_on(quarter_asked_in(last_day))


def turned(counts: Sequence[int]) -> tuple[int, ...]:
    """The counts of a question whose low answers are the good ones, so that high is good as everywhere."""
    return tuple(reversed(counts))


def good_share(shown: Shown) -> Fraction | None:
    """
    How large a part answered 4 or 5, from what is shown and nothing else; None where nothing is.

    Where only words are shown, most low counts as none, most in the middle as half, most high as all.
    """
    if shown.how == How.COUNTS:
        return Fraction(sum(shown.counts[_GOOD_FROM - 1 :]), sum(shown.counts))
    if shown.how == How.THIRDS:
        return Fraction(shown.thirds[2], 10)
    return _LEVELS[shown.most] if shown.how == How.WORDS and shown.most is not None else None


def lowest(shown: Mapping[str, Shown], *, without: Sequence[str]) -> list[str]:
    """
    The factors with the smallest part of good answers, three at most; of two alike the one that stands first.

    `without` are the neutral ones, whose high answers are neither good nor bad. What everybody finds good is none.
    """
    found = {key: share for key, one in shown.items() if key not in without and (share := good_share(one)) is not None}
    return sorted((key for key in found if found[key] < 1), key=lambda key: found[key])[:LOWEST]


def own_lowest(steps: Mapping[str, int], *, without: Sequence[str]) -> list[str]:
    """The factors she herself put lowest, below 4, three at most; of two alike the one that stands first."""
    found = [key for key, step in steps.items() if key not in without and step < _GOOD_FROM]
    return sorted(found, key=lambda key: steps[key])[:LOWEST]
