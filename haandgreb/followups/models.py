"""Who has the ball, by when."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    """Promised things, earliest first."""

    def visible_to(self, person: Person) -> FollowUpQuerySet:
        """Here a person sees her own. The capability a promise comes from shows it to those it concerns."""
        return self.filter(owner=person)

    def open(self) -> FollowUpQuerySet:
        return self.filter(state=FollowUp.State.OPEN)

    def due_by(self, day: date) -> FollowUpQuerySet:
        return self.open().filter(due_on__lte=day)


class FollowUp(models.Model):
    """One promised thing with one owner and one date, from whatever capability it came."""

    class State(models.TextChoices):
        OPEN = "open", _("In progress")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Skipped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.CharField(max_length=200)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follow_ups")
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    why_skipped = models.CharField(max_length=200, blank=True)
    # Where it comes from: the capability, the object there and what people call it.
    source = models.CharField(max_length=40)
    source_id = models.UUIDField(null=True)
    source_label = models.CharField(max_length=200, blank=True)
    source_url = models.CharField(max_length=300, blank=True)
    promised_on = models.DateField()
    promised_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    reminded_on = models.DateField(null=True, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["owner", "state", "due_on"]), models.Index(fields=["source", "source_id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_on__isnull=True) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="closed_follow_up_has_a_day",
            ),
            models.CheckConstraint(condition=~Q(state="skipped") | ~Q(why_skipped=""), name="skipped_with_a_reason"),
        ]


class Move(models.Model):
    """A new date for a promised thing, always with a reason."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="moves")
    from_day = models.DateField()
    to_day = models.DateField()
    reason = models.CharField(max_length=200)
    moved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    moved_on = models.DateField()

    class Meta:
        ordering = ["moved_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="moved_with_a_reason")]


class Digest(models.Model):
    """A reminder that was sent: at most one in any seven days per person, whatever capability it speaks for."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="digests")
    sent_on = models.DateField()

    class Meta:
        ordering = ["-sent_on"]
        constraints = [models.UniqueConstraint(fields=["person", "sent_on"], name="one_digest_per_day")]
