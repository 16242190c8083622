"""Everything held about a person in her enrolments and plans, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import Enrolment, TransferPlan
from haandgreb.learning.queries.plans import opened
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


PLAN = (
    "goal",
    "changed_practice",
    "value_for_me",
    "value_for_work",
    "situation",
    "act",
    "outcome",
    "sign",
    "why",
    "confidence",
    "confidence_help",
    "confidence_after",
    "questions",
    "ask_me_about",
    "preparation",
    "first_use_on",
    "first_use",
    "sharing",
    "why_skipped",
    "agreed_text",
)


def plans_of(person: Person) -> dict[str, Any]:
    """Her plans with what she wrote for herself; and whose buddy she is."""
    rows = TransferPlan.objects.filter(enrolment__person=person).select_related("enrolment__activity", "buddy")
    found = [_plan(row) for row in rows.order_by("changed_at", "pk")]
    buddies = TransferPlan.objects.filter(buddy=person).select_related("enrolment__person").order_by("changed_at", "pk")
    return {"transfer_plans": found, "buddy_of": [str(row.enrolment.person) for row in buddies]}


def _plan(row: TransferPlan) -> dict[str, Any]:
    kept = {name: value for name in PLAN if (value := _value(row, name)) not in ("", None, [])}
    if row.buddy is not None:
        kept["buddy"] = str(row.buddy)
    needs = [{"text": one.text, "due_on": one.due_on} for one in row.needs.all()]
    return {"activity": str(row.enrolment.activity), **kept, **({"needs": needs} if needs else {})}


def _value(row: TransferPlan, name: str) -> Any:
    return opened(row, name) if name in ("why", "confidence_help") else getattr(row, name)
