"""Sessions people can see and end, and one-time links."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from haandgreb.organisation.models.people import Person


class Session(AbstractBaseSession):
    """A session somebody can see and end."""

    person_id = models.UUIDField(null=True, db_index=True)
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    device = models.CharField(max_length=100, blank=True)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from haandgreb.organisation.sessions import SessionStore

        return SessionStore

    @property
    def public_id(self) -> str:
        """What pages call this session: the key itself is a secret."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:32]


class SignInLink(models.Model):
    """A one-time link sent by mail. Only a hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
