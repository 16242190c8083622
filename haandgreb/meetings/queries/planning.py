"""What the page of a planned meeting asks: agenda, time budget, hints, people, what is open from last time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from haandgreb.followups.models import FollowUp
from haandgreb.followups.queries import of_source
from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, Attendance, Meeting, ParkedPoint, Series
from haandgreb.meetings.permissions import may_edit_meeting, may_run
from haandgreb.meetings.queries import series as series_queries
from haandgreb.meetings.rules import agenda, deadlines
from haandgreb.organisation.models import Person
from haandgreb.shared import charts, clock

SOURCE = "meetings"


@dataclass(frozen=True)
class Line:
    """An item of the agenda as it is shown: when it starts, who is needed, what it is told."""

    item: AgendaItem
    number: int
    starts_at: datetime
    needed: tuple[Person, ...]
    is_late: bool
    hints: tuple[agenda.Hint, ...]
    may_leave: bool
    is_first: bool
    is_last: bool


def page(meeting: Meeting, person: Person, now: datetime) -> dict[str, Any]:
    """The page of a meeting that is planned, cancelled, or read by somebody while it runs."""
    today = clock.local_day(now)
    items = items_of(meeting)
    attendances = people_of(meeting)
    held_on = clock.local_day(meeting.starts_at)
    budget, hints = judged(items, meeting, len(attendances))
    mine = next((row for row in attendances if row.person_id == person.pk), None)
    lines = [_line(place, items, budget, hints, meeting, person) for place in range(len(items))]
    return {
        "meeting": meeting,
        "lines": lines,
        "budget": budget,
        "budget_picture": _picture(budget),
        "hints": [hint for hint in hints if hint.item is None],
        "attendances": attendances,
        "hours": round(meeting.minutes * len(attendances) / 60, 1),
        "mine": mine,
        "prepared": sum(row.is_prepared for row in attendances),
        "preparation": _preparation(lines),
        "without_mail": [row for row in attendances if not row.person.email],
        "not_invited": [row for row in attendances if row.invited_at is None],
        "short_notice": not deadlines.invited_in_time(today, held_on) and held_on >= today,
        "holiday": series_queries.near_holiday(held_on),
        "no_agenda": deadlines.has_no_agenda(len(items), held_on, today),
        "balls": open_from_last_time(meeting, person),
        "parked": parked_before(meeting, person),
        "templates": [template for template in library.templates() if not template.is_overlay],
        "house_rules": library.house_rules(),
        "sentence": library.sentence(),
        "may_edit": may_edit_meeting(person, meeting),
        "may_run": may_run(person, meeting),
        "is_the_day": held_on <= today,
        "today": today,
        "now": now,
    }


def _picture(budget: agenda.Budget) -> SafeString:
    """The items side by side, each as wide as its minutes; what ends after the meeting stands out."""
    slots = [
        charts.Slot(slot.end - slot.start, slot.end - slot.start + int(slot.late))
        for slot in budget.slots
        if slot.end > slot.start
    ]
    return charts.time_budget(slots) if slots else SafeString()


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The agenda in order, with owners and who is needed: two queries."""
    return list(meeting.items.select_related("owner").prefetch_related("needs__person"))


def people_of(meeting: Meeting) -> list[Attendance]:
    """Who is asked: core first, in Danish order."""
    return list(meeting.attendances.select_related("person").order_by("-is_core", "person__sort_key"))


def judged(items: Sequence[AgendaItem], meeting: Meeting, people: int) -> tuple[agenda.Budget, tuple[agenda.Hint, ...]]:
    """The time budget, and what the one who plans should know."""
    planned = [planned_item(item) for item in items]
    return agenda.budget(planned, meeting.minutes), agenda.hints(planned, meeting.minutes, people)


def planned_item(item: AgendaItem) -> agenda.PlannedItem:
    """An item as the rules know it."""
    return agenda.PlannedItem(item.minutes, agenda.ItemKind(item.kind), item.purpose, item.preparation_minutes)


def open_from_last_time(meeting: Meeting, person: Person) -> list[FollowUp]:
    """Open actions from the earlier meetings of the series that this person may read: they come first."""
    if meeting.series_id is None:
        return []
    earlier = _earlier(meeting, person).values_list("pk", flat=True)
    return list(of_source(SOURCE, earlier).filter(state=FollowUp.State.OPEN).order_by("due_on", "pk"))


def parked_before(meeting: Meeting, person: Person) -> list[ParkedPoint]:
    """Points parked at earlier meetings of the series that this person may read, and not taken up."""
    if meeting.series_id is None:
        return []
    points = ParkedPoint.objects.filter(meeting__in=_earlier(meeting, person).order_by(), is_taken_up=False)
    return list(points.order_by("parked_at"))


def _earlier(meeting: Meeting, person: Person) -> QuerySet[Meeting]:
    """The earlier meetings of the series; to a guest, who is not in the series, only those she was asked to."""
    earlier = Meeting.objects.filter(series=meeting.series_id, starts_at__lt=meeting.starts_at)
    if Series.objects.visible_to(person).filter(meetings=meeting).exists():
        return earlier
    return earlier & Meeting.objects.visible_to(person)


def _line(
    place: int,
    items: Sequence[AgendaItem],
    budget: agenda.Budget,
    hints: Sequence[agenda.Hint],
    meeting: Meeting,
    person: Person,
) -> Line:
    item, slot = items[place], budget.slots[place]
    needed = () if item.everyone_needed else tuple(need.person for need in item.needs.all())
    return Line(
        item=item,
        number=place + 1,
        starts_at=meeting.starts_at + timedelta(minutes=slot.start),
        needed=needed,
        is_late=slot.late,
        hints=tuple(hint for hint in hints if hint.item == place),
        may_leave=not item.everyone_needed and person not in needed and person.pk != meeting.chair_id,
        is_first=place == 0,
        is_last=place == len(items) - 1,
    )


def _preparation(lines: Sequence[Line]) -> list[Line]:
    """What this person is asked to prepare: items she is needed for."""
    return [line for line in lines if (line.item.preparation or line.item.preparation_link) and not line.may_leave]
