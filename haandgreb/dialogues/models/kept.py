"""What has a time to live: hidden when the time is up, deleted when the archive's word is there."""

from __future__ import annotations

from typing import TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class NotHidden(models.Manager[M]):
    """The rows pages may read: what waits for the archive's word is read by nobody."""

    def get_queryset(self) -> models.QuerySet[M]:
        return super().get_queryset().filter(hidden_at=None)


class Kept(models.Model):
    """
    A row with text of a dialogue. Hidden rows are read by nobody on a page; they wait for the archive's word.

    `objects` leaves them out, also through what a row points to; `everything` is for keeping, one's own copy and keys.
    Where another row points here once (`dialogue.agreement`), Django does not ask `objects`: look at `hidden_at`.
    """

    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = NotHidden()
    everything = models.Manager()  # noqa: DJ012 - a manager, though not named objects

    class Meta:
        abstract = True
