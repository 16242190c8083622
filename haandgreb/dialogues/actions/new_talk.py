"""A talk outside a round: either of the two begins it, once."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from haandgreb.dialogues.models import Dialogue, Kind
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of, units_managed_by
from haandgreb.shared import audit, clock
from haandgreb.shared.turns import alone

COMING = (Dialogue.State.INVITED, Dialogue.State.BOOKED)


class NotTheTwo(Exception):
    """The two are not a person and her nearest manager today, or the kind is not for them."""


@transaction.atomic
def start(
    kind: Kind,
    person: Person,
    manager: Person,
    *,
    by: Person,
    now: datetime | None = None,
    dialogue_id: UUID | None = None,
) -> tuple[Dialogue, bool]:
    """
    The dialogue of the two, and whether it was made now: where the same is coming already, both are led to it.

    Raises NotTheTwo unless `by` is one of them, the manager is the person's nearest today, and the kind is used,
    of two, and, one level up, the person manages somebody.
    """
    moment = now or clock.now()
    today = clock.local_day(moment)
    _check(kind, person, manager, by, today)
    alone(person.pk)
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    coming = Dialogue.objects.filter(person=person, manager=manager, kind=kind, round=None, state__in=COMING)
    there = coming.order_by("made_at").first()
    if there is not None:
        return there, False
    facts = {} if dialogue_id is None else {"pk": dialogue_id}
    dialogue = Dialogue.objects.create(
        kind=kind,
        person=person,
        manager=manager,
        manager_since=moment,
        made_at=moment,
        minutes=kind.minutes,
        is_picked=False,
        **facts,
    )
    audit.record("talk started", by=by, about=dialogue, kind=kind.key)
    return dialogue, True


def _check(kind: Kind, person: Person, manager: Person, by: Person, day: date) -> None:
    is_between = by.pk in {person.pk, manager.pk} and person.pk != manager.pk
    if not is_between or kind.is_group or not kind.is_used or manager not in managers_of(person, day):
        raise NotTheTwo
    if kind.level_up and not units_managed_by(person, day):
        raise NotTheTwo
