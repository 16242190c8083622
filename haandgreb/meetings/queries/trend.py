"""A series over time: what its page shows. The trend itself takes two queries, however many meetings there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings import improving
from haandgreb.meetings.models import AgendaItem, Meeting, ScoreResult, Series, SeriesChange
from haandgreb.meetings.queries.result import SOURCE, action_fact
from haandgreb.meetings.queries.shown import Stored, counts_of, shown
from haandgreb.meetings.rules import facts, pooling, rhythm, trend
from haandgreb.meetings.rules.counts import Counts, Portion
from haandgreb.meetings.rules.score import AVERAGED, OVERALL
from haandgreb.meetings.rules.showing import Result, is_low_response, is_unreliable
from haandgreb.shared import clock
from haandgreb.shared.twolang import Text
from haandgreb.statistics.runchart import RunChart


@dataclass(frozen=True)
class Scored:
    """A closed score of the series: when, what may be shown, and which pool it went into, if any."""

    held_on: date
    result: Result
    fixed: Stored
    pool: UUID | None

    def counts(self, item: str) -> Counts | None:
        """What may enter the trend; None leaves a gap."""
        return self.result.items.get(item) if self.result.joins_series else None


@dataclass(frozen=True)
class Mark:
    """A change on the chart; it stands before the point with this number."""

    on: date
    what: Text
    before: int
    choice: str


@dataclass(frozen=True)
class Pool:
    """Meetings that had too few answers each, shown together, once."""

    days: tuple[date, ...]
    answers: int
    items: Mapping[str, Counts | None]
    unreliable: bool
    low_response: bool


@dataclass(frozen=True)
class Curve:
    """One question over time: its points, what the run chart says of them, and the changes."""

    points: list[trend.TrendPoint]
    chart: RunChart
    marks: Sequence[Mark]

    @property
    def is_shown(self) -> bool:
        """Whether any meeting had enough to show."""
        return any(point.share is not None for point in self.points)


@dataclass(frozen=True)
class ScoreTrend:
    """A series' scores in order of time and its marked changes."""

    meetings: Sequence[Scored]
    marks: Sequence[Mark]

    def points(self, item: str) -> list[trend.TrendPoint]:
        """One question over time."""
        return [trend.trend_point(scored.held_on, scored.counts(item)) for scored in self.meetings]

    def curve(self, item: str) -> Curve:
        """One question over time, read as a run chart."""
        points = self.points(item)
        return Curve(points, trend.chart_of(points), self.marks)

    @cached_property
    def sentence(self) -> trend.SeriesSentence | None:
        """The numbers of the plain sentence; None while no meeting has enough to show."""
        items = {item: [scored.counts(item) for scored in self.meetings] for item in AVERAGED}
        return trend.series_sentence(self.points(OVERALL), items)

    @property
    def last_change(self) -> Mark | None:
        """The latest change that has meetings on both sides of it."""
        between = [mark for mark in self.marks if 0 < mark.before < len(self.meetings)]
        return between[-1] if between else None

    @cached_property
    def pools(self) -> list[Pool]:
        """The pools of the series, in the order of their first meeting."""
        members: dict[UUID, list[Scored]] = defaultdict(list)
        for scored in self.meetings:
            if scored.pool is not None:
                members[scored.pool].append(scored)
        return [_pool(group) for group in members.values()]


def score_trend(series: Series) -> ScoreTrend:
    """The scores of a series and its changes: two queries."""
    rows = (
        ScoreResult.objects.filter(meeting__series=series)
        .order_by("meeting__starts_at", "meeting")
        .values_list("meeting__starts_at", "meeting__pooled__pool", *Stored._fields)
    )
    meetings = [_scored(starts_at, pool, Stored(*stored)) for starts_at, pool, *stored in rows]
    return ScoreTrend(meetings, _marks(series, [scored.held_on for scored in meetings]))


def _scored(starts_at: datetime, pool: UUID | None, fixed: Stored) -> Scored:
    return Scored(held_on=clock.local_day(starts_at), result=shown(fixed), fixed=fixed, pool=pool)


def _marks(series: Series, held_on: Sequence[date]) -> list[Mark]:
    """Changes and stops stand on the chart; keeping everything as it is does not."""
    changes = list(series.changes.exclude(choice=SeriesChange.Choice.KEEP).order_by("from_day", "pk"))
    places = rhythm.places_of_marks(held_on, [change.from_day for change in changes])
    return [
        Mark(change.from_day, _what(change), place, change.choice)
        for change, place in zip(changes, places, strict=True)
    ]


def _what(change: SeriesChange) -> Text:
    """What was changed, or the name of the choice where nothing was written."""
    return Text(change.what, change.what_en) if change.what else improving.choice(change.choice).label


def _pool(group: Sequence[Scored]) -> Pool:
    answers = sum(scored.fixed.sheets for scored in group)
    return Pool(
        days=tuple(scored.held_on for scored in group),
        answers=answers,
        items=pooling.pooled_items(counts_of(scored.fixed.counts) for scored in group),
        unreliable=any(is_unreliable(sheets=one.fixed.sheets, possible=one.fixed.present) for one in group),
        low_response=is_low_response(sheets=answers, possible=sum(one.fixed.present for one in group)),
    )


@dataclass(frozen=True)
class SeriesFacts:
    """Facts beside feelings over the meetings that were held."""

    meetings: int
    median_delay: Any
    ended_in_time: Portion
    purpose: Portion
    on_time: Portion


def series_facts(series: Series, today: date) -> SeriesFacts:
    """Start delay, ends, items with a purpose and actions done on time, over the held meetings. Three queries."""
    held = Meeting.objects.filter(series=series, state=Meeting.State.HELD, began_at__isnull=False)
    times = list(held.values_list("pk", "starts_at", "began_at", "ends_at", "ended_at"))
    ids = [pk for pk, *_ in times]
    overruns = [facts.overrun(planned, actual) for _, _, _, planned, actual in times if actual is not None]
    purposes = AgendaItem.objects.filter(meeting__in=ids, is_score=False).values_list("purpose", flat=True)
    actions = [action_fact(row) for row in of_source(SOURCE, ids) if row.state != FollowUp.State.SKIPPED]
    return SeriesFacts(
        meetings=len(times),
        median_delay=facts.median_start_delay(
            facts.start_delay(planned, actual) for _, planned, actual, _, _ in times if actual is not None
        ),
        ended_in_time=Portion(sum(minutes <= 0 for minutes in overruns), len(overruns)),
        purpose=facts.items_with_purpose(purposes),
        on_time=facts.done_on_time(actions, today),
    )
