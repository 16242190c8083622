"""The demo's learning logs, and two guests who have answered."""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.models import Enrolment, GuestLink, GuestReply, LogEntry
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_FILE = Path(__file__).parents[1] / "content" / "demo-guests.toml"
_OPEN, _ANSWERS_AFTER = timedelta(days=90), timedelta(days=2)
_REPLY = ("practise", "bring", "afterwards", "use", "seen", "advice")

Row = dict[str, Any]


def load(demo: Demo) -> None:
    """Logs as they were written on the course days, and links that were answered. Nobody has their tokens."""
    found = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row in found["log"]:
        _log(demo.things["enrolments"][row["enrolment"]], row, demo.today)
    for row in found["link"]:
        _link(demo, demo.things["enrolments"][row["enrolment"]], row)


def _log(enrolment: Enrolment, row: Row, today: date) -> None:
    assert enrolment.starts_on is not None
    day = enrolment.starts_on + timedelta(days=(row["half_day"] - 1) // 2)
    LogEntry.objects.create(
        id=same_id("log", row["enrolment"], row["half_day"]),
        enrolment=enrolment,
        half_day=row["half_day"],
        point=row["point"],
        used_where=row.get("used_where"),
        first_step=row.get("first_step"),
        managers=[str(one.pk) for one in managers_of(enrolment.person, today)] if "m" in row["shown"] else [],
        shown_to_buddy="b" in row["shown"],
        changed_at=datetime.combine(day, time(15), clock.COPENHAGEN),
    )


def _link(demo: Demo, enrolment: Enrolment, row: Row) -> None:
    sent_at = datetime.combine(demo.day(row["days"]), time(9), clock.COPENHAGEN)
    link_id = same_id("guest", row["enrolment"], row["kind"])
    link = GuestLink.objects.create(
        id=link_id,
        kind=row["kind"],
        enrolment=enrolment,
        name=row["name"],
        email=row["email"],
        message=row.get("message", ""),
        token_hash=f"demo {link_id}",  # no hash is ever like it, so the link opens nothing
        sent_by=enrolment.person,
        sent_at=sent_at,
        expires_at=sent_at + _OPEN,
        answered_at=sent_at + _ANSWERS_AFTER,
    )
    GuestReply.objects.create(link=link, **{name: row[name] for name in _REPLY if name in row})
