"""What the workplace is for, where it is going, and what its goals said when somebody built on them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.titled import Titled
from haandgreb.shared.twolang import Text


class StatementQuerySet(models.QuerySet["Statement"]):
    """The direction in the order it is told: core task first."""

    def visible_to(self, person: Person) -> StatementQuerySet:
        """Core task, vision and the rest are open to everybody who works here."""
        return self.all()

    def current(self) -> StatementQuerySet:
        return self.filter(replaced_at=None)


class Statement(models.Model):
    """One version of the core task, the vision, the mission, the values or the challenges. The past stays readable."""

    class Kind(models.TextChoices):
        CORE_TASK = "core_task", _("Core task")
        VISION = "vision", _("Vision")
        MISSION = "mission", _("Mission")
        VALUES = "values", _("Values")
        CHALLENGES = "challenges", _("Challenges")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=Kind)
    # Empty for the whole workplace; a unit may say what its own part of the core task is.
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    text = models.TextField(max_length=4000)
    text_en = models.TextField(max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    replaced_at = models.DateTimeField(null=True, blank=True)
    is_demo = models.BooleanField(default=False)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(replaced_at=None, unit=None), name="one_current_statement_of_a_kind"
            ),
            models.UniqueConstraint(
                fields=["kind", "unit"], condition=Q(replaced_at=None), name="one_current_statement_of_a_kind_per_unit"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="statement_says_something"),
        ]

    def __str__(self) -> str:
        return str(Text(self.text, self.text_en))


class GoalQuerySet(models.QuerySet["StrategicGoal"]):
    """Goals in the order they were placed."""

    def visible_to(self, person: Person) -> GoalQuerySet:
        """Goals are open to everybody who works here (architecture: who sees the map)."""
        return self.all()

    def active(self) -> GoalQuerySet:
        return self.filter(state=StrategicGoal.State.ACTIVE)

    def for_unit(self, unit: Unit) -> GoalQuerySet:
        """The goals that hold in the unit: those of the whole workplace, of the units above, and its own."""
        return self.filter(Q(unit=None) | Q(unit__in=unit.ancestor_ids()))


class StrategicGoal(Titled):
    """A goal (IM-1) of the whole workplace or of a unit. A unit makes a goal from above its own through `parent`."""

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)  # what people call it: "S1"
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="goals")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="made_own")
    why = models.TextField(max_length=4000, blank=True)
    why_en = models.TextField(max_length=4000, blank=True)
    meaning = models.TextField(max_length=4000, blank=True)  # a unit's own: what does the goal above mean for us?
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="owned_goals")
    source = models.CharField(max_length=200, blank=True)  # the document the goal stands in
    starts_on = models.DateField()
    ends_on = models.DateField()
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = GoalQuerySet.as_manager()

    @property
    def why_text(self) -> str:
        """Why, in the reader's language."""
        return str(Text(self.why, self.why_en))

    class Meta:
        ordering = ["place", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="goal_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="goal_is_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(state="active", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_goal_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["parent", "unit"], condition=~Q(parent=None), name="a_unit_makes_a_goal_its_own_once"
            ),
        ]


class GoalVersion(models.Model):
    """What a goal said from a moment on: the newest is what it says now. What is built on a goal points here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(StrategicGoal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    why = models.TextField(max_length=4000, blank=True)
    why_en = models.TextField(max_length=4000, blank=True)
    meaning = models.TextField(max_length=4000, blank=True)
    source = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["goal", "-number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="one_goal_version_of_a_number")]

    def __str__(self) -> str:
        return str(Text(self.title, self.title_en))
