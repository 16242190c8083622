"""What is written during the talk: the board, feedback, texts of each and of both."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.dialogues.models.dialogue import Dialogue
from haandgreb.dialogues.models.kept import Kept
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.sealed import SealedField


class TalkText(Kept):
    """
    One text of the talk: a side's private note, what a side expects, its closing line, or what both wrote together.

    Which keys are private, said to the other, or written together stands in rules/texts.py. A text written together
    has no writer. Where the manager is another one since, the next text of the same key is a row of its own (`turn`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="texts")
    writer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=30)
    turn = models.PositiveSmallIntegerField(default=0)
    text = SealedField()
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = _("texts of talks")
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "writer", "key", "turn"], name="one_text_of_a_side"),
            models.UniqueConstraint(
                fields=["dialogue", "key", "turn"], condition=Q(writer=None), name="one_text_written_together"
            ),
        ]


class Card(Kept):
    """
    A card of the board "Mine – Ours together – The workplace's" (dialogue.md 1).

    A card of a side is its writer's alone until she turns it over (`shown_at`). A card in the middle points to cards on
    both sides, or says that it is only a demand or only a wish.
    """

    class Column(models.TextChoices):
        MINE = "mine", _("mine")
        OURS = "ours", _("ours together")
        WORK = "work", _("the workplace's")

    class Only(models.TextChoices):
        DEMAND = "demand", _("only a demand")
        WISH = "wish", _("only a wish")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="cards")
    column = models.CharField(max_length=5, choices=Column)
    writer = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    text = SealedField()
    only = models.CharField(max_length=6, choices=Only, blank=True)
    points_to = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="pointed_from")
    shown_at = models.DateTimeField(null=True, blank=True)
    place = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name_plural = _("cards of the board")
        constraints = [
            models.CheckConstraint(condition=Q(column="ours") | Q(only=""), name="only_a_middle_card_is_only_one_side")
        ]


class Feedback(Kept):
    """Situation – what I saw – effect – wish (AN-5); the giver's alone until given, then both read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="feedback")
    giver = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = SealedField()  # {"situation": …, "saw": …, "effect": …, "wish": …}
    given_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["given_at", "pk"]
        verbose_name_plural = _("feedback")


class TalkClock(models.Model):
    """
    Where the two are in the guide; the screen of both shows the same phase.

    A pause moves `started_at` and `phase_at` forwards by its length when it ends.
    """

    dialogue = models.OneToOneField(Dialogue, primary_key=True, on_delete=models.CASCADE, related_name="clock")
    phase = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    phase_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    extra = models.PositiveIntegerField(default=0)  # minutes the two have added, to the whole talk
    phase_extra = models.PositiveIntegerField(default=0)  # of them, to the phase they are in
