"""Completions that a platform tells of: placed in one transaction, told twice is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from haandgreb.learning.actions.enrolments import cancel
from haandgreb.learning.actions.steps import move_steps, unsaved_steps
from haandgreb.learning.models import Activity, Enrolment, Platform, PlatformCourse, Step, WaitingCompletion
from haandgreb.learning.models.steps import Phase
from haandgreb.learning.queries.days import days_off
from haandgreb.learning.queries.placing import Placed, Placing, place, some
from haandgreb.learning.rules.placing import ENDS
from haandgreb.learning.rules.told import Told, course_keys
from haandgreb.organisation.actions.inserting import insert, update
from haandgreb.organisation.importing.values import fold
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock, turns
from haandgreb.shared.twolang import Text

State = Enrolment.State
TAKEN_BACK = Text(da="Platformen har trukket gennemførelsen tilbage", en="The platform took the completion back")


@transaction.atomic
def bring_in(platform: Platform, told: Sequence[Told], *, by: Person | None, now: datetime | None = None) -> Placing:
    """
    Place what the platform tells; all or nothing. Gives what was done.

    A completion makes an enrolment, or ends the one the person has, and the acts after it begin. What is told of
    somebody or something we do not know waits until we do. Told again it changes nothing. `by` is None for a platform
    that tells by itself.
    """
    turns.alone(platform.pk)
    now = now or clock.now()
    placing = place(platform, told)
    _place(platform, placing, by=by, now=now)
    waiting = _wait(platform, placing, clock.local_day(now))
    if not placing.is_empty or waiting:
        audit.record("completions brought in", by=by, about=platform, waiting=waiting, **counts(placing))
    return placing


def counts(placing: Placing) -> dict[str, int]:
    """Figures of what was done, or would be."""
    return {
        "new": len(placing.new),
        "ends": len(placing.ends),
        "back": len(placing.back),
        "same": len(placing.same),
        "gone": len(placing.gone),
        "nobody": len(placing.nobody),
        "several": len(placing.several),
        "no_course": len(placing.no_course),
    }


@transaction.atomic
def link_course(platform: Platform, key: str, activity: Activity, *, by: Person) -> Placing:
    """What the platform calls `key` is this activity; what waited for it is placed."""
    PlatformCourse.objects.update_or_create(platform=platform, key=fold(key), defaults={"activity": activity})
    audit.record("platform course linked", by=by, about=activity, platform=platform.key)
    return place_waiting(platform, by=by)


@transaction.atomic
def place_waiting(platform: Platform, *, by: Person | None = None) -> Placing:
    """Place what waited and can be placed now: somebody has come, or an activity has got its name."""
    turns.alone(platform.pk)
    rows = list(WaitingCompletion.objects.filter(platform=platform))
    told = [_again(number, row) for number, row in enumerate(rows)]
    placing = place(platform, told)
    _place(platform, placing, by=by, now=clock.now())
    left = {one.line for one in (*placing.nobody, *placing.several, *(one for _person, one in placing.no_course))}
    done = [row.pk for number, row in enumerate(rows) if number not in left]
    for batch in some(done):
        WaitingCompletion.objects.filter(pk__in=batch).delete()
    if done:
        audit.record("waiting completions placed", by=by, about=platform, count=len(done))
    return placing


@transaction.atomic
def drop_waiting(platform: Platform, key: str, *, by: Person) -> int:
    """What waits for this course is not wanted; how many."""
    count, _each = WaitingCompletion.objects.filter(platform=platform, course_key=key).delete()
    if count:
        audit.record("waiting completions dropped", by=by, about=platform, count=count)
    return count


def drop_told(platform: Platform, told: Sequence[Told]) -> list[Told]:
    """What the platform takes back and still waited is deleted; gives what did. Call in a transaction."""
    rows = WaitingCompletion.objects.filter(platform=platform, person_key__in={one.person for one in told})
    keys = {(row.person_key, row.course_key, row.completed_on): row.pk for row in rows}
    found = [one for one in told if (one.person, one.courses[0], one.completed_on) in keys]
    gone = [keys[one.person, one.courses[0], one.completed_on] for one in found]
    WaitingCompletion.objects.filter(pk__in=gone).delete()
    return found


def _again(number: int, row: WaitingCompletion) -> Told:
    return Told(
        number, row.person_key, course_keys(row.course_key, row.title), row.title, row.completed_on, row.started_on
    )


def _place(platform: Platform, placing: Placing, *, by: Person | None, now: datetime) -> None:
    wanted = {one.activity for one in (*placing.new, *placing.ends)}
    activities = {row.pk: row for batch in some(wanted) for row in Activity.objects.filter(pk__in=batch)}
    off = days_off(clock.local_day(now))
    made = [_made(platform, one, activities[one.activity], now) for one in placing.new]
    insert(Enrolment, made)
    ended = _end(platform, placing.ends, activities)
    begun = (step for row in (*made, *ended) for step in unsaved_steps(row, off, today=clock.local_day(now)))
    insert(Step, (step for step in begun if step.phase == Phase.AFTER))
    back = [one.enrolment.pk for one in placing.back if one.enrolment is not None]
    for batch in some(back):
        for row in Enrolment.objects.filter(pk__in=batch, state=State.COMPLETED):
            cancel(row, by=by, why=str(TAKEN_BACK))


def _made(platform: Platform, placed: Placed, activity: Activity, now: datetime) -> Enrolment:
    told = placed.told
    return Enrolment(
        person_id=placed.person,
        activity=activity,
        starts_on=told.started_on or told.completed_on,
        ends_on=told.completed_on,
        size=activity.size,
        is_mandatory=activity.is_mandatory,
        legal_ground=activity.why_mandatory,
        hours=(activity.minutes + 59) // 60 or None,
        state=State.COMPLETED,
        completed_on=told.completed_on,
        source=platform.key,
        made_at=now,
    )


def _end(platform: Platform, ends: Sequence[Placed], activities: dict[UUID, Activity]) -> list[Enrolment]:
    """End the open ones. Gives those without steps, which begin now; where the days became others, open steps move."""
    told = {one.enrolment.pk: one.told for one in ends if one.enrolment is not None}
    rows = [
        row
        for batch in some(told)
        for row in Enrolment.objects.select_for_update(no_key=True).filter(pk__in=batch, state__in=ENDS).order_by("pk")
    ]
    stepped = _with_steps(told)
    moved = []
    for row in rows:
        row.activity = activities[row.activity_id]
        if _ended(row, platform, told[row.pk].completed_on) and row.pk in stepped:
            moved.append(row)
    update(rows, ("state", "completed_on", "source", "why_ended", "starts_on", "ends_on", "version"))
    for row in moved:
        move_steps(row)
    return [row for row in rows if row.pk not in stepped]


def _ended(row: Enrolment, platform: Platform, on: date) -> bool:
    """Write that it is completed; whether the days it counts from became others."""
    row.state, row.completed_on, row.source = State.COMPLETED, on, platform.key
    row.why_ended, row.version = "", row.version + 1
    if row.offering_id is not None or row.ends_on == on:
        return False
    row.ends_on, row.starts_on = on, min(row.starts_on or on, on)
    return True


def _with_steps(keys: Iterable[UUID]) -> set[UUID]:
    return {
        pk
        for batch in some(keys)
        for pk in Step.objects.filter(enrolment__in=batch).order_by().values_list("enrolment", flat=True).distinct()
    }


def _wait(platform: Platform, placing: Placing, today: date) -> int:
    """Keep what cannot be placed yet, what was taken back apart; how many more wait now."""
    left = [(None, one) for one in (*placing.nobody, *placing.several)]
    rows = [
        WaitingCompletion(
            platform=platform,
            person_key=one.person,
            person_id=person,
            course_key=one.courses[0],
            title=one.title[:200],
            started_on=one.started_on,
            completed_on=one.completed_on,
            told_on=today,
        )
        for person, one in [*left, *placing.no_course]
        if not one.back
    ]
    before = WaitingCompletion.objects.filter(platform=platform).count()
    WaitingCompletion.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return WaitingCompletion.objects.filter(platform=platform).count() - before
