"""
The gap of many people at once (dialogue.md 1; algorithms.md 5), without arithmetic on single people.

A *tally* is one whole number that holds all counts of a group: for each competence five fields of 32 bits, so that two
groups together are simply `one + other`. People with the same requirements are laid out side by side, and each
competence is read across all of them in one go; a hundred thousand people and forty competences take a fraction of a
second. A person counts once in every unit she works in and once in every unit above, however many of them she works in.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

ALONE = 3
"""Can do it independently: from this level on somebody holds a competence (dialogue.md 1, vulnerability)."""

AT_ONCE = 5_000
"""How many people are laid out at a time; bounds the memory, changes no answer."""

_FIELD = 4  # bytes
_KINDS = 5
_TOP_BYTE = 256

U = TypeVar("U", bound=Hashable)


@dataclass(frozen=True)
class Counts:
    """
    How many of a group stand where in one competence.

    Of those asked for it: `lack` are agreed below what is asked, `have` at it or above (`more` of them above) and
    `unknown` have no agreed level. `able` are agreed at level 3 or above, whether their roles ask for it or not.
    """

    lack: int = 0
    have: int = 0
    unknown: int = 0
    more: int = 0
    able: int = 0

    @property
    def asked(self) -> int:
        return self.lack + self.have + self.unknown

    @property
    def as_asked(self) -> int:
        """Those agreed exactly at what is asked."""
        return self.have - self.more

    @property
    def agreed(self) -> int:
        """Those asked for it who have an agreed level."""
        return self.lack + self.have


def _table(first: int, last: int) -> bytes:
    """Turns bytes from first to last into 1, all others into 0."""
    return bytes(first <= byte <= last for byte in range(_TOP_BYTE))


# A byte is level + 1, and 0 where nothing is agreed (rules/wheel.py).
_UNKNOWN = _table(0, 0)
_ABLE = _table(ALONE + 1, _TOP_BYTE - 1)
_LACK = [_table(1, level) for level in range(6)]
_HAVE = [_table(level + 1, _TOP_BYTE - 1) for level in range(6)]
_MORE = [_table(level + 2, _TOP_BYTE - 1) for level in range(6)]


def tallies(rows: Sequence[bytes], asked: Mapping[int, int], columns: Sequence[int]) -> list[int]:
    """
    One tally for each person, all of whom are asked for the same.

    `rows`: their agreed levels as bytes (rules/wheel.py); a row may end early. `asked`: column to level 1–5. `columns`:
    the columns that are counted, in the order of the counts.
    """
    if not columns:
        return [0] * len(rows)
    found: list[int] = []
    for start in range(0, len(rows), AT_ONCE):
        found += _laid_out(rows[start : start + AT_ONCE], asked, columns)
    return found


def _laid_out(rows: Sequence[bytes], asked: Mapping[int, int], columns: Sequence[int]) -> list[int]:
    width = max(columns, default=0) + 1
    side_by_side = b"".join([row[:width].ljust(width, b"\0") for row in rows])
    size = len(columns) * _KINDS * _FIELD
    laid_out = bytearray(size * len(rows))
    for place, column in enumerate(columns):
        levels = side_by_side[column::width]
        for kind, table in _tables(asked.get(column)):
            laid_out[(place * _KINDS + kind) * _FIELD :: size] = levels.translate(table)
    view = memoryview(laid_out)
    return [int.from_bytes(view[at : at + size], "little") for at in range(0, size * len(rows), size)]


def _tables(level: int | None) -> list[tuple[int, bytes]]:
    """Which fields are counted, and what counts in each."""
    if level is None:
        return [(4, _ABLE)]
    return [(0, _LACK[level]), (1, _HAVE[level]), (2, _UNKNOWN), (3, _MORE[level]), (4, _ABLE)]


def counts(tally: int, columns: int) -> list[Counts]:
    """The counts of a tally, competence by competence in the order of the columns."""
    numbers = struct.unpack(f"<{columns * _KINDS}I", tally.to_bytes(columns * _KINDS * _FIELD, "little"))
    return [Counts(*numbers[at : at + _KINDS]) for at in range(0, len(numbers), _KINDS)]


def by_unit(people: Iterable[tuple[Sequence[U], int]], parents: Mapping[U, U | None]) -> dict[U, int]:
    """
    The tally of each unit and everything below it; units without anybody have none.

    `people`: the units somebody works in, and her tally. She counts once in each of them and once in each unit above,
    so a common parent of two of her units counts her once.
    """
    direct: defaultdict[U, int] = defaultdict(int)
    scattered: defaultdict[frozenset[U], int] = defaultdict(int)
    for units, tally in people:
        if len(units) == 1:
            direct[units[0]] += tally
        else:
            scattered[frozenset(units)] += tally
    found = upwards(direct, parents)
    for units_of_one, tally in scattered.items():
        for above in {above for unit in units_of_one for above in way_up(unit, parents)}:
            found[above] = found.get(above, 0) + tally
    return found


def upwards(direct: Mapping[U, int], parents: Mapping[U, U | None]) -> dict[U, int]:
    """Add what stands in each unit to all units above it, deepest units first."""
    depth: dict[U, int] = {}
    for unit in direct:
        depth |= {above: step for step, above in enumerate(reversed(list(way_up(unit, parents))))}
    found = dict.fromkeys(depth, 0) | dict(direct)
    for unit in sorted(depth, key=depth.__getitem__, reverse=True):
        above = parents.get(unit)
        if above is not None:
            found[above] += found[unit]
    return found


def way_up(unit: U, parents: Mapping[U, U | None]) -> Iterable[U]:
    """The unit and those above it, nearest first."""
    at: U | None = unit
    while at is not None:
        yield at
        at = parents.get(at)
