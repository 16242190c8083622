"""The picture of a result's measurements, and the sentence above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _

from haandgreb.shared import formats
from haandgreb.shared.charts import Figure, Table
from haandgreb.shared.runchart import Axis, Change, Point
from haandgreb.shared.runchart import run_chart as draw
from haandgreb.shared.templatetags.look import current_language
from haandgreb.statistics.runchart import RunChart, run_chart
from haandgreb.strategy.models import Measurement, Result
from haandgreb.strategy.rules.scale import Scale, scale_of
from haandgreb.strategy.words import amount


def chart_of(measurements: Sequence[Measurement]) -> RunChart:
    """What the curve lets us say."""
    return run_chart([Fraction(row.value) for row in measurements])


def figure_of(result: Result, measurements: Sequence[Measurement], began_on: date | None) -> Figure:
    """The run chart with its table; `began_on` is the day the goal began, marked where it falls inside."""
    known = [row.value for row in measurements]
    scale = scale_of([*known, *(value for value in (result.baseline, result.target) if value is not None)])
    chart = chart_of(measurements)
    median = None if chart.median is None else _share(scale, chart.median)
    picture = draw(
        [Point(_day(row.measured_on), scale.share(row.value), amount(row.value)) for row in measurements],
        axis=_axis(scale),
        median=median,
        changes=_begins(measurements, began_on),
        label=_("%(name)s: %(count)d measurements, the median marked. The figures are in the table.")
        % {"name": result, "count": len(measurements)},
    )
    rows = [(formats.long_date(row.measured_on, current_language()), amount(row.value)) for row in measurements]
    return Figure(picture, Table((_("Day"), result.measured_in or _("Value")), rows))


def sentence_of(result: Result, measurements: Sequence[Measurement]) -> str:
    """From where to where, the target, and what the curve says; silent about what may be chance."""
    last = measurements[-1]
    facts = {
        "baseline": amount(result.baseline),
        "latest": amount(last.value, result.measured_in),
        "target": amount(result.target, result.measured_in),
    }
    if result.baseline is None or result.baseline == last.value:
        way = (
            _("It stands at %(latest)s.")
            if result.target is None
            else _("It stands at %(latest)s; %(target)s is the target.")
        )
    elif result.target is None:
        way = _("From %(baseline)s to %(latest)s.")
    else:
        way = _("From %(baseline)s to %(latest)s; %(target)s is the target.")
    return f"{way % facts} {_signal(chart_of(measurements), len(measurements))}"


def _signal(chart: RunChart, count: int) -> str:
    if not chart.enough:
        return _("Ten measurements are needed before one can speak of a change.")
    if chart.shift and chart.longest_run is not None:
        run = chart.longest_run
        lasts = run.last == count - 1
        if run.above:
            said = (
                _("There is a shift: the last %(n)d measurements all lie above the median.")
                if lasts
                else _("There is a shift: %(n)d measurements in a row lie above the median.")
            )
        else:
            said = (
                _("There is a shift: the last %(n)d measurements all lie below the median.")
                if lasts
                else _("There is a shift: %(n)d measurements in a row lie below the median.")
            )
        return said % {"n": run.length}
    if chart.few_crossings:
        return _("Something has changed: the curve crosses the median unusually seldom.")
    return _("No sure change yet: the ups and downs are ordinary.")


def _begins(measurements: Sequence[Measurement], began_on: date | None) -> list[Change]:
    """Upright between the last measurement before the goal began and the first one after."""
    if began_on is None:
        return []
    before = sum(row.measured_on < began_on for row in measurements)
    return [Change(before, _("the goal begins"))] if 0 < before < len(measurements) else []


def _axis(scale: Scale) -> Axis:
    names = amount(scale.lowest), amount(scale.middle), amount(scale.highest)
    return Axis(*names, short=names)


def _share(scale: Scale, value: Fraction) -> float:
    return float((value - Fraction(scale.lowest)) / Fraction(scale.highest - scale.lowest))


def _day(day: date) -> str:
    language = current_language()
    dot = "." if language == "da" else ""
    return f"{day.day}{dot} {formats.short_month(day, language)}"
