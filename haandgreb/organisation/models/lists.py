"""Staff lists that are being read, and how their columns were read last time."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models.people import Person


class ColumnMapping(models.Model):
    """How a list's columns were read last time: remembered by the list's headings."""

    signature = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    used_at = models.DateTimeField()


class ImportRun(models.Model):
    """A staff list that was read: a preview until somebody confirms, then a receipt without the file."""

    class State(models.TextChoices):
        COLUMNS = "columns", _("Columns to be paired")
        READING = "reading", _("Being read")
        ASKS = "asks", _("Has a question")
        READY = "ready", _("Ready to be saved")
        SAVING = "saving", _("Being saved")
        SAVED = "saved", _("Saved")
        FAILED = "failed", _("Could not be read")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    started_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=300, blank=True)
    answers = models.JSONField(default=dict)  # mapping and answers to questions
    preview = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at"]
