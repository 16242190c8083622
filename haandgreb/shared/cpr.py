"""What looks like a CPR number: ten digits that begin with a day and a month. Never stored, shown or logged."""

from __future__ import annotations

import re

# Day, month, year, four digits; the ways people write them. A replacement number has 60 added to its day.
_WRITTEN = re.compile(r"(?<!\d)(\d\d)[ .]?(\d\d)[ .]?(\d\d)[ \u00a0]?[-‐‑–—. \u00a0]?[ \u00a0]?(\d{4})(?!\d)")
_NINE_DIGITS = re.compile(r"\d{9}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}")


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


def may_hold_cpr(text: str) -> bool:
    """A quick first look at a long text: whether it is worth looking closer."""
    return bool(_WRITTEN.search(text) or _NINE_DIGITS.search(text))
