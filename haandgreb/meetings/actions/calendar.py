"""Calendar mail about meetings: invitation, change, cancellation (integrations §7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.meetings import library
from haandgreb.meetings.models import AgendaItem, Attendance, Meeting
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, formats, ical, outbox
from haandgreb.shared.templatetags.look import current_language

Kind = Literal["invitation", "change", "cancellation"]


def send(meeting: Meeting, attendances: Iterable[Attendance], kind: Kind, *, now: datetime | None = None) -> int:
    """
    Queue the mail to those of them with an address, each in the receiver's own language; returns how many.

    The same sequence is never sent twice to one person: a retried act queues nothing new. Whoever has left gets
    nothing more, though the name still stands in the meeting.
    """
    moment = now or clock.now()
    told, asked = list(attendances), list(meeting.attendances.select_related("person").order_by("person__sort_key"))
    people = {row.person_id for row in (*told, *asked)}
    here = set(Person.objects.here_on(clock.local_day(moment)).filter(pk__in=people).values_list("pk", flat=True))
    items = list(meeting.items.prefetch_related("needs"))
    guests = [
        ical.Guest(row.person.name, row.person.email, is_optional=not row.is_core)
        for row in asked
        if row.person.email and row.person_id in here
    ]
    return sum(_send_one(meeting, row, kind, items, guests, moment) for row in told if row.person_id in here)


def happening(meeting: Meeting, *, now: datetime | None = None, guests: Sequence[ical.Guest] = ()) -> ical.Happening:
    """The meeting as a calendar knows it; its UID is the same for life."""
    return ical.Happening(
        uid=f"{meeting.pk}@haandgreb",
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=meeting.title,
        stamp=now or clock.now(),
        sequence=meeting.calendar_sequence,
        place=", ".join(part for part in [meeting.place, meeting.online_link] if part),
        url=page_of(meeting),
        guests=guests,
        organiser_name="Håndgreb" if guests else "",
        organiser_email=settings.DEFAULT_FROM_EMAIL if guests else "",
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
    )


def page_of(meeting: Meeting) -> str:
    """The address of the meeting's page, with the host where one is set."""
    return settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk])


def when(meeting: Meeting) -> str:
    """Monday 16 November 2026, 10:00–11:00, in the language of the moment."""
    language = current_language()
    day = formats.weekday(meeting.starts_at, language)
    date = formats.long_date(meeting.starts_at, language)
    between = " " if language == "da" else ", "
    begins = formats.clock_time(meeting.starts_at, language)
    ends = formats.clock_time(meeting.ends_at, language).removeprefix("kl. ")
    return f"{day} {date}{between}{begins}–{ends}"


def _send_one(
    meeting: Meeting,
    row: Attendance,
    kind: Kind,
    items: Sequence[AgendaItem],
    guests: Sequence[ical.Guest],
    now: datetime,
) -> int:
    person = row.person
    if kind == "cancellation" and person.email and meeting.state != Meeting.State.CANCELLED:
        # Somebody is taken out: the others stay, so the cancellation is about her alone (RFC 5546 §3.2.5).
        guests = [ical.Guest(person.name, person.email, is_optional=not row.is_core)]
    with outbox.in_language_of(person):
        text = _body(meeting, row, kind, items)
        event = happening(meeting, now=now, guests=guests)
        method: ical.Method = "CANCEL" if kind == "cancellation" else "REQUEST"
        event = ical.replace(event, description=text, is_cancelled=method == "CANCEL")
        queued = outbox.put(
            kind=f"meeting-{kind}",
            person=person,
            subject=_subject(meeting, kind),
            text=text,
            calendar=ical.mail(event, method),
            calendar_method=method,
            key=f"meeting-{meeting.pk}-{meeting.calendar_sequence}-{method}-{person.pk}",
        )
    return int(queued is not None)


def _subject(meeting: Meeting, kind: Kind) -> str:
    facts = {"title": meeting.title, "when": when(meeting)}
    if kind == "cancellation":
        return _("Cancelled: %(title)s, %(when)s") % facts
    if kind == "change":
        return _("Changed: %(title)s, %(when)s") % facts
    return _("Invitation: %(title)s, %(when)s") % facts


def _body(meeting: Meeting, row: Attendance, kind: Kind, items: Sequence[AgendaItem]) -> str:
    lines = [f"{meeting.title}", when(meeting)]
    if meeting.place:
        lines.append(_("Place: %(place)s") % {"place": meeting.place})
    if kind == "cancellation":
        lines += ["", _("The meeting is cancelled. You have the time back.")]
        if meeting.why_cancelled:
            lines.append(meeting.why_cancelled)
        return "\n".join(lines)
    if meeting.online_link:
        lines.append(_("On screen: %(link)s") % {"link": meeting.online_link})
    if meeting.series is not None and meeting.series.purpose:
        lines += ["", meeting.series.purpose]
    if not row.is_core:
        lines += ["", _("You choose whether to take part. The minutes are yours either way.")]
    if items:
        lines += ["", _("Agenda"), *_agenda(items, row)]
    lines += ["", _("The whole agenda and the preparation: %(link)s") % {"link": page_of(meeting)}]
    return "\n".join(lines)


def _agenda(items: Sequence[AgendaItem], row: Attendance) -> list[str]:
    lines = []
    for number, item in enumerate(items, 1):
        line = _("%(number)d. %(title)s (%(minutes)d min)") % {
            "number": number,
            "title": item.title,
            "minutes": item.minutes,
        }
        if item.purpose:
            line += f"\n   {library.sentence()} {item.purpose}."
        if not item.everyone_needed and row.person_id not in {need.person_id for need in item.needs.all()}:
            line += "\n   " + _("You are not needed for this item and may leave.")
        lines.append(line)
    return lines
