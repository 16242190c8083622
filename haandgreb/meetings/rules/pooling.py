"""
Joining what is too little to show alone, so that it can be shown once and never be subtracted again (2.5).

A pool is found as soon as it is enough, in the order the scores closed, and never changes afterwards: the caller stores
which pool a meeting belongs to, and asks only with the meetings that still wait.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from haandgreb.confidentiality import rules as confidentiality
from haandgreb.meetings.rules.counts import Counts

POOL_MEETINGS = 2
"""A pool in a series joins answers from at least this many meetings."""

T = TypeVar("T")


@dataclass(frozen=True)
class SmallMeeting:
    """A closed score with too few to show. `could_answer` are those present, without its chair."""

    key: Hashable
    answers: int
    could_answer: frozenset[Hashable]

    @property
    def certain_answers(self) -> int:
        """The answers that count towards five: never more than the people who could have given them."""
        return min(self.answers, len(self.could_answer))

    @property
    def unreliable(self) -> bool:
        """True when more answers came in than people could have given; it marks the whole pool."""
        return self.answers > len(self.could_answer)


@dataclass(frozen=True)
class Block:
    """What a series itself is shown, a meeting or a pool, on its way to a report on its type of series."""

    key: Hashable
    unit: Hashable
    meetings: int
    answers: int


def next_pool(waiting: Iterable[SmallMeeting]) -> tuple[SmallMeeting, ...] | None:
    """
    Join the meetings that wait, in order, until there are enough; None while there are not.

    Enough is five answers from at least two meetings that at least five different people could have given. A meeting
    nobody answered belongs to no pool, and the people at it could not have given any of the answers.
    """
    return next(iter(_joined((meeting for meeting in waiting if meeting.certain_answers), _is_pool)), None)


def pools(closed: Iterable[SmallMeeting]) -> list[tuple[SmallMeeting, ...]]:
    """Give all pools of a series in order. What waits at the end is in none of them."""
    return list(_joined((meeting for meeting in closed if meeting.certain_answers), _is_pool))


def next_report(waiting: Iterable[Block]) -> tuple[Block, ...] | None:
    """
    Join blocks of one type of series, in order, into what HR and the works council may see; None while too little.

    Only what the series itself is shown goes in, and once in a report a block enters no other. So the difference
    between two reports is a report, and between a report and what a participant knows lies at least a block of five.
    """
    return next(iter(_joined(waiting, _is_report)), None)


def reports(closed: Iterable[Block]) -> list[tuple[Block, ...]]:
    """Give all reports of one type of series in order."""
    return list(_joined(closed, _is_report))


def pooled_items(
    meetings: Iterable[Mapping[str, Counts]], *, fewest: int = confidentiality.ENOUGH
) -> dict[str, Counts | None]:
    """Add up each question over the meetings of one pool; None where fewer than `fewest` answered it."""
    joined: dict[str, Counts] = {}
    for items in meetings:
        for key, counts in items.items():
            joined[key] = joined.get(key, Counts()) + counts
    return {
        key: counts if confidentiality.enough_to_show(counts.n, fewest=fewest) else None
        for key, counts in joined.items()
    }


def _joined(things: Iterable[T], enough: Callable[[Sequence[T]], bool]) -> Iterable[tuple[T, ...]]:
    together: list[T] = []
    for thing in things:
        together.append(thing)
        if enough(together):
            yield tuple(together)
            together = []


def _is_pool(meetings: Sequence[SmallMeeting]) -> bool:
    people: frozenset[Hashable] = frozenset().union(*(meeting.could_answer for meeting in meetings))
    return (
        len(meetings) >= POOL_MEETINGS
        and confidentiality.enough_to_show(sum(meeting.certain_answers for meeting in meetings))
        and confidentiality.enough_people(len(people))
    )


def _is_report(blocks: Sequence[Block]) -> bool:
    return confidentiality.enough_upwards(
        meetings=sum(block.meetings for block in blocks),
        answers=sum(block.answers for block in blocks),
        units=len({block.unit for block in blocks}),
    )
