"""What the works council does with the concept: begins a draft, writes it, publishes it, drops it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from haandgreb.dialogues.models import Concept
from haandgreb.dialogues.queries.concept import FIELDS, current, draft, first_words
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.turns import alone
from haandgreb.shared.versions import raise_version

_BEGINNING = UUID("2f4f0c3e-5d0e-4a57-8a3f-0f4a1c6a9e11")  # the name of the lock; nothing else has it
NEEDED = ("purpose", "stored", "who_sees", "contact")


class NotWhole(Exception):
    """The concept cannot be published yet; `missing` are the fields that are empty."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class Published(Exception):
    """A published version never changes: rounds were planned under it."""


@transaction.atomic
def begin(*, by: Person, language: str) -> Concept:
    """The draft of the next version, from the text that holds now; of two who begin at once both get the same one."""
    alone(_BEGINNING)
    found = draft()
    if found is not None:
        return found
    latest = current()
    text = {name: getattr(latest, name) for name in FIELDS} if latest is not None else first_words(language)
    number = (Concept.objects.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    concept = Concept.objects.create(number=number, written_by=by, **text)
    audit.record("concept begun", by=by, about=concept, number=number)
    return concept


@transaction.atomic
def write(concept: Concept, text: Mapping[str, str], *, version: int | None, by: Person) -> Concept:
    """Save a draft's text. Raises Stale where somebody saved meanwhile, Published once it holds."""
    row = _draft(concept)
    raise_version(row, version)
    for name, value in text.items():
        setattr(row, name, value)
    row.written_by = by
    row.save(update_fields=[*text, "written_by"])
    audit.record("concept written", by=by, about=row)
    return row


@transaction.atomic
def publish(concept: Concept, *, version: int | None, by: Person, now: datetime | None = None) -> Concept:
    """
    From now on this is what everybody reads and what new rounds are planned under. Earlier rounds keep theirs.

    Raises NotWhole, Stale, Published.
    """
    row = _draft(concept)
    raise_version(row, version)
    needed = NEEDED if current() is None else (*NEEDED, "changed")
    missing = [name for name in needed if not getattr(row, name).strip()]
    if missing:
        raise NotWhole(missing)
    row.published_at = now or clock.now()
    row.save(update_fields=["published_at"])
    audit.record("concept published", by=by, about=row, number=row.number)
    return row


@transaction.atomic
def drop(concept: Concept, *, by: Person) -> None:
    """Let a draft go. Raises Published."""
    row = _draft(concept)
    audit.record("concept draft dropped", by=by, about=row, number=row.number)
    row.delete()


def _draft(concept: Concept) -> Concept:
    row = Concept.objects.select_for_update().get(pk=concept.pk)
    if row.published_at is not None:
        raise Published
    return row
