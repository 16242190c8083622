"""
Agreed levels of one person as bytes, for counting many people quickly.

Byte n belongs to the competence with column n: level + 1, and 0 where nothing is agreed. Bytes that would only say
"nothing agreed" at the end are left out, so one set of levels has one row of bytes.
"""

from __future__ import annotations

from collections.abc import Mapping

TOP_LEVEL = 5
MOST_COLUMNS = 2000
"""As many competences as the row has bytes for; the catalogue may hold more, but not more that anybody agreed on."""


def encode(levels: Mapping[int, int]) -> bytes:
    """The levels (0–5) by column as bytes. Raises ValueError for another level, or a column outside the row."""
    if not levels:
        return b""
    if min(levels) < 0 or max(levels) >= MOST_COLUMNS:
        raise ValueError("A column lies outside the row.")
    row = bytearray(max(levels) + 1)
    for column, level in levels.items():
        if not 0 <= level <= TOP_LEVEL:
            raise ValueError("A level is 0 to 5.")
        row[column] = level + 1
    return bytes(row)


def decode(row: bytes) -> dict[int, int]:
    """The levels by column that the bytes hold."""
    return {column: byte - 1 for column, byte in enumerate(bytes(row)) if byte}


def with_level(row: bytes, column: int, level: int | None) -> bytes:
    """The row with one level put in, or taken out with None."""
    levels = decode(row)
    levels.pop(column, None)
    if level is not None:
        levels[column] = level
    return encode(levels)
