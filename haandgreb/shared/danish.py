"""Danish order and search, the same on every database.

Names are sorted by a stored key of digits only: every collation of every database puts digits in the same order.
Danish rules: a–z, æ, ø, å; `aa` counts as å; ü as y; other accents fall away (Retskrivningsordbogen §3).
"""

from __future__ import annotations

import unicodedata

_LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
_RANK = {" ": 1, **{digit: 2 + i for i, digit in enumerate("0123456789")}}
_RANK |= {letter: 20 + i for i, letter in enumerate(_LETTERS)}
_SPECIAL = {"ä": "æ", "ö": "ø", "ü": "y", "ð": "d", "þ": "th", "ß": "ss", "œ": "ø"}
_OTHER = 99
_DIGITS = {letter: f"{rank:02d}" for letter, rank in _RANK.items()}
_KEPT = frozenset(map(chr, range(128))) | set("æøå")  # what has no accent to lose


def _plain(text: str) -> str:
    """Lower case with Danish letters kept and every other accent taken off."""
    folded = unicodedata.normalize("NFC", text).casefold()
    if _KEPT.issuperset(folded):
        return " ".join(folded.replace("aa", "å").split())
    letters = []
    for letter in folded:
        if letter in "æøå":
            letters.append(letter)
        elif letter in _SPECIAL:
            letters.append(_SPECIAL[letter])
        else:
            stripped = unicodedata.normalize("NFD", letter)
            letters.append("".join(part for part in stripped if not unicodedata.combining(part)))
    return " ".join("".join(letters).replace("aa", "å").split())


def sort_key(text: str, *, longest: int = 200) -> str:
    """Digits that sort as Danes sort the text; at most `longest` letters count."""
    plain = _plain(text)[:longest]
    # A second level after "00" keeps Åby and Aaby apart, always in the same order.
    first = "".join(_DIGITS.get(letter, str(_OTHER)) for letter in plain)
    return f"{first}00{'1' if 'aa' in text.casefold() else '0'}"


def search_key(text: str) -> str:
    """The form in which text is searched: case, accents and aa/å make no difference."""
    return _plain(text)
