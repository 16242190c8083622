"""What the feed holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from haandgreb.dialogues.actions.calendar import booked, happening
from haandgreb.dialogues.queries.booking import for_feed as talks_for_feed
from haandgreb.integrations.ical.actions import hashed
from haandgreb.integrations.ical.models import Feed
from haandgreb.meetings.queries.feed import for_feed
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, ical, outbox


def owner_of(token: str) -> Person | None:
    """Whose link this is; None for one that was ended, never was, or whose person does not work here today."""
    feed = Feed.objects.filter(token_hash=hashed(token)).select_related("person").first()
    if feed is None or not feed.person.is_active:
        return None
    return Person.objects.here_on(clock.today()).filter(pk=feed.person_id).first()


def feed_text(person: Person, now: datetime) -> str:
    """The person's meetings and talks as a calendar: title and time, nothing else; a talk is private."""
    meetings = [
        ical.Happening(
            uid=f"{meeting.pk}@haandgreb",
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            title=meeting.title,
            stamp=now,
            sequence=meeting.calendar_sequence,
        )
        for meeting in for_feed(person, now)
    ]
    return ical.feed([*meetings, *_talks(person, now)], "Håndgreb")


def _talks(person: Person, now: datetime) -> Iterator[ical.Happening]:
    with outbox.in_language_of(person):
        for dialogue in talks_for_feed(person, now):
            yield ical.replace(happening(booked(dialogue), now), place="", url="")
