"""The catalogue is kept: activities, who provides them, what they hang on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from haandgreb.competences.models import Competence, PlannedActivity
from haandgreb.learning import activity_words as words
from haandgreb.learning.models import Activity, ActivityPractice, Provider
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.models import PracticeChange

CHANGEABLE = (
    "title", "title_en", "code", "form", "words", "provider", "size", "minutes", "cost", "language", "link",
    "is_mandatory", "why_mandatory", "keeper",
)  # fmt: skip


@transaction.atomic
def add(*, by: Person, **facts: Any) -> Activity:
    """Put an activity into the catalogue; its form says which room it stands in."""
    activity = Activity.objects.create(room=words.room_of(facts["form"]), changed_by=by, **facts)
    audit.record("activity added", by=by, about=activity)
    return activity


@transaction.atomic
def change(activity: Activity, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write the facts. Raises Stale where somebody changed it after `version`; nothing is written then."""
    raise_version(activity, version)
    named = [name for name in CHANGEABLE if name in facts]
    for name in named:
        setattr(activity, name, facts[name])
    activity.room, activity.changed_by = words.room_of(activity.form), by
    activity.save(update_fields=[*named, "room", "changed_by", "sort_key", "search_key"])
    audit.record("activity changed", by=by, about=activity)


@transaction.atomic
def close(activity: Activity, *, by: Person) -> None:
    """It is offered for nothing new; what people have agreed about it stays."""
    if activity.state == Activity.State.OPEN:
        activity.state = Activity.State.CLOSED
        activity.save(update_fields=["state"])
        audit.record("activity closed", by=by, about=activity)


@transaction.atomic
def reopen(activity: Activity, *, by: Person) -> None:
    """Offer it again."""
    if activity.state == Activity.State.CLOSED:
        activity.state = Activity.State.OPEN
        activity.save(update_fields=["state"])
        audit.record("activity reopened", by=by, about=activity)


@transaction.atomic
def connect(activity: Activity, thing: models.Model, *, by: Person) -> None:
    """It serves a changed practice, carries out a planned line, or builds a competence. Twice is once."""
    if isinstance(thing, PracticeChange):
        ActivityPractice.objects.get_or_create(activity=activity, practice=thing)
    elif isinstance(thing, PlannedActivity):
        activity.planned.add(thing)
    else:
        assert isinstance(thing, Competence)
        activity.competences.add(thing)
    audit.record("activity connected", by=by, about=activity, to=thing._meta.model_name)


@transaction.atomic
def disconnect(activity: Activity, thing: models.Model, *, by: Person) -> None:
    """It does not hang on that any more."""
    if isinstance(thing, PracticeChange):
        ActivityPractice.objects.filter(activity=activity, practice=thing).delete()
    elif isinstance(thing, PlannedActivity):
        activity.planned.remove(thing)
    else:
        assert isinstance(thing, Competence)
        activity.competences.remove(thing)
    audit.record("activity disconnected", by=by, about=activity, to=thing._meta.model_name)


@transaction.atomic
def add_provider(*, by: Person, **facts: Any) -> Provider:
    """Somebody who teaches."""
    provider = Provider.objects.create(**facts)
    audit.record("provider added", by=by, about=provider)
    return provider


@transaction.atomic
def change_provider(provider: Provider, facts: Mapping[str, Any], *, by: Person) -> None:
    """Name, contact and address."""
    for name in ("name", "contact", "email"):
        setattr(provider, name, facts[name])
    provider.save(update_fields=["name", "contact", "email"])
    audit.record("provider changed", by=by, about=provider)
