"""What HR and the works council see of meeting scores: types of series, pooled once over enough of them (2.5)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from haandgreb.confidentiality.rules import enough_to_show, enough_upwards
from haandgreb.meetings.models import ReportedMeeting, ScoreResult, TypeReport
from haandgreb.meetings.queries.shown import counts_of, shown
from haandgreb.meetings.rules import pooling
from haandgreb.meetings.rules.counts import Counts
from haandgreb.meetings.rules.score import AVERAGED, OVERALL
from haandgreb.shared import audit

REPORTED = (*AVERAGED, OVERALL)


@dataclass(frozen=True)
class _Waiting:
    """A block on its way to a report, with its meetings and what they are shown themselves."""

    block: pooling.Block
    results: tuple[ScoreResult, ...]
    items: dict[str, Counts]


@transaction.atomic
def publish_reports(today: date) -> int:
    """Make the reports that have become possible, type by type; returns how many. What is in one enters no other."""
    made = 0
    for kind, waiting in sorted(_waiting_by_type().items()):
        by_key = {one.block.key: one for one in waiting}
        for blocks in pooling.reports(one.block for one in waiting):
            _publish(kind, [by_key[block.key] for block in blocks], today)
            made += 1
    if made:
        audit.record("meeting type reports made", reports=made)
    return made


def _waiting_by_type() -> dict[str, list[_Waiting]]:
    """Shown meetings and pools in no report yet, in the order their scores closed; series without a unit stay out."""
    rows = (
        ScoreResult.objects.select_for_update(of=("self",), no_key=True)
        .filter(meeting__reported__isnull=True, meeting__series__unit__isnull=False)
        .select_related("meeting__series", "meeting__pooled")
        .order_by("meeting__score_closed_at", "meeting")
    )
    groups: dict[UUID, list[ScoreResult]] = defaultdict(list)
    for row in rows:
        pooled = getattr(row.meeting, "pooled", None)
        if pooled is not None:
            groups[pooled.pool].append(row)
        elif shown(row).joins_series:
            groups[row.pk].append(row)
    found: dict[str, list[_Waiting]] = defaultdict(list)
    for key, results in groups.items():
        series = results[0].meeting.series
        assert series is not None
        found[series.type].append(_block(key, series.unit_id, results))
    return found


def _block(key: UUID, unit: UUID | None, results: list[ScoreResult]) -> _Waiting:
    answers = sum(result.sheets for result in results)
    joined = pooling.pooled_items(counts_of(result.counts) for result in results)
    items = {item: counts for item, counts in joined.items() if counts is not None and enough_to_show(counts.n)}
    return _Waiting(pooling.Block(key, unit, len(results), answers), tuple(results), items)


def _publish(kind: str, blocks: list[_Waiting], today: date) -> None:
    report = TypeReport.objects.create(
        type=kind,
        made_on=today,
        meetings=sum(one.block.meetings for one in blocks),
        answers=sum(one.block.answers for one in blocks),
        units=len({one.block.unit for one in blocks}),
        counts={item: counted for item in REPORTED if (counted := _counted(item, blocks))},
    )
    ReportedMeeting.objects.bulk_create(
        ReportedMeeting(meeting_id=result.pk, report=report) for one in blocks for result in one.results
    )


def _counted(item: str, blocks: list[_Waiting]) -> list[list[int]]:
    """The counts of one question per block; empty where those who answered it are not enough themselves."""
    answered = [one for one in blocks if item in one.items]
    enough = enough_upwards(
        meetings=sum(one.block.meetings for one in answered),
        answers=sum(one.items[item].n for one in answered),
        units=len({one.block.unit for one in answered}),
    )
    return [list(one.items[item].steps) for one in answered] if enough else []
