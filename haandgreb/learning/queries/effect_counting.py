"""What there is to count of a year's learning, before anything is hidden: for actions/effect.py alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F
from django.db.models.functions import Cast

from haandgreb.learning.models import ActivityPractice, CheckIn, Enrolment, Step, TransferBarrier
from haandgreb.learning.rules.effect import RESULT, Taken
from haandgreb.learning.rules.ladder import LEARNER, Told

TAKEN = (Enrolment.State.APPROVED, Enrolment.State.COMPLETED)


def _as_text(name: str) -> Cast:
    """An id as the database writes it: making a hundred thousand UUIDs takes longer than counting."""
    return Cast(F(name), CharField())


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
    told_of = rows.annotate(
        one=_as_text("pk"),
        who=_as_text("person_id"),
        what=_as_text("activity_id"),
        whose=_as_text("activity__provider_id"),
    )
    names = ("one", "who", "what", "whose", "starts_on", "ends_on", "source", "completed_on", "plan__practice_id")
    found = []
    for pk, person, activity, provider, starts_on, ends_on, source, completed_on, planned in told_of.values_list(
        *names
    ):
        useful, contribution = extra.get(pk, (None, "", ""))[:2]
        asked_on, ask_by, asker = asked.get(pk, (None, None, None))
        serves = practices.get(activity, frozenset())
        found.append(
            Taken(
                person=person,
                activity=activity,
                provider=provider or "",
                starts_on=starts_on,
                ends_on=ends_on or starts_on,
                is_ours=not source,
                completed_on=completed_on,
                talked_on=talks.get(pk),
                asked_on=asked_on,
                ask_by=ask_by,
                asker=asker,
                told=tuple(told.get(pk, ())),
                contribution=contribution,
                brakes=brakes.get(pk, frozenset()),
                practices=serves | {str(planned)} if planned else serves,
                useful=useful,
            )
        )
    return found


def _acts(through: Mapping[str, Any]) -> tuple[dict[str, date], dict[str, tuple[date | None, date, str | None]]]:
    """When the talk before was held, and when the manager asked and by which day she was to."""
    rows = Step.objects.filter(**through, key__in=("talk", "manager_asks")).order_by()
    talks: dict[str, date] = {}
    asked: dict[str, tuple[date | None, date, str | None]] = {}
    told_of = rows.annotate(one=_as_text("enrolment_id"), whose=_as_text("owner_id"))
    names = ("key", "one", "state", "ended_on", "due_on", "whose")
    for key, pk, state, ended_on, due_on, owner in told_of.values_list(*names):
        done_on = ended_on if state == Step.State.DONE else None
        if key == "manager_asks":
            asked[pk] = (done_on, due_on, owner)
        elif done_on is not None:
            talks[pk] = min(done_on, talks.get(pk, done_on))
    return talks, asked


Extra = tuple[int | None, str, str]
"""Useful at the end, the contribution told at 90 days, and what held her back last."""


def _told(through: Mapping[str, Any]) -> tuple[dict[str, list[Told]], dict[str, Extra]]:
    names = ("day", "source", "answered_on", "use", "status", "level_before", "level_now", "result_level")
    rows = CheckIn.objects.filter(**through).order_by("day").annotate(one=_as_text("enrolment_id"))
    told: defaultdict[str, list[Told]] = defaultdict(list)
    extra: dict[str, Extra] = {}
    for pk, useful, contribution, barrier, *said in rows.values_list(
        "one", "useful", "contribution", "barrier", *names
    ):
        one = Told(*said)
        told[pk].append(one)
        if one.source == LEARNER:
            before = extra.get(pk, (None, "", ""))
            at_the_end = useful if one.day == 0 else before[0]
            extra[pk] = (at_the_end, contribution if one.day == RESULT else before[1], barrier or before[2])
    return told, extra


def _brakes(through: Mapping[str, Any], extra: Mapping[str, Extra]) -> dict[str, frozenset[str]]:
    """The kinds of what held each back: named as a barrier, or told in a check-in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    rows = TransferBarrier.objects.filter(**through).order_by().annotate(one=_as_text("enrolment_id"))
    for pk, kind in rows.values_list("one", "kind"):
        found[pk].add(kind)
    for pk, (_useful, _contribution, barrier) in extra.items():
        if barrier:
            found[pk].add(barrier)
    return {pk: frozenset(kinds) for pk, kinds in found.items()}


def _practices() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    links = ActivityPractice.objects.filter(practice__person=None).order_by()
    for activity, practice in links.annotate(what=_as_text("activity_id")).values_list("what", "practice_id"):
        found[activity].add(str(practice))
    return {activity: frozenset(practices) for activity, practices in found.items()}


def barriers_between(first: date, last: date) -> list[tuple[UUID, str, date]]:
    """Person, state and day of everything named as standing in the way of what began on these days."""
    rows = TransferBarrier.objects.filter(enrolment__state__in=TAKEN, enrolment__starts_on__range=(first, last))
    return list(rows.order_by().values_list("enrolment__person_id", "state", "named_on"))
