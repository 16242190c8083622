"""Periods of the list beside periods there are: which are the same, which moved, which are new, which are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from haandgreb.organisation.importing.state import alive

ONE_DAY = timedelta(days=1)


class _Dated(Protocol):
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def stated(self) -> frozenset[str]: ...


class _Standing(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


Wanted = TypeVar("Wanted", bound=_Dated)
Now = TypeVar("Now", bound=_Standing)


@dataclass(slots=True)
class Thread(Generic[Wanted, Now]):
    """One person's engagements, or one unit's managers, sorted out."""

    same: list[tuple[Wanted, Now]] = field(default_factory=list)
    moved: list[tuple[Wanted, Now]] = field(default_factory=list)
    new: list[Wanted] = field(default_factory=list)
    missing: list[Now] = field(default_factory=list)


def sort_out(
    wanted: Sequence[Wanted],
    standing: Iterable[Now],
    today: date,
    *,
    likeness: Callable[[Wanted, Now], int],
    may_move: Callable[[Wanted, Now], bool],
) -> Thread[Wanted, Now]:
    """
    Pair what the list wants with what stands.

    `likeness` is 0 for what cannot be the same and else higher the more alike; `may_move` says whether a row that is
    not the same may be where the other has moved from. What has ended stays ended: it is paired only with what the list
    says has ended too. Missing is what goes on, is in no pair, and does not end where another begins.
    """
    thread: Thread[Wanted, Now] = Thread()
    left = sorted(standing, key=lambda now: (not alive(now.valid_to, today), now.valid_from, now.id))
    waiting: list[Wanted] = []
    pairs = sorted(
        ((-likeness(want, now), number, place) for number, want in enumerate(wanted) for place, now in enumerate(left)),
    )
    paired: dict[int, int] = {}
    for unlikeness, number, place in pairs:
        if unlikeness == 0 or number in paired or place in paired.values():
            continue
        if _may_pair(wanted[number], left[place], today):
            paired[number] = place
    for number, want in enumerate(wanted):
        if number in paired:
            thread.same.append((want, left[paired[number]]))
        else:
            waiting.append(want)
    left = [now for place, now in enumerate(left) if place not in set(paired.values())]
    for want in waiting:
        origin = next((now for now in left if _may_have_moved(want, now, today) and may_move(want, now)), None)
        if origin is None:
            thread.new.append(want)
        else:
            left.remove(origin)
            thread.moved.append((want, origin))
    beginnings = {now.valid_from for _, now in thread.same}
    thread.missing = [now for now in left if alive(now.valid_to, today) and now.valid_to not in beginnings]
    return thread


def _may_pair(want: _Dated, now: _Standing, today: date) -> bool:
    if alive(want.valid_to, today):
        return alive(now.valid_to, today)
    begins_before_it_ends = want.valid_to is None or now.valid_from < want.valid_to
    return begins_before_it_ends and (want.valid_from is None or now.valid_to is None or want.valid_from < now.valid_to)


def _may_have_moved(want: _Dated, now: _Standing, today: date) -> bool:
    """Something that goes on can go on elsewhere, unless it ends before the other begins."""
    goes_on = alive(want.valid_to, today) and alive(now.valid_to, today)
    return goes_on and (now.valid_to is None or want.valid_from is None or want.valid_from < now.valid_to)


def settled_start(want: _Dated, now: _Standing, others: Iterable[_Standing], today: date) -> date:
    """
    When a period that stands begins, now that the list has spoken. It may be found to have begun earlier, unless
    something else of the same thread lies there; one that has begun is never made to begin later.
    """
    start = want.valid_from
    if start is None or start == now.valid_from:
        return now.valid_from
    if start > now.valid_from:
        return start if now.valid_from >= today else now.valid_from
    for other in others:
        ends_after = other.valid_to is None or other.valid_to > start
        if other.id != now.id and other.valid_from < now.valid_from and ends_after:
            return now.valid_from
    return start


def settled_end(want: _Dated, now: _Standing, start: date, today: date) -> date | None:
    """When it ends: as the list says, and when the list says nothing, as it stands. What has ended is left alone."""
    if not alive(now.valid_to, today):
        return now.valid_to
    if "valid_to" not in want.stated:
        return now.valid_to
    return max(want.valid_to, start + ONE_DAY) if want.valid_to else None


def new_start(want: _Dated, others: Iterable[_Standing], today: date) -> date:
    """When something new begins: as the list says, but never where something of the same thread has already been."""
    if want.valid_from is None:
        return today if want.valid_to is None else min(today, want.valid_to - ONE_DAY)
    start = max(today, want.valid_from)
    taken = any(
        other.valid_from < start and (other.valid_to is None or other.valid_to > want.valid_from) for other in others
    )
    return start if taken and alive(want.valid_to, today) else want.valid_from
