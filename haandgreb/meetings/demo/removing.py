"""The demo's meetings go before its people can."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from haandgreb.followups.models import FollowUp
from haandgreb.meetings.models import Meeting, Series, ServiceCheck, TypeReport
from haandgreb.questions.models import AnswerSheet


@transaction.atomic
def remove_demo() -> None:
    """Remove the demo's series, meetings and checks, what its people have made since, and what hangs on them."""
    of_series = Q(series__is_demo=True) | Q(series__chair__is_demo=True)
    alone = Q(chair__is_demo=True) | Q(series=None, chair=None)
    meetings = Meeting.objects.filter(of_series | alone)
    # Held first: a vote that comes now waits and finds no meeting.
    list(meetings.order_by().select_for_update(of=("self",)).values_list("pk"))
    checks = ServiceCheck.objects.filter(Q(is_demo=True) | Q(leader__is_demo=True))
    AnswerSheet.objects.filter(about__in=meetings.values("pk")).delete()
    FollowUp.objects.filter(Q(source_id__in=meetings.values("pk")) | Q(source_id__in=checks.values("pk"))).delete()
    TypeReport.objects.filter(pk__in=meetings.values("reported__report")).delete()
    checks.delete()
    meetings.delete()
    Series.objects.filter(Q(is_demo=True) | Q(chair__is_demo=True) | Q(owner__is_demo=True)).delete()
