"""What learning journeys put into the week's one digest: each act once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from haandgreb.learning.models import Journey, JourneyAct, JourneyPart, JourneyStep
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import managers_of_many
from haandgreb.shared.passport import Due

_MANAGER = JourneyStep.Who.MANAGER


def due(today: date, until: date) -> Iterator[Due]:
    """Acts nobody has been told of, with whoever has them today: the learner, or her nearest manager."""
    own = _untold(until).exclude(step__who=_MANAGER)
    for learner, due_on in own.values_list("part__person", "due_on").iterator(chunk_size=5000):
        yield Due(learner, due_on)
    for manager, _act, due_on in _managers_acts(today, until):
        yield Due(manager, due_on)


@transaction.atomic
def told(people: Collection[UUID], today: date, until: date) -> None:
    """A digest told these people of what they have due by then."""
    own = _untold(until).exclude(step__who=_MANAGER).filter(part__person__in=people)
    acts = [act for manager, act, _due_on in _managers_acts(today, until) if manager in set(people)]
    JourneyAct.objects.filter(pk__in=own.values("pk")).update(told_on=today)
    JourneyAct.objects.filter(pk__in=acts).update(told_on=today)


def _untold(until: date) -> QuerySet[JourneyAct]:
    return JourneyAct.objects.filter(
        state=JourneyAct.State.OPEN,
        told_on=None,
        due_on__lte=until,
        part__state=JourneyPart.State.JOINED,
        part__hidden_at=None,
        part__journey__state=Journey.State.RUNNING,
    ).order_by()


def _managers_acts(today: date, until: date) -> Iterator[tuple[UUID, UUID, date]]:
    """Who has it today, the act and its day; of several nearest managers the first one has it."""
    rows = list(_untold(until).filter(step__who=_MANAGER).values_list("pk", "part__person", "due_on"))
    nearest = managers_of_many([Person(id=pk) for pk in {learner for _pk, learner, _due_on in rows}], today)
    for pk, learner, due_on in rows:
        first = next(iter(nearest[learner]), None)
        if first is not None:
            yield first.pk, pk, due_on
