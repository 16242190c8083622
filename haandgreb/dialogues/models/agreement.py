"""What the two agree: one text, one version, two yeses; where they differ, both wordings stay."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.competences.models import DevelopmentGoal
from haandgreb.dialogues.models.dialogue import Dialogue
from haandgreb.dialogues.models.kept import Kept
from haandgreb.organisation.models import Person
from haandgreb.shared.sealed import SealedField


class Agreement(Kept):
    """
    The only thing of a dialogue that may leave the pair. `number` counts its wordings, text and goals; a yes is to one
    of them. `version` counts every step, so that nobody overtakes another unseen.

    Agreed: both have said yes to the same version, and it is locked. Differing: two wordings stand side by side and
    "disagreement noted" (dialogue.md 3). Approval is of the wording, not proof of consent to the content.
    """

    class State(models.TextChoices):
        WRITING = "writing", _("being written")
        OFFERED = "offered", _("waits for two yeses")
        ONE_YES = "one_yes", _("waits for one yes")
        AGREED = "agreed", _("agreed")
        DIFFERING = "differing", _("disagreement noted")
        REPLACED = "replaced", _("replaced by a newer one")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="agreement")
    state = models.CharField(max_length=10, choices=State, default=State.WRITING)
    text = SealedField(null=True)  # what was agreed besides the goals
    number = models.PositiveIntegerField(default=1)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    offered_at = models.DateTimeField(null=True, blank=True)
    yes_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    yes_number = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    agreed_number = models.PositiveIntegerField(null=True, blank=True)
    differed_at = models.DateTimeField(null=True, blank=True)
    asks_for_help = models.BooleanField(default=False)  # only the employee can: then HR sees that the two differ
    filed_on = models.DateField(null=True, blank=True)  # in the agency's records system
    filed_as = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False, agreed_number__isnull=False),
                name="agreed_agreement_has_its_number",
            ),
            models.CheckConstraint(
                condition=~Q(state="one_yes") | Q(yes_number__isnull=False), name="one_yes_is_to_a_wording"
            ),
        ]


class AgreementVersion(Kept):
    """What an agreement said before it was changed, or one side's own wording where the two differ (`side`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    side = models.BooleanField(default=False)  # a wording of its writer's own, beside the other's
    text = SealedField()  # {"text": …, "goals": [[id, version], …]}; of a side it has no goals
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # the side holds to it no more

    class Meta:
        ordering = ["-number", "written_at"]
        verbose_name_plural = _("earlier wordings of agreements")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], condition=Q(side=False), name="one_wording_of_a_number"
            ),
            models.UniqueConstraint(
                fields=["agreement", "number", "written_by"], condition=Q(side=True), name="one_wording_of_a_side"
            ),
        ]


class AgreedGoal(models.Model):
    """A development goal the agreement holds, in the version it had when the two said yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="goals")
    # A goal that was deleted leaves its line: the wording is another one, which a yes must not pass over.
    goal = models.ForeignKey(DevelopmentGoal, null=True, on_delete=models.SET_NULL, related_name="agreements")
    version = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "goal"], name="goal_stands_once_in_an_agreement")]


class FollowUpTalk(Kept):
    """A day the two look at the agreement again: at half a year, and as agreed. The note is theirs."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="follow_up_talks")
    due_on = models.DateField()
    is_half_year = models.BooleanField(default=False)
    held_on = models.DateField(null=True, blank=True)
    held_with = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = SealedField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name_plural = _("notes of follow-ups")
