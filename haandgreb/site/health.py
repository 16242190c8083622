"""Whether this installation is ready to serve: database, migrations, job queue."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from haandgreb.shared import clock
from haandgreb.shared.models import Installation, OutboxMessage

QUEUE_MAY_LAG = timedelta(minutes=15)


def problems() -> list[str]:
    """What is wrong, one sentence each; empty when all is well."""
    try:
        missing = _missing_migrations()
        if missing:
            return [f"{missing} migration(s) have not been run."]
        return _queue()
    except DatabaseError:
        return ["The database does not answer."]


def _missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _queue() -> list[str]:
    now = clock.now()
    found = []
    ticked = Installation.objects.values_list("last_tick_at", flat=True).first()
    if ticked is not None and now - ticked > QUEUE_MAY_LAG:
        found.append("The worker has not been seen for a quarter of an hour.")
    late = OutboxMessage.objects.filter(
        state=OutboxMessage.State.WAITING, attempts=0, trouble="", send_after__lt=now - QUEUE_MAY_LAG
    )
    if late.exists():
        found.append("Mail has been waiting for more than a quarter of an hour.")
    return found
