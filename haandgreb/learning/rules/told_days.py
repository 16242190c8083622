"""Days as learning platforms write them, beyond what staff lists know: months in letters, or month first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from haandgreb.organisation.importing.dates import BadDate, read_date
from haandgreb.organisation.importing.values import fold

_EMPTY_DATES = {"", "0", "-", "–", "null", "none", "n/a", "1970-01-01", "01-01-1970", "00-00-0000", "0000-00-00"}
_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar",
            "feb february februar",
            "mar march marts",
            "apr april",
            "may maj",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:[ T,].{0,40})?")
_NAMED_FIRST = re.compile(r"([A-Za-z]{3,9})[-. /](\d{1,2})[-,. /]{1,2}(\d{4})(?:[ T,].{0,40})?")
_NAMED_SECOND = re.compile(r"(\d{1,2})[-. /]{1,2}([A-Za-z]{3,9})[-,. /]{1,2}(\d{4})(?:[ T,].{0,40})?")


def is_month_first(cells: Iterable[str]) -> bool:
    """Whether dates with slashes are written month first: a day beyond twelve tells, and nothing tells otherwise."""
    month_first = day_first = False
    for cell in cells:
        if hit := _SLASHED.fullmatch(cell.strip()):
            month_first = month_first or int(hit[2]) > 12
            day_first = day_first or int(hit[1]) > 12
    return month_first and not day_first


def read_day(text: str, *, month_first: bool) -> date | None:
    """The day a cell holds; None where it holds none. Raises BadDate, and ShortDate for six digits."""
    if fold(text) in _EMPTY_DATES:
        return None
    written = _as_numbers(text, month_first=month_first)
    if written is None:
        return read_date(text)
    try:
        return date(*written)
    except ValueError as trouble:
        raise BadDate from trouble


def _as_numbers(text: str, *, month_first: bool) -> tuple[int, int, int] | None:
    """Year, month and day of what Danish payroll systems do not write: months in letters, or month first."""
    if hit := _NAMED_FIRST.fullmatch(text):
        return int(hit[3]), _MONTH_NAMES.get(hit[1].casefold(), 0), int(hit[2])
    if hit := _NAMED_SECOND.fullmatch(text):
        return int(hit[3]), _MONTH_NAMES.get(hit[2].casefold(), 0), int(hit[1])
    if (hit := _SLASHED.fullmatch(text)) and month_first:
        return int(hit[3]), int(hit[1]), int(hit[2])
    return None
