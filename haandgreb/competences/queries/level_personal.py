"""What is held about a person's levels, for her own copy."""

from __future__ import annotations

from typing import Any

from haandgreb.competences.models import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wish
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Estimates with their past, what was proposed and agreed, uses, wishes, and whom each was shared with."""
    return {
        "own_estimates": [
            {
                "competence": row.competence.title,
                "level": row.level,
                "written_at": row.written_at.isoformat(),
                "replaced_at": row.replaced_at.isoformat() if row.replaced_at else None,
                **_shared(row),
            }
            for row in SelfLevel.objects.filter(person=person).select_related("competence", "shared_with")
        ],
        "agreed_levels": [
            {
                "competence": row.competence.title,
                "level": row.level,
                "valid_from": row.valid_from.isoformat(),
                "valid_to": row.valid_to.isoformat() if row.valid_to else None,
                "agreed_with": str(row.agreed_with) if row.agreed_with else None,
            }
            for row in AgreedLevel.objects.filter(person=person).select_related("competence", "agreed_with")
        ],
        "level_proposals": [
            {
                "competence": row.competence.title,
                "level": row.level,
                "proposed_by": str(row.proposed_by) if row.proposed_by else None,
                "proposed_at": row.proposed_at.isoformat(),
                "state": row.state,
            }
            for row in LevelProposal.objects.filter(person=person).select_related("competence", "proposed_by")
        ],
        "uses": [
            {
                "competence": row.competence.title,
                "used_on": row.used_on.isoformat(),
                "what": row.what,
                "came_of_it": row.came_of_it,
                **_shared(row),
            }
            for row in Evidence.objects.filter(person=person).select_related("competence", "shared_with")
        ],
        "wishes": [
            {"competence": row.competence.title, "wants": row.wants, **_shared(row)}
            for row in Wish.objects.filter(person=person).select_related("competence", "shared_with")
        ],
    }


def _shared(row: SelfLevel | Evidence | Wish) -> dict[str, Any]:
    return {
        "shared_with": str(row.shared_with) if row.shared_with else None,
        "shared_at": row.shared_at.isoformat() if row.shared_at else None,
    }
