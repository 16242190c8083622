"""One's own note on an activity, and ten minutes in the team."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from haandgreb.followups.actions import promise
from haandgreb.learning.models import Activity, ModuleNote, TeamTalk
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version

WEEK = timedelta(days=7)
NOTE_TEXTS = ("expectations", "learned", "use", "unclear")
TALK_FACTS = ("held_on", "means", "does_not_fit", "tries")


@transaction.atomic
def write_note(activity: Activity, texts: Mapping[str, str], *, by: Person, version: int = 0) -> ModuleNote:
    """
    What she expects and what she took from it: hers alone. `version` is 0 where there was no note when she began.

    Raises Stale where another window saved first.
    """
    note = ModuleNote.objects.filter(activity=activity, person=by).first()
    if note is None:
        note = ModuleNote(activity=activity, person=by)
    else:
        raise_version(note, version if note.hidden_at is None else None)
    for name in NOTE_TEXTS:
        setattr(note, name, texts[name] or None)
    note.changed_at, note.hidden_at = clock.now(), None
    note.save()
    return note


@transaction.atomic
def write_team_talk(
    activity: Activity, unit: Unit, *, by: Person, owner: Person | None = None, **facts: Any
) -> TeamTalk:
    """What it means here, as the team said it. `owner` promises what is tried, within a week of the talk."""
    talk = TeamTalk.objects.create(activity=activity, unit=unit, written_by=by, **facts)
    audit.record("team talk written", by=by, about=talk)
    if owner is not None and talk.tries:
        promise(
            what=talk.tries[:200],
            owner=owner,
            due_on=talk.held_on + WEEK,
            source="learning",
            source_id=talk.pk,
            source_label=str(activity),
            source_url=reverse("learning:team_talk", args=[talk.pk]),
            promised_on=talk.held_on,
            by=by,
        )
    return talk


@transaction.atomic
def change_team_talk(talk: TeamTalk, facts: Mapping[str, Any], *, by: Person, version: int | None = None) -> None:
    """Write it anew. Raises Stale."""
    raise_version(talk, version)
    for name in TALK_FACTS:
        setattr(talk, name, facts[name])
    talk.save(update_fields=list(TALK_FACTS))
    audit.record("team talk changed", by=by, about=talk)


@transaction.atomic
def remove_team_talk(talk: TeamTalk, *, by: Person) -> None:
    """It is gone."""
    audit.record("team talk removed", by=by, about=talk)
    talk.delete()
