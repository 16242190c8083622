"""A learning journey is planned, begun and ended; people join it and do its steps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.learning.models import Journey, JourneyAct, JourneyPart, JourneyStep
from haandgreb.learning.queries.days import days_off
from haandgreb.learning.rules import journey as rules
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of
from haandgreb.shared import audit, clock
from haandgreb.shared.holidays import next_working_day
from haandgreb.shared.versions import raise_version

STEP_FIELDS = ("week", "day", "kind", "title", "words", "who", "minutes", "evidence")
PLAN_FIELDS = ("title", "title_en", "goal", "outcomes", "moments", "performance", "reason", "weeks")


class NotNow(Exception):
    """The journey or the act is no longer where this can be done."""


@transaction.atomic
def make(facts: Mapping[str, Any], steps: Iterable[Mapping[str, Any]] = (), *, by: Person, **more: Any) -> Journey:
    """A draft, with the steps of what it is made from."""
    journey = Journey.objects.create(owner=by, made_at=clock.now(), **facts, **more)
    JourneyStep.objects.bulk_create(JourneyStep(journey=journey, **step) for step in steps)
    audit.record("journey made", by=by, about=journey)
    return journey


def copy(journey: Journey, title: str, *, by: Person) -> Journey:
    """A new draft with the same path and steps, to run once more."""
    facts = {name: getattr(journey, name) for name in (*PLAN_FIELDS, "practice", "activity")}
    steps = list(journey.steps.values(*STEP_FIELDS))
    return make({**facts, "title": title, "title_en": ""}, steps, by=by)


@transaction.atomic
def change(journey: Journey, facts: Mapping[str, Any], *, by: Person, version: int | None) -> None:
    """Change what the draft says. Raises Stale, and NotNow once it has begun."""
    _draft(journey)
    raise_version(journey, version)
    for name, value in facts.items():
        setattr(journey, name, value)
    journey.save()
    audit.record("journey changed", by=by, about=journey)


@transaction.atomic
def add_step(journey: Journey, facts: Mapping[str, Any], *, by: Person) -> JourneyStep:
    """One step more. Raises NotNow once the journey has begun."""
    _draft(journey)
    step = JourneyStep.objects.create(journey=journey, **facts)
    audit.record("journey step added", by=by, about=step)
    return step


@transaction.atomic
def change_step(step: JourneyStep, facts: Mapping[str, Any], *, by: Person, version: int | None) -> None:
    """Change a step of a draft. Raises Stale and NotNow."""
    _draft(step.journey)
    raise_version(step, version)
    for name, value in facts.items():
        setattr(step, name, value)
    step.save()
    audit.record("journey step changed", by=by, about=step)


@transaction.atomic
def delete_step(step: JourneyStep, *, by: Person) -> None:
    """A step of a draft goes. Raises NotNow once the journey has begun."""
    _draft(step.journey)
    audit.record("journey step deleted", by=by, about=step)
    step.delete()


@transaction.atomic
def begin(journey: Journey, starts_on: date, *, by: Person) -> None:
    """It begins on that Monday; those who have said yes get their acts. Raises NotNow where the plan does not hold."""
    _draft(journey)
    if not rules.may_begin(planned(journey), journey.weeks):
        raise NotNow
    raise_version(journey, None)
    journey.state, journey.starts_on = Journey.State.RUNNING, rules.first_monday(starts_on)
    journey.save(update_fields=["state", "starts_on"])
    for part in journey.parts.filter(state=JourneyPart.State.JOINED).select_related("journey"):
        _give_acts(part)
    audit.record("journey begun", by=by, about=journey)


@transaction.atomic
def end(journey: Journey, *, by: Person) -> None:
    """It is over: what is open is asked for no more."""
    row = Journey.objects.select_for_update().get(pk=journey.pk)
    if row.state != Journey.State.RUNNING:
        raise NotNow
    raise_version(journey, None)
    journey.state = Journey.State.ENDED
    journey.save(update_fields=["state"])
    _stop(JourneyAct.objects.filter(part__journey=journey), by)
    audit.record("journey ended", by=by, about=journey)


@transaction.atomic
def invite(journey: Journey, people: Collection[Person], *, by: Person) -> int:
    """Ask people to take part; how many who were not asked before."""
    there = set(journey.parts.values_list("person_id", flat=True))
    new = [JourneyPart(journey=journey, person=person) for person in people if person.pk not in there]
    JourneyPart.objects.bulk_create(new, ignore_conflicts=True)
    audit.record("journey invitations", by=by, about=journey, count=len(new))
    return len(new)


@transaction.atomic
def join(journey: Journey, person: Person, *, moment: str, buddy: Person | None) -> JourneyPart:
    """She takes part from now, with the moment that matters to her; her manager has still to say yes."""
    row = Journey.objects.select_for_update().get(pk=journey.pk)
    if row.state == Journey.State.ENDED:
        raise NotNow
    part, _new = JourneyPart.objects.get_or_create(journey=journey, person=person)
    raise_version(part, None)
    part.state, part.moment, part.buddy, part.left_on = JourneyPart.State.JOINED, moment, buddy, None
    part.joined_on = part.joined_on or clock.today()
    part.save()
    if row.state == Journey.State.RUNNING:
        _give_acts(part)
    audit.record("journey joined", by=person, about=part)
    return part


@transaction.atomic
def say_yes(part: JourneyPart, *, by: Person) -> None:
    """
    Her nearest manager commits too: time, and the acts that are the manager's.

    What was shared with another manager is the learner's alone again.
    """
    part.acts.filter(shared=True).exclude(shared_with=by).update(shared=False, shared_with=None)
    raise_version(part, None)
    part.manager, part.manager_yes_on = by, clock.today()
    part.save(update_fields=["manager", "manager_yes_on"])
    audit.record("journey said yes to", by=by, about=part)


@transaction.atomic
def leave(part: JourneyPart, *, by: Person) -> None:
    """She takes part no more, or says no to an invitation; nobody asks why. What is open is asked for no more."""
    if part.state == JourneyPart.State.INVITED:
        audit.record("journey declined", by=by, about=part)
        part.delete()
        return
    raise_version(part, None)
    part.state, part.left_on = JourneyPart.State.LEFT, clock.today()
    part.save(update_fields=["state", "left_on"])
    part.acts.filter(state=JourneyAct.State.OPEN).delete()
    audit.record("journey left", by=by, about=part)


@transaction.atomic
def end_act(act: JourneyAct, *, by: Person, minutes: int | None = None, note: str = "", shared: bool = False) -> None:
    """It is done; done twice, the later note stands. A note is the learner's alone unless she shares it."""
    row = JourneyAct.objects.select_for_update().get(pk=act.pk)
    row.ended_on = row.ended_on if row.state == JourneyAct.State.DONE else clock.today()
    row.state, row.ended_by, row.minutes, row.why_skipped = JourneyAct.State.DONE, by, minutes, ""
    if by.pk == row.part.person_id:
        nearest = managers_of(row.part.person, clock.today()) if shared and note else []
        row.note, row.shared, row.shared_with = note or None, bool(nearest), next(iter(nearest), None)
    row.save()
    audit.record("journey act done", by=by, about=row)


