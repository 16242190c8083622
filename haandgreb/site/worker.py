"""The worker: sends mail, runs the job queue, ticks every minute, and does the daily work once a day.

One worker works at a time, however many are started: the one that holds the lease. Everything it does is harmless
when done twice, so a worker that is killed is simply followed by the next.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection, connections

from haandgreb.shared import clock, outbox
from haandgreb.shared.models import Installation
from haandgreb.shared.passport import capabilities
from haandgreb.site import jobs
from haandgreb.site.lease import Lease, database_lease

log = logging.getLogger("haandgreb.worker")

PAUSE = 5.0  # seconds between two looks
TICK_EVERY = timedelta(minutes=1)
DAILY_FROM_HOUR = 5  # Danish time
DAILY_AGAIN_AFTER = timedelta(hours=1)  # where one capability could not finish


class Worker:
    """Looks every few seconds for what is due, until it is stopped or no longer wanted."""

    def __init__(self, *, is_wanted: Callable[[], bool] = lambda: True, lease: Lease | None = None) -> None:
        self.is_wanted = is_wanted
        self.lease = lease or database_lease()
        self.stopping = threading.Event()
        self.ticked_at: datetime | None = None
        self.daily_not_before: datetime | None = None

    def run(self) -> None:
        """Work until a signal comes."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        while not self.stopping.is_set() and self.is_wanted():
            if not harmlessly("the worker's turn", lambda: self.turn(clock.now())):
                connections.close_all()  # a broken connection is made anew at the next look
            self._pause()
        self.lease.give_back()

    def _pause(self) -> None:
        until = time.monotonic() + PAUSE
        while time.monotonic() < until and not self.stopping.wait(0.5) and self.is_wanted():
            pass

    def turn(self, now: datetime) -> bool:
        """One look; False where another worker has the lease."""
        if not self.lease.hold():
            return False
        harmlessly("sending mail", lambda: outbox.send_due(now))
        harmlessly("the job queue", lambda: jobs.run_ready(now, worker_id=f"{os.uname().nodename}-{os.getpid()}"[:64]))
        if self.ticked_at is None or now - self.ticked_at >= TICK_EVERY:
            self.ticked_at = now
            tick(now)
        if daily_is_due(now) and (self.daily_not_before is None or now >= self.daily_not_before):
            self.daily_not_before = now + DAILY_AGAIN_AFTER
            daily(now)
        return True


def tick(now: datetime) -> list[str]:
    """What is due this minute, capability by capability; returns the names of those that failed."""
    failed = _ask_all("tick", lambda capability: capability.tick(now))
    _note(last_tick_at=now)
    return failed


def daily(now: datetime) -> list[str]:
    """What is due today, capability by capability, lowest first; returns the names of those that failed.

    Harmless when run twice. The day counts as done when nobody failed.
    """
    today = clock.local_day(now)
    failed = _ask_all("daily work", lambda capability: capability.daily(today))
    if not failed:
        _note(last_daily_on=today)
    return failed


def daily_is_due(now: datetime) -> bool:
    """Once each Danish day, from five in the morning."""
    if now.astimezone(clock.COPENHAGEN).hour < DAILY_FROM_HOUR:
        return False
    done_on = Installation.objects.values_list("last_daily_on", flat=True).first()
    return done_on is None or done_on < clock.local_day(now)


def harmlessly(what: str, act: Callable[[], Any]) -> bool:
    """Do one part of the work; a failure is told in the log and does not stop the other parts. False where it failed.

    The log gets the kind of failure and the place in the code, never the text of it: that may hold what people wrote.
    """
    try:
        act()
    except Exception as trouble:  # whatever one capability does wrong, the others' work goes on
        place = traceback.extract_tb(trouble.__traceback__)[-1]
        log.error("%s failed: %s at %s:%s", what, type(trouble).__name__, place.filename, place.lineno)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return False
    return True


def _ask_all(what: str, act: Callable[[Any], None]) -> list[str]:
    asked = reversed(capabilities())
    return [one.label for one in asked if not harmlessly(f"{what} of {one.label}", partial(act, one))]


def _note(**facts: object) -> None:
    Installation.objects.get_or_create(only=True)
    Installation.objects.filter(only=True).update(**facts)
