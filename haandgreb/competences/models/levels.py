"""What a person can: her own estimate, the level two people agreed, and when it was last used."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.level_words import LEVELS
from haandgreb.competences.models.catalogue import TOP_LEVEL, Competence
from haandgreb.organisation.models import Person
from haandgreb.organisation.models.validity import HasLastDay, valid_on


def _level_in_range(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(level__gte=0, level__lte=TOP_LEVEL), name=name)


class SelfLevel(models.Model):
    """A person's own estimate from a moment on. Hers alone until she shares it; the past stays (concepts.md 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="self_levels")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)
    # Shared with the manager she had that day; another manager sees it only when she shares it anew.
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["person", "competence", "-written_at"]
        constraints = [
            _level_in_range("self_level_is_0_to_5"),
            models.UniqueConstraint(
                fields=["person", "competence"], condition=Q(replaced_at=None), name="one_current_self_level"
            ),
        ]

    @property
    def level_words(self) -> str:
        """The level with its word."""
        return str(LEVELS[self.level])


class LevelProposal(models.Model):
    """One of the two, the person or her manager, proposes a level; the other confirms it or says another."""

    class State(models.TextChoices):
        OPEN = "open", _("waiting for an answer")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("not agreed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="level_proposals")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    proposed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField()
    # The other of the two, who answers.
    to = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["person", "-proposed_at"]
        constraints = [
            _level_in_range("proposed_level_is_0_to_5"),
            models.UniqueConstraint(
                fields=["person", "competence"], condition=Q(state="open"), name="one_open_level_proposal"
            ),
        ]


class AgreedLevelQuerySet(models.QuerySet["AgreedLevel"]):
    """Agreed levels."""

    def current(self) -> AgreedLevelQuerySet:
        return self.filter(valid_to=None)

    def on(self, day: date) -> AgreedLevelQuerySet:
        return self.filter(valid_on(day))


class AgreedLevel(HasLastDay, models.Model):
    """The level the person and her manager agreed on, from a day on. Never overwritten: a new one ends the old one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="agreed_levels")
    competence = models.ForeignKey(Competence, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    agreed_at = models.DateTimeField()
    agreed_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # the manager

    objects = AgreedLevelQuerySet.as_manager()

    class Meta:
        ordering = ["person", "competence", "-valid_from", "-agreed_at"]
        constraints = [
            _level_in_range("agreed_level_is_0_to_5"),
            # Agreed twice on one day: the first held for no whole day, and stays in the history all the same.
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="agreed_level_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "competence"], condition=Q(valid_to=None), name="one_current_agreed_level"
            ),
        ]

    @property
    def level_words(self) -> str:
        """The level with its word."""
        return str(LEVELS[self.level])


class Wheel(models.Model):
    """
    The current agreed levels of one person in one row, for counting many people quickly.

    Byte n of `levels` belongs to the competence with column n: level + 1, and 0 where nothing is agreed. Written in the
    transaction that agrees a level; AgreedLevel is the truth, and the daily run says so where the two differ.
    """

    person = models.OneToOneField(Person, primary_key=True, on_delete=models.CASCADE, related_name="wheel")
    levels = models.BinaryField(max_length=2000, default=b"")


class Evidence(models.Model):
    """When somebody last used a competence, and what came of it (concepts.md 2). Hers alone until she shares it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="evidence")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    used_on = models.DateField()
    what = models.TextField(max_length=2000)
    came_of_it = models.TextField(max_length=2000, blank=True)
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["person", "-used_on", "pk"]


class Wish(models.Model):
    """What a person wants to be able to do, required or not: the other side of the four fields (dialogue.md 1)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="learning_wishes")
    competence = models.ForeignKey(Competence, on_delete=models.CASCADE, related_name="+")
    wants = models.BooleanField()  # False: required of me, and I would rather not
    written_at = models.DateTimeField()
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_with = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["person", "competence"]
        constraints = [models.UniqueConstraint(fields=["person", "competence"], name="one_wish_per_competence")]
