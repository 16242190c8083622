"""The workshop of the impact map: its steps, its clock, and which half is the weakest (transfer.md 1, process)."""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

FIRST, LAST = 1, 7
MOST_MARKED = 40
"""More sentences than this are not read aloud in five minutes; the surest are taken."""

KEPT_DAYS = 30
"""Notes nobody used are kept with a closed workshop for so many days."""

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")


@dataclass(frozen=True)
class Clock:
    """A step's clock: `seconds` it may take, `used` so far, and since when the present stretch runs."""

    seconds: int
    used: int
    running_since: datetime | None
    now: datetime

    @property
    def is_paused(self) -> bool:
        return self.running_since is None

    @property
    def used_seconds(self) -> int:
        """With the stretch that runs."""
        return used_at(self.used, self.running_since, self.now)

    @property
    def seconds_left(self) -> int:
        """Negative where the step takes longer: nothing ends by itself."""
        return self.seconds - self.used_seconds

    @property
    def is_over(self) -> bool:
        return self.seconds_left < 0

    @property
    def until(self) -> datetime:
        """When it reaches nought, if it runs on."""
        return self.now + timedelta(seconds=self.seconds_left)

    @property
    def minutes(self) -> int:
        return self.seconds // 60

    @property
    def face(self) -> str:
        """5.48, as the script writes it too."""
        seconds = abs(self.seconds_left)
        return f"{seconds // 60}.{seconds % 60:02d}"


def used_at(used: int, running_since: datetime | None, now: datetime) -> int:
    """Seconds spent: the earlier stretches and the one that runs."""
    stretch = (now - running_since).total_seconds() if running_since is not None else 0
    return used + max(int(stretch), 0)


def ends_at(now: datetime, left: int, later: Iterable[int]) -> datetime:
    """When the workshop ends: what is left of this step, in seconds, and the minutes of those to come."""
    return now + timedelta(seconds=max(left, 0), minutes=sum(later))


def is_step(number: int) -> bool:
    """Whether there is such a step."""
    return FIRST <= number <= LAST


@dataclass(frozen=True)
class Marks(Generic[Key]):
    """How many would keep a sentence, and how many would cut it."""

    key: Key
    keep: int
    cut: int

    @property
    def weakness(self) -> float:
        """The share that would cut it, 0 to 1; nobody's mark is no weakness."""
        return self.cut / (self.keep + self.cut) if self.keep + self.cut else 0.0


def weakest_half(marks: Iterable[Marks[Key]]) -> set[Key]:
    """
    The half, rounded down, that most would cut. It is proposed; people decide.

    What nobody would cut is never proposed, and of several just as weak at the edge none is: a coin decides nothing.
    """
    rows = list(marks)
    room = len(rows) // 2
    found: set[Key] = set()
    for level in sorted({row.weakness for row in rows if row.cut}, reverse=True):
        alike = {row.key for row in rows if row.weakness == level}
        if len(found) + len(alike) > room:
            break
        found |= alike
    return found


def has_everybody(marked: int, people: int) -> bool:
    """Whether all have marked, so that the marks may be shown."""
    return people > 0 and marked >= people


def notes_go_on(closed_on: date) -> date:
    """The day on which unused notes are deleted."""
    return closed_on + timedelta(days=KEPT_DAYS)


def may_go_on(closed_on: date, today: date) -> bool:
    """Closed too early is noticed the same day or the day after; later it is another workshop."""
    return today - closed_on <= timedelta(days=1)


def shuffled(items: Sequence[Item], dice: random.Random) -> list[Item]:
    """In random order, so that the order says nothing about who was first."""
    mixed = list(items)
    dice.shuffle(mixed)
    return mixed
