"""What the works council does: ten questions, the evaluation of a round, decisions for next year."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.models.rounds import Round
from haandgreb.organisation.models import Person
from haandgreb.questions.models import QuestionSet
from haandgreb.shared.sealed import SealedField

TOP_STEP = 3  # agreed, followed and adjusted (dialogue.md 9)


class Check(models.Model):
    """The ten check questions answered once; comparable from year to year."""

    class State(models.TextChoices):
        SIDES = "sides", _("each side answers")
        TOGETHER = "together", _("both sides together")
        DONE = "done", _("done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    held_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.SIDES)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-held_on", "-pk"]


class Side(models.TextChoices):
    """The two sides of the works council."""

    MANAGEMENT = "management", _("management side")
    STAFF = "staff", _("staff side")


class CheckSide(models.Model):
    """One side's levels of a check: handed in or not. `version` counts its changes while several of a side write."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_run = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="sides")
    side = models.CharField(max_length=10, choices=Side)
    is_in = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["side"]
        constraints = [models.UniqueConstraint(fields=["check_run", "side"], name="check_has_each_side_once")]


class CheckMember(models.Model):
    """Which side somebody speaks for in a check: one for each person, so that nobody reads both before both are in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_run = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=Side)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_run", "person"], name="one_side_of_a_check_per_person")]


class CheckAnswer(models.Model):
    """One question: what we do today, each side's common level, the level both agree on, and the next step."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    check_run = models.ForeignKey(Check, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=6)  # MUS-01 … MUS-10
    today = models.CharField(max_length=1000, blank=True)
    management = models.PositiveSmallIntegerField(null=True, blank=True)
    staff = models.PositiveSmallIntegerField(null=True, blank=True)
    common = models.PositiveSmallIntegerField(null=True, blank=True)
    evidence = models.CharField(max_length=1000, blank=True)
    next_step = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint(fields=["check_run", "key"], name="one_answer_per_check_question"),
            models.CheckConstraint(
                condition=(Q(management=None) | Q(management__lte=TOP_STEP))
                & (Q(staff=None) | Q(staff__lte=TOP_STEP))
                & (Q(common=None) | Q(common__lte=TOP_STEP)),
                name="check_levels_are_0_to_3",
            ),
        ]


class Ambassador(models.Model):
    """MUS-08 is personal: five statements for oneself, read by nobody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    answers = SealedField()  # {"prepares": true, …}
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("private reflections")


class Evaluation(models.Model):
    """The evaluation of a round, anonymous. `counts` is computed once at closing; pages read only that."""

    class When(models.TextChoices):
        AFTER = "after", _("after the talks")
        LATER = "later", _("six months later")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="evaluations")
    when = models.CharField(max_length=5, choices=When, default=When.AFTER)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closes_on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(null=True, blank=True)
    counts = models.JSONField(default=dict)  # {"EV-1": [0, 1, 2, 4, 3], …}
    # The open question is asked only where this was chosen; two then read the comments before others do.
    asks_openly = models.BooleanField(default=False)
    comments = models.JSONField(default=list)  # ten at least, or none
    cut = models.PositiveIntegerField(default=0)  # how many words the two took out
    yes_by_hr = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    yes_by_council = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at"]
        constraints = [models.UniqueConstraint(fields=["round", "when"], name="one_evaluation_of_each_kind_per_round")]


class EvaluationKey(models.Model):
    """
    Somebody may still answer: the row is there until she has, and goes with her answers; all go at closing.

    A mark on it would be written beside each sheet: on disk, and so in a copy of the database, marks and sheets would
    lie in the same order.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="keys")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "person"], name="one_evaluation_key_per_person")]


class RoundCount(models.Model):
    """
    What the works council is told of the goals of a round: counted at most every thirty days, for good once it closes.

    Only what may be shown is kept: who is counted cannot be found by adding and subtracting (competences.disclosure).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="count")
    counted_on = models.DateField()
    whole = models.JSONField(default=dict)  # {"goals": [linked, not], "status": …, "followed": [yes, no]}: where shown
    units = models.JSONField(default=dict)  # unit id to [with a goal, without, nearest shown unit above or ""]


class Decision(models.Model):
    """What the works council decides for the next year; promised as a follow-up of its owner."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="decisions")
    text = models.CharField(max_length=200)
    why = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    made_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
