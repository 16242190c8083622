"""Platforms that tell of courses and completions, their lists on the way in, and what cannot be placed yet."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.learning.models.activities import Activity
from haandgreb.organisation.models import Person


class Platform(models.Model):
    """
    A system outside that tells of completions: Campus, a provider's own. `key` is what `Enrolment.source` and
    `Activity.source` say; it is made of the first name and never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=200, unique=True)
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class PlatformCourse(models.Model):
    """What a platform calls an activity of ours, where somebody has said so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="courses")
    key = models.CharField(max_length=200)  # folded, as lists are compared
    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["platform", "key"], name="one_activity_for_a_platform_course")]


class PlatformList(models.Model):
    """A list of completions, or of courses, on its way: a preview until somebody says yes, then a receipt."""

    class Kind(models.TextChoices):
        COMPLETIONS = "completions", _("completions")
        CATALOGUE = "catalogue", _("courses")

    class State(models.TextChoices):
        COLUMNS = "columns", _("Columns to be paired")
        READING = "reading", _("Being read")
        READY = "ready", _("Ready to be saved")
        SAVING = "saving", _("Being saved")
        SAVED = "saved", pgettext_lazy("list", "Saved")
        FAILED = "failed", _("Could not be read")
        DROPPED = "dropped", _("Dropped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12, choices=Kind)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="lists")
    state = models.CharField(max_length=10, choices=State, default=State.COLUMNS)
    file_name = models.CharField(max_length=200)
    stored_as = models.CharField(max_length=64, blank=True)  # organisation.import_files; empty once it is over
    rows = models.PositiveIntegerField(default=0)
    reading = models.JSONField(default=dict)  # which column is what, and what the words under status mean
    preview = models.JSONField(default=dict)  # figures; the rows themselves stand beside the file
    started_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]


class WaitingCompletion(models.Model):
    """
    A completion that was told of somebody or of something we do not know: placed as soon as we do, and else deleted
    when its days are over (content/keeping-completions.toml). Nothing but keys and a day is kept of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    platform = models.ForeignKey(Platform, on_delete=models.CASCADE, related_name="waiting")
    person_key = models.CharField(max_length=254)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    course_key = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    started_on = models.DateField(null=True, blank=True)
    completed_on = models.DateField()
    told_on = models.DateField()

    class Meta:
        ordering = ["told_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "person_key", "course_key", "completed_on"], name="one_waiting_completion_told_once"
            ),
            models.CheckConstraint(condition=~Q(person_key="") & ~Q(course_key=""), name="waiting_completion_has_keys"),
        ]
