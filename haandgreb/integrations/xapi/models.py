"""Platforms that tell by themselves, and the ids they have used."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from haandgreb.learning.models import Platform
from haandgreb.organisation.models import Person


class StatementSource(models.Model):
    """A platform's login: only a hash of its key is kept; a new one ends the old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    platform = models.OneToOneField(Platform, on_delete=models.CASCADE, related_name="+")
    login = models.CharField(max_length=40, unique=True)
    key_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)  # to the minute


class Statement(models.Model):
    """
    What a source told once: its id, and what tells its content from another. Keys and a day are kept where it told of a
    completion, so that it can be taken back; nothing else of it. Deleted when its days are over (content/keeping.toml).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    source = models.ForeignKey(StatementSource, on_delete=models.CASCADE, related_name="statements")
    statement_id = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    happened_at = models.DateTimeField(null=True, blank=True)  # where it says so
    told_on = models.DateField()
    person_key = models.CharField(max_length=254, blank=True)
    course_key = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    completed_on = models.DateField(null=True, blank=True)
    voids = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "statement_id"], name="one_statement_of_an_id"),
            models.CheckConstraint(
                condition=Q(completed_on=None) | (~Q(person_key="") & ~Q(course_key="")),
                name="told_completion_has_keys",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "voids"], condition=Q(voids__isnull=False), name="xapi_voided"),
            models.Index(fields=["told_on"]),
        ]
