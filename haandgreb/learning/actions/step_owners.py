"""Who has an act today: the learner's nearest manager, the buddy of her plan. Followed by the daily work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.learning.models import Step, TransferBarrier
from haandgreb.learning.models.steps import Actor
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared.passport import Due

_AT_ONCE = 500


def follow(today: date, until: date | None = None) -> int:
    """
    Give open acts of managers and colleagues to who has them today; how many changed hands. Harmless when run twice.

    A new owner may be told of it, whoever was told before. With `until` only what is due by then and not told of.
    """
    rows = Step.objects.waiting(today).filter(actor__in=(Actor.MANAGER, Actor.COLLEAGUE)).order_by()
    if until is not None:
        rows = rows.filter(due_on__lte=until)
    fields = ("pk", "actor", "owner", "enrolment__person", "enrolment__plan__buddy")
    found = list(rows.values_list(*fields))
    learners = {learner for _pk, actor, _owner, learner, _buddy in found if actor == Actor.MANAGER}
    nearest = managers_of_many([Person(id=pk) for pk in learners], today)
    moved: dict[UUID | None, list[UUID]] = defaultdict(list)
    for pk, actor, owner, learner, buddy in found:
        now = (buddy or learner) if actor == Actor.COLLEAGUE else _first(nearest[learner], owner)
        if now != owner:
            moved[now].append(pk)
    with transaction.atomic():
        for now, steps in moved.items():
            for some in _batches(steps):
                Step.objects.filter(pk__in=some).update(owner=now, told_on=None)
    return sum(map(len, moved.values()))


def due(today: date, until: date) -> Iterator[Due]:
    """Acts and barriers nobody has been told of, with whoever has them today."""
    follow(today, until)
    steps = Step.objects.waiting(today).filter(owner__isnull=False, told_on=None, due_on__lte=until).order_by()
    for owner, due_on in steps.values_list("owner", "due_on").iterator(chunk_size=5000):
        if owner is not None:
            yield Due(owner, due_on)
    barriers = _open_barriers().filter(owner__isnull=False, told_on=None, due_on__lte=until)
    for owner, by_then in barriers.values_list("owner", "due_on").iterator(chunk_size=5000):
        if owner is not None and by_then is not None:
            yield Due(owner, by_then)


def told(people: Collection[UUID], today: date, until: date) -> None:
    """A digest told these people of what they have due by then."""
    steps = Step.objects.waiting(today).filter(owner__in=people, told_on=None, due_on__lte=until).order_by()
    Step.objects.filter(pk__in=steps.values("pk")).update(told_on=today)
    barriers = _open_barriers().filter(owner__in=people, told_on=None, due_on__lte=until)
    TransferBarrier.objects.filter(pk__in=barriers.values("pk")).update(told_on=today)


def _open_barriers() -> QuerySet[TransferBarrier]:
    under_way = ("approved", "completed")
    return TransferBarrier.objects.filter(state=TransferBarrier.State.OPEN, enrolment__state__in=under_way).order_by()


def _first(managers: list[Person], now: UUID | None) -> UUID | None:
    """Of several nearest managers whoever has it keeps it."""
    ids = [manager.pk for manager in managers]
    return now if now in ids else next(iter(ids), None)


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
