"""Whether a module is used: kept as a check-in of its day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.learning.models import CheckIn, Enrolment
from haandgreb.learning.queries.use_checks import untold
from haandgreb.learning.rules.use_checks import DAYS
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.passport import Due


def due(today: date, until: date) -> Iterator[Due]:
    """Whether a module is in use after thirty days, for the week's one digest; day 7 is an act of its own."""
    rows = untold(today, until).order_by().values_list("person", "completed_on")
    for person, completed_on in rows.iterator(chunk_size=5000):
        assert completed_on is not None  # a constraint of the table
        yield Due(person, completed_on + timedelta(days=max(DAYS)))


def told(people: Collection[UUID], today: date, until: date) -> None:
    """A digest told these people of it."""
    rows = untold(today, until).filter(person__in=people).order_by()
    Enrolment.objects.filter(pk__in=rows.values("pk")).update(use_told_on=today)


@transaction.atomic
def answer(enrolment: Enrolment, day: int, answers: Mapping[str, Any], *, by: Person) -> CheckIn:
    """What she tells of the day; told again it replaces what was told. Her words are hers alone."""
    told = {name: answers[name] for name in ("use", "happened", "barrier")}
    found, _made = CheckIn.objects.update_or_create(
        enrolment=enrolment,
        day=day,
        source=CheckIn.Source.LEARNER,
        defaults={**told, "shared": False, "answered_on": clock.today()},
    )
    audit.record("check-in told", by=by, about=found, day=day, source=found.source)
    return found
