"""What the pages of tracks ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from haandgreb.competences.queries.required import profiles_of
from haandgreb.learning.models import Activity, Enrolment, PortfolioRelease, TeamTalk, Track
from haandgreb.learning.queries.activities import matching
from haandgreb.organisation.models import Person

PER_PAGE = 30
MOST_FOUND = 12


def listed(page: str, *, with_closed: bool = False) -> Page[Any]:
    """Tracks in Danish order with how many modules and minutes; two queries."""
    rows = Track.objects.all() if with_closed else Track.objects.filter(state=Track.State.OPEN)
    told = rows.annotate(count=Count("module_links"), minutes=Sum("module_links__activity__minutes"))
    return Paginator(told.order_by("sort_key", "pk"), PER_PAGE).get_page(page)


@dataclass(frozen=True)
class Module:
    """A module of a track, and where the reader stands with it."""

    activity: Activity
    mine: Enrolment | None

    @property
    def is_done(self) -> bool:
        return self.mine is not None and self.mine.state == "completed"


@dataclass(frozen=True)
class TrackPage:
    """A track as one reader sees it."""

    modules: Sequence[Module]
    profiles: Sequence[Any]

    @property
    def minutes(self) -> int:
        return sum(module.activity.minutes for module in self.modules)

    @property
    def done(self) -> int:
        return sum(module.is_done for module in self.modules)

    @property
    def next(self) -> Module | None:
        """The first module she has not completed."""
        return next((module for module in self.modules if not module.is_done), None)


def track_page(person: Person, track: Track) -> TrackPage:
    """Its modules in their order, each with her own enrolment; three queries."""
    links = list(track.module_links.select_related("activity", "activity__provider"))
    own: dict[Any, Enrolment] = {}
    for one in Enrolment.objects.filter(person=person, activity__track_links__track=track).order_by("made_at"):
        if one.activity_id not in own or one.state == "completed":
            own[one.activity_id] = one
    modules = [Module(link.activity, own.get(link.activity_id)) for link in links]
    return TrackPage(modules, list(track.profiles.all()))


def could_be(track: Track, words: str) -> Sequence[Activity]:
    """Open activities that match the words and are not in the track; the shortest first where nothing is asked."""
    rows = Activity.objects.open().exclude(track_links__track=track)
    found: QuerySet[Activity] = matching(rows, words) if words else rows.filter(minutes__gt=0).order_by("minutes", "pk")
    return list(found[:MOST_FOUND])


@dataclass(frozen=True)
class Measures:
    """How modules are used and taken, for HR and the works council (haandgreb.md HG-10)."""

    use: Sequence[int] | None
    together: Sequence[int] | None
    with_talk: int  # open tracks a team has talked about
    tracks: int

    @property
    def asked(self) -> int:
        return sum(self.use or ())

    @property
    def completed(self) -> int:
        return sum(self.together or ())


def measures() -> Measures:
    """From the latest counting; tracks with a talk are counted as they stand. Three queries."""
    release = PortfolioRelease.objects.first()
    found = release.modules if release is not None else {}
    tracks = Track.objects.filter(state=Track.State.OPEN)
    talked = TeamTalk.objects.filter(activity__track_links__track=OuterRef("pk"))
    return Measures(found.get("use"), found.get("together"), tracks.filter(Exists(talked)).count(), tracks.count())


def for_me(person: Person, today: date) -> list[Track]:
    """Open tracks for the profiles of her engagements, at most three."""
    held = profiles_of([person], today).get(person.pk, frozenset())
    if not held:
        return []
    return list(Track.objects.filter(state=Track.State.OPEN, profiles__in=held).distinct()[:3])
