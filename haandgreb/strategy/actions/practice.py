"""What people do with changed practice (IM-3): add, change, close, delete."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from haandgreb.organisation.models import Person, Unit
from haandgreb.shared import audit
from haandgreb.shared.versions import raise_version
from haandgreb.strategy.actions import barriers, closing
from haandgreb.strategy.actions.links import RESULT_PRACTICE, connect, next_place
from haandgreb.strategy.models import PracticeChange, Result, Situation, Strength
from haandgreb.strategy.queries.practice import is_built_on

CHANGEABLE = ("title", "title_en", "who", "before", "after", "kind", "sign", "situation", "decision", "decided_on")


@transaction.atomic
def add(
    *,
    by: Person,
    results: Iterable[Result] = (),
    strength: str = Strength.EXPERIENCE,
    new_situation: str = "",
    units: Iterable[Unit] = (),
    person: Person | None = None,
    **facts: Any,
) -> PracticeChange:
    """
    A changed practice under the results, last in its column.

    `new_situation` names a moment nobody has written down yet; without units it holds for the whole workplace;
    with `person` it is hers alone.
    """
    if new_situation:
        facts["situation"] = Situation.objects.create(title=new_situation)
    practice = PracticeChange.objects.create(place=next_place(PracticeChange), person=person, **facts)
    practice.units.set(units)
    for result in results:
        connect(RESULT_PRACTICE, result, practice, by=by, strength=strength)
    audit.record("practice change added", by=by, about=practice)
    return practice


@transaction.atomic
def change(
    practice: PracticeChange,
    facts: Mapping[str, Any],
    *,
    by: Person,
    version: int | None = None,
    new_situation: str = "",
) -> None:
    """Write the facts. Raises Stale where somebody changed it after `version`; nothing is written then."""
    raise_version(practice, version)
    values = {name: facts[name] for name in CHANGEABLE if name in facts}
    if new_situation:
        values["situation"] = Situation.objects.create(title=new_situation)
    for name, value in values.items():
        setattr(practice, name, value)
    practice.save(update_fields=[*values, "sort_key"])
    if "units" in facts:
        practice.units.set(facts["units"])
    audit.record("practice change changed", by=by, about=practice)


@transaction.atomic
def close(practice: PracticeChange, why: str, *, by: Person, on: date | None = None) -> None:
    """It counts no more, and why; what was built on it can still be read. Its barriers are nobody's task any more."""
    if closing.close(practice, "practice change", why, by=by, on=on):
        _let_barriers_go(practice, by=by)


def reopen(practice: PracticeChange, *, by: Person) -> None:
    """It counts again; its barriers wait for somebody to take them."""
    closing.reopen(practice, "practice change", by=by)


@transaction.atomic
def delete(practice: PracticeChange, *, by: Person) -> None:
    """Delete what nothing hangs on. Raises BuiltOn otherwise."""
    is_base = is_built_on(practice)
    if not is_base:
        _let_barriers_go(practice, by=by)
    closing.delete(practice, "practice change", is_built_on=is_base, by=by)


def _let_barriers_go(practice: PracticeChange, *, by: Person) -> None:
    for barrier in practice.barriers.all():
        barriers.let_go(barrier, by=by)
