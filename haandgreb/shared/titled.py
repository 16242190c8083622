"""Things with a title in Danish and, where somebody has written one, in English."""

from __future__ import annotations

from typing import Any

from django.db import models

from haandgreb.shared import danish
from haandgreb.shared.twolang import Text


class Titled(models.Model):
    """A title in both languages; str() gives the reader's. Sorted in Danish order of the Danish title."""

    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=410, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(Text(self.title, self.title_en))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fill_keys()
        super().save(*args, **kwargs)

    def fill_keys(self) -> None:
        """What sorting reads; called by save, and before many are saved at once."""
        self.sort_key = danish.sort_key(self.title)
