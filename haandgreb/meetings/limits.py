"""How many unknown codes an address may try: thirty a minute. Kept in memory for ten minutes, as a keyed hash (2.5).

A whole room shares one address, so a valid code is never counted and never refused. The memory is shared by the
processes of one server: the first import happens before they part, and the kernel lets go of a dead one's lock.
"""

from __future__ import annotations

import fcntl
import hmac
import mmap
import secrets
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from threading import Lock

from django.http import HttpRequest

from haandgreb.shared.throttle import address_of

MOST, WINDOW, FORGET_AFTER = 30, 60.0, 600.0  # tries, seconds, seconds
PLACES = 2048  # addresses remembered at once; the oldest gives way

_PLACE = struct.Struct("16sdI")  # who, since when, how many tries
_key = secrets.token_bytes(32)
_memory = mmap.mmap(-1, PLACES * _PLACE.size)
_between_processes = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process lives
_between_threads = Lock()


def refuse_unknown(request: HttpRequest, at: float) -> bool:
    """Count a try with an unknown code; True when the address has used up its thirty in this minute (`at`, seconds)."""
    who = hmac.new(_key, address_of(request).encode(), sha256).digest()[:16]
    with _alone():
        place, since, tries = _find(who, at)
        if at - since >= WINDOW:
            since, tries = at, 0
        tries += 1
        _PLACE.pack_into(_memory, place, who, since, tries)
        return tries > MOST


def forget_all() -> None:
    """Begin anew, for tests."""
    with _alone():
        _memory[:] = bytes(len(_memory))


def _find(who: bytes, at: float) -> tuple[int, float, int]:
    """Where this address stands, or a place for it; what is older than ten minutes is wiped on the way."""
    free, oldest = -1, (0, at)
    for place in range(0, len(_memory), _PLACE.size):
        name, since, tries = _PLACE.unpack_from(_memory, place)
        if tries and at - since > FORGET_AFTER:
            _PLACE.pack_into(_memory, place, b"", 0.0, 0)
            tries = 0
        if tries and name == who:
            return place, since, tries
        if not tries and free < 0:
            free = place
        elif tries and since < oldest[1]:
            oldest = (place, since)
    return (free if free >= 0 else oldest[0]), at, 0


@contextmanager
def _alone() -> Iterator[None]:
    with _between_threads:
        fcntl.lockf(_between_processes, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(_between_processes, fcntl.LOCK_UN)
