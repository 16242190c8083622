"""The demo's results: which goals they are a sign of, and what has been measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text
from haandgreb.strategy.demo.content import Row, content, same_id
from haandgreb.strategy.models import GoalResult, GoalVersion, Measurement, Result


def load(demo: Demo) -> None:
    """Results with their connections and measurements."""
    rows = content()["result"]
    results = {row["id"]: _result(demo, row, place) for place, row in enumerate(rows)}
    demo.things["results"] = results
    Result.objects.bulk_create(results.values())
    GoalResult.objects.bulk_create(link for row in rows for link in _links(demo, row))
    Measurement.objects.bulk_create(measured for row in rows for measured in _measured(demo, row))


def _result(demo: Demo, row: Row, place: int) -> Result:
    title, indicator = Text.of(row["title"]), Text.of(row["indicator"])
    result = Result(
        id=same_id(row["id"]),
        code=row["id"],
        title=title.da,
        title_en=title.en,
        indicator=indicator.da,
        indicator_en=indicator.en,
        measured_in=row["measured_in"],
        target=row["target"]["value"],
        target_on=demo.day(row["target"]["day"]),
        source=row["source"],
        timing=row["timing"],
        owner=demo.people[row["owner"]],
        place=place,
        is_demo=True,
        **_baseline(demo, row),
    )
    result.fill_keys()
    return result


def _baseline(demo: Demo, row: Row) -> dict[str, Any]:
    if "baseline_by" in row:
        return {"baseline_by": demo.day(row["baseline_by"])}
    return {"baseline": row["baseline"]["value"], "baseline_on": demo.day(row["baseline"]["day"])}


def _links(demo: Demo, row: Row) -> Iterator[GoalResult]:
    for key, strength in row["goals"].items():
        said_first = row.get("said_first") == key
        goal = demo.things["goals"][key]
        version = same_id(key, "said", 1 if said_first else goal.version)
        yield GoalResult(
            goal=goal,
            result=demo.things["results"][row["id"]],
            said=GoalVersion(pk=version),
            strength=strength,
        )


def _measured(demo: Demo, row: Row) -> Iterator[Measurement]:
    series = row.get("series")
    if series is None:
        return
    for number, value in enumerate(series["values"]):
        offset = series["first"] + number * series["every"]
        yield Measurement(
            id=same_id(row["id"], "measured", offset),
            result=demo.things["results"][row["id"]],
            measured_on=demo.day(offset),
            value=Decimal(str(value)),
            written_by=demo.people[row["owner"]],
        )
