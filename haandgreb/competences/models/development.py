"""Development goals (dialogue.md 4c): the noun dialogues and learning share."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models.catalogue import TOP_LEVEL, Competence
from haandgreb.competences.models.learning import LearningGoal, Room
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import chosen_on, staff_of, units_managed_by
from haandgreb.shared import clock
from haandgreb.strategy.models import GoalVersion, PracticeChange, Result, StrategicGoal


class DevelopmentQuerySet(models.QuerySet["DevelopmentGoal"]):
    """Development goals, a person's earliest first."""

    def visible_to(self, person: Person, today: date | None = None) -> DevelopmentQuerySet:
        """
        A development goal is read by
        - the person herself, always
        - her nearest manager today, or each of them, once it is agreed: in the words that were agreed, and in words
          written since only where they are shared with her (queries.development_reading). Not what is agreed with
          somebody she has chosen instead, while that choice holds
        - before that by the manager she has shared it with, while that one is her nearest manager
        - whom she has chosen to talk about her development with, who manages elsewhere: what she has shared with that
          one, and what the two have agreed, while the choice holds
        and by nobody else: no manager further up, HR, works council, colleague or administrator (confidentiality 2).
        """
        day = today or clock.today()
        seen = Q(person=person)
        agreed = Q(state=DevelopmentGoal.State.AGREED)
        shared = Q(state=DevelopmentGoal.State.SHARED, shared_with=person)
        staff = staff_of(person, day)
        if staff:
            others = chosen_on(day).filter(person=OuterRef("person"), manager=OuterRef("agreed_with"))
            seen |= Q(person__in=staff) & (shared | (agreed & Q(~Exists(others.exclude(manager=person)))))
        if units_managed_by(person, day):
            choosers = chosen_on(day).filter(manager=person).values("person")
            between = agreed & (Q(agreed_with=person) | Q(shared_with=person))
            seen |= Q(person__in=choosers) & (shared | between)
        return self.filter(seen)

    def active(self) -> DevelopmentQuerySet:
        """Those somebody still works on: neither part of practice already nor replaced."""
        return self.exclude(status__in=(DevelopmentGoal.Status.PART, DevelopmentGoal.Status.REPLACED))


