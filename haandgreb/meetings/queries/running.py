"""What the screen of a running meeting asks: the clock, the agenda, who is there, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from haandgreb.followups.queries import of_source
from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, Attendance, Meeting
from haandgreb.meetings.permissions import may_run, may_write_minutes
from haandgreb.meetings.queries import planning
from haandgreb.meetings.rules import agenda, facts
from haandgreb.organisation.models import Person
from haandgreb.shared import charts, clock, formats
from haandgreb.shared.templatetags.look import current_language

CLOSING = timedelta(minutes=5)
SOURCE = "meetings"


@dataclass(frozen=True)
class Running:
    """An item on the screen of a running meeting: seconds used, and minutes it may take."""

    item: AgendaItem
    number: int
    used: timedelta
    is_current: bool

    @property
    def minutes(self) -> int:
        return self.item.minutes + self.item.extra_minutes

    @property
    def used_minutes(self) -> int:
        """Whole minutes used, begun ones counted."""
        return -(-int(self.used.total_seconds()) // 60)

    @property
    def over(self) -> int:
        """Minutes beyond what was given."""
        return max(self.used_minutes - self.minutes, 0)

    @property
    def left(self) -> timedelta:
        return timedelta(minutes=self.minutes) - self.used


@dataclass(frozen=True)
class Clock:
    """The item timer: paused it stands at `left`, else it reaches nought at `until`."""

    left: timedelta
    until: datetime
    is_paused: bool
    minutes: int
    used_seconds: int

    @property
    def seconds_left(self) -> int:
        return int(self.left.total_seconds())

    @property
    def is_over(self) -> bool:
        return self.left < timedelta(0)

    @property
    def face(self) -> str:
        """5.48, as the script writes it too."""
        seconds = abs(self.seconds_left)
        return f"{seconds // 60}.{seconds % 60:02d}"


def page(meeting: Meeting, person: Person, now: datetime) -> dict[str, Any]:
    """Everything on the screen of a running meeting."""
    today = clock.local_day(now)
    rows = _rows(meeting, now)
    current = next((row for row in rows if row.is_current), None)
    remaining = [(row.number, row.minutes) for row in rows if not row.is_current and not row.item.is_done]
    people = planning.people_of(meeting)
    return {
        "meeting": meeting,
        "rows": rows,
        "current": current,
        "clock": _clock(current, now) if current else None,
        "next": next((row for row in rows if not row.is_current and not row.item.is_done), None),
        "forecast": agenda.forecast(
            now=now,
            end_planned=meeting.ends_at,
            current_left=current.left if current else timedelta(0),
            remaining=remaining,
        ),
        "picture": _picture(meeting, rows, now),
        "is_closing": now >= meeting.ends_at - CLOSING,
        "delay": facts.start_delay(meeting.starts_at, meeting.began_at) if meeting.began_at else 0,
        "decisions": list(meeting.decisions.select_related("item")),
        "balls": list(of_source(SOURCE, [meeting.pk]).order_by("due_on", "pk")),
        "last_time": planning.open_from_last_time(meeting, person),
        "parked": list(meeting.parked.filter(is_taken_up=False)),
        "attendances": people,
        "present": sum(row.presence == Attendance.Presence.PRESENT for row in people),
        "online": sum(row.presence == Attendance.Presence.ONLINE for row in people),
        "unknown": sum(row.presence == Attendance.Presence.UNKNOWN for row in people),
        "presences": [choice for choice in Attendance.Presence.choices if choice[0] != "unknown"],
        "sentence": library.sentence(),
        "may_run": may_run(person, meeting),
        "may_write": may_write_minutes(person, meeting),
        "today": today,
        "now": now,
    }


def used_by(item: AgendaItem, now: datetime) -> timedelta:
    """Time spent on an item so far, the running stretch included."""
    running = now - item.running_since if item.running_since is not None else timedelta(0)
    return timedelta(seconds=item.used_seconds) + max(running, timedelta(0))


def _rows(meeting: Meeting, now: datetime) -> list[Running]:
    items = meeting.items.select_related("owner")
    return [
        Running(item, number, used_by(item, now), item.pk == meeting.current_item_id)
        for number, item in enumerate(items, 1)
    ]


def _clock(current: Running, now: datetime) -> Clock:
    return Clock(
        left=current.left,
        until=now + current.left,
        is_paused=current.item.running_since is None,
        minutes=current.minutes,
        used_seconds=int(current.used.total_seconds()),
    )


def _picture(meeting: Meeting, rows: Sequence[Running], now: datetime) -> Any:
    """The plan from left to right with a pin at the minute it is; the sentence beside it says the same."""
    if not rows:
        return ""
    slots = [charts.Slot(row.item.minutes, row.used.total_seconds() / 60) for row in rows]
    elapsed = (now - meeting.starts_at).total_seconds() / 60
    shown = formats.clock_time(now, current_language()).removeprefix("kl. ")
    return charts.time_budget(slots, elapsed=max(elapsed, 0), now=shown)
