"""Taking turns at writing on SQLite.

SQLite lets one write at a time; who must wait sleeps, up to a tenth of a second at a go, and wakes in no order. When a
whole room sends at once that costs most of the time. Here the kernel keeps the queue and wakes the next at once.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def turn() -> Iterator[None]:
    """Hold the turn around a transaction that many begin at the same moment. Nothing on other databases.

    Inside a transaction there is nothing to wait for: whoever is in one writes already, or must not wait here.
    """
    queue = None if connection.in_atomic_block else _queue()
    if queue is None:
        yield
        return
    place = os.open(queue, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)  # lets go of the turn; the kernel does so for a killed process


def _queue() -> Path | None:
    """The file beside the database whose lock is the turn; None where the database is no file."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or not Path(name).is_absolute():
        return None
    return Path(f"{name}-turn")
