"""Times that are proposed for a talk, and the joint starts of units."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.dialogues.models.dialogue import Dialogue
from haandgreb.dialogues.models.rounds import Round
from haandgreb.organisation.models import Person, Unit


class ProposedTime(models.Model):
    """
    A time one of the two proposes for the talk: the other picks one of them, or proposes others instead.

    All of a dialogue are of one side; those of somebody who is not one of the two any more count as none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="proposed_times")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "starts_at"], name="a_time_is_proposed_once")]


class JointStart(models.Model):
    """The unit has begun the round together (MUS-02)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="joint_starts")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    marked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["held_on"]
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="a_unit_begins_a_round_once")]
