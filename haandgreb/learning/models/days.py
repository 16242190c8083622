"""The workplace's own days off."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from haandgreb.organisation.models import Person


class DayOff(models.Model):
    """A day nobody is expected to work though it is no public holiday: 24 December each year, or one day once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=100)
    day = models.DateField()
    every_year = models.BooleanField(default=False)  # the same day and month, in whatever year
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["day", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "every_year"], name="one_day_off_once")]

    def __str__(self) -> str:
        return self.title

    def in_year(self, year: int) -> date | None:
        """The day in a year; None where it is not one of that year's."""
        if not self.every_year:
            return self.day if self.day.year == year else None
        try:
            return self.day.replace(year=year)
        except ValueError:  # 29 February
            return None
