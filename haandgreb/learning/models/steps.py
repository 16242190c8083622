"""The acts before – during – after of an enrolment, what came of it, and links for those without an account."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.plans import TransferBarrier
from haandgreb.learning.phases_content import act_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.strategy.models import Result

KEEPS_WAITING = timedelta(days=60)


class Actor(models.TextChoices):
    """Who acts."""

    LEARNER = "learner", _("the learner")
    MANAGER = "manager", _("the manager")
    COLLEAGUE = "colleague", _("a colleague")
    PROVIDER = "provider", _("the provider")
    HR = "hr", _("HR")


class Phase(models.TextChoices):
    """Before, during, after (TF)."""

    BEFORE = "before", _("before")
    DURING = "during", _("during")
    AFTER = "after", _("after")


class StepQuerySet(models.QuerySet["Step"]):
    """Acts, those due first first."""

    def visible_to(self, person: Person, today: date | None = None) -> StepQuerySet:
        """Those of the enrolments she may open; as a buddy also what she does for a colleague, and nothing else."""
        own = Enrolment.objects.visible_to(person, today)
        buddy = Q(actor=Actor.COLLEAGUE, enrolment__plan__buddy=person, enrolment__state__in=("approved", "completed"))
        return self.filter(Q(enrolment__in=own) | buddy)

    def waiting(self, today: date) -> StepQuerySet:
        """
        Open ones that still make sense: those before the course until it begins, the others two months after their day.
        """
        # EXISTS keeps the database from looking everybody's enrolments up first.
        under_way = Enrolment.objects.under_way().filter(pk=OuterRef("enrolment")).order_by()
        not_begun = under_way.filter(Q(starts_on=None) | Q(starts_on__gte=today))
        before = Q(Exists(not_begun), phase=Phase.BEFORE)
        later = ~Q(phase=Phase.BEFORE) & Q(Exists(under_way), due_on__gte=today - KEEPS_WAITING)
        return self.filter(before | later, state=Step.State.OPEN)


class Step(models.Model):
    """
    One act of one enrolment: its words stand in content/phases.toml under `key`.

    `owner` is who has it today: the learner, her nearest manager, the buddy; made up to date by the daily work, and
    never what decides who may do it. A step that is done, skipped or cancelled is reminded of no more.
    """

    class State(models.TextChoices):
        OPEN = "open", _("to do")
        DONE = "done", pgettext_lazy("transfer step", "done")
        SKIPPED = "skipped", _("skipped")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="steps")
    key = models.CharField(max_length=40)
    phase = models.CharField(max_length=10, choices=Phase)
    actor = models.CharField(max_length=10, choices=Actor)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField()
    minutes = models.PositiveSmallIntegerField(default=0)  # planned
    used_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    why_skipped = models.CharField(max_length=200, blank=True)
    told_on = models.DateField(null=True, blank=True)  # the digest that told of it

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            # What the week's digest asks: small, as what was told of or ended leaves it.
            models.Index(
                fields=["owner", "due_on"], condition=Q(state="open", told_on=None), name="learning_untold_steps"
            ),
            models.Index(fields=["owner", "state", "due_on"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "key", "actor"], name="one_step_of_a_key_for_each_actor"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="ended_step_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="skipped") | ~Q(why_skipped=""), name="skipped_step_says_why"),
        ]

    @property
    def title(self) -> str:
        """What the act is called, for who does it."""
        return str(act_of(self.key).title(self.actor))


class CheckIn(models.Model):
    """
    What was told on one day after by one source (transfer.md 7): separate times, separate sources, nothing filled in.

    `day` counts from the last course day: 0 at its end, 7, 14, 21, 45, 60, 90, 180. A manager or colleague is a second
    source for use, never for what the learner herself feels.
    """

    class Source(models.TextChoices):
        LEARNER = "learner", _("the learner")
        MANAGER = "manager", _("the manager")
        COLLEAGUE = "colleague", _("a colleague")

    class Use(models.IntegerChoices):
        NOT_YET = 0, _("not yet")
        ONCE = 1, _("tried once")
        SEVERAL = 2, _("several times")
        REGULARLY = 3, _("regularly")

    class Status(models.TextChoices):
        TRYING = "trying", _("trying it")
        USING = "using", _("using it")
        PART = "part", _("part of practice")
        STOPPED = "stopped", _("stopped")

    class Contribution(models.TextChoices):
        PROBABLY = "probably", _("probably contributed")
        UNCLEAR = "unclear", _("cannot be decided")
        NO = "no", _("did not contribute")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="check_ins")
    day = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=10, choices=Source, default=Source.LEARNER)
    use = models.PositiveSmallIntegerField(null=True, blank=True, choices=Use)
    status = models.CharField(max_length=10, choices=Status, blank=True)
    useful = models.PositiveSmallIntegerField(null=True, blank=True)  # 1–5, reaction at the end: useful for my tasks
    level_before = models.PositiveSmallIntegerField(null=True, blank=True)  # 0–5, looking back
    level_now = models.PositiveSmallIntegerField(null=True, blank=True)
    happened = models.CharField(max_length=1000, blank=True)  # an example, what happened
    benefit = models.CharField(max_length=1000, blank=True)  # what came of it
    barrier = models.CharField(max_length=10, choices=TransferBarrier.Kind, blank=True)
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    result_level = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 none … 3 a clear one
    how_known = models.CharField(max_length=1000, blank=True)
    contribution = models.CharField(max_length=10, choices=Contribution, blank=True)
    contribution_why = models.CharField(max_length=1000, blank=True)
    without_it = models.CharField(max_length=1000, blank=True)  # what would have happened without the course
    shared = models.BooleanField(default=False)  # what the learner wrote here may be read by her manager
    # The manager it was shared with: a later one reads it only once the learner says so anew.
    shared_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_on = models.DateField()

    class Meta:
        ordering = ["day", "source"]
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "day", "source"], name="one_check_in_a_day_and_source"),
            models.CheckConstraint(condition=Q(use=None) | Q(use__range=(0, 3)), name="use_is_0_to_3"),
            models.CheckConstraint(condition=Q(useful=None) | Q(useful__range=(1, 5)), name="useful_is_1_to_5"),
            models.CheckConstraint(
                condition=Q(level_before=None) | Q(level_before__range=(0, 5)), name="level_before_is_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(level_now=None) | Q(level_now__range=(0, 5)), name="level_now_is_0_to_5"
            ),
            models.CheckConstraint(
                condition=Q(result_level=None) | Q(result_level__range=(0, 3)), name="result_level_is_0_to_3"
            ),
        ]

    def is_shown_to(self, manager: Person) -> bool:
        """
        Whether her nearest manager of today (nobody else asks) reads it: what a manager told, and what the learner has
        shared with this one. What a colleague saw is the learner's.
        """
        if self.source != CheckIn.Source.LEARNER:
            return self.source == CheckIn.Source.MANAGER
        return self.shared and self.shared_with_id in (None, manager.pk)


class GuestLink(models.Model):
    """
    A link for somebody without an account: the provider of an offering, a buddy from outside. She sees her part only.

    Only a keyed hash is kept. It runs out, can be called back, and may be opened again until then.
    """

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("provider")
        BUDDY = "buddy", _("buddy")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=Kind)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="guest_links")
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    message = models.TextField(max_length=2000, blank=True)  # to the guest: the unit's situation, what to ask about
    shows_questions = models.BooleanField(default=False)  # the learner lets the provider read her three questions
    sent_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    called_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at"]

    @property
    def last_day(self) -> date:
        """The last day it opens."""
        return clock.local_day(self.expires_at - timedelta(seconds=1))
