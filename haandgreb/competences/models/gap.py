"""Counts of the gap that may be shown, as they were on a day."""

from __future__ import annotations

import uuid

from django.db import models

from haandgreb.competences.models.catalogue import Competence
from haandgreb.organisation.models import Unit


class GapRelease(models.Model):
    """One counting of the whole workplace. The next one comes 30 days later at the earliest, and replaces it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    counted_on = models.DateField(unique=True)
    # Competence id to how many people have agreed a development goal for it; five at least, others are not there.
    goals = models.JSONField(default=dict)

    class Meta:
        ordering = ["-counted_on"]


class UnitGap(models.Model):
    """
    How many in a unit and below lack a competence their roles ask for. Only what may be shown has a row.

    `lack` + `have` are those with an agreed level, `unknown` have none; each is none or at least five, here and in what
    is left when shown units below are taken away (algorithms.md 3). Everybody counts where her main engagement is.
    """

    release = models.ForeignKey(GapRelease, on_delete=models.CASCADE, related_name="rows")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    # The nearest unit above that has a row for the competence, by the organisation of that day.
    within = models.ForeignKey(Unit, null=True, on_delete=models.CASCADE, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    # Older than the release where too few have changed since: then the figures stand (rules/disclosure.py).
    counted_on = models.DateField()
    lack = models.PositiveIntegerField()
    have = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        ordering = ["unit", "competence"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit", "competence"], name="one_gap_per_unit_and_competence")
        ]


class UnitAsked(models.Model):
    """What roles in a unit and below asked for on the day of the counting, shown or not; open to everybody."""

    release = models.ForeignKey(GapRelease, on_delete=models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    weights = models.JSONField()  # competence id to the highest importance any role here gives it

    class Meta:
        ordering = ["unit"]
        constraints = [models.UniqueConstraint(fields=["release", "unit"], name="one_list_of_what_a_unit_is_asked")]


class FewHolders(models.Model):
    """A competence asked for in a unit that one person, or two, have at level 3 or above. For the team; never who."""

    release = models.ForeignKey(GapRelease, on_delete=models.CASCADE, related_name="few_holders")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    holders = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["unit", "holders", "competence__sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["release", "unit", "competence"], name="few_holders_told_once"),
            models.CheckConstraint(condition=models.Q(holders__in=[1, 2]), name="few_holders_are_one_or_two"),
        ]


class UnitVulnerability(models.Model):
    """How many competences in a unit only one person has at level 3 or above; no word of which, or who."""

    release = models.ForeignKey(GapRelease, on_delete=models.CASCADE, related_name="vulnerable")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    competences = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["unit"]
        constraints = [models.UniqueConstraint(fields=["release", "unit"], name="one_vulnerability_per_unit")]
