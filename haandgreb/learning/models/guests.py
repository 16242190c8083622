"""The learning log, and what somebody without an account answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import models

from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.steps import CheckIn, GuestLink
from haandgreb.organisation.models import Person
from haandgreb.shared.sealed import SealedField


class LogEntry(models.Model):
    """
    What the learner took from half a day (TF-U1…5): the point, where it is used, the first step.

    Hers alone, and sealed; her managers of that day and the buddy each read it from when she says so, until she says
    no again. A manager who comes later reads it only once she says so anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="log")
    half_day = models.PositiveSmallIntegerField()  # 1 is the first morning
    point = SealedField(null=True, blank=True)
    used_where = SealedField(null=True, blank=True)
    first_step = SealedField(null=True, blank=True)
    managers = models.JSONField(default=list)  # ids of the nearest managers it was shown to; a later one reads nothing
    shown_to_buddy = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["half_day"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "half_day"], name="one_log_entry_for_each_half_day"),
            models.CheckConstraint(condition=models.Q(half_day__range=(1, 40)), name="half_days_are_1_to_40"),
        ]

    def is_read_by(self, managers: Iterable[Person]) -> bool:
        """Whether any of these managers reads it."""
        return any(str(manager.pk) in self.managers for manager in managers)


class GuestReply(models.Model):
    """
    What a guest answered through her link.

    The provider's three texts are read by the learner and her nearest manager, a buddy's by the learner alone.
    `check_in`: what the buddy saw, as a second source for use, where no colleague had told before.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    link = models.OneToOneField(GuestLink, on_delete=models.CASCADE, related_name="reply")
    practise = models.CharField(max_length=1000, blank=True)  # how the course practises using it
    bring = models.CharField(max_length=1000, blank=True)  # what is good to bring or to do first
    afterwards = models.CharField(max_length=1000, blank=True)  # what helps at work afterwards
    use = models.PositiveSmallIntegerField(null=True, blank=True, choices=CheckIn.Use)
    seen = models.CharField(max_length=1000, blank=True)
    advice = models.CharField(max_length=1000, blank=True)
    check_in = models.ForeignKey(CheckIn, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
