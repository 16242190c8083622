"""The way somebody who has left fetches a copy of her own data."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from haandgreb.organisation.models.people import Person


class DataLink(models.Model):
    """
    A one-time link for somebody who has left, and a code from another hand.

    HR makes the link, an administrator the code: neither of them alone can fetch what was never theirs to read. Only
    keyed hashes are kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    code_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    wrong = models.PositiveSmallIntegerField(default=0)  # wrong codes; after a few the link opens nothing
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_by=None) | Q(code_by=None) | ~Q(made_by=F("code_by")), name="data_link_has_two_hands"
            )
        ]
