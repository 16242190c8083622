"""Danish public holidays, computed from Easter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

LAST_GREAT_PRAYER_DAY = 2023  # Store Bededag was a public holiday for the last time in 2023


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def danish_holidays(year: int) -> frozenset[date]:
    """The public holidays of a year; 24 December and other customary days off are the workplace's own choice."""
    easter = easter_sunday(year)
    moving = [-3, -2, 0, 1, 39, 49, 50]
    if year <= LAST_GREAT_PRAYER_DAY:
        moving.append(26)
    days = {easter + timedelta(days=offset) for offset in moving}
    return frozenset(days | {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)})


def is_working_day(day: date, off: Collection[date] = ()) -> bool:
    """Monday to Friday, no public holiday, none of the workplace's own days `off`."""
    return day.weekday() < 5 and day not in danish_holidays(day.year) and day not in off


def next_working_day(day: date, off: Collection[date] = ()) -> date:
    """The day itself where it is a working day, else the first one after."""
    while not is_working_day(day, off):
        day += timedelta(days=1)
    return day


def working_day_before(day: date, off: Collection[date] = ()) -> date:
    """The day itself where it is a working day, else the last one before."""
    while not is_working_day(day, off):
        day -= timedelta(days=1)
    return day
