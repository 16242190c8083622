"""A series over time: points, pooled distributions and the plain sentence about them (better meetings §4.2, §4.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from haandgreb.confidentiality.rules import enough_to_show
from haandgreb.meetings.rules.counts import HIGH_FROM, LOWEST, STEPS, Counts, Portion
from haandgreb.meetings.rules.score import OVERALL, items_to_work_on, lowest_items
from haandgreb.statistics.runchart import Run, RunChart, run_chart


class Weight(StrEnum):
    """
    What counts as one in a pooled distribution.

    The default is the meeting, so that one with twenty people does not drown five small ones.
    """

    MEETING = "meeting"
    ANSWER = "answer"


class Signal(StrEnum):
    """What the run chart lets us say. Everything but the last two is "no sure change"."""

    TOO_FEW_MEETINGS = "too-few-meetings"
    NO_SURE_CHANGE = "no-sure-change"
    SHIFT = "shift"
    FEW_CROSSINGS = "few-crossings"


@dataclass(frozen=True)
class TrendPoint:
    """One meeting in the chart. Too few answers leave a gap, and no count that could be told apart from another."""

    held_on: date
    counts: Counts | None

    @property
    def n(self) -> int | None:
        """How many answered, written under the point."""
        return None if self.counts is None else self.counts.n

    @property
    def high(self) -> Portion | None:
        """How many gave 4 or 5, of how many."""
        return None if self.counts is None else self.counts.high

    @property
    def share(self) -> Fraction | None:
        """The share the chart draws, None for a gap."""
        return None if self.counts is None else self.counts.share


@dataclass(frozen=True)
class Distribution:
    """
    Several meetings together.

    `shares` of the five steps follow the weight and add up to one; `counts` are the answers themselves, so that the
    page can say how many there are behind the shares. `answers` are the counts per meeting, in order.
    """

    weight: Weight
    shares: tuple[Fraction, ...]
    counts: Counts
    answers: tuple[int, ...]

    @property
    def meetings(self) -> int:
        """How many meetings are joined."""
        return len(self.answers)

    @property
    def high_share(self) -> Fraction:
        """The share of 4 and 5, weighted."""
        return sum(self.shares[HIGH_FROM - LOWEST :], Fraction(0))


@dataclass(frozen=True)
class SeriesSentence:
    """
    What the plain sentence above the chart holds; the words are chosen in the template.

    "In the last {meetings} meetings {high.part} of {high.whole} answers to 'all in all' were 4 or 5. Lowest is
    {lowest}. {signal} Suggestion: {to_work_on}." `run` is the longest run when the signal is a shift: its length, its
    side and the dates of its first and last meeting.
    """

    meetings: int
    high: Portion
    lowest: tuple[str, ...]
    signal: Signal
    to_work_on: tuple[str, ...]
    run: Run | None = None
    run_from: date | None = None
    run_to: date | None = None


def trend_point(held_on: date, counts: Counts | None) -> TrendPoint:
    """Give a point with its counts when enough have answered, else a gap that says nothing of how many did."""
    return TrendPoint(held_on, counts if counts is not None and enough_to_show(counts.n) else None)


def chart_of(points: Sequence[TrendPoint]) -> RunChart:
    """Read the points as a run chart; gaps stay gaps."""
    return run_chart([point.share for point in points])


def signal_of(chart: RunChart) -> Signal:
    """Say what the chart lets us say. A shift is named before few crossings, because it can be pointed at."""
    if not chart.enough:
        return Signal.TOO_FEW_MEETINGS
    if chart.shift:
        return Signal.SHIFT
    return Signal.FEW_CROSSINGS if chart.few_crossings else Signal.NO_SURE_CHANGE


def pooled(meetings: Iterable[Counts | None], weight: Weight = Weight.MEETING) -> Distribution | None:
    """
    Join the shown answers to one question over several meetings; None when no meeting has enough of its own.

    Meetings with too few are left out here, whatever the weight. They are shown, once, through a pool.
    """
    shown = [counts for counts in meetings if counts is not None and enough_to_show(counts.n)]
    if not shown:
        return None
    together = Counts.stored([sum(step) for step in zip(*(counts.steps for counts in shown), strict=True)])
    parts = [together] if weight is Weight.ANSWER else shown
    return Distribution(weight, _mean_shares(parts), together, tuple(counts.n for counts in shown))


def _mean_shares(parts: Sequence[Counts]) -> tuple[Fraction, ...]:
    """Each step's share of a part's answers, averaged over the parts, exactly.

    Parts with equally many answers are counted together first: adding fractions one by one is slow.
    """
    by_size: dict[int, list[Counts]] = defaultdict(list)
    for part in parts:
        by_size[part.n].append(part)
    return tuple(
        sum((Fraction(sum(part.steps[step] for part in same), n) for n, same in by_size.items()), Fraction(0))
        / len(parts)
        for step in range(len(STEPS))
    )


def before_and_after(
    points: Iterable[TrendPoint], changed_on: date, weight: Weight = Weight.MEETING
) -> tuple[Distribution | None, Distribution | None]:
    """Join the meetings before a change and those held on its date or later. The two say when, never why."""
    known = list(points)
    before = pooled((point.counts for point in known if point.held_on < changed_on), weight)
    after = pooled((point.counts for point in known if point.held_on >= changed_on), weight)
    return before, after


def series_sentence(
    points: Sequence[TrendPoint], items: Mapping[str, Iterable[Counts | None]]
) -> SeriesSentence | None:
    """
    Give what the plain sentence about a series holds; None while no meeting has enough to show.

    `points` are those of MS-9, all in all; `items` the counts per meeting for each question. The lowest question is
    found with the meeting as weight, as everywhere else by default.
    """
    overall = pooled(point.counts for point in points)
    if overall is None:
        return None
    joined = {key: _weighted(counts) for key, counts in items.items()}
    chart = chart_of(points)
    signal = signal_of(chart)
    run = chart.longest_run if signal is Signal.SHIFT else None
    return SeriesSentence(
        meetings=overall.meetings,
        high=overall.counts.high,
        lowest=lowest_items(joined),
        signal=signal,
        to_work_on=items_to_work_on({**joined, OVERALL: overall.high_share}),
        run=run,
        run_from=points[run.first].held_on if run else None,
        run_to=points[run.last].held_on if run else None,
    )


def _weighted(meetings: Iterable[Counts | None]) -> Fraction | None:
    distribution = pooled(meetings)
    return None if distribution is None else distribution.high_share
