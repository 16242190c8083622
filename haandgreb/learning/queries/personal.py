"""Everything held about a person in her enrolments and plans, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import Enrolment
from haandgreb.organisation.models import Person

State = Enrolment.State
FACTS = ("need", "starts_on", "ends_on", "hours", "cost", "fund", "legal_ground", "is_mandatory", "completed_on")
REASONS = ("why_declined", "why_without_talk", "why_ended", "talk_on")


def enrolments_of(person: Person) -> dict[str, Any]:
    """Completed and not completed, each by itself: others may ask for the first only."""
    rows = Enrolment.objects.filter(person=person).select_related("activity").order_by("made_at", "pk")
    completed = [_facts(row) for row in rows if row.state == State.COMPLETED]
    others = [_facts(row) for row in rows if row.state != State.COMPLETED]
    return {"learning_completed": completed, "learning_enrolments": others}


def _facts(row: Enrolment) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in (*FACTS, *REASONS)}
    kept = {name: value for name, value in facts.items() if value not in ("", None)}
    return {"activity": str(row.activity), "state": row.get_state_display(), **kept}
