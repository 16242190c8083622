"""The tree of units: as it is today, and what each unit was and will be."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from haandgreb.organisation.models.validity import HasLastDay, ends_after_start, valid_on
from haandgreb.organisation.rules import DEEPEST
from haandgreb.shared import danish

if TYPE_CHECKING:
    from haandgreb.organisation.models.people import Person


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units in Danish order."""

    def on(self, day: date) -> UnitQuerySet:
        """Units that exist on the day."""
        return self.filter(valid_on(day))

    def below(self, units: Iterable[Unit]) -> UnitQuerySet:
        """The units and everything below them."""
        wanted = Q(pk__in=[])
        for unit in units:
            wanted |= Q(path__startswith=unit.path)
        return self.filter(wanted)

    def visible_to(self, person: Person) -> UnitQuerySet:
        """The organisation chart is open to everybody who works here."""
        return self.all()


class Unit(models.Model):
    """A unit as it is today: name, place in the tree. What it was and will be stands in UnitPeriod."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ext_id = models.CharField(max_length=100, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    # The hex ids from the root down to this unit, each closed by "/": below(unit) is one LIKE, ancestors need no query.
    path = models.CharField(max_length=33 * DEEPEST, db_index=True, blank=True)
    sort_key = models.CharField(max_length=410, blank=True)
    version = models.PositiveIntegerField(default=1)
    imported = models.BooleanField(default=False)  # what no list brought is never ended by a list
    is_demo = models.BooleanField(default=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            ends_after_start("unit_ends_after_start"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What sorting reads; called by save, and by imports before they save many at once."""
        self.sort_key = danish.sort_key(self.name)

    @property
    def title(self) -> str:
        """The name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "da").startswith("en") else self.name

    def ancestor_ids(self) -> list[uuid.UUID]:
        """From the root down to the unit itself."""
        return [uuid.UUID(hex=part) for part in self.path.split("/") if part]


class UnitPeriod(HasLastDay, models.Model):
    """What a unit was called and where it stood in a time. Periods of one unit follow each other; the past stays."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=100, blank=True)
    parent = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            ends_after_start("unit_period_ends_after_start"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_unit_period_per_start"),
        ]
