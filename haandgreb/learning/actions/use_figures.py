"""Counting a quarter's answers once, when the last of them are in; only what may be shown is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.competences.rules.counting import way_up
from haandgreb.confidentiality.rules import enough_people
from haandgreb.learning.factors_content import SET
from haandgreb.learning.models import UseRelease
from haandgreb.learning.queries.use_counting import Answers, asked_answers, factor_answers, homes, parents
from haandgreb.learning.rules.factors import LEAST_ANSWERED
from haandgreb.learning.rules.groups import WHOLE, by_unit, shown_units, with_whole
from haandgreb.learning.rules.quarters import over
from haandgreb.questions.queries import current_set
from haandgreb.questions.showing import STEPS
from haandgreb.shared import audit

Kind = UseRelease.Kind
LOOK_BACK = 4
"""Quarters a server that stood still counts when it starts again."""

_COUNTING: Mapping[str, tuple[Callable[[date], Answers], int]] = {
    Kind.ASKED: (asked_answers, 0),
    Kind.FACTORS: (factor_answers, LEAST_ANSWERED),
}


def count_what_is_over(today: date) -> int:
    """Count each quarter whose answers are all in and that was not counted; returns how many. Harmless twice."""
    quarters = over(today, LOOK_BACK)
    done = set(UseRelease.objects.filter(quarter__in=quarters).values_list("kind", "quarter"))
    todo = [(kind, quarter) for kind in _COUNTING for quarter in quarters if (kind, quarter) not in done]
    return sum(count_quarter(kind, quarter, today) is not None for kind, quarter in todo)


@transaction.atomic
def count_quarter(kind: str, quarter: date, today: date, *, is_demo: bool = False) -> UseRelease | None:
    """Count one quarter; None where nobody was asked, or somebody else was quicker. It is never counted again."""
    count, least = _COUNTING[kind]
    found = count(quarter)
    if not found.asked:
        return None
    is_enough = enough_people(len(found.answered))
    facts = {
        "rows": rows_of(found, homes(found.asked, today), parents(), least=least) if is_enough else {},
        "closed_on": today,
        "question_set": current_set(SET) if kind == Kind.FACTORS else None,
        "is_demo": is_demo,
    }
    release, is_new = UseRelease.objects.get_or_create(kind=kind, quarter=quarter, defaults=facts)
    if not is_new:
        return None
    audit.record("use figures counted", about=release)
    return release


def rows_of(
    found: Answers, home: Mapping[UUID, UUID], units: Mapping[UUID, UUID | None], *, least: int
) -> dict[str, dict[str, Any]]:
    """
    What is kept, by unit ("" for the whole workplace): how many were asked and answered, and the counts that may be
    shown. A unit nothing may be shown of is not in it.
    """
    tree = with_whole(units)
    asked = by_unit(found.asked, home, tree)
    groups = shown_units(by_unit(found.answered, home, tree), asked, tree, least=least)
    kept: dict[str, dict[str, Any]] = {}
    for question, steps in found.answers.items():
        shown = groups & shown_units(by_unit(list(steps), home, tree), {}, tree)
        counts = _counts(steps, home, tree, shown)
        for unit in shown:
            kept.setdefault(_key(unit), {})[question] = counts[unit]
    answered = by_unit(found.answered, home, tree)
    return {
        _key(unit): {"asked": asked[unit], "answered": answered[unit], "counts": kept[_key(unit)]}
        for unit in groups
        if _key(unit) in kept
    }


def _counts(
    steps: Mapping[UUID, int], home: Mapping[UUID, UUID], tree: Mapping[UUID, UUID | None], shown: set[UUID]
) -> dict[UUID, list[int]]:
    """The five counts of each shown unit."""
    found = {unit: [0] * STEPS for unit in shown}
    at_home = Counter((home.get(person, WHOLE), step) for person, step in steps.items())
    for (unit, step), count in at_home.items():
        for above in way_up(unit if unit in tree else WHOLE, tree):
            if above in found:
                found[above][step - 1] += count
    return found


def _key(unit: UUID) -> str:
    return "" if unit == WHOLE else str(unit)
