"""Cells to values: text without disorder, names, mail addresses, yes and no."""

from __future__ import annotations

import re
import unicodedata

LONGEST = {
    "ext_id": 100,
    "parent_ext_id": 100,
    "person_ext_id": 254,
    "unit_ext_id": 200,
    "kind": 100,
    "employee_no": 50,
    "disco": 10,
    "email": 254,
}
LONGEST_OTHERWISE = 200

_DIRECTION_AND_WIDTHLESS = {
    ord(char): None for char in "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
}
_DIRECTION_AND_WIDTHLESS |= dict.fromkeys(range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys([*range(9), *range(14, 28), 127])
_GONE = _DIRECTION_AND_WIDTHLESS | _CONTROLS
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([^\W_]|[-.]){1,190}")
_YES = frozenset(["1", "ja", "j", "yes", "y", "true", "sand", "x", "aktiv", "active", "a", "leder", "chef", "manager"])
_NO = frozenset(["0", "nej", "n", "no", "false", "falsk", "-", "inaktiv", "inactive", "passiv"]) | {""}


def clean(text: str) -> str:
    """The text in NFC on one line, without control and direction marks. Source: security, section 5."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if "  " in text else text.strip()
    return " ".join(unicodedata.normalize("NFC", text).translate(_GONE).split())


def fold(text: str) -> str:
    """The text as it is compared: without case and surrounding space."""
    folded = text.casefold()
    return folded if folded.isalnum() else " ".join(folded.split())


def is_email(text: str) -> bool:
    """Whether the text is one mail address: ASCII before the @, at least one dot after it."""
    if len(text) > LONGEST["email"] or not _EMAIL.fullmatch(text):
        return False
    local, _, domain = text.rpartition("@")
    labels = domain.split(".")
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    return (
        not dots
        and len(labels) > 1
        and all(labels)
        and not any(label[0] == "-" or label[-1] == "-" for label in labels)
    )


def yes_or_no(text: str) -> bool | None:
    """True, False, or None when the text is neither."""
    folded = fold(text)
    return True if folded in _YES else False if folded in _NO else None


def split_name(name: str) -> tuple[str, str]:
    """Given names and surname of »Anne Marie Berg« or »Berg, Anne Marie«."""
    if "," in name:
        surname, _, given = name.partition(",")
        return given.strip(), surname.strip()
    given, _, surname = name.rpartition(" ")
    return (given, surname) if given else (surname, "")
