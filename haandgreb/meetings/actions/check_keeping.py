"""Service checks when their days are over, and when somebody in them is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from haandgreb.followups.models import FollowUp
from haandgreb.meetings import library
from haandgreb.meetings.models import CheckVoter, ServiceCheck, Verdict, WantedMeeting
from haandgreb.meetings.queries.service_check import silent_name
from haandgreb.organisation.models import Person
from haandgreb.shared import audit

SOURCE = "meetings"


@transaction.atomic
def delete_old(today: date) -> int:
    """Delete checks as long after they began as minutes are kept. Harmless when run twice; returns how many."""
    days = library.reminders()["keep"]["minutes_days"]
    old = ServiceCheck.objects.filter(started_on__lt=today - timedelta(days=days))
    gone = _delete(list(old))
    if gone:
        audit.record("old service checks deleted", checks=gone)
    return gone


@transaction.atomic
def forget(person: Person) -> None:
    """Take a person out of service checks: open verdicts go with her, and one she leads goes on with another voter."""
    for check in ServiceCheck.objects.filter(leader=person):
        heir = check.voters.exclude(person=person).select_related("person").order_by("person__sort_key").first()
        if heir is None:
            _delete([check])
        else:
            ServiceCheck.objects.filter(pk=check.pk).update(leader=heir.person)
    for check in ServiceCheck.objects.filter(voters__person=person, step=ServiceCheck.Step.VOTE):
        voter = silent_name(check, person)
        Verdict.objects.filter(row__check_of=check, voter=voter).delete()
        WantedMeeting.objects.filter(check_of=check, voter=voter).delete()
    CheckVoter.objects.filter(person=person).delete()


def _delete(checks: list[ServiceCheck]) -> int:
    """Checks with everything in them; what people promised there loses only its way back."""
    wanted = [check.pk for check in checks]
    FollowUp.objects.filter(source=SOURCE, source_id__in=wanted).update(source_id=None, source_label="", source_url="")
    ServiceCheck.objects.filter(pk__in=wanted).delete()
    return len(wanted)
