"""Plans that wait for a person's yes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from haandgreb.learning.models import TransferPlan
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import staff_of


def may_wait(person: Person) -> QuerySet[TransferPlan]:
    """Plans with a yes of the other of the two; she may be the manager no more."""
    asked = Q(yes_by__isnull=False, yes_version=F("version"), shared_at__isnull=False) & ~Q(yes_by=person)
    mine = Q(enrolment__person=person) | Q(shared_with=person)
    return TransferPlan.objects.filter(asked & mine, enrolment__state__in=("asked", "approved", "completed"))


def waits_for(person: Person, today: date) -> Iterator[tuple[TransferPlan, str]]:
    """
    Plans shared with her that the learner has said yes to, and her own her manager has said yes to; one query where she
    has no staff.
    """
    rows = may_wait(person).select_related("enrolment__person", "enrolment__activity", "yes_by")
    found = list(rows.order_by("changed_at", "pk"))
    others = [row for row in found if row.enrolment.person_id != person.pk]
    staff = {one.pk for one in staff_of(person, today)} if others else set()
    for row in found:
        if row.enrolment.person_id == person.pk or row.enrolment.person_id in staff:
            yield row, _("%(name)s has said yes to a plan, and asks for yours") % {"name": row.yes_by}
