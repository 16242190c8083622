"""Half-open validity [valid_from, valid_to) in Danish calendar days; no end means open."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose half-open validity [valid_from, valid_to) holds the day."""
    starts = Q(**{f"{prefix}valid_from__lte": day})
    ends = Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    return starts & ends


def ends_after_start(name: str) -> models.CheckConstraint:
    """No row is valid for no day at all."""
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)


class HasLastDay:
    """A row with an end, said as people say it: the last day that is part of it."""

    @property
    def last_day(self) -> date | None:
        """The day before the end; None where there is none."""
        ends = getattr(self, "valid_to", None)
        return ends - timedelta(days=1) if isinstance(ends, date) else None
