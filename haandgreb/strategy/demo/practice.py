"""The demo's moments that matter, what is done differently in them, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text
from haandgreb.strategy.actions import barriers
from haandgreb.strategy.demo.content import Row, content, same_id
from haandgreb.strategy.models import Barrier, PracticeChange, ResultPractice, Situation


def load(demo: Demo) -> None:
    """Practice changes with situation, units and connections; then barriers, which their owners promise to remove."""
    rows = content()["practice"]
    Situation.objects.bulk_create(_situation(row) for row in rows)
    practices = {row["id"]: _practice(demo, row, place) for place, row in enumerate(rows)}
    demo.things["practices"] = practices
    PracticeChange.objects.bulk_create(practices.values())
    PracticeChange.units.through.objects.bulk_create(
        PracticeChange.units.through(practicechange=practices[row["id"]], unit=demo.units[key])
        for row in rows
        for key in row["units"]
    )
    ResultPractice.objects.bulk_create(link for row in rows for link in _links(demo, row))
    for number, row in enumerate(content()["barrier"]):
        _barrier(demo, row, number)


def _situation(row: Row) -> Situation:
    title = Text.of(row["situation"])
    situation = Situation(
        id=same_id(row["id"], "situation"),
        title=title.da,
        title_en=title.en,
        frequency=row["frequency"],
        who_meets_it=row["who_meets_it"],
        is_demo=True,
    )
    situation.fill_keys()
    return situation


def _practice(demo: Demo, row: Row, place: int) -> PracticeChange:
    title = Text.of(row["title"])
    practice = PracticeChange(
        id=same_id(row["id"]),
        code=row["id"],
        title=title.da,
        title_en=title.en,
        situation_id=same_id(row["id"], "situation"),
        decision=row.get("decision", ""),
        decided_on=demo.day(row["decided"], working=True) if "decided" in row else None,
        place=place,
        is_demo=True,
        **{name: row[name] for name in ("who", "before", "after", "kind", "sign")},
    )
    practice.fill_keys()
    return practice


def _links(demo: Demo, row: Row) -> Iterator[ResultPractice]:
    practice = demo.things["practices"][row["id"]]
    for key, strength in row["results"].items():
        yield ResultPractice(result=demo.things["results"][key], practice=practice, strength=strength)


def _barrier(demo: Demo, row: Row, number: int) -> None:
    text = Text.of(row["text"])
    practice_row = next(one for one in content()["practice"] if one["id"] == row["practice"])
    first_result = demo.things["results"][next(iter(practice_row["results"]))]
    barrier = barriers.add(
        demo.things["practices"][row["practice"]],
        by=first_result.owner,
        id=same_id("barrier", number),
        text=text.da,
        text_en=text.en,
        kind=row["kind"],
        owner=demo.people.get(row.get("owner", "")),
        owner_unit=demo.units[row["unit"]],
        due_on=demo.day(row["due"], working=True) if "due" in row else None,
    )
    if (state := row.get("state")) is not None:
        barriers.settle(barrier, Barrier.State(state), by=barrier.owner or first_result.owner)
