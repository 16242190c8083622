"""iCalendar text (RFC 5545): one event as a mail asks for it, or many as a feed gives them. No domain words here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from icalendar import Calendar, Component, Event, Timezone, vCalAddress

from haandgreb.shared.clock import COPENHAGEN

__all__ = ["Guest", "Happening", "Method", "feed", "mail", "replace"]

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

# Written out by rule: EU summer time as it has been since 1996. Calendars on phones choke on lists of single years.
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Guest:
    """Somebody who is asked to come; an optional one may stay away without a word."""

    name: str
    email: str
    is_optional: bool = False


@dataclass(frozen=True)
class Happening:
    """
    Something with a time. `uid` is the same for its whole life; `sequence` rises with every change.

    `stamp` is when this text was written. Without organiser and guests nobody is asked to answer.
    """

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    stamp: datetime
    sequence: int = 0
    description: str = ""
    place: str = ""
    url: str = ""
    organiser_name: str = ""
    organiser_email: str = ""
    guests: Sequence[Guest] = ()
    is_cancelled: bool = False
    is_private: bool = False


def mail(happening: Happening, method: Method) -> str:
    """The text of a calendar mail with one event: CRLF, lines of 75 octets at most, METHOD inside."""
    return _text([happening], method)


def feed(happenings: Iterable[Happening], name: str) -> str:
    """The text of a subscription: a calendar with a name and its events."""
    return _text(happenings, "PUBLISH", name)


def _text(happenings: Iterable[Happening], method: Method, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Haandgreb//Calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", COPENHAGEN.key)
    calendar.add_component(_zone())
    for happening in happenings:
        calendar.add_component(_event(happening))
    return str(calendar.to_ical(sorted=False).decode("utf-8"))


def _event(happening: Happening) -> Event:
    event = Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", happening.stamp)
    event.add("sequence", happening.sequence)
    event.add("dtstart", happening.starts_at.astimezone(COPENHAGEN))
    event.add("dtend", happening.ends_at.astimezone(COPENHAGEN))
    event.add("summary", happening.title)
    for field, value in [
        ("description", happening.description),
        ("location", happening.place),
        ("url", happening.url),
    ]:
        if value:
            event.add(field, value)
    event.add("status", "CANCELLED" if happening.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE" if happening.is_private else "PUBLIC")
    event.add("transp", "OPAQUE")
    if happening.organiser_email:
        event.add("organizer", _address(happening.organiser_name, happening.organiser_email))
    for guest in happening.guests:
        event.add("attendee", _guest(guest))
    return event


def _address(name: str, email: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{email}")
    # Quotation marks cannot stand in a parameter; RFC 6868's escape is read by few calendars.
    address.params["CN"] = name.replace('"', "'")
    return address


def _guest(guest: Guest) -> vCalAddress:
    address = _address(guest.name, guest.email)
    address.params["ROLE"] = "OPT-PARTICIPANT" if guest.is_optional else "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    address.params["RSVP"] = "TRUE"
    return address


@cache
def _zone() -> Component:
    return Timezone.from_ical(_ZONE.replace("\n", "\r\n"))
