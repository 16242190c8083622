"""What may be told of a quarter's answers, computed once."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haandgreb.questions.models import QuestionSet


class UseRelease(models.Model):
    """
    The figures of one quarter that may be shown, for the whole workplace and for units, frozen when it closes.

    `rows`: unit id ("" for the whole workplace) → {"asked": people asked, "answered": people who answered, "counts":
    question → counts of the steps 1–5}. What is not in it is shown to nobody, and is never computed again.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", _("Is it asked for?")
        FACTORS = "factors", _("Sixteen factors")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=10, choices=Kind)
    quarter = models.DateField()  # its first day
    question_set = models.ForeignKey(QuestionSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField(default=dict)
    closed_on = models.DateField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-quarter"]
        constraints = [models.UniqueConstraint(fields=["kind", "quarter"], name="one_release_a_quarter_and_kind")]

    def __str__(self) -> str:
        return gettext("quarter %(number)d of %(year)d") % {
            "number": (self.quarter.month + 2) // 3,
            "year": self.quarter.year,
        }
