"""/readyz tells a load balancer the truth, cheaply."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from haandgreb.shared.models import Installation, OutboxMessage
from haandgreb.site import health
from haandgreb.site.health import Readiness

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATE = timedelta(minutes=16)
SOON = timedelta(minutes=14)


@pytest.mark.parametrize(
    ("started", "ticked", "problems"),
    [
        (NOW, None, []),
        (NOW - SOON, None, []),
        (NOW - LATE, None, ["The worker has not been seen for a quarter of an hour."]),
        (NOW - LATE, NOW - SOON, []),
        (NOW - LATE, NOW - LATE, ["The worker has not been seen for a quarter of an hour."]),
        (NOW, NOW - timedelta(days=2), []),  # just started after two days off
    ],
)
def test_a_worker_has_a_quarter_of_an_hour_to_show_itself(started, ticked, problems):
    Installation.objects.create(last_tick_at=ticked)
    assert Readiness(started).problems(NOW) == problems


@pytest.mark.parametrize(("age", "attempts", "is_late"), [(LATE, 0, True), (SOON, 0, False), (LATE, 1, False)])
def test_mail_that_nobody_has_tried_to_send_is_a_problem(age, attempts, is_late):
    OutboxMessage.objects.create(
        kind="k", to="a@example.dk", subject="s", created_at=NOW, send_after=NOW - age, attempts=attempts
    )
    told = ["Mail has been waiting for more than a quarter of an hour."] if is_late else []
    assert Readiness(NOW).problems(NOW) == told


def test_a_migration_that_has_not_run_is_a_problem_until_it_has():
    readiness = Readiness(NOW)
    last = MigrationRecorder.Migration.objects.filter(app="django_tasks_database").order_by("-name").first()
    assert last is not None
    last.delete()
    assert readiness.problems(NOW) == ["1 migration(s) have not been run."]
    MigrationRecorder(connection).record_applied(last.app, last.name)
    assert readiness.problems(NOW) == []


def test_asking_again_costs_three_queries():
    readiness = Readiness(NOW)
    readiness.problems(NOW)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        readiness.problems(NOW)
    assert len(asked) == 3


def test_the_page_says_ready_and_not_ready(client, monkeypatch):
    assert client.get("/readyz").json() == {"ready": True, "problems": []}
    monkeypatch.setattr(health, "_readiness", Readiness(datetime(2020, 1, 1, tzinfo=UTC)))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)


def test_a_database_that_does_not_answer_is_said(monkeypatch):
    def gone() -> int:
        raise DatabaseError

    monkeypatch.setattr(health, "missing_migrations", gone)
    assert Readiness(NOW).problems(NOW) == ["The database does not answer."]
