"""One row, as small as a table can be."""

from typing import ClassVar

from django.db import models


class Row(models.Model):
    """A number somebody sent."""

    number = models.IntegerField()

    objects: ClassVar[models.Manager["Row"]] = models.Manager()
