"""What single values of a statement have to be: xAPI 1.0.3, Part Two, 2.2 and 4, and 2.0.0. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

DEEPEST = 20

_LONE = r"\ud800-\udfff"  # halves of a pair: no text a database can keep
_NEVER = rf"\x00-\x1f\x7f{_LONE}"
_HALF = re.compile(f"[{_LONE}]")
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]{{0,30}}:[^\s<>\"{{}}|\\^`{_NEVER}]{{1,2000}}")
MBOX = re.compile(rf"mailto:[^\s@<>\"{_NEVER}]{{1,64}}@[^\s@<>\"{_NEVER}]{{1,190}}")
SHA1 = re.compile(r"[0-9A-Fa-f]{40}")
SHA2 = re.compile(r"[0-9A-Fa-f]{32,128}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}|x(-[A-Za-z0-9]{1,8}){1,8}")
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,12}))?\s?(Z|z|[+-]\d{2}(?::?\d{2})?)?"
)
_DURATION = re.compile(
    r"P(?=.)(?:{n}W|(?:{n}Y)?(?:{n}M)?(?:{n}D)?(?:T(?=\d)(?:{n}H)?(?:{n}M)?(?:{n}S)?)?)".replace(
        "{n}", r"\d{1,9}(?:[.,]\d{1,9})?"
    )
)
VERSION = re.compile(r"(1\.0|2\.0)(\.\d{1,4})?")

Check = Callable[[Any, str], None]


class NotAStatement(ValueError):
    """What is wrong, and where: "actor.mbox is no mailto address". Never quotes what stands there."""


def moment(text: str) -> datetime:
    """A timestamp; one without a zone is in UTC. Raises ValueError."""
    hit = _MOMENT.fullmatch(text)
    if hit is None:
        raise ValueError
    zone = (hit[4] or "+00:00").upper().replace("Z", "+00:00")
    zone = zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"
    fraction = f".{hit[3][:6].ljust(6, '0')}" if hit[3] else ""
    clock = hit[2] if len(hit[2]) > 5 else f"{hit[2]}:00"
    return datetime.fromisoformat(f"{hit[1]}T{clock}{fraction}{zone}")


def is_object(value: Any, at: str, names: frozenset[str]) -> Mapping[str, Any]:
    """An object with no other properties than these, and none that is null."""
    if not isinstance(value, dict):
        raise NotAStatement(f"{at} is no object")
    for name, inside in value.items():
        if name not in names:
            raise NotAStatement(f"{at} has a property that is not allowed")
        if inside is None:
            raise NotAStatement(f"{at}.{name} is null")
    return value


def each_of(one: Mapping[str, Any], at: str, checks: Mapping[str, Check]) -> None:
    """Each property that is there is what it has to be."""
    for name, is_right in checks.items():
        if name in one:
            is_right(one[name], f"{at}.{name}" if at else name)


def needs(one: Mapping[str, Any], at: str, *names: str) -> None:
    """These properties are there."""
    for name in names:
        if name not in one:
            raise NotAStatement(f"{at}.{name} is missing")


def matching(pattern: re.Pattern[str], what: str) -> Check:
    """A string of a form."""

    def is_right(value: Any, at: str) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise NotAStatement(f"{at} is no {what}")

    return is_right


is_iri = matching(_IRI, "IRI")
is_uuid = matching(_UUID, "UUID")
is_language = matching(_LANGUAGE, "language tag")
is_duration = matching(_DURATION, "ISO 8601 duration")


def is_text(value: Any, at: str) -> None:
    """A string, without halves of a pair."""
    if not isinstance(value, str) or (not value.isascii() and _HALF.search(value)):
        raise NotAStatement(f"{at} is no string")


def is_truth(value: Any, at: str) -> None:
    """A boolean; a string that says so is none."""
    if not isinstance(value, bool):
        raise NotAStatement(f"{at} is no boolean")


def is_number(value: Any, at: str) -> None:
    """A number; a string of figures is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotAStatement(f"{at} is no number")


def is_count(value: Any, at: str) -> None:
    """A whole number from nought."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise NotAStatement(f"{at} is no whole number")


def is_moment(value: Any, at: str) -> None:
    """An ISO 8601 timestamp whose offset is not minus nought (Part Two, 4.5)."""
    try:
        if not isinstance(value, str) or (value.endswith(("-00", "-00:00", "-0000"))):
            raise ValueError
        moment(value)
    except (ValueError, OverflowError) as trouble:
        raise NotAStatement(f"{at} is no ISO 8601 timestamp") from trouble


def is_language_map(value: Any, at: str) -> None:
    """Words by RFC 5646 language tag."""
    if not isinstance(value, dict):
        raise NotAStatement(f"{at} is no language map")
    for tag, words in value.items():
        is_language(tag, at)
        is_text(words, at)


def is_extensions(value: Any, at: str) -> None:
    """An object whose names are IRIs; what stands in it is not looked at."""
    if not isinstance(value, dict):
        raise NotAStatement(f"{at} is no object")
    for name in value:
        is_iri(name, at)


def is_list_of(is_right: Check) -> Check:
    """A list of which each is what it has to be."""

    def each(value: Any, at: str) -> None:
        if not isinstance(value, list):
            raise NotAStatement(f"{at} is no list")
        for one in value:
            is_right(one, at)

    return each


def is_too_deep(value: Any, left: int = DEEPEST) -> bool:
    """Whether objects and lists stand more than DEEPEST inside each other."""
    if not isinstance(value, dict | list):
        return False
    if left == 0:
        return True
    inside = value.values() if isinstance(value, dict) else value
    return any(is_too_deep(one, left - 1) for one in inside)
