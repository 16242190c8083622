"""The time budget of an agenda, its hints, and the clock of a running meeting (better meetings §1 and §2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

MUCH_INFORMATION = Fraction(1, 4)
"""When information takes more of the time than this, we ask whether it could be written instead."""

LONG_PREPARATION = 15
"""Preparation of more minutes than this, for one item or for all together, is seldom done."""

MANY_PARTICIPANTS = 9
"""
From this many people we ask for whom the minutes are enough.

The research says that bigger meetings involve people less, but names no limit; this one is our own.
"""

MINUTE = timedelta(minutes=1)


class ItemKind(StrEnum):
    """What an item is for."""

    INFORMATION = "information"
    DISCUSSION = "discussion"
    DECISION = "decision"
    IDEAS = "ideas"
    LEARNING = "learning"
    COORDINATION = "coordination"


class HintKey(StrEnum):
    """What an agenda may be told. A hint never stops anybody."""

    OVER_BUDGET = "over-budget"
    INFORMATION_HEAVY = "information-heavy"
    MANY_PARTICIPANTS = "many-participants"
    PREPARATION_LONG = "preparation-long"
    LATE_ITEM = "late-item"
    NO_PURPOSE = "no-purpose"


class Owners(StrEnum):
    """An action has one owner: with three it has none."""

    ONE = "one"
    NOBODY = "nobody"
    SEVERAL = "several"


@dataclass(frozen=True)
class PlannedItem:
    """An item of the agenda. `preparation` is minutes for each person who prepares it."""

    minutes: int
    kind: ItemKind
    purpose: str = ""
    preparation: int = 0


@dataclass(frozen=True)
class Slot:
    """Where an item lies, in minutes from the planned start. A late one ends after the planned end."""

    start: int
    end: int
    late: bool


@dataclass(frozen=True)
class Budget:
    """Planned minutes against the length of the meeting."""

    length: int
    planned: int
    slots: tuple[Slot, ...]
    information: int

    @property
    def over(self) -> int:
        """Minutes planned beyond the end."""
        return max(self.planned - self.length, 0)

    @property
    def free(self) -> int:
        """Minutes not yet planned."""
        return max(self.length - self.planned, 0)


@dataclass(frozen=True)
class Hint:
    """One hint. `item` is a place on the agenda from 0, None for the whole of it; `number` is minutes or people."""

    key: HintKey
    item: int | None = None
    number: int | None = None


@dataclass(frozen=True)
class Forecast:
    """
    Whether a running meeting ends on time.

    `over` are whole minutes beyond the planned end, begun ones included. When cutting one remaining item is enough,
    `cut` is its place and `cut_to` the minutes it may take: "the end holds if item 4 takes 13".
    """

    ends_at: datetime
    over: int
    cut: int | None = None
    cut_to: int | None = None

    @property
    def holds(self) -> bool:
        """True when the meeting ends on time as it is."""
        return self.over == 0


def budget(items: Sequence[PlannedItem], length: int) -> Budget:
    """Lay the items after each other and hold them against the length of the meeting, all in minutes."""
    slots, start = [], 0
    for item in items:
        end = start + item.minutes
        slots.append(Slot(start, end, late=end > length))
        start = end
    information = sum(item.minutes for item in items if item.kind is ItemKind.INFORMATION)
    return Budget(length, start, tuple(slots), information)


def hints(items: Sequence[PlannedItem], length: int, participants: int) -> tuple[Hint, ...]:
    """
    Give what the one who plans should know: first about the whole meeting, then item by item.

    An empty agenda has no hints of its own; `deadlines.has_no_agenda` asks about it when the day comes near.
    """
    plan = budget(items, length)
    found = [*_about_the_whole(items, plan)]
    if participants >= MANY_PARTICIPANTS:
        found.append(Hint(HintKey.MANY_PARTICIPANTS, number=participants))
    for place, (item, slot) in enumerate(zip(items, plan.slots, strict=True)):
        found.extend(_about_one(place, item, slot, length))
    return tuple(found)


def time_left(started_at: datetime, minutes: int, now: datetime) -> timedelta:
    """Give what the item timer shows; less than nothing when the item runs over."""
    return started_at + minutes * MINUTE - now


def forecast(
    *, now: datetime, end_planned: datetime, current_left: timedelta, remaining: Sequence[tuple[int, int]]
) -> Forecast:
    """
    Say whether the meeting ends on time when the current item and the remaining ones take what was planned.

    `current_left` is the timer of the current item; once it has run over, it is counted as ending now. `remaining` are
    the places and planned minutes of the items still to come. The longest of them, the first of several, is proposed
    cut, when what is left of it is at least a minute.
    """
    ends_at = now + max(current_left, timedelta(0)) + sum(minutes for _, minutes in remaining) * MINUTE
    over = max(-((end_planned - ends_at) // MINUTE), 0)
    place, longest = max(remaining, key=lambda item: item[1], default=(None, 0))
    if over == 0 or longest <= over:
        return Forecast(ends_at, over)
    return Forecast(ends_at, over, place, longest - over)


def owners(people: Collection[object]) -> Owners:
    """Say whether an action has exactly one owner."""
    if len(people) == 1:
        return Owners.ONE
    return Owners.SEVERAL if people else Owners.NOBODY


def _about_the_whole(items: Sequence[PlannedItem], plan: Budget) -> list[Hint]:
    found = []
    if plan.over:
        found.append(Hint(HintKey.OVER_BUDGET, number=plan.over))
    if plan.information > MUCH_INFORMATION * plan.length:
        found.append(Hint(HintKey.INFORMATION_HEAVY, number=plan.information))
    together = sum(item.preparation for item in items)
    if together > LONG_PREPARATION and all(item.preparation <= LONG_PREPARATION for item in items):
        found.append(Hint(HintKey.PREPARATION_LONG, number=together))
    return found


def _about_one(place: int, item: PlannedItem, slot: Slot, length: int) -> list[Hint]:
    found = []
    if slot.late:
        found.append(Hint(HintKey.LATE_ITEM, place, slot.end - length))
    if not item.purpose.strip():
        found.append(Hint(HintKey.NO_PURPOSE, place))
    if item.preparation > LONG_PREPARATION:
        found.append(Hint(HintKey.PREPARATION_LONG, place, item.preparation))
    return found
