"""What begins or ends today becomes so: units as their periods say, paths as the parents say."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from haandgreb.organisation import rules
from haandgreb.organisation.models import Unit, UnitPeriod, valid_on
from haandgreb.shared import audit, danish

_KEY = "organisation-as-of"
_BATCH = 1000


def apply_once_a_day(today: date) -> None:
    """For the first request of a day in each process."""
    if cache.get(_KEY) != today:
        apply_due_changes(today)
        mark_applied(today)


def mark_applied(today: date) -> None:
    """Today's changes have been applied in this process."""
    cache.set(_KEY, today, timedelta(days=1).total_seconds())


@transaction.atomic
def apply_due_changes(today: date) -> int:
    """Make every unit what its period of today says; returns how many changed. Harmless when run twice."""
    changed = []
    for period in UnitPeriod.objects.filter(valid_on(today)).select_related("unit").order_by("unit", "valid_from"):
        unit = period.unit
        was = (unit.name, unit.kind, unit.parent_id)
        if was != (period.name, period.kind, period.parent_id):
            unit.name, unit.kind, unit.parent_id = period.name, period.kind, period.parent_id
            unit.name_en = period.name_en
            unit.sort_key = danish.sort_key(unit.name)
            changed.append(unit)
    if changed:
        fields = ["name", "name_en", "kind", "parent", "sort_key"]
        Unit.objects.bulk_update(changed, fields, batch_size=_BATCH)
        rebuild_paths()
        audit.record("organisation.changes-applied", units=len(changed))
    return len(changed)


def rebuild_paths() -> int:
    """Write the path of every unit whose way from the root has changed; returns how many. Raises rules.CycleError."""
    units = {unit.pk: unit for unit in Unit.objects.only("id", "parent", "path")}
    parents: dict[UUID, UUID | None] = {pk: unit.parent_id for pk, unit in units.items()}
    stale = []
    for pk, path in rules.paths(parents).items():
        if units[pk].path != path:
            units[pk].path = path
            stale.append(units[pk])
    Unit.objects.bulk_update(stale, ["path"], batch_size=_BATCH)
    return len(stale)
