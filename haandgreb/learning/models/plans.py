"""The transfer agreement of one enrolment (transfer.md 5): what it is to be used for, and what that takes."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal, LearningGoal
from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.organisation.models import Person
from haandgreb.shared.sealed import SealedField
from haandgreb.strategy.models import Barrier, PracticeChange, Result


class TransferPlan(models.Model):
    """
    One page for one enrolment. The manager it is shared with reads it as it stands; a later one reads what was agreed
    (`agreed_text`). Both say yes to one version. `why` and `questions` stay hers; so does `confidence` with the help
    she wants, unless she has ticked that her manager may read it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="plan")
    learning_goal = models.ForeignKey(LearningGoal, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    practice = models.ForeignKey(PracticeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    goal = models.CharField(max_length=200, blank=True)  # what I want to be able to
    changed_practice = models.TextField(max_length=2000, blank=True)  # expected
    value_for_me = models.CharField(max_length=400, blank=True)
    value_for_work = models.CharField(max_length=400, blank=True)
    situation = models.CharField(max_length=400, blank=True)  # when …
    act = models.CharField(max_length=400, blank=True)  # … I will …
    outcome = models.CharField(max_length=400, blank=True)  # … so that …
    sign = models.CharField(max_length=400, blank=True)
    sign_where = models.CharField(max_length=10, choices=DevelopmentGoal.SignWhere, blank=True)
    boosters = models.JSONField(default=list)  # keys of content/boosters.toml
    why = SealedField(null=True, blank=True)  # why it matters to me: hers alone
    confidence = models.PositiveSmallIntegerField(null=True, blank=True)  # 0–10 before
    confidence_help = SealedField(null=True, blank=True)  # what would raise it by one
    confidence_shared = models.BooleanField(default=False)
    confidence_after = models.PositiveSmallIntegerField(null=True, blank=True)
    questions = models.JSONField(default=list)  # three I want answered
    buddy = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ask_me_about = models.CharField(max_length=200, blank=True)  # what the buddy asks about
    preparation = models.CharField(max_length=400, blank=True)
    first_use_on = models.DateField(null=True, blank=True)
    first_use = models.CharField(max_length=400, blank=True)  # in which case; no personal data
    sharing = models.CharField(max_length=200, blank=True)  # how I tell of it
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    yes_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    yes_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_text = models.JSONField(null=True, blank=True)  # what both said yes to, as queries.plans.wording tells it
    why_skipped = models.CharField(max_length=400, blank=True)  # HG-12: skipped only with a reason
    hidden_at = models.DateTimeField(null=True, blank=True)  # its time is up: the page of the enrolment is closed
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(0, 10)), name="confidence_is_0_to_10"
            ),
            models.CheckConstraint(
                condition=Q(confidence_after=None) | Q(confidence_after__range=(0, 10)),
                name="confidence_after_is_0_to_10",
            ),
            models.CheckConstraint(
                condition=Q(agreed_at=None) | Q(agreed_version__isnull=False), name="agreed_plan_has_its_version"
            ),
        ]


class PlanNeed(models.Model):
    """What the learner needs from the manager, and by when; a promise (followups) once both have said yes."""

    class Kind(models.TextChoices):
        TIME = "time", _("time")
        TASK = "task", _("a task to use it on")
        ACCESS = "access", _("access")
        BACKING = "backing", _("backing")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    plan = models.ForeignKey(TransferPlan, on_delete=models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]


class TransferBarrier(models.Model):
    """What stands in the way of using it, who clears it away and by when. HR counts kinds, never reads the text."""

    class Kind(models.TextChoices):
        TIME = "time", _("time")
        TASK = "task", _("no task to use it on")
        TOOL = "tool", _("tool or access")
        RULE = "rule", _("rule")
        MANAGER = "manager", _("manager")
        COLLEAGUES = "colleagues", _("colleagues")
        HABIT = "habit", _("habit")
        COURSE = "course", _("the course did not fit")
        OTHER = "other", _("something else")

    class State(models.TextChoices):
        OPEN = "open", _("in the way")
        REMOVED = "removed", _("removed")
        ACCEPTED = "accepted", _("we live with it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="barriers")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField(max_length=400, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    named_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)  # the digest that told its owner of it
    on_the_map = models.ForeignKey(Barrier, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["named_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="ended_transfer_barrier_has_a_day",
            )
        ]
