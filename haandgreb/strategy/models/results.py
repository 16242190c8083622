"""Results we want to see (IM-2), what they are measured by, and how it goes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person
from haandgreb.shared.titled import Titled
from haandgreb.shared.twolang import Text
from haandgreb.strategy.models.goals import GoalVersion, StrategicGoal


class Strength(models.TextChoices):
    """How sure we are of a link (transfer.md 1, quality hints)."""

    KNOWN = "known", _("known")
    EXPERIENCE = "experience", _("experience")
    HOPE = "hope", _("hope")


class ResultQuerySet(models.QuerySet["Result"]):
    """Results in the order they were placed."""

    def visible_to(self, person: Person) -> ResultQuerySet:
        """Results are open to everybody who works here (architecture: who sees the map)."""
        return self.all()

    def active(self) -> ResultQuerySet:
        return self.filter(state=Result.State.ACTIVE)


class Result(Titled):
    """A result that shows a goal is coming closer: indicator, where we stand, where we want to be, and by when."""

    class Timing(models.TextChoices):
        LEAD = "lead", _("early sign")
        LAG = "lag", _("late result")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    goals: models.ManyToManyField[StrategicGoal, GoalResult] = models.ManyToManyField(
        StrategicGoal, through="GoalResult", related_name="results"
    )
    indicator = models.CharField(max_length=200, blank=True)  # "calls per 100 decisions"
    indicator_en = models.CharField(max_length=200, blank=True)
    measured_in = models.CharField(max_length=40, blank=True)  # %, days, hours a week
    baseline = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    baseline_on = models.DateField(null=True, blank=True)
    baseline_by = models.DateField(null=True, blank=True)  # unknown as yet, measured by this day
    target = models.DecimalField(max_digits=14, decimal_places=3, null=True, blank=True)
    target_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    timing = models.CharField(max_length=4, choices=Timing, default=Timing.LEAD)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_results")
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ["place", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target=None) | Q(baseline__isnull=False) | Q(baseline_by__isnull=False),
                name="a_target_has_a_baseline_or_a_day_for_it",
            ),
            models.CheckConstraint(
                condition=Q(state="active", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_result_has_a_day",
            ),
        ]

    @property
    def indicator_text(self) -> str:
        """What is counted, in the reader's language."""
        return str(Text(self.indicator, self.indicator_en))


class GoalResult(models.Model):
    """The result is a sign that the goal comes closer. `said` is what the goal said when the link was made."""

    goal = models.ForeignKey(StrategicGoal, on_delete=models.CASCADE, related_name="result_links")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="goal_links")
    said = models.ForeignKey(GoalVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.EXPERIENCE)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "result"], name="goal_and_result_linked_once")]


class Measurement(models.Model):
    """What a result's indicator was on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="measurements")
    measured_on = models.DateField()
    value = models.DecimalField(max_digits=14, decimal_places=3)
    note = models.CharField(max_length=400, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["result", "measured_on"]
        constraints = [models.UniqueConstraint(fields=["result", "measured_on"], name="one_measurement_a_day")]
