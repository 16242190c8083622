"""Tables without domain words: audit trail, outbox, tokens that make a form safe to send twice, installation facts."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from haandgreb.shared.sealed import SealedField


class AuditEntry(models.Model):
    """Who did what to which object, when. Append-only; each entry carries a hash over itself and the one before."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    about = models.CharField(max_length=80, blank=True)
    about_id = models.UUIDField(null=True)
    details = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        indexes = [models.Index(fields=["about_id"]), models.Index(fields=["actor", "at"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit entry is deleted only by its retention.")


class OutboxMessage(models.Model):
    """A mail that leaves after the commit of what it tells about."""

    class State(models.TextChoices):
        WAITING = "waiting"
        SENT = "sent"
        SHOWN = "shown"  # demo installations send nothing: it can be read in the browser
        FAILED = "failed"
        CANCELLED = "cancelled"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=40)
    to = models.EmailField(max_length=254)
    person = models.UUIDField(null=True, db_index=True)
    language = models.CharField(max_length=5, default="da")
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=20, blank=True)
    # One message per key: a retried act queues nothing twice.
    key = models.CharField(max_length=120, null=True, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField()
    send_after = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"]), models.Index(fields=["-created_at"])]


class Once(models.Model):
    """A form that was sent: the same token from the same person leads to the first result."""

    token = models.CharField(max_length=64)
    person = models.UUIDField(null=True)
    result = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "person"], name="once_per_person_and_token")]


class Draft(models.Model):
    """What a person has typed into a form and not yet saved: survives logout, expiry and crash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    form = models.CharField(max_length=120)  # which form, with the object's id in it
    fields = SealedField()
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = _("forms not saved yet")
        constraints = [models.UniqueConstraint(fields=["person", "form"], name="one_draft_per_form")]


class Throttle(models.Model):
    """How often something went wrong for a hashed subject in a minute; counted across all processes."""

    subject = models.CharField(max_length=64)
    minute = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "minute"], name="one_count_per_subject_and_minute")]
        indexes = [models.Index(fields=["minute"])]


class Installation(models.Model):
    """Facts about this installation: one row."""

    only = models.BooleanField(primary_key=True, default=True)
    name = models.CharField(max_length=200, blank=True)
    is_demo = models.BooleanField(default=False)
    demo_parts = models.JSONField(default=list)  # labels of the capabilities whose part of the demo has been loaded
    set_up_at = models.DateTimeField(null=True)
    set_up_code = models.CharField(max_length=64, blank=True)  # a hash, emptied when used
    last_daily_on = models.DateField(null=True)
    last_tick_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(only=True), name="one_installation")]
