"""What waits for a person because of a service check: a purpose to write, a silent vote to give."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.meetings.models import CheckedSeries, CheckVoter, ServiceCheck
from haandgreb.organisation.models import Person, PersonQuerySet
from haandgreb.shared.passport import Waiting

Step = ServiceCheck.Step


def _votes(person: Person) -> QuerySet[CheckVoter]:
    return CheckVoter.objects.filter(person=person, has_voted=False, check_of__step=Step.VOTE)


def _purposes(person: Person) -> QuerySet[CheckedSeries]:
    steps = [Step.MAP, Step.PURPOSE]
    return CheckedSeries.objects.filter(series__owner=person, purpose="", check_of__step__in=steps)


def may_wait(person: Person) -> PersonQuerySet:
    """The person, where a vote or a purpose of hers is open."""
    return Person.objects.filter(Exists(_votes(person)) | Exists(_purposes(person)), pk=person.pk)


def waiting_for(person: Person) -> Iterator[Waiting]:
    """Votes that are open and purposes nobody has written."""
    votes, rows = _votes(person), _purposes(person)
    for voter in votes.select_related("check_of").order_by("check_of__started_on", "pk"):
        yield _waiting(_("Give your silent verdict on the meetings"), voter.check_of)
    for row in rows.select_related("check_of").order_by("check_of__started_on", "title"):
        yield _waiting(_("Write what the meeting is for: %(series)s") % {"series": row.title}, row.check_of)


def _waiting(text: str, check: ServiceCheck) -> Waiting:
    page = reverse("meetings:check", args=[check.pk])
    return Waiting(text, page, check.title, None, "meeting", _("Service check"))
