"""With whom somebody talks about her development, where that is not her nearest manager."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from haandgreb.organisation.models import ChosenManager, Person
from haandgreb.shared import audit, clock


@transaction.atomic
def choose_managers(
    person: Person, managers: Collection[UUID], *, by: Person | None, today: date | None = None
) -> bool:
    """From today on these and nobody else are whom she has chosen; whether that is anything new."""
    day = today or clock.today()
    Person.objects.select_for_update(of=("self",), no_key=True).only("pk").get(pk=person.pk)
    rows = ChosenManager.objects.filter(person=person, valid_to=None)
    standing = set(rows.values_list("manager", flat=True))
    over, new = standing - set(managers), set(managers) - standing
    ending = rows.filter(manager__in=over)
    ending.filter(valid_from__gte=day).delete()  # begun today: it held for no whole day
    ending.update(valid_to=day)
    ChosenManager.objects.bulk_create(
        ChosenManager(person=person, manager_id=one, valid_from=day) for one in sorted(new)
    )
    if over or new:
        audit.record("manager.chosen", by=by, about=person, begun=sorted(map(str, new)), ended=sorted(map(str, over)))
    return bool(over or new)
