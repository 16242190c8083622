"""What waits for a person because of meetings: shown on her own page, never sent by mail on its own."""

from __future__ import annotations

from collections.abc import Container, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, Attendance, Meeting, Series
from haandgreb.meetings.models.series import SeriesQuerySet
from haandgreb.meetings.queries import check_waiting
from haandgreb.meetings.rules import deadlines
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import ALL, Waiting

MINUTES_DAYS = 7
"""Minutes not written within a week are not asked for any more."""


def may_wait(person: Person, today: date) -> dict[str, QuerySet[Any]]:
    """Series of hers that run out, and service checks: wider than what waits."""
    return {"series": running_out(person, today), "check": check_waiting.may_wait(person)}


def waiting_for(person: Person, today: date, may: Container[str] = ALL) -> Iterator[Waiting]:
    """Agendas, preparation, minutes, series that run out; purposes and votes of service checks."""
    yield from of_meetings(person, today)
    if "series" in may:
        yield from of_series(person, today)
    if "check" in may:
        yield from check_waiting.waiting_for(person)


def of_meetings(person: Person, today: date) -> Iterator[Waiting]:
    """Running meetings, agendas to write, preparation, minutes: one query."""
    prepared = Attendance.objects.filter(meeting=OuterRef("pk"), person=person, is_prepared=True)
    to_prepare = AgendaItem.objects.filter(meeting=OuterRef("pk")).filter(
        ~Q(preparation="") | ~Q(preparation_link=""), Q(everyone_needed=True) | Q(needs__person=person)
    )
    meetings = (
        Meeting.objects.visible_to(person)
        .filter(
            Q(state=Meeting.State.RUNNING)
            | Q(
                state=Meeting.State.PLANNED,
                starts_at__gte=_midnight(today),
                starts_at__lt=_midnight(today + timedelta(days=deadlines.CHAIR_DAYS + 1)),
            )
            | _to_be_written_up(person, today)
        )
        .annotate(item_count=Count("items"), is_ready=Exists(prepared), has_preparation=Exists(to_prepare))
        .order_by("starts_at")
    )
    held = []
    for meeting in meetings:
        if meeting.state == Meeting.State.HELD:
            held.append(meeting)
        else:
            yield from _about(meeting, person, today)
    for meeting in held:
        yield _minutes(meeting)


def _about(meeting: Meeting, person: Person, today: date) -> Iterator[Waiting]:
    held_on = clock.local_day(meeting.starts_at)
    page = reverse("meetings:meeting", args=[meeting.pk])
    if meeting.state == Meeting.State.RUNNING:
        yield Waiting(_("The meeting is running"), page, meeting.title, held_on, "meeting", _("Meeting"))
        return
    count = meeting.item_count  # type: ignore[attr-defined]  # annotated above
    if meeting.chair_id is None:
        yield Waiting(_("The meeting has no chair"), page, meeting.title, held_on, "meeting", _("Meeting"))
    if meeting.chair_id == person.pk and deadlines.waits_for_chair(held_on, today):
        if count == 0:
            key = "no-agenda" if deadlines.has_no_agenda(0, held_on, today) else "agenda-due"
            yield _reminder(key, page, meeting, deadlines.chair_due_on(held_on))
        elif meeting.invited_at is None:
            yield _reminder("agenda-due", page, meeting, deadlines.chair_due_on(held_on))
    has_preparation = meeting.has_preparation  # type: ignore[attr-defined]  # annotated above
    is_ready = meeting.is_ready  # type: ignore[attr-defined]  # annotated above
    if has_preparation and not is_ready and deadlines.waits_for_participants(held_on, today):
        done = reverse("meetings:prepared", args=[meeting.pk])
        yield _reminder("preparation-due", page, meeting, held_on, done)


def _to_be_written_up(person: Person, today: date) -> Q:
    """Minutes are written the same day, by the minute taker or, without one, the chair."""
    writer = Q(minute_taker=person) | Q(minute_taker=None, chair=person)
    since = _midnight(today - timedelta(days=MINUTES_DAYS))
    return writer & Q(state=Meeting.State.HELD, minutes_ready_at=None, ended_at__gte=since)


def _minutes(meeting: Meeting) -> Waiting:
    assert meeting.ended_at is not None
    due_on = clock.local_day(meeting.ended_at)
    page = reverse("meetings:minutes", args=[meeting.pk])
    return Waiting(_("Finish the minutes"), page, meeting.title, due_on, "meeting", _("Meeting"))


def running_out(person: Person, today: date) -> SeriesQuerySet:
    """Series of hers that run out soon, or have."""
    horizon = today + timedelta(days=deadlines.SOON_DAYS)
    return Series.objects.filter(owner=person, state=Series.State.ACTIVE, expires_on__lte=horizon)


def of_series(person: Person, today: date) -> Iterator[Waiting]:
    """Series that run out: is it still worth the time?"""
    for series in running_out(person, today):
        title, _text = library.reminder_text("series-expires")
        if deadlines.expiry(series.expires_on, today) is deadlines.Expiry.EXPIRED:
            words = _("The meeting series has expired: is it still worth the time?")
        else:
            words = str(title)
        page = reverse("meetings:series", args=[series.pk])
        yield Waiting(words, page, series.title, series.expires_on, "meeting", _("Meeting series"))


def _reminder(key: str, page: str, meeting: Meeting, due_on: date, done_url: str = "") -> Waiting:
    title, _text = library.reminder_text(key)
    return Waiting(str(title), page, meeting.title, due_on, "meeting", _("Meeting"), done_url)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=clock.COPENHAGEN)
