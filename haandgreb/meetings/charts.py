"""From the numbers of a series to its pictures and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import floor

from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from haandgreb.meetings.queries.trend import Curve, Mark
from haandgreb.meetings.rules import trend
from haandgreb.meetings.rules.counts import Counts
from haandgreb.shared import formats
from haandgreb.shared.charts import Figure, Table, distribution
from haandgreb.shared.runchart import Axis, Change, Point, run_chart
from haandgreb.statistics.runchart import RunChart


@dataclass(frozen=True)
class BarRow:
    """A pooled bar with what stands beside it in words."""

    name: str
    bar: SafeString
    high: str
    answers: str


def chart_figure(curve: Curve, name: str) -> Figure:
    """The run chart of one question with its table. A meeting with too few answers is a gap."""
    points = curve.points
    picture = run_chart(
        [Point(day_label(point.held_on), _number(point.share), under_of(point)) for point in points],
        axis=Axis(_("none"), _("half"), _("all")),
        median=_number(curve.chart.median),
        changes=[Change(mark.before, str(mark.what)) for mark in curve.marks if mark.before < len(points)],
        label=_("Share of 4 and 5 on “%(name)s” at %(count)d meetings. The figures are in the table.")
        % {"name": name, "count": len(points)},
    )
    return Figure(picture, chart_table(points, curve.marks))


def chart_table(points: Sequence[trend.TrendPoint], marks: Sequence[Mark]) -> Table:
    """The twin of the chart: each meeting with its counts, each change in its place."""
    rows: list[Sequence[object]] = []
    for place, point in enumerate(points):
        rows += [_mark_row(mark) for mark in marks if mark.before == place]
        rows.append(_point_row(point))
    rows += [_mark_row(mark) for mark in marks if mark.before >= len(points)]
    return Table((_("Meeting"), _("4 or 5"), _("Answers")), rows)


def _mark_row(mark: Mark) -> Sequence[object]:
    return (_("%(day)s: change: %(what)s") % {"day": day_name(mark.on), "what": mark.what}, "", "")


def _point_row(point: trend.TrendPoint) -> Sequence[object]:
    if point.high is None:
        return (day_name(point.held_on), _("too few"), "–")
    return (day_name(point.held_on), point.high.part, point.high.whole)


def under_of(point: trend.TrendPoint) -> str:
    """What stands under a point: "7/10", or a dash where too few answered."""
    return "–" if point.high is None else f"{point.high.part}/{point.high.whole}"


def signal_sentence(curve: Curve) -> str:
    """What the chart lets us say, in words; silent about everything that may be chance."""
    chart, points = curve.chart, curve.points
    signal = trend.signal_of(chart)
    if signal is trend.Signal.SHIFT and chart.longest_run is not None:
        return _shift_sentence(chart, points)
    if signal is trend.Signal.FEW_CROSSINGS:
        return _(
            "Something has changed. The curve crosses the median only %(crossings)d times; %(limit)d or more are usual."
        ) % {"crossings": chart.crossings, "limit": chart.crossings_limit}
    if signal is trend.Signal.TOO_FEW_MEETINGS:
        return _("Ten scored meetings are needed before one can speak of a change.")
    return _("No sure changes. The ups and downs you see are ordinary.")


def _shift_sentence(chart: RunChart, points: Sequence[trend.TrendPoint]) -> str:
    run = chart.longest_run
    assert run is not None
    facts = {
        "length": run.length,
        "limit": chart.longest_run_limit,
        "first": day_name(points[run.first].held_on),
        "last": day_name(points[run.last].held_on),
    }
    shown = [place for place, point in enumerate(points) if point.share is not None]
    lasts = bool(shown) and run.last == shown[-1]
    if run.above:
        where = (
            _("There is a shift. The last %(length)d meetings all lie above the median.")
            if lasts
            else _("There is a shift. %(length)d meetings in a row, from %(first)s to %(last)s, lie above the median.")
        )
    else:
        where = (
            _("There is a shift. The last %(length)d meetings all lie below the median.")
            if lasts
            else _("There is a shift. %(length)d meetings in a row, from %(first)s to %(last)s, lie below the median.")
        )
    why = _("More than %(limit)d in a row is seldom chance.")
    return f"{where} {why}" % facts


def plain_sentence(sentence: trend.SeriesSentence, lowest: str, said: str, suggestion: str) -> str:
    """The whole plain sentence of a series, in the words of better meetings §4."""
    parts = [
        ngettext(
            "At %(k)d meeting %(a)d of %(b)d answers to “all in all” were 4 or 5.",
            "At the last %(k)d meetings %(a)d of %(b)d answers to “all in all” were 4 or 5.",
            sentence.meetings,
        )
        % {"k": sentence.meetings, "a": sentence.high.part, "b": sentence.high.whole}
    ]
    if lowest:
        parts.append(_("Lowest is %(items)s.") % {"items": lowest})
    parts.append(said)
    if suggestion:
        parts.append(_("Suggestion: %(title)s.") % {"title": suggestion})
    return " ".join(parts)


def weighted_row(name: str, pooled: trend.Distribution, words: Sequence[str]) -> BarRow:
    """A pooled distribution: whole percents where each meeting weighs the same, counts where each answer does."""
    if pooled.weight is trend.Weight.ANSWER:
        return counts_row(name, pooled.counts, words, meetings=pooled.meetings)
    percents = whole_percents(pooled.shares)
    return BarRow(
        name=name,
        bar=distribution(percents, words, small=True),
        high=_("%(percent)d %%") % {"percent": _half_up(100 * pooled.high_share)},
        answers=answers_words(pooled.counts.n, pooled.meetings),
    )


def counts_row(name: str, counts: Counts, words: Sequence[str], *, meetings: int) -> BarRow:
    """A distribution in counts."""
    return BarRow(
        name=name,
        bar=distribution(counts.steps, words, small=True),
        high=_("%(part)d of %(whole)d") % {"part": counts.high.part, "whole": counts.n},
        answers=answers_words(counts.n, meetings),
    )


def answers_words(answers: int, meetings: int) -> str:
    """ "80 answers from 8 meetings"."""
    many = ngettext("%(n)d answer", "%(n)d answers", answers) % {"n": answers}
    return ngettext("%(answers)s from %(n)d meeting", "%(answers)s from %(n)d meetings", meetings) % {
        "answers": many,
        "n": meetings,
    }


def whole_percents(shares: Sequence[Fraction]) -> list[int]:
    """Whole percents that add up to 100: what rounding down leaves goes to the largest remainders."""
    exact = [100 * share for share in shares]
    whole = [floor(share) for share in exact]
    missing = 100 - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[:missing]:
        whole[i] += 1
    return whole


def day_label(day: date) -> str:
    """9/11 under a point; in English 9 Nov, as 9/11 would be read as September."""
    return f"{day.day}/{day.month}" if _language() == "da" else f"{day.day} {formats.MONTHS['en'][day.month - 1][:3]}"


def day_name(day: date) -> str:
    """9. november 2026 / 9 November 2026."""
    return formats.long_date(day, _language())


def _language() -> str:
    return "da" if (get_language() or "da").startswith("da") else "en"


def _number(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _half_up(number: Fraction) -> int:
    return floor(number + Fraction(1, 2))
