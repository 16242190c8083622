"""The personal calendar feed."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.organisation.models import Person


class Feed(models.Model):
    """A person's calendar link: only a hash of its token is kept; a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
