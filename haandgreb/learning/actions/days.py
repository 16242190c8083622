"""The workplace's own days off: added and taken away; acts nobody was told of move off them."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.learning.models import DayOff, Step
from haandgreb.learning.models.steps import Phase
from haandgreb.learning.queries.days import days_off
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.holidays import next_working_day, working_day_before


@transaction.atomic
def add_day(*, title: str, day: date, every_year: bool, by: Person) -> DayOff:
    """A day off; open acts on it that nobody has been told of move to the working day before or after it."""
    made, is_new = DayOff.objects.get_or_create(
        day=day, every_year=every_year, defaults={"title": title, "made_by": by}
    )
    if is_new:
        audit.record("day off added", by=by, about=made)
        _clear(made)
    return made


@transaction.atomic
def remove_day(row: DayOff, *, by: Person) -> None:
    """It is worked again. What has moved off it stays where it is."""
    audit.record("day off removed", by=by, about=row)
    row.delete()


def _clear(made: DayOff) -> None:
    today = clock.today()
    off = days_off(today)
    years = range(today.year, today.year + 3)
    for day in (day for year in years if (day := made.in_year(year)) is not None and day >= today):
        acts = Step.objects.filter(state=Step.State.OPEN, told_on=None, due_on=day)
        earlier = working_day_before(day, off)
        if earlier >= today:
            acts.filter(phase=Phase.BEFORE).update(due_on=earlier)
        acts.filter(phase=Phase.AFTER).update(due_on=next_working_day(day, off))
