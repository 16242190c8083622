"""A year's learning of everybody in the synthetic organisation: how long counting takes, and who reads the report."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from haandgreb.learning.actions.effect import release_when_due
from haandgreb.learning.models import Activity, CheckIn, Enrolment, Provider, Step
from haandgreb.organisation.models import Person, Role
from haandgreb.shared import clock

COURSES, PROVIDERS = 40, 8
DAYS = (0, 7, 45, 90)
TALK = timedelta(days=28)
LONG_AGO = 3650


def fill() -> None:
    """One course for everybody within the year, half of them with a talk before; four in five told of their use."""
    providers = [Provider(name=f"Kursushus {number}") for number in range(PROVIDERS)]
    activities = [
        Activity(title=f"Kursus {number:02}", form="RM-E1", room="external", provider=providers[number % PROVIDERS])
        for number in range(COURSES)
    ]
    for one in activities:
        one.fill_keys()
    today, now = clock.today(), clock.now()
    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    enrolments = [
        Enrolment(
            person_id=pk, activity=activities[number % COURSES], state="completed", made_at=now,
            starts_on=(day := today - timedelta(days=number % 360)), ends_on=day, completed_on=day,
        )
        for number, pk in enumerate(people)
    ]  # fmt: skip
    with transaction.atomic():
        Provider.objects.bulk_create(providers)
        Activity.objects.bulk_create(activities)
        Enrolment.objects.bulk_create(enrolments, batch_size=2000)
        talks = (_talk(one) for number, one in enumerate(enrolments) if number % 2)
        Step.objects.bulk_create(talks, batch_size=2000)
        told = (_told(one, number, day) for number, one in enumerate(enrolments) if number % 5 for day in DAYS)
        CheckIn.objects.bulk_create(told, batch_size=2000)


def _talk(one: Enrolment) -> Step:
    assert one.starts_on is not None
    day = one.starts_on - TALK
    return Step(
        enrolment=one, key="talk", phase="before", actor="learner", due_on=day, minutes=15, used_minutes=15,
        state="done", ended_on=day,
    )  # fmt: skip


def _told(one: Enrolment, number: int, day: int) -> CheckIn:
    assert one.ends_on is not None
    use = (number + day) % 4 if day else None
    return CheckIn(
        enrolment=one, day=day, use=use, answered_on=one.ends_on + timedelta(days=day), useful=4 if not day else None,
        level_before=1 if not day else None, level_now=3 if not day else None,
        result_level=use if day == 90 else None, contribution="probably" if day == 90 else "",
    )  # fmt: skip


def measure() -> dict[str, float]:
    """Seconds of counting the year, and how many enrolments it counts."""
    began = time.perf_counter()
    release_when_due(clock.today())
    return {"seconds": time.perf_counter() - began, "enrolments": Enrolment.objects.count()}


def reader() -> Person:
    """HR for the whole workplace."""
    found = Person.objects.filter(manages=None).order_by("-ext_id").first()
    assert found is not None
    since = clock.today() - timedelta(days=LONG_AGO)
    Role.objects.create(person=found, kind=Role.Kind.HR, everywhere=True, valid_from=since)
    return found


def pages() -> dict[str, str]:
    """The report."""
    return {"effect": reverse("learning:effect_report")}
