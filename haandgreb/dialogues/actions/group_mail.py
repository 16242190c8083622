"""Calendar mail of a group's talk: its time and place, and nothing of what it is about (integrations.md 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.actions.calendar import title, when
from haandgreb.dialogues.models import GroupTalk
from haandgreb.dialogues.rules.times import span
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, ical, outbox


def invite(talk: GroupTalk, people: Iterable[Person], *, now: datetime | None = None) -> int:
    """Queue the invitation, or the change, to those with an address; how many. Nothing before there is a time."""
    return _send_all(talk, people, "REQUEST", now or clock.now())


def call_off(talk: GroupTalk, people: Iterable[Person], *, now: datetime | None = None) -> int:
    """Take the talk out of their calendars; how many were written to."""
    return _send_all(talk, people, "CANCEL", now or clock.now())


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


def _send_all(talk: GroupTalk, people: Iterable[Person], method: ical.Method, now: datetime) -> int:
    if talk.starts_at is None:
        return 0
    pks = [person.pk for person in people]
    here = list(Person.objects.here_on(clock.local_day(now)).filter(pk__in=pks).exclude(email="").order_by("sort_key"))
    guests = [ical.Guest(person.name, person.email) for person in here]
    if method == "CANCEL" and talk.state != GroupTalk.State.CANCELLED:
        # Somebody is taken out and the others stay: the cancellation is about her alone (RFC 5546 §3.2.5).
        return sum(_send(talk, one, method, [ical.Guest(one.name, one.email)], now) for one in here)
    return sum(_send(talk, one, method, guests, now) for one in here)


def _send(talk: GroupTalk, person: Person, method: ical.Method, guests: Sequence[ical.Guest], now: datetime) -> int:
    with outbox.in_language_of(person):
        text = _body(talk, method)
        happening = ical.replace(_happening(talk, guests, now), description=text, is_cancelled=method == "CANCEL")
        queued = outbox.put(
            kind="group-talk",
            person=person,
            subject=title(),
            text=text,
            calendar=ical.mail(happening, method),
            calendar_method=method,
            key=f"group-{talk.pk}-{talk.sequence}-{method}-{person.pk}",
        )
    return int(queued is not None)


def _happening(talk: GroupTalk, guests: Sequence[ical.Guest], now: datetime) -> ical.Happening:
    assert talk.starts_at is not None
    begins, ends = span(talk.starts_at, talk.minutes)
    return ical.Happening(
        uid=f"{talk.pk}@haandgreb",
        starts_at=begins,
        ends_at=ends,
        title=title(),
        stamp=now,
        sequence=talk.sequence,
        place=talk.place,
        url=_page(talk, "group"),
        guests=guests,
        organiser_name="Håndgreb",
        organiser_email=settings.DEFAULT_FROM_EMAIL,
        is_private=True,
    )


def _body(talk: GroupTalk, method: ical.Method) -> str:
    assert talk.starts_at is not None
    lines = [title(), when(talk.starts_at, talk.minutes)]
    if talk.place:
        lines.append(_("Place: %(place)s") % {"place": talk.place})
    if method == "CANCEL":
        lines += ["", _("It is off. You have the time back.")]
    return "\n".join([*lines, "", _page(talk, "group")])
