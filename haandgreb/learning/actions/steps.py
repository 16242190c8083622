"""The acts of an enrolment: they begin with its approval, move with its days, and end where they are recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction

from haandgreb.learning.models import Enrolment, Step, TransferPlan
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.phases_content import act_of, rows
from haandgreb.learning.queries.days import course_of, days_off
from haandgreb.learning.rules.calendar import Planned, plan
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock

ENDED = (Step.State.DONE, Step.State.SKIPPED)


class NotOpen(Exception):
    """The step was cancelled with its enrolment, or is done already."""


@transaction.atomic
def begin_steps(enrolment: Enrolment, *, by: Person | None) -> list[Step]:
    """
    The acts whose time is not over, from today; those it had are kept, those cancelled come back. Harmless twice.

    None where no day is known yet: they come with `move_steps` once there is one.
    """
    Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    today = clock.today()
    there = {(step.key, step.actor): step for step in enrolment.steps.all()}
    back, new = [], []
    for one in _planned(enrolment, days_off(today), today):
        step = there.get((one.key, one.actor))
        if step is None:
            new.append(_step(enrolment, one, managers_of(enrolment.person, today), buddy_of(enrolment)))
        elif step.state == Step.State.CANCELLED:
            step.state, step.due_on = Step.State.OPEN, one.due_on
            step.ended_on = step.ended_by = step.told_on = None
            back.append(step)
    Step.objects.bulk_create(new)
    Step.objects.bulk_update(back, ["state", "due_on", "ended_on", "ended_by", "told_on"])
    if new or back:
        audit.record("steps begun", by=by, about=enrolment, count=len(new) + len(back))
    return [*back, *new]


def unsaved_steps(enrolment: Enrolment, days_off: Collection[date], *, today: date | None = None) -> list[Step]:
    """
    The acts of a new enrolment as rows that are not saved, for a bulk_create; asks nothing of the database where its
    activity is at hand. The daily work finds the managers they belong to.
    """
    planned = _planned(enrolment, frozenset(days_off), today or clock.today())
    return [_step(enrolment, one, (), None) for one in planned]


@transaction.atomic
def move_steps(enrolment: Enrolment) -> int:
    """
    The enrolment's days are others now: open acts nobody has been told of move along; how many. Half days that came or
    went follow. One that had no day gets its acts.
    """
    there = list(enrolment.steps.select_for_update())
    if not there:
        return len(begin_steps(enrolment, by=None)) if enrolment.state in ("approved", "completed") else 0
    today = clock.today()
    planned = {(one.key, one.actor): one for one in _planned(enrolment, days_off(today), today)}
    open_ones = [step for step in there if step.state == Step.State.OPEN and step.told_on is None]
    moved = [step for step in open_ones if (step.key, step.actor) in planned]
    for step in moved:
        step.due_on = planned[step.key, step.actor].due_on
    Step.objects.bulk_update(moved, ["due_on"])
    logs = [step for step in open_ones if _is_half_day(step.key)]
    Step.objects.filter(pk__in=[step.pk for step in logs if (step.key, step.actor) not in planned]).delete()
    known = {(step.key, step.actor) for step in there}
    more = [one for one in planned.values() if _is_half_day(one.key) and (one.key, one.actor) not in known]
    if any(step.state == Step.State.OPEN for step in there):
        Step.objects.bulk_create([_step(enrolment, one, (), None) for one in more])
    return len(moved)


@transaction.atomic
def stop_steps(enrolment: Enrolment, *, by: Person | None) -> int:
    """What is open is cancelled; how many. Nobody is reminded of it any more."""
    left = enrolment.steps.filter(state=Step.State.OPEN)
    count = left.update(state=Step.State.CANCELLED, ended_on=clock.today(), ended_by=by)
    if count:
        audit.record("steps stopped", by=by, about=enrolment, count=count)
    return count


@transaction.atomic
def end_step(step: Step, *, by: Person | None, minutes: int | None = None) -> None:
    """
    It is done, in so many minutes if she says so; also after it was skipped. What is done together is done for both.

    `by` is None for a guest. Done twice is done once. Raises NotOpen for one that was cancelled.
    """
    rows = _together(step)
    if any(row.state == Step.State.CANCELLED for row in rows if row.actor == step.actor):
        raise NotOpen
    for row in rows:
        if row.state in (Step.State.OPEN, Step.State.SKIPPED):
            _end(row, Step.State.DONE, by, minutes=minutes)
    step.refresh_from_db()


@transaction.atomic
def skip_step(step: Step, *, by: Person, why: str) -> None:
    """
    It will not be done, and why: the two read the reason. What would be done together is skipped for both.

    Raises NotOpen where it is not open any more.
    """
    rows = _together(step)
    if any(row.state != Step.State.OPEN for row in rows if row.pk == step.pk):
        raise NotOpen
    for row in rows:
        if row.state == Step.State.OPEN:
            _end(row, Step.State.SKIPPED, by, why=why)
    step.refresh_from_db()


@transaction.atomic
def open_again(step: Step, *, by: Person) -> None:
    """It was ended by mistake. Nothing is told of it again. Raises NotOpen where it was not ended by a person."""
    rows = _together(step)
    if any(row.state not in ENDED for row in rows if row.pk == step.pk):
        raise NotOpen
    for row in rows:
        row.state, row.ended_on, row.ended_by, row.why_skipped = Step.State.OPEN, None, None, ""
        row.save(update_fields=["state", "ended_on", "ended_by", "why_skipped"])
        audit.record("step opened again", by=by, about=row, key=row.key)
    step.refresh_from_db()


@transaction.atomic
def end_key(enrolment: Enrolment, key: str, *, actor: str, by: Person | None) -> None:
    """What was recorded on a page of its own ends its act; nothing where the enrolment has no such act to end."""
    step = enrolment.steps.filter(key=key, actor=actor).exclude(state=Step.State.CANCELLED).first()
    if step is not None:
        end_step(step, by=by)


def buddy_of(enrolment: Enrolment) -> Person | None:
    """The colleague named in its plan; None where nobody is."""
    found = TransferPlan.objects.filter(enrolment=enrolment).select_related("buddy").first()
    return found.buddy if found is not None else None


def _together(step: Step) -> list[Step]:
    """The step as it is now, and the other's where the two do it together; nobody beside us until we are done."""
    rows = Step.objects.select_for_update().filter(enrolment=step.enrolment_id, key=step.key).order_by("pk")
    return [row for row in rows if act_of(step.key).is_joint or row.actor == step.actor]


