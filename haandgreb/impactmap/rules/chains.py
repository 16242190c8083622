"""Lines of sight from the goal down: one person's way, the one that is read backwards, too much hope in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from haandgreb.impactmap.rules.board import Key

KNOWN, EXPERIENCE, HOPE = "known", "experience", "hope"
_SURE = {KNOWN: 0, EXPERIENCE: 1, HOPE: 2}
MOST_HOPE = 3
"""More lines of hope in a row than this, and the map is a wish (transfer.md 1)."""

Lines = Mapping[tuple[Key, Key], str]
"""Upper and lower card, and how sure we are of the line between them."""


def way_up(card: Key, lines: Lines) -> list[Key]:
    """From the top down to the card, by the surest line at each step; the first drawn where two are as sure."""
    above: dict[Key, list[tuple[int, Key]]] = {}
    for (upper, lower), strength in lines.items():
        above.setdefault(lower, []).append((_SURE[strength], upper))
    way = [card]
    while found := [one for one in above.get(way[0], []) if one[1] not in way]:
        way.insert(0, min(found, key=lambda one: one[0])[1])
    return way


def own_lines(cards: Iterable[Key], lines: Lines) -> tuple[set[Key], set[tuple[Key, Key]]]:
    """The cards and lines on the ways from the top down to these cards: what somebody's own work is for."""
    mine: set[Key] = set()
    drawn: set[tuple[Key, Key]] = set()
    for card in cards:
        way = way_up(card, lines)
        mine |= set(way)
        drawn |= set(pairwise(way))
    return mine, drawn


def chains(top: Key, below: Mapping[Key, Sequence[Key]], *, length: int = 4) -> list[list[Key]]:
    """Every whole line of sight from the top: `length` cards long, in the order of the map."""
    found: list[list[Key]] = []

    def go(way: list[Key]) -> None:
        if len(way) == length:
            found.append(way)
            return
        for card in below.get(way[-1], ()):
            go([*way, card])

    go([top])
    return found


def surest(found: Sequence[Sequence[Key]], lines: Lines) -> Sequence[Key] | None:
    """The chain we are surest of, the first of several alike; None of none."""
    if not found:
        return None
    return min(found, key=lambda way: sum(_SURE[lines[pair]] for pair in pairwise(way)))


def hope_below(top: Key, below: Mapping[Key, Sequence[Key]], lines: Lines) -> int:
    """The longest run of hope in a row on any way down from the top."""

    def go(card: Key, run: int) -> int:
        longest = run
        for other in below.get(card, ()):
            hoped = lines[(card, other)] == HOPE
            longest = max(longest, go(other, run + 1 if hoped else 0))
        return longest

    return go(top, 0)
