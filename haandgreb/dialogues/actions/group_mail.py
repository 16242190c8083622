"""Calendar mail of a group's talk: its time and place, and nothing of what it is about (integrations.md 7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.actions.calendar import Kind, booked, guests_of, put, with_mail
from haandgreb.dialogues.models import GroupTalk
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, outbox


def invite(talk: GroupTalk, people: Iterable[Person], *, now: datetime | None = None) -> int:
    """Queue the invitation, or the change, to those with an address; how many. Nothing before there is a time."""
    return _send_all(talk, people, "booked", now or clock.now())


def call_off(talk: GroupTalk, people: Iterable[Person], *, now: datetime | None = None) -> int:
    """Take the talk out of their calendars; how many were written to."""
    return _send_all(talk, people, "cancelled", now or clock.now())


def tell_of_plan(talk: GroupTalk, people: Iterable[Person]) -> int:
    """The plan is there: where, and not a word of what it says."""
    sent = 0
    for person in people:
        with outbox.in_language_of(person):
            lines = [_("Hello {name}").format(name=person.given), ""]
            lines.append(_("What you agreed together can be read here: {link}").format(link=_page(talk, "group_plan")))
            queued = outbox.put(
                kind="group-plan",
                person=person,
                subject=pgettext("mail", "Agreed together"),
                text="\n".join(lines),
                key=f"group-plan-{talk.pk}-{person.pk}",
            )
        sent += queued is not None
    return sent


def _page(talk: GroupTalk, name: str) -> str:
    return settings.BASE_URL + reverse(f"dialogues:{name}", args=[talk.pk])


def _send_all(talk: GroupTalk, people: Iterable[Person], kind: Kind, now: datetime) -> int:
    if talk.starts_at is None:
        return 0
    here, event = with_mail(people, now), booked(talk)
    if kind == "cancelled" and talk.state != GroupTalk.State.CANCELLED:
        # Somebody is taken out and the others stay: the cancellation is about her alone (RFC 5546 §3.2.5).
        return sum(put(event, kind, one, guests_of([one]), now=now) for one in here)
    guests = guests_of(here)
    return sum(put(event, kind, one, guests, now=now) for one in here)
