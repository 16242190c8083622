"""What waits for a person because of meetings: shown on her own page, never sent by mail on its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, Attendance, Meeting, Series
from haandgreb.meetings.rules import deadlines
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import Waiting

MINUTES_DAYS = 7
"""Minutes not written within a week are not asked for any more."""


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """Running meetings, agendas to write, preparation, minutes, series that run out: two queries."""
    yield from _meetings(person, today)
    yield from _series(person, today)


def _meetings(person: Person, today: date) -> Iterator[Waiting]:
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


def _series(person: Person, today: date) -> Iterator[Waiting]:
    horizon = today + timedelta(days=deadlines.SOON_DAYS)
    for series in Series.objects.filter(owner=person, state=Series.State.ACTIVE, expires_on__lte=horizon):
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
