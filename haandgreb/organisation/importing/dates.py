"""Dates as Danish payroll systems, people and Excel write them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

ShortOrder = Literal["dmy", "ymd"]

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
OPEN_YEAR = 9999
# Years of two digits from 50 are of the last century.
PIVOT = 50
_EXCEL_DAY_ZERO = date(1899, 12, 30)
# 1 October 1954 to 13 January 2119: five digits beyond that are no serial number for a date of employment.
_SERIALS = range(20_000, 80_000)
_EXCEL_OPEN = 2_958_465  # 31 December 9999

_TIME = re.compile(r"[T ]\d\d[:.]\d\d.{0,25}$")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
_DANISH = re.compile(r"(\d{1,2})[-./ ] ?(\d{1,2})[-./ ] ?(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5,7})(?:[.,]\d{1,15})?")
_LONGEST = 60


class BadDate(ValueError):
    """The text is no date."""


class ShortDate(ValueError):
    """Six digits: day, month, year or year, month, day? Somebody must say."""


def _date(year: int, month: int, day: int) -> date | None:
    """The date, None for an open end; BadDate when the calendar has no such day."""
    if year == OPEN_YEAR:
        return None
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadDate
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadDate from error


def _century(year: int) -> int:
    return 2000 + year if year < PIVOT else 1900 + year


def read_short(digits: str, order: ShortOrder) -> date | None:
    """Six digits read in the given order; BadDate when the calendar has no such day."""
    first, middle, last = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    return _date(_century(last), middle, first) if order == "dmy" else _date(_century(first), middle, last)


def _read_eight(digits: str) -> date | None:
    """ddmmyyyy or yyyymmdd; never both, as no month is called 19, 20 or 21."""
    try:
        return _date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except BadDate:
        return _date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _read_digits(digits: str, order: ShortOrder | None) -> date | None:
    number = int(digits)
    if number == _EXCEL_OPEN:
        return None
    if len(digits) == 5 and number in _SERIALS:
        return _EXCEL_DAY_ZERO + timedelta(days=number)
    if len(digits) == 6:
        if order is None:
            raise ShortDate
        return read_short(digits, order)
    if len(digits) in (7, 8):  # seven: Excel has dropped the zero of the first nine days
        return _read_eight(digits.zfill(8))
    raise BadDate


@lru_cache(maxsize=8192)
def read_date(text: str, order: ShortOrder | None = None) -> date | None:
    """
    The date a cell holds; None when it is 9999-12-31, which means open.

    Understands 2026-11-22, 22-11-2026, 22.11.2026, 22/11/2026, 22112026, 20261122, two-digit years, Excel's serial
    numbers, each also with a time behind. Raises ShortDate for six digits unless `order` says how to read them, and
    BadDate for everything else. Source: integrations, section 3.
    """
    stripped = text.strip()
    if not stripped.isascii() or len(stripped) > _LONGEST:
        raise BadDate
    stripped = _TIME.sub("", stripped)
    if stripped.isdigit():
        return _read_digits(stripped, order)
    if hit := _ISO.fullmatch(stripped):
        return _date(int(hit[1]), int(hit[2]), int(hit[3]))
    if hit := _DANISH.fullmatch(stripped):
        year = int(hit[3]) if len(hit[3]) == 4 else _century(int(hit[3]))
        return _date(year, int(hit[2]), int(hit[1]))
    if hit := _SERIAL.fullmatch(stripped):
        number = int(hit[1])
        if number in _SERIALS or number == _EXCEL_OPEN:
            return _read_digits(hit[1], order)
    raise BadDate
