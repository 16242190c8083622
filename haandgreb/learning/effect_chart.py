"""Pictures of attention and of what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from haandgreb.learning.rules.attention import RANGES, Bar
from haandgreb.shared.charts import join, percent

_ALL = 100


def attention_bar(bar: Bar, total: int, label: str) -> SafeString:
    """
    One phase: as wide as its share of all planned minutes, filled as far as minutes are used, the deck's range marked.

    Minutes beyond the plan fill on to the right, never past the whole.
    """
    planned = _ALL * bar.planned / total if total else 0
    used = min(_ALL * bar.used / total, _ALL) if total else 0
    low, high = RANGES[bar.phase]
    parts = [
        _rect(f"soft-{bar.phase}", 0, planned),
        _rect(f"fill-{bar.phase}", 0, used),
        _mark(low),
        *([_mark(high)] if high != low else []),
    ]
    return format_html(
        '<svg class="attention" role="img" aria-label="{}" width="100%" height="16">{}</svg>', label, join(parts)
    )


def _rect(kind: str, left: float, width: float) -> SafeString:
    if not width:
        return SafeString("")
    return format_html(
        '<rect class="{}" x="{}" y="2" width="{}" height="12" rx="2"/>', kind, percent(left), percent(width)
    )


def _mark(at: float) -> SafeString:
    return format_html('<line class="range" x1="{0}" x2="{0}" y1="0" y2="16"/>', percent(at))


@dataclass(frozen=True)
class Stage:
    """One stage of a flow: how many told yes, no, and nothing."""

    name: str
    yes: int
    no: int
    silent: int
    words: str = ""

    @property
    def total(self) -> int:
        return self.yes + self.no + self.silent


def flow(stages: Sequence[Stage]) -> SafeString:
    """
    Bars under each other on one scale, each with those who told yes from the left, then no, then those not heard from.

    The scale is the largest stage; the figure of the yes stands in its part, or beside it where it is too narrow.
    """
    most = max((stage.total for stage in stages), default=0)
    rows = [_stage(place, stage, most) for place, stage in enumerate(stages)]
    label = "; ".join(stage.words for stage in stages)
    return format_html(
        '<svg class="flow" role="img" aria-label="{}" width="100%" height="{}">{}</svg>',
        label,
        len(stages) * _ROW,
        join(rows),
    )


_ROW = 46


def _stage(place: int, stage: Stage, most: int) -> SafeString:
    top = place * _ROW
    parts = [format_html('<text class="strong" x="0" y="{}">{}</text>', top + 13, stage.name)]
    left = 0.0
    for kind, count in (("yes", stage.yes), ("no", stage.no), ("silent", stage.silent)):
        if not count or not most:
            continue
        width = _ALL * count / most
        parts.append(
            format_html(
                '<rect class="flow-{}" x="{}" y="{}" width="{}" height="22"/>'
                '<text class="count flow-{}" x="{}" y="{}">{}</text>',
                kind,
                percent(left),
                top + 19,
                percent(width),
                kind,
                percent(left + width / 2),
                top + 30,
                count,
            )
        )
        left += width
    return join(parts)
