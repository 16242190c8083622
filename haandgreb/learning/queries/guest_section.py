"""The log and the guests as the page of an enrolment shows them."""

from __future__ import annotations

from datetime import date
from typing import Any

from haandgreb.learning.models import Enrolment, GuestLink
from haandgreb.learning.permissions import LEARNER, may_invite, may_write_log, side_of
from haandgreb.learning.queries.guests import links_seen
from haandgreb.learning.queries.log import log_of
from haandgreb.organisation.models import Person
from haandgreb.shared import clock


def context_of(enrolment: Enrolment, person: Person, today: date) -> dict[str, Any]:
    """What the person sees of the two; empty where there is nothing for her."""
    side = side_of(enrolment, person, today)
    may_write = may_write_log(enrolment, person)
    days = log_of(enrolment, side, person) if side else []
    written = sum(one.entry is not None for one in days)
    guests = {
        "links": links_seen(enrolment, side),
        "may_provider": may_invite(enrolment, person, GuestLink.Kind.PROVIDER, today),
        "may_buddy": may_invite(enrolment, person, GuestLink.Kind.BUDDY, today),
        "now": clock.now(),
    }
    has_guests = bool(guests["links"]) or guests["may_provider"]
    if not (written or may_write or has_guests):
        return {}
    return {
        "enrolment": enrolment,
        "is_hers": side == LEARNER,
        "has_log": bool(written or may_write),
        "written": written,
        "days": len(days),
        "next": next((one for one in days if one.entry is None), None) if may_write else None,
        "has_guests": has_guests,
        **guests,
    }
