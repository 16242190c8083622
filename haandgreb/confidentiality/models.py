"""The archive gate: whether it is on, what the archive has said, what waits, what was deleted. No content anywhere."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from haandgreb.organisation.models import Person


class ArchiveGate(models.Model):
    """One row. On, as in a state agency: what has run out is hidden until an authority to delete is registered."""

    only = models.BooleanField(primary_key=True, default=True)
    is_on = models.BooleanField(default=True)
    why = models.CharField(max_length=200, blank=True)
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_archive_gate")]


class KeepDays(models.Model):
    """How long this workplace keeps a class of data, where it has chosen something else than the default."""

    data_class = models.CharField(primary_key=True, max_length=60)
    days = models.PositiveIntegerField()
    changed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()


class Authority(models.Model):
    """What allows one class of data to be deleted: a reference, a date, and who registered it."""

    class Kind(models.TextChoices):
        DISPOSE = "dispose", _("may be disposed of")
        KEPT = "kept", _("is kept in an archive version")
        OWN_NOTES = "own-notes", _("own working notes, no documents of the authority")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    data_class = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, choices=Kind)
    reference = models.CharField(max_length=200)
    given_on = models.DateField()
    # Of an archive version: what had run out by this day is in it; the rest waits for the next one.
    through = models.DateField(null=True, blank=True)
    registered_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    registered_name = models.CharField(max_length=401)
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-registered_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(reference=""), name="authority_has_its_reference"),
            models.CheckConstraint(
                condition=~Q(kind="kept") | Q(through__isnull=False), name="archive_version_has_its_day"
            ),
        ]


class LegalHold(models.Model):
    """Nothing of this class, of this person or of anything is hidden or deleted while the hold stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    data_class = models.CharField(max_length=60, blank=True)  # "" for every class
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reference = models.CharField(max_length=200)
    placed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    placed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-placed_at"]
        constraints = [models.CheckConstraint(condition=~Q(reference=""), name="hold_has_its_reference")]


class WaitingRows(models.Model):
    """How many rows of a class have run out and wait for an authority, and since when."""

    data_class = models.CharField(primary_key=True, max_length=60)
    rows = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True, blank=True)


class DeletionReceipt(models.Model):
    """So many rows of a class were deleted on a day, and by what right. A number, never who or what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    data_class = models.CharField(max_length=60)
    deleted_on = models.DateField()
    rows = models.PositiveIntegerField(default=0)
    authority = models.ForeignKey(Authority, null=True, blank=True, on_delete=models.PROTECT, related_name="receipts")
    reference = models.CharField(max_length=200, blank=True)  # "" where the gate was off or the class needs none

    class Meta:
        ordering = ["-deleted_on", "data_class"]
        constraints = [
            models.UniqueConstraint(
                fields=["data_class", "deleted_on", "reference"], name="one_receipt_per_class_day_and_reference"
            )
        ]


class Erasure(models.Model):
    """
    Somebody who has left asks to be erased: HR writes it down, an administrator carries it out, two different people.

    `person` is an id that outlives the person's row; a restored backup erases everybody on this list again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField(unique=True)
    reference = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    done_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    report = models.JSONField(default=dict, blank=True)  # capability → facts held before and after

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_by=None) | Q(asked_by=None) | ~Q(asked_by=models.F("done_by")),
                name="erasure_has_two_hands",
            ),
        ]
