"""The learning log, and providers and buddies without an account."""

from __future__ import annotations

from datetime import date
from typing import Any

from haandgreb.shared.parted import Section


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """The log: for the learner how far she is, for her manager what she shows."""
    from haandgreb.learning.permissions import LEARNER, may_write_log, side_of
    from haandgreb.learning.queries import log

    side = side_of(enrolment, person, today)
    may_write = may_write_log(enrolment, person)
    days = log.log_of(enrolment, side)
    written = [one for one in days if one.entry is not None]
    if not written and not may_write:
        return None
    context = {
        "enrolment": enrolment,
        "is_hers": side == LEARNER,
        "written": len(written),
        "days": len(days),
        "next": next((one for one in days if one.entry is None), None) if may_write else None,
    }
    return Section("learning/guests/_log.html", context, order=45)


def personal_data(person: Any) -> dict[str, Any]:
    """Her log."""
    from haandgreb.learning.queries import guest_data

    return guest_data.personal_data(person)


def forget(person: Any) -> None:
    """Her log goes: it is her own working notes."""
    from haandgreb.learning.models import LogEntry

    LogEntry.objects.filter(enrolment__person=person).delete()
