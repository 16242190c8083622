"""When a meeting can be scored (2.5). The window is measured in real hours, also when the clocks change."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

OPENS_BEFORE = timedelta(minutes=10)
CLOSES_AFTER = timedelta(hours=48)


class ScoreState(StrEnum):
    """Where the score of a meeting is. It moves from left to right and never back."""

    NOT_YET = "not-yet"
    OPEN = "open"
    CLOSED = "closed"
    NEVER = "never"


def opens_at(end_planned: datetime) -> datetime:
    """Give the moment the score opens: ten minutes before the planned end."""
    return end_planned.astimezone(UTC) - OPENS_BEFORE


def closes_at(end_planned: datetime) -> datetime:
    """Give the moment the score closes by itself: 48 hours after the planned end, however late the meeting ran."""
    return end_planned.astimezone(UTC) + CLOSES_AFTER


def score_state(*, scored: bool, end_planned: datetime, closed_at: datetime | None, now: datetime) -> ScoreState:
    """
    Say whether the score is not yet open, open, closed, or never to be opened.

    `scored` is False for a meeting whose turn it is not and for a cancelled one. `closed_at` is when chair or minute
    taker closed it; once set, nothing opens it again. Closed before it opened, it never was open.
    """
    opening, closing = opens_at(end_planned), closes_at(end_planned)
    if not scored or (closed_at is not None and closed_at < opening):
        return ScoreState.NEVER
    if closed_at is not None or now >= closing:
        return ScoreState.CLOSED
    return ScoreState.OPEN if now >= opening else ScoreState.NOT_YET


def times_may_change(state: ScoreState) -> bool:
    """Say whether the planned times may be moved; once the score has opened that could open it a second time."""
    return state in {ScoreState.NOT_YET, ScoreState.NEVER}
