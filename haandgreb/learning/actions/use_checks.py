"""Whether a module is used: kept as a check-in of its day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from haandgreb.learning.models import CheckIn, Enrolment
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock


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