@transaction.atomic
def skip_act(act: JourneyAct, *, by: Person, why: str) -> None:
    """It will not be done, and why: the two read the reason. Raises NotNow where it is done already."""
    row = JourneyAct.objects.select_for_update().get(pk=act.pk)
    if row.state != JourneyAct.State.OPEN:
        raise NotNow
    row.state, row.ended_on, row.ended_by, row.why_skipped = JourneyAct.State.SKIPPED, clock.today(), by, why
    row.save()
    audit.record("journey act skipped", by=by, about=row)


def planned(journey: Journey) -> list[rules.Planned]:
    """The steps as the rules read them."""
    return [rules.Planned(step.week, step.day, step.kind, step.who) for step in journey.steps.all()]


def _draft(journey: Journey) -> None:
    row = Journey.objects.select_for_update().get(pk=journey.pk)
    if row.state != Journey.State.DRAFT:
        raise NotNow


def _give_acts(part: JourneyPart) -> None:
    """An act for each step, none due before she joined; harmless when run twice."""
    starts_on, today = part.journey.starts_on, clock.today()
    assert starts_on is not None
    off = days_off(today)
    there = set(part.acts.values_list("step_id", flat=True))
    JourneyAct.objects.bulk_create(
        JourneyAct(part=part, step=step, due_on=next_working_day(max(_day(starts_on, step), today), off))
        for step in part.journey.steps.all()
        if step.pk not in there
    )


def _day(starts_on: date, step: JourneyStep) -> date:
    return rules.day_of(starts_on, rules.Planned(step.week, step.day, step.kind))


def _stop(acts: Any, by: Person) -> None:
    acts.filter(state=JourneyAct.State.OPEN).delete()