def _planned(enrolment: Enrolment, off: frozenset[date], today: date) -> list[Planned]:
    course = course_of(enrolment, off)
    return plan(rows(), course, today) if course is not None else []


def _step(enrolment: Enrolment, one: Planned, managers: Iterable[Person], buddy: Person | None) -> Step:
    owners = {
        Actor.LEARNER: enrolment.person_id,
        Actor.MANAGER: next((manager.pk for manager in managers), None),
        Actor.COLLEAGUE: buddy.pk if buddy is not None else enrolment.person_id,
    }
    return Step(
        enrolment=enrolment,
        key=one.key,
        phase=one.phase,
        actor=one.actor,
        owner_id=owners.get(Actor(one.actor)),
        due_on=one.due_on,
        minutes=one.minutes,
    )


def _end(row: Step, state: str, by: Person | None, *, minutes: int | None = None, why: str = "") -> None:
    row.state, row.ended_on, row.ended_by, row.why_skipped = state, clock.today(), by, why
    fields = ["state", "ended_on", "ended_by", "why_skipped"]
    if minutes is not None:
        row.used_minutes = minutes
        fields.append("used_minutes")
    row.save(update_fields=fields)
    audit.record(f"step {state}", by=by, about=row, key=row.key)


def _is_half_day(key: str) -> bool:
    return act_of(key).row.each_half_day
