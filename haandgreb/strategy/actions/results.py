"""What people do with results and their measurements."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.actions import closing
from haandgreb.strategy.actions.links import GOAL_RESULT, connect, next_place
from haandgreb.strategy.actions.telling import tell_of_closing
from haandgreb.strategy.models import Measurement, Result, StrategicGoal, Strength
from haandgreb.strategy.queries.built_on import built_on_result

CHANGEABLE = (
    "title",
    "title_en",
    "code",
    "indicator",
    "indicator_en",
    "measured_in",
    "baseline",
    "baseline_on",
    "baseline_by",
    "target",
    "target_on",
    "source",
    "timing",
    "owner",
)


class MeasuredThatDay(Exception):
    """There is a measurement of that day already: correct it."""


@transaction.atomic
def create(*, by: Person, goal: StrategicGoal | None, strength: str = Strength.EXPERIENCE, **facts: Any) -> Result:
    """A new result under the goal, last in its column. A baseline with a day is its first measurement too."""
    result = Result.objects.create(place=next_place(Result), **facts)
    if goal is not None:
        connect(GOAL_RESULT, goal, result, by=by, strength=strength)
    _measure_baseline(result, by=by)
    audit.record("result made", by=by, about=result)
    return result


@transaction.atomic
def change(result: Result, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write the facts. Raises Stale where somebody changed it after `version`; nothing is written then."""
    raise_version(result, version)
    values = {name: facts[name] for name in CHANGEABLE if name in facts}
    for name, value in values.items():
        setattr(result, name, value)
    result.save(update_fields=[*values, "sort_key"])
    _measure_baseline(result, by=by)
    audit.record("result changed", by=by, about=result)


@transaction.atomic
def close(result: Result, why: str, *, by: Person, on: date | None = None) -> None:
    """It counts no more, and why; those who built on it are told."""
    if closing.close(result, "result", why, by=by, on=on):
        tell_of_closing(result, built_on_result(result).people, by=by)


def reopen(result: Result, *, by: Person) -> None:
    """It counts again."""
    closing.reopen(result, "result", by=by)


@transaction.atomic
def delete(result: Result, *, by: Person) -> None:
    """Delete what nothing is built on, with its measurements. Raises BuiltOn otherwise."""
    Result.objects.select_for_update().get(pk=result.pk)
    closing.delete(result, "result", is_built_on=bool(built_on_result(result)), by=by)


@transaction.atomic
def measure(result: Result, *, by: Person, measured_on: date, value: Decimal, note: str = "") -> bool:
    """
    Write down what was measured. The first measurement of a result with an unknown baseline is its baseline; says
    whether it was. Raises MeasuredThatDay where the day has one.
    """
    try:
        with transaction.atomic():
            Measurement.objects.create(result=result, measured_on=measured_on, value=value, note=note, written_by=by)
    except IntegrityError as there:
        raise MeasuredThatDay from there
    is_first = Result.objects.filter(pk=result.pk, baseline=None).update(baseline=value, baseline_on=measured_on)
    if is_first:
        raise_version(result, None)
    audit.record("result measured", by=by, about=result)
    return bool(is_first)


@transaction.atomic
def correct(
    measurement: Measurement, *, by: Person, measured_on: date, value: Decimal, note: str, version: int | None = None
) -> None:
    """
    Correct a measurement; the baseline follows where it was this one. Raises Stale as everywhere, and MeasuredThatDay
    where another measurement has the day.
    """
    raise_version(measurement, version)
    was_on, result = measurement.measured_on, measurement.result
    measurement.measured_on, measurement.value, measurement.note = measured_on, value, note
    measurement.written_by = by
    try:
        with transaction.atomic():
            measurement.save(update_fields=["measured_on", "value", "note", "written_by"])
    except IntegrityError as there:
        raise MeasuredThatDay from there
    if result.baseline_on == was_on and result.baseline is not None:
        Result.objects.filter(pk=result.pk).update(baseline=value, baseline_on=measured_on)
        raise_version(result, None)
    audit.record("measurement corrected", by=by, about=result)


@transaction.atomic
def remove_measurement(measurement: Measurement, *, by: Person) -> None:
    """It was no measurement of this result. The baseline stays as it is."""
    audit.record("measurement deleted", by=by, about=measurement.result)
    measurement.delete()


def _measure_baseline(result: Result, *, by: Person) -> None:
    """A baseline with a day stands among the measurements, so that the curve begins with it."""
    if result.baseline is None or result.baseline_on is None:
        return
    Measurement.objects.get_or_create(
        result=result,
        measured_on=result.baseline_on,
        defaults={"value": result.baseline, "written_by": by},
    )
