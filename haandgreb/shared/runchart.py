"""A run chart: shares over time, their median, and where something was changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.shared.charts import figure, join, percent


@dataclass(frozen=True)
class Point:
    """One point of a run chart: ``share`` from 0 to 1, or None where nothing may be shown (a gap stays a gap)."""

    label: str
    share: float | None
    under: str = ""  # such as "4/9": how many of how many


@dataclass(frozen=True)
class Change:
    """Something was changed just before the point with this number (counted from 0)."""

    before: int
    text: str


@dataclass(frozen=True)
class Axis:
    """What the ends and the middle of the upright axis are called, in full and for narrow screens."""

    lowest: str
    middle: str
    highest: str
    short: tuple[str, str, str] = ("0", "½", "1")


PLOT = 208  # height from "none" to "all"
ABOVE = 16  # room above the plot for each row of marks
ROWS = 4  # marks share rows from here on
BELOW = 46  # room for label and count
EDGE = 3.0  # percent left free at each side, so that end labels stay inside
LABEL = 5.6  # percent of a full width (about 700 px) that a label takes


def run_chart(
    points: Sequence[Point],
    *,
    axis: Axis,
    median: float | None = None,
    changes: Sequence[Change] = (),
    label: str = "",
) -> SafeString:
    """
    Draw shares over time with their median as a dashed line and changes as upright marks.

    Raises ``ValueError`` for a share outside 0–1 or a change before a point that is not there.
    """
    shares = [point.share for point in points if point.share is not None] + ([] if median is None else [median])
    if any(not 0 <= share <= 1 for share in shares):
        raise ValueError("A share lies from 0 to 1.")
    if any(not 0 <= change.before < max(len(points), 1) for change in changes):
        raise ValueError("A change stands before one of the points.")
    changes = sorted(changes, key=lambda change: change.before)
    top = 10 + ABOVE * min(len(changes), ROWS)
    height = top + PLOT + BELOW
    name = label or _("A curve of %(count)d points. The figures are in the table.") % {"count": len(points)}
    layers = [
        *_grid(top),
        *_marks(changes, len(points), top),
        *_median(points, median, top),
        *_curve(points, top),
        *_feet(points, top + PLOT),
    ]
    return format_html(
        '<div class="runchart">{}'
        '<svg class="plot" role="img" aria-label="{}" width="100%" height="{}">{}</svg></div>{}',
        _axis(axis, top, height),
        name,
        height,
        join(layers),
        _said(changes),
    )


def across(index: int, count: int) -> float:
    """Where point number ``index`` of ``count`` stands, in percent of the width."""
    return 50.0 if count < 2 else EDGE + (100 - 2 * EDGE) * index / (count - 1)


def down(share: float, top: float) -> float:
    """How far down a share stands, in pixels."""
    return top + (1 - share) * PLOT


def _axis(axis: Axis, top: int, height: int) -> SafeString:
    names = zip((axis.lowest, axis.middle, axis.highest), axis.short, (0.0, 0.5, 1.0), strict=True)
    texts = [
        format_html(
            '<text class="m" x="100%" y="{0}" text-anchor="end">{1}</text><text class="narrow-only" x="100%" y="{0}"'
            ' text-anchor="end">{2}</text>',
            figure(down(share, top) + 4),
            full,
            short,
        )
        for full, short, share in names
    ]
    return format_html('<svg class="ylabels" height="{}" aria-hidden="true">{}</svg>', height, join(texts))


def _line(kind: str, x1: float, y1: float, x2: float, y2: float) -> SafeString:
    return format_html(
        '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>', kind, percent(x1), figure(y1), percent(x2), figure(y2)
    )


def _grid(top: int) -> list[SafeString]:
    return [_line("axis", 0, down(share, top), 100, down(share, top)) for share in (0.0, 0.5, 1.0)]


def _marks(changes: Sequence[Change], count: int, top: int) -> list[SafeString]:
    lines, texts = [], []
    for number, change in enumerate(changes, 1):
        x = _just_before(change.before, count)
        y = ABOVE * ((number - 1) % ROWS + 1)
        lines.append(_line("mark", x, y - 12, x, top + PLOT))
        anchor, push = ("end", "-6") if x > 65 else ("start", "6")
        texts.append(
            format_html(
                '<text class="marktext halo m" x="{0}" dx="{1}" y="{2}" text-anchor="{3}">{4}</text>'
                '<text class="marktext halo narrow-only" x="{0}" dx="{1}" y="{2}" text-anchor="{3}">{5}</text>',
                percent(x),
                push,
                y,
                anchor,
                change.text,
                number,
            )
        )
    return lines + texts


def _just_before(index: int, count: int) -> float:
    """Half-way to the point before, in percent of the width; at the edge when there is none."""
    return (across(index - 1, count) + across(index, count)) / 2 if index else 0.0


def _said(changes: Sequence[Change]) -> SafeString:
    """The changes as a list: seen where the picture has room for numbers only, and always heard."""
    items = [format_html("<li>{}</li>", change.text) for change in changes]
    return format_html('<ol class="changes">{}</ol>', join(items)) if items else format_html("{}", "")


def _median(points: Sequence[Point], median: float | None, top: int) -> list[SafeString]:
    if median is None:
        return []
    y = down(median, top)
    at_right, under = _free_corner(points, median)
    text = format_html(
        '<text class="strong tiny halo" x="{}" y="{}" text-anchor="{}">{}</text>',
        "100%" if at_right else "0",
        figure(y + 15 if under else y - 7),
        "end" if at_right else "start",
        _("median"),
    )
    return [_line("ref", 0, y, 100, y), text]


def _free_corner(points: Sequence[Point], median: float) -> tuple[bool, bool]:
    """Where the word "median" is farthest from any point: (at the right end, under the line)."""
    near = max(1, ceil(len(points) * 0.2))
    reach = 11 / PLOT

    def room(corner: tuple[bool, bool]) -> float:
        at_right, under = corner
        beside = points[-near:] if at_right else points[:near]
        level = median - reach if under else median + reach
        return min((abs(point.share - level) for point in beside if point.share is not None), default=1.0)

    return max([(False, False), (True, False), (False, True), (True, True)], key=room)


def _curve(points: Sequence[Point], top: int) -> list[SafeString]:
    places = [
        None if point.share is None else (across(i, len(points)), down(point.share, top))
        for i, point in enumerate(points)
    ]
    lines = [_line("line", *a, *b) for a, b in pairwise(places) if a and b]
    dots = [
        format_html('<circle class="dot" cx="{}" cy="{}" r="4.5"/>', percent(place[0]), figure(place[1]))
        for place in places
        if place
    ]
    return lines + dots


def _feet(points: Sequence[Point], bottom: int) -> list[SafeString]:
    """Labels and counts under the points, as many as there is room for; the last one is always there."""
    every = max(1, ceil(len(points) * LABEL / 100))
    feet = []
    for i, point in enumerate(points):
        back = len(points) - 1 - i
        if back % every:
            continue
        room = "" if back % (every * 4) == 0 else "m" if back % (every * 2) == 0 else "w"
        feet.append(
            format_html(
                '<text class="under {0}" x="{1}" y="{2}">{3}</text>'
                '<text class="under tiny {0}" x="{1}" y="{4}">{5}</text>',
                room,
                percent(across(i, len(points))),
                bottom + 20,
                point.label,
                bottom + 38,
                point.under,
            )
        )
    return feet
