"""Whether this installation is ready to serve: database, migrations, mail, job queue. Asked often: four queries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError

from haandgreb.shared import clock
from haandgreb.shared.models import Installation, OutboxMessage
from haandgreb.site import jobs
from haandgreb.site.operator.preparing import missing_migrations

QUEUE_MAY_LAG = timedelta(minutes=15)


class Readiness:
    """Answers for this process. That all migrations have run stays true while it lives, so it is asked once."""

    def __init__(self, started_at: datetime) -> None:
        self.started_at = started_at
        self.is_migrated = False

    def problems(self, now: datetime) -> list[str]:
        """What is wrong, one sentence each; empty when all is well."""
        try:
            return self._migrations() or [*self._worker(now), *_mail(now), *_jobs(now)]
        except DatabaseError:
            return ["The database does not answer."]

    def _migrations(self) -> list[str]:
        if not self.is_migrated:
            missing = missing_migrations()
            if missing:
                return [f"{missing} migration(s) have not been run."]
            self.is_migrated = True
        return []

    def _worker(self, now: datetime) -> list[str]:
        """A worker that has never been here gets the same quarter of an hour as one that is late."""
        ticked = Installation.objects.values_list("last_tick_at", flat=True).first()
        seen = max(ticked, self.started_at) if ticked is not None else self.started_at
        if now - seen > QUEUE_MAY_LAG:
            return ["The worker has not been seen for a quarter of an hour."]
        return []


def _mail(now: datetime) -> list[str]:
    late = OutboxMessage.objects.filter(
        state=OutboxMessage.State.WAITING, attempts=0, trouble="", send_after__lt=now - QUEUE_MAY_LAG
    )
    return ["Mail has been waiting for more than a quarter of an hour."] if late.exists() else []


def _jobs(now: datetime) -> list[str]:
    late = jobs.waiting_since(now, QUEUE_MAY_LAG)
    return ["A job has been waiting for more than a quarter of an hour."] if late else []


_readiness = Readiness(clock.now())


def problems() -> list[str]:
    """What is wrong with this installation now, one sentence each; empty when it is ready."""
    return _readiness.problems(clock.now())
