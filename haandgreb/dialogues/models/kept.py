"""What has a time to live: hidden when the time is up, deleted when the archive's word is there."""

from __future__ import annotations

from django.db import models


class Kept(models.Model):
    """A row with text of a dialogue. Hidden rows are read by nobody on a page; they wait for the archive's word."""

    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
