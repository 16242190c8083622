"""Is it asked for? One tap a week."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.learning.models.enrolments import Enrolment


class AskedWeek(models.Model):
    """
    Who asked the learner for the new skill in one week, as she saw it; none of the three means nobody did.

    Hers alone. Others see counts of at least five people, computed once when a quarter is over (`UseRelease`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="asked_weeks")
    monday = models.DateField()
    by_manager = models.BooleanField(default=False)
    by_colleagues = models.BooleanField(default=False)
    by_work = models.BooleanField(default=False)  # daily work itself: a task, a user, a case

    class Meta:
        ordering = ["-monday"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "monday"], name="one_answer_a_week_on_what_is_asked_for")
        ]
