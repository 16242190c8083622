"""What people do while a meeting runs: begin, move on, pause, note who is there, decide, promise, end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from haandgreb.followups import actions as followups
from haandgreb.followups.models import FollowUp
from haandgreb.meetings.models import AgendaItem, Attendance, Decision, Meeting
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

SOURCE = "meetings"


class NoChair(Exception):
    """A meeting without a chair cannot begin."""


@transaction.atomic
def begin(meeting: Meeting, *, by: Person, now: datetime | None = None) -> Meeting:
    """Begin now, whoever is there: the actual start, and the first item's clock. Raises NoChair."""
    moment = now or clock.now()
    meeting = _locked(meeting)
    if meeting.state != Meeting.State.PLANNED:
        return meeting
    if meeting.chair_id is None:
        raise NoChair
    meeting.state, meeting.began_at = Meeting.State.RUNNING, moment
    meeting.save(update_fields=["state", "began_at"])
    first = meeting.items.first()
    if first is not None:
        _switch(meeting, first, moment)
    audit.record("meeting begun", by=by, about=meeting)
    return meeting


@transaction.atomic
def go_to(
    meeting: Meeting,
    item: AgendaItem,
    *,
    by: Person,
    leaving: Any = None,
    now: datetime | None = None,
) -> Meeting:
    """
    Take up an item. With `leaving` (an item's id), only while that is the current one: a second press does nothing.
    """
    meeting = _locked(meeting)
    stale = leaving is not None and str(meeting.current_item_id) != str(leaving)
    if meeting.state == Meeting.State.RUNNING and not stale and meeting.current_item_id != item.pk:
        _switch(meeting, item, now or clock.now())
        audit.record("agenda item taken up", by=by, about=meeting)
    return meeting


@transaction.atomic
def finish_item(meeting: Meeting, *, by: Person, leaving: Any = None, now: datetime | None = None) -> Meeting:
    """Close the current item without taking up another: what is left is who has the ball, and the score."""
    meeting = _locked(meeting)
    current = meeting.current_item
    if current is None or (leaving is not None and str(current.pk) != str(leaving)):
        return meeting
    _stop(current, now or clock.now(), done=True)
    meeting.current_item = None
    meeting.save(update_fields=["current_item"])
    audit.record("agenda item closed", by=by, about=meeting)
    return meeting


@transaction.atomic
def pause(meeting: Meeting, *, by: Person, now: datetime | None = None) -> None:
    """Stop the clock of the current item."""
    current = _locked(meeting).current_item
    if current is not None and current.running_since is not None:
        _stop(current, now or clock.now(), done=False)
        audit.record("meeting paused", by=by, about=meeting)


@transaction.atomic
def resume(meeting: Meeting, *, by: Person, now: datetime | None = None) -> None:
    """Let the clock of the current item run again."""
    current = _locked(meeting).current_item
    if current is not None and current.running_since is None:
        current.running_since = now or clock.now()
        current.save(update_fields=["running_since"])
        audit.record("meeting resumed", by=by, about=meeting)


@transaction.atomic
def give_more_time(item: AgendaItem, minutes: int, *, by: Person) -> None:
    """Give an item some more minutes than planned."""
    AgendaItem.objects.filter(pk=item.pk).update(extra_minutes=F("extra_minutes") + minutes)
    audit.record("more time given", by=by, about=item.meeting, minutes=minutes)


@transaction.atomic
def end(meeting: Meeting, *, by: Person, now: datetime | None = None) -> Meeting:
    """End the meeting now: the actual end, and all clocks stand."""
    moment = now or clock.now()
    meeting = _locked(meeting)
    if meeting.state != Meeting.State.RUNNING:
        return meeting
    if meeting.current_item is not None:
        _stop(meeting.current_item, moment, done=True)
    meeting.state, meeting.ended_at, meeting.current_item = Meeting.State.HELD, moment, None
    meeting.save(update_fields=["state", "ended_at", "current_item"])
    audit.record("meeting ended", by=by, about=meeting)
    return meeting


