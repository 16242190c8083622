"""What came of learning: figures of a year that may be shown, and use somebody chose to show on the map."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.steps import CheckIn
from haandgreb.strategy.models import PracticeChange


class EffectRelease(models.Model):
    """
    One counting of what came of a year's learning. The next one comes 30 days later at the earliest, and replaces it.

    Only what may be shown is kept: nothing of fewer than five people (rules/effect.py, competences.rules.disclosure).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    counted_on = models.DateField(unique=True)
    starts_on = models.DateField()  # activities that began from this day on, until the day of counting
    figures = models.JSONField(default=dict)  # name of a figure to its counts (rules/effect.py)
    courses = models.JSONField(default=list)  # per provider and activity, where every remainder is none or five
    in_use = models.JSONField(default=list)  # ids of practices five people or more use; never how many

    class Meta:
        ordering = ["-counted_on"]


class UseShown(models.Model):
    """The learner chose to show on the impact map that a practice is in use, and what came of it. Hers to take back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="shown_uses")
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=400)  # what I do now
    contribution = models.CharField(max_length=10, choices=CheckIn.Contribution, blank=True)
    contribution_why = models.CharField(max_length=400, blank=True)
    with_name = models.BooleanField(default=False)
    shown_on = models.DateField()

    class Meta:
        ordering = ["-shown_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "practice"], name="use_of_a_practice_shown_once"),
        ]
