"""The demo's catalogue: courses and modules of the case, who teaches them and when."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from haandgreb.learning.models import Activity, ActivityPractice, Offering, Provider
from haandgreb.learning.models.activities import Size
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import next_working_day, working_day_before
from haandgreb.shared.twolang import Text

_FILE = Path(__file__).parents[1] / "content" / "demo-activities.toml"
WEEK, TERM = timedelta(days=7), timedelta(days=150)

Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def same_id(*key: object) -> UUID:
    """The same id for the same thing each time the demo is loaded, so that addresses stay."""
    return uuid5(NAMESPACE_URL, "/".join(["haandgreb-demo", "learning", *(str(part) for part in key)]))


def load(demo: Demo) -> None:
    """Leave the activities by their code ("A04") in demo.things["activities"], and ("A04", -130) in "offerings"."""
    providers = {row["id"]: _provider(row) for row in content()["provider"]}
    rows = content()["activity"]
    demo.things["activities"] = {row["code"]: _activity(demo, row, providers) for row in rows}
    demo.things["offerings"] = {
        (row["code"], times[0]): _offering(demo, demo.things["activities"][row["code"]], times)
        for row in rows
        for times in row.get("offerings", ())
    }


def find(demo: Demo) -> None:
    """The activities and offerings that are still there."""
    rows = content()["activity"]
    activities = {same_id("activity", row["code"]): row["code"] for row in rows}
    demo.things["activities"] = {activities[pk]: one for pk, one in Activity.objects.in_bulk(list(activities)).items()}
    keys = {same_id("offering", row["code"], times[0]): (row["code"], times[0]) for row in rows for times in _all(row)}
    demo.things["offerings"] = {keys[pk]: one for pk, one in Offering.objects.in_bulk(list(keys)).items()}


def remove() -> None:
    """The catalogue goes, whoever wrote it: in a demo all of it is the demo's. Enrolments are gone already."""
    Activity.objects.all().delete()
    Provider.objects.all().delete()


def nearest_working_day(day: date) -> date:
    """The working day nearest to the day; the earlier where two are as near."""
    before, after = working_day_before(day), next_working_day(day)
    return before if day - before <= after - day else after


def _all(row: Row) -> list[Any]:
    return list(row.get("offerings", ()))


def _provider(row: Row) -> Provider:
    facts = {"name": row["name"], "contact": row["contact"], "email": row["email"], "is_demo": True}
    return Provider.objects.create(id=same_id("provider", row["id"]), **facts)


def _activity(demo: Demo, row: Row, providers: dict[str, Provider]) -> Activity:
    title = Text.of(row["title"])
    made = Activity.objects.create(
        id=same_id("activity", row["code"]),
        code=row["code"],
        title=title.da,
        title_en=title.en,
        words=row["words"],
        form=row["form"],
        room=row["room"],
        provider=providers.get(row.get("provider", "")),
        keeper=demo.units.get(row.get("keeper", "")),
        size=row.get("size", Size.LIGHT),
        minutes=row["minutes"],
        cost=row.get("cost", 0),
        is_mandatory="mandatory" in row,
        why_mandatory=row.get("mandatory", ""),
        is_demo=True,
    )
    for key in row.get("practices", ()):
        ActivityPractice.objects.create(activity=made, practice=demo.things["practices"][key])
    made.competences.set([demo.things["competences"][key] for key in row.get("competences", ())])
    if row.get("planned"):
        made.planned.add(demo.things["planned"][row["code"]])
    return made


def _offering(demo: Demo, activity: Activity, times: list[Any]) -> Offering:
    """`times` is day, days in a row (or "half" for a day and a week later, "term"), place, seats, state and why."""
    day, days, place, seats, state, *why = times
    starts_on = nearest_working_day(demo.day(day))
    return Offering.objects.create(
        id=same_id("offering", activity.code, day),
        activity=activity,
        starts_on=starts_on,
        ends_on=_end(starts_on, days),
        place=place,
        seats=seats,
        state=state,
        why_cancelled="".join(why),
    )


def _end(starts_on: date, days: int | str) -> date:
    if days == "half":
        return nearest_working_day(starts_on + WEEK)
    if days == "term":
        return nearest_working_day(starts_on + TERM)
    end = starts_on
    for _one in range(int(days) - 1):
        end = next_working_day(end + timedelta(days=1))
    return end
