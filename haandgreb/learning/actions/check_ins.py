"""What people tell of use, one day and one source at a time; and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.learning.actions.steps import end_step
from haandgreb.learning.models import CheckIn, Enrolment, Step, TransferBarrier, TransferPlan
from haandgreb.learning.models.steps import Actor
from haandgreb.learning.phases_content import act_of
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, managers_of_many
from haandgreb.shared import audit, clock

_AT_ONCE = 500
SOURCES = {
    Actor.LEARNER: CheckIn.Source.LEARNER,
    Actor.MANAGER: CheckIn.Source.MANAGER,
    Actor.COLLEAGUE: CheckIn.Source.COLLEAGUE,
}


@transaction.atomic
def check_in(
    step: Step,
    answers: Mapping[str, Any],
    *,
    by: Person,
    minutes: int | None = None,
    confidence_after: int | None = None,
) -> CheckIn:
    """
    Keep what one source tells on the step's day, and end the step; told again it replaces what was told.

    What is not answered stays unanswered. A learner's confidence after the course is kept with her plan. Raises
    ValueError where the learner would tell what somebody else has seen.
    """
    if step.actor != Actor.LEARNER and by.pk == step.enrolment.person_id:
        raise ValueError("a second source is somebody else")
    today = clock.today()
    nearest = managers_of(step.enrolment.person, today) if answers.get("shared") else []
    if "shared" in answers:  # with nobody there to read it, it is hers alone: a later manager reads it once she says so
        answers = {**answers, "shared": bool(nearest)}
    found, _made = CheckIn.objects.update_or_create(
        enrolment=step.enrolment,
        day=act_of(step.key).row.days,
        source=SOURCES[Actor(step.actor)],
        defaults={**answers, "answered_on": today, "shared_with": next(iter(nearest), None)},
    )
    if confidence_after is not None:
        _keep_confidence(step.enrolment, confidence_after, by)
    audit.record("check-in told", by=by, about=found, day=found.day, source=found.source)
    end_step(step, by=by, minutes=minutes)
    return found


def withdraw_where_manager_changed(today: date) -> int:
    """What was shared with somebody who is no longer her nearest manager is the learner's alone again; how many."""
    rows = CheckIn.objects.filter(shared=True, shared_with__isnull=False).order_by()
    found = list(rows.values_list("pk", "shared_with", "enrolment__person"))
    nearest = managers_of_many([Person(id=pk) for pk in {learner for _pk, _with, learner in found}], today)
    stale = [pk for pk, reader, learner in found if reader not in {one.pk for one in nearest[learner]}]
    for start in range(0, len(stale), _AT_ONCE):
        CheckIn.objects.filter(pk__in=stale[start : start + _AT_ONCE]).update(shared=False, shared_with=None)
    if stale:
        audit.record("check-ins withdrawn as manager changed", by=None, count=len(stale))
    return len(stale)


@transaction.atomic
def forget(person: Person) -> None:
    """She is asked for no more. What was told, and why she skipped, goes with her enrolments (actions/keeping.py)."""
    own = Step.objects.filter(enrolment__person=person, state=Step.State.OPEN)
    own.update(state=Step.State.CANCELLED, ended_on=clock.today())


@transaction.atomic
def name_barrier(
    enrolment: Enrolment,
    *,
    kind: str,
    text: str = "",
    owner: Person | None = None,
    due_on: date | None = None,
    by: Person,
) -> TransferBarrier:
    """Something stands in the way of using it; `owner` clears it away by the day."""
    barrier = TransferBarrier.objects.create(
        enrolment=enrolment, kind=kind, text=text, owner=owner, due_on=due_on, named_on=clock.today()
    )
    audit.record("transfer barrier named", by=by, about=barrier)
    return barrier


@transaction.atomic
def change_barrier(
    barrier: TransferBarrier, *, kind: str, text: str, owner: Person | None, due_on: date | None, by: Person
) -> None:
    """Other words, another owner, another day; a new owner or day may be told of anew."""
    row = TransferBarrier.objects.select_for_update().get(pk=barrier.pk)
    if (row.owner_id, row.due_on) != (owner.pk if owner is not None else None, due_on):
        row.told_on = None
    row.kind, row.text, row.owner, row.due_on = kind, text, owner, due_on
    row.save(update_fields=["kind", "text", "owner", "due_on", "told_on"])
    audit.record("transfer barrier changed", by=by, about=row)


@transaction.atomic
def end_barrier(barrier: TransferBarrier, state: str, *, by: Person) -> None:
    """It is removed, or the two live with it; or it is in the way again (`state` open)."""
    row = TransferBarrier.objects.select_for_update().get(pk=barrier.pk)
    if row.state == state:
        return
    row.state = state
    row.ended_on = None if state == TransferBarrier.State.OPEN else clock.today()
    row.save(update_fields=["state", "ended_on"])
    audit.record("transfer barrier ended" if row.ended_on else "transfer barrier opened", by=by, about=row, state=state)


def _keep_confidence(enrolment: Enrolment, confidence: int, by: Person) -> None:
    facts = {"confidence_after": confidence}
    made = {"changed_at": clock.now(), "changed_by": by}
    TransferPlan.objects.update_or_create(enrolment=enrolment, defaults=facts, create_defaults={**facts, **made})
