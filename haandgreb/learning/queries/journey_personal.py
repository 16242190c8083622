"""What is held about a person in learning journeys and in the ledger of handles."""

from __future__ import annotations

from typing import Any

from haandgreb.learning.models import HandleTrial, JourneyPart
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her journeys with every act, what she wrote included."""
    parts = (
        JourneyPart.everything.filter(person=person).select_related("journey", "buddy").prefetch_related("acts__step")
    )
    return {
        "learning_journeys": [
            {
                "journey": str(part.journey),
                "state": part.state,
                "moment": part.moment,
                "buddy": str(part.buddy) if part.buddy else "",
                "joined_on": part.joined_on,
                "manager_yes_on": part.manager_yes_on,
                "acts": [
                    {
                        "step": str(act.step),
                        "due_on": act.due_on,
                        "state": act.state,
                        "ended_on": act.ended_on,
                        "minutes": act.minutes,
                        "note": act.note or "",
                        "shared": act.shared,
                        "why_skipped": act.why_skipped,
                    }
                    for act in part.acts.all()
                ],
            }
            for part in parts
        ]
    }


def trials(person: Person) -> dict[str, Any]:
    """The handles she has noted as tried."""
    fields = ("handle", "tried_on", "people", "minutes", "changed", "again", "seen_by")
    return {"handle_trials": list(HandleTrial.everything.filter(person=person).values(*fields))}
