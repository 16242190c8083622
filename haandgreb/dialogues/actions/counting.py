"""Counting a round's goals for the works council: at most every thirty days; only what may be shown is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.competences.rules.disclosure import Row, release
from haandgreb.dialogues.models import Round, RoundCount
from haandgreb.dialogues.queries.goal_counts import count
from haandgreb.dialogues.rules.pack import is_due, next_figures
from haandgreb.shared import audit, clock

COUNTED = (Round.State.TALKS, Round.State.AGREEING, Round.State.FOLLOWING, Round.State.CLOSED)


def count_what_is_due(today: date) -> int:
    """Count every round whose turn it is; returns how many."""
    rounds = Round.objects.filter(state__in=COUNTED, kind__is_group=False).select_related("count")
    return sum(count_round(one, today) is not None for one in rounds)


def count_round(found: Round, today: date) -> RoundCount | None:
    """
    Count a round anew where its turn has come (None where not). Figures that changed by too little stand.

    A closed round is counted once more and never again.
    """
    before = RoundCount.objects.filter(round=found).first()
    closed_on = clock.local_day(found.closed_at) if found.closed_at is not None else None
    if not is_due(before.counted_on if before is not None else None, today, closed_on):
        return None
    counted = count(found, today)
    old = before.whole if before is not None else {}
    figures = {
        "goals": (counted.linked, counted.people),
        "status": (counted.status, counted.people),
        "followed": (counted.followed, counted.agreements),
    }
    whole = {name: next_figures(old.get(name), counts, people) for name, (counts, people) in figures.items()}
    lines = release(counted.units, counted.parents, _lines(before.units) if before is not None else None)
    units = {str(unit): [row.split[0], row.split[1], str(row.within or "")] for unit, row in lines.items()}
    return _save(found, before, today, {name: row for name, row in whole.items() if row is not None}, units)


def _lines(units: Mapping[str, list[Any]]) -> dict[UUID, Row[UUID]]:
    """What the latest counting shows, as the rules of disclosure read it."""
    return {
        UUID(unit): Row((goal, none, 0), UUID(within) if within else None)
        for unit, (goal, none, within) in units.items()
    }


@transaction.atomic
def _save(
    found: Round, before: RoundCount | None, today: date, whole: dict[str, list[int]], units: dict[str, list[Any]]
) -> RoundCount | None:
    """Put the new counting in the place of the old one; None where somebody else was quicker."""
    facts = {"counted_on": today, "whole": whole, "units": units}
    if before is None:
        row, is_new = RoundCount.objects.get_or_create(round=found, defaults=facts)
        if not is_new:
            return None
    else:
        rows = RoundCount.objects.filter(pk=before.pk, counted_on=before.counted_on)
        if not rows.update(**facts):
            return None
        row = RoundCount.objects.get(pk=before.pk)
    audit.record("round counted", about=found)
    return row
