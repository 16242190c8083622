"""Moments that matter, what we do differently in them (IM-3), and what stands in the way."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.titled import Titled
from haandgreb.shared.twolang import Text
from haandgreb.strategy.models.results import Result, Strength
from haandgreb.strategy.models.seeing import seen_on_the_map


class Situation(Titled):
    """A moment that matters: where the result is won or lost. Seen with the practice changes it holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    frequency = models.CharField(max_length=200, blank=True)
    who_meets_it = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["sort_key", "pk"]


class PracticeQuerySet(models.QuerySet["PracticeChange"]):
    """Practice changes in the order they were placed."""

    def visible_to(self, person: Person) -> PracticeQuerySet:
        """Those of the person's teams and of units below her management, HR's and the works council's; her own."""
        return self.filter(seen_on_the_map(PracticeChange, person))

    def active(self) -> PracticeQuerySet:
        return self.filter(state=PracticeChange.State.ACTIVE)


class PracticeChange(Titled):
    """Who does what differently, in which situation. Without units it holds for the whole workplace."""

    class Kind(models.TextChoices):
        START = "start", _("start")
        STOP = "stop", _("stop")
        MORE = "more", _("more")
        LESS = "less", _("less")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    results: models.ManyToManyField[Result, ResultPractice] = models.ManyToManyField(
        Result, through="ResultPractice", related_name="practices"
    )
    situation = models.ForeignKey(Situation, null=True, blank=True, on_delete=models.SET_NULL, related_name="practices")
    who = models.CharField(max_length=200, blank=True)  # the role or group, never a name
    before = models.TextField(max_length=1000, blank=True)  # from …
    after = models.TextField(max_length=1000, blank=True)  # … to
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.START)
    sign = models.CharField(max_length=400, blank=True)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    # Set for a personal practice change: seen by her alone.
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # Not learning but management: what was decided instead, and when.
    decision = models.CharField(max_length=400, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["place", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_practice_has_a_day",
            ),
        ]


class ResultPractice(models.Model):
    """The changed practice leads to the result, as far as we know, have experienced or hope."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="practice_links")
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="result_links")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.EXPERIENCE)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["result", "practice"], name="result_and_practice_linked_once")]


class Barrier(models.Model):
    """What must be in place besides learning, and who sees to it. Seen with its practice change."""

    class Kind(models.TextChoices):
        TIME = "time", _("time")
        TOOL = "tool", _("tool")
        RULE = "rule", _("rule")
        DECISION = "decision", _("decision")
        HABIT = "habit", _("habit")
        INCENTIVE = "incentive", _("incentive")

    class State(models.TextChoices):
        OPEN = "open", _("in the way")
        REMOVED = "removed", _("removed")
        ACCEPTED = "accepted", _("we live with it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="barriers")
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["practice", "due_on", "pk"]

    def __str__(self) -> str:
        return str(Text(self.text, self.text_en))
