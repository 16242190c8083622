"""Jobs are run, tried again with growing pauses, and given up in the open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from haandgreb.site import jobs

pytestmark = pytest.mark.django_db(transaction=True)

done: list[str] = []


@task()
def note(word: str) -> None:
    done.append(word)


@task()
def stumble() -> None:
    raise RuntimeError("stumbled")


@pytest.fixture(autouse=True)
def _nothing_done():
    done.clear()


def test_a_job_that_is_ready_is_run_once():
    note.enqueue("one")
    note.enqueue("two")
    for _ in range(2):
        jobs.run_ready(timezone.now(), "w1")
    assert sorted(done) == ["one", "two"]


def test_a_job_for_later_waits():
    note.using(run_after=timezone.now() + timedelta(hours=1)).enqueue("later")
    jobs.run_ready(timezone.now(), "w1")
    assert done == []


def test_a_job_whose_worker_died_is_run_by_the_next():
    note.enqueue("left behind")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, worker_ids=["dead"])
    jobs.run_ready(timezone.now(), "w2")
    assert done == ["left behind"]


@pytest.mark.parametrize(("tries", "minutes"), [(1, 1), (2, 4), (3, 16), (4, 64)])
def test_a_job_that_failed_waits_longer_each_time(tries, minutes):
    stumble.enqueue()
    now = timezone.now()
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, worker_ids=["w"] * tries, finished_at=now)
    assert jobs.try_again(now) == 1
    job = DBTaskResult.objects.get()
    assert (job.status, job.run_after - now) == (TaskResultStatus.READY, timedelta(minutes=minutes))


def test_a_job_that_failed_five_times_is_given_up_and_listed():
    stumble.enqueue()
    for _ in range(7):
        jobs.run_ready(timezone.now(), "w1")
        DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())
    job = DBTaskResult.objects.get()
    assert (job.status, len(job.worker_ids)) == (TaskResultStatus.FAILED, jobs.MOST_TRIES)
    assert [name for name, _when in jobs.given_up()] == ["haandgreb.site.tests.test_jobs.stumble"]


@pytest.mark.parametrize(
    ("facts", "late"),
    [
        ({"enqueued": 20}, True),
        ({"enqueued": 10}, False),
        ({"enqueued": 60, "run_after": -20}, True),
        ({"enqueued": 60, "run_after": -10}, False),
        ({"enqueued": 60, "run_after": 10}, False),
    ],
)
def test_a_queue_is_late_when_a_job_has_been_ready_for_a_quarter_of_an_hour(facts, late):
    now = timezone.now()
    note.enqueue("x")
    changes = {"enqueued_at": now - timedelta(minutes=facts["enqueued"])}
    if "run_after" in facts:
        changes["run_after"] = now + timedelta(minutes=facts["run_after"])
    DBTaskResult.objects.update(**changes)
    assert jobs.waiting_since(now, timedelta(minutes=15)) is late


def test_finished_jobs_are_forgotten_after_a_month_and_failed_ones_kept():
    now = timezone.now()
    for status, age in [("SUCCESSFUL", 31), ("SUCCESSFUL", 29), ("FAILED", 31)]:
        job = DBTaskResult.objects.get(pk=note.enqueue("x").id)
        DBTaskResult.objects.filter(pk=job.pk).update(status=status, finished_at=now - timedelta(days=age))
    assert jobs.forget_old(now) == 1
    assert DBTaskResult.objects.count() == 2
