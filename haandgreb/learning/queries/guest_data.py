"""What is held about a person in her log."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import LogEntry
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her log, with who else reads it."""
    rows = LogEntry.objects.filter(enrolment__person=person).select_related("enrolment__activity")
    log = [
        {
            "activity": str(row.enrolment.activity),
            "half_day": row.half_day,
            "point": row.point,
            "used_where": row.used_where,
            "first_step": row.first_step,
            "shown_to_manager": row.shown_to_manager,
            "shown_to_buddy": row.shown_to_buddy,
            "changed_at": row.changed_at,
        }
        for row in rows.order_by("enrolment", "half_day")
    ]
    return {"learning_log": log}
