"""Who sees what stands on the map for certain units: practice changes, learning goals, planned activities."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from haandgreb.organisation.models import Engagement, Person, Unit, UnitQuerySet
from haandgreb.organisation.permissions import hr_units, is_hr_everywhere, is_works_council
from haandgreb.organisation.queries.managers import units_led_by
from haandgreb.shared import clock


def seen_on_the_map(model: type[models.Model], person: Person, today: date | None = None) -> Q:
    """
    What stands on the map is seen by
    - everybody, where it holds for the whole workplace (no units)
    - the team: who works in one of its units, or below it
    - the managers above: who leads one of its units, or a unit above it
    - HR within assigned units; the works council everywhere, without names
    What is personal is seen by the person alone. (architecture 1; security and privacy 1)
    For models with `person` and `units`.
    """
    today = today or clock.today()
    # Where every unit is hers to read, no unit needs to be looked up for each row.
    if is_works_council(person, today) or is_hr_everywhere(person, today):
        return seen_in(model, person, None)
    return seen_in(model, person, units_seen(person, today).order_by().values("pk"))


def seen_in(model: type[models.Model], person: Person, units: Iterable[Any] | None) -> Q:
    """The same rule where the units she reads were asked for already; None for all of them."""
    shared = Q(person=None)
    if units is None:
        return Q(person=person) | shared
    places = model._meta.get_field("units").remote_field.through._default_manager  # type: ignore[union-attr]
    column = f"{model._meta.model_name}_id"
    here = places.filter(**{column: OuterRef("pk")})
    everywhere, seen = ~Exists(here), Exists(here.filter(unit__in=units))
    return Q(person=person) | (shared & (Q(everywhere) | Q(seen)))


def units_seen(person: Person, today: date) -> UnitQuerySet:
    """The units whose map the person reads: her own and those above, those she leads, those of her HR role."""
    own = Engagement.objects.on(today).filter(person=person).values_list("unit__path", flat=True)
    hers = {part for path in own for part in path.split("/") if part}
    led = units_led_by(person, today).order_by().values("pk")
    hr = hr_units(person, today).order_by().values("pk")
    return Unit.objects.filter(Q(pk__in=hers) | Q(pk__in=led) | Q(pk__in=hr))
