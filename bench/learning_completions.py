"""A completion for everybody in the synthetic organisation, as a list and as statements; how long each takes."""

from __future__ import annotations

import json
import resource
import time
from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse

from haandgreb.integrations.xapi.actions import make_key
from haandgreb.learning.actions import platform_lists
from haandgreb.learning.models import Activity, Enrolment, Platform, PlatformList, Step
from haandgreb.organisation.importing.reading import Upload
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import set_up
from haandgreb.shared import clock

COURSES, SPREAD = 50, 365  # courses, and the days on which they were completed
BATCHES, BATCH = 20, 250
HEADINGS = "username,courseshortname,courseidnumber,completiondate,grade"


def fill() -> None:
    """Fifty courses in the catalogue, and a platform to tell of them."""
    set_up()
    rows = [
        Activity(title=f"Kursus {number:02}", code=f"K-{number:02}", form="RM-E1", room="external", minutes=60)
        for number in range(COURSES)
    ]
    for row in rows:
        row.fill_keys()
    with transaction.atomic():
        Activity.objects.bulk_create(rows)
        Platform.objects.create(key="campus", name="Campus")


def measure() -> dict[str, float]:
    """Seconds for the list looked through, saved, and read and saved once more; statements a second, in batches."""
    people = list(Person.objects.exclude(ext_id=None).order_by("pk").values_list("ext_id", flat=True))
    platform, by = Platform.objects.get(), Person.objects.order_by("pk").first()
    assert by is not None
    text = "\n".join([HEADINGS, *(_line(number, who) for number, who in enumerate(people)), ""])
    looked, saved = _read(platform, text, by)
    made, steps = Enrolment.objects.count(), Step.objects.count()
    again = sum(_read(platform, text, by))
    assert Enrolment.objects.count() == made
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = {"rows": len(people), "made": made, "steps": steps, "looked": looked, "saved": saved, "again": again}
    return {**facts, "peak": peak, "rate": _statements(platform, people, by)}


def _line(number: int, who: str | None) -> str:
    day = clock.today() - timedelta(days=number % SPREAD)
    return f"{who},Kursus {number % COURSES:02},K-{number % COURSES:02},{day.isoformat()},80"


def _read(platform: Platform, text: str, by: Person) -> tuple[float, float]:
    """Read, paired as suggested and looked through; then saved: as the worker does it."""
    began = time.perf_counter()
    found = platform_lists.begin("completions", platform, [Upload("campus.csv", text.encode())], by=by).list
    platform_lists.look_through(found)
    looked = time.perf_counter()
    assert found.state == PlatformList.State.READY, found.state
    platform_lists.save(found, by=by)
    return looked - began, time.perf_counter() - looked


def _statements(platform: Platform, people: list[str | None], by: Person) -> float:
    """Statements a second, posted by one platform in batches, through everything a request goes through."""
    source, key = make_key(platform, by=by)
    login = b64encode(f"{source.login}:{key}".encode()).decode()
    headers = {"authorization": f"Basic {login}", "x-experience-api-version": "1.0.3"}
    bodies = [
        json.dumps([_statement(first * BATCH + number, people) for number in range(BATCH)]) for first in range(BATCHES)
    ]
    client, before = Client(headers=headers), Enrolment.objects.count()
    began = time.perf_counter()
    for body in bodies:
        answer = client.post(reverse("xapi:statements"), body, content_type="application/json")
        assert answer.status_code == 200, answer.content
    took = time.perf_counter() - began
    assert Enrolment.objects.count() == before + BATCHES * BATCH
    return BATCHES * BATCH / took


def _statement(number: int, people: list[str | None]) -> dict[str, object]:
    """Somebody's completion of another day than the list tells of."""
    when = clock.now() - timedelta(days=number % 28 + SPREAD + 20)
    return {
        "id": str(uuid4()),
        "actor": {"objectType": "Agent", "account": {"homePage": "https://campus.example", "name": people[number]}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"en": "completed"}},
        "object": {
            "objectType": "Activity",
            "id": f"https://campus.example/kurser/K-{number % COURSES:02}",
            "definition": {"name": {"da": f"Kursus {number % COURSES:02}"}, "description": {"da": "Et modul."}},
        },
        "result": {"completion": True, "success": True, "duration": "PT1H"},
        "context": {"registration": str(uuid4()), "platform": "Campus", "language": "da"},
        "timestamp": when.isoformat(),
    }
