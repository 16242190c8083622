"""Two people wrote in the same place: both texts are kept and shown beside each other, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Comparing takes as long as one text times the other. Where that is too long, all between what they begin and end with
# alike is marked; a person must not be able to keep the server busy with two long texts.
MOST_COMPARED = 1_000_000


@dataclass(frozen=True)
class Option:
    """One answer to choose: what the form sends, and how it is called."""

    value: str
    label: str
    is_mine: bool


@dataclass(frozen=True)
class Clash:
    """One field with two texts. Where one chooses, `options` are the answers of both, of which `several` may count."""

    name: str
    label: str
    mine: str
    theirs: str
    options: Sequence[Option] = ()
    several: bool = False

    @property
    def mine_marked(self) -> SafeString:
        """My text, with the words the other does not have marked."""
        return _marked(self.mine, self.theirs)

    @property
    def theirs_marked(self) -> SafeString:
        """The other's text, with the words mine does not have marked."""
        return _marked(self.theirs, self.mine)


@dataclass(frozen=True)
class Conflict:
    """
    What the page ``shared/_conflict.html`` shows. ``version`` is the one to carry on from.

    ``other`` is the person who saved first, ``at`` when; ``kept`` are fields that do not clash and travel along.
    """

    other: str
    at: datetime
    version: int
    clashes: Sequence[Clash]
    kept: Sequence[tuple[str, str]] = ()


def clashes_between(mine: Mapping[str, str], theirs: Mapping[str, str], labels: Mapping[str, str]) -> list[Clash]:
    """The fields whose texts differ, in the order of ``labels``; line endings and outer spaces make no difference."""
    return [
        Clash(name, label, mine.get(name, ""), theirs.get(name, ""))
        for name, label in labels.items()
        if _plain(mine.get(name, "")) != _plain(theirs.get(name, ""))
    ]


Answers = Sequence[tuple[str, str]]
"""What a form sends for a choice, each with what it is called."""


def clash_of_choices(name: str, label: str, mine: Answers, theirs: Answers, *, several: bool = False) -> Clash | None:
    """A choice that two made differently; None where they chose the same."""
    ours = {value for value, _called in mine}
    if ours == {value for value, _called in theirs}:
        return None
    offered = dict([*mine, *theirs])
    options = [Option(value, called, value in ours) for value, called in offered.items()]
    return Clash(name, label, _called(mine), _called(theirs), options, several)


def _called(answers: Answers) -> str:
    return ", ".join(called for _value, called in answers)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _marked(text: str, other: str) -> SafeString:
    ours, others = _words(text), _words(other)
    start, end = _shared_ends(ours, others)
    first, middle, last = ours[:start], ours[start : len(ours) - end], ours[len(ours) - end :]
    their_middle = others[start : len(others) - end]
    if len(middle) * len(their_middle) > MOST_COMPARED:
        pieces = [_piece(middle, is_shared=False)]
    else:
        matcher = SequenceMatcher(None, middle, their_middle, autojunk=False)
        pieces = [
            _piece(middle[begins:ends], is_shared=kind == "equal")
            for kind, begins, ends, _, _ in matcher.get_opcodes()
            if ends > begins
        ]
    parts = [_piece(first, is_shared=True), *pieces, _piece(last, is_shared=True)]
    return format_html_join("", "{}", ((part,) for part in parts))


def _piece(words: Sequence[str], *, is_shared: bool) -> SafeString:
    return format_html("{}" if is_shared or not words else "<mark>{}</mark>", "".join(words))


def _shared_ends(ours: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many words the two begin with alike, and how many of the rest they end with alike."""
    most = min(len(ours), len(others))
    start = next((at for at in range(most) if ours[at] != others[at]), most)
    end = next((at for at in range(most - start) if ours[-1 - at] != others[-1 - at]), most - start)
    return start, end


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", _plain(text))
