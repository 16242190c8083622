"""What the counting of the three rooms reads: three questions, however many people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce

from haandgreb.learning.models import CheckIn, ClickSeat, Enrolment, StudyPair
from haandgreb.learning.models.portfolio import MANDATORY
from haandgreb.learning.queries.use_checks import MODULE_MINUTES
from haandgreb.learning.rules.module_figures import Taken
from haandgreb.learning.rules.portfolio import Part
from haandgreb.learning.rules.use_checks import DAYS
from haandgreb.organisation.models import Engagement, Unit


def parts_between(first: date, last: date) -> Iterator[Part[str]]:
    """Who took part in what from the first day to the last; hours as agreed, else as the activity says."""
    rows = (
        Enrolment.objects.under_way()
        .order_by()
        .annotate(who=Cast(F("person_id"), CharField()), day=Coalesce("starts_on", "completed_on"))
    )
    told = rows.filter(day__gte=first, day__lte=last)
    columns = ("who", "activity__room", "is_mandatory", "hours", "activity__minutes")
    for who, room, is_mandatory, hours, minutes in told.values_list(*columns).iterator(chunk_size=5000):
        yield Part(who, MANDATORY if is_mandatory else room, hours * 60 if hours is not None else minutes)


def modules_between(first: date, last: date) -> Iterator[Taken[str]]:
    """Modules completed from the first day to the last; one query."""
    told = CheckIn.objects.filter(enrolment=OuterRef("pk"), day=max(DAYS), source=CheckIn.Source.LEARNER)
    seat = ClickSeat.objects.filter(
        person=OuterRef("person"), click__activity=OuterRef("activity"), click__state="held"
    )
    pair = StudyPair.objects.filter(
        Q(first=OuterRef("person")) | Q(second=OuterRef("person")),
        activity=OuterRef("activity"),
        state__in=("paired", "ended"),
        second__isnull=False,
    )
    rows = Enrolment.objects.filter(
        state="completed", completed_on__range=(first, last), activity__minutes__range=(1, MODULE_MINUTES)
    ).order_by()
    found = rows.annotate(
        who=Cast(F("person_id"), CharField()),
        told=Subquery(told.values("use")[:1]),
        together=Exists(seat) | Exists(pair),
    )
    columns = found.values_list("who", "completed_on", "told", "together").iterator(chunk_size=5000)
    for who, completed_on, use, together in columns:
        assert completed_on is not None  # a constraint of the table
        yield Taken(who, completed_on + timedelta(days=max(DAYS)) <= last, use, together)


def homes_on(day: date) -> dict[str, UUID]:
    """The unit of each person's main engagement; people by their id as text."""
    rows = Engagement.objects.on(day).annotate(who=Cast(F("person_id"), CharField()))
    return dict(rows.order_by("is_primary", "-valid_from").values_list("who", "unit_id"))


def parents_of_units() -> dict[UUID, UUID | None]:
    """Each unit with the one above it."""
    return dict(Unit.objects.order_by().values_list("pk", "parent_id"))
