"""What the two agree: written, offered, said yes to by both in one wording, or seen differently."""

from __future__ import annotations

from django.db import transaction

from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


@transaction.atomic
def begin(dialogue: Dialogue, *, by: Person) -> Agreement:
    """The agreement of a talk that has been held; the one there is where it was begun before."""
    facts = {"changed_at": clock.now(), "changed_by": by}
    return Agreement.objects.get_or_create(dialogue=dialogue, defaults=facts)[0]
