"""What is mandatory here, when it is, and who works in a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q

from haandgreb.learning.models import Activity, Enrolment, Offering
from haandgreb.learning.queries.enrolments import Time
from haandgreb.organisation.models import Engagement, Person, Unit

MOST_AT_ONCE = 200
State = Enrolment.State


@dataclass(frozen=True)
class Choice:
    """An activity at one time, or without a fixed one."""

    activity: Activity
    time: Time | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        return str(self.time.offering.pk if self.time is not None else self.activity.pk)


def mandatory_choices(today: date) -> list[Choice]:
    """Each mandatory activity with its coming times, and without one; two queries."""
    taken = Count("enrolments", filter=Q(enrolments__state__in=(State.APPROVED, State.COMPLETED)))
    coming = Offering.objects.filter(state=Offering.State.PLANNED, starts_on__gte=today).annotate(taken=taken)
    rows = Activity.objects.open().filter(is_mandatory=True)
    found: list[Choice] = []
    for activity in rows.prefetch_related(Prefetch("offerings", coming.order_by("starts_on", "pk"))):
        for row in activity.offerings.all():
            left = None if row.seats is None else max(0, row.seats - getattr(row, "taken", 0))
            found.append(Choice(activity, Time(row, left)))
        found.append(Choice(activity))
    return found


def people_of(unit: Unit, today: date) -> list[Person]:
    """Everybody at work in the unit or below it today; one more than may be chosen at once, at most."""
    here = Engagement.objects.on(today).filter(unit__in=Unit.objects.below([unit]))
    return list(Person.objects.working_on(today).filter(pk__in=here.values("person"))[: MOST_AT_ONCE + 1])
