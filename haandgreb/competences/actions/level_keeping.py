"""What the daily run does for levels, and what happens to them when a person is forgotten."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from django.db import transaction

from haandgreb.competences.actions.levels import hold, withdraw_where_manager_changed
from haandgreb.competences.actions.own_levels import unshare_where_manager_changed
from haandgreb.competences.models import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wheel, Wish
from haandgreb.competences.rules import wheel
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock

State = LevelProposal.State


def daily(today: date) -> None:
    """Proposals and sharing end with the manager they were for; rows for counting say what was agreed."""
    withdraw_where_manager_changed(today)
    unshare_where_manager_changed(today)
    mend_wheels()


def mend_wheels() -> int:
    """Write anew the rows for counting that differ from what was agreed; returns how many there were."""
    held = {person: bytes(levels) for person, levels in Wheel.objects.values_list("person", "levels")}
    differ = [person for person, row in _true_rows() if held.pop(person, b"") != row]
    differ += [person for person, row in held.items() if row]
    for person in differ:
        _mend(person)
    return len(differ)


@transaction.atomic
def _mend(person_id: UUID) -> None:
    """Looked at again with nobody beside us: a level may have been agreed a moment ago."""
    person = Person.objects.get(pk=person_id)
    hold(person)
    rows = AgreedLevel.objects.current().filter(person=person, competence__column__isnull=False)
    levels = wheel.encode({c: level for c, level in rows.values_list("competence__column", "level") if c is not None})
    row, _ = Wheel.objects.get_or_create(person=person)
    if bytes(row.levels) != levels:
        row.levels = levels
        row.save(update_fields=["levels"])
        audit.record("competences.wheel_mended", about=person)


def _true_rows() -> list[tuple[UUID, bytes]]:
    rows = AgreedLevel.objects.current().filter(competence__column__isnull=False).order_by("person")
    facts = rows.values_list("person", "competence__column", "level").iterator(chunk_size=5000)
    return [
        (person, wheel.encode({column: level for _person, column, level in some if column is not None}))
        for person, some in groupby(facts, key=itemgetter(0))
    ]


@transaction.atomic
def forget(person: Person) -> None:
    """All a person's levels, estimates, uses and wishes go; in those of others she stays only as nobody."""
    for model in (SelfLevel, LevelProposal, AgreedLevel, Evidence, Wish, Wheel):
        model._default_manager.filter(person=person).delete()
    for shown in (SelfLevel, Evidence, Wish):
        shown._default_manager.filter(shared_with=person).update(shared_with=None, shared_at=None)
    AgreedLevel.objects.filter(agreed_with=person).update(agreed_with=None)
    for side in ("proposed_by", "to"):
        mine = LevelProposal.objects.filter(**{side: person})
        mine.filter(state=State.OPEN).update(state=State.WITHDRAWN, answered_at=clock.now())
        mine.update(**{side: None})
