"""HR sets which kinds of dialogue there are: switched off and on, changed, and the workplace's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from haandgreb.dialogues.models import Kind
from haandgreb.organisation.models import Person
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version

FACTS = ("title", "title_en", "words", "words_en", "minutes", "preparation", "guide", "is_used")


@transaction.atomic
def add_kind(facts: Mapping[str, Any], *, by: Person, kind_id: UUID | None = None) -> Kind:
    """A kind of the workplace's own, after the others."""
    kind = Kind(**facts) if kind_id is None else Kind(pk=kind_id, **facts)
    kind.key = f"own-{kind.pk.hex[:12]}"
    last = Kind.objects.aggregate(last=Max("place"))["last"]
    kind.place = 0 if last is None else last + 1
    kind.version = 2  # not the file's
    kind.save(force_insert=True)
    audit.record("kind added", by=by, about=kind)
    return kind


@transaction.atomic
def change_kind(kind: Kind, facts: Mapping[str, Any], *, version: int | None, by: Person) -> None:
    """What it is called, how long it takes, and whether it is used. What has begun goes on. Raises Stale."""
    raise_version(kind, version)
    row = Kind.objects.get(pk=kind.pk)
    for name in FACTS:
        if name in facts:
            setattr(row, name, facts[name])
    row.save()
    audit.record("kind changed", by=by, about=row, used=row.is_used)
