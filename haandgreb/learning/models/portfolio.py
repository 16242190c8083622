"""How a unit's learning is spread over the three rooms, as it was counted on a day."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.competences.models import Room
from haandgreb.organisation.models import Unit

MANDATORY = "mandatory"
KINDS = [*Room.values, MANDATORY]
"""The three rooms of what people chose; what is mandatory is counted apart."""


class PortfolioRelease(models.Model):
    """One counting of the whole workplace. The next one comes 30 days later at the earliest, and replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    counted_on = models.DateField(unique=True)
    starts_on = models.DateField()  # what began from this day on, until the day of counting
    # Of modules completed in the whole workplace, where five people are behind it: "use" after 30 days as used, not
    # used, no answer; "together" as with others, alone (haandgreb.md HG-10).
    modules = models.JSONField(default=dict)

    class Meta:
        ordering = ["-counted_on"]


class RoomCount(models.Model):
    """
    What a unit and those below took part in, of one kind. Only what may be shown has a row.

    `people` are at least five, here and in what is left when shown units below are taken away (algorithms.md 3).
    Everybody counts where her main engagement is.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    release = models.ForeignKey(PortfolioRelease, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    within = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")  # the next shown above
    kind = models.CharField(max_length=10)
    people = models.PositiveIntegerField()
    times = models.PositiveIntegerField()  # one person in one activity is one
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ["unit", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit", "kind"], name="one_count_per_unit_and_room"),
            models.CheckConstraint(condition=models.Q(people__gte=5), name="a_room_is_counted_from_five_people"),
        ]
