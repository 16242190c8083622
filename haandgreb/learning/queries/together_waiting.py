"""What of learning together waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Exists, Q

from haandgreb.learning.models import Enrolment, SharedClick, StudyPair
from haandgreb.learning.queries.use_checks import MODULE_MINUTES
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.shared import clock

SOON = timedelta(days=7)
PLANNED = SharedClick.State.PLANNED


def may_wait(person: Person, today: date) -> PersonQuerySet:
    """The person, where she is asked, has a seat or hosts, or has completed a module lately."""
    asked = StudyPair.objects.filter(second=person, state=StudyPair.State.ASKED)
    clicks = SharedClick.objects.filter(state=PLANNED)
    mine = [Exists(asked), Exists(clicks.filter(host=person)), Exists(clicks.filter(taken__person=person))]
    since = today - timedelta(days=60)
    modules = Enrolment.objects.filter(
        person=person, state="completed", completed_on__gte=since, activity__minutes__lte=MODULE_MINUTES
    )
    return Person.objects.filter(Q(mine[0]) | Q(mine[1]) | Q(mine[2]) | Q(Exists(modules)), pk=person.pk)


def asked_of(person: Person) -> Sequence[StudyPair]:
    """Colleagues who ask her."""
    rows = StudyPair.objects.filter(second=person, state=StudyPair.State.ASKED)
    return list(rows.select_related("first", "activity"))


def coming(person: Person, today: date) -> Sequence[SharedClick]:
    """Those of the next seven days in which she has a seat, or which she hosts."""
    mine = SharedClick.objects.filter(Q(host=person) | Q(taken__person=person), state=PLANNED).distinct()
    rows = mine.filter(starts_at__gt=clock.now()).select_related("activity")
    return [click for click in rows if clock.local_day(click.starts_at) <= today + SOON]


def to_close(person: Person) -> Sequence[SharedClick]:
    """Hers that have been, and nobody has said so."""
    rows = SharedClick.objects.filter(host=person, state=PLANNED, starts_at__lte=clock.now() - timedelta(hours=1))
    return list(rows.select_related("activity"))
