"""Two people wrote in the same place: both texts are kept and shown beside each other, with what differs marked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Clash:
    """One field with two texts."""

    name: str
    label: str
    mine: str
    theirs: str

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


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _marked(text: str, other: str) -> SafeString:
    ours, others = _words(text), _words(other)
    pieces = [
        format_html("{}" if kind == "equal" else "<mark>{}</mark>", "".join(ours[start:end]))
        for kind, start, end, _, _ in SequenceMatcher(None, ours, others, autojunk=False).get_opcodes()
        if end > start
    ]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", _plain(text))
