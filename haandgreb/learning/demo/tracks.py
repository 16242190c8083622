"""The demo's three tracks, a fælles klik, a pair and what one team said (demo-case 8, HG-10)."""

from __future__ import annotations

import tomllib
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.competences.models import RoleProfile
from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.models import (
    Activity,
    ClickSeat,
    PortfolioRelease,
    SharedClick,
    StudyPair,
    TeamTalk,
    Track,
    TrackModule,
)
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.times import moment_of

_FILE = Path(__file__).parents[1] / "content" / "demo-tracks.toml"
Row = dict[str, Any]


@cache
def content() -> Row:
    """The parsed content."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def load(demo: Demo) -> None:
    """Tracks first, then who learns together."""
    for row in content()["track"]:
        _track(demo, row)
    for row in content()["click"]:
        _click(demo, row)
    for row in content()["pair"]:
        _pair(demo, row)
    for row in content()["talk"]:
        _talk(demo, row)


def remove() -> None:
    """What hangs on no person or activity, and what was counted of the demo's people."""
    Track.objects.all().delete()
    PortfolioRelease.objects.all().delete()


def _activity(demo: Demo, code: str) -> Activity:
    found: Activity = demo.things["activities"][code]
    return found


def _track(demo: Demo, row: Row) -> None:
    track = Track.objects.create(
        id=same_id("track", row["code"]),
        code=row["code"],
        title=row["title"]["da"],
        title_en=row["title"]["en"],
        for_whom=row["for_whom"],
        talk_questions="\n".join(row["questions"]),
        use_task=row["use_task"],
        sign=row["sign"],
        is_demo=True,
    )
    track.profiles.set(RoleProfile.objects.filter(code__in=row["profiles"]))
    for place, code in enumerate(row["modules"]):
        TrackModule.objects.create(track=track, activity=_activity(demo, code), place=place)


def _click(demo: Demo, row: Row) -> None:
    day = next_working_day(demo.today + timedelta(days=row["day"]))
    click = SharedClick.objects.create(
        id=same_id("click", row["activity"]),
        activity=_activity(demo, row["activity"]),
        host=demo.people[row["host"]],
        starts_at=moment_of(day, time(10)),
        place=row["place"],
        seats=row["seats"],
        question=row.get("question", ""),
        is_demo=True,
    )
    for code in row["with"]:
        ClickSeat.objects.create(click=click, person=demo.people[code], taken_at=clock.now())


def _pair(demo: Demo, row: Row) -> None:
    first = next_working_day(demo.today + timedelta(days=row["days"][0]))
    StudyPair.objects.create(
        id=same_id("pair", row["activity"]),
        activity=_activity(demo, row["activity"]),
        first=demo.people[row["first"]],
        second=demo.people[row["second"]] if "second" in row else None,
        state="paired" if "second" in row else "open",
        first_on=first,
        second_on=next_working_day(demo.today + timedelta(days=row["days"][1])),
        made_at=clock.now(),
        is_demo=True,
    )


def _talk(demo: Demo, row: Row) -> None:
    TeamTalk.objects.create(
        id=same_id("talk", row["activity"], row["unit"]),
        activity=_activity(demo, row["activity"]),
        unit=demo.units[row["unit"]],
        held_on=demo.today + timedelta(days=row["day"]),
        means=row["means"],
        does_not_fit=row["does_not_fit"],
        tries=row["tries"],
        written_by=demo.people[row["by"]],
        is_demo=True,
    )
