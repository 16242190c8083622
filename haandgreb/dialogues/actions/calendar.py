"""Calendar mail about a talk. Nobody who sees a screen, a calendar or an inbox learns what the talk is (§7, §8)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.rules.times import span
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, formats, ical, outbox
from haandgreb.shared.templatetags.look import current_language

Kind = Literal["booked", "changed", "cancelled"]


def title() -> str:
    """What the talk is called in a mail and in a calendar, in the language of the moment: nothing more is said."""
    return pgettext("calendar", "Talk")


def page_of(dialogue: Dialogue) -> str:
    """The address of the talk's own page, with the host where one is set."""
    return settings.BASE_URL + reverse("dialogues:dialogue", args=[dialogue.pk])


def when(starts_at: datetime, minutes: int) -> str:
    """Monday 16 November 2026, 10:00–11:00, in Copenhagen and in the language of the moment."""
    language = current_language()
    begins, ends = span(starts_at, minutes)
    until = formats.clock_time(ends, language).removeprefix("kl. ")
    between = " " if language == "da" else ", "
    day = f"{formats.weekday(begins, language)} {formats.long_date(begins, language)}"
    return f"{day}{between}{formats.clock_time(begins, language)}–{until}"


def happening(
    dialogue: Dialogue, now: datetime, guests: Iterable[Person] = (), *, is_cancelled: bool = False
) -> ical.Happening:
    """The talk as a calendar knows it: private, with the same UID for life. Asks for an answer where it has guests."""
    asked = [ical.Guest(person.name, person.email) for person in guests]
    assert dialogue.starts_at is not None
    begins, ends = span(dialogue.starts_at, dialogue.minutes)
    return ical.Happening(
        uid=f"{dialogue.pk}@haandgreb",
        starts_at=begins,
        ends_at=ends,
        title=title(),
        stamp=now,
        sequence=dialogue.sequence,
        place=dialogue.place,
        url=page_of(dialogue),
        guests=asked,
        organiser_name="Håndgreb" if asked else "",
        organiser_email=settings.DEFAULT_FROM_EMAIL if asked else "",
        is_cancelled=is_cancelled,
        is_private=True,
    )


def send(dialogue: Dialogue, kind: Kind, *, now: datetime, to: Iterable[Person] | None = None) -> int:
    """
    Queue the mail to the two, each in her own language; how many have an address and still work here.

    One sequence is never sent twice to one person. `to`: those it is about, where it is not the two.
    """
    two = [person for person in (dialogue.person, dialogue.manager) if person is not None] if to is None else list(to)
    here = Person.objects.here_on(clock.local_day(now)).filter(pk__in=[one.pk for one in two]).exclude(email="")
    people = list(here.order_by("sort_key"))
    return sum(_send_one(dialogue, person, people, kind, now) for person in people)


def _send_one(dialogue: Dialogue, person: Person, people: list[Person], kind: Kind, now: datetime) -> int:
    is_over = kind == "cancelled"
    method: ical.Method = "CANCEL" if is_over else "REQUEST"
    with outbox.in_language_of(person):
        text = _body(dialogue, kind)
        event = ical.replace(happening(dialogue, now, people, is_cancelled=is_over), description=text)
        queued = outbox.put(
            kind=f"talk-{kind}",
            person=person,
            subject=title(),
            text=text,
            calendar=ical.mail(event, method),
            calendar_method=method,
            key=f"talk-{dialogue.pk}-{dialogue.sequence}-{method}-{person.pk}",
        )
    return int(queued is not None)


def _body(dialogue: Dialogue, kind: Kind) -> str:
    assert dialogue.starts_at is not None
    lines = [title(), when(dialogue.starts_at, dialogue.minutes)]
    if dialogue.place:
        lines.append(_("Place: %(place)s") % {"place": dialogue.place})
    if kind == "changed":
        lines += ["", _("The time or the place is a new one.")]
    if kind == "cancelled":
        lines += ["", _("It is off. You have the time back.")]
    return "\n".join([*lines, "", page_of(dialogue)])
