"""What people do with a workshop: plan it, begin it, go from step to step, let the clock rest, close it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from haandgreb.impactmap.models import Workshop, WorkshopPerson, WorkshopStep
from haandgreb.impactmap.rules.workshop import FIRST, is_step, may_go_on, used_at
from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit, clock
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.models import StrategicGoal

State = Workshop.State


class WrongState(Exception):
    """The workshop is not planned, running or closed, as what was asked for needs it to be."""


@transaction.atomic
def plan(
    *,
    goal: StrategicGoal,
    unit: Unit,
    facilitator: Person,
    people: Iterable[Person],
    held_on: date,
    by: Person,
    **facts: Any,
) -> Workshop:
    """A workshop on the goal for the unit, on a day."""
    workshop = Workshop.objects.create(
        goal=goal, unit=unit, facilitator=facilitator, held_on=held_on, planned_by=by, **facts
    )
    _set_people(workshop, people)
    audit.record("workshop planned", by=by, about=workshop)
    return workshop


@transaction.atomic
def change(
    workshop: Workshop,
    *,
    facilitator: Person,
    people: Iterable[Person],
    held_on: date,
    version: int | None,
    by: Person,
) -> None:
    """
    Another day, facilitator or other participants; possible until it is closed. Raises Stale as everywhere.

    Who is no longer in it takes her silent notes and marks with her.
    """
    row = locked(workshop, State.PLANNED, State.RUNNING)
    raise_version(row, version)
    row.facilitator, row.held_on = facilitator, held_on
    row.save(update_fields=["facilitator", "held_on"])
    _set_people(row, people)
    audit.record("workshop changed", by=by, about=row)


@transaction.atomic
def drop(workshop: Workshop, *, by: Person) -> None:
    """It will not be held. Raises WrongState once it has begun."""
    row = locked(workshop, State.PLANNED)
    audit.record("workshop dropped", by=by, about=row)
    row.delete()


@transaction.atomic
def begin(workshop: Workshop, *, by: Person, now: datetime | None = None) -> Workshop:
    """Begin now, whoever is there: that is the day it is held. Harmless when pressed twice."""
    moment = now or clock.now()
    row = locked(workshop, State.PLANNED, State.RUNNING)
    if row.state == State.PLANNED:
        row.state, row.began_at, row.step = State.RUNNING, moment, FIRST
        row.held_on = clock.local_day(moment)
        row.save(update_fields=["state", "began_at", "step", "held_on"])
        raise_version(row, None)
        _run_step(row, FIRST, moment)
        audit.record("workshop begun", by=by, about=row)
    return row


@transaction.atomic
def go(workshop: Workshop, number: int, *, version: int | None, by: Person, now: datetime | None = None) -> Workshop:
    """To a step, forwards or back: its clock goes on from where it stood. Raises Stale where somebody moved first."""
    moment = now or clock.now()
    row = locked(workshop, State.RUNNING)
    if not is_step(number):
        raise WrongState
    if row.step == number:
        return row
    raise_version(row, version)
    _rest(row, moment)
    row.step = number
    row.save(update_fields=["step"])
    _run_step(row, number, moment)
    audit.record("workshop went on", by=by, about=row, step=number)
    return row


@transaction.atomic
def pause(workshop: Workshop, *, by: Person, now: datetime | None = None) -> None:
    """Let the clock stand. Pressed twice it stands once."""
    row = locked(workshop, State.RUNNING)
    _rest(row, now or clock.now())
    audit.record("workshop paused", by=by, about=row)


@transaction.atomic
def resume(workshop: Workshop, *, by: Person, now: datetime | None = None) -> None:
    """Let the clock run on."""
    row = locked(workshop, State.RUNNING)
    _run_step(row, row.step, now or clock.now())
    audit.record("workshop resumed", by=by, about=row)


@transaction.atomic
def give_more_time(workshop: Workshop, minutes: int, *, by: Person) -> None:
    """The step may take so many minutes more."""
    row = locked(workshop, State.RUNNING)
    row.steps.filter(number=row.step).update(extra_minutes=F("extra_minutes") + minutes)
    audit.record("more time given", by=by, about=row, minutes=minutes)


@transaction.atomic
def close(workshop: Workshop, *, by: Person | None, now: datetime | None = None) -> Workshop:
    """It is over; the clocks stand. Pressed twice it is closed once."""
    moment = now or clock.now()
    row = locked(workshop, State.RUNNING, State.CLOSED)
    if row.state == State.RUNNING:
        _rest(row, moment)
        row.state, row.closed_at = State.CLOSED, moment
        row.save(update_fields=["state", "closed_at"])
        raise_version(row, None)
        audit.record("workshop closed", by=by, about=row)
    return row


@transaction.atomic
def go_on_with(workshop: Workshop, *, by: Person, now: datetime | None = None) -> Workshop:
    """It was closed too early: the step it stood at runs on. Raises WrongState where it was closed days ago."""
    row = locked(workshop, State.CLOSED, State.RUNNING)
    moment = now or clock.now()
    if row.closed_at is not None:
        if not may_go_on(clock.local_day(row.closed_at), clock.local_day(moment)):
            raise WrongState
        row.state, row.closed_at = State.RUNNING, None
        row.save(update_fields=["state", "closed_at"])
        raise_version(row, None)
        _run_step(row, row.step, moment)
        audit.record("workshop reopened", by=by, about=row)
    return row


def locked(workshop: Workshop, *states: str) -> Workshop:
    """The workshop as it is now, held until the transaction ends. Raises WrongState unless it is one of these."""
    row = Workshop.objects.select_for_update(of=("self",)).select_related("goal", "unit").get(pk=workshop.pk)
    if row.state not in states:
        raise WrongState
    return row


def locked_at(workshop: Workshop, version: int | None) -> Workshop:
    """A running workshop at this version, counted up. Raises Stale, WrongState."""
    row = locked(workshop, State.RUNNING)
    raise_version(row, version)
    return row


def _run_step(row: Workshop, number: int, moment: datetime) -> None:
    step, _made = WorkshopStep.objects.get_or_create(workshop=row, number=number, defaults={"started_at": moment})
    if step.running_since is None:
        step.running_since = moment
        step.save(update_fields=["running_since"])


def _rest(row: Workshop, moment: datetime) -> None:
    for step in row.steps.filter(running_since__isnull=False):
        step.used_seconds = used_at(step.used_seconds, step.running_since, moment)
        step.running_since = None
        step.save(update_fields=["used_seconds", "running_since"])


def _set_people(workshop: Workshop, people: Iterable[Person]) -> None:
    wanted = {person.pk for person in people}
    gone = list(workshop.participants.exclude(person__in=wanted).values_list("person", flat=True))
    workshop.participants.filter(person__in=gone).delete()
    workshop.notes.filter(writer__in=gone).delete()
    workshop.marks.filter(person__in=gone).delete()
    there = set(workshop.participants.values_list("person", flat=True))
    WorkshopPerson.objects.bulk_create(WorkshopPerson(workshop=workshop, person_id=pk) for pk in wanted - there)
