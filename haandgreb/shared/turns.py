"""Who waits for whom when a whole room writes at once.

SQLite lets one write at a time; who must wait sleeps, up to a tenth of a second at a go, and wakes in no order. When a
whole room sends at once that costs most of the time: with `turn` the kernel keeps the queue and wakes the next at once.

PostgreSQL lets all write at a time. `with_others` and `alone` are for what a room does together until somebody ends
it. A lock on a row would not do: whoever wants a row alone waits as long as others keep coming who share it.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.db import connection

_TOGETHER = 7_411_204  # with half of a thing's id the name of its lock


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


def with_others(thing: UUID) -> None:
    """Until this transaction ends nobody is alone with the thing; waits for who is, or was first to ask for it.

    What is read after it is as the one who was alone has left it.
    """
    _hold("pg_advisory_xact_lock_shared", thing)


def alone(thing: UUID) -> None:
    """Until this transaction ends be alone with the thing: wait for those who are at it; who comes later waits."""
    _hold("pg_advisory_xact_lock", thing)


def _hold(function: str, thing: UUID) -> None:
    """SQLite's transactions are alone from their beginning."""
    if connection.vendor == "postgresql":
        half = int.from_bytes(thing.bytes[:4], signed=True)  # two things that share a half wait needlessly, that is all
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s, %s)", [_TOGETHER, half])
