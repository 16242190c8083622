"""The demo's direction and goals: what they say, said before, and mean to the units that made them their own."""

from __future__ import annotations

from collections.abc import Iterator

from haandgreb.shared.demo import Demo
from haandgreb.shared.twolang import Text
from haandgreb.strategy.demo.content import Row, content, moment, same_id
from haandgreb.strategy.models import GoalVersion, Statement, StrategicGoal


def load(demo: Demo) -> None:
    """Statements in all their versions; goals of the whole workplace before those of units."""
    Statement.objects.bulk_create(_statements(demo))
    goals: dict[str, StrategicGoal] = {}
    demo.things["goals"] = goals
    for rows in (content()["goal"], content()["own"]):
        goals.update({row["id"]: _goal(demo, row, len(goals) + place) for place, row in enumerate(rows)})
        StrategicGoal.objects.bulk_create([goals[row["id"]] for row in rows])
        GoalVersion.objects.bulk_create(version for row in rows for version in _versions(demo, row))


def _statements(demo: Demo) -> Iterator[Statement]:
    rows = content()["statement"]
    for place, row in enumerate(rows):
        same = [other for other in rows if other["kind"] == row["kind"]]
        later = [other for other in rows[place + 1 :] if other["kind"] == row["kind"]]
        text = Text.of(row["text"])
        yield Statement(
            id=same_id("statement", row["kind"], row["written"]),
            kind=row["kind"],
            text=text.da,
            text_en=text.en,
            version=len(same) - len(later),
            written_at=moment(demo, row["written"]),
            written_by=demo.people[row["by"]],
            replaced_at=moment(demo, later[0]["written"]) if later else None,
            is_demo=True,
        )


def _goal(demo: Demo, row: Row, place: int) -> StrategicGoal:
    title, why = Text.of(row["title"]), Text.of(row.get("why"))
    period = content()["period"]
    goal = StrategicGoal(
        id=same_id(row["id"]),
        code="" if "parent" in row else row["id"],
        title=title.da,
        title_en=title.en,
        why=why.da,
        why_en=why.en,
        meaning=row.get("meaning", ""),
        unit=demo.units.get(row.get("unit", "")),
        parent=demo.things["goals"].get(row.get("parent")),
        owner=demo.people[row["owner"]],
        starts_on=demo.day(period["starts"]),
        ends_on=demo.day(period["ends"]),
        place=place,
        version=2 if "first" in row else 1,
        is_demo=True,
    )
    goal.fill_keys()
    return goal


def _versions(demo: Demo, row: Row) -> Iterator[GoalVersion]:
    """What the goal said first, where it said something else, and what it says now."""
    goal = demo.things["goals"][row["id"]]
    told = [{**row, **row["first"]}, row] if "first" in row else [row]
    for number, facts in enumerate(told, 1):
        title = Text.of(facts["title"])
        yield GoalVersion(
            id=same_id(row["id"], "said", number),
            goal=goal,
            number=number,
            title=title.da,
            title_en=title.en,
            why=goal.why,
            why_en=goal.why_en,
            meaning=goal.meaning,
            starts_on=goal.starts_on,
            ends_on=goal.ends_on,
            written_at=moment(demo, facts["written"]),
            written_by=goal.owner,
        )
