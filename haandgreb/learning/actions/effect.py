"""Counting what came of a year's learning, so that some of it can be shown; and showing that a practice is in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from haandgreb.confidentiality.figures import next_figures
from haandgreb.confidentiality.rules import ENOUGH
from haandgreb.learning.models import EffectRelease, TransferBarrier
from haandgreb.learning.queries.effect_counting import barriers_between, taken_between
from haandgreb.learning.rules import effect as rules
from haandgreb.learning.rules.effect import Taken
from haandgreb.learning.rules.effect_courses import course_lines
from haandgreb.shared import audit

BETWEEN = timedelta(days=30)
"""How long one counting is shown before the next replaces it."""

YEAR = timedelta(days=365)
AGE = "barrier_age"


def release_when_due(today: date) -> EffectRelease | None:
    """
    Count the last twelve months when thirty days have passed; the first time when five people are behind it.

    A figure that changed by less than five stands. None where it is not due, or where somebody else was quicker.
    """
    latest = EffectRelease.objects.first()
    if latest is not None and today < latest.counted_on + BETWEEN:
        return None
    first = today - YEAR
    rows = taken_between(first, today)
    if latest is None and len({row.person for row in rows}) < ENOUGH:
        return None
    new = EffectRelease(
        counted_on=today,
        starts_on=first,
        figures=_figures(rows, first, today, latest.figures if latest is not None else {}),
        courses=course_lines(rows, today, latest.courses if latest is not None else []),
        in_use=rules.practices_in_use(rows, latest.in_use if latest is not None else [], ENOUGH),
    )
    return _save(new, latest)


def _figures(rows: list[Taken], first: date, today: date, before: Mapping[str, list[int]]) -> dict[str, list[int]]:
    found = rules.figures(rows, today)
    barriers = barriers_between(first, today)
    found["barriers"] = _barriers(barriers)
    shown = {}
    for name in {*found, *before} - {AGE}:
        old = before.get(name)
        figure = found[name] if name in found else rules.Figure([0] * len(old or ()))
        told = next_figures(old, figure.counts, len(figure.people))
        if told is not None:
            shown[name] = told
    standing = {person: day for person, state, day in barriers if state == TransferBarrier.State.OPEN}
    age = rules.median_age((day for _who, state, day in barriers if state == TransferBarrier.State.OPEN), today)
    if age is not None and len(standing) >= ENOUGH:
        shown[AGE] = [age]
    return shown


def _barriers(rows: Iterable[tuple[Any, str, date]]) -> rules.Figure:
    """How many barriers stand, are removed, or are lived with."""
    states = list(TransferBarrier.State.values)
    figure = rules.Figure([0] * len(states))
    for person, state, _day in rows:
        figure.add(states.index(state), person)
    return figure


@transaction.atomic
def _save(new: EffectRelease, latest: EffectRelease | None) -> EffectRelease | None:
    now_there = EffectRelease.objects.select_for_update(no_key=True).first()
    if now_there != latest:
        return None
    new.save(force_insert=True)
    if latest is not None:
        latest.delete()
    audit.record("effect counted", about=new, figures=len(new.figures))
    return new
