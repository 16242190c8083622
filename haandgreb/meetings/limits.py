"""How many unknown codes an address may try. Kept in this process's memory for ten minutes, as a keyed hash (2.5).

A whole room shares one address, so a valid code is never counted and never refused.
"""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from hashlib import sha256
from threading import Lock

from django.http import HttpRequest

from haandgreb.shared.throttle import address_of

MOST, WINDOW, FORGET_AFTER = 30, 60.0, 600.0  # tries, seconds, seconds

_key = secrets.token_bytes(32)
_tries: dict[bytes, deque[float]] = {}
_lock = Lock()


def refuse_unknown(request: HttpRequest, at: float) -> bool:
    """Count a try with an unknown code; True when the address has used up its thirty in this minute (`at`, seconds)."""
    who = hmac.new(_key, address_of(request).encode(), sha256).digest()
    with _lock:
        _forget(at)
        tries = _tries.setdefault(who, deque(maxlen=MOST + 1))
        while tries and tries[0] <= at - WINDOW:
            tries.popleft()
        tries.append(at)
        return len(tries) > MOST


def forget_all() -> None:
    """Begin anew, for tests."""
    with _lock:
        _tries.clear()


def _forget(at: float) -> None:
    for who in [who for who, tries in _tries.items() if not tries or tries[-1] <= at - FORGET_AFTER]:
        del _tries[who]
