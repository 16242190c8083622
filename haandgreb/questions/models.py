"""Question sets as data and what was answered."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person


class QuestionSet(models.Model):
    """One version of a set of questions. A published (key, version) never changes; old answers keep their questions."""

    class Origin(models.TextChoices):
        CONTENT = "content", _("Comes with Håndgreb")
        COPY = "copy", _("The workplace's own wording")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies")
    body = models.JSONField()  # title, intro, sections with questions; see questions/reading.py
    published_at = models.DateTimeField(null=True, blank=True)  # null: a draft of the workplace
    is_current = models.BooleanField(default=False)  # the version that new answers are given to
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    edit_version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_question_set_per_version"),
            models.UniqueConstraint(fields=["key"], condition=Q(is_current=True), name="one_current_version_per_set"),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(published_at__isnull=False), name="current_set_is_published"
            ),
        ]


class AnswerSheet(models.Model):
    """One person's answers to one set about one thing.

    An anonymous sheet has no person and no time; ids are random, and rows are rewritten in random order at closing.
    """

    class Mode(models.TextChoices):
        NAMED = "named", _("Named")
        CONFIDENTIAL = "confidential", _("Confidential")
        ANONYMOUS = "anonymous", _("Anonymous")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=12, choices=Mode)
    about = models.UUIDField()  # the meeting, survey or dialogue the sheet belongs to
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Only for an open score of three or four: this sheet's own yes to showing the answers to each other.
    shares_openly = models.BooleanField(null=True)

    class Meta:
        indexes = [models.Index(fields=["about"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(mode="anonymous") | Q(person__isnull=True, answered_at__isnull=True),
                name="anonymous_sheet_has_no_person_and_no_time",
            ),
            models.CheckConstraint(
                condition=Q(mode="anonymous") | Q(person__isnull=False), name="other_sheets_have_a_person"
            ),
            models.UniqueConstraint(
                fields=["about", "person", "question_set"],
                condition=Q(person__isnull=False),
                name="one_sheet_per_person",
            ),
        ]


class Answer(models.Model):
    """The answer to one question; exactly the column of its kind is filled. "Don't know" has no row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sheet = models.ForeignKey(AnswerSheet, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=40)
    step = models.PositiveSmallIntegerField(null=True)  # 1–5
    number = models.DecimalField(null=True, max_digits=14, decimal_places=4)
    choices = models.JSONField(null=True)  # keys of the chosen options
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "question"], name="one_answer_per_question"),
            models.CheckConstraint(condition=Q(step__isnull=True) | Q(step__range=(1, 5)), name="step_from_1_to_5"),
        ]
