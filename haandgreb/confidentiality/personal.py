"""What is held about a person at the archive gate, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.confidentiality.models import Authority, LegalHold
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Holds on what is about her, and references she has registered."""
    holds = LegalHold.objects.filter(person=person)
    return {
        "legal_holds": [
            {"reference": one.reference, "from": one.placed_at, "to": one.ended_at, "data_class": one.data_class}
            for one in holds
        ],
        "registered_authorities": list(
            Authority.objects.filter(registered_by=person).values("data_class", "reference", "registered_at")
        ),
    }
