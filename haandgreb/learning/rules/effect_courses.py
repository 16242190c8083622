"""
Which provider's and which course's learning is used, as far as it may be told apart (algorithms.md 3).

All, providers and courses are nested groups of the same people. A group is told where what is left of each shown group
holds none or five of each kind: with a talk before, without, and the rest; the page tells the first two apart for the
whole, so every piece of both splits must stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from haandgreb.competences.rules.disclosure import People, Row, Split, release
from haandgreb.confidentiality.figures import may_follow
from haandgreb.learning.rules.effect import Taken, course_splits, keys_of


def course_lines(rows: list[Taken], today: date, before: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """
    A line for each group that is shown: its key ("", "p:…", "a:…"), the shown group it lies within, how many of each
    kind, and how many use it and do not. `before` are the lines of the latest counting; what may not follow stands.
    """
    splits = course_splits(rows, today)
    parents: dict[str, str | None] = {"": None}
    for row in rows:
        course, provider, whole = keys_of(row)
        parents[course], parents[provider] = provider, whole
    old = {one["key"]: one for one in before}
    groups: dict[str, People[str]] = {key: People(split) for key, (split, _used) in splits.items()}
    shown = {key: Row(_split(one["split"]), one["within"]) for key, one in old.items()}
    lines = release(groups, parents, shown)
    return [_line(key, row, splits.get(key, ((0, 0, 0), 0))[1], old.get(key)) for key, row in sorted(lines.items())]


def _split(counts: list[int]) -> Split:
    with_talk, without, rest = counts
    return with_talk, without, rest


def _line(key: str, row: Row[str], used: int, old: Mapping[str, Any] | None) -> dict[str, Any]:
    now = [used, row.split[0] + row.split[1] - used]
    if old is not None and (not row.is_new or not may_follow(old["used"], now)):
        now = list(old["used"])
    return {"key": key, "within": row.within, "split": list(row.split), "used": now}
