"""What people do with an agenda: add, change, move, remove items, lay a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, ItemNeed, Meeting, ParkedPoint
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

CHANGEABLE = (
    "title",
    "kind",
    "purpose",
    "outcome",
    "owner",
    "minutes",
    "preparation",
    "preparation_link",
    "preparation_minutes",
    "everyone_needed",
)


@transaction.atomic
def add(meeting: Meeting, *, by: Person, needed: Iterable[Person] = (), **facts: Any) -> AgendaItem:
    """Put an item last on the agenda, but before the items that close the meeting with the score."""
    _lock(meeting)
    item = AgendaItem.objects.create(meeting=meeting, position=_last(meeting) + 1, **facts)
    _set_needed(item, needed)
    if not item.is_score:
        _before_score(meeting, item)
    audit.record("agenda item added", by=by, about=meeting)
    return item


@transaction.atomic
def change(
    item: AgendaItem, facts: Mapping[str, Any], *, by: Person, version: int, needed: Iterable[Person] = ()
) -> AgendaItem | None:
    """
    Change an item as it was at `version`; None where somebody changed it since, and nothing is written then.

    The check and the write are one statement, so two at the same moment cannot both win.
    """
    values = {name: facts[name] for name in CHANGEABLE if name in facts}
    changed = AgendaItem.objects.filter(pk=item.pk, version=version).update(
        **values, version=version + 1, changed_by=by, changed_at=clock.now()
    )
    if not changed:
        return None
    item.refresh_from_db()
    _set_needed(item, needed)
    audit.record("agenda item changed", by=by, about=item.meeting)
    return item


@transaction.atomic
def move(item: AgendaItem, steps: int, *, by: Person) -> None:
    """Move an item up (−1) or down (1) past its neighbour; at either end it stays."""
    _lock(item.meeting)
    items = list(item.meeting.items.all())
    place = next((number for number, other in enumerate(items) if other.pk == item.pk), None)
    if place is None or not 0 <= place + steps < len(items):
        return
    items.insert(place + steps, items.pop(place))
    _number(items)
    audit.record("agenda item moved", by=by, about=item.meeting)


@transaction.atomic
def remove(item: AgendaItem, *, by: Person) -> None:
    """Take an item off the agenda; decisions made under it stay with the meeting."""
    meeting = item.meeting
    _lock(meeting)
    item.delete()
    _number(list(meeting.items.all()))
    audit.record("agenda item removed", by=by, about=meeting)


@transaction.atomic
def lay(meeting: Meeting, key: str, *, by: Person) -> int:
    """Lay the items of a template after those that are there; returns how many. Unknown keys and overlays lay none."""
    chosen = library.template(key)
    if chosen is None or chosen.is_overlay:
        return 0
    _lock(meeting)
    start = _last(meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=start + number,
            title=str(item.title),
            kind=item.kind,
            minutes=item.minutes,
            purpose=str(item.outcome),
            is_score=item.is_score,
        )
        for number, item in enumerate(chosen.items, 1)
    )
    audit.record("agenda template laid", by=by, about=meeting, template=key)
    return len(chosen.items)


@transaction.atomic
def park(meeting: Meeting, text: str, *, by: Person, now: datetime | None = None) -> None:
    """Keep a point for later."""
    meeting.parked.create(text=text, parked_at=now or clock.now())
    audit.record("point parked", by=by, about=meeting)


@transaction.atomic
def take_up(point_id: Any, meeting: Meeting, *, by: Person, as_item: bool = False) -> None:
    """Take a parked point up again: as an item of `meeting` where `as_item`, else it was talked about."""
    if not ParkedPoint.objects.filter(pk=point_id, is_taken_up=False).update(is_taken_up=True):
        return
    if as_item:
        add(meeting, by=by, title=ParkedPoint.objects.get(pk=point_id).text[:200])
    audit.record("parked point taken up", by=by, about=meeting)


def _set_needed(item: AgendaItem, needed: Iterable[Person]) -> None:
    wanted = set() if item.everyone_needed else {person.pk for person in needed}
    item.needs.exclude(person__in=wanted).delete()
    there = set(item.needs.values_list("person", flat=True))
    ItemNeed.objects.bulk_create(ItemNeed(item=item, person_id=person) for person in wanted - there)


def _lock(meeting: Meeting) -> None:
    """Two who change the order at once wait for each other, so that no place is given twice."""
    Meeting.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=meeting.pk)


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(last=Max("position"))["last"] or 0


def _before_score(meeting: Meeting, item: AgendaItem) -> None:
    items = list(meeting.items.all())
    others = [other for other in items if other.pk != item.pk]
    while_closing = next((place for place, other in enumerate(others) if other.is_score), None)
    if while_closing is not None:
        others.insert(while_closing, item)
        _number(others)


def _number(items: list[AgendaItem]) -> None:
    for number, item in enumerate(items, 1):
        if item.position != number:
            item.position = number
            AgendaItem.objects.filter(pk=item.pk).update(position=number)
