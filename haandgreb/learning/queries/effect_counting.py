"""What there is to count of a year's learning, before anything is hidden: for actions/effect.py alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from haandgreb.learning.models import ActivityPractice, CheckIn, Enrolment, Step, TransferBarrier
from haandgreb.learning.rules.effect import RESULT, Taken
from haandgreb.learning.rules.ladder import LEARNER, Told

TAKEN = (Enrolment.State.APPROVED, Enrolment.State.COMPLETED)


def taken_between(first: date, last: date) -> list[Taken]:
    """
    The chosen enrolments that began on these days, with what was told of them; six queries, however many there are.

    What is mandatory is not counted: nobody chose it, and what comes of it is another question.
    """
    chosen: dict[str, Any] = {"state__in": TAKEN, "is_mandatory": False, "starts_on__range": (first, last)}
    rows = Enrolment.objects.filter(**chosen).order_by()
    through = {f"enrolment__{name}": value for name, value in chosen.items()}
    talks, asked = _acts(through)
    told, extra = _told(through)
    brakes = _brakes(through, extra)
    practices = _practices()
    names = ("pk", "person_id", "activity_id", "activity__provider_id", "starts_on", "ends_on", "source")
    found = []
    for pk, person, activity, provider, starts_on, ends_on, source, completed_on, planned in rows.values_list(
        *names, "completed_on", "plan__practice_id"
    ):
        useful, contribution = extra.get(pk, (None, "", ""))[:2]
        asked_on, ask_by = asked.get(pk, (None, None))
        serves = practices.get(activity, frozenset())
        found.append(
            Taken(
                person=person,
                activity=str(activity),
                provider=str(provider or ""),
                starts_on=starts_on,
                ends_on=ends_on or starts_on,
                is_ours=not source,
                completed_on=completed_on,
                talked_on=talks.get(pk),
                asked_on=asked_on,
                ask_by=ask_by,
                told=tuple(told.get(pk, ())),
                contribution=contribution,
                brakes=brakes.get(pk, frozenset()),
                practices=serves | {str(planned)} if planned else serves,
                useful=useful,
            )
        )
    return found


def _acts(through: Mapping[str, Any]) -> tuple[dict[UUID, date], dict[UUID, tuple[date | None, date]]]:
    """When the talk before was held, and when the manager asked and by which day she was to."""
    rows = Step.objects.filter(**through, key__in=("talk", "manager_asks")).order_by()
    talks: dict[UUID, date] = {}
    asked: dict[UUID, tuple[date | None, date]] = {}
    for key, pk, state, ended_on, due_on in rows.values_list("key", "enrolment_id", "state", "ended_on", "due_on"):
        done_on = ended_on if state == Step.State.DONE else None
        if key == "manager_asks":
            asked[pk] = (done_on, due_on)
        elif done_on is not None:
            talks[pk] = min(done_on, talks.get(pk, done_on))
    return talks, asked


Extra = tuple[int | None, str, str]
"""Useful at the end, the contribution told at 90 days, and what held her back last."""


def _told(through: Mapping[str, Any]) -> tuple[dict[UUID, list[Told]], dict[UUID, Extra]]:
    names = ("day", "source", "answered_on", "use", "status", "level_before", "level_now", "result_level")
    rows = CheckIn.objects.filter(**through).order_by("enrolment", "day", "source")
    told: defaultdict[UUID, list[Told]] = defaultdict(list)
    extra: dict[UUID, Extra] = {}
    for pk, useful, contribution, barrier, *said in rows.values_list(
        "enrolment_id", "useful", "contribution", "barrier", *names
    ):
        one = Told(*said)
        told[pk].append(one)
        if one.source == LEARNER:
            before = extra.get(pk, (None, "", ""))
            at_the_end = useful if one.day == 0 else before[0]
            extra[pk] = (at_the_end, contribution if one.day == RESULT else before[1], barrier or before[2])
    return told, extra


def _brakes(through: Mapping[str, Any], extra: Mapping[UUID, Extra]) -> dict[UUID, frozenset[str]]:
    """The kinds of what held each back: named as a barrier, or told in a check-in."""
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for pk, kind in TransferBarrier.objects.filter(**through).order_by().values_list("enrolment_id", "kind"):
        found[pk].add(kind)
    for pk, (_useful, _contribution, barrier) in extra.items():
        if barrier:
            found[pk].add(barrier)
    return {pk: frozenset(kinds) for pk, kinds in found.items()}


def _practices() -> dict[UUID, frozenset[str]]:
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    links = ActivityPractice.objects.filter(practice__person=None).order_by()
    for activity, practice in links.values_list("activity_id", "practice_id"):
        found[activity].add(str(practice))
    return {activity: frozenset(practices) for activity, practices in found.items()}


def barriers_between(first: date, last: date) -> list[tuple[UUID, str, date]]:
    """Person, state and day of everything named as standing in the way of what began on these days."""
    rows = TransferBarrier.objects.filter(enrolment__state__in=TAKEN, enrolment__starts_on__range=(first, last))
    return list(rows.order_by().values_list("enrolment__person_id", "state", "named_on"))
