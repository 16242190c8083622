"""Is it asked for? One tap a week."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from haandgreb.learning.models import AskedWeek, Enrolment
from haandgreb.learning.queries.guests import OPEN_STATES as UNDER_WAY
from haandgreb.learning.rules.asked import is_asked_in
from haandgreb.learning.rules.quarters import monday_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

SOURCES = ("manager", "colleagues", "work")
NOBODY = "nobody"


class NotAsked(Exception):
    """This is none of the weeks: it has not begun, or is over."""


@transaction.atomic
def tap(
    enrolment: Enrolment, source: str, *, by: Person, is_on: bool = True, today: date | None = None
) -> AskedWeek | None:
    """
    Keep who asked for the new skill this week: one of SOURCES, or NOBODY, which takes the others away.

    Tapped twice it stands once. `is_on` False takes it back; with nothing left the week is not answered (None). Hers
    alone, so no trail is kept. Raises NotAsked, ValueError for another source or another person.
    """
    if source not in (*SOURCES, NOBODY) or by.pk != enrolment.person_id:
        raise ValueError(source)
    monday = monday_of(today or clock.today())
    row = Enrolment.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.pk)
    if row.state not in UNDER_WAY or not is_asked_in(row.ends_on or row.completed_on, monday):
        raise NotAsked
    week = AskedWeek.objects.filter(enrolment=row, monday=monday).first() or AskedWeek(enrolment=row, monday=monday)
    for name in SOURCES:
        if source in (name, NOBODY):
            setattr(week, f"by_{name}", source == name and is_on)
    if not is_on and not any(getattr(week, f"by_{name}") for name in SOURCES):
        AskedWeek.objects.filter(pk=week.pk).delete()
        return None
    week.save()
    return week