class DevelopmentGoal(models.Model):
    """
    What a person will be able to do, so that what. Hers alone until she shares it; agreed when both have said yes.

    Linked to a goal, a result or a practice change, or to a local task. `version` counts its texts: both say yes to
    one and the same version, and a change in between takes the first yes away.
    """

    class State(models.TextChoices):
        PRIVATE = "private", _("only you can see it")
        SHARED = "shared", _("shared with your manager")
        AGREED = "agreed", _("agreed")

    class Status(models.TextChoices):
        NOT_BEGUN = "not_begun", _("not begun")
        TRYING = "trying", _("trying it")
        USING = "using", _("using it")
        PART = "part", _("part of practice")
        REPLACED = "replaced", _("replaced")

    class Brake(models.TextChoices):
        MONEY = "money", _("money")
        ROOM = "room", _("room and culture")
        ENERGY = "energy", _("energy")
        PURPOSE = "purpose", _("purpose")
        TIME = "time", _("time")
        OTHER = "other", _("something else")

    class SignWhere(models.TextChoices):
        SELF = "self", _("in me")
        USER = "user", _("with the user")
        FIGURES = "figures", _("in the figures")

    class Fund(models.TextChoices):
        NONE = "none", _("no fund")
        LOCAL = "local", _("local fund")
        STATE = "state", _("state fund")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="development_goals")
    title = models.CharField(max_length=200)  # read after "I will be able to"
    goal = models.ForeignKey(StrategicGoal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    practice = models.ForeignKey(PracticeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    learning_goal = models.ForeignKey(LearningGoal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said = models.ForeignKey(GoalVersion, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    local_task = models.CharField(max_length=200, blank=True)  # where it hangs on no goal
    changed_practice = models.TextField(max_length=2000, blank=True)
    sign = models.TextField(max_length=1000, blank=True)
    sign_where = models.CharField(max_length=10, choices=SignWhere, blank=True)
    why = models.TextField(max_length=2000, blank=True)
    competence = models.ForeignKey(Competence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    level_to = models.PositiveSmallIntegerField(null=True, blank=True)
    hours = models.PositiveSmallIntegerField(null=True, blank=True)
    cost = models.PositiveIntegerField(null=True, blank=True)  # DKK
    fund = models.CharField(max_length=10, choices=Fund, default=Fund.NONE)
    first_tried_on = models.DateField(null=True, blank=True)
    first_tried = models.CharField(max_length=400, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.NOT_BEGUN)
    brake = models.CharField(max_length=10, choices=Brake, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PRIVATE)
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    # The first of the two yeses, and the version it was said to.
    yes_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    yes_version = models.PositiveIntegerField(null=True, blank=True)
    yes_at = models.DateTimeField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # the manager
    agreed_version = models.PositiveIntegerField(null=True, blank=True)  # older than `version`: changed since
    # What each says about passing on: HR sees title, activity, type and due only when both say yes (confidentiality 2).
    hr_by_person = models.BooleanField(default=False)
    hr_by_manager = models.BooleanField(default=False)
    title_open = models.BooleanField(default=False)  # colleagues may read the title
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DevelopmentQuerySet.as_manager()

    # What a reader gets instead of what stands now: the words that were agreed (queries.development_reading).
    agreed_text: dict[str, Any] | None = None

    class Meta:
        ordering = ["person", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(level_to=None) | Q(level_to__gte=1, level_to__lte=TOP_LEVEL), name="aim_level_is_1_to_5"
            ),
            models.CheckConstraint(
                condition=(Q(state="agreed") & Q(agreed_at__isnull=False)) | (~Q(state="agreed") & Q(agreed_at=None)),
                name="agreed_development_goal_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="shared") | Q(shared_at__isnull=False), name="shared_development_goal_has_its_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is read in the words that were agreed would overwrite what was written since."""
        if self.agreed_text is not None:
            raise RuntimeError("A goal in agreed words is for reading only.")
        super().save(*args, **kwargs)

    @property
    def is_changed_since(self) -> bool:
        """Agreed once, and not said yes to as it stands now."""
        return self.state == self.State.AGREED and self.agreed_version != self.version


class DevelopmentGoalVersion(models.Model):
    """What a shared or agreed goal said before it was changed; for the two, never for others."""

    goal = models.ForeignKey(DevelopmentGoal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.JSONField()  # field name to what it said
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)  # where this text was what both had said yes to
    kept_at = models.DateTimeField()  # when the next text took its place

    class Meta:
        ordering = ["goal", "-number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="one_development_version_of_a_number")]


class PathStep(models.Model):
    """One step of the learning path: at least one is taken at work (dialogue.md 4c)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(DevelopmentGoal, on_delete=models.CASCADE, related_name="path")
    text = models.CharField(max_length=200)
    room = models.CharField(max_length=10, choices=Room, default=Room.INFORMAL)
    handle = models.CharField(max_length=5, blank=True)
    due_on = models.DateField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]


class Support(models.Model):
    """What the manager or a colleague does, and by when. Promised (followups) once both have said yes to it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(DevelopmentGoal, on_delete=models.CASCADE, related_name="support")
    who = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    text = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]

    @property
    def is_whole(self) -> bool:
        """It says who does what by when, and can be promised."""
        return bool(self.who_id and self.text and self.due_on)


class GoalFollowUp(models.Model):
    """A day the two look at the goal again, and what they then saw."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    goal = models.ForeignKey(DevelopmentGoal, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    # The manager of that day: a later one reads the day and the status, not the note (security and privacy 1).
    held_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    status = models.CharField(max_length=10, choices=DevelopmentGoal.Status, blank=True)
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