@transaction.atomic
def note_presence(meeting: Meeting, people: Iterable[Person], presence: str, *, by: Person) -> None:
    """Note that these people are in the room, on screen, or absent."""
    meeting.attendances.filter(person__in=list(people)).update(presence=presence)
    audit.record("presence noted", by=by, about=meeting)


@transaction.atomic
def note_everybody_present(meeting: Meeting, *, by: Person) -> int:
    """Everybody not noted yet is in the room; returns how many that were."""
    unknown = meeting.attendances.filter(presence=Attendance.Presence.UNKNOWN)
    noted = unknown.update(presence=Attendance.Presence.PRESENT)
    audit.record("presence noted", by=by, about=meeting, people=noted)
    return noted


@transaction.atomic
def decide(
    meeting: Meeting,
    text: str,
    *,
    by: Person,
    told_to: str = "",
    item: AgendaItem | None = None,
    now: datetime | None = None,
) -> Decision:
    """Write down a decision, to be read aloud; it belongs to the current item unless another is named."""
    decision = Decision.objects.create(
        meeting=meeting,
        item=item or meeting.current_item,
        text=text,
        told_to=told_to,
        decided_at=now or clock.now(),
    )
    audit.record("decision written", by=by, about=meeting)
    return decision


@transaction.atomic
def change_decision(decision: Decision, *, text: str, told_to: str, by: Person, version: int) -> bool:
    """Change a decision as it was at `version`; False where somebody changed it since."""
    changed = Decision.objects.filter(pk=decision.pk, version=version).update(
        text=text, told_to=told_to, version=version + 1, changed_by=by, changed_at=clock.now()
    )
    if changed:
        audit.record("decision changed", by=by, about=decision.meeting)
    return bool(changed)


@transaction.atomic
def remove_decision(decision: Decision, *, by: Person) -> None:
    """Take back a decision that was written down wrongly."""
    meeting = decision.meeting
    decision.delete()
    audit.record("decision removed", by=by, about=meeting)


@transaction.atomic
def promise(
    meeting: Meeting, *, what: str, owner: Person, due_on: date, by: Person, today: date | None = None
) -> FollowUp:
    """Somebody takes the ball: one thing, one owner, one date."""
    return followups.promise(
        what=what,
        owner=owner,
        due_on=due_on,
        by=by,
        source=SOURCE,
        source_id=meeting.pk,
        source_label=meeting.title,
        source_url=reverse("meetings:meeting", args=[meeting.pk]),
        promised_on=today,
    )


@transaction.atomic
def save_notes(meeting: Meeting, text: str, *, by: Person, version: int) -> bool:
    """Save the notes as they were at `version`; False where somebody saved others since, and nothing is written."""
    saved = Meeting.objects.filter(pk=meeting.pk, notes_version=version).update(
        notes=text, notes_version=version + 1, notes_by=by, notes_at=clock.now()
    )
    if saved:
        audit.record("minutes saved", by=by, about=meeting)
    return bool(saved)


@transaction.atomic
def say_minutes_ready(meeting: Meeting, *, by: Person, now: datetime | None = None) -> None:
    """The minutes are ready: participants can count on them."""
    meeting.minutes_ready_at = now or clock.now()
    meeting.save(update_fields=["minutes_ready_at"])
    audit.record("minutes ready", by=by, about=meeting)


def _locked(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_for_update(of=("self",)).select_related("current_item").get(pk=meeting.pk)


def _switch(meeting: Meeting, item: AgendaItem, moment: datetime) -> None:
    if meeting.current_item is not None:
        _stop(meeting.current_item, moment, done=True)
    item.running_since, item.is_done = moment, False
    item.save(update_fields=["running_since", "is_done"])
    meeting.current_item = item
    meeting.save(update_fields=["current_item"])


def _stop(item: AgendaItem, moment: datetime, *, done: bool) -> None:
    if item.running_since is not None:
        item.used_seconds += max(int((moment - item.running_since).total_seconds()), 0)
    item.running_since, item.is_done = None, done
    item.save(update_fields=["used_seconds", "running_since", "is_done"])
