"""Finding what looks like a CPR number, also when Excel has made it a number and lost the leading zero."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Day, month, year, four digits; the ways people write them. A replacement number has 60 added to its day.
_WRITTEN = re.compile(r"(?<!\d)(\d\d)[ .]?(\d\d)[ .]?(\d\d)[ \u00a0]?[-‐‑–—. \u00a0]?[ \u00a0]?(\d{4})(?!\d)")
_NINE_DIGITS = re.compile(r"\d{9}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")
_HEADING = re.compile(r"cpr|person(?:nummer|nr)", re.IGNORECASE)

# Three in ten real numbers begin with a zero. Twenty values of which none has ten digits are therefore no CPR numbers.
ENOUGH_TO_TELL = 20


def _is_day_and_month(day: int, month: int) -> bool:
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)


def _written_in(text: str) -> bool:
    return any(_is_day_and_month(int(hit[1]), int(hit[2])) for hit in _WRITTEN.finditer(text))


def holds_cpr(text: str) -> bool:
    """
    Whether ten digits beginning with a day and a month stand anywhere in the text, with or without a hyphen.

    An id in the form of a UUID is none, whatever its digits are.
    """
    return len(text) >= 10 and _written_in(text) and _written_in(_UUID.sub(" ", text))


def is_cpr(text: str) -> bool:
    """Whether the whole text is one such number."""
    hit = _WRITTEN.fullmatch(text.strip())
    return hit is not None and _is_day_and_month(int(hit[1]), int(hit[2]))


def is_short_cpr(text: str) -> bool:
    """Whether the whole text is nine digits that become such a number with a zero in front."""
    stripped = text.strip()
    return bool(_NINE_DIGITS.fullmatch(stripped)) and is_cpr("0" + stripped)


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
    suspicious = bool(_WRITTEN.search(joined))
    if not suspicious and not _NINE_DIGITS.search(joined):
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
