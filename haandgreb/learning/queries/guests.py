"""Links for guests: which open, what a guest may see, and what the two read of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from haandgreb.learning.models import Enrolment, GuestLink, LogEntry, TransferPlan
from haandgreb.learning.permissions import LEARNER, MANAGER
from haandgreb.learning.queries.log import BUDDY, entries
from haandgreb.organisation.models import Person
from haandgreb.shared import clock

OPEN_STATES = (Enrolment.State.APPROVED, Enrolment.State.COMPLETED)


def good_links(now: datetime) -> QuerySet[GuestLink]:
    """
    The links that open something: not run out, not called back, the enrolment neither cancelled nor handed on, nor out
    of everybody's sight, and the learner still works here.
    """
    rows = GuestLink.objects.filter(expires_at__gt=now, called_back_at=None, enrolment__state__in=OPEN_STATES)
    hidden = TransferPlan.objects.filter(hidden_at__isnull=False).values("enrolment")
    here = Person.objects.here_on(clock.local_day(now))
    return rows.filter(enrolment__person__in=here.values("pk")).exclude(enrolment__in=hidden)


def link_of(token_hash: str, now: datetime) -> GuestLink | None:
    """The link, with what its page names; None where it opens nothing."""
    rows = good_links(now).select_related("enrolment__person", "enrolment__activity", "sent_by", "reply")
    return rows.filter(token_hash=token_hash).first()


@dataclass(frozen=True)
class GuestPart:
    """What one guest may read: nothing of it is more than what somebody chose to show her."""

    link: GuestLink
    questions: list[str]  # the learner's three, where she shows them to the provider
    ask_about: str  # what the buddy asks about
    log: list[LogEntry]  # the half days shown to the buddy


def part_of(link: GuestLink) -> GuestPart:
    """The guest's own part."""
    plan = TransferPlan.objects.filter(enrolment=link.enrolment).first()
    is_buddy = link.kind == GuestLink.Kind.BUDDY
    questions = [str(one) for one in plan.questions if one] if plan is not None and link.shows_questions else []
    ask_about = plan.ask_me_about if plan is not None and is_buddy else ""
    return GuestPart(link, questions, ask_about, entries(link.enrolment, BUDDY) if is_buddy else [])


def links_seen(enrolment: Enrolment, side: str) -> list[GuestLink]:
    """
    The learner sees every link with its answer; her nearest manager those to the provider.

    What a buddy answers is feedback to the learner, and hers alone.
    """
    rows = GuestLink.objects.filter(enrolment=enrolment).select_related("sent_by", "reply")
    if side == MANAGER:
        return list(rows.filter(kind=GuestLink.Kind.PROVIDER))
    return list(rows) if side == LEARNER else []
