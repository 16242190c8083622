"""The pooled types that HR and the works council see. Types stand in the order of the content, never by result."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from haandgreb.meetings import library
from haandgreb.meetings.models import TypeReport
from haandgreb.meetings.queries.shown import counts
from haandgreb.meetings.rules import trend
from haandgreb.meetings.rules.score import OVERALL
from haandgreb.shared.twolang import Text


@dataclass(frozen=True)
class TypeRow:
    """One report: its type and each question pooled with the meeting as weight."""

    label: Text
    report: TypeReport
    items: dict[str, trend.Distribution]


def type_rows() -> list[TypeRow]:
    """Every report, grouped by type in the order of the content, the latest first. One query."""
    order = {kind.key: place for place, kind in enumerate(library.types())}
    reports = sorted(
        TypeReport.objects.order_by("-made_on", "pk"), key=lambda report: order.get(report.type, len(order))
    )
    return [TypeRow(_label(report.type), report, _items(report)) for report in reports]


def shares_by_type() -> dict[str, Fraction]:
    """The latest pooled share of 4 and 5 all in all, per type that has one."""
    found: dict[str, Fraction] = {}
    for report in TypeReport.objects.order_by("made_on", "pk"):
        items = _items(report)
        if OVERALL in items:
            found[report.type] = items[OVERALL].high_share
    return found


def _items(report: TypeReport) -> dict[str, trend.Distribution]:
    pooled = {item: trend.pooled(counts(steps) for steps in blocks) for item, blocks in report.counts.items()}
    return {item: distribution for item, distribution in pooled.items() if distribution is not None}


def _label(key: str) -> Text:
    kind = library.type_of(key)
    return kind.label if kind is not None else Text(key, key)
