"""
Who has been erased, beside the database: a backup put back later erases them again before the system opens.

Ids and moments only, in a file only its owner can read. Never in a backup, as it must outlive one.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings


def _file() -> Path:
    return Path(settings.DATA_DIR) / "erased.jsonl"


def add(person: UUID, at: datetime) -> None:
    """Write one down; on the disk before this returns. Raises OSError where that is not possible."""
    line = json.dumps({"person": str(person), "at": at.isoformat()}) + "\n"
    handle = os.open(_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())


def everybody() -> list[UUID]:
    """All of them, in order. A line that was cut off by a crash is left out: its act was not carried out."""
    if not _file().exists():
        return []
    found = []
    for line in _file().read_text(encoding="utf-8").splitlines():
        try:
            found.append(UUID(json.loads(line)["person"]))
        except (ValueError, KeyError, TypeError):
            continue
    return list(dict.fromkeys(found))
