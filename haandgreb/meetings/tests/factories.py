"""Series and meetings for the tests of planning, running and minutes. Nothing is random."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from haandgreb.meetings.actions import agenda, running
from haandgreb.meetings.actions import meetings as meeting_actions
from haandgreb.meetings.actions import series as series_actions
from haandgreb.meetings.models import AgendaItem, Meeting, Series
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import make_person, make_unit
from haandgreb.shared import clock


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment in Denmark."""
    return datetime.combine(day, time(hour, minute), tzinfo=clock.COPENHAGEN)


def in_days(days: int, hour: int = 10) -> datetime:
    """So many days from today, by the Danish clock."""
    return at(clock.today() + timedelta(days=days), hour)


def a_unit() -> Unit:
    """The unit everybody in a test works in."""
    return Unit.objects.first() or make_unit("Tilskud")


def somebody(name: str, **facts: Any) -> Person:
    """A colleague in the unit."""
    return make_person(name, a_unit(), **facts)


def a_series(chair: Person | None = None, people: list[Person] | None = None, **facts: Any) -> Series:
    """A weekly series with a chair and the people."""
    leader = chair or somebody("Jette Klitgren")
    plain: dict[str, Any] = {
        "title": "Sagsmøde",
        "purpose": "At give svære sager en retning.",
        "type": "case",
        "cadence": Series.Cadence.WEEKLY,
        "minutes": 60,
        "scoring": Series.Scoring.NEVER,
    }
    return series_actions.create(by=leader, participants=people or [], **{**plain, **facts})


def a_meeting(series: Series | None = None, chair: Person | None = None, **facts: Any) -> Meeting:
    """A planned meeting in a week, with an empty agenda; of a series, or on its own with a chair."""
    leader = chair or (series.chair if series else somebody("Jette Klitgren"))
    plain: dict[str, Any] = {"starts_at": in_days(7), "minutes": 60, "template": ""}
    if series is None:
        plain["title"] = "Forberedelse"
    return meeting_actions.plan(by=leader, series=series, **{**plain, **facts})


def an_item(meeting: Meeting, title: str = "Delvist afslag", minutes: int = 15, **facts: Any) -> AgendaItem:
    """An item with a purpose."""
    plain = {"purpose": "én standardtekst", "kind": AgendaItem.Kind.DECISION}
    return agenda.add(meeting, by=leader_of(meeting), title=title, minutes=minutes, **{**plain, **facts})


def a_running_meeting(series: Series | None = None, *items: str, **facts: Any) -> Meeting:
    """A meeting that began on time, now, with these items of fifteen minutes."""
    now = clock.now().replace(microsecond=0)
    meeting = a_meeting(series, starts_at=now, **facts)
    for title in items:
        an_item(meeting, title)
    running.begin(meeting, by=leader_of(meeting), now=now)
    meeting.refresh_from_db()
    return meeting


def a_held_meeting(series: Series | None = None, days_ago: int = 7, **facts: Any) -> Meeting:
    """A meeting that was held as planned."""
    starts_at = in_days(-days_ago)
    meeting = a_meeting(series, starts_at=starts_at, **facts)
    running.begin(meeting, by=leader_of(meeting), now=starts_at)
    running.end(meeting, by=leader_of(meeting), now=meeting.ends_at)
    meeting.refresh_from_db()
    return meeting


def leader_of(meeting: Meeting) -> Person:
    """The chair; a test that has none acts as somebody in the meeting."""
    if meeting.chair is not None:
        return meeting.chair
    row = meeting.attendances.select_related("person").first()
    assert row is not None
    return row.person
