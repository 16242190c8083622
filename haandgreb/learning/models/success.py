"""The success case method (transfer.md 7): a short survey, the extremes, talks with them, cards with consent."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from haandgreb.learning.models.activities import Activity
from haandgreb.learning.models.enrolments import Enrolment
from haandgreb.learning.models.plans import TransferBarrier
from haandgreb.learning.models.steps import CheckIn
from haandgreb.organisation.models import Person
from haandgreb.strategy.models import PracticeChange


class SuccessStudy(models.Model):
    """
    One study: what it is to find out, what success would look like, whom it asks. Kept by HR for the whole workplace.

    `analyst` is named to everybody who is asked: the one who reads what they answer, with the others in that role.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("being planned")
        ASKING = "asking", _("asking")
        TALKING = "talking", _("talking with some")
        PUBLISHED = "published", pgettext_lazy("study", "published")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    title = models.CharField(max_length=200)
    purpose = models.TextField(max_length=1000)
    success = models.TextField(
        max_length=2000, blank=True
    )  # what it would look like: who, where, what act, what result
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    ended_from = models.DateField()
    ended_to = models.DateField()
    analyst = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    asked_at = models.DateTimeField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    conclusion = models.TextField(max_length=2000, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(default=dict)  # what the survey showed when it closed; nothing of fewer than five
    made_at = models.DateTimeField()
    is_demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ended_to__gte=F("ended_from")), name="study_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(closes_on__isnull=False), name="study_asks_until_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SuccessAnswer(models.Model):
    """Somebody who was asked about one enrolment, and what she answered: with her name, and only if she wants to."""

    class Result(models.IntegerChoices):
        NONE = 0, pgettext_lazy("result", "none")
        MAYBE = 1, pgettext_lazy("result", "perhaps one")
        SMALL = 2, pgettext_lazy("result", "a small one")
        CLEAR = 3, pgettext_lazy("result", "a clear one")

    class Sample(models.TextChoices):
        HIGH = "high", _("much came of it")
        LOW = "low", _("little came of it")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    study = models.ForeignKey(SuccessStudy, on_delete=models.CASCADE, related_name="answers")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+")
    use = models.PositiveSmallIntegerField(null=True, blank=True, choices=CheckIn.Use)
    result = models.PositiveSmallIntegerField(null=True, blank=True, choices=Result)
    what = models.CharField(max_length=1000, blank=True)
    mattered = models.CharField(max_length=1000, blank=True)
    may_talk = models.BooleanField(default=False)
    declined = models.BooleanField(default=False)  # would rather not answer; nobody asks why
    answered_on = models.DateField(null=True, blank=True)
    sample = models.CharField(max_length=4, choices=Sample, blank=True)  # whom we talk with

    class Meta:
        ordering = ["study", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "enrolment"], name="asked_once_in_a_study"),
            models.CheckConstraint(condition=Q(use=None) | Q(use__range=(0, 3)), name="success_use_is_0_to_3"),
            models.CheckConstraint(condition=Q(result=None) | Q(result__range=(0, 3)), name="success_result_is_0_to_3"),
            models.CheckConstraint(
                condition=Q(sample="") | Q(may_talk=True, declined=False), name="nobody_is_talked_with_without_a_yes"
            ),
        ]


class SuccessCase(models.Model):
    """
    What a talk gave. The person reads the card and says how far it may be told; what is changed afterwards asks anew.

    One where little came of it is told only as a barrier with an owner and a day, never as a story of a person.
    """

    class Proof(models.TextChoices):
        DOCUMENT = "document", _("a document")
        NUMBER = "number", _("a figure")
        PERSON = "person", _("a person who can confirm it")

    class Consent(models.TextChoices):
        NONE = "none", _("nobody else")
        UNIT = "unit", _("my unit")
        HOUSE = "house", _("everybody here")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    answer = models.OneToOneField(SuccessAnswer, on_delete=models.CASCADE, related_name="case")
    held_on = models.DateField()
    role = models.CharField(max_length=200, blank=True)  # never a name
    situation = models.CharField(max_length=1000, blank=True)
    act = models.CharField(max_length=1000, blank=True)
    result = models.CharField(max_length=1000, blank=True)
    proof_kind = models.CharField(max_length=10, choices=Proof, blank=True)
    proof = models.CharField(max_length=1000, blank=True)
    value = models.CharField(max_length=1000, blank=True)
    enablers = models.CharField(max_length=1000, blank=True)
    suggestion = models.CharField(max_length=1000, blank=True)
    without_it = models.CharField(max_length=1000, blank=True)  # what would have happened without the course
    in_the_way = models.CharField(max_length=1000, blank=True)
    what_it_takes = models.CharField(max_length=1000, blank=True)
    barrier_kind = models.CharField(max_length=10, choices=TransferBarrier.Kind, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    nothing_new = models.BooleanField(default=False)  # it told nothing the others had not told
    verified_by = models.CharField(max_length=200, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    practice = models.ForeignKey(PracticeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    consent = models.CharField(max_length=5, choices=Consent, blank=True)
    with_name = models.BooleanField(default=False)
    consent_version = models.PositiveIntegerField(null=True, blank=True)  # of the text she said yes to
    consent_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent="") | Q(consent_version__isnull=False), name="consent_is_to_one_text"
            )
        ]
