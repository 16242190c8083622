"""The ten questions as pictures: where the two sides stand, and how a question has gone from year to year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.dialogues.queries.check import Ask, Year, questions
from haandgreb.dialogues.rules.check import LEVELS, MOST, Levels
from haandgreb.shared.charts import bar, join, percent

HEIGHT = 28
_LEFT, _RIGHT = 6.0, 94.0  # room for the marks at both ends


def _x(level: int, most: int = LEVELS[-1]) -> str:
    return percent(_LEFT + (_RIGHT - _LEFT) * level / most)


def stands(levels: Levels) -> SafeString:
    """One line from 0 to 3: a square for the management side, a dot for the staff side, a ring for what is common."""
    parts = [format_html('<line class="axis" x1="{}" x2="{}" y1="14" y2="14"/>', _x(0), _x(LEVELS[-1]))]
    parts += [format_html('<line class="axis" x1="{0}" x2="{0}" y1="9" y2="19"/>', _x(level)) for level in LEVELS]
    if levels.management is not None and levels.staff is not None and levels.differs:
        ends = (_x(levels.management), _x(levels.staff))
        parts.append(format_html('<line class="apart" x1="{}" x2="{}" y1="14" y2="14"/>', *ends))
    if levels.management is not None:
        square = '<rect class="markmanagement" x="{}" y="8" width="12" height="12" transform="translate(-6)"/>'
        parts.append(format_html(square, _x(levels.management)))
    if levels.staff is not None:
        parts.append(format_html('<circle class="dot" cx="{}" cy="14" r="5"/>', _x(levels.staff)))
    if levels.common is not None:
        parts.append(format_html('<circle class="markcommon" cx="{}" cy="14" r="10"/>', _x(levels.common)))
    return format_html(
        '<svg class="stands" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        _in_words(levels),
        HEIGHT,
        join(parts),
    )


def _in_words(levels: Levels) -> str:
    said = [
        (_("management side"), levels.management),
        (_("staff side"), levels.staff),
        (_("together"), levels.common),
    ]
    return ", ".join(f"{name}: {level}" for name, level in said if level is not None) or _("nothing said yet")


@dataclass(frozen=True)
class HistoryRow:
    """One question through the years."""

    question: Ask
    track: SafeString
    levels: list[int | None]


@dataclass(frozen=True)
class History:
    """The sum of each year as a bar, and each question's way through them."""

    sums: list[tuple[Year, SafeString]]
    rows: list[HistoryRow]


def history(years: Sequence[Year]) -> History:
    """Picture and table at once: each row holds its line and its figures."""
    sums = [(year, bar(year.total or 0, MOST)) for year in years]
    rows = [
        HistoryRow(question, track([year.common[place] for year in years]), [year.common[place] for year in years])
        for place, question in enumerate(questions())
    ]
    return History(sums, rows)


def track(levels: Sequence[int | None]) -> SafeString:
    """A small line of levels through the years; a year without one is a gap."""
    last = max(len(levels) - 1, 1)
    points = [(_x(place, last), 24 - 7 * level) for place, level in enumerate(levels) if level is not None]
    parts = [
        format_html('<line class="axis" x1="0%" x2="100%" y1="{0}" y2="{0}"/>', 24 - 7 * level) for level in (0, 3)
    ]
    if all(level is not None for level in levels):
        parts += [
            format_html('<line class="line" x1="{}" y1="{}" x2="{}" y2="{}"/>', *one, *other)
            for one, other in pairwise(points)
        ]
    parts += [format_html('<circle class="dot" cx="{}" cy="{}" r="3.5"/>', *point) for point in points]
    return format_html('<svg class="stands" aria-hidden="true" width="100%" height="28">{}</svg>', join(parts))
