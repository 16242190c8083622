"""Columns that hold CPR numbers, also where Excel has made them numbers and lost the leading zero."""

from __future__ import annotations

import re
from collections.abc import Sequence

from haandgreb.shared.cpr import holds_cpr, is_cpr, is_short_cpr, may_hold_cpr

__all__ = ["column_findings", "heading_names_cpr", "holds_cpr", "is_cpr", "is_short_cpr"]

_HEADING = re.compile(r"cpr|person(?:nummer|nr)", re.IGNORECASE)

# Three in ten real numbers begin with a zero. Twenty values of which none has ten digits are therefore no CPR numbers.
ENOUGH_TO_TELL = 20


def heading_names_cpr(heading: str) -> bool:
    """Whether a heading says that its column holds CPR numbers."""
    return bool(_HEADING.search(heading))


def column_findings(heading: str, cells: Sequence[str]) -> tuple[bool, list[int]]:
    """
    Whether a whole column is to be refused, and else which of its cells (by index) are to be struck out.

    A column is refused when its heading says CPR, or at least half of what stands in it, and at least two values,
    are such numbers.
    """
    if heading_names_cpr(heading):
        return True, []
    joined = "\n".join(cells)
    if len(joined) < 9:
        return False, []
    if not may_hold_cpr(joined):
        return False, []
    return _closer_look(cells)


def _closer_look(cells: Sequence[str]) -> tuple[bool, list[int]]:
    filled = whole = lettered = 0
    anywhere: list[int] = []
    short: list[int] = []
    for at, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        filled += 1
        if holds_cpr(text):
            anywhere.append(at)
            whole += is_cpr(text)
        elif is_short_cpr(text):
            short.append(at)
        elif not lettered and any(char.isalpha() for char in text):
            lettered = 1
    count_short = bool(anywhere) or filled < ENOUGH_TO_TELL
    numbers = whole + (len(short) if count_short else 0)
    if numbers >= 2 and numbers * 2 >= filled:
        return True, []
    return False, sorted(anywhere + short) if (anywhere or lettered) else []
