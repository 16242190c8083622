"""Finding whom or what a cell refers to, and what it may have meant when it refers to nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from haandgreb.organisation.importing.values import fold

# Comparing texts is dear: a list in which nothing fits gets suggestions for its first rows only.
MOST_COMPARISONS = 200_000
_CLOSE = 0.6
_PARTS = "\x1f"


class Finder:
    """Things by what they are called: ids first, names last and only when they are unique."""

    def __init__(self) -> None:
        self._ids: dict[str, str] = {}
        # Two references under one name, enough to know it is not unique, are parted by a character no id has.
        self._names: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._left = MOST_COMPARISONS

    def add(self, ref: str, ids: Iterable[str], names: Iterable[str], label: str) -> None:
        """Make a thing findable; the first thing with an id keeps it."""
        for one in ids:
            if one and (folded := fold(one)) not in self._ids:
                self._ids[folded] = ref
                self._spelled[folded] = one
        for name in names:
            if name and (known := self._names.setdefault(fold(name), ref)) != ref and _PARTS not in known:
                self._names[fold(name)] = known + _PARTS + ref
        self._labels[ref] = label

    def find(self, called: str) -> str | None:
        """The reference of what is called so; None when nothing, or more than one thing, is."""
        folded = fold(called)
        if folded in self._ids:
            return self._ids[folded]
        named = self._named(folded)
        return named if named and _PARTS not in named else None

    def _named(self, folded: str) -> str:
        """What has the name, also when it is written with the surname first."""
        if "," in folded and folded not in self._names:
            surname, _, given = folded.partition(",")
            folded = f"{given.strip()} {surname.strip()}"
        return self._names.get(folded, "")

    def is_ambiguous(self, called: str) -> bool:
        """Whether several things have the name."""
        return _PARTS in self._named(fold(called))

    def label(self, ref: str) -> str:
        return self._labels.get(ref, "")

    def nearest(self, called: str) -> str:
        """What may have been meant, as »id name« or a name; "" when nothing is near, or looking would take too long."""
        folded = fold(called)
        if self._left <= 0 or not folded:
            return ""
        pool = sorted(key for key in (*self._ids, *self._names) if _may_be_near(key, folded))
        self._left -= len(pool) + (len(self._ids) + len(self._names)) // 10
        close = difflib.get_close_matches(folded, pool, n=1, cutoff=_CLOSE)
        return self._shown(close[0]) if close else ""

    def _shown(self, key: str) -> str:
        if key not in self._ids:
            return self._labels[self._names[key].split(_PARTS)[0]]
        return f"{self._spelled[key]} {self._labels[self._ids[key]]}".strip()


def _may_be_near(key: str, folded: str) -> bool:
    return abs(len(key) - len(folded)) <= 2 and (key[:1] == folded[:1] or key[-1:] == folded[-1:])
