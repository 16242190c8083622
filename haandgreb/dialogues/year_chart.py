"""
The year as a wheel, drawn on the server: an arc for each span, a ring for each phase, and a hand at today.

The same days stand in the list beside it, which is what a screen reader reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import cos, pi, sin

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haandgreb.dialogues.queries.year import AFTER, BEFORE, DURING, OTHER, Span
from haandgreb.shared.charts import figure, join
from haandgreb.shared.formats import day_and_month, short_month
from haandgreb.shared.templatetags.look import current_language

SIZE, MIDDLE = 300, 150.0
RINGS = {BEFORE: 98.0, DURING: 80.0, AFTER: 62.0, OTHER: 116.0}
SHORTEST = 5  # days: a single day can be seen
NAMES = 138.0


def wheel(spans: Sequence[Span], begins: date, ends: date, today: date) -> SafeString:
    """The picture of the twelve months from `begins` until before `ends`."""
    whole = (ends - begins).days
    arcs = [_arc(one, begins, whole) for one in spans]
    parts = [*_rings(), *_months(begins, ends, whole), *arcs]
    if begins <= today < ends:
        parts.append(_hand((today - begins).days / whole, today))
    label = _("The year as a wheel. Its days stand in the list beside it.")
    return format_html(
        '<svg class="yearwheel" viewBox="0 0 300 300" role="img" aria-label="{}">{}</svg>', label, join(parts)
    )


def _at(share: float, radius: float) -> tuple[str, str]:
    angle = -pi / 2 + 2 * pi * share
    return figure(MIDDLE + cos(angle) * radius), figure(MIDDLE + sin(angle) * radius)


def _arc(span: Span, begins: date, whole: int) -> SafeString:
    first = max((span.first - begins).days, 0)
    last = min(max((span.last - begins).days + 1, first + SHORTEST), whole)
    first = min(first, last - 1)
    radius = RINGS[span.phase]
    (x1, y1), (x2, y2) = _at(first / whole, radius), _at(last / whole - 0.0001, radius)
    large = int(last - first > whole / 2)
    shape = f"M{x1} {y1}A{figure(radius)} {figure(radius)} 0 {large} 1 {x2} {y2}"
    return format_html('<path class="yw-seg {}" d="{}"/>', span.phase, shape)


def _rings() -> list[SafeString]:
    return [format_html('<circle class="axis" cx="150" cy="150" r="{}"/>', figure(radius)) for radius in RINGS.values()]


def _months(begins: date, ends: date, whole: int) -> list[SafeString]:
    parts, day = [], begins
    while day < ends:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        (x1, y1), (x2, y2) = _at((day - begins).days / whole, 52), _at((day - begins).days / whole, 126)
        x, y = _at(((day - begins).days + (following - day).days / 2) / whole, NAMES)
        parts.append(format_html('<line class="axis" x1="{}" y1="{}" x2="{}" y2="{}"/>', x1, y1, x2, y2))
        name = short_month(day, current_language())
        parts.append(format_html('<text x="{}" y="{}" dy="4" text-anchor="middle">{}</text>', x, y, name))
        day = following
    return parts


def _hand(share: float, today: date) -> SafeString:
    (x1, y1), (x2, y2) = _at(share, 46), _at(share, 126)
    words = format_html(
        '<text class="yw-nowtext" x="150" y="148" text-anchor="middle">{}</text>'
        '<text x="150" y="164" text-anchor="middle">{}</text>',
        _("today"),
        day_and_month(today, current_language()),
    )
    line = format_html('<line class="yw-now" x1="{}" y1="{}" x2="{}" y2="{}"/>', x1, y1, x2, y2)
    return line + words
