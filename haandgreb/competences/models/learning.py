"""What must be learned for practice to change (IM-4), and the activities planned for it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models.catalogue import TOP_LEVEL, Competence, RoleProfile
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared.titled import Titled
from haandgreb.strategy.models import PracticeChange, Strength, seen_on_the_map


class LearningGoalQuerySet(models.QuerySet["LearningGoal"]):
    """Learning goals in the order they were placed."""

    def visible_to(self, person: Person) -> LearningGoalQuerySet:
        """As practice changes are seen: the team, managers above, HR, the works council without names; her own."""
        return self.filter(seen_on_the_map(LearningGoal, person))

    def active(self) -> LearningGoalQuerySet:
        return self.filter(state=LearningGoal.State.ACTIVE)


class LearningGoal(Titled):
    """What somebody is to be able to do: for a group or a role, or one person's own."""

    class Scope(models.TextChoices):
        PERSON = "person", _("one person")
        GROUP = "group", _("a group")
        ROLE = "role", _("a role")

    class State(models.TextChoices):
        ACTIVE = "active", _("Active")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    practices: models.ManyToManyField[PracticeChange, PracticeLearning] = models.ManyToManyField(
        PracticeChange, through="PracticeLearning", related_name="learning_goals"
    )
    scope = models.CharField(max_length=10, choices=Scope, default=Scope.GROUP)
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    profiles = models.ManyToManyField(RoleProfile, blank=True, related_name="learning_goals")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="learning_goals")
    place = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.ACTIVE)
    closed_on = models.DateField(null=True, blank=True)
    closed_why = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = LearningGoalQuerySet.as_manager()

    class Meta:
        ordering = ["place", "sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="person", person__isnull=False) | (~Q(scope="person") & Q(person=None)),
                name="personal_learning_goal_has_its_person",
            ),
            models.CheckConstraint(
                condition=Q(state="active", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="closed_learning_goal_has_a_day",
            ),
        ]


class LevelStep(models.Model):
    """The step in a competence a learning goal calls for: K01 2→3."""

    learning_goal = models.ForeignKey(LearningGoal, on_delete=models.CASCADE, related_name="steps")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="steps")
    level_from = models.PositiveSmallIntegerField()
    level_to = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["learning_goal", "competence"]
        constraints = [
            models.UniqueConstraint(fields=["learning_goal", "competence"], name="one_step_per_competence"),
            models.CheckConstraint(
                condition=Q(level_to__gt=F("level_from"), level_to__lte=TOP_LEVEL), name="a_step_goes_up"
            ),
        ]


class PracticeLearning(models.Model):
    """Learning this moves that practice, as far as we know, have experienced or hope."""

    practice = models.ForeignKey(PracticeChange, on_delete=models.CASCADE, related_name="learning_links")
    learning_goal = models.ForeignKey(LearningGoal, on_delete=models.CASCADE, related_name="practice_links")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.EXPERIENCE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["practice", "learning_goal"], name="practice_and_learning_linked_once")
        ]


class Room(models.TextChoices):
    """The three rooms for learning (RM)."""

    EXTERNAL = "external", _("outside, formal")
    FORMAL = "formal", _("inside, formal")
    INFORMAL = "informal", _("in everyday work")


class ActivityQuerySet(models.QuerySet["PlannedActivity"]):
    """Planned activities in Danish order."""

    def visible_to(self, person: Person) -> ActivityQuerySet:
        """As learning goals are seen."""
        return self.filter(seen_on_the_map(PlannedActivity, person))


class PlannedActivity(Titled):
    """A line of the plan: in which room, with which handle, when, at what cost. The real activity points to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    code = models.CharField(max_length=20, blank=True)
    learning_goals: models.ManyToManyField[LearningGoal, LearningActivity] = models.ManyToManyField(
        LearningGoal, through="LearningActivity", related_name="activities"
    )
    room = models.CharField(max_length=10, choices=Room, default=Room.INFORMAL)
    handle = models.CharField(max_length=5, blank=True)  # HG-01 … HG-12
    units = models.ManyToManyField(Unit, blank=True, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    when = models.CharField(max_length=200, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)  # DKK
    version = models.PositiveIntegerField(default=1)
    is_demo = models.BooleanField(default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]


class LearningActivity(models.Model):
    """The activity is planned for the learning goal."""

    learning_goal = models.ForeignKey(LearningGoal, on_delete=models.CASCADE, related_name="activity_links")
    activity = models.ForeignKey(PlannedActivity, on_delete=models.CASCADE, related_name="goal_links")
    strength = models.CharField(max_length=10, choices=Strength, default=Strength.EXPERIENCE)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["learning_goal", "activity"], name="learning_and_activity_linked_once")
        ]
