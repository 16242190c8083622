"""Who may work: one worker at a time. The lease falls away by itself when its holder dies."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Protocol

from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

_LOCK = 7_411_203


class Lease(Protocol):
    """Something only one process can hold."""

    def hold(self) -> bool:
        """Take the lease or keep it; False where somebody else has it."""

    def give_back(self) -> None:
        """Let the next one have it."""


class FileLease:
    """For SQLite, whose file lies on one machine: a lock on a file beside it, released by the system at death."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.handle: int | None = None

    def hold(self) -> bool:
        if self.handle is not None:
            return True
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self.handle = handle
        return True

    def give_back(self) -> None:
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


class PostgresLease:
    """For PostgreSQL: an advisory lock on a connection of its own, released by the server when the connection ends."""

    def __init__(self) -> None:
        self.connection: BaseDatabaseWrapper | None = None

    def hold(self) -> bool:
        if self.connection is not None and self._still_there(self.connection):
            return True
        self.give_back()
        own = connection.copy()
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            held = bool(cursor.fetchone()[0])
        if not held:
            own.close()
            return False
        self.connection = own
        return True

    def _still_there(self, own: BaseDatabaseWrapper) -> bool:
        try:
            with own.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return False
        return True

    def give_back(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def database_lease() -> Lease:
    """The lease that belongs to this installation's database."""
    if connection.vendor == "postgresql":
        return PostgresLease()
    name = str(connection.settings_dict["NAME"])
    return FileLease(Path(f"{name}.worker"))
