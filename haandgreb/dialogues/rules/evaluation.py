"""When a round may be evaluated, and what may be done to what people wrote (dialogue.md 9, security 2.3 and 2.4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

BETWEEN = timedelta(days=30)
"""Two evaluations that the same people answer lie at least this far apart."""

LONGEST = timedelta(days=60)
"""An evaluation is open so long at most."""

ENOUGH_COMMENTS = 10
CUT = "[…]"
_WORD = re.compile(r"\S+")


def too_soon(others: Iterable[date | None], today: date) -> bool:
    """Another evaluation of the round is open (None), or closed less than thirty days ago."""
    return any(closed is None or today < closed + BETWEEN for closed in others)


def may_close_on(day: date, today: date) -> bool:
    """An evaluation closes after today, and within sixty days."""
    return today < day <= today + LONGEST


def only_cut(before: str, after: str) -> bool:
    """Words were taken out of a comment, and nothing put in but the mark of it."""
    left = iter(_WORD.findall(before))
    return all(any(word == other for other in left) for word in _WORD.findall(after) if word != CUT)


def words_cut(before: str, after: str) -> int:
    """How many words were taken out."""
    kept = [word for word in _WORD.findall(after) if word != CUT or CUT in before]
    return max(len(_WORD.findall(before)) - len(kept), 0)
