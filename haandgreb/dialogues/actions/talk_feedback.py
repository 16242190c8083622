"""Feedback in both directions: its giver's alone until it is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from haandgreb.dialogues.actions.talk import locked
from haandgreb.dialogues.actions.talk_texts import reader
from haandgreb.dialogues.models import Dialogue, Feedback
from haandgreb.dialogues.queries.talk_reading import feedback_of
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import Stale

MOST = 20  # of one side in one talk


class NotHers(Exception):
    """Only who wrote it changes, gives or deletes it, and only until it is given."""


class TooMany(Exception):
    """She has written as much as there is room for."""


@transaction.atomic
def write(dialogue: Dialogue, text: Mapping[str, str], *, by: Person, now: datetime | None = None) -> Feedback:
    """A new one, hers alone. Raises TooMany, talk.Closed, talk_texts.NotOfTheTwo."""
    row = locked(dialogue)
    reader(row, by)
    if Feedback.everything.filter(dialogue=row, giver=by).count() >= MOST:
        raise TooMany
    made = Feedback.objects.create(dialogue=row, giver=by, text=dict(text), changed_at=now or clock.now())
    audit.record("talk feedback written", by=by, about=row)
    return made


@transaction.atomic
def change(
    feedback: Feedback, text: Mapping[str, str], *, by: Person, version: int | None, now: datetime | None = None
) -> None:
    """Write it anew. Raises versions.Stale where it was changed since (in another window), NotHers, talk.Closed."""
    found = _hers(feedback, by)
    if version is not None and version != found.version:
        raise Stale
    found.text, found.changed_at = dict(text), now or clock.now()
    found.version += 1
    found.save()
    audit.record("talk feedback changed", by=by, about=found.dialogue)


@transaction.atomic
def give(feedback: Feedback, *, by: Person, now: datetime | None = None) -> None:
    """Now both read it. Raises NotHers, talk.Closed."""
    found = _hers(feedback, by)
    found.given_at = now or clock.now()
    found.save(update_fields=["given_at"])
    audit.record("talk feedback given", by=by, about=found.dialogue)


@transaction.atomic
def remove(feedback: Feedback, *, by: Person) -> None:
    """Take it away before it is given. Raises NotHers, talk.Closed."""
    found = _hers(feedback, by)
    dialogue = found.dialogue
    found.delete()
    audit.record("talk feedback removed", by=by, about=dialogue)


def _hers(feedback: Feedback, by: Person) -> Feedback:
    who = reader(locked(feedback.dialogue), by)
    found = next((one for one in feedback_of(who) if one.pk == feedback.pk), None)
    if found is None or found.giver_id != by.pk or found.given_at is not None:
        raise NotHers
    return found
