"""Calendar mail about a talk. Nobody who sees a screen, a calendar or an inbox learns what the talk is (§7, §8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.models import Dialogue, GroupTalk
from haandgreb.dialogues.rules.times import span
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, formats, ical, outbox
from haandgreb.shared.templatetags.look import current_language

Kind = Literal["booked", "changed", "cancelled"]
OURS = "Håndgreb"


@dataclass(frozen=True)
class Booked:
    """All a calendar is told of a talk, of two or of a group. `kind` and `page` are the mail's and the address's."""

    id: UUID
    kind: str
    page: str
    starts_at: datetime
    minutes: int
    place: str
    sequence: int

    @property
    def address(self) -> str:
        """The talk's own page, with the host where one is set."""
        return settings.BASE_URL + reverse(self.page, args=[self.id])


def booked(talk: Dialogue | GroupTalk) -> Booked:
    """The talk with its time; it has one."""
    assert talk.starts_at is not None
    kind, page = ("talk", "dialogues:dialogue") if isinstance(talk, Dialogue) else ("group", "dialogues:group")
    return Booked(talk.pk, kind, page, talk.starts_at, talk.minutes, talk.place, talk.sequence)


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
    talk: Booked, now: datetime, guests: Sequence[ical.Guest] = (), *, is_cancelled: bool = False
) -> ical.Happening:
    """The talk as a calendar knows it: private, with the same UID for life. Asks for an answer where it has guests."""
    begins, ends = span(talk.starts_at, talk.minutes)
    return ical.Happening(
        uid=f"{talk.id}@haandgreb",
        starts_at=begins,
        ends_at=ends,
        title=title(),
        stamp=now,
        sequence=talk.sequence,
        place=talk.place,
        url=talk.address,
        guests=guests,
        organiser_name=OURS if guests else "",
        organiser_email=settings.DEFAULT_FROM_EMAIL if guests else "",
        is_cancelled=is_cancelled,
        is_private=True,
    )


def send(dialogue: Dialogue, kind: Kind, *, now: datetime, to: Iterable[Person] | None = None) -> int:
    """
    Queue the mail to the two, each in her own language; how many have an address and still work here.

    One sequence is never sent twice to one person. `to`: those it is about, where it is not the two.
    """
    two = [person for person in (dialogue.person, dialogue.manager) if person is not None] if to is None else list(to)
    people = with_mail(two, now)
    guests = guests_of(people)
    return sum(put(booked(dialogue), kind, person, guests, now=now) for person in people)


def with_mail(people: Iterable[Person], now: datetime) -> list[Person]:
    """Those of them who still work here and have an address."""
    here = Person.objects.here_on(clock.local_day(now)).filter(pk__in=[one.pk for one in people])
    return list(here.exclude(email="").order_by("sort_key"))


def guests_of(people: Iterable[Person]) -> list[ical.Guest]:
    """As a calendar names them."""
    return [ical.Guest(person.name, person.email) for person in people]


def put(talk: Booked, kind: Kind, person: Person, guests: Sequence[ical.Guest], *, now: datetime) -> int:
    """Queue one mail in the person's language; 0 where the same was queued before."""
    is_over = kind == "cancelled"
    method: ical.Method = "CANCEL" if is_over else "REQUEST"
    with outbox.in_language_of(person):
        text = _body(talk, kind)
        event = ical.replace(happening(talk, now, guests, is_cancelled=is_over), description=text)
        queued = outbox.put(
            kind=f"{talk.kind}-{kind}",
            person=person,
            subject=title(),
            text=text,
            calendar=ical.mail(event, method),
            calendar_method=method,
            key=f"{talk.kind}-{talk.id}-{talk.sequence}-{method}-{person.pk}",
        )
    return int(queued is not None)


def _body(talk: Booked, kind: Kind) -> str:
    lines = [title(), when(talk.starts_at, talk.minutes)]
    if talk.place:
        lines.append(_("Place: %(place)s") % {"place": talk.place})
    if kind == "changed":
        lines += ["", _("The time or the place is a new one.")]
    if kind == "cancelled":
        lines += ["", _("It is off. You have the time back.")]
    return "\n".join([*lines, "", talk.address])
