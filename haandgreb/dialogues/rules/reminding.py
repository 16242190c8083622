"""On which days somebody is reminded. Each step has a day to spare, for a night when nothing ran."""

from __future__ import annotations

_PREPARE = (10, 5, 2)  # days before the talk (dialogue.md 3)
_SHARE = 3  # shared at least so many days before
_AGREE = (5, 8)  # days after the talk: before the seven are over, and when they are


def preparation_step(days_left: int) -> int | None:
    """10, 5 or 2 where the talk is so many days away, or a day less; None on all other days."""
    return next((step for step in _PREPARE if step - 1 <= days_left <= step and days_left > 0), None)


def is_time_to_share(days_left: int) -> bool:
    """The last days on which what is shown is read before the talk."""
    return _SHARE <= days_left <= _SHARE + 1


def agreement_step(days_since: int) -> int | None:
    """5 or 8 where the talk was so many days ago, or a day more."""
    return next((step for step in _AGREE if step <= days_since <= step + 1), None)
