"""The job queue: runs what is ready, tries again what failed, and lists what was given up.

The queue's rows lie in our database (django-tasks-db), so that a job is queued in the transaction it belongs to.
How often a job was tried is the number of workers that have taken it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

MOST_TRIES = 5
KEEP_FINISHED = timedelta(days=30)


def run_ready(now: datetime, worker_id: str) -> None:
    """Run every job that is ready. Call with the lease in hand: what still "runs" was left by a dead worker."""
    DBTaskResult.objects.running().update(status=TaskResultStatus.READY)
    QueueWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()
    try_again(now)


def try_again(now: datetime) -> int:
    """Queue failed jobs once more, later each time: after 1, 4, 16 and 64 minutes. Returns how many."""
    count = 0
    for job in DBTaskResult.objects.failed().only("id", "worker_ids"):
        tries = len(job.worker_ids)
        if tries < MOST_TRIES:
            wait = timedelta(minutes=4 ** max(tries - 1, 0))
            DBTaskResult.objects.filter(pk=job.pk).update(status=TaskResultStatus.READY, run_after=now + wait)
            count += 1
    return count


def given_up() -> list[tuple[str, datetime]]:
    """Jobs that failed too often: what they were to do and when they failed for the last time."""
    jobs = DBTaskResult.objects.failed().order_by("-finished_at").only("task_path", "finished_at", "worker_ids")
    return [(job.task_path, job.finished_at) for job in jobs if len(job.worker_ids) >= MOST_TRIES]


def waiting_since(now: datetime, longer_than: timedelta) -> bool:
    """Whether a job has been ready for longer than it should."""
    ready = cast("QuerySet[Any]", DBTaskResult.objects.ready())
    late = now - longer_than
    return bool(ready.filter(Q(run_after__lt=late) | Q(enqueued_at__lt=late, run_after__gt=now)).exists())


def forget_old(now: datetime) -> int:
    """Delete what was done a month ago; returns how many rows."""
    return int(DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_FINISHED).delete()[0])
