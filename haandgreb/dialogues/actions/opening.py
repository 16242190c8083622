"""Who opened what: written in the request that shows it."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from haandgreb.dialogues.models import Dialogue, Opened
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

AGAIN = timedelta(hours=1)


@transaction.atomic
def note_opening(dialogue: Dialogue, what: str, *, by: Person, role: str) -> None:
    """
    The person has opened what another wrote (`what`: preparation, talk, agreement, plan). Once an hour for each.

    One's own opening of one's own dialogue is not written down. Source: security-and-privacy.md 1 and 7.
    """
    if by.pk == dialogue.person_id:
        return
    now = clock.now()
    if Opened.objects.filter(dialogue=dialogue, what=what, by=by, role=role, at__gt=now - AGAIN).exists():
        return
    Opened.objects.create(dialogue=dialogue, what=what, by=by, name=str(by), role=role, at=now)
    audit.record("dialogue opened", by=by, about=dialogue, what=what, role=role)
