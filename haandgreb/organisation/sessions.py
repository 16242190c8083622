"""Sessions in the database that know whose they are, so that people can see and end them."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

PERSON, STARTED, SEEN, DEVICE, ROLE = "_auth_user_id", "started_at", "seen_at", "device", "role"


class SessionStore(DatabaseStore):
    """Django's database sessions with person, start, last sight (to the minute) and kind of device beside the data."""

    @classmethod
    def get_model_class(cls) -> Any:
        from haandgreb.organisation.models import Session

        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        from datetime import datetime
        from uuid import UUID

        row: Any = super().create_model_instance(data)
        row.person_id = UUID(data[PERSON]) if data.get(PERSON) else None
        row.started_at = datetime.fromisoformat(data[STARTED]) if data.get(STARTED) else None
        row.seen_at = datetime.fromisoformat(data[SEEN]) if data.get(SEEN) else None
        row.device = str(data.get(DEVICE, ""))[:100]
        return row
