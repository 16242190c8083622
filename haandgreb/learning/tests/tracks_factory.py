"""Tracks, fælles klik, pairs and talks of a team."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from haandgreb.learning.models import Activity, SharedClick, StudyPair, TeamTalk, Track, TrackModule
from haandgreb.learning.tests.factories import make_activity
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import clock


def make_module(title: str = "Send sikkert", **facts: Any) -> Activity:
    """Twenty minutes of e-learning."""
    return make_activity(title, **{"size": "light", "minutes": 20, **facts})


def make_track(*modules: Activity, **facts: Any) -> Track:
    """A track of these modules."""
    facts = {"title": "Klar afgørelse", "talk_questions": "Hvad passer ikke til vores breve?", **facts}
    track = Track.objects.create(**facts)
    for place, activity in enumerate(modules):
        TrackModule.objects.create(track=track, activity=activity, place=place)
    return track


def make_click(host: Person, activity: Activity | None = None, days: int = 3, **facts: Any) -> SharedClick:
    """A fælles klik in so many days; it has begun where days are negative."""
    facts = {"starts_at": clock.now() + timedelta(days=days), "seats": 2, **facts}
    return SharedClick.objects.create(host=host, activity=activity or make_module(), **facts)


def make_pair(first: Person, second: Person | None = None, state: str = "", **facts: Any) -> StudyPair:
    """Somebody who looks for a partner, or two."""
    facts.setdefault("activity", None)
    activity = facts.pop("activity") or make_module()
    state = state or ("open" if second is None else "paired")
    return StudyPair.objects.create(
        activity=activity, first=first, second=second, state=state, made_at=clock.now(), **facts
    )


def make_talk(unit: Unit, by: Person, activity: Activity | None = None, **facts: Any) -> TeamTalk:
    """What a team said today."""
    facts = {"held_on": clock.today(), "means": "Vi læser hinandens breve højt.", **facts}
    return TeamTalk.objects.create(unit=unit, written_by=by, activity=activity or make_module(), **facts)
