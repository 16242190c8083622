"""Dialogues on top of the synthetic organisation: a round for everybody, a manager of 500, and a draft to save."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse

from haandgreb.dialogues.actions.kinds import load_kinds
from haandgreb.dialogues.actions.making import make_dialogues
from haandgreb.dialogues.models import Dialogue, Kind, Round
from haandgreb.organisation.models import Engagement, Person, Unit, UnitManager
from haandgreb.shared import clock

STAFF = 500
STATES = ("invited", "booked", "held", "agreeing", "agreed")


def begin() -> dict[str, float]:
    """Seconds for the dialogues of everybody at work, made as the worker makes them; how many there are."""
    load_kinds()
    this = _round(Unit.objects.get(parent=None))
    began = time.perf_counter()
    made = make_dialogues(this.pk)
    return {"seconds": time.perf_counter() - began, "dialogues": made}


def large_team() -> Person:
    """The manager of five hundred, each with a dialogue."""
    now = clock.now()
    unit = Unit(ext_id="large", name="Stort kontor", parent=Unit.objects.get(parent=None), valid_from=clock.today())
    assert unit.parent is not None
    unit.path = f"{unit.parent.path}{unit.pk.hex}/"
    people = [
        Person(given="Ansat", surname=f"Nummer {number}", ext_id=f"large-{number}") for number in range(STAFF + 1)
    ]
    jobs = [Engagement(person=one, unit=unit, valid_from=clock.today()) for one in people]
    for person, job in zip(people, jobs, strict=True):
        person.fill_keys()
        job.fill_keys()
    with transaction.atomic():
        unit.save()
        this = _round(unit)
        Person.objects.bulk_create(people)
        Engagement.objects.bulk_create(jobs)
        UnitManager.objects.create(unit=unit, person=people[0], valid_from=clock.today())
        Dialogue.objects.bulk_create(
            Dialogue(
                round=this, kind=this.kind, person=one, engagement=job, manager=people[0], manager_since=now,
                made_at=now, state=STATES[number % len(STATES)], starts_at=now + timedelta(days=9),
                held_on=clock.today(),
            )
            for number, (one, job) in enumerate(zip(people[1:], jobs[1:], strict=True))
        )  # fmt: skip
    return people[0]


def to_prepare() -> Dialogue:
    """A dialogue whose person is about to write."""
    found = Dialogue.objects.filter(state="invited").select_related("person").order_by("pk").first()
    assert found is not None
    return found


def pages(dialogue: Dialogue) -> dict[str, str]:
    """The overview of a manager, and where a preparation is written and kept while it is typed."""
    return {
        "staff": reverse("dialogues:staff"),
        "prepare": reverse("dialogues:prepare", args=[dialogue.pk]),
        "draft": reverse("dialogues:prepare_draft", args=[dialogue.pk]),
    }


def _round(unit: Unit) -> Round:
    today, now = clock.today(), clock.now()
    days: dict[str, Any] = {
        "prepare_from": today,
        "talks_from": today + timedelta(days=14),
        "talks_to": today + timedelta(days=70),
    }
    kind = Kind.objects.get(key="mus")
    this = Round(kind=kind, title="MUS", state="preparing", started_at=now, leaders_out=False, **days)
    this.save()
    this.units.set([unit])
    return this
