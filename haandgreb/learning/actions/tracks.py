"""Tracks are kept: modules in an order, what to talk about, what to use it on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from haandgreb.learning.models import Activity, Track, TrackModule
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version

CHANGEABLE = ("title", "title_en", "code", "for_whom", "talk_questions", "use_task", "sign")


@transaction.atomic
def add(*, by: Person, **facts: Any) -> Track:
    """A new track, without modules yet."""
    profiles = facts.pop("profiles", ())
    track = Track.objects.create(**facts)
    track.profiles.set(profiles)
    audit.record("track added", by=by, about=track)
    return track


@transaction.atomic
def change(track: Track, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write the facts. Raises Stale where somebody changed it after `version`; nothing is written then."""
    raise_version(track, version)
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(track, name, facts[name])
    track.save(update_fields=[*named, "sort_key"])
    if "profiles" in facts:
        track.profiles.set(facts["profiles"])
    audit.record("track changed", by=by, about=track)


@transaction.atomic
def retire(track: Track, *, by: Person) -> None:
    """An old track is offered no more."""
    if track.state == Track.State.OPEN:
        track.state = Track.State.CLOSED
        track.save(update_fields=["state"])
        audit.record("track retired", by=by, about=track)


@transaction.atomic
def reopen(track: Track, *, by: Person) -> None:
    """Offer it again."""
    if track.state == Track.State.CLOSED:
        track.state = Track.State.OPEN
        track.save(update_fields=["state"])
        audit.record("track reopened", by=by, about=track)


@transaction.atomic
def put_module(track: Track, activity: Activity, *, by: Person) -> None:
    """Last in the track. Twice is once."""
    last = track.module_links.aggregate(last=Max("place"))["last"]
    place = 0 if last is None else last + 1
    _link, made = TrackModule.objects.get_or_create(track=track, activity=activity, defaults={"place": place})
    if made:
        audit.record("track module added", by=by, about=track)


@transaction.atomic
def take_module(track: Track, activity: Activity, *, by: Person) -> None:
    """Out of the track; it stays in the catalogue."""
    if track.module_links.filter(activity=activity).delete()[0]:
        audit.record("track module taken out", by=by, about=track)


@transaction.atomic
def move_module(track: Track, activity: Activity, step: int, *, by: Person) -> None:
    """One place up (-1) or down (1); nothing at the ends."""
    links = list(track.module_links.select_for_update())
    at = next((at for at, link in enumerate(links) if link.activity_id == activity.pk), None)
    if at is None or not 0 <= at + step < len(links):
        return
    links[at], links[at + step] = links[at + step], links[at]
    for place, link in enumerate(links):
        link.place = place
    TrackModule.objects.bulk_update(links, ["place"])
    audit.record("track module moved", by=by, about=track)
