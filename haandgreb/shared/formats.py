"""
Dates, times and numbers as people read them, in Danish and English.

Written out by hand because Django's localised formats cost some 25 µs each, and a list shows hundreds.
Moments are stored in UTC and shown in Europe/Copenhagen.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from haandgreb.shared.clock import COPENHAGEN

MONTHS = {
    "da": [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
WEEKDAYS = {
    "da": [
        "mandag",
        "tirsdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lørdag",
        "søndag",
    ],
    "en": [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
}


def local(moment: datetime) -> datetime:
    """Turn an aware moment into Copenhagen time; a naive one is taken as it stands."""
    return moment.astimezone(COPENHAGEN) if moment.tzinfo else moment


def _calendar(value: date) -> date:
    return local(value).date() if isinstance(value, datetime) else value


def long_date(value: date, language: str) -> str:
    """22. november 2026 / 22 November 2026."""
    return f"{day_and_month(value, language)} {_calendar(value).year}"


def day_and_month(value: date, language: str) -> str:
    """22. november / 22 November."""
    day = _calendar(value)
    dot = "." if language == "da" else ""
    return f"{day.day}{dot} {MONTHS[language][day.month - 1]}"


def short_date(value: date, language: str) -> str:
    """22.11.2026 / 22 Nov 2026 (digits alone would be read differently on each side of the Atlantic)."""
    day = _calendar(value)
    if language == "da":
        return f"{day.day}.{day.month}.{day.year}"
    return f"{day.day} {short_month(day, language)} {day.year}"


def day_number(value: date) -> int:
    """22, in Copenhagen."""
    return _calendar(value).day


def short_month(value: date, language: str) -> str:
    """nov / Nov."""
    return MONTHS[language][_calendar(value).month - 1][:3]


def weekday(value: date, language: str) -> str:
    """torsdag / Thursday."""
    return WEEKDAYS[language][_calendar(value).weekday()]


def week(value: date, language: str) -> str:
    """uge 47 / week 47, by ISO 8601."""
    number = _calendar(value).isocalendar().week
    return f"uge {number}" if language == "da" else f"week {number}"


def clock_time(value: time | datetime, language: str) -> str:
    """kl. 14.30 / 14:30."""
    at = local(value) if isinstance(value, datetime) else value
    return f"kl. {at.hour}.{at.minute:02}" if language == "da" else f"{at.hour}:{at.minute:02}"


def moment(value: datetime, language: str) -> str:
    """22. november 2026 kl. 14.30 / 22 November 2026 at 14:30."""
    at = local(value)
    between = " " if language == "da" else " at "
    return f"{long_date(at, language)}{between}{clock_time(at, language)}"


def near_date(value: date, today: date, language: str) -> str:
    """i dag, i morgen, i går, a weekday within six days, else day and month; the year too when it is not this one."""
    day = _calendar(value)
    away = (day - today).days
    words = {"da": {0: "i dag", 1: "i morgen", -1: "i går"}, "en": {0: "today", 1: "tomorrow", -1: "yesterday"}}[
        language
    ]
    if away in words:
        return words[away]
    if 1 < away < 7:
        return weekday(day, language)
    return day_and_month(day, language) if day.year == today.year else long_date(day, language)


def number(value: int | float | Decimal, language: str, decimals: int | None = None) -> str:
    """
    1.234,5 / 1,234.5.

    Without ``decimals`` a whole number stays whole and other numbers keep one decimal.
    Halves are rounded away from zero, as people do.
    """
    exact = Decimal(str(value))
    if decimals is None:
        decimals = 0 if exact == exact.to_integral_value() else 1
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    english = f"{rounded:,.{decimals}f}"
    text = english.translate(str.maketrans(",.", ".,")) if language == "da" else english
    return text.replace("-", "−", 1)
