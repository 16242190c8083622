"""Which meetings are scored, and when the group must choose what to do about it (better meetings §4.8 and §6)."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

EVERY_THIRD = 3
"""Scoring every meeting wears people out: by default every third is scored."""

IN_A_ROW_AFTER_CHANGE = 4
"""After a change four meetings in a row are scored, to see whether it helped."""

CHOICE_AFTER = 3
"""After three scored meetings the group chooses: keep, change one thing, or stop."""


class Rhythm(StrEnum):
    """How often the meetings of a series are scored. The series may choose; the default is every third."""

    EVERY = "every"
    EVERY_THIRD = "every-third"
    NEVER = "never"


class Choice(StrEnum):
    """What the group does about its meeting after three scores."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


@dataclass(frozen=True)
class MeetingInSeries:
    """A meeting of a series. `own_choice` is the chair's word for this one meeting, None to follow the rhythm."""

    held_on: date
    cancelled: bool = False
    own_choice: bool | None = None


def scored_meetings(
    rhythm: Rhythm, meetings: Sequence[MeetingInSeries], changes: Collection[date] = ()
) -> tuple[bool, ...]:
    """
    Say of each meeting of a series, in order of time, whether it is scored.

    A change counts from the first meeting held on its date or later. Cancelled meetings are not scored and do not
    count as one of three or of four. A series that scores every meeting or none keeps to that whatever changes.
    """
    turns = []
    since_last = in_a_row = 0
    pending = sorted(changes)
    for meeting in meetings:
        if meeting.cancelled:
            turns.append(False)
            continue
        if pending and pending[0] <= meeting.held_on:
            pending = [change for change in pending if change > meeting.held_on]
            in_a_row = IN_A_ROW_AFTER_CHANGE
        since_last += 1
        scored = _follows(rhythm, since_last=since_last, in_a_row=in_a_row)
        if meeting.own_choice is not None:
            scored = meeting.own_choice
        in_a_row = max(in_a_row - 1, 0)
        since_last = 0 if scored else since_last
        turns.append(scored)
    return tuple(turns)


def scored_since(scored_on: Iterable[date], chosen_on: Iterable[date]) -> int:
    """Count the meetings whose score has closed since the group last chose; one on the day of the choice was before."""
    last = max(chosen_on, default=date.min)
    return sum(held_on > last for held_on in scored_on)


def choice_is_due(scored_on: Iterable[date], chosen_on: Iterable[date]) -> bool:
    """
    Say whether the group has to choose now: keep, change one thing, or stop.

    A scored meeting counts also when too few answered to show anything; the group can talk about it all the same.
    """
    return scored_since(scored_on, chosen_on) >= CHOICE_AFTER


def places_of_marks(held_on: Sequence[date], changes: Iterable[date]) -> tuple[int, ...]:
    """
    Say before which point of the chart each change is marked, in order of time.

    `held_on` are the dates of the points, in order. A change on the day of a meeting stands before it; 0 is before the
    first point and len(held_on) after the last.
    """
    return tuple(bisect_left(held_on, change) for change in sorted(changes))


def _follows(rhythm: Rhythm, *, since_last: int, in_a_row: int) -> bool:
    if rhythm is Rhythm.EVERY_THIRD:
        return in_a_row > 0 or since_last >= EVERY_THIRD
    return rhythm is Rhythm.EVERY
