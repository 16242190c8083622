"""Where a completion that a platform tells of belongs, among the enrolments the person has in that activity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from haandgreb.learning.rules.told import Told

SAME_COURSE = timedelta(days=14)
"""Recorded by hand so near to the day a platform tells is the same completion."""

COMPLETED, CANCELLED = "completed", "cancelled"
ENDS = ("approved", "asked", "absent")
"""The states a completion ends, in the order they are preferred."""

Verdict = Literal["new", "ends", "same", "gone", "back"]


@dataclass(frozen=True, slots=True)
class Held:
    """An enrolment that is there."""

    pk: UUID
    state: str
    completed_on: date | None
    source: str
    starts_on: date | None = None
    has_offering: bool = False


def decide(told: Told, source: str, held: Sequence[Held]) -> tuple[Verdict, Held | None]:
    """
    What the platform's completion does: makes a new enrolment, ends one that is open, or changes nothing, as it is
    known (same) or was taken back here (gone). What the platform takes back is taken back (back) where it is there.

    The key is (source, person, activity, day): told twice is told once. Source: integrations 9.
    """
    known = next((one for one in held if one.source == source and one.completed_on == told.completed_on), None)
    if told.back:
        return ("back", known) if known is not None and known.state == COMPLETED else ("same", known)
    if known is not None:
        return ("same" if known.state == COMPLETED else "gone"), known
    by_hand = next((one for one in held if _is_by_hand(one, told, source)), None)
    if by_hand is not None:
        return "same", by_hand
    waiting = [one for one in held if _may_end(one, told)]
    if not waiting:
        return "new", None
    return "ends", min(waiting, key=lambda one: (ENDS.index(one.state), _distance(one, told), str(one.pk)))


def _is_by_hand(one: Held, told: Told, source: str) -> bool:
    if one.state != COMPLETED or one.source == source or one.completed_on is None:
        return False
    return abs(one.completed_on - told.completed_on) <= SAME_COURSE


def _may_end(one: Held, told: Told) -> bool:
    """An open seat, unless it is for a later time; somebody marked absent, where it is about that time."""
    if one.state not in ENDS:
        return False
    if one.starts_on is None:
        return one.state != "absent"
    if one.state == "absent":
        return _distance(one, told) <= SAME_COURSE.days
    return one.starts_on <= told.completed_on + SAME_COURSE


def _distance(one: Held, told: Told) -> int:
    return abs((one.starts_on - told.completed_on).days) if one.starts_on is not None else SAME_COURSE.days
