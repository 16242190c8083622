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


def _above(lines: Lines) -> dict[Key, Key]:
    """The card above each by its surest line; the first drawn where two are as sure."""
    found: dict[Key, tuple[int, Key]] = {}
    for (upper, lower), strength in lines.items():
        if lower not in found or _SURE[strength] < found[lower][0]:
            found[lower] = (_SURE[strength], upper)
    return {lower: upper for lower, (_sure, upper) in found.items()}


def _way(card: Key, above: Mapping[Key, Key]) -> list[Key]:
    way = [card]
    while (upper := above.get(way[0])) is not None and upper not in way:
        way.insert(0, upper)
    return way


def way_up(card: Key, lines: Lines) -> list[Key]:
    """From the top down to the card, by the surest line at each step."""
    return _way(card, _above(lines))


def own_lines(cards: Iterable[Key], lines: Lines) -> tuple[set[Key], set[tuple[Key, Key]]]:
    """The cards and lines on the ways from the top down to these cards: what somebody's own work is for."""
    above = _above(lines)
    ways = [_way(card, above) for card in cards]
    return {card for way in ways for card in way}, {pair for way in ways for pair in pairwise(way)}


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
