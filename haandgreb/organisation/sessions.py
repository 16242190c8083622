"""Sessions in the database that know whose they are, so that people can see and end them."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from haandgreb.shared import throttle

PERSON, STARTED, SEEN, DEVICE, ROLE = "_auth_user_id", "started_at", "seen_at", "device", "role"


def stored(key: str) -> str:
    """What the table holds of a session's key, which only the cookie has: a copy of the table opens no session."""
    return throttle.hashed("session", key)[:40]


class SessionStore(DatabaseStore):
    """Django's database sessions with person, start, last sight (to the minute) and kind of device beside the data."""

    def _get_session_from_db(self) -> Any:
        key = self.session_key
        found = self.model.objects.filter(session_key=stored(key), expire_date__gt=timezone.now()) if key else None
        row = found.first() if found is not None else None
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return bool(super().exists(stored(session_key)))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=stored(key)).delete()

    @classmethod
    def get_model_class(cls) -> Any:
        from haandgreb.organisation.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        from datetime import datetime
        from uuid import UUID

        row: Any = super().create_model_instance(data)
        row.session_key = stored(row.session_key)
        row.person_id = UUID(data[PERSON]) if data.get(PERSON) else None
        row.started_at = datetime.fromisoformat(data[STARTED]) if data.get(STARTED) else None
        row.seen_at = datetime.fromisoformat(data[SEEN]) if data.get(SEEN) else None
        row.device = str(data.get(DEVICE, ""))[:100]
        return row
