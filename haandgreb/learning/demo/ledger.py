"""What people of the demo have tried of the twelve handles."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from haandgreb.learning.demo.activities import nearest_working_day, same_id
from haandgreb.learning.demo.enrolments import at
from haandgreb.learning.models import HandleTrial
from haandgreb.organisation.models import Engagement
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-ledger.toml"
FIELDS = ("handle", "people", "minutes", "again", "seen_by", "changed")


@cache
def content() -> list[dict[str, Any]]:
    """The parsed content, one row for each time something was tried."""
    found: list[dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))["trial"]
    return found


def load(demo: Demo) -> None:
    """Write them into the ledger, each by the unit its writer works in."""
    people = [demo.people[row["person"]] for row in content()]
    jobs = Engagement.objects.on(demo.today).filter(person__in=people)
    units = dict(jobs.order_by("is_primary", "-pk").values_list("person_id", "unit_id"))
    HandleTrial.objects.bulk_create(
        HandleTrial(
            id=same_id("trial", number),
            person=demo.people[row["person"]],
            unit_id=units.get(demo.people[row["person"]].pk),
            tried_on=nearest_working_day(demo.day(row["tried"])),
            written_at=at(nearest_working_day(demo.day(row["tried"])), 15),
            is_demo=True,
            **{name: row[name] for name in FIELDS},
        )
        for number, row in enumerate(content())
    )


def remove() -> None:
    """All of it, whoever wrote it: in a demo all of it is the demo's."""
    HandleTrial.everything.all().delete()
