"""Several people at once into what is mandatory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from haandgreb.learning.actions.enrolments import AlreadyThere, enrol_mandatory
from haandgreb.learning.models import Activity, Offering
from haandgreb.organisation.models import Person


@transaction.atomic
def enrol_many(
    people: Iterable[Person],
    activity: Activity,
    *,
    by: Person,
    offering: Offering | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> tuple[int, int]:
    """
    All of them, or nobody; returns how many got a place now, and how many had one.

    Raises Closed, and Full where the seats are fewer.
    """
    made = there = 0
    for person in people:
        try:
            enrol_mandatory(person, activity, by=by, offering=offering, starts_on=starts_on, ends_on=ends_on)
            made += 1
        except AlreadyThere:
            there += 1
    return made, there
