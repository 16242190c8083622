"""Three open acts for everybody in the synthetic organisation, and how long the daily work with them takes, twice."""

from __future__ import annotations

import resource
import time
from datetime import timedelta

from django.apps import apps
from django.db import transaction

from haandgreb.learning.models import Activity, Enrolment, Step
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.models import OutboxMessage

# Key, actor, and how many days after the course: the acts of somebody who came home from one.
ACTS = (("first_use", "learner", 7), ("manager_asks", "manager", 14), ("effect", "learner", 90))
SPREAD = 90  # the courses ended on so many days


def fill() -> None:
    """One course for everybody, ended on some day of the last months; the managers of the acts are not known yet."""
    activity = Activity(title="Den svære samtale", form="RM-E1", room="external", minutes=420)
    activity.save()
    today, now = clock.today(), clock.now()
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    enrolments = [
        Enrolment(
            person_id=pk, activity=activity, state="completed", made_at=now,
            starts_on=(day := today - timedelta(days=number % SPREAD)), ends_on=day, completed_on=day,
        )
        for number, pk in enumerate(people)
    ]  # fmt: skip
    with transaction.atomic():
        Enrolment.objects.bulk_create(enrolments, batch_size=2000)
        Step.objects.bulk_create(
            (
                Step(
                    enrolment=one, key=key, phase="after", actor=actor, minutes=15,
                    owner_id=one.person_id if actor == "learner" else None,
                    due_on=one.ends_on + timedelta(days=days),
                )
                for one in enrolments
                if one.ends_on is not None
                for key, actor, days in ACTS
            ),
            batch_size=2000,
        )  # fmt: skip


def measure() -> dict[str, float]:
    """Seconds of the daily work of followups and learning, and of the same once more; how many acts and mails."""
    steps = Step.objects.filter(state=Step.State.OPEN).count()
    first, mails = _day(), OutboxMessage.objects.count()
    second = _day()
    assert OutboxMessage.objects.count() == mails > 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"steps": steps, "first": first, "again": second, "mails": mails, "peak": peak}


def _day() -> float:
    began = time.perf_counter()
    for label in ("followups", "learning"):
        apps.get_app_config(label).daily(clock.today())  # type: ignore[attr-defined]  # every capability has it
    return time.perf_counter() - began
