"""Numbers as people write them: 1.234,5 in Danish, 1,234.5 in English."""

from __future__ import annotations

import re
from decimal import Decimal

WHOLE_DIGITS, DECIMALS = 11, 3
"""As many digits as the table holds on each side of the decimal sign."""

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:[,.]\d+)?")


class NotANumber(ValueError):
    """The text is no number."""


class TooLong(ValueError):
    """A number, but with more digits than are kept."""


def read_number(text: str, language: str) -> Decimal:
    """
    Read a number; thousands may be grouped, a unit of per cent may follow, and minus may be a hyphen or a dash.

    Where a lone sign stands before exactly three digits the language decides: 1.234 is above a thousand in Danish and
    just above one in English. Raises NotANumber or TooLong.
    """
    bare = re.sub(r"[\s%'’]", "", text).replace("−", "-").replace("–", "-")
    sign, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    # From here on as Danes write.
    danish = bare if language == "da" else bare.translate(str.maketrans(",.", ".,"))
    if _GROUPED.fullmatch(danish):
        plain = danish.replace(".", "").replace(",", ".")
    elif _PLAIN.fullmatch(danish):
        plain = danish.replace(",", ".")
    else:
        raise NotANumber(text)
    whole, _point, decimals = plain.partition(".")
    if len(whole.lstrip("0")) > WHOLE_DIGITS or len(decimals.rstrip("0")) > DECIMALS:
        raise TooLong(text)
    return Decimal(f"{sign}{plain}").quantize(Decimal(1).scaleb(-DECIMALS))


def decimals_of(value: Decimal) -> int:
    """How many decimals the number needs: 2 for 1.250."""
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(0, -exponent)


def write_number(value: Decimal, language: str) -> str:
    """The number as it is typed: no grouping, only the decimals it needs. What `read_number` reads back."""
    english = f"{value:.{decimals_of(value)}f}"
    return english.replace(".", ",") if language == "da" else english
