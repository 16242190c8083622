"""What was tried is written into the ledger, put right, and taken out again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from haandgreb.learning.models import HandleTrial
from haandgreb.organisation.models import Engagement, Person
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version


@transaction.atomic
def write(handle: str, facts: Mapping[str, Any], *, by: Person) -> HandleTrial:
    """She has tried the handle. Where she shows it to her unit, it is the one she works in today."""
    work = Engagement.objects.on(clock.today()).filter(person=by).order_by("-is_primary", "pk").first()
    unit_id = work.unit_id if work is not None else None
    trial = HandleTrial.objects.create(handle=handle, person=by, unit_id=unit_id, written_at=clock.now(), **facts)
    audit.record("handle tried", by=by, about=trial, handle=handle)
    return trial


@transaction.atomic
def change(trial: HandleTrial, facts: Mapping[str, Any], *, by: Person, version: int | None) -> None:
    """Put it right. Raises Stale where it was changed in another window since."""
    raise_version(trial, version)
    for name, value in facts.items():
        setattr(trial, name, value)
    trial.save()
    audit.record("handle trial changed", by=by, about=trial)


@transaction.atomic
def delete(trial: HandleTrial, *, by: Person) -> None:
    """Take it out of the ledger."""
    audit.record("handle trial deleted", by=by, about=trial)
    trial.delete()
