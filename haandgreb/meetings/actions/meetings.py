"""What people do with meetings before they are held: plan, change, invite, cancel, say who is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from haandgreb.meetings.actions import agenda, calendar, score
from haandgreb.meetings.models import Attendance, Meeting, Membership, Series
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

# A change of one of these reaches people's calendars.
IN_CALENDARS = ("title", "starts_at", "ends_at", "place", "online_link")
CHANGEABLE = (*IN_CALENDARS, "chair", "minute_taker", "timekeeper")


@transaction.atomic
def plan(
    *,
    by: Person,
    starts_at: datetime,
    minutes: int | None = None,
    series: Series | None = None,
    template: str | None = None,
    participants: Iterable[Person] = (),
    **facts: Any,
) -> Meeting:
    """
    Plan a meeting, of a series or on its own.

    What is not said comes from the series: title, length, place, chair, people, agenda template. `by` chairs a meeting
    on its own unless somebody else is named; whoever plans is in it. Nobody is invited yet.
    """
    if series is not None:
        facts = {"title": series.title, "place": series.place, "chair": series.chair, **facts}
        minutes = minutes or series.minutes
        template = series.template if template is None else template
    facts.setdefault("chair", by)
    # In UTC, so that it lasts its minutes also on the nights the clocks change.
    ends_at = starts_at.astimezone(UTC) + timedelta(minutes=minutes or 60)
    meeting = Meeting.objects.create(series=series, starts_at=starts_at, ends_at=ends_at, **facts)
    _ask_people(meeting, series, [by, *participants])
    if template:
        agenda.lay(meeting, template, by=by)
    _settle_scoring(meeting, by=by)
    audit.record("meeting planned", by=by, about=meeting, people=meeting.attendances.count())
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    facts: Mapping[str, Any],
    *,
    by: Person,
    version: int | None = None,
    now: datetime | None = None,
) -> int:
    """
    Change time, place or roles; who has a role is in the meeting. Returns how many get word in their calendar.

    A meeting people were invited to keeps its UID, and its sequence rises with what their calendars show. With
    `version`, only a meeting that is still as it was then; else raises Stale, and nothing is written.
    """
    raise_version(meeting, version)
    moved = any(name in facts and facts[name] != getattr(meeting, name) for name in IN_CALENDARS)
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(meeting, name, facts[name])
    meeting.save(update_fields=named)
    for person in [meeting.chair, meeting.minute_taker, meeting.timekeeper]:
        if person is not None:
            add_people(meeting, [person], by=by, now=now)
    _settle_scoring(meeting, by=by)
    told = _tell_invited(meeting, now) if moved and meeting.invited_at is not None else 0
    audit.record("meeting changed", by=by, about=meeting, told=told)
    return told


@transaction.atomic
def invite(meeting: Meeting, *, by: Person, now: datetime | None = None) -> int:
    """Send the invitation with the agenda to everybody not invited yet; returns how many mails leave."""
    moment = now or clock.now()
    _lock(meeting)
    new = list(meeting.attendances.filter(invited_at__isnull=True).select_related("person"))
    sent = calendar.send(meeting, new, "invitation", now=moment)
    meeting.attendances.filter(invited_at__isnull=True).update(invited_at=moment)
    meeting.invited_at = meeting.invited_at or moment
    meeting.save(update_fields=["invited_at"])
    audit.record("people invited", by=by, about=meeting, people=len(new), mails=sent)
    return sent


@transaction.atomic
def send_again(meeting: Meeting, *, by: Person, now: datetime | None = None) -> int:
    """Send the invitation anew to everybody, for instance with a changed agenda."""
    moment = now or clock.now()
    _lock(meeting)
    told = _tell_invited(meeting, moment)
    audit.record("invitation sent again", by=by, about=meeting, mails=told)
    return told + (invite(meeting, by=by, now=moment) if _somebody_new(meeting) else 0)


@transaction.atomic
def cancel(meeting: Meeting, *, by: Person, why: str = "", now: datetime | None = None) -> int:
    """Cancel a meeting that is not over: everybody who was invited gets the time back. Returns how many mails leave."""
    _lock(meeting)
    if meeting.state != Meeting.State.PLANNED:
        return 0
    meeting.state, meeting.why_cancelled = Meeting.State.CANCELLED, why
    meeting.calendar_sequence += 1
    meeting.save(update_fields=["state", "why_cancelled", "calendar_sequence"])
    told = calendar.send(meeting, _invited(meeting), "cancellation", now=now)
    _settle_scoring(meeting, by=by)
    audit.record("meeting cancelled", by=by, about=meeting, told=told)
    return told


@transaction.atomic
def add_people(
    meeting: Meeting, people: Iterable[Person], *, by: Person, is_core: bool = True, now: datetime | None = None
) -> int:
    """Ask more people; where invitations have gone out they get theirs at once. Returns how many are new."""
    _lock(meeting)
    known = set(meeting.attendances.values_list("person", flat=True))
    new = [person for person in dict.fromkeys(people) if person.pk not in known]
    if not new:
        return 0
    Attendance.objects.bulk_create(
        [Attendance(meeting=meeting, person=person, is_core=is_core) for person in new], ignore_conflicts=True
    )
    if meeting.invited_at is not None and meeting.state == Meeting.State.PLANNED:
        _next_sequence(meeting)
        invite(meeting, by=by, now=now)
    audit.record("people added to meeting", by=by, about=meeting, people=len(new))
    return len(new)


@transaction.atomic
def remove_person(meeting: Meeting, person: Person, *, by: Person, now: datetime | None = None) -> bool:
    """Take somebody out; whoever was invited gets a cancellation. False for the chair, who must be there."""
    _lock(meeting)
    if person.pk == meeting.chair_id:
        return False
    row = meeting.attendances.filter(person=person).select_related("person").first()
    if row is None:
        return True
    was_invited = row.invited_at is not None
    row.delete()
    for role in ["minute_taker", "timekeeper"]:
        if getattr(meeting, f"{role}_id") == person.pk:
            setattr(meeting, role, None)
    meeting.save(update_fields=["minute_taker", "timekeeper"])
    if was_invited and meeting.state == Meeting.State.PLANNED:
        _next_sequence(meeting)
        calendar.send(meeting, [row], "cancellation", now=now)
    audit.record("person removed from meeting", by=by, about=meeting)
    return True


@transaction.atomic
def set_core(meeting: Meeting, person: Person, is_core: bool, *, by: Person) -> None:
    """Say whether somebody is needed in this meeting or chooses to come."""
    if meeting.attendances.filter(person=person).update(is_core=is_core):
        audit.record("meeting participation changed", by=by, about=meeting, core=is_core)


@transaction.atomic
def take_chair(meeting: Meeting, *, by: Person) -> bool:
    """Become the chair of a meeting that has none; False where somebody was quicker."""
    taken = Meeting.objects.filter(pk=meeting.pk, chair__isnull=True).update(chair=by)
    if taken:
        add_people(meeting, [by], by=by)
        audit.record("chair taken", by=by, about=meeting)
    return bool(taken)


@transaction.atomic
def say_prepared(meeting: Meeting, is_prepared: bool, *, by: Person) -> None:
    """I am prepared; or not after all."""
    meeting.attendances.filter(person=by).update(is_prepared=is_prepared)


def _lock(meeting: Meeting) -> None:
    """Who else acts on the meeting waits till this act is over; what counts for calendars is read as it is now."""
    Meeting.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=meeting.pk)
    meeting.refresh_from_db(fields=["state", "chair", "invited_at", "calendar_sequence"])


def _ask_people(meeting: Meeting, series: Series | None, others: Iterable[Person]) -> None:
    rows: dict[Any, Attendance] = {}
    if series is not None:
        for membership in Membership.objects.filter(series=series):
            rows[membership.person_id] = Attendance(
                meeting=meeting, person_id=membership.person_id, is_core=membership.is_core
            )
    named = [meeting.chair, meeting.minute_taker, meeting.timekeeper, *others]
    for person in named:
        if person is not None and person.pk not in rows:
            rows[person.pk] = Attendance(meeting=meeting, person=person)
    Attendance.objects.bulk_create(rows.values())


def _settle_scoring(meeting: Meeting, *, by: Person) -> None:
    """Say which meetings of the series are scored now; one on its own follows the chair's word."""
    if meeting.series is not None:
        score.plan_scores(meeting.series)
        meeting.refresh_from_db(fields=["is_scored", "score_code"])
    elif meeting.state == Meeting.State.PLANNED and meeting.score_choice and not meeting.is_scored:
        score.choose_scoring(meeting, True, by=by)
        meeting.refresh_from_db(fields=["is_scored", "score_code"])


def _tell_invited(meeting: Meeting, now: datetime | None) -> int:
    _next_sequence(meeting)
    return calendar.send(meeting, _invited(meeting), "change", now=now)


def _invited(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendances.filter(~Q(invited_at=None)).select_related("person"))


def _somebody_new(meeting: Meeting) -> bool:
    return meeting.attendances.filter(invited_at__isnull=True).exists()


def _next_sequence(meeting: Meeting) -> None:
    meeting.calendar_sequence += 1
    meeting.save(update_fields=["calendar_sequence"])
