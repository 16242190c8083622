"""What is held about a person in her log, and by her guests."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import GuestLink, LogEntry
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her log with who else reads it, and what was answered through links."""
    rows = LogEntry.objects.filter(enrolment__person=person).select_related("enrolment__activity")
    log = [
        {
            "activity": str(row.enrolment.activity),
            "half_day": row.half_day,
            "point": row.point,
            "used_where": row.used_where,
            "first_step": row.first_step,
            "shown_to_manager": bool(row.managers),
            "shown_to_buddy": row.shown_to_buddy,
            "changed_at": row.changed_at,
        }
        for row in rows.order_by("enrolment", "half_day")
    ]
    links = GuestLink.objects.filter(enrolment__person=person).select_related("enrolment__activity", "reply")
    guests = [
        {
            "activity": str(link.enrolment.activity),
            "kind": link.kind,
            "name": link.name,
            "email": link.email,
            "message": link.message,
            "sent_at": link.sent_at,
            "answered_at": link.answered_at,
            "answer": _answer(link),
        }
        for link in links
    ]
    return {"learning_log": log, "learning_guests": guests}


def _answer(link: GuestLink) -> dict[str, Any]:
    reply = getattr(link, "reply", None)
    names = ("practise", "bring", "afterwards", "use", "seen", "advice")
    return {name: value for name in names if (value := getattr(reply, name, None)) not in (None, "")}
